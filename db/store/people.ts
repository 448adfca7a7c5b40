// Posts and who holds them: looked up at the instant of the act, never remembered (law 16).
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import { headOf, type PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { departments, holdings, people, posts } from '../schema/index.js';
import { DomainError } from './errors.js';

export type Person = { readonly id: string; readonly name: string; readonly email: string; readonly administrator: boolean; readonly organisation: string };
export type Holder = { readonly post: PostCode; readonly postName: string; readonly department: string; readonly departmentName: string; readonly tel: string; readonly person: Person | null };

const holdsAt = (at: Instant) => and(lte(holdings.fromAt, at), or(isNull(holdings.toAt), gt(holdings.toAt, at)));

/** The post that serves this one at an instant: itself, or where its dissolved department's tasks went. */
async function servingPost(db: Db, post: PostCode, at: Instant): Promise<PostCode> {
  for (let code = post, hops = 0; hops < 10; hops++) {
    const [row] = await db.select({ successor: posts.successor }).from(posts).where(and(eq(posts.code, code), lte(posts.endedAt, at)));
    if (!row?.successor) return code;
    code = row.successor;
  }
  return post;
}

/** Who holds a post at an instant, or the post that took over from it; `person` is null when nobody does. Null when there is no such post. */
export async function holderOf(db: Db, post: PostCode, at: Instant): Promise<Holder | null> {
  const serving = await servingPost(db, post, at);
  const [row] = await db
    .select({ post: posts.code, postName: posts.name, department: departments.code, departmentName: departments.name, tel: departments.tel, person: people })
    .from(posts)
    .innerJoin(departments, eq(departments.code, posts.department))
    .leftJoin(holdings, and(eq(holdings.post, posts.code), holdsAt(at)))
    .leftJoin(people, and(eq(people.id, holdings.person), or(isNull(people.endedAt), gt(people.endedAt, at))))
    .where(eq(posts.code, serving))
    .orderBy(desc(holdings.fromAt))
    .limit(1);
  return row ?? null;
}

/** Who stands for a post at an instant: its holder; when it is vacant its head; when that is vacant too, the programme office. `person` null = nobody at all. */
export async function standsFor(db: Db, post: PostCode, office: PostCode, at: Instant): Promise<Holder | null> {
  for (const code of [post, headOf(post), office]) {
    const holder = await holderOf(db, code, at);
    if (holder?.person) return holder;
  }
  return holderOf(db, post, at);
}

/**
 * Who may answer a request of a post by its link: the holder now. At a vacant post only the one who stood for it already when the request was opened, because
 * the link went to their mailbox; a link that a holder took along when they left opens nothing. `person` null = nobody by link.
 */
export async function answersFor(db: Db, request: { readonly post: PostCode; readonly office: PostCode; readonly openedAt: Instant }, now: Instant): Promise<Holder | null> {
  const holder = await holderOf(db, request.post, now);
  if (holder?.person) return (await stillWithOldHolder(db, holder.post, request.openedAt, now)) ? { ...holder, person: null } : holder;
  const stands = await standsFor(db, request.post, request.office, now);
  const stood = await standsFor(db, request.post, request.office, request.openedAt);
  return stands?.person && stands.person.id === stood?.person?.id ? stands : holder;
}

export type Holding = { readonly id: string; readonly post: PostCode; readonly person: string; readonly fromAt: Instant; readonly toAt: Instant | null };
const holdingColumns = { id: holdings.id, post: holdings.post, person: holdings.person, fromAt: holdings.fromAt, toAt: holdings.toAt };

/** The holding of a post at an instant, with its term; null when nobody holds it. */
export async function holdingOf(db: Db, post: PostCode, at: Instant): Promise<Holding | null> {
  const [row] = await db.select(holdingColumns).from(holdings).where(and(eq(holdings.post, post), holdsAt(at))).orderBy(desc(holdings.fromAt)).limit(1);
  return row ?? null;
}

/** A holding by its id, while it lasts: what is bound to a term ends with it. */
export async function lastingHolding(db: Db, id: string, at: Instant): Promise<Holding | null> {
  const [row] = await db.select(holdingColumns).from(holdings).where(and(eq(holdings.id, id), holdsAt(at)));
  return row ?? null;
}

/** Who holds each of these posts now, by person; a vacant post is not there. */
export async function seatsOf(db: Db, codes: readonly PostCode[]): Promise<Readonly<Record<PostCode, string>>> {
  if (codes.length === 0) return {};
  const rows = await db.select({ post: holdings.post, person: holdings.person }).from(holdings).innerJoin(people, eq(people.id, holdings.person))
    .where(and(inArray(holdings.post, [...codes]), sql`${holdings.fromAt} <= kyoso_now()`, sql`coalesce(${holdings.toAt} > kyoso_now(), true)`, sql`coalesce(${people.endedAt} > kyoso_now(), true)`)).orderBy(asc(holdings.fromAt));
  return Object.fromEntries(rows.map((row) => [row.post, row.person]));
}

/** Whether a link may still lie with whoever held the post before: it was sent to them, and the transfer that ends it took effect but was not acted on yet. */
async function stillWithOldHolder(db: Db, post: PostCode, openedAt: Instant, now: Instant): Promise<boolean> {
  const [row] = await db.select({ fromAt: holdings.fromAt, announcedAt: holdings.announcedAt }).from(holdings).where(and(eq(holdings.post, post), holdsAt(now))).orderBy(desc(holdings.fromAt)).limit(1);
  return row !== undefined && row.announcedAt === null && openedAt < row.fromAt;
}

/** The posts a person holds at an instant. */
export async function postsOf(db: Db, person: string, at: Instant): Promise<readonly Holder[]> {
  return db
    .select({ post: posts.code, postName: posts.name, department: departments.code, departmentName: departments.name, tel: departments.tel, person: people })
    .from(holdings)
    .innerJoin(posts, eq(posts.code, holdings.post))
    .innerJoin(departments, eq(departments.code, posts.department))
    .innerJoin(people, eq(people.id, holdings.person))
    .where(and(eq(holdings.person, person), holdsAt(at)))
    .orderBy(asc(posts.code));
}

/** A person by id. */
export async function personById(db: Db, id: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row ?? null;
}

export type HoldingRow = { readonly id: string; readonly post: PostCode; readonly person: Person; readonly fromAt: Instant; readonly toAt: Instant | null };
export type PostRow = { readonly code: PostCode; readonly name: string; readonly department: string; readonly departmentName: string; readonly holdings: readonly HoldingRow[] };

/** All posts with everybody who held, holds or will hold them, newest first. */
export async function allPosts(db: Db): Promise<readonly PostRow[]> {
  const rows = await db.select({ code: posts.code, name: posts.name, department: posts.department, departmentName: departments.name }).from(posts).innerJoin(departments, eq(departments.code, posts.department)).orderBy(posts.department, posts.code);
  const held = await db.select({ id: holdings.id, post: holdings.post, person: people, fromAt: holdings.fromAt, toAt: holdings.toAt }).from(holdings).innerJoin(people, eq(people.id, holdings.person)).orderBy(desc(holdings.fromAt));
  return rows.map((row) => ({ ...row, holdings: held.filter((h) => h.post === row.code) }));
}

/** Everybody in the city's list, by id. */
export async function allPeople(db: Db): Promise<readonly Person[]> {
  return db.select().from(people).where(isNull(people.endedAt)).orderBy(people.id);
}

/** Adds a person. The address must look like one; the caller has checked it. */
export async function addPerson(db: Db, input: { name: string; email: string; administrator: boolean; organisation?: string; corporateNumber?: string }): Promise<string> {
  const id = newId('per');
  await db.insert(people).values({ id, ...input, endedAt: null });
  return id;
}

/** Gives a post to a person from an instant on; whoever holds it then stops holding it at that instant. */
export async function transferPost(db: Db, input: { post: PostCode; person: string; from: Instant }): Promise<void> {
  await db.transaction(async (tx) => {
    const [post] = await tx.select({ code: posts.code }).from(posts).where(eq(posts.code, input.post)).for('no key update');
    if (!post) throw new DomainError('NOT_FOUND', 'no-such-post');
    await tx.update(holdings).set({ toAt: input.from }).where(and(eq(holdings.post, input.post), lte(holdings.fromAt, input.from), or(isNull(holdings.toAt), gt(holdings.toAt, input.from))));
    // A later holding that is registered already ends this one: a post has one holder at any instant.
    const [later] = await tx.select({ from: holdings.fromAt }).from(holdings).where(and(eq(holdings.post, input.post), gt(holdings.fromAt, input.from))).orderBy(asc(holdings.fromAt)).limit(1);
    await tx.insert(holdings).values({ id: newId('hld'), post: input.post, person: input.person, fromAt: input.from, toAt: later?.from ?? null, announcedAt: null });
  });
}

/** Ends a holding at an instant without a successor; the post is then vacant and its head is asked instead. */
export async function endHolding(db: Db, id: string, at: Instant): Promise<void> {
  await db.update(holdings).set({ toAt: at }).where(and(eq(holdings.id, id), or(isNull(holdings.toAt), gt(holdings.toAt, at))));
}

/** How many open requests a post has: what a transfer would move. */
export async function openRequestCounts(db: Db): Promise<ReadonlyMap<PostCode, number>> {
  const rows = await db.execute<{ post: string; n: string }>(sql`select to_post as post, count(*) as n from requests where state = 'open' and to_post is not null group by to_post`);
  return new Map(rows.map((row) => [row.post, Number(row.n)]));
}
