// The closed list of mails. What each says is in emails/; who gets it and when is decided here and in the step kinds.
import type { Instant } from './calendar.js';
import type { AskWhat, Silence, Tier } from './cases.js';
import type { Values } from './fields.js';
import type { Language } from './words.js';

/** ask: something is wanted of the reader; notice: nothing is; binding: it has legal effect and delivery is tracked; code: a one-time code. */
export const MAILS = {
  'cases/draft-saved': 'notice',
  'cases/draft-closing': 'ask',
  'cases/call-extended': 'notice',
  'cases/call-cancelled': 'notice',
  'cases/received': 'notice',
  'cases/screening-requested': 'ask',
  'cases/correction-requested': 'ask',
  'cases/correction-received': 'notice',
  'cases/screening-passed': 'notice',
  'cases/refused': 'binding',
  'cases/expired': 'binding',
  'cases/question-asked': 'ask',
  'cases/question-answered': 'notice',
  'cases/withdrawn': 'notice',
  'cases/withdrawn-others': 'notice',
  'cases/extended': 'notice',
  'cases/suspended': 'notice',
  'cases/dissolved': 'notice',
  'cases/reminder': 'ask',
  'cases/overdue-head': 'notice',
  'cases/answer-recorded': 'notice',
  'cases/reopened': 'notice',
  'cases/objection-requested': 'ask',
  'cases/objection-decided': 'binding',
  'cases/closed': 'notice',
  'cases/follow-up-open': 'ask',
  'cases/continued': 'notice',
  'matching/opinion-requested': 'ask',
  'matching/talk-fixed': 'notice',
  'matching/talk-result-requested': 'ask',
  'matching/lead-requested': 'ask',
  'matching/office-decides': 'ask',
  'matching/taken': 'notice',
  'matching/not-taken': 'binding',
  'matching/next-year': 'notice',
  'matching/form-sheet-requested': 'ask',
  'matching/form-decision-requested': 'ask',
  'matching/roles-requested': 'ask',
  'matching/concurrence-requested': 'ask',
  'evaluations/scoring-requested': 'ask',
  'evaluations/panel-requested': 'ask',
  'evaluations/panel-reminder': 'ask',
  'evaluations/panel-overdue': 'notice',
  'evaluations/ballot-requested': 'ask',
  'evaluations/runner-up': 'ask',
  'evaluations/requested': 'ask',
  'evaluations/joint-requested': 'ask',
  'evaluations/revealed': 'notice',
  'approvals/draft-requested': 'ask',
  'approvals/decision-requested': 'ask',
  'approvals/sent-back': 'notice',
  'approvals/publish-requested': 'ask',
  'approvals/candidate': 'binding',
  'approvals/granted': 'binding',
  'approvals/not-selected': 'binding',
  'approvals/budget-refused': 'binding',
  'agreements/accept-requested': 'ask',
  'agreements/revision-requested': 'ask',
  'agreements/concluded': 'binding',
  'agreements/not-concluded': 'binding',
  'payments/claim-open': 'ask',
  'payments/claim-check-requested': 'ask',
  'payments/release-requested': 'ask',
  'payments/claim-returned': 'notice',
  'payments/order-unclear': 'ask',
  'payments/paid': 'notice',
  'payments/returned': 'ask',
  'payments/account-changed': 'notice',
  'payments/account-asked': 'ask',
  'payments/report-due': 'ask',
  'payments/report-check-requested': 'ask',
  'payments/report-correction': 'ask',
  'payments/final-amount': 'binding',
  'payments/refund-requested': 'binding',
  'payments/refund-check-requested': 'ask',
  'payments/refunded': 'notice',
  'payments/revocation-requested': 'ask',
  'payments/revoked': 'binding',
  'payments/mid-review-requested': 'ask',
  'payments/change-requested': 'ask',
  'payments/change-answered': 'binding',
  'contracts/order-requested': 'ask',
  'contracts/quotation-requested': 'ask',
  'contracts/quotation-check-requested': 'ask',
  'contracts/not-ordered': 'notice',
  'contracts/completion-requested': 'ask',
  'contracts/inspection-requested': 'ask',
  'contracts/invoice-open': 'ask',
  'contracts/late-interest': 'notice',
  'contracts/change-requested': 'ask',
  'contracts/change-ended': 'notice',
  'people/handover': 'notice',
  'people/suspended': 'notice',
  'people/code': 'code',
  'people/sign-in-link': 'notice',
  'people/passkey-added': 'notice',
  'people/sealed-opened': 'notice',
  'people/deputy-appointed': 'notice',
  'people/link-renewed': 'notice',
  'people/contact-changed': 'notice',
  'people/not-me-reported': 'notice',
  'mail/undeliverable': 'ask',
} as const satisfies Record<string, 'ask' | 'notice' | 'binding' | 'digest' | 'code'>;

export type MailId = keyof typeof MAILS;
export const MAIL_IDS = Object.keys(MAILS) as MailId[];

/** Lower goes first: codes and single notices before reminders in bulk. */
export function mailPriority(mail: MailId): number {
  if (MAILS[mail] === 'code') return 0;
  if (mail === 'cases/reminder' || mail === 'evaluations/panel-reminder' || mail === 'cases/draft-closing') return 2;
  return 1;
}

/** Asks with this mail are told once for each member and call; what else is sent about them is gathered the same way. */
export const PER_CALL_ASK = 'evaluations/panel-requested' satisfies MailId;

/**
 * What a mail says, as stored with its row: rendering the same facts twice gives the same bytes. Dates are absolute;
 * a count of days names its start (`queuedAt`). The link is derived when the mail is rendered and never stored.
 */
export type MailFacts = {
  readonly mail: MailId;
  readonly language: Language;
  /** How the addressee is addressed: 「地域福祉課 協働推進員 佐藤 花子さん」. */
  readonly addressee: string;
  readonly toKind: 'post' | 'party' | 'address';
  readonly city: string;
  readonly office: { readonly name: string; readonly tel: string; readonly hours: string };
  readonly legalBasis: 'ordinance' | 'regulation' | 'guideline';
  readonly queuedAt: Instant;
  readonly case: null | { readonly number: string; readonly title: string; readonly programme: string; readonly group: string; readonly members: string; readonly summary: string; readonly askedYen: number | null; readonly lead: string };
  readonly request: null | {
    readonly id: string;
    readonly what: AskWhat;
    readonly tier: Tier;
    readonly silence: Silence;
    readonly openedAt: Instant;
    readonly dueAt: Instant;
    readonly closesAt: Instant;
    /** Office days from the day of queueing to the due day. */
    readonly workingDays: number;
    readonly note: Values;
    readonly choices: readonly string[];
  };
  /** What the step, act or answer said. */
  readonly about: Values;
};

/** Where the mail leads: an address, and the eight characters that do the same at `/a` when links are dead. */
export type MailLink = { readonly url: string; readonly code: string | null; readonly codePage: string };
