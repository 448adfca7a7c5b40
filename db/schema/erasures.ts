// What was erased, why and by whom: never whose it was. And the lists of cases whose term of keeping is over, which two people approve before anything goes.
import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';

/** Bytes that are still to go after the rows went: letters to be made again from what is left of their facts, and keys of stored bytes to be taken away. */
export type PendingBytes = { readonly letters: readonly string[]; readonly keys: readonly string[] };
/** `numbers` are those of the cases. `pending` null: nothing is left of it. */
export const erasures = pgTable('erasures', { id: text().primaryKey(), kind: text({ enum: ['person', 'term'] }).notNull(), numbers: jsonb().$type<readonly string[]>().notNull(), reason: text().notNull(), by: text().notNull(), at: instant().notNull(), pending: jsonb().$type<PendingBytes>() });

/** A case on a list, with its class and the last day on which it is kept. */
export type PurgeLine = { readonly id: string; readonly number: string; readonly class: string; readonly keptUntil: string };
/** One list: proposed, approved by two different people, then carried out case by case; `doneAt` when the last went. */
export const purges = pgTable('purges', { id: text().primaryKey(), lines: jsonb().$type<readonly PurgeLine[]>().notNull(), proposedAt: instant().notNull(), firstBy: text(), firstAt: instant(), secondBy: text(), secondAt: instant(), doneAt: instant(), droppedBy: text() }, (t) => [check('purges_two', sql`${t.secondBy} is null or ${t.secondBy} <> ${t.firstBy}`)]);
