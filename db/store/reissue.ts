// Re-issuing links: a new generation, so that every older link and code of the request is dead at once.
import { and, desc, eq, inArray, like, lt, or } from 'drizzle-orm';
import type { Values } from '../../workflows/domain/fields.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import type { PartyRole, PostCode } from '../../workflows/domain/people.js';
import { personOf } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, mails, requests } from '../schema/index.js';
import { type MailLinkSpec, TASK_SETTLED, UNDELIVERED } from '../schema/mail.js';
import type { Sealer } from './context.js';
import type { Loaded } from './load.js';
import { standsFor } from './people.js';

type RequestRow = typeof requests.$inferSelect;
/** Where a mail goes; without `addressee` it names whom the mail before it named. */
type To = { readonly email: string; readonly addressee?: string };

/** Gives one open request a new link; the old one is dead. */
export async function reissueRequest(tx: Db, sealer: Sealer, row: Pick<RequestRow, 'id' | 'generation'>): Promise<number> {
  const generation = row.generation + 1;
  await tx.update(requests).set({ generation, codeHash: sealer.codeHash(row.id, generation) }).where(eq(requests.id, row.id));
  return generation;
}

/** Sends the open requests of one of the group's people again, with new links, to the address that now holds. */
export async function reissueForParty(tx: Db, sealer: Sealer, caseId: string, role: PartyRole, email: string, at: number): Promise<void> {
  const open = await tx.select().from(requests).where(and(eq(requests.caseId, caseId), eq(requests.toRole, role), eq(requests.state, 'open')));
  for (const row of open) await sendAgain(tx, row, await reissueRequest(tx, sealer, row), { email }, at);
}

/** Sends again what could not be delivered to one of the group's people and asked for nothing, with the link to their page that now holds. */
export async function resendUndelivered(tx: Db, caseId: string, role: PartyRole, email: string, key: { id: string; generation: number }, at: number): Promise<void> {
  const lost = await tx.select().from(mails).where(and(eq(mails.scope, caseId), eq(mails.toRole, role), inArray(mails.state, UNDELIVERED), lt(mails.taskMade, TASK_SETTLED)));
  for (const mail of lost) if (mail.link?.kind === 'party') await queueCopy(tx, mail, { key: `${mail.key}:k${key.id}`, email, link: { kind: 'party', ...key }, at });
  await settleUndelivered(tx, caseId, { toKind: 'party', toRole: role });
}

/** What could not be delivered to this person was told otherwise: it counts as undelivered no longer. */
export async function settleUndelivered(tx: Db, caseId: string, about: Values): Promise<void> {
  const whose = about.toKind === 'party' ? eq(mails.toRole, String(about.toRole)) : eq(mails.id, String(about.mailId));
  await tx.update(mails).set({ taskMade: TASK_SETTLED }).where(and(eq(mails.scope, caseId), whose, inArray(mails.state, UNDELIVERED)));
}

/**
 * Sends one open request again, with a new link, to whoever is asked now: the present holder of the post or who stands for it, or the group's person by the
 * present form. Where the last mail went is no matter: that mailbox may belong to somebody who left the post. Nobody there: the old link is dead and nothing is sent.
 */
export async function resendRequest(tx: Db, sealer: Sealer, row: RequestRow, loaded: Loaded): Promise<void> {
  const generation = await reissueRequest(tx, sealer, row);
  const to = await addresseeNow(tx, row, loaded);
  if (to.email !== '') await sendAgain(tx, row, generation, to, loaded.env.now);
}

async function addresseeNow(tx: Db, row: RequestRow, { programme, state, env }: Loaded): Promise<To> {
  if (row.toPost === null) {
    const person = personOf(programme, formAnswers(state), row.toRole === 'representative' ? 'representative' : 'contact');
    return { email: person.email, addressee: `${person.name}さん` };
  }
  const holder = await standsFor(tx, row.toPost, programme.office.post, env.now);
  return { email: holder?.person?.email ?? '', addressee: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''} ${holder?.person?.name ?? ''}さん` };
}

async function sendAgain(tx: Db, row: RequestRow, generation: number, to: To, at: number): Promise<void> {
  if (row.mail === PER_CALL_ASK) return sendCallAgain(tx, row, generation, to, at);
  const key = `ask:${row.key}`;
  const [last] = await tx.select().from(mails).where(and(eq(mails.scope, row.caseId), or(eq(mails.key, key), like(mails.key, `${key}:g%`)))).orderBy(desc(mails.queuedReal)).limit(1);
  if (!last) return;
  await tx.update(mails).set({ state: 'dropped' }).where(and(eq(mails.id, last.id), eq(mails.state, 'queued')));
  await queueCopy(tx, last, { ...to, key: `${key}:g${generation}`, link: { kind: 'request', id: row.id, generation }, at });
}

/** The one mail about a whole call once more: it leads to the same page as long as its member holds the post. */
async function sendCallAgain(tx: Db, row: RequestRow, generation: number, to: To, at: number): Promise<void> {
  const [last] = await tx.select({ mail: mails }).from(mails).innerJoin(cases, eq(cases.call, mails.scope)).where(and(eq(cases.id, row.caseId), eq(mails.toPost, row.toPost ?? ''), eq(mails.mail, PER_CALL_ASK), like(mails.key, `panel:${row.step}#${row.round}:%`))).orderBy(desc(mails.queuedReal)).limit(1);
  if (last?.mail.link?.kind === 'panel') await queueCopy(tx, last.mail, { ...to, key: `${last.mail.key}:g${row.id}.${generation}`, link: { ...last.mail.link, id: row.id, generation }, at });
}

/** Queues a mail once more: the same words, another key, address and link. */
async function queueCopy(tx: Db, mail: typeof mails.$inferSelect, to: To & { key: string; link: MailLinkSpec; at: number }): Promise<void> {
  const { at, addressee = mail.facts.addressee, ...changed } = to;
  await tx.insert(mails).values({ ...mail, ...changed, id: newId('mls'), facts: { ...mail.facts, addressee, queuedAt: at }, state: 'queued', batch: null, providerId: null, tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), sentAt: null, deliveredAt: null, error: null, taskMade: 0 }).onConflictDoNothing();
}

/** Ends the links of all open requests of a post (its holder changed); returns them for the new holder's list. */
export async function reissueForPost(tx: Db, sealer: Sealer, post: PostCode): Promise<readonly RequestRow[]> {
  const open = await tx.select().from(requests).where(and(eq(requests.toPost, post), eq(requests.state, 'open')));
  for (const row of open) await reissueRequest(tx, sealer, row);
  return open;
}
