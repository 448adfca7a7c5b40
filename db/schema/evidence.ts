// The log of evidence: what waits to be logged, the entries and the hashes over them, the heads that were signed. Append-only by trigger but for the queue and the salts.
import { sql } from 'drizzle-orm';
import { bigint, check, customType, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { ENTRY_SOURCES } from '../../workflows/domain/evidence/entry.js';
import { instant } from '../columns.js';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Rows not yet in the log, as they were written, put here by triggers in the transaction of the row. Order and gaps mean nothing here: an entry gets its place when it is logged. */
export const evidenceQueue = pgTable('evidence_queue', { id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), source: text({ enum: ENTRY_SOURCES }).notNull(), caseId: text(), data: jsonb().$type<Record<string, unknown>>().notNull(), queuedReal: instant().notNull() });

/** The entries in their order, without gaps. `leaf` is what the public reads; `body` is what its hash stands for, keyed with `blind`. */
export const evidenceEntries = pgTable('evidence_entries', {
  n: bigint({ mode: 'number' }).primaryKey(), leaf: text().notNull(), hash: bytes().notNull(), source: text({ enum: ENTRY_SOURCES }).notNull(), row: text().notNull(), caseId: text(), body: text().notNull(), blind: bytes().notNull(), loggedReal: instant().notNull(),
}, (t) => [index().on(t.caseId, t.n), check('evidence_entries_n', sql`${t.n} >= 0`), check('evidence_entries_source', sql`${t.source} in ('act', 'event', 'answers', 'gate', 'selection', 'call', 'suspension', 'vote', 'money')`)]);

/** What the sealed members of an entry are keyed with. Deleting the row makes what they held unprovable and unguessable; the log stays whole. */
export const evidenceSalts = pgTable('evidence_salts', { n: bigint({ mode: 'number' }).primaryKey().references(() => evidenceEntries.n), caseId: text(), salt: bytes().notNull() }, (t) => [index().on(t.caseId)]);

/** Hashes of perfect subtrees above the entries; they never change. */
export const evidenceNodes = pgTable('evidence_nodes', { level: integer().notNull(), index: bigint({ mode: 'number' }).notNull(), hash: bytes().notNull() }, (t) => [primaryKey({ columns: [t.level, t.index] })]);

/** Published heads, each as the signed note that was given out. `key` is the verifier's key that signed it. A head without new entries has the size of the one before. */
export const evidenceHeads = pgTable('evidence_heads', { at: instant().primaryKey(), size: bigint({ mode: 'number' }).notNull(), root: text().notNull(), origin: text().notNull(), note: text().notNull(), key: text().notNull() }, (t) => [index().on(t.size, t.at)]);

/** Time stamps of heads (RFC 3161): the authority's answer over the bytes of the note. */
export const evidenceStamps = pgTable('evidence_stamps', { head: instant().primaryKey().references(() => evidenceHeads.at), token: bytes().notNull() });
