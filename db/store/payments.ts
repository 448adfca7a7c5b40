// Payment orders (law 11): reserve, say "instructing" before the call, from then on only look up; unknown to the bank for good → a person.
import { and, eq, sql } from 'drizzle-orm';
import { dateOf } from '../../workflows/domain/calendar.js';
import type { CaseEvent } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import { yearState } from '../../workflows/domain/fiscal-year.js';
import { claimOf } from '../../workflows/domain/steps/claim.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { envelopeEntries, envelopes, paymentAccounts, paymentOrders } from '../schema/index.js';
import { applyEvents } from './acts.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { recordHandError } from './documents.js';
import { endOrder, type FinalWord } from './end-order.js';
import { DomainError } from './errors.js';
import { headLate } from './evidence-log.js';
import { lockCase } from './load.js';
import { forPayments } from './purpose.js';
import type { Written } from './write.js';

export type Order = typeof paymentOrders.$inferSelect;

/** Why an order went to a person without a word to the bank: the year whose money it is, is closed. */
export const YEAR_CLOSED = 'year-closed';

/**
 * The order of a wanted payment, made and reserved against the envelope when it is not there. Lock order: case, order, envelope (law 3).
 * After 31 May the money of the old year does not move (地方自治法235条の5): the order is written down as unclear with that reason, reserves and instructs
 * nothing, and `year-closed` is thrown. The hand's next start finds the order, and its look-up asks the finance post, as with any unclear order.
 */
export async function openOrder(db: Db, caseId: string, key: string): Promise<Order | null> {
  const opened = await forPayments(db, async (tx) => {
    const loaded = await lockCase(tx, caseId);
    const hand = loaded.state.hands.find((h) => h.key === key);
    const claim = claimOf(loaded.state);
    if (!hand || hand.kind !== 'payment' || !claim) return null;
    const [there] = await tx.select().from(paymentOrders).where(and(eq(paymentOrders.caseId, caseId), eq(paymentOrders.key, key)));
    if (there) return { order: there, closed: null };
    const yen = Number(hand.spec.yen ?? 0);
    const { fiscalYear } = loaded.row;
    const [envelope] = await tx.select().from(envelopes).where(and(eq(envelopes.programme, loaded.row.programme), eq(envelopes.fiscalYear, fiscalYear))).for('no key update');
    if (!envelope) throw new DomainError('PRECONDITION', 'no-envelope');
    const id = newId('pay');
    const closed = yearState(fiscalYear, dateOf(loaded.env.now)) === 'closed';
    if (!closed) {
      await tx.update(envelopes).set({ reservedYen: sql`${envelopes.reservedYen} + ${yen}` }).where(eq(envelopes.id, envelope.id));
      await tx.insert(envelopeEntries).values({ id: newId('ent'), envelope: envelope.id, caseId, kind: 'reserve', key: `${id}:reserve`, yen, at: loaded.env.now });
    }
    const state = closed ? ({ state: 'unclear', reason: YEAR_CLOSED } as const) : ({ state: 'reserved' } as const);
    const [order] = await tx.insert(paymentOrders).values({ id, caseId, key, envelope: envelope.id, yen, ...state, lookups: 0, createdAt: loaded.env.now }).returning();
    await tx.insert(paymentAccounts).values({ orderId: id, account: claim.account });
    if (closed) await recordHandError(tx, caseId, key, `the budget of ${fiscalYear} is closed`);
    return order ? { order, closed: closed ? fiscalYear : null } : null;
  });
  // Thrown after the commit: what was written down is what tells a person.
  if (opened && opened.closed !== null) throw new DomainError('PRECONDITION', 'year-closed', { fiscalYear: opened.closed });
  return opened?.order ?? null;
}

export async function orderById(db: Db, id: string): Promise<Order | null> {
  const [row] = await db.select().from(paymentOrders).where(eq(paymentOrders.id, id));
  return row ?? null;
}

/** Where the money of an order goes. */
export async function accountOfOrder(db: Db, id: string): Promise<Values> {
  const [row] = await forPayments(db, (tx) => tx.select({ account: paymentAccounts.account }).from(paymentAccounts).where(eq(paymentAccounts.orderId, id)));
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-order');
  return row.account;
}

export async function orderOfInstruction(db: Db, instruction: string): Promise<Order | null> {
  const [row] = await db.select().from(paymentOrders).where(eq(paymentOrders.instruction, instruction));
  return row ?? null;
}

/** Says that the instruction goes out now. True for exactly one caller, ever; everybody else may only look up. False for all while the log of evidence has had no head for four hours: the order stays reserved and is tried again with the next look-up. */
export async function beginInstruction(db: Db, id: string): Promise<boolean> {
  if (await headLate(db)) return false;
  const at = await businessNow(db);
  const rows = await db.update(paymentOrders).set({ state: 'instructing', instruction: `ins_${id}`, instructedAt: at }).where(and(eq(paymentOrders.id, id), eq(paymentOrders.state, 'reserved'))).returning({ id: paymentOrders.id });
  return rows.length === 1;
}

/** The bank said it has the instruction. */
export async function recordAccepted(db: Db, id: string): Promise<void> {
  await db.update(paymentOrders).set({ state: 'instructed' }).where(and(eq(paymentOrders.id, id), eq(paymentOrders.state, 'instructing')));
}

/** Counts a look-up without result; tells how many there were. */
export async function countLookup(db: Db, id: string): Promise<number> {
  const [row] = await db.update(paymentOrders).set({ lookups: sql`${paymentOrders.lookups} + 1` }).where(eq(paymentOrders.id, id)).returning({ n: paymentOrders.lookups });
  return row?.n ?? 0;
}

/** The bank's final word: settles the envelope and the case, once; repeated and contradicting words change nothing. */
export async function settleOrder(db: Db, sealer: Sealer, id: string, word: FinalWord): Promise<Written & { changed: boolean }> {
  const order = await orderById(db, id);
  if (!order) throw new DomainError('NOT_FOUND', 'no-such-order');
  const changed = await db.transaction((tx) => endOrder(tx, id, word));
  // The case is told also when the order was settled before: the first teller may have died in between.
  const [now] = await db.select().from(paymentOrders).where(eq(paymentOrders.id, id));
  const done: CaseEvent = { type: 'hand.done', key: order.key, result: { state: now?.state ?? word.state, reason: now?.reason ?? '', order: id } };
  const written = await applyEvents(db, sealer, order.caseId, [done]);
  return { ...written, changed };
}

/** The bank does not know the instruction and never will by itself: a person must look. Said again it makes sure that the case knows: the first teller may have died in between. */
export async function giveOrderToPerson(db: Db, sealer: Sealer, id: string, cause: string): Promise<Written> {
  await db.update(paymentOrders).set({ state: 'unclear', reason: cause }).where(and(eq(paymentOrders.id, id), sql`${paymentOrders.state} in ('instructing', 'instructed')`));
  const order = await orderById(db, id);
  if (!order) throw new DomainError('NOT_FOUND', 'no-such-order');
  if (order.state !== 'unclear') return { ringRun: false, ringMail: false };
  return applyEvents(db, sealer, order.caseId, [{ type: 'hand.given', key: order.key, cause }]);
}

export async function ordersOfCase(db: Db, caseId: string): Promise<readonly Order[]> {
  return db.select().from(paymentOrders).where(eq(paymentOrders.caseId, caseId)).orderBy(paymentOrders.createdAt);
}
