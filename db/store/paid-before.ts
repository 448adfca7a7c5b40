// The account a group was last paid to: an account that is typed now is compared with it, whichever case it belongs to.
import { sql } from 'drizzle-orm';
import type { Values } from '../../workflows/domain/fields.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { forPayments } from './purpose.js';

/** Account and contact's address of the newest transfer that reached a group of this name in another case; null when there is none. */
export async function paidBefore(db: Db, row: { readonly id: string; readonly groupName: string }): Promise<Env['paidBefore']> {
  const [found] = await forPayments(db, (tx) => tx.execute<{ account: Values; contact: string | null }>(sql`
    select b.account, a.values->>(p.definition->'meaning'->>'contactEmail') as contact
    from payment_orders o join payment_accounts b on b.order_id = o.id join cases c on c.id = o.case_id join programmes p on p.id = c.programme and p.version = c.version
      join lateral (select values from case_answers where case_id = c.id order by version desc limit 1) a on true
    where o.state = 'settled' and c.group_name = ${row.groupName} and c.group_name <> '' and c.id <> ${row.id} order by o.ended_at desc limit 1`));
  return found ? { account: found.account, contactEmail: found.contact ?? '' } : null;
}
