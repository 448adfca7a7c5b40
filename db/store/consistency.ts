// The consistency check: what can never be if the rules were kept, asked of the tables. It changes nothing; each finding names what an administrator can open.
import { sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { envelopeWatch } from './control-room.js';

export const FINDINGS = ['waits-for-nothing', 'asked-after-the-step', 'answer-without-act', 'act-without-answer', 'act-after-close', 'order-differs', 'entries-differ', 'paid-unlike-envelope', 'document-lost', 'done-twice'] as const;
/** `about` is a case's number, or an envelope's programme and year. */
export type Finding = { readonly what: (typeof FINDINGS)[number]; readonly about: string; readonly case: boolean };

const MOST = 100;
/** What happens once each, by its key: an accepted answer to a request, a mail, a payment order, an event. */
const ONCE = {
  answers: sql`select case_id, request_key as key, at from acts where kind = 'answer' and state = 'accepted'`,
  mails: sql`select case_id, scope || '/' || key as key, queued_at as at from mails`,
  orders: sql`select case_id, key, created_at as at from payment_orders`,
  events: sql`select case_id, key, at from events`,
} as const;
export type OnceWhat = keyof typeof ONCE;
/** Longer than any transaction: what is being written is not judged. */
const settled = sql`c.last_at < (select kyoso_now()) - interval '1 minute'`;

/** Looks at every open case and envelope; at most a hundred findings of each kind. */
export async function checkConsistency(db: Db): Promise<readonly Finding[]> {
  const found = await db.execute<{ what: Finding['what']; about: string }>(sql`
    (select 'waits-for-nothing' as what, c.number as about from cases c where c.ending is null and c.parked_at is null and c.wanted_wake_at is null and c.stage_settled is null and ${settled}
      and not exists (select 1 from requests r where r.case_id = c.id and r.state = 'open') and not exists (select 1 from wanted w where w.case_id = c.id and w.state <> 'done')
      and not exists (select 1 from steps s where s.case_id = c.id and s.settled_at is null and s.kind in ('gate', 'selection', 'public-vote', 'scoring', 'wait')) limit ${MOST})
    union all
    (select 'asked-after-the-step', c.number from requests r join cases c on c.id = r.case_id join steps s on s.case_id = r.case_id and s.step = r.step and s.round = r.round where r.state = 'open' and s.settled_at is not null and c.parked_at is null and ${settled} limit ${MOST})
    union all
    (select 'answer-without-act', c.number from requests r join cases c on c.id = r.case_id where r.state = 'answered' and c.ending is null and not exists (select 1 from acts a where a.case_id = r.case_id and a.request_key = r.key and a.state = 'accepted') limit ${MOST})
    union all
    (select 'order-differs', c.number from payment_orders o join cases c on c.id = o.case_id join wanted w on w.case_id = o.case_id and w.key = o.key where c.parked_at is null and ${settled} and (w.state = 'done') <> (o.state in ('settled', 'returned')) limit ${MOST})
    union all
    (select 'act-without-answer', c.number from acts a join cases c on c.id = a.case_id where a.kind = 'answer' and a.state = 'accepted' and c.ending is null and not exists (select 1 from requests r where r.case_id = a.case_id and r.key = a.request_key and r.state = 'answered') limit ${MOST})
    union all
    (select 'act-after-close', c.number from acts a join requests r on r.case_id = a.case_id and r.key = a.request_key join cases c on c.id = a.case_id where a.kind = 'answer' and a.state = 'accepted' and c.ending is null and a.at >= r.closes_at limit ${MOST})
    union all
    (select 'entries-differ', c.number from payment_orders o join cases c on c.id = o.case_id join envelope_entries x on x.envelope = o.envelope and x.key = o.id || ':reserve'
      left join envelope_entries e on e.envelope = o.envelope and e.key in (o.id || ':settled', o.id || ':returned')
      group by o.id, o.yen, o.state, c.number having count(e.id) <> (o.state in ('settled', 'returned'))::int or min(x.yen) <> o.yen or bool_or(e.yen <> o.yen or e.key <> o.id || ':' || o.state) limit ${MOST})
    union all
    (select 'document-lost', c.number from wanted w join cases c on c.id = w.case_id where w.kind = 'document' and w.state = 'done' and not exists (select 1 from documents d where d.case_id = w.case_id and d.key = w.key) limit ${MOST})
    union all
    (select 'done-twice', c.number from (${sql.join(Object.values(ONCE).map((facts) => sql`select case_id from (${facts}) facts group by case_id, key having count(*) > 1`), sql` union `)}) twice join cases c on c.id = twice.case_id limit ${MOST})`);
  const untied = (await envelopeWatch(db)).filter((one) => !one.ties);
  return [...found.map((row): Finding => ({ what: row.what, about: row.about, case: true })), ...untied.map((one): Finding => ({ what: 'paid-unlike-envelope', about: `${one.programme} ${one.fiscalYear}`, case: false }))];
}

/** How many of each thing that happens once there are since an instant, and how many of them are there a second time. */
export async function countOnce(db: Db, since: Instant): Promise<readonly { readonly what: OnceWhat; readonly n: number; readonly twice: number }[]> {
  const from = new Date(since).toISOString();
  const counts = Object.entries(ONCE).map(([what, facts]) => sql`select ${what}::text as what, count(*)::int as n, (count(*) - count(distinct (case_id, key)))::int as twice from (${facts}) facts where at >= ${from}::timestamptz`);
  return [...(await db.execute<{ what: OnceWhat; n: number; twice: number }>(sql.join(counts, sql` union all `)))];
}
