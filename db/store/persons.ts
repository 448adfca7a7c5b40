// A person of the outside as the house knows them: by the address they gave, wherever they gave it.
import { sql } from 'drizzle-orm';
import type { Db } from '../client.js';

/** Cases in which somebody was ever reached at this address, oldest first. Letters' case does not matter; sealed ones are among them. */
export async function casesOfAddress(db: Db, email: string): Promise<readonly { readonly id: string; readonly number: string }[]> {
  return db.execute<{ id: string; number: string }>(sql`
    select c.id, c.number from cases c where exists (select 1 from case_answers a, jsonb_each_text(a.values) v where a.case_id = c.id and lower(v.value) = lower(${email})) order by c.submitted_at, c.id`);
}
