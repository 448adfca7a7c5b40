// Whole tables as text, for backups: which there are and in which order they go back, out in a fixed order, in again, and what numbers them.
import type { Readable, Writable } from 'node:stream';
import type postgres from 'postgres';

/** A table with its columns and its primary key, by which its rows are put in order. */
export type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] };
export type Sequence = { readonly name: string; readonly last: string };
type Sql = postgres.Sql | postgres.TransactionSql;

/** Long enough for the largest table, short enough to end by itself. */
const WITHIN = '10min';
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** Every table of the city, each after those it refers to, so that rows can be put in in this order. Throws when tables refer to each other in a circle. */
export async function tablesOf(sql: Sql): Promise<readonly Table[]> {
  const rows = await sql<{ name: string; columns: string[]; key: string[] | null; refers: string[] | null }[]>`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(a.attname::text order by k.n) from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary) as key,
      (select array_agg(distinct f.confrelid::regclass::text) from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`;
  const ordered: Table[] = [];
  let left = rows.map((row) => ({ name: row.name, columns: row.columns, key: row.key ?? row.columns, refers: row.refers ?? [] }));
  while (left.length > 0) {
    const ready = left.filter((one) => one.refers.every((other) => ordered.some((done) => done.name === other)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${left.map((one) => one.name).join(', ')}`);
    ordered.push(...ready.map(({ name, columns, key }) => ({ name, columns, key })));
    left = left.filter((one) => !ready.includes(one));
  }
  return ordered;
}

/** Runs work that sees one moment of the whole database, whatever is written meanwhile, and writes nothing. */
export async function inSnapshot<T>(sql: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  return (await sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx.unsafe(`set local statement_timeout = '${WITHIN}'`);
    return work(tx);
  })) as T;
}

/** Empties the tables and runs work that fills them; all of it or nothing. Triggers rest meanwhile: what they would add is among the rows that come back. */
export async function refilling<T>(sql: postgres.Sql, tables: readonly Table[], work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  return (await sql.begin(async (tx) => {
    await tx.unsafe(`set local statement_timeout = '${WITHIN}'`);
    const triggers = async (what: 'enable' | 'disable') => { for (const { name } of tables) await tx.unsafe(`alter table "${name}" ${what} trigger user`); };
    await triggers('disable');
    await tx.unsafe(`truncate ${list(tables.map((table) => table.name))}`);
    const done = await work(tx);
    await triggers('enable');
    return done;
  })) as T;
}

/** The rows of a table as COPY text, one line each, ordered by key: the same rows are the same bytes. Read it to its end before the next statement. */
export async function copyOut(sql: Sql, table: Table): Promise<Readable> {
  const rows = (await sql.unsafe(`copy (select ${list(table.columns)} from "${table.name}" order by ${list(table.key)}) to stdout`).readable()) as Readable;
  // The driver stops its socket when the reader is slow and starts it when asked for more; after the last row nobody would ask, and the next statement would wait for ever.
  rows.once('end', () => rows._read(0));
  return rows;
}

/** Takes what `copyOut` gave. */
export const copyIn = (sql: Sql, table: Table): Promise<Writable> => sql.unsafe(`copy "${table.name}" (${list(table.columns)}) from stdin`).writable() as Promise<Writable>;

/** Numbers given out so far, where rows are numbered by the database. */
export const sequencesOf = (sql: Sql): Promise<readonly Sequence[]> => sql<Sequence[]>`select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null order by 1`;

/** Numbering goes on after `last`. */
export async function setSequence(sql: Sql, { name, last }: Sequence): Promise<void> {
  await sql`select setval(${`"${name}"`}::regclass, ${last}::bigint)`;
}

/** The first table that holds something; null in a database that was never used. The clock's one row comes with the tables. */
export async function usedTable(sql: Sql): Promise<string | null> {
  for (const { name } of await tablesOf(sql)) if (name !== 'clock' && (await sql.unsafe(`select 1 from "${name}" limit 1`)).length > 0) return name;
  return null;
}

/** Keys of all bytes that rows refer to, with the hash they had when they were stored. */
export const storedKeys = (sql: Sql): Promise<readonly { key: string; sha256: string }[]> => sql<{ key: string; sha256: string }[]>`select storage_key as key, min(sha256) as sha256 from (select storage_key, sha256 from documents union all select storage_key, sha256 from files where storage_key <> '') stored group by 1 order by 1`;

/** Makes an empty database beside this one; `drop` takes it away again, whoever is still in it. */
export async function makeDatabase(sql: postgres.Sql, name: string): Promise<{ drop(): Promise<void> }> {
  await sql.unsafe(`create database "${name}"`);
  return { drop: async () => { await sql.unsafe(`drop database if exists "${name}" with (force)`); } };
}
