// Departments, posts, people and who holds what when; the one clock; the office calendar.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bigint } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';

/** One row: how far the demo city's clock is ahead. It only grows; the real city keeps 0. */
export const clock = pgTable('clock', { id: integer().primaryKey(), offsetMs: bigint({ mode: 'number' }).notNull() }, (t) => [check('clock_one_row', sql`${t.id} = 1`), check('clock_not_back', sql`${t.offsetMs} >= 0`)]);

export const calendars = pgTable('calendars', { version: text().primaryKey(), closed: jsonb().$type<Record<string, string>>().notNull(), createdAt: instant().notNull() });

export const departments = pgTable('departments', { code: text().primaryKey(), name: text().notNull(), tel: text().notNull(), asked: boolean().notNull() });

/** A post that ended with its department is served by `successor` from `endedAt` on; `handedOverAt`: its links were ended and the successor was told. */
export const posts = pgTable('posts', { code: text().primaryKey(), department: text().notNull().references(() => departments.code), name: text().notNull(), endedAt: instant(), successor: text(), handedOverAt: instant() }, (t) => [index().on(t.department), index().on(t.successor)]);

/** `organisation` and its corporate number (法人番号): where the person belongs beside the city; '' = nowhere. A panel's ties are found by them. */
export const people = pgTable('people', { id: text().primaryKey(), name: text().notNull(), email: text().notNull(), administrator: boolean().notNull(), endedAt: instant(), organisation: text().notNull().default(''), corporateNumber: text().notNull().default('') });

/** Who holds a post from when to when; never overwritten, so the log always knows who held it. */
export const holdings = pgTable('holdings', {
  id: text().primaryKey(), post: text().notNull().references(() => posts.code), person: text().notNull().references(() => people.id),
  fromAt: instant().notNull(), toAt: instant(), announcedAt: instant(),
}, (t) => [index().on(t.post, t.fromAt), index().on(t.person)]);

/** Who acts for the holder of a post while they are away (代決), from when to when; ends with the holding. */
export const absences = pgTable('absences', {
  id: text().primaryKey(), post: text().notNull().references(() => posts.code), holder: text().notNull().references(() => people.id), deputy: text().notNull().references(() => people.id), fromAt: instant().notNull(), toAt: instant().notNull(), appointedBy: text().notNull(), appointedAt: instant().notNull(),
}, (t) => [index().on(t.post, t.fromAt), index().on(t.deputy, t.fromAt), check('absences_two', sql`${t.holder} <> ${t.deputy}`)]);

/** One-time codes to a mailbox; only a keyed hash is kept. Technical times: real clock. */
export const codes = pgTable('codes', {
  id: text().primaryKey(), subject: text().notNull(), purpose: text().notNull(), codeHash: text().notNull(), createdAt: instant().notNull(), expiresAt: instant().notNull(), usedAt: instant(), tries: integer().notNull(),
}, (t) => [index().on(t.subject, t.createdAt)]);

/** Counts of tries per address or link, shared by all API processes. */
export const limits = pgTable('limits', { key: text().primaryKey(), windowAt: instant().notNull(), count: integer().notNull() });
