// Payments that are approved and wait because their account changed: nothing of them is at the bank, and finance sees until when.
import { sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Yen } from '../../workflows/domain/money.js';
import type { Db } from '../client.js';
import { businessNow } from './clock.js';

/** One payment that waits: whose, how much, and the end of its wait. */
export type HeldPayment = { readonly number: string; readonly title: string; readonly yen: Yen; readonly until: Instant };

/** The payments that wait now, the next to end first. */
export async function heldPayments(db: Db): Promise<readonly HeldPayment[]> {
  const now = await businessNow(db);
  const rows = await db.execute<{ number: string; title: string; yen: string; until: string }>(sql`
    select c.number, c.title, claim.result->>'amountYen' as yen, claim.result->>'waitUntil' as until from steps p join cases c on c.id = p.case_id
      join lateral (select s.result from steps s where s.case_id = p.case_id and s.kind in ('claim', 'invoice') and s.outcome = 'claimed' and s.n < p.n order by s.n desc limit 1) claim on true
    where p.kind = 'payment' and p.settled_at is null and c.ending is null and (claim.result->>'waitUntil')::bigint > ${now}
      and not exists (select 1 from wanted w where w.case_id = p.case_id and w.key = 'payment:' || p.step || '#' || p.round) order by 4, c.number`);
  return rows.map((row) => ({ number: row.number, title: row.title, yen: Number(row.yen), until: Number(row.until) }));
}
