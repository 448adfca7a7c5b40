// Lists of cases for the programme office: what is counted and what is listed come from one condition, so that a number is a door to exactly its rows.
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { cases, requests } from '../schema/index.js';
import { fold } from './search-text.js';

/** Which cases. Ranges are half open; `null` ends are open. */
export type CaseQuery = {
  readonly text?: string; readonly programme?: string; readonly stage?: string; readonly holder?: string; readonly call?: string; readonly state: 'open' | 'closed' | 'all'; readonly parked?: boolean;
  readonly stageFrom?: Instant | null; readonly stageBefore?: Instant | null; readonly dueFrom?: Instant | null; readonly dueBefore?: Instant | null;
};
/** Newest submission first, or those that have not moved for the longest time first. */
export type CaseSort = 'new' | 'still';
export type ListedCase = Pick<typeof cases.$inferSelect, 'id' | 'number' | 'title' | 'groupName' | 'programme' | 'version' | 'stage' | 'holder' | 'stageOpenedAt' | 'dueAt' | 'committedYen' | 'ending' | 'parkedCause' | 'submittedAt' | 'lastAt'>;

const COLUMNS = { id: cases.id, number: cases.number, title: cases.title, groupName: cases.groupName, programme: cases.programme, version: cases.version, stage: cases.stage, holder: cases.holder, stageOpenedAt: cases.stageOpenedAt, dueAt: cases.dueAt, committedYen: cases.committedYen, ending: cases.ending, parkedCause: cases.parkedCause, submittedAt: cases.submittedAt, lastAt: cases.lastAt };
export const PAGE_SIZE = 50;

function where(query: CaseQuery): SQL | undefined {
  const words = (query.text ?? '').split(/[\s\u3000]+/).map(fold).filter(Boolean).slice(0, 5);
  return and(
    query.state === 'open' ? isNull(cases.ending) : query.state === 'closed' ? isNotNull(cases.ending) : undefined,
    query.programme ? eq(cases.programme, query.programme) : undefined, query.stage ? eq(cases.stage, query.stage) : undefined, query.holder ? eq(cases.holder, query.holder) : undefined, query.call ? eq(cases.call, query.call) : undefined,
    query.parked ? isNotNull(cases.parkedAt) : undefined,
    query.stageFrom != null ? gte(cases.stageOpenedAt, query.stageFrom) : undefined, query.stageBefore != null ? lt(cases.stageOpenedAt, query.stageBefore) : undefined,
    query.dueFrom != null ? gte(cases.dueAt, query.dueFrom) : undefined, query.dueBefore != null ? lt(cases.dueAt, query.dueBefore) : undefined,
    ...words.map((word) => sql`${cases.search} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
  );
}

/** One page of cases, fifty by (time, id); `after` is where the last page ended. */
export async function listCases(db: Db, query: CaseQuery, sort: CaseSort, after?: { readonly at: Instant; readonly id: string }, limit = PAGE_SIZE): Promise<readonly ListedCase[]> {
  const [time, past] = sort === 'new' ? ([cases.submittedAt, lt] as const) : ([cases.lastAt, gt] as const);
  const cursor = after ? or(past(time, after.at), and(eq(time, after.at), past(cases.id, after.id))) : undefined;
  const order = sort === 'new' ? [desc(time), desc(cases.id)] : [asc(time), asc(cases.id)];
  return db.select(COLUMNS).from(cases).where(and(where(query), cursor)).orderBy(...order).limit(limit);
}

/** How many cases the same condition finds. */
export async function countCases(db: Db, query: CaseQuery): Promise<number> {
  const [row] = await db.select({ n: sql<string>`count(*)` }).from(cases).where(where(query));
  return Number(row?.n ?? 0);
}

/** Open cases these posts were ever asked about, by due date; a department's whole desk. */
export async function casesOfPosts(db: Db, posts: readonly PostCode[], limit = 200): Promise<readonly ListedCase[]> {
  if (posts.length === 0) return [];
  const asked = db.select({ id: requests.caseId }).from(requests).where(inArray(requests.toPost, [...posts]));
  return db.select(COLUMNS).from(cases).where(and(isNull(cases.ending), inArray(cases.id, asked))).orderBy(sql`${cases.dueAt} asc nulls last`, asc(cases.number)).limit(limit);
}

/** Cases the rules cannot carry on, oldest first, with how many acts wait in each. */
export async function parkedCases(db: Db, limit = 200): Promise<readonly { number: string; title: string; cause: string; since: Instant; waitingActs: number }[]> {
  const rows = await db.select({ number: cases.number, title: cases.title, cause: cases.parkedCause, since: cases.parkedAt, waitingActs: sql<string>`(select count(*) from acts where acts.case_id = ${cases.id} and acts.state = 'unjudged')` }).from(cases).where(isNotNull(cases.parkedAt)).orderBy(asc(cases.parkedAt), asc(cases.id)).limit(limit);
  return rows.map((row) => ({ ...row, cause: row.cause ?? '', since: row.since ?? 0, waitingActs: Number(row.waitingActs) }));
}

/** Cases that were rung `times` times and did not move. */
export async function unmovedCases(db: Db, times: number, limit = 100): Promise<readonly { number: string; title: string; since: Instant; calls: number }[]> {
  return db.select({ number: cases.number, title: cases.title, since: cases.lastAt, calls: cases.swept }).from(cases).where(and(gte(cases.swept, times), isNull(cases.parkedAt), lte(cases.wantedWakeAt, sql`kyoso_now()`))).orderBy(asc(cases.lastAt)).limit(limit);
}
