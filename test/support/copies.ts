// Many cases at one place: copies of one case's rows, made by the database, so that thousands cost what one costs.
import type { City } from './city.js';

/**
 * Copies a case as it stands, with its answers, steps, wanted hands, requests and keys; its log, acts and mails stay its own. The copies bear the
 * numbers `prefix`5001 and on. Resolves to their ids, in order. Held money is the caller's affair.
 */
export async function copyCase({ sql }: City, original: string, count: number, prefix: string): Promise<readonly string[]> {
  const stem = original.slice(0, -6);
  const id = `'${stem}' || lpad(k::text, 6, '0')`;
  const copy = async (table: string, own: string, fresh: Readonly<Record<string, string>>) => {
    const names = (await sql`select column_name from information_schema.columns where table_name = ${table} and table_schema = 'public' order by ordinal_position`).map((c) => String(c.column_name));
    await sql.unsafe(`insert into ${table} (${names.map((c) => `"${c}"`).join(', ')}) select ${names.map((c) => fresh[c] ?? `o."${c}"`).join(', ')} from ${table} o cross join generate_series(1, ${count}) k where o.${own} = '${original}'`);
  };
  await copy('cases', 'id', { id, number: `'${prefix}' || (5000 + k)`, draft: 'null' });
  for (const table of ['case_answers', 'steps', 'wanted']) await copy(table, 'case_id', { case_id: id });
  await copy('requests', 'case_id', { case_id: id, id: `left(o.id, length(o.id) - 6) || lpad(k::text, 6, '0') || o.n`, code_hash: `md5(o.code_hash || k)` });
  await copy('party_keys', 'case_id', { case_id: id, id: `o.id || k` });
  return (await sql`select id from cases where id like ${`${stem}%`} and id <> ${original} order by id`).map((row) => String(row.id));
}
