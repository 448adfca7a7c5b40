// Mails as the programme office looks for them: by what became of them, fifty a page by (time, id).
import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { cases, mails } from '../schema/index.js';
import type { MailRow } from './mails.js';
import { BINDING } from './control-room.js';

export const MAIL_VIEWS = ['all', 'undelivered', 'binding', 'waiting', 'sent24', 'delivered24'] as const;
export type MailView = (typeof MAIL_VIEWS)[number];
export type ListedMail = MailRow & { readonly number: string | null };

/** An undelivered mail is dealt with once its task was answered: re-addressed, or told in another way. */
const unsolved = sql`${mails.state} in ('bounced', 'failed') and not exists (select 1 from requests r where r.case_id = ${mails.caseId} and r.what = 'undeliverable' and r.state = 'answered' and r.note->>'mailId' = ${mails.id})`;

function where(view: MailView): SQL | undefined {
  switch (view) {
    case 'all': return undefined;
    case 'undelivered': return unsolved;
    case 'binding': return and(unsolved, sql`${mails.mail} in (${BINDING})`);
    case 'waiting': return inArray(mails.state, ['queued', 'sending']);
    case 'sent24': return sql`${mails.sentAt} > kyoso_now() - interval '24 hours'`;
    case 'delivered24': return sql`${mails.deliveredAt} > kyoso_now() - interval '24 hours'`;
  }
}

/** One page of a view, newest first. */
export async function viewMails(db: Db, view: MailView, after?: { readonly at: Instant; readonly id: string }): Promise<readonly ListedMail[]> {
  const cursor = after ? or(lt(mails.queuedAt, after.at), and(eq(mails.queuedAt, after.at), lt(mails.id, after.id))) : undefined;
  const rows = await db.select({ mail: mails, number: cases.number }).from(mails).leftJoin(cases, eq(cases.id, mails.caseId)).where(and(where(view), cursor)).orderBy(desc(mails.queuedAt), desc(mails.id)).limit(50);
  return rows.map((row) => ({ ...row.mail, number: row.number }));
}

/** How many mails each view holds. */
export async function countMails(db: Db): Promise<{ readonly [K in MailView]: number }> {
  const counts = await Promise.all(MAIL_VIEWS.map(async (view) => { const [row] = await db.select({ n: sql<string>`count(*)` }).from(mails).where(where(view)); return Number(row?.n ?? 0); }));
  return Object.fromEntries(MAIL_VIEWS.map((view, i) => [view, counts[i] ?? 0])) as { readonly [K in MailView]: number };
}

/** All mails of one case, oldest first, at most a thousand. */
export async function mailsOfCase(db: Db, caseId: string): Promise<readonly MailRow[]> {
  return db.select().from(mails).where(eq(mails.caseId, caseId)).orderBy(asc(mails.queuedAt), asc(mails.id)).limit(1000);
}

export async function listedMail(db: Db, id: string): Promise<ListedMail | null> {
  const [row] = await db.select({ mail: mails, number: cases.number }).from(mails).leftJoin(cases, eq(cases.id, mails.caseId)).where(eq(mails.id, id));
  return row ? { ...row.mail, number: row.number } : null;
}
