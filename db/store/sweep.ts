// The sweep (law 7): asks SQL, not Temporal, which cases should have moved and did not. Real clock for its own pace.
import { and, eq, isNull, like, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { cases, limits, wanted } from '../schema/index.js';

/** After so many rings without a move a case is shown as stuck. */
export const STUCK_AFTER = 5;
const BACKOFF_MS = [30_000, 60_000, 120_000, 300_000, 900_000];

/** Cases to ring: settled and not crossed, past what they wanted, never planned, or with a hand that waits; each backs off. */
export async function casesToRing(db: Db, limit = 200): Promise<readonly string[]> {
  const now = Date.now();
  const iso = new Date(now).toISOString();
  return db.transaction(async (tx) => {
    const rows = await tx.select({ id: cases.id, swept: cases.swept }).from(cases).where(and(
      isNull(cases.parkedAt), or(isNull(cases.sweepAfter), lte(cases.sweepAfter, now)),
      or(
        and(isNull(cases.ending), sql`${cases.stageSettled} is not null`),
        sql`${cases.wantedWakeAt} <= kyoso_now() - interval '1 second'`,
        and(isNull(cases.ending), isNull(cases.runWakeAt), sql`${cases.wantedWakeAt} is not null`),
        sql`${cases.wantedWakeAt} < ${cases.runWakeAt}`,
        sql`exists (select 1 from ${wanted} where ${wanted.caseId} = ${cases.id} and ${wanted.state} = 'wanted' and (${wanted.startAfter} is null or ${wanted.startAfter} <= ${iso}::timestamptz))`,
        sql`exists (select 1 from follow_ups, steps where follow_ups.origin = ${cases.id} and follow_ups.case_id is not null and steps.case_id = ${cases.id} and steps.kind = 'follow-up' and steps.settled_at is null) and ${cases.ending} is null`,
        sql`exists (select 1 from gates, steps where gates.call = ${cases.call} and steps.case_id = ${cases.id} and steps.kind = 'gate' and steps.settled_at is null) and ${cases.ending} is null`,
      ),
    )).orderBy(cases.lastAt).limit(limit).for('no key update', { skipLocked: true });
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
