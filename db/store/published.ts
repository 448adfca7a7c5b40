// What the public may list: cases whose result was published, newest first.
import { desc, isNotNull } from 'drizzle-orm';
import type { Db } from '../client.js';
import { cases } from '../schema/index.js';

export async function publishedCases(db: Db, limit = 10): Promise<readonly { number: string; title: string; ending: string | null }[]> {
  return db.select({ number: cases.number, title: cases.title, ending: cases.ending }).from(cases).where(isNotNull(cases.publishedAt)).orderBy(desc(cases.publishedAt)).limit(limit);
}
