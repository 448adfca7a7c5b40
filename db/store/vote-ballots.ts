// The ballot box of a vote: one ballot for each voting code, without a trace of which.
import { eq, sql } from 'drizzle-orm';
import type { Ballot } from '../../workflows/domain/ballots.js';
import { choiceFault } from '../../workflows/domain/vote-count.js';
import type { Db } from '../client.js';
import { voteBoxes } from '../schema/index.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { lockVote, useCode, voteOfCall } from './votes.js';

const joined = (choice: readonly string[]): string => [...choice].sort().join(',');
const parted = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

/** `kept` is the choice as it lies in the box. */
export type Cast = { readonly ok: true; readonly kept: readonly string[] } | { readonly ok: false; readonly why: 'unknown' | 'online' | 'paper' };

/**
 * Uses the code up and puts the ballot into the box, both or neither, judged by the clock under the vote's lock. The same form sent again (the same
 * reference) is told what lies in the box; another form with a used code is refused. What is written is "used" at the code and one more entry in the
 * sorted box: afterwards no column, no time and no order tells which code chose what. Throws when the vote is not open or the choice would be void.
 */
export async function castBallot(db: Db, input: { readonly call: string; readonly codeHash: string; readonly ref: string; readonly choice: readonly string[] }): Promise<Cast> {
  return db.transaction(async (tx) => {
    const vote = await lockVote(tx, input.call, 'share');
    const now = await businessNow(tx);
    if (now < vote.opensAt || now >= vote.closesAt) throw new DomainError('PRECONDITION', 'vote-not-open');
    const found = await voteOfCall(tx, input.call);
    if (!found || choiceFault(found.step.rule, vote.candidates, input.choice) !== null) throw new DomainError('INVALID', 'void-choice');
    const spent = await useCode(tx, { call: input.call, hash: input.codeHash, used: 'online' });
    if (spent === 'done') {
      const put = await tx.update(voteBoxes).set({ ballots: sql`${voteBoxes.ballots} || jsonb_build_object(${input.ref}::text, ${joined(input.choice)}::text)` }).where(sql`${voteBoxes.call} = ${input.call} and not ${voteBoxes.ballots} ? ${input.ref}`).returning({ call: voteBoxes.call });
      // A reference that is taken belongs to another ballot: nothing is spent, and the next form has another reference.
      if (put.length === 0) throw new DomainError('CONFLICT', 'vote-form-used');
      return { ok: true, kept: input.choice };
    }
    const [box] = await tx.select({ kept: sql<string | null>`${voteBoxes.ballots} ->> ${input.ref}` }).from(voteBoxes).where(eq(voteBoxes.call, input.call));
    return spent === 'online' && typeof box?.kept === 'string' ? { ok: true, kept: parted(box.kept) } : { ok: false, why: spent };
  });
}

/** All ballots in the box, in order of their references. */
export async function ballotsOf(db: Db, call: string): Promise<readonly Ballot[]> {
  const [box] = await db.select({ ballots: voteBoxes.ballots }).from(voteBoxes).where(eq(voteBoxes.call, call));
  return Object.entries(box?.ballots ?? {}).map(([voter, choice]) => ({ voter, choice: parted(choice) })).sort((a, b) => (a.voter < b.voter ? -1 : 1));
}
