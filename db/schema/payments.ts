// Payment orders: one per wanted payment; one instruction id per try (law 11).
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { Values } from '../../workflows/domain/fields.js';
import { instant, yen } from '../columns.js';
import { cases } from './cases.js';
import { envelopes } from './programmes.js';

export const ORDER_STATES = ['reserved', 'instructing', 'instructed', 'settled', 'returned', 'unclear'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const paymentOrders = pgTable('payment_orders', {
  id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), key: text().notNull(), envelope: text().notNull().references(() => envelopes.id), yen: yen().notNull(), account: jsonb().$type<Values>().notNull(),
  state: text({ enum: ORDER_STATES }).notNull(), instruction: text(), lookups: integer().notNull(), reason: text(), createdAt: instant().notNull(), instructedAt: instant(), endedAt: instant(),
}, (t) => [unique().on(t.caseId, t.key), index().on(t.envelope), unique().on(t.instruction), check('payment_orders_yen', sql`${t.yen} > 0`), check('payment_orders_state', sql`${t.state} in ('reserved','instructing','instructed','settled','returned','unclear')`)]);
