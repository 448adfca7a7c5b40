// Posts change hands, end with their department, or lose the one who held them: links die, deadlines stay, whoever serves the post now gets one list (law 16).
import { and, eq, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { MailFacts } from '../../workflows/domain/mail.js';
import { headOf, type PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, departments, holdings, mails, people, posts, signInLog } from '../schema/index.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { DomainError } from './errors.js';
import { standsFor, transferPost } from './people.js';
import { CITY } from './queue-mails.js';
import { reissueForPost } from './reissue.js';
import { endSessionsOf, forgetSignIn, logSignIn, SEALED } from './sign-in.js';

/** Acts on everything that took effect and was not acted on yet: transfers, ended posts, people who left. Each in its own transaction, once; returns how many mails were queued. */
export async function announceTransfers(db: Db, sealer: Sealer): Promise<number> {
  const at = await businessNow(db);
  let queued = 0;
  for (const { id } of await db.select({ id: holdings.id }).from(holdings).where(and(isNull(holdings.announcedAt), lte(holdings.fromAt, at))).limit(500)) queued += await announceHolding(db, sealer, id);
  for (const { code } of await db.select({ code: posts.code }).from(posts).where(and(isNull(posts.handedOverAt), lte(posts.endedAt, at))).limit(500)) queued += await announceEnded(db, sealer, code);
  const left = sql`not exists (select 1 from ${signInLog} where ${signInLog.event} = 'left' and ${signInLog.person} = ${people.id})`;
  for (const { id } of await db.select({ id: people.id }).from(people).where(and(lte(people.endedAt, at), ne(people.id, SEALED), left)).limit(500)) queued += await announceLeaver(db, sealer, id);
  return queued;
}

/** Gives a post to a person from an instant on. When that is now, the old holder's links and sessions end in the same transaction. */
export async function registerTransfer(db: Db, sealer: Sealer, input: { readonly post: PostCode; readonly person: string; readonly from: Instant }): Promise<void> {
  await db.transaction(async (tx) => {
    await transferPost(tx, input);
    await announceTransfers(tx, sealer);
  });
}

/** Somebody leaves at an instant: posts, sessions, passkeys and links of theirs end with it; when that is now, in this transaction. The last administrator cannot leave. */
export async function leave(db: Db, sealer: Sealer, input: { readonly person: string; readonly at: Instant }): Promise<void> {
  await db.transaction(async (tx) => {
    const administrators = await tx.select({ id: people.id }).from(people).where(and(eq(people.administrator, true), isNull(people.endedAt))).orderBy(people.id).for('no key update');
    if (administrators.length === 1 && administrators[0]?.id === input.person) throw new DomainError('CONFLICT', 'last-administrator');
    const gone = await tx.update(people).set({ endedAt: input.at }).where(and(eq(people.id, input.person), isNull(people.endedAt))).returning({ id: people.id });
    if (gone.length === 0) throw new DomainError('NOT_FOUND', 'no-such-person');
    await tx.update(holdings).set({ toAt: input.at, announcedAt: sql`coalesce(${holdings.announcedAt}, to_timestamp(${input.at} / 1000.0))` }).where(and(eq(holdings.person, input.person), sql`coalesce(${holdings.toAt} > to_timestamp(${input.at} / 1000.0), true)`));
    await announceTransfers(tx, sealer);
  });
}

/** A department is dissolved at an instant (job A-9): each of its posts is served from then on by the same post of the successor, or by its head. All open tasks go with them; nothing of a case changes. */
export async function dissolve(db: Db, sealer: Sealer, input: { readonly department: string; readonly successor: string; readonly from: Instant }): Promise<void> {
  await db.transaction(async (tx) => {
    const own = await tx.select().from(posts).where(and(eq(posts.department, input.department), isNull(posts.endedAt))).orderBy(posts.code).for('no key update');
    const theirs = await tx.select({ code: posts.code }).from(posts).where(and(eq(posts.department, input.successor), isNull(posts.endedAt)));
    const [there] = await tx.select({ code: departments.code }).from(departments).where(eq(departments.code, input.successor));
    if (!there || own.length === 0 || input.department === input.successor) throw new DomainError('CONFLICT', 'no-such-successor');
    for (const post of own) {
      const same = post.code.replace(input.department, input.successor);
      const successor = [same, headOf(same)].find((code) => theirs.some((one) => one.code === code));
      if (!successor) throw new DomainError('CONFLICT', 'no-such-successor');
      await tx.update(posts).set({ endedAt: input.from, successor }).where(eq(posts.code, post.code));
    }
    await announceTransfers(tx, sealer);
  });
}

async function announceHolding(db: Db, sealer: Sealer, id: string): Promise<number> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(holdings).where(eq(holdings.id, id)).for('no key update');
    if (!row || row.announcedAt !== null) return 0;
    const at = await businessNow(tx);
    await tx.update(holdings).set({ announcedAt: at }).where(eq(holdings.id, id));
    for (const before of await tx.select({ person: holdings.person }).from(holdings).where(and(eq(holdings.post, row.post), eq(holdings.toAt, row.fromAt)))) await endSessionsOf(tx, before.person);
    return handOver(tx, sealer, { post: row.post, key: `handover:${id}`, at });
  });
}

async function announceEnded(db: Db, sealer: Sealer, code: PostCode): Promise<number> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(posts).where(eq(posts.code, code)).for('no key update');
    if (!row || row.handedOverAt !== null) return 0;
    const at = await businessNow(tx);
    await tx.update(posts).set({ handedOverAt: at }).where(eq(posts.code, code));
    return handOver(tx, sealer, { post: code, key: `handover:ended:${code}`, at });
  });
}

async function announceLeaver(db: Db, sealer: Sealer, id: string): Promise<number> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ endedAt: people.endedAt }).from(people).where(eq(people.id, id)).for('no key update');
    const done = await tx.select({ id: signInLog.id }).from(signInLog).where(and(eq(signInLog.event, 'left'), eq(signInLog.person, id)));
    if (!row?.endedAt || done.length > 0) return 0;
    await forgetSignIn(tx, id);
    await logSignIn(tx, { event: 'left', person: id, means: null });
    const at = await businessNow(tx);
    let queued = 0;
    for (const { post } of await tx.select({ post: holdings.post }).from(holdings).where(and(eq(holdings.person, id), eq(holdings.toAt, row.endedAt)))) queued += await handOver(tx, sealer, { post, key: `handover:left:${id}:${post}`, at });
    return queued;
  });
}

/** Ends the links of a post's open requests and mails the list of them to whoever serves it now, or to its head. */
async function handOver(tx: Db, sealer: Sealer, { post, key, at }: { readonly post: PostCode; readonly key: string; readonly at: Instant }): Promise<number> {
  const open = await reissueForPost(tx, sealer, post);
  const holder = open.length === 0 ? null : await standsFor(tx, post, headOf(post), at);
  if (!holder?.person) return 0;
  const lines = await openLines(tx, open);
  const facts: MailFacts = { mail: 'people/handover', language: 'ja', addressee: `${holder.departmentName} ${holder.postName} ${holder.person.name}さん`, toKind: 'post', city: CITY, office: { name: holder.departmentName, tel: holder.tel, hours: '' }, legalBasis: 'guideline', queuedAt: at, case: null, request: null, about: { post: `${holder.departmentName} ${holder.postName}`, count: open.length, lines } };
  await tx.insert(mails).values({ id: newId('mls'), scope: post, key, caseId: null, mail: 'people/handover', toKind: 'post', toPost: post, toRole: null, email: holder.person.email, facts, link: { kind: 'desk', number: '' }, priority: 1, state: 'queued', tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), taskMade: 0 }).onConflictDoNothing();
  return 1;
}

/** Open requests as a mail keeps them: `number｜title｜what is asked｜due instant`. */
export async function openLines(db: Db, open: readonly { readonly caseId: string; readonly what: string; readonly dueAt: Instant }[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const request of open) {
    const [found] = await db.select({ number: cases.number, title: cases.title }).from(cases).where(eq(cases.id, request.caseId));
    lines.push(`${found?.number ?? ''}｜${found?.title ?? ''}｜${request.what}｜${request.dueAt}`);
  }
  return lines;
}
