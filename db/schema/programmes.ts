// Published programme versions, calls with their gates, and the envelopes of money.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { Programme } from '../../workflows/domain/programmes.js';
import { instant, yen } from '../columns.js';

/** A published version never changes; `digest` refuses a changed file under an old number. */
export const programmes = pgTable('programmes', { id: text().notNull(), version: integer().notNull(), definition: jsonb().$type<Programme>().notNull(), digest: text().notNull(), publishedAt: instant().notNull() }, (t) => [primaryKey({ columns: [t.id, t.version] })]);

export const CALL_STATES = ['scheduled', 'open', 'closed', 'cancelled'] as const;
export const calls = pgTable('calls', {
  id: text().primaryKey(), programme: text().notNull(), version: integer().notNull(), fiscalYear: integer().notNull(),
  opensAt: instant().notNull(), closesAt: instant().notNull(), state: text({ enum: CALL_STATES }).notNull(),
  wantedWakeAt: instant(), runWakeAt: instant(), lastAt: instant().notNull(), warned: jsonb().$type<string[]>().notNull(),
}, (t) => [
  foreignKey({ columns: [t.programme, t.version], foreignColumns: [programmes.id, programmes.version] }), index().on(t.programme, t.version),
  check('calls_state', sql`${t.state} in ('scheduled', 'open', 'closed', 'cancelled')`), check('calls_span', sql`${t.opensAt} < ${t.closesAt}`),
]);

/** Running numbers of cases, by fiscal year and programme. */
export const counters = pgTable('counters', { key: text().primaryKey(), last: integer().notNull() });

/** One decision over a whole call, recorded once (law 5). */
export const gates = pgTable('gates', { call: text().notNull().references(() => calls.id), gate: text().notNull(), result: text().notNull(), note: text().notNull(), at: instant().notNull(), by: text().notNull() }, (t) => [primaryKey({ columns: [t.call, t.gate] })]);

/** What was done to a call after it was announced: extended to another instant, or cancelled, with the reason that its people were told. */
export const callActs = pgTable('call_acts', { call: text().notNull().references(() => calls.id), n: integer().notNull(), kind: text({ enum: ['extended', 'cancelled'] }).notNull(), before: instant().notNull(), after: instant(), reason: text().notNull(), by: text().notNull(), at: instant().notNull() }, (t) => [primaryKey({ columns: [t.call, t.n] })]);

/** What one selection said of one case: place in the ranking, whether it is in, and how much of its request. */
export type SelectedRow = { readonly outcome: 'selected' | 'runner-up' | 'not-selected'; readonly rank: number | null; readonly yen: number };
/** The selection of a whole call under its envelope (law 5), confirmed by a person; a later one (after a runner-up's choice) has the next number. `sheet` is what the page prints. */
export const selections = pgTable('selections', { call: text().notNull().references(() => calls.id), n: integer().notNull(), rows: jsonb().$type<{ readonly [caseId: string]: SelectedRow }>().notNull(), sheet: jsonb().$type<readonly string[]>().notNull(), note: text().notNull(), by: text().notNull(), at: instant().notNull() }, (t) => [primaryKey({ columns: [t.call, t.n] })]);

/** The money of a programme and fiscal year. The checks are the last wall behind the lock. */
export const envelopes = pgTable('envelopes', { id: text().primaryKey(), programme: text().notNull(), fiscalYear: integer().notNull(), budgetYen: yen().notNull(), committedYen: yen().notNull(), reservedYen: yen().notNull(), paidYen: yen().notNull() }, (t) => [
  unique().on(t.programme, t.fiscalYear), check('envelopes_within', sql`${t.committedYen} between 0 and ${t.budgetYen}`), check('envelopes_paid', sql`${t.paidYen} >= 0 and ${t.reservedYen} >= 0`),
]);

/** Append-only: every change of an envelope, with the business key that makes it happen once. What a person entered bears a reason and who it was; a counter-entry names what it corrects. */
export const envelopeEntries = pgTable('envelope_entries', { id: text().primaryKey(), envelope: text().notNull().references(() => envelopes.id), caseId: text().notNull(), kind: text().notNull(), key: text().notNull(), yen: yen().notNull(), at: instant().notNull(), reason: text(), by: text(), corrects: text() }, (t) => [unique().on(t.envelope, t.key), index().on(t.caseId)]);
