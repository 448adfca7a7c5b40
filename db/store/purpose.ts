// Bank accounts of people are shown by the database (row security) only to a transaction that says it is there for payments.
import { sql } from 'drizzle-orm';
import type { Db } from '../client.js';

/** Runs work in a transaction that may see and write bank accounts. Inside an outer transaction that right lasts to the outer one's end. */
export function forPayments<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.purpose', 'payments', true)`);
    return work(tx);
  });
}
