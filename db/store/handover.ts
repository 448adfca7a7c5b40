// What goes with a post: the open cases it has to do with, for whoever hands it over (job D-3) and whoever takes it over (job D-4).
import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { cases, holdings, programmes, requests } from '../schema/index.js';

/** The open cases of these posts, earliest due first: those they were ever asked about, and for the office of a programme all of its cases. */
export async function casesOfPosts(db: Db, posts: readonly PostCode[], limit = 300): Promise<readonly string[]> {
  if (posts.length === 0) return [];
  const asked = db.select({ id: requests.caseId }).from(requests).where(inArray(requests.toPost, [...posts]));
  const run = db.select({ id: programmes.id }).from(programmes).where(inArray(sql`${programmes.definition}->'office'->>'post'`, [...posts]));
  const rows = await db.select({ id: cases.id }).from(cases).where(and(isNull(cases.ending), or(inArray(cases.id, asked), inArray(cases.programme, run)))).orderBy(asc(cases.dueAt), asc(cases.number)).limit(limit);
  return rows.map((row) => row.id);
}

/** The posts a person took over from somebody else since an instant and holds now. */
export async function newlyHeld(db: Db, person: string, since: Instant, now: Instant): Promise<readonly PostCode[]> {
  const before = sql`exists (select 1 from holdings earlier where earlier.post = ${holdings.post} and earlier.from_at < ${holdings.fromAt} and earlier.person <> ${holdings.person})`;
  const rows = await db.select({ post: holdings.post }).from(holdings).where(and(eq(holdings.person, person), gt(holdings.fromAt, since), lte(holdings.fromAt, now), or(isNull(holdings.toAt), gt(holdings.toAt, now)), before));
  return rows.map((row) => row.post);
}
