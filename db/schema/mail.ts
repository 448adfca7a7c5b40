// Mails queued in the transaction of the fact, and the batches in which they leave.
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { MailFacts } from '../../workflows/domain/mail.js';
import { instant } from '../columns.js';

export const MAIL_STATES = ['queued', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'dropped'] as const;
export type MailState = (typeof MAIL_STATES)[number];
/** Nobody read these. `taskMade` of such a mail: 0 nobody knows yet, 1 the office was asked, 2 the person was reached another way. */
export const UNDELIVERED: MailState[] = ['bounced', 'failed'];
export const TASK_SETTLED = 2;

/** `scope` is the case or the draft; with `key` it makes a mail exist once. `link` says what its address is derived from. */
export const mails = pgTable('mails', {
  id: text().primaryKey(), scope: text().notNull(), key: text().notNull(), caseId: text(), mail: text().notNull(), toKind: text().notNull(), toPost: text(), toRole: text(), email: text().notNull(), facts: jsonb().$type<MailFacts>().notNull(),
  link: jsonb().$type<MailLinkSpec>(), priority: integer().notNull(), state: text({ enum: MAIL_STATES }).notNull(), batch: text(), providerId: text(), tries: integer().notNull(), nextTryAt: instant().notNull(), queuedAt: instant().notNull(), queuedReal: instant().notNull(), sentAt: instant(), deliveredAt: instant(), error: text(), taskMade: integer().notNull(),
}, (t) => [unique().on(t.scope, t.key), index('mails_due').on(t.priority, t.nextTryAt).where(sql`state in ('queued', 'sending')`), index().on(t.caseId), index().on(t.providerId), index().on(t.queuedAt),
  index('mails_not_there').on(t.mail).where(sql`state not in ('delivered', 'dropped')`), index('mails_undelivered').on(t.taskMade).where(sql`state in ('bounced', 'failed')`), index('mails_sent').on(t.sentAt), index('mails_delivered').on(t.deliveredAt)]);

/** What a mail's address is derived from; the token itself is never stored. */
export type MailLinkSpec =
  | { readonly kind: 'request'; readonly id: string; readonly generation: number }
  | { readonly kind: 'party'; readonly id: string; readonly generation: number }
  /** `request`: the ask that the draft answers; its code opens the ask where links are dead. */
  | { readonly kind: 'draft'; readonly id: string; readonly generation: number; readonly request?: { readonly id: string; readonly generation: number } }
  | { readonly kind: 'sign-in'; readonly id: string; readonly generation: number }
  | { readonly kind: 'desk'; readonly number: string }
  /** The page of a call for one member of its panel, as long as this holding lasts; the code is that of one of its requests. */
  | { readonly kind: 'panel'; readonly call: string; readonly holding: string; readonly id: string; readonly generation: number };

/** A batch's membership is written before the call and never changes: a retry sends the same bytes under the same key. */
export const mailBatches = pgTable('mail_batches', { id: text().primaryKey(), createdAt: instant().notNull(), tries: integer().notNull(), doneAt: instant() });

/** Webhooks already taken, by their id. */
export const webhooks = pgTable('webhooks', { id: text().primaryKey(), at: instant().notNull() });
