// What the control room reads: one statement for each figure, all of them over open cases or bounded by time.
import { sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { parseInstant } from '../columns.js';
import { COUNTED_MOST } from './lists.js';

const iso = (at: Instant): string => new Date(at).toISOString();
const n = (value: unknown): number => Number(value ?? 0);
type Raw = Record<string, string | number | null>;
const instant = (value: unknown): Instant | null => (value == null ? null : parseInstant(value as string));

/** Late cases by holder and depth. `bounds` are the instants before which a due date belongs to the next deeper class, latest first. */
export async function lateByHolder(db: Db, now: Instant, bounds: readonly [Instant, Instant]): Promise<readonly { holder: string; counts: readonly [number, number, number] }[]> {
  const [second, third] = bounds.map(iso) as [string, string];
  const rows = await db.execute<Raw>(sql`
    select holder, count(*) filter (where due_at >= ${second}::timestamptz) as a, count(*) filter (where due_at < ${second}::timestamptz and due_at >= ${third}::timestamptz) as b, count(*) filter (where due_at < ${third}::timestamptz) as c
    from cases where ending is null and due_at <= ${iso(now)}::timestamptz group by holder order by count(*) desc, holder limit 100`);
  return rows.map((row) => ({ holder: String(row.holder), counts: [n(row.a), n(row.b), n(row.c)] }));
}

/** What the rules cannot carry on, by cause, most cases first. */
export async function parkedByCause(db: Db): Promise<readonly { cause: string; n: number; since: Instant }[]> {
  const rows = await db.execute<Raw>(sql`select split_part(parked_cause, ':', 1) as cause, count(*) as n, min(parked_at) as since from cases where parked_at is not null group by 1 order by 2 desc, 1 limit 20`);
  return rows.map((row) => ({ cause: String(row.cause), n: n(row.n), since: instant(row.since) ?? 0 }));
}

/** How many open cases have their next due date on each day of a span. */
export async function dueByDay(db: Db, from: Instant, before: Instant): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute<Raw>(sql`select to_char(due_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day, count(*) as n from cases where ending is null and due_at >= ${iso(from)}::timestamptz and due_at < ${iso(before)}::timestamptz group by 1`);
  return new Map(rows.map((row) => [String(row.day), n(row.n)]));
}

/** The next due date of any open case. */
export async function nextDue(db: Db, now: Instant): Promise<Instant | null> {
  const [row] = await db.execute<Raw>(sql`select min(due_at) as at from cases where ending is null and due_at > ${iso(now)}::timestamptz`);
  return instant(row?.at);
}

/** Open cases by stage and age class. `bounds` are the instants before which a stage was opened in the next older class, latest first. */
export async function agesByStage(db: Db, bounds: readonly Instant[]): Promise<readonly { stage: string; counts: readonly number[] }[]> {
  const age = bounds.reduceRight((older, bound, i) => sql`case when stage_opened_at >= ${iso(bound)}::timestamptz then ${i}::int else ${older} end`, sql`${bounds.length}::int`);
  const rows = await db.execute<Raw>(sql`select stage, ${age} as age, count(*) as n from cases where ending is null group by 1, 2`);
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const counts = found.get(String(row.stage)) ?? Array.from({ length: bounds.length + 1 }, () => 0);
    counts[n(row.age)] = n(row.n);
    found.set(String(row.stage), counts);
  }
  return [...found].map(([stage, counts]) => ({ stage, counts }));
}

/** Open cases by who holds them. */
export async function openByHolder(db: Db): Promise<readonly { holder: string; n: number }[]> {
  const rows = await db.execute<Raw>(sql`select holder, count(*) as n from cases where ending is null group by 1 order by 2 desc, 1`);
  return rows.map((row) => ({ holder: String(row.holder), n: n(row.n) }));
}

/** What came in for each call: drafts that are not submitted, cases (up to one more than `COUNTED_MOST`), and cases that wait for the vote. */
export async function callCounts(db: Db): Promise<ReadonlyMap<string, { drafts: number; submitted: number; waiting: number }>> {
  const rows = await db.execute<Raw>(sql`
    select calls.id, (select count(*) from drafts where drafts.call = calls.id and drafts.case_id is null) as drafts, (select count(*) from (select 1 from cases where cases.call = calls.id limit ${COUNTED_MOST + 1}) counted) as submitted,
      (select count(*) from steps join cases on cases.id = steps.case_id where steps.kind = 'gate' and steps.settled_at is null and cases.call = calls.id and cases.ending is null) as waiting
    from calls order by opens_at desc limit 100`);
  return new Map(rows.map((row) => [String(row.id), { drafts: n(row.drafts), submitted: n(row.submitted), waiting: n(row.waiting) }]));
}

export type EnvelopeWatch = { readonly programme: string; readonly fiscalYear: number; readonly budgetYen: number; readonly committedYen: number; readonly reservedYen: number; readonly paidYen: number; readonly ties: boolean };
/**
 * Envelopes of the newest years with whether their sums are what the entries add up to: budget, committed, reserved and paid. A counter-entry takes back
 * what it corrects; that of a payment reserves nothing again.
 */
export async function envelopeWatch(db: Db): Promise<readonly EnvelopeWatch[]> {
  const rows = await db.execute<Raw & { ties: boolean }>(sql`
    select e.programme, e.fiscal_year, e.budget_yen, e.committed_yen, e.reserved_yen, e.paid_yen,
      e.budget_yen = s.budget and e.committed_yen = s.committed and e.paid_yen = s.paid and e.reserved_yen = s.reserved as ties
    from envelopes e cross join lateral (
      select coalesce(sum(case when kind in ('budget', 'raise', 'carry-in') then signed when kind in ('cut', 'carry-out') then -signed end), 0) as budget,
        coalesce(sum(case when kind in ('commit', 'carry-in') then signed when kind in ('release', 'carry-out') then -signed end), 0) as committed,
        coalesce(sum(signed) filter (where kind = 'pay'), 0) as paid,
        coalesce(sum(case when kind = 'reserve' then signed when kind in ('pay', 'return') and signed > 0 then -signed end), 0) as reserved
      from (select coalesce(o.kind, x.kind) as kind, case when o.id is null then x.yen else -x.yen end as signed from envelope_entries x left join envelope_entries o on o.id = x.corrects where x.envelope = e.id) entries) s
    order by e.fiscal_year desc, e.programme limit 12`);
  return rows.map((row) => ({ programme: String(row.programme), fiscalYear: n(row.fiscal_year), budgetYen: n(row.budget_yen), committedYen: n(row.committed_yen), reservedYen: n(row.reserved_yen), paidYen: n(row.paid_yen), ties: row.ties }));
}

export type HouseWatch = {
  readonly overdue: number; readonly overdueSince: Instant | null; readonly mailQueued: number; readonly mailQueuedReal: number | null; readonly sweptReal: number | null; readonly unclearPayments: number; readonly openPayments: number; readonly lastSettled: Instant | null; readonly lateEvents: number;
};
/** How the house runs, by what Postgres says of it. Times whose name ends in Real are of the real clock. Late is what the clock did more than a minute after it was due, among the newest 20,000 events. */
export async function houseWatch(db: Db): Promise<HouseWatch> {
  const [row] = await db.execute<Raw>(sql`
    select
      (select count(*) from cases where parked_at is null and ending is null and wanted_wake_at < (select kyoso_now()) - interval '1 minute') as overdue,
      (select min(wanted_wake_at) from cases where parked_at is null and ending is null and wanted_wake_at < (select kyoso_now()) - interval '1 minute') as overdue_since,
      (select count(*) from mails where state in ('queued', 'sending')) as mail_queued, (select min(queued_real) from mails where state in ('queued', 'sending')) as mail_queued_real,
      (select window_at from limits where key = 'beat:sweep') as swept_real,
      (select count(*) from payment_orders where state = 'unclear') as unclear, (select count(*) from payment_orders where state in ('reserved', 'instructing', 'instructed')) as open_payments, (select max(ended_at) from payment_orders) as last_settled,
      (select count(*) from events where seq > (select coalesce(max(seq), 0) - 20000 from events) and type in ('request.lapsed', 'request.reminded') and done_at > at + interval '1 minute' and done_at > (select kyoso_now()) - interval '7 days') as late_events`);
  return {
    overdue: n(row?.overdue), overdueSince: instant(row?.overdue_since), mailQueued: n(row?.mail_queued), mailQueuedReal: instant(row?.mail_queued_real), sweptReal: instant(row?.swept_real),
    unclearPayments: n(row?.unclear), openPayments: n(row?.open_payments), lastSettled: instant(row?.last_settled), lateEvents: n(row?.late_events),
  };
}

export type LateEvent = { readonly number: string; readonly title: string; readonly at: Instant; readonly doneAt: Instant };
/** What the clock did late in seven days, newest first. */
export async function lateEvents(db: Db, limit = 100): Promise<readonly LateEvent[]> {
  const rows = await db.execute<Raw>(sql`
    select cases.number, cases.title, events.at, events.done_at from events join cases on cases.id = events.case_id
    where seq > (select coalesce(max(seq), 0) - 20000 from events) and type in ('request.lapsed', 'request.reminded') and done_at > at + interval '1 minute' and done_at > (select kyoso_now()) - interval '7 days' order by seq desc limit ${limit}`);
  return rows.map((row) => ({ number: String(row.number), title: String(row.title), at: instant(row.at) ?? 0, doneAt: instant(row.done_at) ?? 0 }));
}

/** So many settlements say how long stages take; more would say the same, later. */
const SETTLED_MOST = 1000;

/** Days that the newest thousand stages settled in the last 90 days took: half, and nine of ten, within. */
export async function stageTimes(db: Db): Promise<readonly { stage: string; n: number; median: number; ninetieth: number }[]> {
  const rows = await db.execute<Raw>(sql`
    select s.data->>'stage' as stage, count(*) as n, percentile_disc(0.5) within group (order by s.done_at - o.done_at) as a, extract(epoch from percentile_disc(0.5) within group (order by s.done_at - o.done_at)) / 86400 as median,
      extract(epoch from percentile_disc(0.9) within group (order by s.done_at - o.done_at)) / 86400 as ninetieth
    from (select * from events where type = 'stage.settled' and done_at > (select kyoso_now()) - interval '90 days' order by done_at desc limit ${SETTLED_MOST}) s join events o on o.case_id = s.case_id and o.key = 'stage.opened:' || (s.data->>'stage') || '#' || (s.data->>'visit')
    where s.data->>'outcome' not like 'withdrawn%' group by 1`);
  return rows.map((row) => ({ stage: String(row.stage), n: n(row.n), median: Math.ceil(n(row.median)), ninetieth: Math.ceil(n(row.ninetieth)) }));
}

/** Documents and transfers that were started `times` times and are not done. */
export async function stuckHands(db: Db, times: number, limit = 100): Promise<readonly { number: string; title: string; key: string; kind: string; document: string; since: Instant; starts: number; error: string | null }[]> {
  const rows = await db.execute<Raw>(sql`
    select cases.number, cases.title, wanted.key, wanted.kind, coalesce(wanted.spec->>'document', '') as document, wanted.wanted_at, wanted.starts, wanted.error from wanted join cases on cases.id = wanted.case_id
    where wanted.state = 'wanted' and wanted.starts >= ${times} order by wanted.wanted_at, wanted.key limit ${limit}`);
  return rows.map((row) => ({ number: String(row.number), title: String(row.title), key: String(row.key), kind: String(row.kind), document: String(row.document), since: instant(row.wanted_at) ?? 0, starts: n(row.starts), error: row.error === null ? null : String(row.error) }));
}
