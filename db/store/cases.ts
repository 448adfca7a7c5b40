// Cases: submitting one, and the run's advance.
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { advance, submissionEvents } from '../../workflows/domain/advance.js';
import { dateOf, fiscalYearOf } from '../../workflows/domain/calendar.js';
import { submitted } from '../../workflows/domain/cases.js';
import type { Fault, Values } from '../../workflows/domain/fields.js';
import { readFields } from '../../workflows/domain/fields.js';
import type { HandKind } from '../../workflows/domain/cases.js';
import { ruleOfForm } from '../../workflows/domain/grant-rule.js';
import { pagesOf, personOf } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { calls, caseAnswers, cases, counters, drafts, events, files, wanted } from '../schema/index.js';
import { guarded, park } from './acts.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { DomainError } from './errors.js';
import { newestHead } from './evidence-log.js';
import { followUpOfDraft, followUpSubmitted } from './follow-ups.js';
import { keyForRole } from './keys.js';
import { lockCase, readCase } from './load.js';
import { waitingForPanel } from './panel.js';
import { askableDepartments, calendarOf, definitionOf } from './reference.js';
import { facesOf } from './search-text.js';
import { writeMoved } from './write.js';

export type Submitted =
  | { readonly ok: true; readonly caseId: string; readonly number: string; readonly at: number; readonly first: boolean; readonly keyId: string; readonly keyGeneration: number; /** The case this one goes on with; to be rung too. */ readonly origin: string | null }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Submits a draft: case, number, pinned version, answers, files, first events and the receipt, in one transaction. The call is taken FOR SHARE and
 * the clock is read after it, so that nothing is accepted after the closing instant (law 4). A follow-up of another case has a term of its own. A second submission of the same draft finds the first case.
 */
export async function submitDraft(db: Db, sealer: Sealer, input: { readonly draft: string; readonly paper: boolean }): Promise<Submitted> {
  return db.transaction(async (tx) => {
    const [found] = await tx.select({ call: drafts.call }).from(drafts).where(eq(drafts.id, input.draft));
    if (!found) throw new DomainError('NOT_FOUND', 'no-such-draft');
    const [call] = await tx.select().from(calls).where(eq(calls.id, found.call)).for('share');
    const [draft] = await tx.select().from(drafts).where(eq(drafts.id, input.draft)).for('no key update');
    if (!call || !draft) throw new DomainError('NOT_FOUND', 'no-such-draft');
    if (draft.caseId) return again(tx, draft.caseId, draft.id);
    const at = await businessNow(tx);
    const follows = await followUpOfDraft(tx, draft.id, true);
    if (follows && (follows.closesAt === null || at >= follows.closesAt)) throw new DomainError('EXPIRED', 'follow-up-over', { number: follows.number });
    // A follow-up has the term that its group was given, not that of the call.
    if (!follows && (at < call.opensAt || at >= call.closesAt || call.state === 'closed' || call.state === 'cancelled')) throw new DomainError('EXPIRED', 'call-closed', { closesAt: call.closesAt, at });
    const programme = await definitionOf(tx, call.programme, call.version);
    const fields = pagesOf(programme, draft.track).flatMap((page) => page.fields);
    const read = readFields(fields, draft.typed, ruleOfForm(programme, draft.typed, call.fiscalYear));
    if (read.faults.length > 0) return { ok: false, faults: read.faults };
    const answers: Values = { ...read.values, track: draft.track };
    const id = newId('cas');
    const number = await nextNumber(tx, fiscalYearOf(dateOf(at)), programme.code);
    const first = programme.stages[0];
    if (!first) throw new DomainError('PRECONDITION', 'no-stages');
    const row = {
      id, number, call: call.id, programme: call.programme, version: call.version, fiscalYear: call.fiscalYear, draft: draft.id, language: draft.language, paper: input.paper,
      ...facesOf(programme, number, answers, programme.sealedUntilClose === true), submittedAt: at,
      stage: first.id, stageVisit: 1, stageOpenedAt: at, holder: programme.office.post.split('.')[0] ?? '', committedYen: 0, lastAt: at, swept: 0,
    };
    const [made] = await tx.insert(cases).values(row).returning();
    if (!made) throw new Error('an inserted case is returned');
    await tx.insert(caseAnswers).values({ caseId: id, version: 1, values: answers, fields: [], at });
    await tx.update(files).set({ caseId: id }).where(and(eq(files.draft, draft.id), isNull(files.removedAt)));
    await tx.update(drafts).set({ caseId: id }).where(eq(drafts.id, draft.id));
    if (follows) await followUpSubmitted(tx, draft.id, id);
    const key = await keyForRole(tx, id, 'contact', at);
    const before = { ...submitted({ id, number, programme: { id: call.programme, version: call.version }, fiscalYear: call.fiscalYear, answers }, first.id, at), ...(programme.sealedUntilClose ? { sealed: true as const } : {}) };
    const happened = submissionEvents(programme, at, input.paper);
    const env = { now: at, calendar: await calendarOf(tx), departments: await askableDepartments(tx), envelopeFreeYen: null };
    const settled = happened[1];
    const state = { ...before, stage: { ...before.stage, settled: settled?.type === 'stage.settled' ? { step: settled.step, outcome: settled.outcome, go: settled.go, at, mails: settled.mails } : null } };
    const head = await newestHead(tx);
    const about = { ...(head ? { logSize: head.size, logRoot: head.root, logAt: head.at } : {}), files: fields.some((f) => f.kind === 'files') ? countFiles(answers) : 0, next: programme.stages[1]?.words.public ?? '', holder: programme.office.name };
    const roles = personOf(programme, answers, 'representative').email === personOf(programme, answers, 'contact').email ? (['contact'] as const) : (['contact', 'representative'] as const);
    const receipts = roles.map((role) => ({ key: `received:${role}`, mail: 'cases/received' as const, to: { kind: 'party' as const, role }, about }));
    await writeMoved(tx, { row: made, programme, state: before, env }, { state, events: happened, mails: receipts, wakeAt: at }, sealer, { byRun: false });
    return { ok: true, caseId: id, number, at, first: true, keyId: key.id, keyGeneration: key.generation, origin: follows?.origin ?? null };
  });
}

const countFiles = (answers: Values): number => Object.values(answers).reduce<number>((n, value) => n + (Array.isArray(value) ? value.filter((v) => String(v).startsWith('fil_')).length : 0), 0);

async function again(tx: Db, caseId: string, draft: string): Promise<Submitted> {
  const [row] = await tx.select().from(cases).where(eq(cases.id, caseId));
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-case');
  const key = await keyForRole(tx, caseId, 'contact', row.submittedAt);
  return { ok: true, caseId, number: row.number, at: row.submittedAt, first: false, keyId: key.id, keyGeneration: key.generation, origin: (await followUpOfDraft(tx, draft))?.origin ?? null };
}

async function nextNumber(tx: Db, fiscalYear: number, code: string): Promise<string> {
  const [row] = await tx.insert(counters).values({ key: `${fiscalYear}-${code}`, last: 1 }).onConflictDoUpdate({ target: counters.key, set: { last: sql`${counters.last} + 1` } }).returning({ last: counters.last });
  return `${fiscalYear}-${code}-${String(row?.last ?? 0).padStart(4, '0')}`;
}

/** What the run needs to know after an advance: whether it is over, how long to sleep, which hands to start. */
export type Advanced = { readonly closed: boolean; readonly sleepMs: number | null; readonly hands: readonly { readonly kind: HandKind; readonly key: string }[]; readonly ringMail: boolean; /** Cases of the call, this one among them, that may have waited for what happened here. */ readonly ringCases: readonly string[] };

/** How long after a start a hand that did not finish is started again, by number of starts; then it stays with the sweep's list of stuck hands. */
const HAND_BACKOFF_MS = [60_000, 120_000, 300_000, 900_000, 3_600_000];

/** The run's advance: crosses borders, writes what follows, plans the wake, and hands out what must be done in the world. Idempotent. */
export async function advanceCase(db: Db, sealer: Sealer, id: string): Promise<Advanced> {
  const { panel, ...advanced } = await db.transaction(async (tx) => {
    const loaded = await lockCase(tx, id);
    const outcome = await guarded(tx, async (inner) => {
      const moved = advance(loaded.programme, loaded.state, loaded.env, 'across');
      const written = await writeMoved(inner, loaded, moved, sealer, { byRun: true });
      return { moved, written };
    });
    if (outcome.broke) {
      const written = await park(tx, loaded, outcome.cause, sealer);
      return { closed: false, sleepMs: null, hands: [], ringMail: written.ringMail, panel: null };
    }
    const { moved, written } = outcome.value;
    return {
      closed: moved.state.ending !== null && moved.wakeAt === null,
      sleepMs: moved.wakeAt === null ? null : Math.max(1000, moved.wakeAt - loaded.env.now),
      hands: await handsToStart(tx, id), ringMail: written.ringMail,
      panel: moved.events.some((e) => e.type === 'step.opened' || e.type === 'request.opened' || e.type === 'case.closed') ? { programme: loaded.programme, call: loaded.row.call } : null,
    };
  });
  // After the commit: of two cases that come last at the same time neither sees the other before, and the later one rings both.
  return { ...advanced, ringCases: panel ? await waitingForPanel(db, panel.programme, panel.call) : [] };
}

/** Hands that are wanted and not under way; each start is counted and the next comes only after a while (law 10, real clock). */
async function handsToStart(tx: Db, caseId: string): Promise<Advanced['hands']> {
  const now = Date.now();
  const rows = await tx.select().from(wanted).where(and(eq(wanted.caseId, caseId), eq(wanted.state, 'wanted'), or(isNull(wanted.startAfter), lte(wanted.startAfter, now))));
  for (const row of rows) await tx.update(wanted).set({ starts: row.starts + 1, startAfter: now + (HAND_BACKOFF_MS[Math.min(row.starts, HAND_BACKOFF_MS.length - 1)] ?? 60_000) }).where(and(eq(wanted.caseId, caseId), eq(wanted.key, row.key)));
  return rows.map((row) => ({ kind: row.kind as HandKind, key: row.key }));
}

/** The case with this number; null when there is none. */
export async function caseIdByNumber(db: Db, number: string): Promise<string | null> {
  const [row] = await db.select({ id: cases.id }).from(cases).where(eq(cases.number, number));
  return row?.id ?? null;
}

export type CaseEventRow = typeof events.$inferSelect;
/** The log of a case, oldest first. */
export async function eventsOf(db: Db, caseId: string): Promise<readonly CaseEventRow[]> {
  return db.select().from(events).where(eq(events.caseId, caseId)).orderBy(events.seq);
}

/** The versions of the form's answers, oldest first. */
export async function answersOf(db: Db, caseId: string): Promise<readonly (typeof caseAnswers.$inferSelect)[]> {
  return db.select().from(caseAnswers).where(eq(caseAnswers.caseId, caseId)).orderBy(caseAnswers.version);
}

/** Whether the case has moved past a stage or ended since; pages wait for this at most half a second. */
export async function hasMoved(db: Db, caseId: string): Promise<boolean> {
  const [row] = await db.select({ settled: cases.stageSettled, ending: cases.ending }).from(cases).where(eq(cases.id, caseId));
  return !row || row.settled === null || row.ending !== null;
}

export { readCase };
