// Writing what advance or an act decided: the events, the rows they change, the money, the mails; all in the caller's transaction.
import { and, eq, sql } from 'drizzle-orm';
import { type CivilDate, dateOf, isCivilDate } from '../../workflows/domain/calendar.js';
import type { Moved } from '../../workflows/domain/advance.js';
import type { DatedEvent, Request } from '../../workflows/domain/cases.js';
import { formAnswers, keyOf } from '../../workflows/domain/cases.js';
import { refundYear } from '../../workflows/domain/fiscal-year.js';
import { holderOf } from '../../workflows/domain/holder.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { caseAnswers, cases, envelopeEntries, envelopes, events, requests, steps, wanted } from '../schema/index.js';
import type { Sealer } from './context.js';
import { endOrderOfHand } from './end-order.js';
import { DomainError } from './errors.js';
import type { Loaded } from './load.js';
import { dropMails, queueMails } from './queue-mails.js';
import { facesOf } from './search-text.js';

/** What a write means for the outside: whether the run, the mail run, or nobody has to be rung. */
export type Written = { readonly ringRun: boolean; readonly ringMail: boolean };

/** Persists the difference between the case as it was loaded and as it is now. `by` names who the run is: only the run plans its own wake. */
export async function writeMoved(tx: Db, before: Loaded, moved: Moved, sealer: Sealer, options: { readonly byRun: boolean }): Promise<Written> {
  const { state } = moved;
  const was = before.state;
  const id = state.id;
  if (moved.events.length > 0) {
    await tx.insert(events).values(moved.events.map((event) => ({ caseId: id, key: keyOf(event), type: event.type, at: dueOf(event), doneAt: event.at, data: strip(event) })));
  }
  const changed = <T>(now: readonly T[], then: readonly T[]): { item: T; n: number }[] => now.flatMap((item, n) => (item === then[n] ? [] : [{ item, n }]));
  for (const { item, n } of changed(state.steps, was.steps)) {
    const row = { caseId: id, n, step: item.step, round: item.round, kind: item.kind, stage: item.stage, openedAt: item.openedAt, settledAt: item.settledAt, outcome: item.outcome, result: item.result };
    await tx.insert(steps).values(row).onConflictDoUpdate({ target: [steps.caseId, steps.step, steps.round], set: { settledAt: row.settledAt, outcome: row.outcome, result: row.result } });
  }
  const requestIds = new Map<string, { id: string; generation: number }>();
  const ended: string[] = [];
  for (const { item, n } of changed(state.requests, was.requests)) {
    if (n >= was.requests.length) {
      const requestId = newId('req');
      requestIds.set(item.id, { id: requestId, generation: 1 });
      await tx.insert(requests).values({ ...requestColumns(item), id: requestId, caseId: id, n, generation: 1, codeHash: sealer.codeHash(requestId, 1) });
    } else {
      await tx.update(requests).set(requestColumns(item)).where(and(eq(requests.caseId, id), eq(requests.key, item.id)));
    }
    if (item.state !== 'open') ended.push(item.id);
  }
  for (const { item, n } of changed(state.hands, was.hands)) {
    const row = { caseId: id, key: item.key, n, kind: item.kind, spec: item.spec, state: item.state, result: item.result, wantedAt: state.lastAt, doneAt: item.state === 'done' ? state.lastAt : null, starts: 0, startAfter: null, error: null };
    await tx.insert(wanted).values(row).onConflictDoUpdate({ target: [wanted.caseId, wanted.key], set: { state: row.state, result: row.result, doneAt: row.doneAt } });
  }
  for (let version = was.answers.length + 1; version <= state.answers.length; version++) {
    const event = moved.events.find((e) => e.type === 'answers.changed' && e.version === version);
    await tx.insert(caseAnswers).values({ caseId: id, version, values: state.answers[version - 1] ?? {}, fields: event?.type === 'answers.changed' ? [...event.fields] : [], at: event?.at ?? state.lastAt });
  }
  for (const event of moved.events) {
    if (event.type !== 'hand.done' || state.hands.find((h) => h.key === event.key)?.kind !== 'payment') continue;
    const { result } = event;
    await endOrderOfHand(tx, id, event.key, { state: result.state === 'settled' ? 'settled' : 'returned', reason: String(result.reason ?? '') });
  }
  await writeMoney(tx, before, moved.events);
  await tx.update(cases).set(caseColumns(before, moved, options.byRun)).where(eq(cases.id, id));
  if (ended.length > 0) await dropMails(tx, id, ended);
  const queued = await queueMails(tx, { programme: before.programme, row: before.row, state, env: before.env }, moved.mails, requestIds);
  const wakesEarlier = moved.wakeAt !== null && (before.row.runWakeAt === null || moved.wakeAt < before.row.runWakeAt);
  const handWanted = state.hands.some((h) => h.state === 'wanted' && !was.hands.some((w) => w.key === h.key));
  const settled = state.stage.settled !== null && !state.ending;
  return { ringMail: queued > 0, ringRun: !options.byRun && (wakesEarlier || handWanted || settled || (was.ending !== null && state.ending === null) || (was.parked !== null && state.parked === null)) };
}

/** The instant an event belongs to: when it was due, where it says so, else when it was done (law 13). */
const dueOf = (event: DatedEvent): number => ('dueAt' in event && (event.type === 'request.lapsed' || event.type === 'request.reminded') ? event.dueAt : event.at);
function strip(event: DatedEvent) {
  const { at: _at, ...data } = event;
  return data;
}

const requestColumns = (r: Request) => ({
  key: r.id, step: r.step, round: r.round, askKey: r.key, what: r.what, toPost: r.to.kind === 'post' ? r.to.post : null, toRole: r.to.kind === 'party' ? r.to.role : null, tier: r.tier,
  openedAt: r.openedAt, dueAt: r.dueAt, closesAt: r.closesAt, silence: r.silence, minNoticeMs: r.minNoticeMs, mail: r.mail, notBy: r.notBy ? [...r.notBy] : null, document: r.document ?? null, note: r.note ?? null,
  state: r.state, endedAt: r.endedAt, choice: r.answer?.choice ?? null, answer: r.answer?.values ?? null, answeredBy: r.answer?.by ?? null, handedOverAt: r.handedOverAt, reminded: [...r.reminded],
});

function caseColumns(before: Loaded, { state, wakeAt, events: happened }: Moved, byRun: boolean) {
  const { programme } = before;
  const answers = formAnswers(state);
  const dues = state.requests.filter((r) => r.state === 'open').map((r) => r.dueAt);
  const step = state.steps.at(-1);
  return {
    ending: state.ending, endedBefore: state.endedBefore, endedAt: state.ending ? (before.row.endedAt ?? state.lastAt) : null, parkedCause: state.parked?.cause ?? null, parkedAt: state.parked?.at ?? null,
    stage: state.stage.id, stageVisit: state.stage.visit, stageOpenedAt: state.stage.openedAt, stageSettled: state.stage.settled, step: step?.step ?? null, stepOpenedAt: step?.openedAt ?? null,
    holder: holderOf(programme, state), committedYen: state.committedYen, publishedAt: state.publishedAt, lastAt: state.lastAt, dueAt: dues.length > 0 ? Math.min(...dues) : null,
    wantedWakeAt: wakeAt, ...(byRun ? { runWakeAt: wakeAt, swept: 0, sweepAfter: null } : {}),
    ...(happened.some((e) => e.type === 'answers.changed' || e.type === 'case.unsealed') ? facesOf(programme, state.number, answers, state.sealed === true) : {}),
  };
}

/** Holds and gives back money in the envelope. The sum can never pass the budget: the row is locked and the check constraint stands behind it. */
async function writeMoney(tx: Db, before: Loaded, happened: readonly DatedEvent[]): Promise<void> {
  for (const event of happened) {
    if (event.type !== 'money.committed' && event.type !== 'money.released') continue;
    const { parts, income } = await partsOf(tx, before, event, receivedOn(event, happened));
    for (const one of income) await bookIncome(tx, { ...one, caseId: before.row.id, programme: before.row.programme, key: `${before.row.id}:${keyOf(event)}`, at: event.at });
    for (const part of parts) {
      const change = event.type === 'money.committed' ? part.yen : -part.yen;
      const [envelope] = await tx.select().from(envelopes).where(eq(envelopes.id, part.envelope)).for('no key update');
      if (!envelope) throw new DomainError('PRECONDITION', 'no-envelope', { programme: before.row.programme, fiscalYear: before.row.fiscalYear });
      if (envelope.committedYen + change > envelope.budgetYen) throw new DomainError('CONFLICT', 'envelope-spent', { free: envelope.budgetYen - envelope.committedYen });
      await tx.update(envelopes).set({ committedYen: sql`${envelopes.committedYen} + ${change}` }).where(eq(envelopes.id, envelope.id));
      await tx.insert(envelopeEntries).values({ id: newId('ent'), envelope: envelope.id, caseId: before.row.id, kind: event.type === 'money.committed' ? 'commit' : 'release', key: `${before.row.id}:${keyOf(event)}`, yen: part.yen, at: event.at });
    }
  }
}

type MoneyEvent = Extract<DatedEvent, { type: 'money.committed' | 'money.released' }>;

/** The day on which what a group pays back arrived: as the finance officer recorded it, never after the day of the record. */
function receivedOn(event: MoneyEvent, happened: readonly DatedEvent[]): CivilDate {
  const today = dateOf(event.at);
  const settled = happened.find((e) => e.type === 'step.settled' && `${e.step}#${e.round}` === event.key);
  const on = settled?.type === 'step.settled' ? String(settled.result.on ?? '') : '';
  return isCivilDate(on) && on < today ? on : today;
}

/**
 * Where an event moves money: envelopes, older year first (the order of locks), and what is income. What a group pays back returns to the years that paid it
 * (戻入), the newest first, while their books are open; after 31 May it is income of the year it arrived in and no envelope gets it (地方自治法施行令160条).
 * Everything else is of the case's own year.
 */
async function partsOf(tx: Db, { row, state }: Loaded, event: MoneyEvent, on: CivilDate): Promise<{ parts: readonly { envelope: string; yen: number }[]; income: readonly { yen: number; originYear: number; fiscalYear: number }[] }> {
  const [own] = await tx.select({ id: envelopes.id }).from(envelopes).where(and(eq(envelopes.programme, row.programme), eq(envelopes.fiscalYear, row.fiscalYear)));
  const refunds = state.steps.filter((r) => r.kind === 'refund').map((r) => `${r.step}#${r.round}`);
  const paid = event.type === 'money.released' && refunds.includes(event.key) ? await paidByYear(tx, row.id, refunds.map((key) => `${row.id}:money.released:${key}`)) : [];
  const parts: { envelope: string; yen: number }[] = [];
  const income: { yen: number; originYear: number; fiscalYear: number }[] = [];
  let left = event.yen;
  for (const year of paid) {
    const yen = Math.min(left, year.yen);
    if (yen <= 0) continue;
    const to = refundYear(year.fiscalYear, on);
    if (to.how === 'income') income.push({ yen, originYear: year.fiscalYear, fiscalYear: to.fiscalYear });
    else parts.unshift({ envelope: year.envelope, yen });
    left -= yen;
  }
  return { parts: left > 0 ? [...parts, { envelope: own?.id ?? '', yen: left }] : parts, income };
}

/** Writes down income of a year beside its budget: the row's figures stay as they are, no yen of it can be committed. */
async function bookIncome(tx: Db, income: { readonly caseId: string; readonly programme: string; readonly key: string; readonly yen: number; readonly originYear: number; readonly fiscalYear: number; readonly at: number }): Promise<void> {
  await tx.insert(envelopes).values({ id: newId('env'), programme: income.programme, fiscalYear: income.fiscalYear, budgetYen: 0, committedYen: 0, reservedYen: 0, paidYen: 0 }).onConflictDoNothing();
  const [envelope] = await tx.select({ id: envelopes.id }).from(envelopes).where(and(eq(envelopes.programme, income.programme), eq(envelopes.fiscalYear, income.fiscalYear)));
  if (!envelope) throw new DomainError('PRECONDITION', 'no-envelope', { programme: income.programme, fiscalYear: income.fiscalYear });
  await tx.insert(envelopeEntries).values({ id: newId('ent'), envelope: envelope.id, caseId: income.caseId, kind: 'income', key: `${income.key}:of-${income.originYear}`, yen: income.yen, at: income.at });
}

/** What each envelope has paid a case and not got back, whether into itself or as income of a later year, newest year first. */
async function paidByYear(tx: Db, caseId: string, refundKeys: readonly string[]): Promise<readonly { envelope: string; fiscalYear: number; yen: number }[]> {
  const rows = await tx.execute<{ envelope: string; fiscal_year: number; yen: string }>(sql`
    select e.envelope, v.fiscal_year, sum((case when coalesce(o.kind, e.kind) = 'pay' then e.yen else -e.yen end) * case when o.id is null then 1 else -1 end)
      - coalesce((select sum(i.yen) from envelope_entries i where i.case_id = ${caseId} and i.kind = 'income' and i.key like '%:of-' || v.fiscal_year), 0) as yen
    from envelope_entries e join envelopes v on v.id = e.envelope left join envelope_entries o on o.id = e.corrects
    where e.case_id = ${caseId} and (coalesce(o.kind, e.kind) = 'pay' or coalesce(o.key, e.key) in (${sql.join(refundKeys.map((key) => sql`${key}`), sql`, `)})) group by e.envelope, v.fiscal_year order by v.fiscal_year desc`);
  return rows.map((row) => ({ envelope: row.envelope, fiscalYear: Number(row.fiscal_year), yen: Number(row.yen) }));
}
