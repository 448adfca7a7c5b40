// A vote of residents over one call. Nothing here joins a voting code to a ballot: no key, no time and no order. A code's row says only whether it is used up; all ballots
// of a vote are one value, keyed by random references, so that no ballot has a row, a place or a transaction of its own.
import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { VoteCandidate } from '../../workflows/domain/vote-count.js';
import { instant, yen } from '../columns.js';
import { calls } from './programmes.js';

/** The vote over a call: its dates, and the candidates as they stood when it was prepared. `lotSeed` is told with the result, `lotCommitment` before the vote. `envelopeYen` is what the confirmed count gave out of. */
export const votes = pgTable('votes', {
  call: text().primaryKey().references(() => calls.id), opensAt: instant().notNull(), closesAt: instant().notNull(), candidates: jsonb().$type<readonly VoteCandidate[]>().notNull(),
  lotSeed: text().notNull(), lotCommitment: text().notNull(), envelopeYen: yen(), publishedAt: instant(), publishedBy: text(),
}, (t) => [check('votes_span', sql`${t.opensAt} < ${t.closesAt}`), check('votes_published', sql`(${t.publishedAt} is null) = (${t.publishedBy} is null)`)]);

/** Append-only: what the office did with a vote. `n` numbers the acts of one vote; `facts` are dates and numbers, never codes. */
export const VOTE_ACTS = ['prepared', 'issued', 'published'] as const;
export const voteActs = pgTable('vote_acts', { call: text().notNull().references(() => votes.call), n: integer().notNull(), kind: text({ enum: VOTE_ACTS }).notNull(), facts: jsonb().$type<Readonly<Record<string, number>>>().notNull(), by: text().notNull(), at: instant().notNull() }, (t) => [primaryKey({ columns: [t.call, t.n] }), check('vote_acts_kind', sql`${t.kind} in ('prepared', 'issued', 'published')`)]);

/** Voting codes by keyed hash; the codes themselves are on the voters' sheets only. `used`: spent on a ballot here, or handed in for a paper ballot. */
export const CODE_USES = ['online', 'paper'] as const;
export const voteCodes = pgTable('vote_codes', { hash: text().primaryKey(), call: text().notNull().references(() => votes.call), used: text({ enum: CODE_USES }) }, (t) => [index().on(t.call), check('vote_codes_used', sql`${t.used} in ('online', 'paper')`)]);

/**
 * The ballot box: reference → chosen ids, joined by commas. One row for each vote. A jsonb object keeps its keys sorted, so the order in which ballots
 * came is lost when they come. A trigger lets it only grow.
 */
export const voteBoxes = pgTable('vote_boxes', { call: text().primaryKey().references(() => votes.call), ballots: jsonb().$type<Readonly<Record<string, string>>>().notNull() });

/** A paper ballot by the number stamped on it: what two people typed, and what a person settled from the paper where they differ. */
export const votePapers = pgTable('vote_papers', {
  call: text().notNull().references(() => votes.call), paper: text().notNull(), first: jsonb().$type<readonly string[]>().notNull(), firstBy: text().notNull(),
  second: jsonb().$type<readonly string[]>(), secondBy: text(), settled: jsonb().$type<readonly string[]>(), settledBy: text(),
}, (t) => [
  primaryKey({ columns: [t.call, t.paper] }), check('vote_papers_two', sql`${t.secondBy} is null or ${t.secondBy} <> ${t.firstBy}`),
  check('vote_papers_whole', sql`(${t.second} is null) = (${t.secondBy} is null) and (${t.settled} is null) = (${t.settledBy} is null)`),
]);
