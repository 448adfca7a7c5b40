// Requests as people meet them: by link, by code, on the desk.
import { and, asc, desc, eq, exists, inArray, ne, notExists, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { isTie } from '../../workflows/domain/panel.js';
import type { PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { acts, cases, requests } from '../schema/index.js';
import { declaredBy } from './panel.js';

export type RequestRow = typeof requests.$inferSelect;

/** The request with this id; what may be done with it is decided after the case is locked. */
export async function requestById(db: Db, id: string): Promise<RequestRow | null> {
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  return row ?? null;
}

/** The request a code stands for. */
export async function requestByCode(db: Db, codeHash: string): Promise<RequestRow | null> {
  const [row] = await db.select().from(requests).where(eq(requests.codeHash, codeHash));
  return row ?? null;
}

/** The row of a request of a case by its business key. */
export async function requestByKey(db: Db, caseId: string, key: string): Promise<RequestRow | null> {
  const [row] = await db.select().from(requests).where(and(eq(requests.caseId, caseId), eq(requests.key, key)));
  return row ?? null;
}

/** All requests of a case with their ids, in the order they were opened. */
export async function requestsOfCase(db: Db, caseId: string): Promise<readonly RequestRow[]> {
  return db.select().from(requests).where(eq(requests.caseId, caseId)).orderBy(asc(requests.n));
}

export type DeskRow = { readonly request: RequestRow; readonly number: string; readonly title: string; readonly groupName: string; readonly stage: string; readonly programme: string; readonly version: number };
const deskColumns = { request: requests, number: cases.number, title: cases.title, groupName: cases.groupName, stage: cases.stage, programme: cases.programme, version: cases.version };

/** What these posts must answer, earliest due first. */
export async function openRequestsOf(db: Db, posts: readonly PostCode[], limit = 200): Promise<readonly DeskRow[]> {
  if (posts.length === 0) return [];
  return db.select(deskColumns).from(requests).innerJoin(cases, eq(cases.id, requests.caseId)).where(and(inArray(requests.toPost, [...posts]), sql`${requests.state} = 'open'`)).orderBy(asc(requests.dueAt), asc(cases.number)).limit(limit);
}

/** Not a sheet whose member declared a tie since: the case has left that member's lists (job D-12). */
const notAside = (db: Db) => notExists(db.select({ one: sql`1` }).from(acts).where(and(eq(acts.caseId, requests.caseId), eq(acts.verb, 'declare'), eq(acts.state, 'accepted'), eq(requests.mail, PER_CALL_ASK), sql`${acts.by}->>'post' = ${requests.toPost}`, sql`${acts.values}->>'relation' <> 'none'`)));

/** What these posts answered, newest first. */
export async function answeredRequestsOf(db: Db, posts: readonly PostCode[], limit = 100): Promise<readonly DeskRow[]> {
  if (posts.length === 0) return [];
  return db.select(deskColumns).from(requests).innerJoin(cases, eq(cases.id, requests.caseId)).where(and(inArray(requests.toPost, [...posts]), inArray(requests.state, ['answered', 'lapsed']), notAside(db))).orderBy(desc(requests.endedAt)).limit(limit);
}

/** Open cases these posts answered once and that somebody else holds now. */
export async function waitingForOthers(db: Db, posts: readonly PostCode[], limit = 100): Promise<readonly { caseId: string; number: string; title: string; stage: string; holder: string; dueAt: Instant | null; programme: string; version: number }[]> {
  if (posts.length === 0) return [];
  const answered = db.select({ one: sql`1` }).from(requests).where(and(eq(requests.caseId, cases.id), inArray(requests.toPost, [...posts]), sql`${requests.state} = 'answered'`, notAside(db)));
  return db.select({ caseId: cases.id, number: cases.number, title: cases.title, stage: cases.stage, holder: cases.holder, dueAt: cases.dueAt, programme: cases.programme, version: cases.version }).from(cases)
    .where(and(sql`${cases.ending} is null`, exists(answered), sql`not exists (select 1 from requests o where o.case_id = ${cases.id} and o.state = 'open' and o.to_post in ${[...posts]})`)).orderBy(asc(cases.dueAt), asc(cases.number)).limit(limit);
}

/**
 * Whether a post was ever asked about a case: only then may its holder, `person`, read the whole of it. Who declared a conflict may not (job D-12), and who
 * is asked with a whole call may not before declaring that there is none.
 */
export async function wasAsked(db: Db, caseId: string, posts: readonly PostCode[], person: string): Promise<boolean> {
  if (posts.length === 0) return false;
  const relation = await declaredBy(db, caseId, person);
  if (isTie(relation)) return false;
  const [row] = await db.select({ id: requests.id }).from(requests).where(and(eq(requests.caseId, caseId), inArray(requests.toPost, [...posts]), sql`${requests.choice} is distinct from 'recuse'`, relation === null ? ne(requests.mail, PER_CALL_ASK) : undefined)).limit(1);
  return row !== undefined;
}

/** Whether an answer to this request was taken and waits to be judged, because the case is parked. */
export async function hasUnjudgedAnswer(db: Db, caseId: string, key: string): Promise<boolean> {
  const [row] = await db.select({ id: acts.id }).from(acts).where(and(eq(acts.caseId, caseId), eq(acts.requestKey, key), eq(acts.state, 'unjudged'))).limit(1);
  return row !== undefined;
}
