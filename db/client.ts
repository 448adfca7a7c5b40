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
  return { db: drizzle(preparing(sql), { schema, casing: 'snake_case' }) as unknown as Db, sql, close: () => sql.end({ timeout: 5 }) };
}

type Unsafe = (text: string, values?: unknown[], options?: object) => unknown;
type Opens = (...args: unknown[]) => unknown;

/**
 * The same client, whose statements with values are prepared once for each connection. Drizzle sends each as if it were never seen before: two round trips, parsed and
 * planned anew, a third of a case's work in Postgres (measured: test/bench/README.md).
 */
function preparing<C extends object>(client: C): C {
  return new Proxy(client, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (name === 'unsafe') return (text: string, values: unknown[] = [], options: object = {}) => (own as Unsafe)(text, values, { ...options, prepare: values.length > 0 });
      if (name === 'begin' || name === 'savepoint') return (...args: unknown[]) => (own as Opens)(...args.map((arg) => (typeof arg === 'function' ? (inner: object) => (arg as Opens)(preparing(inner)) : arg)));
      return own;
    },
  });
}
