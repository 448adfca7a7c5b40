// Sending mails: which are due, in which batch they leave, what became of them. Times of tries are real time; a mail's own dates are business time.
import { and, asc, desc, eq, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { MailFacts, MailId } from '../../workflows/domain/mail.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, mailBatches, mails, requests, webhooks } from '../schema/index.js';
import { type MailLinkSpec, type MailState, UNDELIVERED } from '../schema/mail.js';
import { takeAct } from './acts.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { handOverCall } from './panel-mails.js';
import { hideMails } from './sealed.js';

export type MailRow = typeof mails.$inferSelect;
export type Batch = { readonly id: string; readonly tries: number; readonly mails: readonly MailRow[] };

/** A mail that could not be handed over for so long ends as failed, with a task for an officer. */
const GIVE_UP_MS = 72 * 3_600_000;
const BACKOFF_MS = [5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];

/**
 * The next batch: an unfinished one whose time has come, unchanged, else a new one from what is queued, codes first. Its membership is committed before
 * anything is sent. `only` takes one mail at once (codes, sign-in), also while the mail run is down.
 */
export async function takeBatch(db: Db, options: { readonly size: number; readonly only?: string }): Promise<Batch | null> {
  const { size, only } = options;
  const now = Date.now();
  return db.transaction(async (tx) => {
    // One taker at a time: a batch belongs to whoever holds this lock while it is put together.
    await tx.execute(sql`select pg_advisory_xact_lock(7402)`);
    if (only === undefined) {
      const [old] = await tx.select({ id: mailBatches.id, tries: mailBatches.tries }).from(mailBatches).innerJoin(mails, eq(mails.batch, mailBatches.id)).where(and(isNull(mailBatches.doneAt), eq(mails.state, 'sending'), lte(mails.nextTryAt, now))).orderBy(asc(mails.priority), asc(mailBatches.createdAt)).limit(1);
      if (old) {
        await tx.update(mailBatches).set({ tries: old.tries + 1 }).where(eq(mailBatches.id, old.id));
        await tx.update(mails).set({ nextTryAt: now + LEASE_MS }).where(and(eq(mails.batch, old.id), eq(mails.state, 'sending')));
        return { id: old.id, tries: old.tries + 1, mails: await tx.select().from(mails).where(eq(mails.batch, old.id)).orderBy(asc(mails.id)) };
      }
    }
    const rows = await tx.select({ id: mails.id }).from(mails).where(and(eq(mails.state, 'queued'), only === undefined ? lte(mails.nextTryAt, now) : eq(mails.id, only))).orderBy(asc(mails.priority), asc(mails.queuedReal), asc(mails.id)).limit(only === undefined ? size : 1);
    if (rows.length === 0) return null;
    const id = newId('bat');
    await tx.insert(mailBatches).values({ id, createdAt: now, tries: 1 });
    await tx.update(mails).set({ state: 'sending', batch: id, tries: sql`${mails.tries} + 1`, nextTryAt: now + LEASE_MS }).where(inArray(mails.id, rows.map((row) => row.id)));
    return { id, tries: 1, mails: await tx.select().from(mails).where(eq(mails.batch, id)).orderBy(asc(mails.id)) };
  });
}

/** While a batch is being sent nobody else takes it: longer than the call to the provider may take, and short, because a batch whose worker died waits so long. */
const LEASE_MS = 20_000;

/** The provider took the batch: its mails are sent, and the asks in them are handed over. */
export async function recordSent(db: Db, batch: Batch, providerIds: readonly (string | null)[]): Promise<void> {
  const at = await businessNow(db);
  await db.transaction(async (tx) => {
    for (const [n, mail] of batch.mails.entries()) {
      // A webhook may have come before the answer of the call; it is never overwritten.
      await tx.update(mails).set({ state: 'sent', providerId: providerIds[n] ?? null, sentAt: at, error: null }).where(and(eq(mails.id, mail.id), eq(mails.state, 'sending')));
      if (mail.link?.kind === 'panel') await handOverCall(tx, mail.link, at);
      if (mail.link?.kind === 'request' && mail.facts.mail !== 'cases/reminder') await tx.update(requests).set({ handedOverAt: at }).where(and(eq(requests.id, mail.link.id), isNull(requests.handedOverAt)));
    }
    await tx.update(mailBatches).set({ doneAt: Date.now() }).where(eq(mailBatches.id, batch.id));
  });
}

/** The provider did not take it now: later again, unchanged, until the time is over. */
export async function recordNotSent(db: Db, batch: Batch, error: string, retryAfterMs: number | null): Promise<void> {
  const now = Date.now();
  const wait = retryAfterMs ?? BACKOFF_MS[Math.min(batch.tries - 1, BACKOFF_MS.length - 1)] ?? 60_000;
  await db.update(mails).set({ nextTryAt: now + wait, error }).where(and(eq(mails.batch, batch.id), eq(mails.state, 'sending')));
  const failed = await db.update(mails).set({ state: 'failed' }).where(and(eq(mails.batch, batch.id), eq(mails.state, 'sending'), lt(mails.queuedReal, now - GIVE_UP_MS))).returning({ id: mails.id });
  if (failed.length > 0) await db.update(mailBatches).set({ doneAt: now }).where(eq(mailBatches.id, batch.id));
}

/** The provider will never take this batch: it is split into single mails, and a single one ends as failed. */
export async function recordRefused(db: Db, batch: Batch, error: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(mails).set(batch.mails.length > 1 ? { state: 'queued', batch: null, error } : { state: 'failed', error }).where(and(eq(mails.batch, batch.id), eq(mails.state, 'sending')));
    await tx.update(mailBatches).set({ doneAt: Date.now() }).where(eq(mailBatches.id, batch.id));
  });
}

/** When the next mail wants to be tried, as milliseconds from now; null when none waits. */
export async function nextMailIn(db: Db): Promise<number | null> {
  const [row] = await db.select({ at: sql<string | null>`min(extract(epoch from ${mails.nextTryAt}) * 1000)` }).from(mails).where(inArray(mails.state, ['queued', 'sending']));
  return row?.at == null ? null : Math.max(0, Number(row.at) - Date.now());
}

/**
 * What the provider says of a mail, each webhook once. `too-early`: nobody knows this mail yet while some are on their way, so the answer that names
 * it may have been lost; nothing is kept, and the provider must say it again. Mails that are not ours are taken and change nothing.
 */
export async function recordDelivery(db: Db, input: { webhookId: string; providerId: string; kind: 'delivered' | 'bounced' | 'failed'; reason: string }): Promise<'taken' | 'again' | 'too-early'> {
  return db.transaction(async (tx) => {
    const [known] = await tx.select({ id: mails.id }).from(mails).where(eq(mails.providerId, input.providerId)).limit(1);
    const [onTheWay] = known ? [] : await tx.select({ id: mails.id }).from(mails).where(eq(mails.state, 'sending')).limit(1);
    if (onTheWay) return 'too-early';
    const fresh = await tx.insert(webhooks).values({ id: input.webhookId, at: Date.now() }).onConflictDoNothing().returning({ id: webhooks.id });
    if (fresh.length === 0) return 'again';
    const at = await businessNow(tx);
    if (input.kind === 'delivered') await tx.update(mails).set({ state: 'delivered', deliveredAt: at }).where(and(eq(mails.providerId, input.providerId), inArray(mails.state, ['sending', 'sent'])));
    else await tx.update(mails).set({ state: input.kind, error: input.reason }).where(and(eq(mails.providerId, input.providerId), ne(mails.state, input.kind)));
    return 'taken';
  });
}

/** Mails that reached nobody become a task of the programme office, one for each of a case's people at a time: its answer settles all that was lost to them. Returns the cases that have one more. */
export async function undeliverableTasks(db: Db, sealer: Sealer): Promise<readonly string[]> {
  const rows = await db.select().from(mails).where(and(inArray(mails.state, UNDELIVERED), eq(mails.taskMade, 0), sql`${mails.caseId} is not null`)).limit(50);
  const touched: string[] = [];
  for (const row of rows) {
    await db.transaction(async (tx) => {
      // The case first, as everywhere (law 3); then the mark and the task stand or fall together.
      if (row.caseId) await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, row.caseId)).for('no key update');
      const marked = await tx.update(mails).set({ taskMade: 1 }).where(and(eq(mails.id, row.id), eq(mails.taskMade, 0))).returning({ id: mails.id });
      // A task about a mail that told of an undeliverable mail would go in circles.
      if (marked.length === 0 || !row.caseId || row.mail === 'mail/undeliverable') return;
      if (row.toRole && (await tx.select({ id: requests.id }).from(requests).where(and(eq(requests.caseId, row.caseId), eq(requests.what, 'undeliverable'), eq(requests.state, 'open'), sql`${requests.note}->>'toRole' = ${row.toRole}`)).limit(1)).length > 0) return;
      await takeAct(tx, sealer, { caseId: row.caseId, act: { kind: 'free', verb: 'undeliverable', input: { mail: row.mail, mailId: row.id, toKind: row.toKind, toRole: row.toRole ?? '', state: row.state } }, by: { kind: 'system' }, via: 'system' });
      touched.push(row.caseId);
    });
  }
  return touched;
}

/** Queues a one-time mail outside any case's events, such as a code; returns its id. */
export async function queueSingle(db: Db, input: { scope: string; key: string; caseId: string | null; email: string; facts: MailFacts; link: MailLinkSpec | null; toKind: string }): Promise<string> {
  const id = newId('mls');
  await db.insert(mails).values({ id, scope: input.scope, key: input.key, caseId: input.caseId, mail: input.facts.mail, toKind: input.toKind, toPost: null, toRole: null, email: input.email, facts: input.facts, link: input.link, priority: input.facts.mail === 'people/code' ? 0 : 1, state: 'queued', tries: 0, nextTryAt: 0, queuedAt: input.facts.queuedAt, queuedReal: Date.now(), taskMade: 0 });
  return id;
}

export type MailFilter = { readonly state?: MailState; readonly caseId?: string; readonly mail?: MailId; readonly before?: { at: number; id: string } };
/** Mails newest first, fifty a page by (time, id). */
export async function listMails(db: Db, filter: MailFilter): Promise<readonly MailRow[]> {
  return db.select().from(mails).where(and(
    filter.state ? eq(mails.state, filter.state) : undefined, filter.caseId ? eq(mails.caseId, filter.caseId) : undefined, filter.mail ? eq(mails.mail, filter.mail) : undefined,
    filter.before ? or(lt(mails.queuedAt, filter.before.at), and(eq(mails.queuedAt, filter.before.at), lt(mails.id, filter.before.id))) : undefined,
  )).orderBy(desc(mails.queuedAt), desc(mails.id)).limit(50);
}

export async function mailById(db: Db, id: string): Promise<MailRow | null> {
  const [row] = await hideMails(db, await db.select().from(mails).where(eq(mails.id, id)));
  return row ?? null;
}
