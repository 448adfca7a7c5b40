// Documents the city made (bytes stored once) and files people sent.
import { index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';
import { cases, drafts } from './cases.js';

export const documents = pgTable('documents', { id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), key: text().notNull(), kind: text().notNull(), storageKey: text().notNull(), sha256: text().notNull(), bytes: integer().notNull(), madeAt: instant().notNull(), facts: jsonb().$type<Record<string, unknown>>().notNull() }, (t) => [unique().on(t.caseId, t.key)]);

export const files = pgTable('files', { id: text().primaryKey(), draft: text().references(() => drafts.id), caseId: text().references(() => cases.id), request: text(),
  /** The field a file was uploaded for, and the row of it where the field has rows; null in both: sent before files knew their field. */
  field: text(), row: integer(),
  name: text().notNull(), type: text().notNull(), bytes: integer().notNull(), pages: integer(), sha256: text().notNull(), storageKey: text().notNull(), addedAt: instant().notNull(), removedAt: instant() }, (t) => [index().on(t.draft), index().on(t.caseId)]);
