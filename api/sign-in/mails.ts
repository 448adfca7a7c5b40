// Mails about the door itself: to the person a passkey was registered for, to everybody when the sealed account was opened.
import { businessNow } from '../../db/store/clock.js';
import { queueSingle } from '../../db/store/mails.js';
import { personById } from '../../db/store/people.js';
import { CITY } from '../../db/store/queue-mails.js';
import { officeOfCity } from '../../db/store/reference.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { MailFacts } from '../../workflows/domain/mail.js';
import type { Deps } from '../deps.js';

/** Queues a mail about the door and hands it to the courier at once: it must not wait for the engine. */
async function send(deps: Deps, to: { name: string; email: string; scope: string; key: string }, mail: MailFacts['mail'], about: Values): Promise<void> {
  const queuedAt = await businessNow(deps.db);
  const facts: MailFacts = { mail, language: 'ja', addressee: `${to.name}さん`, toKind: 'post', city: CITY, office: await officeOfCity(deps.db), legalBasis: 'guideline', queuedAt, case: null, request: null, about };
  await deps.courier.now(await queueSingle(deps.db, { scope: to.scope, key: to.key, caseId: null, email: to.email, facts, link: { kind: 'desk', number: '' }, toKind: 'post' }));
}

/** Tells a person that a passkey was registered for them. */
export async function mailPasskeyAdded(deps: Deps, input: { readonly person: string; readonly name: string }): Promise<void> {
  const person = await personById(deps.db, input.person);
  if (person) await send(deps, { name: person.name, email: person.email, scope: person.id, key: `passkey:${Date.now()}` }, 'people/passkey-added', { name: input.name });
}

/** Tells all administrators who opened the sealed account, why, and until when it works. */
export async function mailSealedOpened(deps: Deps, input: { readonly alarm: readonly { readonly name: string; readonly email: string }[]; readonly name: string; readonly reason: string; readonly until: number }): Promise<void> {
  for (const to of input.alarm) await send(deps, { ...to, scope: 'sealed', key: `sealed:${input.until}:${to.email}` }, 'people/sealed-opened', { name: input.name, reason: input.reason, until: input.until });
}
