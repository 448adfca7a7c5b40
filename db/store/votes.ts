// A vote of residents over one call: prepared by the office, voting codes issued and handed in, published as an act of its own. Counting: vote-counts.ts.
import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import { formAnswers } from '../../workflows/domain/cases.js';
import { type Programme, type StepOf, voteStep } from '../../workflows/domain/programmes.js';
import { lotCommitment } from '../../workflows/domain/selection.js';
import { allowed } from '../../workflows/domain/steps/draft-decision.js';
import { text } from '../../workflows/domain/steps/step.js';
import type { VoteCandidate } from '../../workflows/domain/vote-count.js';
import type { Db } from '../client.js';
import { calls, cases, selections, steps, voteActs, voteBoxes, voteCodes, votes } from '../schema/index.js';
import type { CODE_USES, VOTE_ACTS } from '../schema/votes.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { headLate } from './evidence-log.js';
import { readCase } from './load.js';
import { definitionOf } from './reference.js';

export type Vote = typeof votes.$inferSelect;
export type VoteOfCall = { readonly call: typeof calls.$inferSelect; readonly programme: Programme; readonly step: StepOf<'public-vote'>; readonly vote: Vote | null };
/** Most codes made at once; a town of more is served in several sheets. */
export const CODES_MOST = 20_000;

/** The vote of a call; null when its programme has none or there is no such call. `vote` is null until the office prepares it. */
export async function voteOfCall(db: Db, callId: string): Promise<VoteOfCall | null> {
  const [row] = await db.select().from(calls).leftJoin(votes, eq(votes.call, calls.id)).where(eq(calls.id, callId));
  if (!row) return null;
  const programme = await definitionOf(db, row.calls.programme, row.calls.version);
  const step = voteStep(programme);
  return step ? { call: row.calls, programme, step, vote: row.votes } : null;
}

/** Locks the prepared vote: `share` for who puts a ballot in, `no key update` for who opens, closes or counts; the two exclude each other. NOT_FOUND when there is none. */
export async function lockVote(tx: Db, callId: string, how: 'share' | 'no key update'): Promise<Vote> {
  const [vote] = await tx.select().from(votes).where(eq(votes.call, callId)).for(how);
  if (!vote) throw new DomainError('NOT_FOUND', 'no-such-vote');
  return vote;
}

/** Who would stand on the list now: the cases that wait at the vote. `missing` have not come so far yet. */
export async function candidatesOf(db: Db, callId: string): Promise<{ readonly candidates: readonly VoteCandidate[]; readonly missing: number }> {
  const found = await voteOfCall(db, callId);
  if (!found) return { candidates: [], missing: 0 };
  const rows = await db.select({ id: cases.id, number: cases.number, title: cases.title, group: cases.groupName, at: steps.step }).from(cases)
    .leftJoin(steps, and(eq(steps.caseId, cases.id), eq(steps.step, found.step.id), isNull(steps.settledAt))).where(and(eq(cases.call, callId), isNull(cases.ending))).orderBy(asc(cases.number));
  const candidates: VoteCandidate[] = [];
  for (const row of rows.filter((r) => r.at !== null)) {
    const { state } = await readCase(db, row.id);
    candidates.push({ id: row.number, caseId: row.id, title: row.title, group: row.group, summary: text(formAnswers(state)[found.programme.meaning.summary]), yen: allowed(found.programme, state)?.amountYen ?? 0 });
  }
  return { candidates, missing: rows.length - candidates.length };
}

/**
 * Freezes the list of candidates and the dates of the vote, under the call. May be done again until the vote opens. Refused while the call takes
 * applications or a case is still on its way to the vote, for dates that are past or out of order, and when no ballot could follow the rule.
 */
export async function prepareVote(db: Db, input: { readonly call: string; readonly opensAt: number; readonly closesAt: number; readonly seed: string; readonly by: string }): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.select({ id: calls.id }).from(calls).where(eq(calls.id, input.call)).for('no key update');
    const found = await voteOfCall(tx, input.call);
    if (!found) throw new DomainError('NOT_FOUND', 'no-such-vote');
    const now = await businessNow(tx);
    if (found.vote && now >= found.vote.opensAt) throw new DomainError('CONFLICT', 'vote-under-way');
    const { candidates, missing } = await candidatesOf(tx, input.call);
    if (found.call.state !== 'closed' || missing > 0) throw new DomainError('PRECONDITION', 'vote-not-ready');
    if (candidates.length < (found.step.rule.kind === 'exactly' ? found.step.rule.n : 1)) throw new DomainError('PRECONDITION', 'too-few-candidates');
    if (input.opensAt < now || input.closesAt <= input.opensAt) throw new DomainError('INVALID', 'vote-dates');
    const { opensAt, closesAt } = input;
    if (found.vote) await tx.update(votes).set({ opensAt, closesAt, candidates }).where(eq(votes.call, input.call));
    else {
      await tx.insert(votes).values({ call: input.call, opensAt, closesAt, candidates, lotSeed: input.seed, lotCommitment: lotCommitment(input.seed), envelopeYen: null, publishedAt: null, publishedBy: null });
      await tx.insert(voteBoxes).values({ call: input.call, ballots: {} });
    }
    await note(tx, { call: input.call, kind: 'prepared', facts: { opensAt, closesAt, candidates: candidates.length }, by: input.by, at: now });
  });
}

/** The cases of the list that stepped back since. */
export async function withdrawnOf(db: Db, vote: Vote): Promise<readonly string[]> {
  return (await db.select({ id: cases.id }).from(cases).where(and(inArray(cases.id, vote.candidates.map((c) => c.caseId)), eq(cases.ending, 'withdrawn')))).map((row) => row.id);
}

/** Keeps the hashes of new codes. They are written in the order of the hashes, so that a row's place says nothing about its sheet. Refused after the close. */
export async function issueCodes(db: Db, input: { readonly call: string; readonly hashes: readonly string[]; readonly by: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const vote = await lockVote(tx, input.call, 'no key update');
    const now = await businessNow(tx);
    if (now >= vote.closesAt) throw new DomainError('PRECONDITION', 'vote-over');
    if (input.hashes.length < 1 || input.hashes.length > CODES_MOST) throw new DomainError('INVALID', 'code-count');
    await tx.insert(voteCodes).values([...input.hashes].sort().map((hash) => ({ hash, call: input.call })));
    await note(tx, { call: input.call, kind: 'issued', facts: { codes: input.hashes.length }, by: input.by, at: now });
  });
}

export type CodeState = 'free' | 'unknown' | (typeof CODE_USES)[number];
/** Whether a code may still vote. Reads only. */
export async function codeState(db: Db, call: string, hash: string): Promise<CodeState> {
  const [row] = await db.select({ used: voteCodes.used }).from(voteCodes).where(and(eq(voteCodes.call, call), eq(voteCodes.hash, hash)));
  return row ? (row.used ?? 'free') : 'unknown';
}

/** Uses a code up, once; says why not otherwise. Inside the caller's transaction, which holds the vote. */
export async function useCode(tx: Db, input: { readonly call: string; readonly hash: string; readonly used: (typeof CODE_USES)[number] }): Promise<'done' | Exclude<CodeState, 'free'>> {
  const spent = await tx.update(voteCodes).set({ used: input.used }).where(and(eq(voteCodes.call, input.call), eq(voteCodes.hash, input.hash), isNull(voteCodes.used))).returning({ hash: voteCodes.hash });
  if (spent.length > 0) return 'done';
  const state = await codeState(tx, input.call, input.hash);
  return state === 'free' ? 'unknown' : state;
}

/** Takes a code in for a paper ballot, so that nobody votes both ways. Only while the vote is open. */
export async function handInCode(db: Db, input: { readonly call: string; readonly hash: string }): Promise<'done' | Exclude<CodeState, 'free'>> {
  return db.transaction(async (tx) => {
    const vote = await lockVote(tx, input.call, 'share');
    const now = await businessNow(tx);
    if (now < vote.opensAt || now >= vote.closesAt) throw new DomainError('PRECONDITION', 'vote-not-open');
    return useCode(tx, { ...input, used: 'paper' });
  });
}

/** How many codes there are, and what became of them. */
export async function codeCounts(db: Db, call: string): Promise<{ readonly issued: number; readonly online: number; readonly paper: number }> {
  const rows = await db.select({ used: voteCodes.used, n: count() }).from(voteCodes).where(eq(voteCodes.call, call)).groupBy(voteCodes.used);
  const of = (used: string): number => rows.find((r) => r.used === used)?.n ?? 0;
  return { issued: rows.reduce((all, r) => all + r.n, 0), online: of('online'), paper: of('paper') };
}

/** Publishes a confirmed count: an act of its own, done once; not while the log of evidence has had no head for four hours. */
export async function publishVote(db: Db, input: { readonly call: string; readonly by: string }): Promise<void> {
  if (await headLate(db)) throw new DomainError('PRECONDITION', 'log-late');
  await db.transaction(async (tx) => {
    const vote = await lockVote(tx, input.call, 'no key update');
    const [confirmed] = await tx.select({ n: selections.n }).from(selections).where(eq(selections.call, input.call));
    if (!confirmed) throw new DomainError('PRECONDITION', 'vote-not-confirmed');
    if (vote.publishedAt !== null) throw new DomainError('CONFLICT', 'vote-published');
    const at = await businessNow(tx);
    await tx.update(votes).set({ publishedAt: at, publishedBy: input.by }).where(eq(votes.call, input.call));
    await note(tx, { call: input.call, kind: 'published', facts: {}, by: input.by, at });
  });
}

/** What the office did with a vote, in order. */
export const voteActsOf = (db: Db, call: string) => db.select().from(voteActs).where(eq(voteActs.call, call)).orderBy(asc(voteActs.n));

/** Under the lock of the call or the vote, so that numbers follow each other. */
async function note(tx: Db, act: { readonly call: string; readonly kind: (typeof VOTE_ACTS)[number]; readonly facts: Readonly<Record<string, number>>; readonly by: string; readonly at: number }): Promise<void> {
  const [last] = await tx.select({ n: count() }).from(voteActs).where(eq(voteActs.call, act.call));
  await tx.insert(voteActs).values({ ...act, n: (last?.n ?? 0) + 1 });
}
