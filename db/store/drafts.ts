// Drafts: what a person typed, kept page by page whether it is right or not.
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { MailFacts } from '../../workflows/domain/mail.js';
import { pagesOf, type Programme } from '../../workflows/domain/programmes.js';
import type { Language } from '../../workflows/domain/words.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { drafts, followUps, mails } from '../schema/index.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { CITY } from './queue-mails.js';

export type Draft = typeof drafts.$inferSelect;

/** Starts a draft and queues the mail with its key, unless `mailed` is false. Returns the draft and the id of the mail. */
export async function startDraft(db: Db, programme: Programme, input: { call: string; track: string; email: string; language: Language; paperBy?: string; closesAt: number; mailed?: boolean }): Promise<{ draft: Draft; mailId: string | null }> {
  return db.transaction(async (tx) => {
    const at = await businessNow(tx);
    const [draft] = await tx.insert(drafts).values({ id: newId('drf'), call: input.call, track: input.track, email: input.email, language: input.language, typed: {}, pagesDone: [], generation: 1, createdAt: at, savedAt: at, caseId: null, paperBy: input.paperBy ?? null }).returning();
    if (!draft) throw new Error('an inserted draft is returned');
    const mailId = input.email === '' || input.mailed === false ? null : await queueDraftMail(tx, programme, draft, 'cases/draft-saved', 'saved', input.closesAt, at);
    return { draft, mailId };
  });
}

/** Queues a mail to a draft's address, once per key. */
export async function queueDraftMail(tx: Db, programme: Programme, draft: Draft, mail: 'cases/draft-saved' | 'cases/draft-closing' | 'cases/call-extended' | 'cases/call-cancelled', key: string, closesAt: number, at: number, reason = ''): Promise<string | null> {
  const facts: MailFacts = {
    mail, language: draft.language as Language, addressee: '', toKind: 'address', city: CITY, office: programme.office, legalBasis: programme.legalBasis, queuedAt: at, case: null, request: null,
    about: { programme: programme.name.ja, closesAt, pagesDone: draft.pagesDone.length, pages: pagesOf(programme, draft.track).length, ...(reason ? { reason } : {}) },
  };
  const [row] = await tx.insert(mails).values({ id: newId('mls'), scope: draft.id, key, caseId: null, mail, toKind: 'address', toPost: null, toRole: null, email: draft.email, facts, link: { kind: 'draft', id: draft.id, generation: draft.generation }, priority: mail === 'cases/draft-closing' ? 2 : 1, state: 'queued', tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), taskMade: 0 }).onConflictDoNothing({ target: [mails.scope, mails.key] }).returning({ id: mails.id });
  return row?.id ?? null;
}

/** The draft with this id. */
export async function draftById(db: Db, id: string): Promise<Draft | null> {
  const [row] = await db.select().from(drafts).where(eq(drafts.id, id));
  return row ?? null;
}

/** Other unfinished drafts of the same address and call, newest first; shown only after a mailbox key was used. */
export async function draftsOfAddress(db: Db, call: string, email: string): Promise<readonly Draft[]> {
  return db.select().from(drafts).where(and(eq(drafts.call, call), eq(drafts.email, email), isNull(drafts.caseId))).orderBy(desc(drafts.savedAt)).limit(20);
}

/** Stores what was typed on one page, faults and all. `done` says whether the page had none. Refused once the draft became a case. */
export async function savePage(db: Db, id: string, page: string, typed: Readonly<Record<string, unknown>>, done: boolean): Promise<void> {
  const at = await businessNow(db);
  const pages = done ? sql`(select coalesce(jsonb_agg(distinct p), '[]') from jsonb_array_elements(${drafts.pagesDone} || ${JSON.stringify([page])}::jsonb) p)` : sql`${drafts.pagesDone} - ${page}::text`;
  const rows = await db.update(drafts).set({ typed: sql`${drafts.typed} || ${JSON.stringify(typed)}::jsonb`, pagesDone: pages as never, savedAt: at }).where(and(eq(drafts.id, id), isNull(drafts.caseId))).returning({ id: drafts.id });
  if (rows.length === 0) throw new DomainError('CONFLICT', 'draft-submitted');
}

/** Changes the way a draft is filed. */
export async function setTrack(db: Db, id: string, track: string): Promise<void> {
  await db.update(drafts).set({ track }).where(and(eq(drafts.id, id), isNull(drafts.caseId)));
}

/** Drafts of a call that are not submitted; without those that go on with a case, whose term is not the call's. */
export async function openDrafts(db: Db, call: string): Promise<readonly Draft[]> {
  return db.select().from(drafts).where(and(eq(drafts.call, call), isNull(drafts.caseId), sql`not exists (select 1 from ${followUps} where ${followUps.draft} = ${drafts.id})`)).limit(10_000);
}

/** Removes drafts that nobody touched since an instant. */
export async function forgetDrafts(db: Db, before: number): Promise<number> {
  const rows = await db.delete(drafts).where(and(isNull(drafts.caseId), lt(drafts.savedAt, before), sql`not exists (select 1 from files where files.draft = ${drafts.id})`)).returning({ id: drafts.id });
  return rows.length;
}
