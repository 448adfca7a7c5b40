// Lists for staff: cases by what is asked of them, mails by what became of them, what cannot go on by itself. Fifty rows a page by (time, id).
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, type Subquery, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import { MAILS } from '../../workflows/domain/mail.js';
import type { Db } from '../client.js';
import { acts, cases, mails, people } from '../schema/index.js';
import { TASK_SETTLED } from '../schema/mail.js';
import { hideMails } from './sealed.js';
import { escaped, fold, holdsWords } from './search-text.js';
import { STUCK_AFTER } from './sweep.js';

export type CaseRow = typeof cases.$inferSelect;
export type CaseQuery = {
  readonly q?: string; readonly programme?: string; readonly stage?: string; readonly holder?: string; readonly call?: string; readonly state?: string; readonly stuck?: boolean; readonly still?: boolean;
  readonly stageFrom?: Instant | null; readonly stageBefore?: Instant | null; readonly dueFrom?: Instant | null; readonly dueBefore?: Instant | null; readonly after?: { readonly at: Instant; readonly id: string };
};
const PAGE = 50;

/** Lists count so far and no further: what is more is said as more. An exact count of everything reads everything. */
export const COUNTED_MOST = 1_000;
/** A whole case number; its folded form. */
const NUMBER = /^\d{4}-[a-z]{2}-\d{4,}$/;

function where(query: CaseQuery): SQL | undefined {
  const words = query.q ? fold(query.q) : '';
  return and(
    query.state === 'closed' ? isNotNull(cases.ending) : query.state === 'all' ? undefined : isNull(cases.ending),
    NUMBER.test(words) ? eq(cases.number, words.toUpperCase()) : words ? holdsWords(words, `%${escaped(words)}%`) : undefined,
    query.programme ? eq(cases.programme, query.programme) : undefined, query.stage ? eq(cases.stage, query.stage) : undefined, query.holder ? eq(cases.holder, query.holder) : undefined, query.call ? eq(cases.call, query.call) : undefined,
    query.stuck ? or(isNotNull(cases.parkedAt), gte(cases.swept, STUCK_AFTER)) : undefined,
    query.stageFrom ? gte(cases.stageOpenedAt, query.stageFrom) : undefined, query.stageBefore ? lt(cases.stageOpenedAt, query.stageBefore) : undefined,
    query.dueFrom ? gte(cases.dueAt, query.dueFrom) : undefined, query.dueBefore ? lt(cases.dueAt, query.dueBefore) : undefined,
  );
}

/** Cases that match: newest first by (submitted, id), or longest without movement first. */
export async function findCases(db: Db, query: CaseQuery): Promise<{ rows: readonly CaseRow[]; total: number; more: boolean }> {
  const after = query.after ? (query.still ? or(sql`${cases.lastAt} > to_timestamp(${query.after.at} / 1000.0)`, and(eq(cases.lastAt, query.after.at), sql`${cases.id} > ${query.after.id}`)) : or(lt(cases.submittedAt, query.after.at), and(eq(cases.submittedAt, query.after.at), lt(cases.id, query.after.id)))) : undefined;
  const page = (from: Db) => from.select().from(cases).where(and(where(query), after)).orderBy(...(query.still ? [asc(cases.lastAt), asc(cases.id)] : [desc(cases.submittedAt), desc(cases.id)])).limit(PAGE + 1);
  const [total, rows] = await Promise.all([countCases(db, query), planned(db, query, page)]);
  return { rows: rows.slice(0, PAGE), total, more: rows.length > PAGE };
}

/** How many cases match, up to one more than `COUNTED_MOST`. */
export const countCases = (db: Db, query: CaseQuery): Promise<number> => planned(db, query, async (from) => counted(from, from.select({ one: sql`1`.as('one') }).from(cases).where(where(query)).limit(COUNTED_MOST + 1).as('some')));

const counted = async (db: Db, some: SQL | Subquery): Promise<number> => Number((await db.select({ n: sql<string>`count(*)` }).from(some))[0]?.n ?? 0);

/** Whether a rare or a common word is looked for decides how to look: with words the statement is planned for them, never for any. */
function planned<T>(db: Db, query: CaseQuery, read: (from: Db) => Promise<T>): Promise<T> {
  if (!query.q) return read(db);
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
    return read(tx);
  });
}

/** Parked cases, longest first, with how many acts wait to be judged. */
export async function parkedCases(db: Db): Promise<readonly (CaseRow & { waiting: number })[]> {
  const rows = await db.select().from(cases).where(isNotNull(cases.parkedAt)).orderBy(asc(cases.parkedAt)).limit(200);
  const counts = rows.length === 0 ? [] : await db.select({ caseId: acts.caseId, n: sql<string>`count(*)` }).from(acts).where(and(inArray(acts.caseId, rows.map((r) => r.id)), eq(acts.state, 'unjudged'))).groupBy(acts.caseId);
  return rows.map((row) => ({ ...row, waiting: Number(counts.find((c) => c.caseId === row.id)?.n ?? 0) }));
}

/** Cases that were rung again and again without moving. */
export const unmovedCases = (db: Db): Promise<CaseRow[]> => db.select().from(cases).where(and(gte(cases.swept, STUCK_AFTER), isNull(cases.parkedAt))).orderBy(asc(cases.lastAt)).limit(200);

const BINDING_IDS = Object.entries(MAILS).flatMap(([id, kind]) => (kind === 'binding' ? [id] : []));
export type MailFilterId = 'all' | 'undelivered' | 'binding' | 'waiting' | 'sent24' | 'delivered24';
const DAY_MS = 86_400_000;
function mailWhere(filter: MailFilterId, now: Instant): SQL | undefined {
  switch (filter) {
    case 'undelivered': return and(sql`${mails.state} in ('bounced', 'failed')`, lt(mails.taskMade, TASK_SETTLED));
    case 'binding': return and(inArray(mails.mail, BINDING_IDS), sql`${mails.state} not in ('delivered', 'dropped')`, lt(mails.taskMade, TASK_SETTLED));
    case 'waiting': return sql`${mails.state} in ('queued', 'sending')`;
    case 'sent24': return gte(mails.sentAt, now - DAY_MS);
    case 'delivered24': return gte(mails.deliveredAt, now - DAY_MS);
    default: return undefined;
  }
}

/** How many mails each ready-made filter holds, up to one more than `COUNTED_MOST`. */
export async function mailCounts(db: Db, now: Instant): Promise<{ readonly [K in MailFilterId]: number }> {
  const ids = ['all', 'undelivered', 'binding', 'waiting', 'sent24', 'delivered24'] as const;
  const counts = await Promise.all(ids.map(async (id) => [id, await counted(db, db.select({ one: sql`1`.as('one') }).from(mails).where(mailWhere(id, now)).limit(COUNTED_MOST + 1).as('some'))] as const));
  return Object.fromEntries(counts) as { readonly [K in MailFilterId]: number };
}

/** Mails of a filter with their case's number, newest first. */
export async function filteredMails(db: Db, filter: MailFilterId, now: Instant, before?: { at: Instant; id: string }) {
  const rows = await db.select({ mail: mails, number: cases.number }).from(mails).leftJoin(cases, eq(cases.id, mails.caseId)).where(and(mailWhere(filter, now), before ? or(lt(mails.queuedAt, before.at), and(eq(mails.queuedAt, before.at), lt(mails.id, before.id))) : undefined)).orderBy(desc(mails.queuedAt), desc(mails.id)).limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const seen = await hideMails(db, page.map((row) => row.mail));
  return { rows: page.map((row, n) => ({ ...row, mail: seen[n] ?? row.mail })), more: rows.length > PAGE };
}

/** All mails of one case, oldest first, as staff may read them. */
export const mailsOfCase = async (db: Db, caseId: string) => hideMails(db, await db.select().from(mails).where(eq(mails.caseId, caseId)).orderBy(asc(mails.queuedAt)).limit(1000));

/** Names of people by id, those who left too: the log knows who acted. */
export const allNames = async (db: Db): Promise<ReadonlyMap<string, string>> => new Map((await db.select({ id: people.id, name: people.name }).from(people)).map((p) => [p.id, p.name]));
