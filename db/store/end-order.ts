// The end of a payment order: the order and its envelope together, once, whoever says so: the bank, or a person where the bank did not know.
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { envelopeEntries, envelopes, paymentOrders } from '../schema/index.js';
import { businessNow } from './clock.js';

export type FinalWord = { readonly state: 'settled' | 'returned'; readonly reason: string };

/**
 * Ends an order in the caller's transaction; false when it had ended before, and then nothing changes. Lock order: order, envelope (law 3).
 * An order that reserved nothing, because its year was closed, changes no envelope: if it was paid after all, another budget paid it (過年度支出).
 */
export async function endOrder(tx: Db, id: string, word: FinalWord): Promise<boolean> {
  const [row] = await tx.select().from(paymentOrders).where(eq(paymentOrders.id, id)).for('no key update');
  if (!row || row.state === 'settled' || row.state === 'returned') return false;
  const at = await businessNow(tx);
  await tx.select({ id: envelopes.id }).from(envelopes).where(eq(envelopes.id, row.envelope)).for('no key update');
  const [reserved] = await tx.select({ id: envelopeEntries.id }).from(envelopeEntries).where(and(eq(envelopeEntries.envelope, row.envelope), eq(envelopeEntries.key, `${id}:reserve`)));
  if (reserved) await settleEnvelope(tx, row, word, at);
  await tx.update(paymentOrders).set({ state: word.state, reason: word.reason, endedAt: at }).where(eq(paymentOrders.id, id));
  return true;
}

async function settleEnvelope(tx: Db, row: typeof paymentOrders.$inferSelect, word: FinalWord, at: number): Promise<void> {
  await tx.update(envelopes).set({ reservedYen: sql`${envelopes.reservedYen} - ${row.yen}`, ...(word.state === 'settled' ? { paidYen: sql`${envelopes.paidYen} + ${row.yen}` } : {}) }).where(eq(envelopes.id, row.envelope));
  await tx.insert(envelopeEntries).values({ id: newId('ent'), envelope: row.envelope, caseId: row.caseId, kind: word.state === 'settled' ? 'pay' : 'return', key: `${row.id}:${word.state}`, yen: row.yen, at });
}

/** Ends the order behind a hand of a case that is done, where it is still open: a person found out what became of it. */
export async function endOrderOfHand(tx: Db, caseId: string, key: string, word: FinalWord): Promise<void> {
  const [open] = await tx.select({ id: paymentOrders.id }).from(paymentOrders).where(and(eq(paymentOrders.caseId, caseId), eq(paymentOrders.key, key), notInArray(paymentOrders.state, ['settled', 'returned'])));
  if (open) await endOrder(tx, open.id, word);
}
