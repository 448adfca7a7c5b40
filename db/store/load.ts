// Reading a case as the rules see it, with what they may look at. The clock is read right after the lock (law 1).
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Ask, CaseState, Gate, Hand, HandKind, Request, Silence, StepRun, Tier } from '../../workflows/domain/cases.js';
import { currentStep, type FreeActVerb, type AskWhat, type Reminder } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { MailId } from '../../workflows/domain/mail.js';
import type { PartyRole } from '../../workflows/domain/people.js';
import { type EndingId, holdsMoney, type Programme, selectsCall } from '../../workflows/domain/programmes.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { acts, caseAnswers, cases, envelopes, gates, requests, selections, steps, wanted } from '../schema/index.js';
import type { SelectedRow } from '../schema/programmes.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { headLate } from './evidence-log.js';
import { meetingsOf } from './meetings.js';
import { paidBefore } from './paid-before.js';
import { callViewOf } from './panel.js';
import { askableDepartments, calendarOf, definitionOf } from './reference.js';

export type CaseRow = typeof cases.$inferSelect;
export type RequestRow = typeof requests.$inferSelect;
export type Loaded = { readonly row: CaseRow; readonly programme: Programme; readonly state: CaseState; readonly env: Env };

/** A request row as the rules see it. */
export function requestFrom(row: RequestRow): Request {
  const to: Ask['to'] = row.toPost !== null ? { kind: 'post', post: row.toPost } : { kind: 'party', role: row.toRole as PartyRole };
  return {
    key: row.askKey, what: row.what as AskWhat, to, tier: row.tier as Tier, dueAt: row.dueAt, closesAt: row.closesAt, silence: row.silence as Silence, minNoticeMs: row.minNoticeMs, mail: row.mail as MailId,
    ...(row.notBy ? { notBy: row.notBy } : {}), ...(row.document ? { document: row.document } : {}), ...(row.note ? { note: row.note } : {}),
    id: row.key, step: row.step, round: row.round, openedAt: row.openedAt, state: row.state, endedAt: row.endedAt,
    answer: row.choice !== null && row.answeredBy && row.endedAt !== null ? { choice: row.choice, values: row.answer ?? {}, at: row.endedAt, by: row.answeredBy } : null,
    handedOverAt: row.handedOverAt, reminded: row.reminded as Reminder[],
  };
}

/** Locks a case until the end of the transaction and reads it; NOT_FOUND when there is none. */
export const lockCase = (tx: Db, id: string): Promise<Loaded> => load(tx, id, true);
/** Reads a case without a lock, for pages. */
export const readCase = (db: Db, id: string): Promise<Loaded> => load(db, id, false);

async function load(db: Db, id: string, lock: boolean): Promise<Loaded> {
  const query = db.select().from(cases).where(eq(cases.id, id));
  const [row] = lock ? await query.for('no key update') : await query;
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-case');
  const programme = await definitionOf(db, row.programme, row.version);
  const [answerRows, stepRows, requestRows, handRows, actRows, gateRows, selectionRows, calendar, departments] = await Promise.all([
    db.select().from(caseAnswers).where(eq(caseAnswers.caseId, id)).orderBy(asc(caseAnswers.version)),
    db.select().from(steps).where(eq(steps.caseId, id)).orderBy(asc(steps.n)),
    db.select().from(requests).where(eq(requests.caseId, id)).orderBy(asc(requests.n)),
    db.select().from(wanted).where(eq(wanted.caseId, id)).orderBy(asc(wanted.n)),
    db.select().from(acts).where(and(eq(acts.caseId, id), eq(acts.kind, 'free'), eq(acts.state, 'accepted'))).orderBy(asc(acts.n)),
    db.select().from(gates).where(eq(gates.call, row.call)),
    // Only a programme that selects its calls as a whole has rows there.
    selectsCall(programme) ? db.select({ rows: selections.rows, at: selections.at, note: selections.note }).from(selections).where(and(eq(selections.call, row.call), sql`${selections.rows} ? ${id}`)).orderBy(desc(selections.n)).limit(1) : [],
    calendarOf(db),
    askableDepartments(db),
  ]);
  const state: CaseState = {
    id: row.id, number: row.number, programme: { id: row.programme, version: row.version }, fiscalYear: row.fiscalYear, submittedAt: row.submittedAt,
    ending: row.ending as EndingId | null, endedBefore: row.endedBefore as EndingId | null, parked: row.parkedCause !== null && row.parkedAt !== null ? { cause: row.parkedCause, at: row.parkedAt } : null,
    stage: { id: row.stage, visit: row.stageVisit, openedAt: row.stageOpenedAt, settled: row.stageSettled ?? null },
    steps: stepRows.map((s): StepRun => ({ step: s.step, kind: s.kind as StepKindId, stage: s.stage, round: s.round, openedAt: s.openedAt, settledAt: s.settledAt, outcome: s.outcome, result: s.result })),
    requests: requestRows.map(requestFrom),
    hands: handRows.map((h): Hand => ({ key: h.key, kind: h.kind as HandKind, spec: h.spec, state: h.state, result: h.result })),
    acts: actRows.map((a) => ({ n: a.n ?? 0, verb: a.verb as FreeActVerb, values: a.values as Values, at: a.at, by: a.by })),
    answers: answerRows.map((a) => a.values),
    gates: { ...Object.fromEntries(gateRows.map((g) => [g.gate, { result: g.result, at: g.at, note: g.note }])), ...selectionGate(id, selectionRows[0]) },
    committedYen: row.committedYen, publishedAt: row.publishedAt, lastAt: row.lastAt,
  };
  const call = await callViewOf(db, programme, row.call, state);
  const late = currentStep(state)?.kind === 'publication' && (await headLate(db));
  const envelopeFreeYen = holdsMoney(programme) ? await envelopeFree(db, state, lock) : null;
  const before = asksAccount(programme, state) ? await paidBefore(db, row) : null;
  const drafting = programme.money?.confirmsAdoption === true && state.steps.at(-1)?.kind === 'draft-decision';
  const adopted = drafting ? (await meetingsOf(db, row)).filter((m) => m.sameGroup && m.sameTitle && m.sameProgramme && m.granted).map((m) => m.number) : null;
  // The clock last: nothing that was waited for above may make it older than the lock.
  const now = await businessNow(db);
  return { row, programme, state, env: { now, calendar, departments, envelopeFreeYen, paidBefore: before, ...(call ? { call } : {}), ...(late ? { evidenceLate: true as const } : {}), ...(adopted ? { adopted } : {}) } };
}

/** Whether an account is asked now whose change the programme guards. A step that the version does not have is for the rules to break on, not for the reading. */
function asksAccount(programme: Programme, state: CaseState): boolean {
  const run = currentStep(state);
  const def = run && !state.ending ? programme.stages.flatMap((stage) => stage.steps).find((step) => step.id === run.step) : undefined;
  return (def?.kind === 'claim' || def?.kind === 'invoice') && def.changed !== undefined;
}

/** What the newest selection of the call says of this case. */
function selectionGate(id: string, found: { rows: { readonly [caseId: string]: SelectedRow }; at: number; note: string } | undefined): { selection?: Gate } {
  const own = found?.rows[id];
  return found && own ? { selection: { result: own.outcome, at: found.at, note: found.note, yen: own.yen, rank: own.rank } } : {};
}

/** What may still be committed from the case's envelope. While a decision is drafted the envelope is locked too, after the case (law 3). */
async function envelopeFree(db: Db, state: CaseState, lock: boolean): Promise<number> {
  const query = db.select({ budget: envelopes.budgetYen, committed: envelopes.committedYen }).from(envelopes).where(and(eq(envelopes.programme, state.programme.id), eq(envelopes.fiscalYear, state.fiscalYear)));
  const drafting = state.steps.at(-1)?.kind === 'draft-decision' || state.steps.at(-1)?.kind === 'approval';
  const [row] = lock && drafting ? await query.for('no key update') : await query;
  return row ? row.budget - row.committed : 0;
}
