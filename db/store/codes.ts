// One-time codes to a mailbox, and limits of tries. Real clock: these are technical times (law 1).
import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { codes, limits } from '../schema/index.js';

/** A code lives ten minutes (ASVS 6.5.5) and takes five tries. */
export const CODE_LIFE_MS = 10 * 60_000;
const CODE_TRIES = 5;

/** Keeps the keyed hash of a new code for a subject; older ones of the same purpose are dead. */
export async function keepCode(db: Db, input: { subject: string; purpose: string; codeHash: string }): Promise<string> {
  const now = Date.now();
  const id = newId('cod');
  await db.update(codes).set({ expiresAt: now }).where(and(eq(codes.subject, input.subject), eq(codes.purpose, input.purpose), isNull(codes.usedAt), gt(codes.expiresAt, now)));
  await db.insert(codes).values({ id, ...input, createdAt: now, expiresAt: now + CODE_LIFE_MS, usedAt: null, tries: 0 });
  return id;
}

/**
 * Tries a code; the id of the right one, which is not spent yet. A try is counted, and committed, in the statement that compares, so that any number of tries
 * at once are five as well.
 */
export async function tryCode(db: Db, input: { subject: string; purpose: string; codeHash: string }): Promise<string | null> {
  const now = Date.now();
  const tried = await db.update(codes).set({ tries: sql`${codes.tries} + 1` })
    .where(and(eq(codes.subject, input.subject), eq(codes.purpose, input.purpose), isNull(codes.usedAt), gt(codes.expiresAt, now), lt(codes.tries, CODE_TRIES)))
    .returning({ id: codes.id, right: sql<boolean>`${codes.codeHash} = ${input.codeHash}` });
  return tried.find((row) => row.right)?.id ?? null;
}

/** Spends a code in the transaction of what it proves: a process that dies between the two has spent nothing. True once. */
export async function spendCode(tx: Db, id: string): Promise<boolean> {
  return (await tx.update(codes).set({ usedAt: Date.now() }).where(and(eq(codes.id, id), isNull(codes.usedAt))).returning({ id: codes.id })).length === 1;
}

/** Gives one counted try back. */
export async function forgetTry(db: Db, key: string): Promise<void> {
  await db.update(limits).set({ count: sql`greatest(${limits.count} - 1, 0)` }).where(eq(limits.key, key));
}

/** When the newest code of a subject was made; null when there is none that lives. */
export async function newestCode(db: Db, subject: string, purpose: string): Promise<number | null> {
  const [row] = await db.select({ at: codes.createdAt }).from(codes).where(and(eq(codes.subject, subject), eq(codes.purpose, purpose), isNull(codes.usedAt), gt(codes.expiresAt, Date.now()))).orderBy(desc(codes.createdAt)).limit(1);
  return row?.at ?? null;
}

/** Counts a try under a key; false when there were more than `most` within the window. Shared by all API processes. */
export async function allowTry(db: Db, key: string, most: number, windowMs: number): Promise<boolean> {
  const now = Date.now();
  const since = new Date(now - windowMs).toISOString();
  const [row] = await db.insert(limits).values({ key, windowAt: now, count: 1 }).onConflictDoUpdate({ target: limits.key, set: { count: sql`case when ${limits.windowAt} < ${since}::timestamptz then 1 else ${limits.count} + 1 end`, windowAt: sql`case when ${limits.windowAt} < ${since}::timestamptz then ${new Date(now).toISOString()}::timestamptz else ${limits.windowAt} end` } }).returning({ count: limits.count });
  return (row?.count ?? 1) <= most;
}
