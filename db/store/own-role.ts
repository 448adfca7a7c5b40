// What the role we are connected as could do beyond its part: the wall between owner and app, seen from the app's side.
import { sql } from 'drizzle-orm';
import type { Db } from '../client.js';

/** Each power that would let this role past the database's own guards; none for the app's role as `db/roles.ts` lets it in. */
export async function powersOf(db: Db): Promise<readonly string[]> {
  const [row] = await db.execute<{ superuser: boolean; bypasses: boolean; owned: number; rewrites: boolean }>(sql`
    select r.rolsuper as superuser, r.rolbypassrls as bypasses,
      (select count(*)::int from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_has_role(r.oid, c.relowner, 'member')) as owned,
      has_table_privilege('events', 'update') or has_table_privilege('events', 'delete') or has_table_privilege('events', 'truncate') as rewrites
    from pg_roles r where r.rolname = current_user`);
  if (!row) throw new Error('the database does not say who we are');
  return [row.superuser && 'is superuser', row.bypasses && 'sees past row security', row.owned > 0 && `owns ${row.owned} tables`, row.rewrites && 'may rewrite the log'].filter((power) => power !== false);
}
