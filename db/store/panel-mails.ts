// What a panel is told about its call: one mail for each member, one reminder of each kind, whatever the number of cases.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { dateOf, type Instant } from '../../workflows/domain/calendar.js';
import type { Request } from '../../workflows/domain/cases.js';
import { type MailId, PER_CALL_ASK } from '../../workflows/domain/mail.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { cases, holdings, mails, requests, steps } from '../schema/index.js';
import type { MailLinkSpec } from '../schema/mail.js';
import { holderOf, holdingOf } from './people.js';

type MailRow = typeof mails.$inferInsert;
type Whole = { readonly mail: MailId; readonly request: Request; readonly call: string; readonly fiscalYear: number; readonly programme: Programme; readonly at: Instant };

/** What becomes of a mail about an ask of a whole call; null = it stays a mail of its case. */
export function perCallMail(mail: MailId): MailId | null {
  return mail === PER_CALL_ASK ? mail : mail === 'cases/reminder' ? 'evaluations/panel-reminder' : mail === 'cases/overdue-head' ? 'evaluations/panel-overdue' : null;
}

/**
 * The mail about one case's ask as the one mail about the call: its key is that of the call, the round and the member's holding, so that the next case
 * finds it there. A case that comes after it was sent counts as handed over: it is on the page the mail leads to. Null when the member's term has ended: nobody
 * is asked in their place.
 */
export async function forWholeCall(tx: Db, row: MailRow, { mail, request, call, fiscalYear, programme, at }: Whole): Promise<MailRow | null> {
  const post = request.to.kind === 'post' ? request.to.post : '';
  const holding = await holdingOf(tx, post, at);
  if (!holding) return null;
  const base = `panel:${request.step}#${request.round}:${holding.id}`;
  const key = mail === PER_CALL_ASK ? base : `${base}:${String(row.facts.about.which)}:${dateOf(request.dueAt)}`;
  const own = row.link?.kind === 'request' ? row.link : null;
  if (own && mail === PER_CALL_ASK) await tx.update(requests).set({ handedOverAt: at }).where(and(eq(requests.id, own.id), sql`exists (select 1 from ${mails} m where m.scope = ${call} and m.key = ${key} and m.sent_at is not null)`));
  const link: MailLinkSpec | null = own ? { kind: 'panel', call, holding: holding.id, id: own.id, generation: own.generation } : { kind: 'desk', number: '' };
  const late = mail === 'evaluations/panel-overdue' ? await holderOf(tx, post, at) : null;
  const about = {
    ...row.facts.about, call: `${programme.name.ja} ${fiscalYear}年度`, count: await standingAt(tx, call, request.step), ...(mail === PER_CALL_ASK ? {} : { open: await openFor(tx, call, post) }),
    ...(late ? { latePost: `${late.departmentName} ${late.postName}` } : {}),
  };
  return { ...row, scope: call, key, mail, link, facts: { ...row.facts, mail, case: null, about } };
}

async function standingAt(tx: Db, call: string, step: string): Promise<number> {
  const [row] = await tx.select({ n: sql<string>`count(*)` }).from(cases).innerJoin(steps, and(eq(steps.caseId, cases.id), eq(steps.step, step), isNull(steps.settledAt))).where(and(eq(cases.call, call), isNull(cases.ending)));
  return Number(row?.n ?? 0);
}

const asksOf = (call: string) => and(eq(requests.mail, PER_CALL_ASK), eq(requests.state, 'open'), inArray(requests.caseId, sql`(select id from ${cases} where call = ${call})`));

async function openFor(tx: Db, call: string, post: string): Promise<number> {
  const [row] = await tx.select({ n: sql<string>`count(*)` }).from(requests).where(and(asksOf(call), eq(requests.toPost, post)));
  return Number(row?.n ?? 0);
}

/** A mail about a call left: all that its member is asked in it was handed over. */
export async function handOverCall(tx: Db, link: Extract<MailLinkSpec, { kind: 'panel' }>, at: Instant): Promise<void> {
  await tx.update(requests).set({ handedOverAt: at }).where(and(asksOf(link.call), isNull(requests.handedOverAt), eq(requests.toPost, sql`(select post from ${holdings} where id = ${link.holding})`)));
}
