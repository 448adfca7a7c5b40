// Reading the log of evidence: hashes, proofs, leaves and heads. Nothing here tells more than the public may know, but for what belongs to one case.
import { and, asc, count, desc, eq, gte, inArray, lt, lte, max, or, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { EntrySource } from '../../workflows/domain/evidence/entry.js';
import { consistencyPath, inclusionPath, type Kept, perfectParts, type Range, rangeHash, type Sha256 } from '../../workflows/domain/evidence/tree.js';
import type { Db } from '../client.js';
import { evidenceEntries, evidenceHeads, evidenceNodes, evidenceSalts, evidenceStamps } from '../schema/index.js';
import { DomainError } from './errors.js';

/** The log has a hole: a hash that its size promises is not there. */
export class LogBroken extends Error {}

/** How many entries are logged. */
export async function logSize(db: Db): Promise<number> {
  const [row] = await db.select({ last: max(evidenceEntries.n) }).from(evidenceEntries);
  return row?.last == null ? 0 : Number(row.last) + 1;
}

/** The kept hashes that some ranges are made of. What is asked for and not there throws LogBroken. */
export async function keptHashes(db: Db, ranges: readonly Range[]): Promise<Kept> {
  const parts = ranges.flatMap(perfectParts);
  const leaves = parts.filter((part) => part.level === 0).map((part) => part.index);
  const above = parts.filter((part) => part.level > 0);
  const found = new Map<string, Uint8Array>();
  if (leaves.length > 0) for (const row of await db.select({ n: evidenceEntries.n, hash: evidenceEntries.hash }).from(evidenceEntries).where(inArray(evidenceEntries.n, leaves))) found.set(`0/${row.n}`, row.hash);
  if (above.length > 0) for (const row of await db.select().from(evidenceNodes).where(or(...above.map((part) => and(eq(evidenceNodes.level, part.level), eq(evidenceNodes.index, part.index)))))) found.set(`${row.level}/${row.index}`, row.hash);
  return ({ level, index }) => {
    const hash = found.get(`${level}/${index}`);
    if (!hash) throw new LogBroken(`the log has no hash at level ${level}, index ${index}`);
    return hash;
  };
}

/** The hashes of some ranges in base64, for proofs. */
async function hashesOf(db: Db, sha256: Sha256, ranges: readonly Range[]): Promise<readonly string[]> {
  const kept = await keptHashes(db, ranges);
  return ranges.map((range) => Buffer.from(rangeHash(sha256, range, kept)).toString('base64'));
}

/** Proof that the entry at `n` is in the tree of `size`; NOT_FOUND when there is no such entry or size. */
export async function inclusionProof(db: Db, sha256: Sha256, n: number, size: number): Promise<readonly string[]> {
  if (!(n < size) || size > (await logSize(db))) throw new DomainError('NOT_FOUND', 'no-such-entry-in-log');
  return hashesOf(db, sha256, inclusionPath(n, size));
}

/** Proof that the tree of `to` extends the tree of `from`. */
export async function consistencyProof(db: Db, sha256: Sha256, from: number, to: number): Promise<readonly string[]> {
  if (from > to || to > (await logSize(db))) throw new DomainError('NOT_FOUND', 'no-such-entry-in-log');
  return hashesOf(db, sha256, consistencyPath(from, to));
}

/** Leaves as the public reads them, from `from`, at most `limit`. */
export async function leaves(db: Db, from: number, limit: number): Promise<readonly string[]> {
  return (await db.select({ leaf: evidenceEntries.leaf }).from(evidenceEntries).where(and(gte(evidenceEntries.n, from), lt(evidenceEntries.n, from + limit))).orderBy(asc(evidenceEntries.n))).map((row) => row.leaf);
}

export type PublishedHead = { readonly at: Instant; readonly size: number; readonly root: string; readonly origin: string; readonly note: string; readonly key: string; readonly stamp: Uint8Array | null };
const published = { at: evidenceHeads.at, size: evidenceHeads.size, root: evidenceHeads.root, origin: evidenceHeads.origin, note: evidenceHeads.note, key: evidenceHeads.key, stamp: evidenceStamps.token };

/** The newest heads, newest first. */
export async function newestHeads(db: Db, limit: number): Promise<readonly PublishedHead[]> {
  return db.select(published).from(evidenceHeads).leftJoin(evidenceStamps, eq(evidenceStamps.head, evidenceHeads.at)).orderBy(desc(evidenceHeads.at)).limit(limit);
}

/** Heads after an instant, oldest first, for whoever downloads the log. */
export async function headsAfter(db: Db, at: Instant, limit: number): Promise<readonly PublishedHead[]> {
  return db.select(published).from(evidenceHeads).leftJoin(evidenceStamps, eq(evidenceStamps.head, evidenceHeads.at)).where(sql`${evidenceHeads.at} > ${new Date(at).toISOString()}::timestamptz`).orderBy(asc(evidenceHeads.at)).limit(limit);
}

/** The head with this instant; null when there is none. */
export async function headAt(db: Db, at: Instant): Promise<PublishedHead | null> {
  const [row] = await db.select(published).from(evidenceHeads).leftJoin(evidenceStamps, eq(evidenceStamps.head, evidenceHeads.at)).where(eq(evidenceHeads.at, at));
  return row ?? null;
}

export type CaseEntry = { readonly n: number; readonly source: EntrySource; readonly row: string; readonly leaf: string; readonly body: string; readonly blind: Uint8Array; readonly salt: Uint8Array | null };
/** The entries of a case below a size, oldest first. */
export async function entriesOfCase(db: Db, caseId: string, size: number): Promise<readonly CaseEntry[]> {
  return db.select({ n: evidenceEntries.n, source: evidenceEntries.source, row: evidenceEntries.row, leaf: evidenceEntries.leaf, body: evidenceEntries.body, blind: evidenceEntries.blind, salt: evidenceSalts.salt })
    .from(evidenceEntries).leftJoin(evidenceSalts, eq(evidenceSalts.n, evidenceEntries.n)).where(and(eq(evidenceEntries.caseId, caseId), lt(evidenceEntries.n, size))).orderBy(asc(evidenceEntries.n));
}

/** The leaf at a place; null when there is none. */
export const entryAt = async (db: Db, n: number): Promise<string | null> => (await leaves(db, n, 1))[0] ?? null;

/** How many entries of a case are in the log below a size, and the place of the first; null while none is. */
export async function placeOfCase(db: Db, caseId: string, size: number): Promise<{ readonly first: number; readonly entries: number } | null> {
  const [row] = await db.select({ first: sql<string | null>`min(${evidenceEntries.n})`, entries: count() }).from(evidenceEntries).where(and(eq(evidenceEntries.caseId, caseId), lte(evidenceEntries.n, size - 1)));
  return row?.first == null ? null : { first: Number(row.first), entries: row.entries };
}

/** Forgets what the sealed members of a case's entries are keyed with: nobody can tie their hashes to anybody any more. The log and its proofs stay whole. Returns how many entries were forgotten. */
export async function forgetSealed(db: Db, caseId: string): Promise<number> {
  return (await db.delete(evidenceSalts).where(eq(evidenceSalts.caseId, caseId)).returning({ n: evidenceSalts.n })).length;
}
