// Cases that go on in another programme: which case led to which draft, and the case that came of it.
import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';
import { cases } from './cases.js';

/** One follow-up for each case at most. The draft has no foreign key: one that was never submitted is forgotten like any other, and this row tells that it was there. */
export const followUps = pgTable('follow_ups', { origin: text().primaryKey().references(() => cases.id), programme: text().notNull(), draft: text().notNull().unique(), caseId: text().unique().references(() => cases.id), madeAt: instant().notNull() });
