// A changed account (口座の変更) is the way money is stolen just before it is paid: everybody who ever held the contact is told, and the payment waits.
// Which claims this guards, and how long, is data of the programme.
import type { Instant, Span } from '../calendar.js';
import { deadline } from '../calendar.js';
import type { CaseEvent, CaseState } from '../cases.js';
import { formAnswers, party } from '../cases.js';
import type { Values } from '../fields.js';
import type { StepMail, Standing } from './step.js';
import { text } from './step.js';

/** How long no payment is ordered to an account that differs from the one before; by the city's calendar, to the end of its last office day. */
export type AccountGuard = { readonly wait: Span };

const PARTS = ['bank', 'branch', 'accountType', 'number', 'holder'] as const;
/** Whether two accounts are the same to a bank: also another holder is another account. */
export const sameAccount = (a: Values, b: Values): boolean => PARTS.every((part) => text(a[part]) === text(b[part]));

/** Until when the payment to this account waits; null when it never did or no longer does. */
export function heldUntil(account: Values | undefined, now: Instant): Instant | null {
  const until = account?.waitUntil;
  return typeof until === 'number' && until > now ? until : null;
}

/** What a claim's end says of its account: what is kept with it, what the log says, who is told. */
export type Guarded = { readonly kept: Values; readonly events: readonly CaseEvent[]; readonly mails: readonly StepMail[] };
const NOTHING: Guarded = { kept: {}, events: [], mails: [] };

/**
 * Compares the account with that of the case's claim before, else with the one the group was last paid to. The same account goes on waiting as long as it did;
 * another one waits anew from now, and the contact of today and every earlier one are told.
 */
export function guardAccount(ctx: Standing, guard: AccountGuard | undefined, account: Values, before: Values | null): Guarded {
  const reference = before ?? ctx.env.paidBefore?.account ?? null;
  if (!guard || !reference) return NOTHING;
  if (sameAccount(account, reference)) {
    const still = heldUntil(reference, ctx.env.now);
    return still === null ? NOTHING : { ...NOTHING, kept: { waitUntil: still } };
  }
  const waitUntil = deadline(ctx.env.calendar, ctx.env.now, guard.wait);
  const key = `${ctx.run.step}#${ctx.run.round}`;
  const about = { before: text(reference.number).slice(-3), number: text(account.number).slice(-3), waitUntil };
  const mail = (who: string, oldAddress?: string): StepMail => ({ key: `account:${key}:${who}`, mail: 'payments/account-changed', to: party('contact'), about: { ...about, ...(oldAddress ? { oldAddress } : {}) } });
  return { kept: { waitUntil }, events: [{ type: 'account.changed', key, until: waitUntil }], mails: [mail('new'), ...earlierContacts(ctx).map((address, n) => mail(`old-${n + 1}`, address))] };
}

/** The contact's addresses before today's one, in this case and in the one that was last paid. */
function earlierContacts({ programme, state, env }: Standing): readonly string[] {
  const field = programme.meaning.contactEmail;
  const now = text(formAnswers(state)[field]);
  const all = [...state.answers.map((version) => text(version[field])), env.paidBefore?.contactEmail ?? ''];
  return [...new Set(all)].filter((address) => address !== '' && address !== now);
}

/** Whether somebody else represents the group since this instant (いわき市: then the account is asked again). */
export const handedOverSince = (state: CaseState, at: Instant): boolean => state.acts.some((act) => act.verb === 'contact' && act.values.role === 'representative' && act.at >= at);
