// Re-issuing links: a new generation, so that every older link and code of the request is dead at once.
import { and, desc, eq, like, or } from 'drizzle-orm';
import type { MailFacts } from '../../workflows/domain/mail.js';
import type { PartyRole, PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { mails, requests } from '../schema/index.js';
import type { Sealer } from './context.js';

type RequestRow = typeof requests.$inferSelect;

/** Gives one open request a new link; the old one is dead. */
export async function reissueRequest(tx: Db, sealer: Sealer, row: Pick<RequestRow, 'id' | 'generation'>): Promise<number> {
  const generation = row.generation + 1;
  await tx.update(requests).set({ generation, codeHash: sealer.codeHash(row.id, generation) }).where(eq(requests.id, row.id));
  return generation;
}

/** Sends the open requests of one of the group's people again, with new links, to the address that now holds. */
export async function reissueForParty(tx: Db, sealer: Sealer, caseId: string, role: PartyRole, email: string, at: number): Promise<void> {
  const open = await tx.select().from(requests).where(and(eq(requests.caseId, caseId), eq(requests.toRole, role), eq(requests.state, 'open')));
  for (const row of open) await sendAgain(tx, row, await reissueRequest(tx, sealer, row), email, at);
}

/** Sends the mail of one request again to the same address with a new link. */
export async function resendRequest(tx: Db, sealer: Sealer, row: RequestRow, at: number): Promise<void> {
  await sendAgain(tx, row, await reissueRequest(tx, sealer, row), null, at);
}

async function sendAgain(tx: Db, row: RequestRow, generation: number, email: string | null, at: number): Promise<void> {
  const key = `ask:${row.key}`;
  const [last] = await tx.select().from(mails).where(and(eq(mails.scope, row.caseId), or(eq(mails.key, key), like(mails.key, `${key}:g%`)))).orderBy(desc(mails.queuedReal)).limit(1);
  if (!last) return;
  const facts: MailFacts = { ...last.facts, queuedAt: at };
  await tx.update(mails).set({ state: 'dropped' }).where(and(eq(mails.id, last.id), eq(mails.state, 'queued')));
  await tx.insert(mails).values({ ...last, id: newId('mls'), key: `${key}:g${generation}`, email: email ?? last.email, facts, link: { kind: 'request', id: row.id, generation }, state: 'queued', batch: null, providerId: null, tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), sentAt: null, deliveredAt: null, error: null, taskMade: 0 }).onConflictDoNothing();
}

/** Ends the links of all open requests of a post (its holder changed); returns them for the new holder's list. */
export async function reissueForPost(tx: Db, sealer: Sealer, post: PostCode): Promise<readonly RequestRow[]> {
  const open = await tx.select().from(requests).where(and(eq(requests.toPost, post), eq(requests.state, 'open')));
  for (const row of open) await reissueRequest(tx, sealer, row);
  return open;
}
