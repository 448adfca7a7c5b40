// What the public may list: cases whose result was published.
import { and, asc, count, desc, isNotNull, sql } from 'drizzle-orm';
import { fiscalYearStart, instantAt } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { cases } from '../schema/index.js';

/** The newest published cases. */
export async function publishedCases(db: Db, limit = 10): Promise<readonly { number: string; title: string; ending: string | null }[]> {
  return db.select({ number: cases.number, title: cases.title, ending: cases.ending }).from(cases).where(isNotNull(cases.publishedAt)).orderBy(desc(cases.publishedAt)).limit(limit);
}

/** Cases published in a fiscal year of the city, in the order they were; each by its id. */
export async function publishedInYear(db: Db, fiscalYear: number): Promise<readonly string[]> {
  const [from, before] = [fiscalYear, fiscalYear + 1].map((year) => new Date(instantAt(fiscalYearStart(year))).toISOString());
  return (await db.select({ id: cases.id }).from(cases).where(and(sql`${cases.publishedAt} >= ${from}::timestamptz`, sql`${cases.publishedAt} < ${before}::timestamptz`)).orderBy(asc(cases.publishedAt), asc(cases.id))).map((row) => row.id);
}

/** Fiscal years in which something was published, newest first, with how much; a year begins on 1 April in Japan. */
export async function publishedYears(db: Db): Promise<readonly { readonly fiscalYear: number; readonly n: number }[]> {
  const year = sql<number>`extract(year from (${cases.publishedAt} at time zone 'Asia/Tokyo') - interval '3 months')::int`;
  return db.select({ fiscalYear: year, n: count() }).from(cases).where(isNotNull(cases.publishedAt)).groupBy(year).orderBy(desc(year));
}
