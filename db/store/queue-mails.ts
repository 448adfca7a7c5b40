// Queues mails in the transaction of the fact: looks up who holds a post at this instant, and writes down what the mail says.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { QueuedMail } from '../../workflows/domain/advance.js';
import { choicesOf } from '../../workflows/domain/acts.js';
import { dateOf, workingDaysBetween } from '../../workflows/domain/calendar.js';
import type { CaseState } from '../../workflows/domain/cases.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import { type MailFacts, mailPriority, PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { moreAbout } from '../../workflows/domain/mail-about.js';
import { departmentOf } from '../../workflows/domain/people.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { budgetOf } from '../../workflows/domain/steps/draft-decision.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import { leadPost } from '../../workflows/domain/steps/step.js';
import { type Language, SEALED_WORDS } from '../../workflows/domain/words.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { mails, partyKeys, requests } from '../schema/index.js';
import type { MailLinkSpec } from '../schema/mail.js';
import type { CaseRow } from './load.js';
import { forWholeCall, perCallMail } from './panel-mails.js';
import { draftOfFollowUp } from './follow-up-gate.js';
import { holderOf, standsFor } from './people.js';
import { deputyOf } from './served-posts.js';
import { departmentNames } from './reference.js';

type About = { readonly programme: Programme; readonly row: CaseRow; readonly state: CaseState; readonly env: Env };
type RequestIds = ReadonlyMap<string, { id: string; generation: number }>;

/** Queues each mail once; returns how many are new. */
export async function queueMails(tx: Db, about: About, queued: readonly QueuedMail[], fresh: RequestIds): Promise<number> {
  if (queued.length === 0) return 0;
  const names = await departmentNames(tx);
  const at = Math.max(about.env.now, about.state.lastAt);
  const rows: (typeof mails.$inferInsert)[] = [];
  for (const mail of queued) {
    const to = await recipient(tx, about, mail, at);
    const request = mail.request ? about.state.requests.find((r) => r.id === mail.request) : undefined;
    const facts: MailFacts = {
      mail: mail.mail, language: mail.to.kind === 'party' ? (about.row.language as Language) : 'ja', addressee: to.addressee, toKind: mail.to.kind, city: CITY, office: about.programme.office, legalBasis: about.programme.legalBasis, queuedAt: at,
      case: mail.to.kind === 'post' && about.state.sealed ? { ...caseFacts(about, names), title: SEALED_WORDS.title, group: '', members: '', summary: '', askedYen: null } : caseFacts(about, names),
      request: request
        ? { id: request.id, what: request.what, tier: request.tier, silence: request.silence, openedAt: request.openedAt, dueAt: request.dueAt, closesAt: request.closesAt, workingDays: workingDaysBetween(about.env.calendar, dateOf(at), dateOf(request.dueAt)), note: named(request.note ?? {}, names), choices: choicesOf(about.programme, about.state, request, about.env).map((c) => c.label) }
        : null,
      about: named({ ...moreAbout(about.programme, about.state, mail, about.env), ...mail.about }, names),
    };
    const row: typeof mails.$inferInsert = {
      id: newId('mls'), scope: about.row.id, key: mail.key, caseId: about.row.id, mail: mail.mail, toKind: mail.to.kind, toPost: mail.to.kind === 'post' ? mail.to.post : null, toRole: mail.to.kind === 'party' ? mail.to.role : null, email: to.email,
      facts, link: await linkOf(tx, about, mail, fresh), priority: mailPriority(mail.mail), state: to.email === '' ? 'failed' : 'queued', tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), error: to.email === '' ? 'no-address' : null, taskMade: 0,
    };
    const whole = request?.mail === PER_CALL_ASK ? perCallMail(mail.mail) : null;
    const told = request && whole ? await forWholeCall(tx, row, { mail: whole, request, call: about.row.call, fiscalYear: about.row.fiscalYear, programme: about.programme, at }) : row;
    if (told) rows.push(told);
    if (told && mail.request && told.toPost) rows.push(...(await copyForDeputy(tx, about, told, at)));
  }
  if (rows.length === 0) return 0;
  const made = await tx.insert(mails).values(rows).onConflictDoNothing({ target: [mails.scope, mails.key] }).returning({ id: mails.id });
  return made.length;
}

/** The city's name on pages and mails; the sample city stands in a fixture of its own. */
export const CITY = '山形市';

/** The same words for whoever acts for an absent holder. It leads to the desk, where they sign in: a deputy has no link of their own, so none outlives the absence. */
async function copyForDeputy(tx: Db, about: About, row: typeof mails.$inferInsert, at: number): Promise<(typeof mails.$inferInsert)[]> {
  const deputy = await deputyOf(tx, row.toPost ?? '', at);
  const holder = deputy ? await holderOf(tx, row.toPost ?? '', at) : null;
  if (!deputy || !holder?.person) return [];
  return [{ ...row, id: newId('mls'), key: `${row.key}:deputy`, email: deputy.email, link: { kind: 'desk', number: about.row.number }, facts: { ...row.facts, addressee: `${holder.departmentName} ${holder.postName} ${holder.person.name}さんの代理 ${deputy.name}さん` } }];
}

/** Who gets it: the holder of the post at this instant; when the post is vacant its head; when that is vacant too, the programme office. */
async function recipient(tx: Db, about: About, mail: QueuedMail, at: number): Promise<{ email: string; addressee: string }> {
  if (mail.to.kind === 'party') {
    const person = personOf(about.programme, formAnswers(about.state), mail.to.role);
    const old = mail.about?.oldAddress;
    return { email: typeof old === 'string' && old !== '' ? old : person.email, addressee: `${person.name}さん` };
  }
  const holder = await standsFor(tx, mail.to.post, about.programme.office.post, at);
  if (holder?.person) return { email: holder.person.email, addressee: `${holder.departmentName} ${holder.postName} ${holder.person.name}さん` };
  return { email: '', addressee: mail.to.post };
}

function caseFacts({ programme, row, state }: About, names: Names): NonNullable<MailFacts['case']> {
  const answers = formAnswers(state);
  const read = (field: string | undefined) => { const value = field ? answers[field] : ''; return typeof value === 'string' || typeof value === 'number' ? String(value) : ''; };
  const lead = leadPost(programme, state);
  return {
    number: row.number, title: read(programme.meaning.title), programme: programme.name.ja, group: read(programme.meaning.group), members: read('members'), summary: read(programme.meaning.summary).slice(0, 120),
    askedYen: budgetOf(programme, state)?.askedYen ?? null, lead: lead === programme.office.post ? '' : (names.get(departmentOf(lead))?.name ?? ''),
  };
}

type Names = ReadonlyMap<string, { name: string }>;
const DEPARTMENT_FIELDS = ['lead', 'department', 'joint', 'departments'];
/** Codes of departments become their names: a mail is read by people. The old address of a person stays out of what is kept. */
function named(values: Values, names: Names): Values {
  const name = (code: unknown) => names.get(String(code))?.name ?? String(code);
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'oldAddress').map(([key, value]) => [key, DEPARTMENT_FIELDS.includes(key) ? (Array.isArray(value) ? value.map(name) : name(value)) : (key === 'post' || key === 'latePost') && typeof value === 'string' ? name(departmentOf(value)) : value]));
}

/** The mail's link: to the draft that goes on with the case, to its request, to the person's own page of the case, or to the case on the desk; none to an address that no longer holds a role. */
async function linkOf(tx: Db, about: About, mail: QueuedMail, fresh: RequestIds): Promise<MailLinkSpec | null> {
  // Who held the contact before learns of it, and cannot get in by it.
  if (mail.about?.oldAddress) return null;
  const own = mail.request && mail.mail !== 'cases/overdue-head';
  if (own && mail.request) {
    const made = fresh.get(mail.request);
    const draft = mail.mail === 'cases/follow-up-open' ? await draftOfFollowUp(tx, about.row.id) : null;
    if (draft) return { kind: 'draft', ...draft, ...(made ? { request: made } : {}) };
    if (made) return { kind: 'request', ...made };
    const [row] = await tx.select({ id: requests.id, generation: requests.generation }).from(requests).where(and(eq(requests.caseId, about.row.id), eq(requests.key, mail.request)));
    if (row) return { kind: 'request', ...row };
  }
  if (mail.to.kind === 'post') return { kind: 'desk', number: about.row.number };
  const [key] = await tx.select().from(partyKeys).where(and(eq(partyKeys.caseId, about.row.id), eq(partyKeys.role, mail.to.role), isNull(partyKeys.revokedAt)));
  if (key) return { kind: 'party', id: key.id, generation: key.generation };
  const id = newId('key');
  await tx.insert(partyKeys).values({ id, caseId: about.row.id, role: mail.to.role, generation: 1, issuedAt: Math.max(about.env.now, about.state.lastAt), revokedAt: null });
  return { kind: 'party', id, generation: 1 };
}

/** Mails of requests that ended before they could be sent are not sent any more. */
export async function dropMails(tx: Db, caseId: string, requestKeys: readonly string[]): Promise<void> {
  await tx.update(mails).set({ state: 'dropped' }).where(and(eq(mails.scope, caseId), eq(mails.state, 'queued'), isNull(mails.batch), inArray(sql`${mails.facts}->'request'->>'id'`, [...requestKeys])));
}
