// The one business clock, and how the demo city moves it.
import { sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { clock } from '../schema/index.js';

/** The business instant now: the database's clock plus the demo city's offset. */
export async function businessNow(db: Db): Promise<Instant> {
  const [row] = await db.execute<{ ms: string }>(sql`select round(extract(epoch from kyoso_now()) * 1000)::bigint as ms`);
  return Number(row?.ms);
}

/** How far the demo city is ahead, in milliseconds. */
export async function clockOffset(db: Db): Promise<number> {
  const [row] = await db.select({ offsetMs: clock.offsetMs }).from(clock);
  return row?.offsetMs ?? 0;
}

/** Moves the demo clock forward to an instant; an instant in the past changes nothing. */
export async function moveClockTo(db: Db, at: Instant): Promise<void> {
  await db.execute(sql`update clock set offset_ms = greatest(offset_ms, ${at}::bigint - round(extract(epoch from clock_timestamp()) * 1000)::bigint) where id = 1`);
}

/** The earliest instant anything wants to be woken at: cases, calls, and changes of posts and people. */
export async function nextWantedInstant(db: Db): Promise<Instant | null> {
  const [row] = await db.execute<{ ms: string | null }>(sql`
    select round(extract(epoch from min(at)) * 1000)::bigint as ms from (
      select wanted_wake_at as at from cases where (ending is null or wanted_wake_at is not null) and parked_at is null
      union all select wanted_wake_at from calls where state <> 'closed'
      union all select from_at from holdings where announced_at is null and from_at > (select kyoso_now())
      union all select ended_at from posts where handed_over_at is null and ended_at > (select kyoso_now())
      union all select ended_at from people where ended_at > (select kyoso_now()) and email <> ''
    ) wanted`);
  return row?.ms == null ? null : Number(row.ms);
}

/** How many cases and calls are past what they wanted and have not moved yet. */
export async function overdueWakes(db: Db): Promise<number> {
  const [row] = await db.execute<{ n: string }>(sql`
    select count(*) as n from (
      select id from cases where parked_at is null and (wanted_wake_at <= (select kyoso_now()) or (ending is null and stage_settled is not null))
      union all select id from calls where state <> 'closed' and wanted_wake_at <= (select kyoso_now())
      union all select id from holdings where announced_at is null and from_at <= (select kyoso_now())
      union all select code from posts where handed_over_at is null and ended_at <= (select kyoso_now())
    ) late`);
  return Number(row?.n ?? 0);
}

/** Cases and calls that should move now; the walk of the demo clock rings them all. */
export async function dueNow(db: Db): Promise<{ cases: readonly string[]; calls: readonly string[] }> {
  const cases = await db.execute<{ id: string }>(sql`select id from cases where parked_at is null and (wanted_wake_at <= (select kyoso_now()) or (ending is null and stage_settled is not null)) limit 5000`);
  const calls = await db.execute<{ id: string }>(sql`select id from calls where state <> 'closed' and wanted_wake_at <= (select kyoso_now()) limit 500`);
  return { cases: cases.map((row) => row.id), calls: calls.map((row) => row.id) };
}

/** What still has to leave the house before the clock may go on: mails that are due and hands that are under way. */
export async function workInFlight(db: Db): Promise<number> {
  const [row] = await db.execute<{ n: string }>(sql`select (select count(*) from mails where state in ('queued', 'sending') and next_try_at <= clock_timestamp() + interval '60 seconds') + (select count(*) from wanted where state = 'wanted') as n`);
  return Number(row?.n ?? 0);
}
