// Absence and deputies (代決, job D-10): appointing one, ending it, and who is away.
import { and, eq, gt, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { MailFacts } from '../../workflows/domain/mail.js';
import type { PostCode } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { absences, people } from '../schema/index.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { queueSingle } from './mails.js';
import { holderOf, personById } from './people.js';
import { CITY } from './queue-mails.js';
import { openRequestsOf } from './requests.js';
import { openLines } from './transfers.js';

/** Appoints a deputy for the holder of a post. Both are told in one transaction, with what is open now. Errors: `no-such-post`, `no-such-person`, `own-deputy`. */
export async function appointDeputy(db: Db, input: { readonly post: PostCode; readonly deputy: string; readonly from: Instant; readonly to: Instant; readonly by: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const at = await businessNow(tx);
    const holder = await holderOf(tx, input.post, at);
    const deputy = await personById(tx, input.deputy);
    if (!holder?.person) throw new DomainError('NOT_FOUND', 'no-such-post');
    if (!deputy) throw new DomainError('NOT_FOUND', 'no-such-person');
    if (deputy.id === holder.person.id) throw new DomainError('CONFLICT', 'own-deputy');
    const id = newId('abs');
    await tx.insert(absences).values({ id, post: holder.post, holder: holder.person.id, deputy: deputy.id, fromAt: input.from, toAt: input.to, appointedBy: input.by, appointedAt: at });
    const name = `${holder.departmentName} ${holder.postName}`;
    const lines = await openLines(tx, (await openRequestsOf(tx, [holder.post])).map(({ request }) => request));
    for (const to of [holder.person, deputy]) {
      const facts: MailFacts = { mail: 'people/deputy-appointed', language: 'ja', addressee: `${name} ${to.name}さん`, toKind: 'post', city: CITY, office: { name: holder.departmentName, tel: holder.tel, hours: '' }, legalBasis: 'guideline', queuedAt: at, case: null, request: null, about: { post: name, holder: holder.person.name, deputy: deputy.name, from: input.from, to: input.to, lines } };
      await queueSingle(tx, { scope: id, key: `deputy:${to.id}`, caseId: null, email: to.email, facts, link: { kind: 'desk', number: '' }, toKind: 'post' });
    }
  });
}

/** Ends an absence now, because the holder is back; only one of these posts. False when there was nothing to end. */
export async function endAbsence(db: Db, input: { readonly id: string; readonly posts: readonly PostCode[] }): Promise<boolean> {
  const at = await businessNow(db);
  const ended = await db.update(absences).set({ toAt: at }).where(and(eq(absences.id, input.id), inArray(absences.post, [...input.posts]), gt(absences.toAt, at))).returning({ id: absences.id });
  return ended.length > 0;
}

export type AbsenceRow = { readonly id: string; readonly post: PostCode; readonly holder: string; readonly deputy: string; readonly fromAt: Instant; readonly toAt: Instant };
/** Absences of these posts that are not over, earliest first, with names. */
export async function absencesOf(db: Db, codes: readonly PostCode[], now: Instant): Promise<readonly AbsenceRow[]> {
  if (codes.length === 0) return [];
  const deputies = alias(people, 'deputies');
  return db.select({ id: absences.id, post: absences.post, holder: people.name, deputy: deputies.name, fromAt: absences.fromAt, toAt: absences.toAt }).from(absences).innerJoin(people, eq(people.id, absences.holder)).innerJoin(deputies, eq(deputies.id, absences.deputy)).where(and(inArray(absences.post, [...codes]), gt(absences.toAt, now))).orderBy(absences.fromAt, absences.id);
}
