// What keeps an officer from acting although the rules of the case would let the post act: they do not serve it now, or the case is their own.
import { inArray } from 'drizzle-orm';
import type { ActInput, Refusal } from '../../workflows/domain/acts.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { type Actor, PARTY_ROLES } from '../../workflows/domain/people.js';
import { personOf } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { people } from '../schema/index.js';
import type { Loaded } from './load.js';
import { mayActAs } from './served-posts.js';

/**
 * Looked up under the case's lock: between the page and the act an absence may have ended or a post changed hands. Nobody decides about a case
 * in which they are the group's contact or representative, neither themselves nor through a deputy.
 */
export async function barOf(tx: Db, loaded: Loaded, input: { readonly act: ActInput; readonly by: Actor; readonly via: string }, now: number): Promise<Refusal | null> {
  const { act, by, via } = input;
  if (by.kind !== 'post') return null;
  if (via === 'session' && !(await mayActAs(tx, by, now))) return 'not-yours';
  if (act.kind !== 'answer') return null;
  const answers = formAnswers(loaded.state);
  const group = PARTY_ROLES.map((role) => personOf(loaded.programme, answers, role).email.toLowerCase());
  const own = await tx.select({ email: people.email }).from(people).where(inArray(people.id, [by.person, ...(by.deputyFor ? [by.deputyFor] : [])]));
  return own.some(({ email }) => email !== '' && group.includes(email.toLowerCase())) ? 'own-case' : null;
}
