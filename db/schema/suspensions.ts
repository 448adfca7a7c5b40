// Suspensions of clocks: one administrative act over many cases, and how far it has been carried.
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from '../columns.js';
import { cases } from './cases.js';

export const SUSPENSION_SCOPES = ['case', 'call', 'programme'] as const;
/** `ref` is the id of the case, call or programme. Days are civil dates, both ends included. What is undone keeps its row. */
export const suspensions = pgTable('suspensions', {
  id: text().primaryKey(), scope: text({ enum: SUSPENSION_SCOPES }).notNull(), ref: text().notNull(), fromDay: text().notNull(), toDay: text().notNull(), reason: text().notNull(), legalBasis: text(), by: text().notNull(), at: instant().notNull(),
  undoneReason: text(), undoneBy: text(), undoneAt: instant(),
}, (t) => [check('suspensions_days', sql`${t.fromDay} <= ${t.toDay}`), check('suspensions_scope', sql`${t.scope} in ('case', 'call', 'programme')`), check('suspensions_undone', sql`(${t.undoneAt} is null) = (${t.undoneReason} is null)`)]);

/** A case that a suspension concerns: `doneAt` when it was written at the case, `undoneAt` when taking back was; null = still to be carried. */
export const suspensionCases = pgTable('suspension_cases', { suspension: text().notNull().references(() => suspensions.id), caseId: text().notNull().references(() => cases.id), doneAt: instant(), undoneAt: instant() }, (t) => [primaryKey({ columns: [t.suspension, t.caseId] }), index().on(t.caseId)]);
