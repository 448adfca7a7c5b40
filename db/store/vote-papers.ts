// Paper ballots: each typed twice by two different people after the close; where they differ somebody settles it from the paper.
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { type Ballot, compareEntries } from '../../workflows/domain/ballots.js';
import type { Db } from '../client.js';
import { selections, votePapers } from '../schema/index.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { lockVote } from './votes.js';

/** What is typed for a mark that is no candidate or cannot be read: it makes the ballot void. */
export const UNREADABLE = '?';
/** Before the number of a paper ballot in every list, so that it is never taken for a reference. */
const PAPER = 'P-';

export type PaperRow = typeof votePapers.$inferSelect;
/** `agreed` are the ballots to count, under `P-` and their number; `differ` must be settled first, `once` typed a second time. */
export type Papers = { readonly rows: readonly PaperRow[]; readonly agreed: readonly Ballot[]; readonly differ: readonly PaperRow[]; readonly once: readonly PaperRow[] };

/** Paper ballots can be opened from the close of the vote until its count is confirmed. */
async function lockPapers(tx: Db, call: string): Promise<void> {
  const vote = await lockVote(tx, call, 'no key update');
  if ((await businessNow(tx)) < vote.closesAt) throw new DomainError('PRECONDITION', 'vote-not-over');
  const [confirmed] = await tx.select({ n: selections.n }).from(selections).where(eq(selections.call, call));
  if (confirmed) throw new DomainError('CONFLICT', 'vote-confirmed');
}

/**
 * Takes down what one person reads on a paper: the first time, or the second time by somebody else. Returns which it was. Refused for a third entry and
 * for the same person; a person may write the own entry again while nobody else has typed the paper. Choices are kept as read, also those that make it void.
 */
export async function enterPaper(db: Db, input: { readonly call: string; readonly paper: string; readonly choice: readonly string[]; readonly by: string }): Promise<'first' | 'second'> {
  const choice = [...input.choice].sort();
  return db.transaction(async (tx) => {
    await lockPapers(tx, input.call);
    const own = and(eq(votePapers.call, input.call), eq(votePapers.paper, input.paper));
    const [row] = await tx.select().from(votePapers).where(own);
    if (row?.secondBy) throw new DomainError('CONFLICT', 'paper-typed-twice');
    if (row && row.firstBy !== input.by) {
      await tx.update(votePapers).set({ second: choice, secondBy: input.by }).where(own);
      return 'second';
    }
    await tx.insert(votePapers).values({ call: input.call, paper: input.paper, first: choice, firstBy: input.by }).onConflictDoUpdate({ target: [votePapers.call, votePapers.paper], set: { first: choice } });
    return 'first';
  });
}

/** Takes back a first entry whose number was mistyped. Only who typed it, and only while nobody else has. */
export async function dropPaper(db: Db, input: { readonly call: string; readonly paper: string; readonly by: string }): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPapers(tx, input.call);
    const gone = await tx.delete(votePapers).where(and(eq(votePapers.call, input.call), eq(votePapers.paper, input.paper), eq(votePapers.firstBy, input.by), isNull(votePapers.secondBy))).returning({ paper: votePapers.paper });
    if (gone.length === 0) throw new DomainError('CONFLICT', 'paper-not-own');
  });
}

/** Writes down what the paper really says, where the two entries differ. Both entries stay. */
export async function settlePaper(db: Db, input: { readonly call: string; readonly paper: string; readonly choice: readonly string[]; readonly by: string }): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPapers(tx, input.call);
    const settled = await tx.update(votePapers).set({ settled: [...input.choice].sort(), settledBy: input.by })
      .where(and(eq(votePapers.call, input.call), eq(votePapers.paper, input.paper), ne(sql`${votePapers.first}::text`, sql`${votePapers.second}::text`))).returning({ paper: votePapers.paper });
    if (settled.length === 0) throw new DomainError('CONFLICT', 'paper-agrees');
  });
}

/** All paper ballots of a vote, compared. */
export async function papersOf(db: Db, call: string): Promise<Papers> {
  const rows = await db.select().from(votePapers).where(eq(votePapers.call, call)).orderBy(asc(votePapers.paper));
  const whole = rows.filter((r) => r.second !== null);
  const entries = (side: 'first' | 'second') => whole.map((r) => ({ paper: r.paper, choice: r.settled ?? r[side] ?? [] }));
  const { agreed, differ } = compareEntries(entries('first'), entries('second'));
  return { rows, agreed: agreed.map((b) => ({ ...b, voter: PAPER + b.voter })), differ: whole.filter((r) => differ.some((d) => d.paper === r.paper)), once: rows.filter((r) => r.second === null) };
}
