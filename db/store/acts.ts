// A person acts: one transaction that locks the case, judges, and writes what follows inside the stage (design: act).
import { and, asc, eq } from 'drizzle-orm';
import { type ActInput, judge, type Judged, type Refusal } from '../../workflows/domain/acts.js';
import type { Moved } from '../../workflows/domain/advance.js';
import { advance } from '../../workflows/domain/advance.js';
import type { CaseEvent, CaseState, DatedEvent } from '../../workflows/domain/cases.js';
import { apply } from '../../workflows/domain/cases.js';
import type { Fault, Values } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { acts } from '../schema/index.js';
import { barOf } from './bars.js';
import { spendCode } from './codes.js';
import type { Sealer } from './context.js';
import { DomainError } from './errors.js';
import { afterParty, type TakenAct } from './keys.js';
import type { Loaded } from './load.js';
import { lockCase } from './load.js';
import { type Written, writeMoved } from './write.js';

/** How the act came in. */
export type Via = 'link' | 'code' | 'session' | 'api' | 'paper' | 'system';
export type Acted = { readonly outcome: 'accepted' | 'refused' | 'unjudged'; readonly why: Refusal | null; readonly faults: readonly Fault[]; readonly state: CaseState; readonly at: number; readonly settled: boolean } & Written;

/**
 * Takes one act. A refused act still commits what the clock settled before it (law 1). When the rules break, the act is kept unjudged
 * and the case is parked (law 9); errors of locks and connections roll everything back and are thrown. `code`: the id of a one-time code that
 * proved the mailbox; it is spent with the act.
 */
export async function takeAct(db: Db, sealer: Sealer, input: { readonly caseId: string; readonly act: ActInput; readonly by: Actor; readonly via: Via; readonly code?: string }): Promise<Acted> {
  return db.transaction(async (tx) => {
    const loaded = await lockCase(tx, input.caseId);
    const { act, by } = input;
    const now = Math.max(loaded.env.now, loaded.state.lastAt);
    const record = (state: 'accepted' | 'refused' | 'unjudged', why: string | null, values: Values | ActInput['input'], n: number | null) =>
      tx.insert(acts).values({ id: newId('act'), caseId: input.caseId, n, kind: act.kind, verb: act.kind === 'free' ? act.verb : act.choice, requestKey: act.kind === 'answer' ? act.request : null, values: values as Record<string, unknown>, by, via: input.via, at: now, state, why });
    // A request is answered once whoever proves what; a free act has only its code to say that it is the first.
    const spent = input.code !== undefined && !(await spendCode(tx, input.code)) && act.kind === 'free';
    const bar = spent ? 'closed' : await barOf(tx, loaded, input, now);
    const resume = act.kind === 'free' && act.verb === 'resume';
    if (loaded.state.parked && act.kind === 'answer' && !bar) {
      await record('unjudged', null, act.input, null);
      return { outcome: 'unjudged', why: null, faults: [], state: loaded.state, at: now, settled: false, ringRun: false, ringMail: false };
    }
    const judged = await guarded(tx, async (inner) => {
      const result: Judged = bar ? { ok: false, why: bar, faults: [], moved: advance(loaded.programme, loaded.state, loaded.env, 'inside') } : judge(loaded.programme, loaded.state, loaded.env, act, by, resume ? { hold: true } : {});
      const waited = result.ok && resume ? await resumed(inner, loaded, result.moved) : { moved: result.moved, taken: [] };
      if (result.ok && act.kind === 'free') await insertFree(inner, loaded.state, result.moved, by, input.via);
      const written = await writeMoved(inner, loaded, waited.moved, sealer, { byRun: false });
      for (const late of waited.taken) await afterParty(inner, sealer, loaded, late, now);
      return { result, moved: waited.moved, written };
    });
    if (judged.broke) {
      await record('unjudged', judged.cause, act.input, null);
      const written = await park(tx, loaded, judged.cause, sealer);
      return { outcome: 'unjudged', why: null, faults: [], state: loaded.state, at: now, settled: false, ...written };
    }
    const { result, moved, written } = judged.value;
    if (!result.ok) {
      if (result.why !== 'faults') await record('refused', result.why, {}, null);
      return { outcome: 'refused', why: result.why, faults: result.faults, state: moved.state, at: now, settled: moved.state.stage.settled !== null, ...written };
    }
    if (act.kind === 'answer') await record('accepted', null, result.values, null);
    await afterParty(tx, sealer, loaded, { act, values: result.values, n: loaded.state.acts.length + 1 }, now);
    return { outcome: 'accepted', why: null, faults: [], state: moved.state, at: now, settled: moved.state.stage.settled !== null, ...written };
  });
}

/** Free acts are rows of their own: the rules read them back by their number. */
async function insertFree(tx: Db, before: CaseState, moved: Moved, by: Actor, via: Via): Promise<void> {
  for (const act of moved.state.acts.slice(before.acts.length)) {
    await tx.insert(acts).values({ id: newId('act'), caseId: before.id, n: act.n, kind: 'free', verb: act.verb, requestKey: null, values: act.values as Record<string, unknown>, by: act.by ?? by, via, at: act.at, state: 'accepted', why: null });
  }
}

/** On resumption the acts that waited are judged in their order, each as of its own instant, before the clock goes on. */
async function resumed(tx: Db, loaded: Loaded, first: Moved): Promise<{ moved: Moved; taken: readonly TakenAct[] }> {
  let moved: Moved = first;
  const taken: TakenAct[] = [];
  const waiting = await tx.select().from(acts).where(and(eq(acts.caseId, loaded.row.id), eq(acts.state, 'unjudged'))).orderBy(asc(acts.at), asc(acts.id));
  for (const row of waiting) {
    const act: ActInput = row.kind === 'answer' ? { kind: 'answer', request: row.requestKey ?? '', choice: row.verb, input: row.values } : { kind: 'free', verb: row.verb as never, input: row.values };
    const result = judge(loaded.programme, moved.state, loaded.env, act, row.by, { asOf: row.at, hold: true });
    if (result.ok) moved = join(moved, result.moved);
    // A free act gets its number now: the rules read it back by that.
    const n = moved.state.acts.at(-1)?.n ?? 0;
    if (result.ok) taken.push({ act, values: result.values, n });
    await tx.update(acts).set({ state: result.ok ? 'accepted' : 'refused', n: result.ok && act.kind === 'free' ? n : null, why: result.ok ? null : result.why, values: (result.ok ? result.values : row.values) as Record<string, unknown> }).where(eq(acts.id, row.id));
  }
  return { moved: join(moved, advance(loaded.programme, moved.state, loaded.env, 'inside')), taken };
}

const join = (a: Moved, b: Moved): Moved => ({ state: b.state, events: [...a.events, ...b.events], mails: [...a.mails, ...b.mails], wakeAt: b.wakeAt });

type Guarded<T> = { readonly broke: false; readonly value: T } | { readonly broke: true; readonly cause: string };

/** Runs the rules and their writing under a savepoint. Only broken invariants are caught; what the caller did wrong and what the database said is thrown on. */
export async function guarded<T>(tx: Db, work: (inner: Db) => Promise<T>): Promise<Guarded<T>> {
  try {
    return { broke: false, value: await tx.transaction(async (inner) => work(inner)) };
  } catch (error) {
    if (error instanceof DomainError || isDatabaseError(error)) throw error;
    return { broke: true, cause: error instanceof Error ? error.message : String(error) };
  }
}

function isDatabaseError(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause.name === 'PostgresError' || 'severity' in cause || (typeof (cause as { code?: unknown }).code === 'string' && /^(CONNECT|ECONN|EPIPE)/.test(String((cause as { code?: unknown }).code)))) return true;
  return false;
}

/** Parks a case whose rules broke: it waits for an administrator, and nothing that people do is lost meanwhile. */
export async function park(tx: Db, loaded: Loaded, cause: string, sealer: Sealer): Promise<Written> {
  if (loaded.state.parked) return { ringRun: false, ringMail: false };
  const n = loaded.state.acts.filter((act) => act.verb === 'resume').length + 1;
  const event: DatedEvent = { type: 'case.parked', cause: `rules-broke: ${cause}`.slice(0, 300), n: n * 1000, at: Math.max(loaded.env.now, loaded.state.lastAt) };
  const state = apply(loaded.state, event);
  return writeMoved(tx, loaded, { state, events: [event], mails: [], wakeAt: null }, sealer, { byRun: false });
}

/** Applies single events from outside the rules, such as a hand's result, and what follows inside the stage. */
export async function applyEvents(db: Db, sealer: Sealer, caseId: string, happened: readonly CaseEvent[]): Promise<Written> {
  return db.transaction(async (tx) => {
    const loaded = await lockCase(tx, caseId);
    const at = Math.max(loaded.env.now, loaded.state.lastAt);
    const first = happened.filter((event) => isNews(loaded.state, event)).map((event) => ({ ...event, at }) as DatedEvent);
    const state = first.reduce(apply, loaded.state);
    const outcome = await guarded(tx, async (inner) => writeMoved(inner, loaded, join({ state, events: first, mails: [], wakeAt: null }, advance(loaded.programme, state, loaded.env, 'inside')), sealer, { byRun: false }));
    return outcome.broke ? park(tx, loaded, outcome.cause, sealer) : outcome.value;
  });
}

/** Whether a hand's word changes anything: it may be said again by whoever cannot know that it was heard. */
function isNews(state: CaseState, event: CaseEvent): boolean {
  if (event.type !== 'hand.done' && event.type !== 'hand.given') return true;
  const hand = state.hands.find((h) => h.key === event.key);
  return event.type === 'hand.done' ? hand !== undefined && hand.state !== 'done' : hand?.state === 'wanted';
}
