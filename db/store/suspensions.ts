// Suspending clocks (facts: domain 6, scenario 19): the act is one row with its cases; each case takes it in a transaction of its own, so that never two are
// locked in one. Carrying goes on where it stopped, however often it is killed: the sweep carries what is left, and cases filed while it lasts.
import { and, asc, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { judge } from '../../workflows/domain/acts.js';
import { type CivilDate, dateOf, type Instant } from '../../workflows/domain/calendar.js';
import type { Request } from '../../workflows/domain/cases.js';
import type { MailFacts, MailId } from '../../workflows/domain/mail.js';
import { headOf, type PostCode } from '../../workflows/domain/people.js';
import { list } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, mails, suspensionCases, suspensions } from '../schema/index.js';
import { takeAct } from './acts.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { DomainError } from './errors.js';
import { readCase } from './load.js';
import { standsFor } from './people.js';
import { CITY } from './queue-mails.js';

/** Which cases: one, all of a call, or all of a programme; only open ones. */
export type Scope = { readonly scope: 'case' | 'call' | 'programme'; readonly ref: string };
export type SuspensionInput = Scope & { readonly from: CivilDate; readonly to: CivilDate; readonly reason: string; readonly legalBasis: string; readonly by: string };
export type Suspension = typeof suspensions.$inferSelect;

const inScope = ({ scope, ref }: Scope) => and(isNull(cases.ending), eq(scope === 'case' ? cases.id : scope === 'call' ? cases.call : cases.programme, ref));
const inputOf = (id: string, it: SuspensionInput) => ({ suspension: id, from: it.from, to: it.to, reason: it.reason, legalBasis: it.legalBasis });

export type Affected = { readonly number: string; readonly title: string; readonly moves: readonly { readonly request: Request; readonly dueAt: Instant }[]; readonly stays: readonly Request[] };
/** What would move: how many open cases, and of the first `most` (by number) each open request with its new due date, or that it stays. Writes nothing. */
export async function previewSuspension(db: Db, it: SuspensionInput, most = 50): Promise<{ readonly total: number; readonly cases: readonly Affected[] }> {
  const [all] = await db.select({ n: count() }).from(cases).where(inScope(it));
  const rows = await db.select({ id: cases.id, number: cases.number, title: cases.title }).from(cases).where(inScope(it)).orderBy(asc(cases.number)).limit(most);
  const affected = await Promise.all(rows.map(async ({ id, number, title }): Promise<Affected> => {
    const { programme, state, env } = await readCase(db, id);
    const judged = judge(programme, state, env, { kind: 'free', verb: 'suspend', input: inputOf('preview', it) }, { kind: 'administrator', person: it.by });
    const after = judged.moved.state;
    const moved = judged.ok ? list(after.acts.at(-1)?.values.requests) : [];
    const open = after.requests.filter((r) => r.state === 'open');
    return { number, title, moves: open.flatMap((r) => (moved.includes(r.id) ? [{ request: state.requests.find((s) => s.id === r.id) ?? r, dueAt: r.dueAt }] : [])), stays: open.filter((r) => !moved.includes(r.id)) };
  }));
  return { total: all?.n ?? 0, cases: affected };
}

/** Writes the act and names its cases; locks none of them. `id` comes from the form, so that pressing twice makes one act. INVALID without a reason or with its days the wrong way round. */
export async function declareSuspension(db: Db, id: string, it: SuspensionInput): Promise<void> {
  if (it.reason.trim() === '') throw new DomainError('INVALID', 'no-reason');
  if (it.to < it.from) throw new DomainError('INVALID', 'days-reversed');
  await db.transaction(async (tx) => {
    const at = await businessNow(tx);
    await tx.insert(suspensions).values({ id, scope: it.scope, ref: it.ref, fromDay: it.from, toDay: it.to, reason: it.reason, legalBasis: it.legalBasis || null, by: it.by, at }).onConflictDoNothing();
    await nameCases(tx, id, it);
  });
}

async function nameCases(db: Db, id: string, scope: Scope): Promise<void> {
  await db.insert(suspensionCases).select(db.select({ suspension: sql<string>`${id}`.as('suspension'), caseId: cases.id, doneAt: sql<null>`null`.as('done_at'), undoneAt: sql<null>`null`.as('undone_at') }).from(cases).where(inScope(scope))).onConflictDoNothing();
}

/** Takes an act back; its cases follow by carrying. Once: later words change nothing. NOT_FOUND when there is none. */
export async function undoSuspension(db: Db, id: string, undo: { readonly reason: string; readonly by: string }): Promise<void> {
  if (undo.reason.trim() === '') throw new DomainError('INVALID', 'no-reason');
  const at = await businessNow(db);
  const [row] = await db.update(suspensions).set({ undoneReason: undo.reason, undoneBy: undo.by, undoneAt: at }).where(and(eq(suspensions.id, id), isNull(suspensions.undoneAt))).returning({ id: suspensions.id });
  if (!row && !(await suspensionById(db, id))) throw new DomainError('NOT_FOUND', 'no-such-suspension');
}

export type Carried = { readonly cases: readonly string[]; readonly ringMail: boolean };
/** Carries one act, or its taking back, to every case that has not got it, then tells the posts. Returns the cases whose run must be rung. */
export async function carrySuspension(db: Db, sealer: Sealer, id: string): Promise<Carried> {
  const row = await suspensionById(db, id);
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-suspension');
  const by = { kind: 'administrator', person: row.by } as const;
  const it: SuspensionInput = { scope: row.scope, ref: row.ref, from: row.fromDay, to: row.toDay, reason: row.reason, legalBasis: row.legalBasis ?? '', by: row.by };
  if (!row.undoneAt && row.scope !== 'case' && dateOf(await businessNow(db)) <= row.toDay) await nameCases(db, id, it);
  const rung: string[] = [];
  const back = row.undoneAt !== null;
  const left = await db.select({ caseId: suspensionCases.caseId, done: suspensionCases.doneAt }).from(suspensionCases).where(and(eq(suspensionCases.suspension, id), isNull(back ? suspensionCases.undoneAt : suspensionCases.doneAt))).orderBy(asc(suspensionCases.caseId));
  for (const { caseId } of left) {
    // A case that has it already, that ended, or that never got what is taken back refuses; then there is nothing left to do at it either.
    const acted = await takeAct(db, sealer, { caseId, act: back ? { kind: 'free', verb: 'unsuspend', input: { suspension: id, reason: row.undoneReason ?? '' } } : { kind: 'free', verb: 'suspend', input: inputOf(id, it) }, by: back ? { ...by, person: row.undoneBy ?? row.by } : by, via: 'session' });
    await db.update(suspensionCases).set(back ? { undoneAt: acted.at } : { doneAt: acted.at }).where(and(eq(suspensionCases.suspension, id), eq(suspensionCases.caseId, caseId)));
    if (acted.ringRun) rung.push(caseId);
  }
  const told = await tellPosts(db, row, back);
  return { cases: rung, ringMail: told > 0 || left.length > 0 };
}

/** One mail for each post whose open requests moved, however many cases they are of; queued once for each act and once for its taking back. */
async function tellPosts(db: Db, row: Suspension, back: boolean): Promise<number> {
  const posts = await db.execute<{ post: PostCode; n: string }>(sql`
    select r.to_post as post, count(*) as n from acts a cross join lateral jsonb_array_elements_text(a.values->'requests') as moved(key) join requests r on r.case_id = a.case_id and r.key = moved.key
    where a.verb = 'suspend' and a.state = 'accepted' and a.values->>'suspension' = ${row.id} and a.case_id in (select case_id from suspension_cases where suspension = ${row.id}) and r.to_post is not null and r.state = 'open' group by r.to_post`);
  let queued = 0;
  for (const { post, n } of posts) {
    const at = await businessNow(db);
    const holder = await standsFor(db, post, headOf(post), at);
    if (!holder?.person) continue;
    const mail: MailId = 'people/suspended';
    const facts: MailFacts = { mail, language: 'ja', addressee: `${holder.departmentName} ${holder.postName} ${holder.person.name}さん`, toKind: 'post', city: CITY, office: { name: holder.departmentName, tel: holder.tel, hours: '' }, legalBasis: 'guideline', queuedAt: at, case: null, request: null, about: { count: Number(n), ...(back ? { back: true, reason: row.undoneReason ?? '' } : { from: row.fromDay, to: row.toDay, reason: row.reason }) } };
    const made = await db.insert(mails).values({ id: newId('mls'), scope: post, key: `suspended:${row.id}${back ? ':back' : ''}`, caseId: null, mail, toKind: 'post', toPost: post, toRole: null, email: holder.person.email, facts, link: { kind: 'desk', number: '' }, priority: 1, state: 'queued', tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), taskMade: 0 }).onConflictDoNothing().returning({ id: mails.id });
    queued += made.length;
  }
  return queued;
}

/** Acts that may have something left to carry: to cases they name, or to cases filed while they last. */
export async function suspensionsToCarry(db: Db): Promise<readonly string[]> {
  const today = dateOf(await businessNow(db));
  const rows = await db.execute<{ id: string }>(sql`
    select s.id from suspensions s where exists (select 1 from suspension_cases c where c.suspension = s.id and case when s.undone_at is null then c.done_at is null else c.undone_at is null end)
      or (s.undone_at is null and s.to_day >= ${today} and s.scope <> 'case' and exists (select 1 from cases c where c.ending is null and case s.scope when 'call' then c.call else c.programme end = s.ref and not exists (select 1 from suspension_cases m where m.suspension = s.id and m.case_id = c.id))) limit 100`);
  return rows.map((row) => row.id);
}

/** One act; null when there is none. */
export async function suspensionById(db: Db, id: string): Promise<Suspension | null> {
  const [row] = await db.select().from(suspensions).where(eq(suspensions.id, id));
  return row ?? null;
}

/** The newest hundred acts with how many cases they name and have reached. */
export async function allSuspensions(db: Db): Promise<readonly (Suspension & { readonly named: number; readonly reached: number })[]> {
  const rows = await db.select({ row: suspensions, named: count(suspensionCases.caseId), reached: count(suspensionCases.doneAt) }).from(suspensions).leftJoin(suspensionCases, eq(suspensionCases.suspension, suspensions.id)).groupBy(suspensions.id).orderBy(desc(suspensions.at)).limit(100);
  return rows.map(({ row, named, reached }) => ({ ...row, named, reached }));
}

/** The cases an act has reached, by number, at most `most`. */
export async function casesReached(db: Db, id: string, most = 200): Promise<readonly { readonly number: string; readonly title: string; readonly doneAt: Instant | null; readonly undoneAt: Instant | null }[]> {
  return db.select({ number: cases.number, title: cases.title, doneAt: suspensionCases.doneAt, undoneAt: suspensionCases.undoneAt }).from(suspensionCases).innerJoin(cases, eq(cases.id, suspensionCases.caseId)).where(and(eq(suspensionCases.suspension, id), isNotNull(suspensionCases.doneAt))).orderBy(asc(cases.number)).limit(most);
}
