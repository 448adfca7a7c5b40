// The panel of a call: what its cases look like to the rules and to one member. What a member may not read yet is not in here.
import { and, asc, desc, eq, inArray, isNull, ne, notExists, sql } from 'drizzle-orm';
import type { CaseState } from '../../workflows/domain/cases.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { detectTie, type Detection, perCallSteps, type Relation, RELATIONS } from '../../workflows/domain/panel.js';
import type { PostCode } from '../../workflows/domain/people.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { CallView } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { acts, calls, caseAnswers, cases, people, requests, steps } from '../schema/index.js';
import type { RequestRow } from './load.js';
import { seatsOf } from './people.js';

/** What the rules may see of a case's call; absent for programmes whose rules never look at it. Reads without a lock: a later look corrects an older one. */
export async function callViewOf(db: Db, programme: Programme, call: string, state: Pick<CaseState, 'id' | 'steps'>): Promise<CallView | undefined> {
  const panels = perCallSteps(programme);
  if (panels.length === 0 && !programme.sealedUntilClose) return undefined;
  const step = panels.find((one) => one.id === state.steps.at(-1)?.step);
  const [row] = await db.select({ closesAt: calls.closesAt }).from(calls).where(eq(calls.id, call));
  if (!row || !step) return row && { closesAt: row.closesAt, gathered: false, seats: {} };
  const [missing] = await db.select({ id: cases.id }).from(cases).where(and(eq(cases.call, call), isNull(cases.ending), ne(cases.id, state.id), notExists(db.select({ one: sql`1` }).from(steps).where(and(eq(steps.caseId, cases.id), eq(steps.step, step.id)))))).limit(1);
  return { closesAt: row.closesAt, gathered: missing === undefined, seats: await seatsOf(db, step.panel) };
}

/** Cases of a call that stand at a panel and were not asked about yet, once the panel may be asked: whoever came last rings them. */
export async function waitingForPanel(db: Db, programme: Programme, call: string): Promise<readonly string[]> {
  const ids = perCallSteps(programme).map((step) => step.id);
  if (ids.length === 0) return [];
  const asked = db.select({ one: sql`1` }).from(requests).where(and(eq(requests.caseId, cases.id), eq(requests.step, steps.step), eq(requests.round, steps.round)));
  const rows = await db.select({ id: cases.id }).from(cases).innerJoin(steps, and(eq(steps.caseId, cases.id), isNull(steps.settledAt))).where(and(eq(cases.call, call), isNull(cases.ending), inArray(steps.step, ids), notExists(asked)));
  return rows.map((row) => row.id);
}

/** What a person declared last on a case; null = nothing. */
export async function declaredBy(db: Db, caseId: string, person: string): Promise<Relation | null> {
  const [row] = await db.select({ values: acts.values }).from(acts).where(and(eq(acts.caseId, caseId), eq(acts.verb, 'declare'), eq(acts.state, 'accepted'), sql`${acts.by}->>'person' = ${person}`)).orderBy(desc(acts.n)).limit(1);
  return RELATIONS.find((relation) => relation === row?.values.relation) ?? null;
}

/** One case of a call as its page lists it for a member: no more than number, title and group, the member's word, and what the registers say. */
export type PanelCase = { readonly caseId: string; readonly number: string; readonly title: string; readonly group: string; readonly request: RequestRow; readonly relation: Relation | null; readonly detected: Detection | null };

/** The cases of a call that a post is or was asked about in their newest round, by number, as its holder `person` sees them. */
export async function panelCases(db: Db, { call, post, person }: { readonly call: string; readonly post: PostCode; readonly person: string }): Promise<readonly PanelCase[]> {
  const corporateNumber = sql<string | null>`(select a.values->>'corporateNumber' from ${caseAnswers} a where a.case_id = ${cases.id} order by a.version desc limit 1)`;
  const rows = await db.select({ request: requests, number: cases.number, title: cases.title, group: cases.groupName, corporateNumber }).from(requests).innerJoin(cases, eq(cases.id, requests.caseId))
    .where(and(eq(cases.call, call), eq(requests.toPost, post), eq(requests.mail, PER_CALL_ASK))).orderBy(asc(cases.number), desc(requests.n));
  const newest = rows.filter((row, n) => rows.findIndex((one) => one.number === row.number) === n);
  const [self] = await db.select({ organisation: people.organisation, corporateNumber: people.corporateNumber }).from(people).where(eq(people.id, person));
  return Promise.all(newest.map(async ({ request, number, title, group, corporateNumber: registered }) => ({
    caseId: request.caseId, number, title, group, request, relation: await declaredBy(db, request.caseId, person), detected: self ? detectTie(self, { organisation: group, corporateNumber: registered ?? '' }) : null,
  })));
}

/** The calls whose cases these posts are or were asked about as a whole, newest first. */
export async function panelCallsOf(db: Db, posts: readonly PostCode[]): Promise<readonly { readonly call: string; readonly post: PostCode }[]> {
  if (posts.length === 0) return [];
  const rows = await db.selectDistinct({ call: cases.call, post: requests.toPost }).from(requests).innerJoin(cases, eq(cases.id, requests.caseId)).where(and(inArray(requests.toPost, [...posts]), eq(requests.mail, PER_CALL_ASK))).orderBy(desc(cases.call));
  return rows.map((row) => ({ call: row.call, post: row.post ?? '' }));
}
