// The selection of a whole call (law 5): computed from all its sheets under its envelope, confirmed by a person as one row, which every case then reads. No case is locked.
import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { selectionStep, type StepOf } from '../../workflows/domain/programmes.js';
import { decimal, type CaseTotal, recuse, scoreCall, scoreLine, type Sheet } from '../../workflows/domain/scoring-rule.js';
import { candidates, rank, type RunnerUpAnswer, select, type Selection } from '../../workflows/domain/selection.js';
import { allowed } from '../../workflows/domain/steps/draft-decision.js';
import type { Db } from '../client.js';
import { acts, calls, cases, envelopes, requests, selections, steps } from '../schema/index.js';
import type { SelectedRow } from '../schema/programmes.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { readCase } from './load.js';
import { definitionOf } from './reference.js';

export type SelectionLine = { readonly caseId: string; readonly number: string; readonly title: string; readonly group: string; readonly requestYen: number; readonly total: CaseTotal; readonly recused: number; /** Points of sheets that were voided by a later declaration, kept beside the total that holds. */ readonly voided: readonly number[] };
/** The selection as it would be confirmed now. `missing`: cases of the call that are not scored to the end yet. `n`: how many were confirmed before. */
export type SelectionDraft = { readonly lines: readonly SelectionLine[]; readonly selection: Selection; readonly missing: number; readonly n: number; readonly closed: boolean; readonly sheet: readonly string[] };

/** Computes the selection of a call from what is in the database now. Reading only; the same rows give the same list, line by line. */
export async function draftSelection(db: Db, callId: string): Promise<SelectionDraft | null> {
  const [call] = await db.select().from(calls).where(eq(calls.id, callId));
  const programme = call ? await definitionOf(db, call.programme, call.version) : null;
  const step = programme ? selectionStep(programme) : null;
  if (!call || !programme || !step) return null;
  const rows = await db.select({ id: cases.id, number: cases.number, title: cases.title, group: cases.groupName, ending: cases.ending }).from(cases).where(eq(cases.call, callId)).orderBy(asc(cases.number));
  const sheetsOf = await sheetsOfCall(db, rows.map((r) => r.id), step);
  const scored = await db.select({ id: steps.caseId }).from(steps).where(and(inArray(steps.caseId, rows.map((r) => r.id)), eq(steps.step, step.follows), inArray(steps.outcome, ['passed', 'failed', 'undecided'])));
  const ready = new Set(scored.map((r) => r.id));
  const lines: SelectionLine[] = [];
  const asks: Record<string, number> = {};
  for (const row of rows.filter((r) => ready.has(r.id) && r.ending !== 'withdrawn')) {
    const { state } = await readCase(db, row.id);
    asks[row.id] = allowed(programme, state)?.amountYen ?? 0;
    const sheets = sheetsOf.get(row.id) ?? [];
    const [total] = scoreCall(step.rule, [{ id: row.id, sheets }]);
    if (total) lines.push({ caseId: row.id, number: row.number, title: row.title, group: row.group, requestYen: asks[row.id] ?? 0, total, recused: sheets.filter((s) => s.kind === 'recused').length, voided: sheets.flatMap((s) => (s.kind === 'recused' && s.voided ? [Object.values(s.voided).reduce((a, b) => a + b, 0)] : [])) });
  }
  const before = await db.select().from(selections).where(eq(selections.call, callId)).orderBy(desc(selections.n));
  const ranking = rank(step.rule.tieBreak, candidates(lines.map((l) => l.total), asks));
  const selection = select(step.rule.selection, ranking, await envelopeForCall(db, call), await runnerUpAnswers(db, rows.map((r) => r.id)), rows.filter((r) => r.ending === 'withdrawn').map((r) => r.id));
  return { lines, selection, missing: rows.filter((r) => r.ending === null && !ready.has(r.id)).length, n: before.length, closed: call.state === 'closed', sheet: printed(lines, selection) };
}

/** What of the envelope is this call's to give: the budget without what cases of other calls hold. */
export async function envelopeForCall(db: Db, call: Pick<typeof calls.$inferSelect, 'id' | 'programme' | 'fiscalYear'>): Promise<number> {
  const [envelope] = await db.select().from(envelopes).where(and(eq(envelopes.programme, call.programme), eq(envelopes.fiscalYear, call.fiscalYear)));
  const [others] = await db.select({ yen: sql<string>`coalesce(sum(${cases.committedYen}), 0)` }).from(cases).where(and(eq(cases.programme, call.programme), eq(cases.fiscalYear, call.fiscalYear), ne(cases.call, call.id)));
  return (envelope?.budgetYen ?? 0) - Number(others?.yen ?? 0);
}

/** Writes a selection of a call down and returns the open cases, which each settle from their row. The caller holds the call. */
export async function recordSelection(tx: Db, row: Omit<typeof selections.$inferInsert, 'at'>): Promise<readonly string[]> {
  await tx.insert(selections).values({ ...row, at: await businessNow(tx) });
  return (await tx.select({ id: cases.id }).from(cases).where(and(eq(cases.call, row.call), isNull(cases.ending)))).map((r) => r.id);
}

/** Confirms what `draftSelection` says, as the next row of the call; returns the cases that wait for it. Refused while the call is open, cases are unscored, an answer or an order is owed, or nothing is new. */
export async function confirmSelection(db: Db, input: { readonly call: string; readonly by: string; readonly note: string }): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    // One at a time; closing and submitting take the same row.
    await tx.select({ id: calls.id }).from(calls).where(eq(calls.id, input.call)).for('no key update');
    const draft = await draftSelection(tx, input.call);
    if (!draft) throw new DomainError('NOT_FOUND', 'no-such-call');
    if (!draft.closed || draft.missing > 0 || draft.selection.waiting?.kind === 'tie') throw new DomainError('PRECONDITION', 'selection-not-ready');
    const rows: Record<string, SelectedRow> = {};
    for (const place of draft.selection.places) {
      if (place.outcome === 'funded' || place.outcome === 'partial') rows[place.id] = { outcome: 'selected', rank: place.rank, yen: place.amountYen };
      else if (place.outcome === 'runner-up') rows[place.id] = { outcome: 'runner-up', rank: place.rank, yen: place.offerYen ?? 0 };
      else if (place.outcome === 'not-funded' || place.outcome === 'gave-way') rows[place.id] = { outcome: 'not-selected', rank: place.rank, yen: 0 };
    }
    for (const line of draft.lines) if (line.total.state !== 'qualified') rows[line.caseId] = { outcome: 'not-selected', rank: null, yen: 0 };
    const [last] = await tx.select().from(selections).where(eq(selections.call, input.call)).orderBy(desc(selections.n)).limit(1);
    if (last && JSON.stringify(sorted(last.rows)) === JSON.stringify(sorted(rows))) throw new DomainError('CONFLICT', 'selection-unchanged');
    return recordSelection(tx, { call: input.call, n: draft.n + 1, rows, sheet: draft.sheet, note: input.note, by: input.by });
  });
}

const sorted = (rows: Readonly<Record<string, SelectedRow>>) => Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1));

/** All confirmed selections of a call, newest first. */
export const selectionsOf = (db: Db, call: string) => db.select().from(selections).where(eq(selections.call, call)).orderBy(desc(selections.n));

/** What each panel member handed in for each case: the newest round counts. A sheet whose member declared a tie since is void and keeps its points. */
async function sheetsOfCall(db: Db, ids: readonly string[], step: StepOf<'selection'>): Promise<ReadonlyMap<string, readonly Sheet[]>> {
  const found = new Map<string, Map<string, { round: number; sheet: Sheet }>>();
  if (ids.length === 0) return new Map();
  const rows = await db.select({ caseId: requests.caseId, round: requests.round, post: requests.toPost, choice: requests.choice, answer: requests.answer, by: requests.answeredBy }).from(requests).where(and(inArray(requests.caseId, [...ids]), eq(requests.step, step.follows), eq(requests.what, 'scoring')));
  const declared = await db.select({ caseId: acts.caseId, by: acts.by, values: acts.values }).from(acts).where(and(inArray(acts.caseId, [...ids]), eq(acts.verb, 'declare'), eq(acts.state, 'accepted'))).orderBy(asc(acts.n));
  for (const row of rows) {
    const reviewer = row.post ?? '';
    const member = row.by?.kind === 'post' ? row.by.person : null;
    const last = declared.findLast((d) => d.caseId === row.caseId && d.by.kind === 'post' && d.by.post === reviewer && (member === null || d.by.person === member));
    const aside = last !== undefined && last.values.relation !== 'none';
    const own = found.get(row.caseId) ?? new Map<string, { round: number; sheet: Sheet }>();
    found.set(row.caseId, own);
    if ((own.get(reviewer)?.round ?? 0) > row.round) continue;
    const points = Object.fromEntries(step.rule.criteria.map((c) => [c.id, Number(row.answer?.[c.id] ?? 0)]));
    const given: Sheet = row.choice === 'score' ? { reviewer, kind: 'scored', points } : row.choice === 'recuse' ? { reviewer, kind: 'recused' } : { reviewer, kind: 'absent' };
    const [sheet = given] = aside ? recuse([given], reviewer) : [given];
    own.set(reviewer, { round: row.round, sheet });
  }
  return new Map([...found].map(([id, own]) => [id, [...own.values()].map((one) => one.sheet)]));
}

async function runnerUpAnswers(db: Db, ids: readonly string[]): Promise<Readonly<Record<string, RunnerUpAnswer>>> {
  if (ids.length === 0) return {};
  const rows = await db.select({ id: requests.caseId, state: requests.state, choice: requests.choice }).from(requests).where(and(inArray(requests.caseId, [...ids]), eq(requests.what, 'runner-up')));
  return Object.fromEntries(rows.flatMap((r): [string, RunnerUpAnswer][] => (r.state === 'answered' && (r.choice === 'take-remainder' || r.choice === 'give-way') ? [[r.id, r.choice]] : r.state === 'lapsed' ? [[r.id, 'silent']] : [])));
}

const OUTCOMES: Readonly<Record<string, string>> = { funded: '採択', partial: '採択（残りの額）', 'runner-up': '次点（回答待ち）', 'gave-way': '次点（ゆずった）', 'open-tie': '同点（順を決めていない）', waits: '上の順位の回答待ち', 'not-funded': '予算の外', withdrawn: '取下げ' };
/** The word for what the walk down says of a place. */
export const outcomeOf = (outcome: string): string => OUTCOMES[outcome] ?? outcome;

/** What of a case's sheets no longer counts, in words; '' when all do. */
export const voidedWords = (line: SelectionLine): string => (line.voided.length > 0 ? `（あとから関係の申告があり、数えない採点：${line.voided.map((points) => `${points}点`).join('、')}）` : '');

/** The sheet that shows how every place and the last funded yen came about (job A-5). */
function printed(lines: readonly SelectionLine[], selection: Selection): readonly string[] {
  const of = new Map(lines.map((l) => [l.caseId, l]));
  const yen = (n: number): string => `${n.toLocaleString('en-US')}円`;
  return [
    `予算 ${yen(selection.envelopeYen)}`,
    ...selection.places.map((p) => {
      const line = of.get(p.id);
      return `${p.rank}位 ${line?.number ?? ''} ${line?.title ?? ''}：${decimal(p.total, 2)}点、申請 ${yen(p.requestYen)}、${outcomeOf(p.outcome)} ${p.amountYen > 0 ? yen(p.amountYen) : ''}、残り ${yen(p.leftYen)}${p.by.length > 0 ? '（同点：申請額の小さい順など）' : ''}`;
    }),
    ...lines.filter((l) => l.total.state !== 'qualified').map((l) => `順位なし ${l.number} ${l.title}：${l.total.state === 'no-quorum' ? '定足数に足りない' : '基準に届かない'}`),
    ...lines.map((l) => `${l.number} の計算：${l.total.working.map(scoreLine).join(' → ')}${voidedWords(l)}`),
  ];
}
