// Writing the log of evidence. Triggers queue every row in its own transaction; one sequencer at a time takes what is visible and gives it the next places.
// A row that commits late finds its place later: no order of a sequence is trusted, so nothing is ever skipped and no act waits for another.
import { asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import { bodyOf, leafText } from '../../workflows/domain/evidence/entry.js';
import { type Head, headIsDue, headIsLate, headText } from '../../workflows/domain/evidence/head.js';
import { completedBy, leafHash, nodeHash, rangeHash, type Sha256 } from '../../workflows/domain/evidence/tree.js';
import type { Db } from '../client.js';
import { parseInstant } from '../columns.js';
import { cases, evidenceEntries, evidenceHeads, evidenceNodes, evidenceQueue, evidenceSalts, evidenceStamps } from '../schema/index.js';
import type { Notary } from './context.js';
import { keptHashes, LogBroken, logSize } from './evidence-tree.js';

/** Only one sequencer in the whole house; the key is this file's own. */
const SEQUENCER = 7404;
const BATCH = 500;
type Row = typeof evidenceQueue.$inferSelect;

/** The database's own clock, not the practice city's: heads are judged by people outside. */
export async function realNow(db: Db): Promise<Instant> {
  const [row] = await db.execute<{ ms: string }>(sql`select round(extract(epoch from clock_timestamp()) * 1000)::bigint as ms`);
  return Number(row?.ms);
}

/**
 * Logs what waits, at most `BATCH` rows: leaves, salts, hashes and the emptied queue in one transaction. Returns how many; 0 also when another
 * sequencer is at work. What could not be committed waits on, unchanged.
 */
export async function logQueued(db: Db, notary: Notary): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await taken(tx))) return 0;
    const waiting = await tx.select().from(evidenceQueue).orderBy(asc(evidenceQueue.id)).limit(BATCH);
    if (waiting.length === 0) return 0;
    const first = await logSize(tx);
    const now = await realNow(tx);
    const numbers = new Map((await tx.select({ id: cases.id, number: cases.number }).from(cases).where(inArray(cases.id, waiting.flatMap((row) => row.caseId ?? [])))).map((row) => [row.id, row.number]));
    const made = waiting.map((row, i) => entryOf(row, first + i, now, numbers.get(row.caseId ?? '') ?? null, notary));
    await tx.insert(evidenceEntries).values(made.map(({ salt: _salt, ...entry }) => entry));
    await tx.insert(evidenceSalts).values(made.map(({ n, caseId, salt }) => ({ n, caseId, salt })));
    const nodes = await grown(tx, first, made.map((entry) => entry.hash), notary);
    if (nodes.length > 0) await tx.insert(evidenceNodes).values(nodes);
    await tx.delete(evidenceQueue).where(inArray(evidenceQueue.id, waiting.map((row) => row.id)));
    return made.length;
  });
}

async function taken(tx: Db): Promise<boolean> {
  const [row] = await tx.execute<{ got: boolean }>(sql`select pg_try_advisory_xact_lock(${SEQUENCER}) as got`);
  return row?.got === true;
}

function entryOf(row: Row, n: number, now: Instant, number: string | null, notary: Notary) {
  const [salt, blind] = [notary.random(), notary.random()];
  const body = bodyOf({ source: row.source, number, members: row.data }, salt, notary.keyedHash);
  const at = parseInstant(String(row.data.done_at ?? row.data.at));
  const leaf = leafText({ n, at, loggedAt: now, source: row.source, body: notary.keyedHash(blind, body) });
  const hash = leafHash(notary.sha256, new TextEncoder().encode(leaf));
  return { n, leaf, hash, source: row.source, row: rowName(row), caseId: row.caseId || null, body, blind, loggedReal: now, salt };
}

/** Which row of its table an entry is of. */
const rowName = ({ source, data }: Row): string => String(source === 'event' ? data.seq : source === 'answers' ? data.version : source === 'gate' ? data.gate : (data.id ?? data.n));

/** The hashes of the perfect subtrees that the new leaves complete. */
async function grown(tx: Db, first: number, hashes: readonly Uint8Array[], { sha256 }: Notary) {
  const before = await keptHashes(tx, [{ lo: 0, hi: first }]);
  const fresh = new Map(hashes.map((hash, i) => [`0/${first + i}`, hash]));
  const at = (level: number, index: number): Uint8Array => fresh.get(`${level}/${index}`) ?? before({ level, index });
  return hashes.flatMap((_, i) => completedBy(first + i).map(({ level, index }) => {
    const hash = nodeHash(sha256, at(level - 1, index * 2), at(level - 1, index * 2 + 1));
    fresh.set(`${level}/${index}`, hash);
    return { level, index, hash };
  }));
}

/**
 * Publishes a new head when one is due: first looks whether the tree still has the root of the last head, and throws when it has not, so
 * that a changed log gets no new head and money stops. Returns the new head's note, null when none was due.
 */
export async function publishHead(db: Db, notary: Notary): Promise<{ readonly at: Instant; readonly note: string } | null> {
  return db.transaction(async (tx) => {
    if (!(await taken(tx))) return null;
    const [size, now, newest] = [await logSize(tx), await realNow(tx), await newestHead(tx)];
    if (!headIsDue(newest, size, now)) return null;
    if (!(await logIntact(tx, notary.sha256))) throw new Error('the log was changed behind its last head');
    const head: Head = { origin: notary.origin, size, root: await rootOf(tx, size, notary.sha256), at: now };
    const note = notary.sign(headText(head));
    await tx.insert(evidenceHeads).values({ ...head, note, key: notary.key });
    return { at: now, note };
  });
}

/** Whether the tree still has the root of the last head: false when entries it covers were changed, taken out or replaced by older ones. */
export async function logIntact(db: Db, sha256: Sha256): Promise<boolean> {
  const newest = await newestHead(db);
  if (!newest) return true;
  try {
    return newest.size <= (await logSize(db)) && (await rootOf(db, newest.size, sha256)) === newest.root;
  } catch (error) {
    if (error instanceof LogBroken) return false;
    throw error;
  }
}

async function rootOf(tx: Db, size: number, sha256: Sha256): Promise<string> {
  const range = { lo: 0, hi: size };
  return Buffer.from(rangeHash(sha256, range, await keptHashes(tx, [range]))).toString('base64');
}

export type HeadRow = typeof evidenceHeads.$inferSelect;
/** The newest head that was published; null before the first. */
export async function newestHead(db: Db): Promise<HeadRow | null> {
  const [row] = await db.select().from(evidenceHeads).orderBy(desc(evidenceHeads.at)).limit(1);
  return row ?? null;
}

/** Keeps the authority's time stamp of a head. */
export async function keepStamp(db: Db, head: Instant, token: Uint8Array): Promise<void> {
  await db.insert(evidenceStamps).values({ head, token }).onConflictDoNothing();
}

/** The newest head without a stamp that a day has no stamp for yet; null when the newest stamp is younger than `everyMs`. */
export async function headToStamp(db: Db, everyMs: number): Promise<HeadRow | null> {
  const newest = await newestHead(db);
  const [last] = await db.select({ at: evidenceStamps.head }).from(evidenceStamps).orderBy(desc(evidenceStamps.head)).limit(1);
  return newest && (!last || newest.at - last.at >= everyMs) ? newest : null;
}

export type LogWatch = { readonly newestAt: Instant | null; readonly now: Instant; readonly waiting: number; readonly late: boolean };
/** How the log stands, by the real clock: its newest head, what waits to be logged, and whether money and publication wait for it. */
export async function logWatch(db: Db): Promise<LogWatch> {
  const [newest, now, late] = [await newestHead(db), await realNow(db), await headLate(db)];
  const [queue] = await db.select({ n: count() }).from(evidenceQueue);
  return { newestAt: newest?.at ?? null, now, waiting: queue?.n ?? 0, late };
}

/** Whether money and publication wait: no head could be published for four hours. */
export async function headLate(db: Db): Promise<boolean> {
  const newest = await newestHead(db);
  return headIsLate(newest?.at ?? null, newest ? null : await firstKnown(db), await realNow(db));
}

/** Since when there is something to be covered; matters only before the first head. */
async function firstKnown(db: Db): Promise<Instant | null> {
  const [entry] = await db.select({ at: evidenceEntries.loggedReal }).from(evidenceEntries).where(eq(evidenceEntries.n, 0));
  const [queued] = entry ? [entry] : await db.select({ at: evidenceQueue.queuedReal }).from(evidenceQueue).orderBy(asc(evidenceQueue.id)).limit(1);
  return queued?.at ?? null;
}
