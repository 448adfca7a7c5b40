// The count of a vote: drafted from the box and the papers, confirmed by a person as the selection of the call (law 5: no case is locked), read by everybody once published.
import { eq } from 'drizzle-orm';
import type { Ballot } from '../../workflows/domain/ballots.js';
import { countSheet, countVote, type CountInput, type VoteCount } from '../../workflows/domain/vote-count.js';
import type { Db } from '../client.js';
import { calls, votes } from '../schema/index.js';
import type { SelectedRow } from '../schema/programmes.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { envelopeForCall, recordSelection, selectionsOf } from './selections.js';
import { ballotsOf } from './vote-ballots.js';
import { type Papers, papersOf } from './vote-papers.js';
import { codeCounts, lockVote, type Vote, type VoteOfCall, voteOfCall, withdrawnOf } from './votes.js';

/** What stands in the way of a count, first things first. */
export type Hindrance = 'once' | 'differ' | 'too-many-papers' | 'box-differs';
export type CountedVote = VoteOfCall & { readonly vote: Vote; readonly ballots: readonly Ballot[]; readonly input: CountInput; readonly result: VoteCount; readonly sheet: readonly string[] };
export type CountDraft = CountedVote & { readonly papers: Papers; readonly codes: Awaited<ReturnType<typeof codeCounts>>; readonly hindrance: Hindrance | null };
type Prepared = VoteOfCall & { readonly vote: Vote };

/** Everything about the count as it would be confirmed now; null before the close of the vote: nobody sees numbers while people vote. */
export async function draftCount(db: Db, call: string): Promise<CountDraft | null> {
  const found = await voteOfCall(db, call);
  if (!found?.vote || (await businessNow(db)) < found.vote.closesAt) return null;
  const prepared: Prepared = { ...found, vote: found.vote };
  const [gone, papers, codes, online, envelopeYen] = await Promise.all([withdrawnOf(db, prepared.vote), papersOf(db, call), codeCounts(db, call), ballotsOf(db, call), envelopeForCall(db, prepared.call)]);
  const hindrance = papers.once.length > 0 ? 'once' : papers.differ.length > 0 ? 'differ' : papers.rows.length > codes.paper ? 'too-many-papers' : online.length !== codes.online ? 'box-differs' : null;
  return { ...counted(prepared, [...online, ...papers.agreed], gone, envelopeYen), papers, codes, hindrance };
}

function counted(found: Prepared, ballots: readonly Ballot[], goneCases: readonly string[], envelopeYen: number): CountedVote {
  const { vote, step } = found;
  const lot = { seed: vote.lotSeed, commitment: vote.lotCommitment };
  const input: CountInput = { rule: step.rule, method: step.method, candidates: vote.candidates, ballots, withdrawn: vote.candidates.filter((c) => goneCases.includes(c.caseId)).map((c) => c.id), envelopeYen, lot };
  const result = countVote(input);
  const { instead } = step.rule;
  return { ...found, ballots, input, result, sheet: countSheet(result, lot, instead === undefined ? undefined : { id: instead, label: step.insteadLabel ?? instead }) };
}

/**
 * Confirms the count as the selection of the call; returns the cases that wait for it. `papers` is the number of papers that somebody counted by hand and
 * must be the number that was typed. Refused before the close, while papers are typed once or differ, and a second time.
 */
export async function confirmCount(db: Db, input: { readonly call: string; readonly by: string; readonly note: string; readonly papers: number }): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    await tx.select({ id: calls.id }).from(calls).where(eq(calls.id, input.call)).for('no key update');
    const vote = await lockVote(tx, input.call, 'no key update');
    if ((await businessNow(tx)) < vote.closesAt) throw new DomainError('PRECONDITION', 'vote-not-over');
    if ((await selectionsOf(tx, input.call)).length > 0) throw new DomainError('CONFLICT', 'vote-confirmed');
    const draft = await draftCount(tx, input.call);
    if (!draft || draft.hindrance) throw new DomainError('PRECONDITION', 'count-not-ready');
    if (input.papers !== draft.papers.rows.length) throw new DomainError('INVALID', 'papers-differ');
    const rows: Record<string, SelectedRow> = {};
    for (const line of draft.result.lines) if (line.outcome !== 'withdrawn') rows[line.caseId] = { outcome: line.outcome, rank: line.rank, yen: line.grantYen };
    await tx.update(votes).set({ envelopeYen: draft.result.envelopeYen }).where(eq(votes.call, input.call));
    return recordSelection(tx, { call: input.call, n: 1, rows, sheet: draft.sheet, note: input.note, by: input.by });
  });
}

/** The confirmed count, from the ballots as they lie there and the withdrawals and the envelope as they were when it was confirmed; null before. */
export async function confirmedCount(db: Db, call: string): Promise<(CountedVote & { readonly confirmed: { readonly at: number; readonly by: string; readonly note: string } }) | null> {
  const found = await voteOfCall(db, call);
  const [selection] = found?.vote ? await selectionsOf(db, call) : [];
  if (!found?.vote || !selection) return null;
  const [online, papers] = await Promise.all([ballotsOf(db, call), papersOf(db, call)]);
  const gone = found.vote.candidates.filter((c) => !selection.rows[c.caseId]).map((c) => c.caseId);
  return { ...counted({ ...found, vote: found.vote }, [...online, ...papers.agreed], gone, found.vote.envelopeYen ?? 0), sheet: selection.sheet, confirmed: { at: selection.at, by: selection.by, note: selection.note } };
}
