// Documents the city made (bytes stored once) and files people sent.
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';
import { cases, drafts } from './cases.js';

export const documents = pgTable('documents', { id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), key: text().notNull(), kind: text().notNull(), storageKey: text().notNull(), sha256: text().notNull(), bytes: integer().notNull(), madeAt: instant().notNull(), facts: jsonb().$type<Record<string, unknown>>().notNull() }, (t) => [unique().on(t.caseId, t.key)]);

/** Whether a virus scanner looked at a file: there was none; it is to look; it found nothing; it found something. */
export const SCAN_STATES = ['unscanned', 'waiting', 'clean', 'infected'] as const;

export const files = pgTable('files', { id: text().primaryKey(), draft: text().references(() => drafts.id), caseId: text().references(() => cases.id), request: text(),
  /** The field a file was uploaded for, and the row of it where the field has rows; null in both: sent before files knew their field. */
  field: text(), row: integer(),
  name: text().notNull(), type: text().notNull(), bytes: integer().notNull(), pages: integer(), sha256: text().notNull(), storageKey: text().notNull(), addedAt: instant().notNull(), removedAt: instant(),
  scan: text({ enum: SCAN_STATES }).notNull().default('unscanned') }, (t) => [index().on(t.draft), index().on(t.caseId), index('files_waiting').on(t.addedAt).where(sql`scan = 'waiting'`)]);
