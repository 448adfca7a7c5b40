// What waits at this moment, whoever is away: for the practice city's page on which parts of the house are stopped.
import { sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';

/** `acts`: taken since an instant. The rest waits now: cases settled and not carried on, cases past the instant they wanted, mails not sent, documents and transfers not done. */
export type WaitingNow = { readonly acts: number; readonly settled: number; readonly due: number; readonly mails: number; readonly hands: number };

/** Counts what waits; reads only. */
export async function waitingNow(db: Db, since: Instant): Promise<WaitingNow> {
  const [row] = await db.execute<{ [K in keyof WaitingNow]: number }>(sql`
    select (select count(*)::int from acts where at >= ${new Date(since).toISOString()}::timestamptz and state <> 'refused' and via <> 'system') as acts,
      (select count(*)::int from cases where ending is null and parked_at is null and stage_settled is not null) as settled,
      (select count(*)::int from cases where parked_at is null and wanted_wake_at <= kyoso_now()) as due,
      (select count(*)::int from mails where state in ('queued', 'sending')) as mails,
      (select count(*)::int from wanted where state = 'wanted') as hands`);
  return { acts: row?.acts ?? 0, settled: row?.settled ?? 0, due: row?.due ?? 0, mails: row?.mails ?? 0, hands: row?.hands ?? 0 };
}
