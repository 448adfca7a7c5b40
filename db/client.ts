// The connection to Postgres. Everything else in db/ takes a `Db`, which is the pool or an open transaction.
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.js';

export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;
export type Connection = { readonly db: Db; readonly sql: postgres.Sql; close(): Promise<void> };

/** Opens a pool. `lock_timeout` is well below the ten seconds of a workflow task, so a lock queue never looks like a dead worker (law 3). */
export function connect(url: string, max = 10): Connection {
  const sql = postgres(url, { max, onnotice: () => {}, connect_timeout: 10, connection: { application_name: 'kyoso', lock_timeout: 4000, statement_timeout: 15000, TimeZone: 'UTC' } });
  return { db: drizzle(sql, { schema, casing: 'snake_case' }) as unknown as Db, sql, close: () => sql.end({ timeout: 5 }) };
}
