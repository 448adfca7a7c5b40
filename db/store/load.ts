// Reading a case as the rules see it, with what they may look at. The clock is read right after the lock (law 1).
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { type Ask, type CaseState, formAnswers, type Gate, type Hand, type HandKind, type Request, type Silence, type StepRun, type Tier } from '../../workflows/domain/cases.js';
import type { AskWhat, FreeActVerb, Reminder } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { MailId } from '../../workflows/domain/mail.js';
import type { PartyRole } from '../../workflows/domain/people.js';
import { type EndingId, type Programme, selectsCall } from '../../workflows/domain/programmes.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { acts, caseAnswers, cases, gates, requests, selections, steps, wanted } from '../schema/index.js';
import type { SelectedRow } from '../schema/programmes.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { followUpGate } from './follow-up-gate.js';
import { facesOf } from './search-text.js';
import { emptied, isSealed } from './sealed.js';
import { askableDepartments, calendarOf, definitionOf } from './reference.js';
import { surroundings } from './surroundings.js';

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
/** Reads a case without a lock, for pages; while it is sealed, without what its people wrote. */
export async function readCase(db: Db, id: string): Promise<Loaded> {
  const loaded = await load(db, id, false);
  return { ...loaded, state: emptied(loaded.state) };
}
/** Reads a case for its own people: what they wrote is theirs to read, sealed or not. */
export async function readForParty(db: Db, id: string): Promise<Loaded> {
  const loaded = await load(db, id, false);
  return { ...loaded, row: { ...loaded.row, ...facesOf(loaded.programme, loaded.row.number, formAnswers(loaded.state), false) } };
}

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
    gates: { ...Object.fromEntries(gateRows.map((g) => [g.gate, { result: g.result, at: g.at, note: g.note }])), ...selectionGate(id, selectionRows[0]), ...(handRows.some((h) => h.kind === 'follow-up') ? await followUpGate(db, id, lock) : {}) },
    ...((await isSealed(db, programme, id)) ? { sealed: true } : {}), committedYen: row.committedYen, publishedAt: row.publishedAt, lastAt: row.lastAt,
  };
  const around = await surroundings(db, row, programme, state, lock);
  // The clock last: nothing that was waited for above may make it older than the lock.
  const now = await businessNow(db);
  return { row, programme, state, env: { now, calendar, departments, ...around } };
}

/** What the newest selection of the call says of this case. */
function selectionGate(id: string, found: { rows: { readonly [caseId: string]: SelectedRow }; at: number; note: string } | undefined): { selection?: Gate } {
  const own = found?.rows[id];
  return found && own ? { selection: { result: own.outcome, at: found.at, note: found.note, yen: own.yen, rank: own.rank } } : {};
}
