// After a restore the world is further than the rows: what was under way at the moment of the backup may have been done since. Nothing of it goes out a second time by itself.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { RunKind } from '../../workflows/domain/ids.js';
import type { Db } from '../client.js';
import { mails, paymentOrders, staffSessions, wanted } from '../schema/index.js';
import { DomainError } from './errors.js';
import { openOrder } from './payments.js';

/** What was held back: transfers that are only looked up from now on, mails that are a task of the office now. */
export type HeldBack = { readonly payments: number; readonly mails: number };

/** Stands in the list of mails as the cause. */
const CAUSE = 'under way when the backup was made; whether it went out is not known';
/** They are over long before a backup is put back. */
const SHORT_LIVED = ['people/code', 'people/sign-in-link'];

/**
 * Holds back what was under way: a transfer that was not instructed counts as instructed, so that the bank is only asked about it and a person gets what the bank
 * does not know (law 11); a mail that waited ends as failed, which the sweep makes a task of the office. Everybody is signed out. Saying it again changes nothing.
 */
export async function holdBack(db: Db): Promise<HeldBack> {
  const unordered = await db.select({ caseId: wanted.caseId, key: wanted.key }).from(wanted).leftJoin(paymentOrders, and(eq(paymentOrders.caseId, wanted.caseId), eq(paymentOrders.key, wanted.key))).where(and(eq(wanted.kind, 'payment'), eq(wanted.state, 'wanted'), isNull(paymentOrders.id)));
  for (const { caseId, key } of unordered) await reserve(db, caseId, key);
  return db.transaction(async (tx) => {
    const payments = await tx.update(paymentOrders).set({ state: 'instructing', instruction: sql`'ins_' || ${paymentOrders.id}`, instructedAt: sql`kyoso_now()` as never }).where(eq(paymentOrders.state, 'reserved')).returning({ id: paymentOrders.id });
    const waiting = inArray(mails.state, ['queued', 'sending']);
    await tx.update(mails).set({ state: 'dropped' }).where(and(waiting, inArray(mails.mail, SHORT_LIVED)));
    const held = await tx.update(mails).set({ state: 'failed', error: CAUSE }).where(waiting).returning({ id: mails.id });
    await tx.delete(staffSessions);
    return { payments: payments.length, mails: held.length };
  });
}

/** An order of its own for a transfer that had none. One whose year is closed is written down for a person, and says so by an error. */
async function reserve(db: Db, caseId: string, key: string): Promise<void> {
  try {
    await openOrder(db, caseId, key);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/** What must have a run: open cases and calls, cases that want to be woken, cases with something to be done in the world. Those that want it first come first. */
export async function mustRun(db: Db): Promise<readonly (readonly [RunKind, string])[]> {
  const calls = await db.execute<{ id: string }>(sql`select id from calls where state in ('scheduled', 'open') order by id`);
  const cases = await db.execute<{ id: string }>(sql`select id from cases where ending is null or wanted_wake_at is not null or exists (select 1 from wanted where wanted.case_id = cases.id and wanted.state = 'wanted') order by wanted_wake_at, id`);
  return [...calls.map((row) => ['call', row.id] as const), ...cases.map((row) => ['case', row.id] as const)];
}

const idsOf = (runs: readonly (readonly [RunKind, string])[], kind: RunKind) => sql`(${sql.join([sql`''`, ...runs.filter(([one]) => one === kind).map(([, id]) => sql`${id}`)], sql`, `)})`;

/**
 * Forgets what was noted of these runs, at most some hundred at a time: a ring, or else the sweep, gives each a new one, and hands that wait may start at once.
 * Rows that somebody holds at this moment are left as they are: it waits for nobody, so it can stand in nobody's way.
 */
export async function forgetRuns(db: Db, runs: readonly (readonly [RunKind, string])[]): Promise<void> {
  await db.execute(sql`update wanted set start_after = null where ctid in (select ctid from wanted where state = 'wanted' and start_after is not null and case_id in ${idsOf(runs, 'case')} for no key update skip locked)`);
  await db.execute(sql`update cases set run_wake_at = null, swept = 0, sweep_after = null where id in (select id from cases where id in ${idsOf(runs, 'case')} for no key update skip locked)`);
  await db.execute(sql`update calls set run_wake_at = null where id in (select id from calls where id in ${idsOf(runs, 'call')} for no key update skip locked)`);
}

/** Which of these want to be woken and have no run that planned it. */
export async function withoutRun(db: Db, runs: readonly (readonly [RunKind, string])[]): Promise<readonly string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from cases where parked_at is null and wanted_wake_at is not null and run_wake_at is null and id in ${idsOf(runs, 'case')}
    union all select id from calls where wanted_wake_at is not null and run_wake_at is null and id in ${idsOf(runs, 'call')}`);
  return rows.map((row) => row.id);
}
