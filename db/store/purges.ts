// Cases whose term of keeping is over: a list is proposed, two people approve it, then case by case everybody goes from it. The public record and the log stay.
import { and, asc, desc, eq, inArray, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import { dateOf } from '../../workflows/domain/calendar.js';
import type { EndingId } from '../../workflows/domain/programmes.js';
import { keptUntil, retentionClass } from '../../workflows/domain/retention.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, purges, requests, wanted } from '../schema/index.js';
import type { PurgeLine } from '../schema/erasures.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { definitionOf } from './reference.js';

export type Purge = typeof purges.$inferSelect;
/** Most cases of one list: a person reads it. */
const MOST = 200;

/** Cases that are over, settled in every respect, and past the last day on which they are kept; oldest first. */
export async function pastTerm(db: Db): Promise<readonly PurgeLine[]> {
  const today = dateOf(await businessNow(db));
  const rows = await db.select().from(cases).where(and(
    isNotNull(cases.ending), isNotNull(cases.endedAt), isNull(cases.erasedAt),
    notExists(db.select({ one: sql`1` }).from(requests).where(and(eq(requests.caseId, cases.id), eq(requests.state, 'open')))), notExists(db.select({ one: sql`1` }).from(wanted).where(and(eq(wanted.caseId, cases.id), sql`${wanted.state} <> 'done'`))),
  )).orderBy(asc(cases.endedAt), asc(cases.id)).limit(5_000);
  const lines: PurgeLine[] = [];
  for (const row of rows) {
    const programme = await definitionOf(db, row.programme, row.version);
    const until = keptUntil(programme, row.ending as EndingId, row.endedAt ?? 0);
    if (until < today && lines.length < MOST) lines.push({ id: row.id, number: row.number, class: retentionClass(programme, row.ending as EndingId), keptUntil: until });
  }
  return lines;
}

const open = and(isNull(purges.doneAt), isNull(purges.droppedBy));

/** Proposes a list of what is past its term; null when nothing is, or a list already waits. */
export async function proposePurge(db: Db): Promise<Purge | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7405)`);
    const [waiting] = await tx.select({ id: purges.id }).from(purges).where(open).limit(1);
    const lines = waiting ? [] : await pastTerm(tx);
    if (lines.length === 0) return null;
    const [made] = await tx.insert(purges).values({ id: newId('prg'), lines, proposedAt: await businessNow(tx) }).returning();
    return made ?? null;
  });
}

/** One list; NOT_FOUND when there is none that waits. */
async function waitingPurge(tx: Db, id: string): Promise<Purge> {
  const [row] = await tx.select().from(purges).where(and(eq(purges.id, id), open)).for('no key update');
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-purge');
  return row;
}

/** Approves a list, the first time or the second; CONFLICT when both would be of one person. Returns the list as it stands now. */
export async function approvePurge(db: Db, id: string, by: string): Promise<Purge> {
  return db.transaction(async (tx) => {
    const purge = await waitingPurge(tx, id);
    if (purge.secondBy !== null) return purge;
    if (purge.firstBy === by) throw new DomainError('CONFLICT', 'second-person');
    const at = await businessNow(tx);
    const [row] = await tx.update(purges).set(purge.firstBy === null ? { firstBy: by, firstAt: at } : { secondBy: by, secondAt: at }).where(eq(purges.id, id)).returning();
    return row ?? purge;
  });
}

/** Puts a list aside that was not approved by two; what is past its term may be proposed again. */
export async function dropPurge(db: Db, id: string, by: string): Promise<void> {
  await db.transaction(async (tx) => {
    const purge = await waitingPurge(tx, id);
    if (purge.secondBy !== null) throw new DomainError('CONFLICT', 'purge-approved');
    await tx.update(purges).set({ droppedBy: by }).where(eq(purges.id, id));
  });
}

/** Cases of a list that two approved and that are still to go; a case that was taken up again since stays. */
export async function leftOfPurge(db: Db, purge: Purge): Promise<readonly string[]> {
  if (purge.secondBy === null) return [];
  const rows = await db.select({ id: cases.id }).from(cases).where(and(inArray(cases.id, purge.lines.map((line) => line.id)), isNull(cases.erasedAt), isNotNull(cases.ending))).orderBy(asc(cases.id));
  return rows.map((row) => row.id);
}

/** The list was carried out. */
export async function endPurge(db: Db, id: string): Promise<void> {
  await db.update(purges).set({ doneAt: await businessNow(db) }).where(eq(purges.id, id));
}

/** All lists, newest first. */
export async function allPurges(db: Db): Promise<readonly Purge[]> {
  return db.select().from(purges).orderBy(desc(purges.proposedAt)).limit(100);
}
