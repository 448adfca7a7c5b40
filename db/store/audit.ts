// What an auditor begins with: every payment order of the city, and the rule of a version as it was published. Reads only.
import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { cases, envelopes, paymentOrders, programmes } from '../schema/index.js';
import type { Order } from './payments.js';
import { escaped, fold, holdsWords } from './search-text.js';

export type Payment = { readonly order: Order; readonly number: string; readonly title: string; readonly group: string; readonly programme: string; readonly fiscalYear: number };
const columns = { order: paymentOrders, number: cases.number, title: cases.title, group: cases.groupName, programme: cases.programme, fiscalYear: envelopes.fiscalYear };
const joined = (db: Db) => db.select(columns).from(paymentOrders).innerJoin(cases, eq(cases.id, paymentOrders.caseId)).innerJoin(envelopes, eq(envelopes.id, paymentOrders.envelope));
const PAGE = 50;

/** Payments whose case has these words in its number, title or group, or whose sum is this number; newest first, fifty a page by (time, id). */
export async function findPayments(db: Db, q: string, before?: { readonly at: Instant; readonly id: string }): Promise<{ readonly rows: readonly Payment[]; readonly more: boolean }> {
  const words = fold(q);
  const yen = words.replace(/[,円]/g, '');
  const like = holdsWords(words, `%${escaped(words)}%`);
  const wanted = q === '' ? undefined : /^\d{1,12}$/.test(yen) ? or(like, eq(paymentOrders.yen, Number(yen))) : like;
  const rows = await joined(db).where(and(wanted, before ? or(lt(paymentOrders.createdAt, before.at), and(eq(paymentOrders.createdAt, before.at), lt(paymentOrders.id, before.id))) : undefined)).orderBy(desc(paymentOrders.createdAt), desc(paymentOrders.id)).limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), more: rows.length > PAGE };
}

/** One payment; null when there is none. */
export async function paymentById(db: Db, id: string): Promise<Payment | null> {
  const [row] = await joined(db).where(eq(paymentOrders.id, id));
  return row ?? null;
}

/** Whether money was ever ordered for a case: only then an auditor opens its files. */
export async function wasPaid(db: Db, caseId: string): Promise<boolean> {
  const [row] = await db.select({ id: paymentOrders.id }).from(paymentOrders).where(eq(paymentOrders.caseId, caseId)).limit(1);
  return row !== undefined;
}

/** A version as it was published, with the digest that pins it; null when there is none. */
export async function publishedVersion(db: Db, id: string, version: number): Promise<{ readonly definition: Programme; readonly digest: string; readonly publishedAt: Instant } | null> {
  const [row] = await db.select({ definition: programmes.definition, digest: programmes.digest, publishedAt: programmes.publishedAt }).from(programmes).where(and(eq(programmes.id, id), eq(programmes.version, version)));
  return row ?? null;
}
