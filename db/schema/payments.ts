// Payment orders: one per wanted payment; one instruction id per try (law 11).
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { Values } from '../../workflows/domain/fields.js';
import { instant, paymentsOnly, yen } from '../columns.js';
import { cases } from './cases.js';
import { envelopes } from './programmes.js';

export const ORDER_STATES = ['reserved', 'instructing', 'instructed', 'settled', 'returned', 'unclear'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const paymentOrders = pgTable('payment_orders', {
  id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), key: text().notNull(), envelope: text().notNull().references(() => envelopes.id), yen: yen().notNull(),
  state: text({ enum: ORDER_STATES }).notNull(), instruction: text(), lookups: integer().notNull(), reason: text(), createdAt: instant().notNull(), instructedAt: instant(), endedAt: instant(),
}, (t) => [unique().on(t.caseId, t.key), index().on(t.envelope), unique().on(t.instruction), check('payment_orders_yen', sql`${t.yen} > 0`), check('payment_orders_state', sql`${t.state} in ('reserved','instructing','instructed','settled','returned','unclear')`)]);

/** Where the money of an order goes. It stands apart so that whoever counts or explains orders sees no account. */
export const paymentAccounts = pgTable('payment_accounts', { orderId: text().primaryKey().references(() => paymentOrders.id), account: jsonb().$type<Values>().notNull() }, () => [paymentsOnly()]);

/** Lists of transfers for the bank (総合振込): made by one person, confirmed by another, then a file that never changes. */
export const BATCH_STATES = ['made', 'confirmed', 'settled', 'void'] as const;
export const transferBatches = pgTable('transfer_batches', {
  id: text().primaryKey(), onDate: text().notNull(), state: text({ enum: BATCH_STATES }).notNull(), count: integer().notNull(), sumYen: yen().notNull(), sha256: text().notNull(), file: text().notNull(),
  madeBy: text().notNull(), madeAt: instant().notNull(), confirmedBy: text(), confirmedAt: instant(), downloadedAt: instant(), result: jsonb().$type<{ readonly at: number; readonly by: string; readonly mismatches: readonly string[] }>(),
}, (t) => [check('transfer_batches_two', sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.madeBy}`), paymentsOnly()]);

/** One transfer that waits for the bank's file: an instruction stands in one list only, unless that list was made void. */
export const transferLines = pgTable('transfer_lines', {
  instruction: text().primaryKey(), yen: yen().notNull(), account: jsonb().$type<Values>().notNull(), memo: text().notNull(), batch: text().references(() => transferBatches.id), state: text({ enum: ['waiting', 'listed', 'settled', 'returned'] }).notNull(), reason: text().notNull(), at: instant().notNull(),
}, (t) => [index().on(t.batch), index().on(t.state), paymentsOnly()]);
