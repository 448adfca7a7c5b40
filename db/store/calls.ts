// Calls (募集): opened and closed by the clock, warned before the close; one vote over a call is one row and a ring for every case (law 5).
import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { addDays, dateOf, instantAt, OFFICE_OPENS } from '../../workflows/domain/calendar.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { callActs, calls, cases, gates, programmes } from '../schema/index.js';
import type { Advanced } from './cases.js';
import { businessNow } from './clock.js';
import { openDrafts, queueDraftMail } from './drafts.js';
import { DomainError } from './errors.js';
import { definitionOf } from './reference.js';

export type Call = typeof calls.$inferSelect;
export type CallWithProgramme = { readonly call: Call; readonly programme: Programme };

/** Days before the close on which holders of drafts are warned. */
const WARN_DAYS = [7, 2] as const;

/** The newest call of each programme, with its definition. */
export async function currentCalls(db: Db): Promise<readonly CallWithProgramme[]> {
  const rows = await db.select({ call: calls, programme: programmes.definition }).from(calls).innerJoin(programmes, and(eq(programmes.id, calls.programme), eq(programmes.version, calls.version))).orderBy(calls.programme, desc(calls.opensAt));
  return rows.filter((row, n) => rows.findIndex((r) => r.call.programme === row.call.programme) === n);
}

export async function allCalls(db: Db): Promise<readonly CallWithProgramme[]> {
  return db.select({ call: calls, programme: programmes.definition }).from(calls).innerJoin(programmes, and(eq(programmes.id, calls.programme), eq(programmes.version, calls.version))).orderBy(desc(calls.opensAt));
}

/** The newest call of a programme; null when it never called. */
export async function currentCall(db: Db, programme: string): Promise<CallWithProgramme | null> {
  return (await currentCalls(db)).find((row) => row.call.programme === programme) ?? null;
}

export async function callById(db: Db, id: string): Promise<CallWithProgramme | null> {
  const [call] = await db.select().from(calls).where(eq(calls.id, id));
  return call ? { call, programme: await definitionOf(db, call.programme, call.version) } : null;
}

/** Makes a call; its run opens it. */
export async function makeCall(db: Db, input: { programme: string; version: number; fiscalYear: number; opensAt: number; closesAt: number }): Promise<string> {
  const id = newId('cal');
  const at = await businessNow(db);
  await db.insert(calls).values({ id, ...input, state: 'scheduled', wantedWakeAt: Math.max(input.opensAt, at), runWakeAt: null, lastAt: at, warned: [] });
  return id;
}

/** The run's advance of a call: opens, warns, closes. Closing takes the call FOR NO KEY UPDATE, which excludes every submission (law 4). */
export async function advanceCall(db: Db, id: string): Promise<Advanced> {
  return db.transaction(async (tx) => {
    const [call] = await tx.select().from(calls).where(eq(calls.id, id)).for('no key update');
    if (!call) throw new DomainError('NOT_FOUND', 'no-such-call');
    const now = Math.max(await businessNow(tx), call.lastAt);
    const programme = await definitionOf(tx, call.programme, call.version);
    if (call.state === 'cancelled') return { closed: true, sleepMs: null, hands: [], ringMail: false, ringCases: [] };
    const state = now >= call.closesAt ? 'closed' : now >= call.opensAt ? 'open' : 'scheduled';
    const warned = [...call.warned];
    let queued = 0;
    for (const days of WARN_DAYS) {
      const at = warnAt(call, days);
      if (state !== 'open' || now < at || warned.includes(String(days))) continue;
      for (const draft of await openDrafts(tx, id)) if (draft.email !== '' && (await queueDraftMail(tx, programme, draft, 'cases/draft-closing', `closing-${days}`, call.closesAt, now))) queued++;
      warned.push(String(days));
    }
    const next = [call.opensAt, ...WARN_DAYS.map((days) => warnAt(call, days)), call.closesAt].filter((at) => at > now);
    const wakeAt = state === 'closed' ? null : Math.min(...next);
    // A look that finds nothing writes nothing: a call is rung as often as somebody likes.
    const moved = state !== call.state || warned.length > call.warned.length || wakeAt !== call.wantedWakeAt || wakeAt !== call.runWakeAt;
    if (moved) await tx.update(calls).set({ state, warned, wantedWakeAt: wakeAt, runWakeAt: wakeAt, lastAt: now }).where(eq(calls.id, id));
    return { closed: state === 'closed', sleepMs: wakeAt === null ? null : Math.max(1000, wakeAt - now), hands: [], ringMail: queued > 0, ringCases: [] };
  });
}

/** What is done to a call that was announced: another closing instant, or its end before the time. */
export type CallChange = { readonly call: string; readonly by: string; readonly reason: string } & ({ readonly kind: 'extended'; readonly closesAt: number } | { readonly kind: 'cancelled' });

/**
 * Extends or cancels a call (job A-4) and tells everybody with an unfinished draft. Takes the call's row as closing and submitting do: what was submitted
 * before stays, and a cancelled call takes nothing more. An extension must be later than the end that holds; a closed call is not opened again. Returns how many were told.
 */
export async function changeCall(db: Db, change: CallChange): Promise<number> {
  return db.transaction(async (tx) => {
    const [call] = await tx.select().from(calls).where(eq(calls.id, change.call)).for('no key update');
    if (!call) throw new DomainError('NOT_FOUND', 'no-such-call');
    const now = Math.max(await businessNow(tx), call.lastAt);
    if (call.state !== 'open' || now >= call.closesAt) throw new DomainError('PRECONDITION', 'call-not-open');
    if (change.kind === 'extended' && change.closesAt <= call.closesAt) throw new DomainError('INVALID', 'not-later');
    const programme = await definitionOf(tx, call.programme, call.version);
    const before = await tx.select({ n: callActs.n }).from(callActs).where(eq(callActs.call, call.id));
    const n = before.length + 1;
    const closesAt = change.kind === 'extended' ? change.closesAt : now;
    await tx.insert(callActs).values({ call: call.id, n, kind: change.kind, before: call.closesAt, after: change.kind === 'extended' ? closesAt : null, reason: change.reason, by: change.by, at: now });
    await tx.update(calls).set(change.kind === 'extended' ? { closesAt, warned: [], wantedWakeAt: now, lastAt: now } : { closesAt, state: 'cancelled', wantedWakeAt: null, runWakeAt: now, lastAt: now }).where(eq(calls.id, call.id));
    let told = 0;
    for (const draft of await openDrafts(tx, call.id)) if (draft.email !== '' && (await queueDraftMail(tx, programme, draft, change.kind === 'extended' ? 'cases/call-extended' : 'cases/call-cancelled', `call-${n}`, closesAt, now, change.reason))) told++;
    return told;
  });
}

export const callActsOf = (db: Db, call: string) => db.select().from(callActs).where(eq(callActs.call, call)).orderBy(desc(callActs.n));

const warnAt = (call: Call, days: number): number => instantAt(addDays(dateOf(call.closesAt), -days), OFFICE_OPENS);

/** Records one vote over the whole call, once; returns the cases that wait for it. No case is locked. */
export async function recordGate(db: Db, input: { call: string; gate: string; result: string; note: string; by: string }): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    const [call] = await tx.select().from(calls).where(eq(calls.id, input.call)).for('no key update');
    if (!call) throw new DomainError('NOT_FOUND', 'no-such-call');
    const at = await businessNow(tx);
    const made = await tx.insert(gates).values({ ...input, at }).onConflictDoNothing().returning({ gate: gates.gate });
    if (made.length === 0) throw new DomainError('CONFLICT', 'gate-recorded');
    const rows = await tx.select({ id: cases.id }).from(cases).where(and(eq(cases.call, input.call), isNull(cases.ending)));
    return rows.map((row) => row.id);
  });
}

export async function gatesOf(db: Db, call: string): Promise<readonly (typeof gates.$inferSelect)[]> {
  return db.select().from(gates).where(eq(gates.call, call));
}

/** Calls whose run should be rung: past what they wanted, or never planned. */
export async function callsToRing(db: Db): Promise<readonly string[]> {
  const rows = await db.select({ id: calls.id }).from(calls).where(and(sql`${calls.state} in ('scheduled', 'open')`, or(isNull(calls.runWakeAt), sql`${calls.wantedWakeAt} <= kyoso_now()`))).limit(100);
  return rows.map((row) => row.id);
}
