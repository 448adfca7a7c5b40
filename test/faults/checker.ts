// The independent checker: looks at the database, the mailbox, the bank and what people saw, and says what is lost, doubled, out of order or stuck.
// It imports nothing of the product: what it knows of the tables stands here in SQL.
import type postgres from 'postgres';

export type Findings = { readonly lost: readonly string[]; readonly doubled: readonly string[]; readonly wrong: readonly string[]; readonly stuck: readonly string[] };
export type Sight = { readonly sql: postgres.Sql; readonly mailbox: string; readonly bank: string };
type Letter = { id: string; at: string; to: string[]; subject: string };
type Transfer = { instructionId: string; amountYen: number; state: string };

/** Waits (bounded) until mails have left, hands are done and no case is past its wake; what remains is found by `check`. */
export async function settle({ sql }: Sight, ms = 90_000): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    const [busy] = await sql`select (select count(*) from mails where state in ('queued', 'sending')) + (select count(*) from wanted where state = 'wanted') + (select count(*) from payment_orders where state not in ('settled', 'returned'))
      + (select count(*) from cases where ending is null and parked_at is null and (stage_settled is not null or wanted_wake_at <= ${now(sql)})) as n`;
    if (Number(busy?.n) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Everything that must hold when nothing moves any more. `numbers`: the numbers that people were shown after submitting. */
export async function check(sight: Sight, numbers: readonly string[]): Promise<Findings> {
  const { sql } = sight;
  const found = { lost: [] as string[], doubled: [] as string[], wrong: [] as string[], stuck: [] as string[] };
  const all = async (list: string[], what: string, rows: Promise<readonly object[]>) => { for (const row of await rows) list.push(`${what}: ${JSON.stringify(row)}`); };

  // What a person was told is kept, once.
  const kept = new Set((await sql`select number from cases`).map((row) => String(row.number)));
  for (const number of numbers) if (!kept.has(number)) found.lost.push(`case ${number} was acknowledged and is not there`);
  await all(found.doubled, 'draft became two cases', sql`select draft, count(*)::int as n from cases where draft is not null group by draft having count(*) > 1`);
  await all(found.doubled, 'request answered twice', sql`select case_id, request_key, count(*)::int as n from acts where kind = 'answer' and state = 'accepted' and request_key is not null group by 1, 2 having count(*) > 1`);
  await all(found.lost, 'answered request without its act', sql`select r.case_id, r.key from requests r where r.state = 'answered' and not exists (select 1 from acts a where a.case_id = r.case_id and a.request_key = r.key and a.state = 'accepted')`);
  await all(found.lost, 'accepted act without its answered request', sql`select a.case_id, a.request_key from acts a where a.kind = 'answer' and a.state = 'accepted' and not exists (select 1 from requests r where r.case_id = a.case_id and r.key = a.request_key and r.state = 'answered')`);
  // Deadlines: by the instant of the act.
  await all(found.wrong, 'act accepted after its request had closed', sql`select a.case_id, a.request_key from acts a join requests r on r.case_id = a.case_id and r.key = a.request_key where a.kind = 'answer' and a.state = 'accepted' and a.at >= r.closes_at`);
  await all(found.wrong, 'request lapsed before it closed', sql`select case_id, key from requests where state = 'lapsed' and ended_at < closes_at`);
  // The log runs forward.
  await all(found.wrong, 'event earlier than the one before', sql`select * from (select case_id, seq, at, lag(at) over (partition by case_id order by seq) as before from events) e where e.at < e.before`);
  await all(found.wrong, 'step opened twice', sql`select case_id, step, round, count(*)::int as n from steps group by 1, 2, 3 having count(*) > 1`);
  await all(found.doubled, 'event twice', sql`select case_id, type, data::text as data, at, count(*)::int as n from events where type <> 'request.reminded' group by 1, 2, 3, 4 having count(*) > 1`);

  // Mails: one letter for each that left, none besides, none that never got an end.
  const box = await get<Letter[]>(`${sight.mailbox}/api/mails?heads`);
  const mails = await sql<{ id: string; scope: string; key: string; state: string; provider_id: string | null; email: string }[]>`select id, scope, key, state, provider_id, email from mails`;
  const inBox = new Map(box.map((letter) => [letter.id, letter]));
  const told = new Set<string>();
  for (const mail of mails) {
    if (['queued', 'sending'].includes(mail.state)) found.stuck.push(`mail ${mail.key} of ${mail.scope} is still ${mail.state}`);
    if (!mail.provider_id) continue;
    if (told.has(mail.provider_id)) found.doubled.push(`two mails say they are letter ${mail.provider_id}`);
    told.add(mail.provider_id);
    if (!inBox.has(mail.provider_id)) found.lost.push(`mail ${mail.key} of ${mail.scope} is ${mail.state} and not in the mailbox`);
  }
  for (const letter of box) if (!told.has(letter.id)) found.doubled.push(`letter ${letter.id} to ${String(letter.to)} 「${letter.subject}」 belongs to no mail`);

  // Money: order, transfer and ledger agree to the yen.
  const transfers = await get<Transfer[]>(`${sight.bank}/api/transfers`);
  const orders = await sql<{ id: string; yen: number; state: string; instruction: string | null }[]>`select id, yen::int as yen, state, instruction from payment_orders`;
  const byInstruction = new Map(orders.map((order) => [order.instruction, order]));
  const once = new Set<string>();
  for (const transfer of transfers) {
    if (once.has(transfer.instructionId)) found.doubled.push(`transfer ${transfer.instructionId} twice`);
    once.add(transfer.instructionId);
    if (transfer.state !== 'settled') continue;
    const order = byInstruction.get(transfer.instructionId);
    if (!order) found.doubled.push(`transfer ${transfer.instructionId} of ${transfer.amountYen} yen belongs to no order`);
    else if (order.state !== 'settled' || order.yen !== transfer.amountYen) found.wrong.push(`order ${order.id} is ${order.state} over ${order.yen}, the bank paid ${transfer.amountYen}`);
  }
  for (const order of orders) if (order.state === 'settled' && !once.has(order.instruction ?? '')) found.lost.push(`order ${order.id} is settled and the bank knows nothing of it`);
  await all(found.doubled, 'two live orders for one payment', sql`select case_id, key, count(*)::int as n from payment_orders where state <> 'returned' group by 1, 2 having count(*) > 1`);
  const atBank = transfers.filter((t) => t.state === 'settled').reduce((sum, t) => sum + t.amountYen, 0);
  const [paid] = await sql`select coalesce(sum(yen), 0)::bigint as yen from payment_orders where state = 'settled'`;
  if (Number(paid?.yen) !== atBank) found.wrong.push(`orders settled ${paid?.yen} yen, the bank ${atBank}`);
  await all(found.wrong, 'envelope outside its bounds', sql`select id from envelopes where committed_yen < 0 or committed_yen > budget_yen or paid_yen < 0 or reserved_yen < 0`);
  // An order that took from an envelope has one entry of its end, of its own sum; interest takes from none.
  await all(found.wrong, 'order whose entries differ', sql`select o.id, o.yen::text, o.state, count(e.id)::int as entries, coalesce(sum(e.yen), 0)::text as sum from payment_orders o join envelope_entries r on r.key = o.id || ':reserve'
    left join envelope_entries e on e.kind in ('pay', 'return') and e.key = o.id || ':' || o.state group by o.id having count(e.id) <> 1 or sum(e.yen) <> o.yen`);

  // Nothing waits for nothing.
  await all(found.stuck, 'open case that waits for no person, instant or hand', sql`select number, stage, step from cases c where ending is null and parked_at is null and wanted_wake_at is null
    and not exists (select 1 from requests r where r.case_id = c.id and r.state = 'open') and not exists (select 1 from wanted w where w.case_id = c.id and w.state <> 'done')
    and not exists (select 1 from calls k where k.id = c.call and not exists (select 1 from gates g where g.call = k.id))`);
  await all(found.stuck, 'case parked', sql`select number, parked_cause from cases where parked_at is not null`);
  await all(found.stuck, 'settled stage that nobody carries on', sql`select number, stage from cases where ending is null and parked_at is null and stage_settled is not null`);
  await all(found.stuck, 'hand not done', sql`select case_id, key, state, error from wanted where state <> 'done'`);
  await all(found.stuck, 'request of a closed case still open', sql`select r.case_id, r.key from requests r join cases c on c.id = r.case_id where c.ending is not null and r.state = 'open'`);
  await all(found.stuck, 'past its wake', sql`select number, wanted_wake_at from cases where ending is null and parked_at is null and wanted_wake_at <= ${now(sql)}`);
  return found;
}

/** The city's instant: the database's clock and how far the practice city is ahead. */
const now = (sql: postgres.Sql) => sql`(clock_timestamp() + make_interval(secs => (select offset_ms from clock where id = 1) / 1000.0))`;

async function get<T>(url: string): Promise<T> {
  return (await (await fetch(url, { signal: AbortSignal.timeout(10_000) })).json()) as T;
}
