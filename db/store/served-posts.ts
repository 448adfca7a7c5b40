// Which posts a person serves at an instant: held, taken over from dissolved departments, and as the deputy of somebody who is away (代決).
import { and, desc, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Actor, PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { absences, departments, posts } from '../schema/index.js';
import { type Holder, holderOf, type Person, personById, postsOf } from './people.js';

/** A post a person serves; `deputyFor` is the absent holder when they do so as a deputy. */
export type Served = Holder & { readonly deputyFor: Person | null };

/** All posts a person serves at an instant: held, taken over from dissolved departments, and those of absent holders whose deputy they are. */
export async function servedBy(db: Db, person: string, at: Instant): Promise<readonly Served[]> {
  const held = (await withEnded(db, await postsOf(db, person, at), at)).map((post) => ({ ...post, deputyFor: null }));
  const served: Served[] = [...held];
  for (const absence of await db.select({ post: absences.post, holder: absences.holder }).from(absences).where(and(eq(absences.deputy, person), lte(absences.fromAt, at), gt(absences.toAt, at))).orderBy(absences.post)) {
    const holder = await holderOf(db, absence.post, at);
    // An absence belongs to the holder: with a new one it is over.
    if (holder?.person?.id !== absence.holder) continue;
    for (const post of await withEnded(db, [holder], at)) if (!served.some((one) => one.post === post.post)) served.push({ ...post, deputyFor: holder.person });
  }
  return served;
}

/** These posts and the ended ones they took over, under the ended posts' own codes. */
async function withEnded(db: Db, serving: readonly Holder[], at: Instant): Promise<readonly Holder[]> {
  const all = [...serving];
  for (let from = 0; from < all.length; ) {
    const codes = all.slice(from).map((post) => post.post);
    from = all.length;
    const rows = await db.select({ post: posts.code, postName: posts.name, department: departments.code, departmentName: departments.name, tel: departments.tel, successor: posts.successor }).from(posts).innerJoin(departments, eq(departments.code, posts.department)).where(and(inArray(posts.successor, codes), isNotNull(posts.endedAt), lte(posts.endedAt, at)));
    for (const { successor, ...row } of rows) if (!all.some((one) => one.post === row.post)) all.push({ ...row, person: all.find((one) => one.post === successor)?.person ?? null });
  }
  return all;
}

/** Whether somebody signed in may act as this at an instant; looked up again inside the act's transaction. */
export async function mayActAs(db: Db, by: Extract<Actor, { kind: 'post' }>, at: Instant): Promise<boolean> {
  return (await servedBy(db, by.person, at)).some((post) => post.post === by.post && post.deputyFor?.id === by.deputyFor);
}

/** Who acts for the holder of a post at an instant; null when the holder is there. */
export async function deputyOf(db: Db, post: PostCode, at: Instant): Promise<Person | null> {
  const holder = await holderOf(db, post, at);
  if (!holder?.person) return null;
  const [row] = await db.select({ deputy: absences.deputy }).from(absences).where(and(eq(absences.post, holder.post), eq(absences.holder, holder.person.id), lte(absences.fromAt, at), gt(absences.toAt, at))).orderBy(desc(absences.appointedAt)).limit(1);
  return row ? personById(db, row.deputy) : null;
}
