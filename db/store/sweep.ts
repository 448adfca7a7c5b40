// The sweep (law 7): asks SQL, not Temporal, which cases should have moved and did not. Real clock for its own pace.
import { and, eq, isNull, like, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { cases, limits } from '../schema/index.js';

/** After so many rings without a move a case is shown as stuck. */
export const STUCK_AFTER = 5;
const BACKOFF_MS = [30_000, 60_000, 120_000, 300_000, 900_000];

/** Cases to ring: settled and not crossed, past what they wanted, never planned, or with a hand that waits; each backs off. */
export async function casesToRing(db: Db, limit = 200): Promise<readonly string[]> {
  const now = Date.now();
  const iso = new Date(now).toISOString();
  return db.transaction(async (tx) => {
    // Each kind by an index of its own: one condition over all cases would read them all, three times a minute.
    const due = sql`
      select id from cases where (ending is null and stage_settled is not null) or (ending is null and run_wake_at is null and wanted_wake_at is not null) or wanted_wake_at < run_wake_at
      union select id from cases where wanted_wake_at <= (select kyoso_now()) - interval '1 second'
      union select case_id from wanted where state = 'wanted' and (start_after is null or start_after <= ${iso}::timestamptz)
      union select s.case_id from steps s join follow_ups f on f.origin = s.case_id join cases c on c.id = s.case_id where s.kind = 'follow-up' and s.settled_at is null and f.case_id is not null and c.ending is null
      union select s.case_id from steps s join cases c on c.id = s.case_id join gates g on g.call = c.call where s.kind = 'gate' and s.settled_at is null and c.ending is null`;
    const rows = await tx.select({ id: cases.id, swept: cases.swept }).from(cases).where(and(isNull(cases.parkedAt), or(isNull(cases.sweepAfter), lte(cases.sweepAfter, now)), sql`${cases.id} in (${due})`)).orderBy(cases.lastAt).limit(limit).for('no key update', { skipLocked: true });
    for (const row of rows) await tx.update(cases).set({ swept: row.swept + 1, sweepAfter: now + (BACKOFF_MS[Math.min(row.swept, BACKOFF_MS.length - 1)] ?? 60_000) }).where(eq(cases.id, row.id));
    return rows.map((row) => row.id);
  });
}

/** What of the house leaves a beat: when it last ran, and how many faults it met then. */
export type Beat = 'sweep' | 'worker' | 'mail' | 'check' | 'backup';

/** Remembers that something of the house ran now, and how many faults it met, for the control room. Real clock. */
export async function beat(db: Db, what: Beat, faults = 0): Promise<void> {
  const now = Date.now();
  await db.insert(limits).values({ key: `beat:${what}`, windowAt: now, count: faults }).onConflictDoUpdate({ target: limits.key, set: { windowAt: now, count: faults } });
}

/** When each last ran, and with how many faults; what never ran is not there. */
export async function lastBeats(db: Db): Promise<ReadonlyMap<Beat, { readonly at: number; readonly faults: number }>> {
  const rows = await db.select().from(limits).where(like(limits.key, 'beat:%'));
  return new Map(rows.map((row) => [row.key.slice('beat:'.length) as Beat, { at: row.windowAt, faults: row.count }]));
}
