// Drafts, cases and what the events of a case say: answers, steps, requests, acts, wanted hands.
import { sql } from 'drizzle-orm';
import { bigint, boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CaseEvent, StageRun } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import { instant, yen } from '../columns.js';
import { calls, programmes } from './programmes.js';

export const drafts = pgTable('drafts', {
  id: text().primaryKey(), call: text().notNull().references(() => calls.id), track: text().notNull(), email: text().notNull(), language: text().notNull(),
  /** What was typed, page by page, faults and all. */
  typed: jsonb().$type<Record<string, unknown>>().notNull(), pagesDone: jsonb().$type<string[]>().notNull(), generation: integer().notNull(),
  createdAt: instant().notNull(), savedAt: instant().notNull(), caseId: text(), paperBy: text(),
}, (t) => [index().on(t.call), index().on(t.email)]);

export const cases = pgTable('cases', {
  id: text().primaryKey(), number: text().notNull().unique(), call: text().notNull().references(() => calls.id), programme: text().notNull(), version: integer().notNull(), fiscalYear: integer().notNull(),
  draft: text().unique(), language: text().notNull(), title: text().notNull(), groupName: text().notNull(), search: text().notNull(), paper: boolean().notNull(),
  submittedAt: instant().notNull(), ending: text(), endedBefore: text(), endedAt: instant(), parkedCause: text(), parkedAt: instant(),
  stage: text().notNull(), stageVisit: integer().notNull(), stageOpenedAt: instant().notNull(), stageSettled: jsonb().$type<StageRun['settled']>(),
  step: text(), stepOpenedAt: instant(), holder: text().notNull(), committedYen: yen().notNull(), publishedAt: instant(), lastAt: instant().notNull(),
  /** Earliest due date of an open request; for lists. */
  dueAt: instant(),
  /** What the rules want, and what the run last planned (law 6). */
  wantedWakeAt: instant(), runWakeAt: instant(),
  /** Rings by the sweep since the case last moved, and when the next may come (law 7). */
  swept: integer().notNull(), sweepAfter: instant(),
  /** When everything personal of the case was erased because its term of keeping was over. */
  erasedAt: instant(),
}, (t) => [
  foreignKey({ columns: [t.programme, t.version], foreignColumns: [programmes.id, programmes.version] }), index().on(t.programme, t.version), index().on(t.call),
  index('cases_open_by_stage').on(t.stage, t.stageOpenedAt).where(sql`ending is null`), index('cases_wanted').on(t.wantedWakeAt).where(sql`wanted_wake_at is not null`), index('cases_submitted').on(t.submittedAt, t.id), index('cases_due').on(t.dueAt, t.holder).where(sql`ending is null`),
  // Every filter of the lists finds its page of fifty without reading the rest: by holder newest first, by what stood still longest, by what cannot go on.
  index('cases_open_by_holder').on(t.holder, t.submittedAt, t.id).where(sql`ending is null`), index('cases_still').on(t.lastAt, t.id).where(sql`ending is null`), index('cases_ended').on(t.submittedAt, t.id).where(sql`ending is not null`), index('cases_parked').on(t.parkedAt).where(sql`parked_at is not null`), index('cases_swept').on(t.swept).where(sql`swept > 0`),
  /** What the sweep looks for at any time, hardly ever more than a few rows; the sweep asks in the same words. */
  index('cases_to_ring').on(t.id).where(sql`(ending is null and stage_settled is not null) or (ending is null and run_wake_at is null and wanted_wake_at is not null) or wanted_wake_at < run_wake_at`),
  // Pairs of letters: Japanese words are often two letters long, too short for trigrams.
  index('cases_search').using('gin', sql`kyoso_pairs(${t.search})`),
]);

export const caseAnswers = pgTable('case_answers', { caseId: text().notNull().references(() => cases.id), version: integer().notNull(), values: jsonb().$type<Values>().notNull(), fields: jsonb().$type<string[]>().notNull(), at: instant().notNull() }, (t) => [primaryKey({ columns: [t.caseId, t.version] })]);

export const steps = pgTable('steps', {
  caseId: text().notNull().references(() => cases.id), n: integer().notNull(), step: text().notNull(), round: integer().notNull(), kind: text().notNull(), stage: text().notNull(), openedAt: instant().notNull(), settledAt: instant(), outcome: text(), result: jsonb().$type<Values>(),
}, (t) => [primaryKey({ columns: [t.caseId, t.step, t.round] }), unique().on(t.caseId, t.n), index('steps_route').on(t.outcome).where(sql`kind = 'route'`), index('steps_open').on(t.kind, t.caseId).where(sql`settled_at is null`)]);

export const requests = pgTable('requests', {
  id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), n: integer().notNull(), key: text().notNull(), step: text().notNull(), round: integer().notNull(), askKey: text().notNull(), what: text().notNull(),
  toPost: text(), toRole: text(), tier: text().notNull(), openedAt: instant().notNull(), dueAt: instant().notNull(), closesAt: instant().notNull(), silence: text().notNull(), minNoticeMs: bigint({ mode: 'number' }).notNull(), mail: text().notNull(),
  notBy: jsonb().$type<string[]>(), document: text(), note: jsonb().$type<Values>(), state: text({ enum: ['open', 'answered', 'lapsed', 'dropped'] }).notNull(), endedAt: instant(),
  choice: text(), answer: jsonb().$type<Values>(), answeredBy: jsonb().$type<Actor>(), handedOverAt: instant(), reminded: jsonb().$type<string[]>().notNull(),
  /** A re-sent link has a new generation; older ones are dead. Token and code are derived, only the code's keyed hash is kept for look-up. */
  generation: integer().notNull(), codeHash: text().notNull(),
}, (t) => [
  unique().on(t.caseId, t.key), unique().on(t.caseId, t.n), index('requests_of_post').on(t.toPost, t.dueAt).where(sql`state = 'open'`), index('requests_due').on(t.dueAt).where(sql`state = 'open'`), uniqueIndex().on(t.codeHash), index().on(t.toPost, t.endedAt), index('requests_answered').on(t.toPost, t.caseId).where(sql`state = 'answered'`),
  check('requests_addressee', sql`(${t.toPost} is null) <> (${t.toRole} is null)`), check('requests_answered', sql`(${t.state} = 'answered') = (${t.choice} is not null)`),
]);

/** Everything a person did, also what was refused, and what could not be judged yet (law 9). */
export const acts = pgTable('acts', {
  id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), n: integer(), kind: text({ enum: ['answer', 'free'] }).notNull(), verb: text().notNull(), requestKey: text(), values: jsonb().$type<Record<string, unknown>>().notNull(), by: jsonb().$type<Actor>().notNull(), via: text().notNull(), at: instant().notNull(),
  state: text({ enum: ['accepted', 'refused', 'unjudged'] }).notNull(), why: text(),
}, (t) => [index().on(t.caseId, t.at), uniqueIndex('acts_free').on(t.caseId, t.n), index('acts_unjudged').on(t.caseId).where(sql`state = 'unjudged'`)]);

/** The log. Append-only by trigger; the key makes each fact happen once. */
export const events = pgTable('events', { seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), caseId: text().notNull().references(() => cases.id), key: text().notNull(), type: text().notNull(), at: instant().notNull(), doneAt: instant().notNull(), data: jsonb().$type<CaseEvent>().notNull() }, (t) => [unique().on(t.caseId, t.key), index().on(t.caseId, t.seq), index('events_stage_settled').on(t.doneAt).where(sql`type = 'stage.settled'`)]);

/** What must be done in the world, once each (law 10). */
export const wanted = pgTable('wanted', {
  caseId: text().notNull().references(() => cases.id), key: text().notNull(), n: integer().notNull(), kind: text().notNull(), spec: jsonb().$type<Values>().notNull(), state: text({ enum: ['wanted', 'done', 'with-person'] }).notNull(), result: jsonb().$type<Values>(), wantedAt: instant().notNull(), doneAt: instant(), starts: integer().notNull(), startAfter: instant(), error: text(),
}, (t) => [primaryKey({ columns: [t.caseId, t.key] }), index('wanted_open').on(t.wantedAt).where(sql`state <> 'done'`)]);

/** Keys with which the group's people read their case. Re-issue and hand-over end a generation. */
export const partyKeys = pgTable('party_keys', { id: text().primaryKey(), caseId: text().notNull().references(() => cases.id), role: text().notNull(), generation: integer().notNull(), nextGeneration: integer(), issuedAt: instant().notNull(), revokedAt: instant() }, (t) => [index().on(t.caseId)]);
