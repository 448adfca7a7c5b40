// After the engine was lost, or a backup was put back: every open case and call gets its run again by a ring. Nothing else is needed, for a run carries nothing but an id.
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../db/client.js';
import { forgetRuns, withoutRun } from '../../db/store/after-restore.js';
import type { RunKind } from '../../workflows/domain/ids.js';
import { ensureNamespace, ensureRuns } from './house.js';
import type { Ringer } from './temporal.js';

/** `unrung` could not be reached and `waiting` had no run yet when the time was over; the sweep goes on with both. */
export type Rebuilt = { readonly cases: number; readonly calls: number; readonly unrung: number; readonly waiting: number; readonly ms: number };

const AT_ONCE = 16;
const ROUNDS = 5;
/** Longer than a ringer's breaker stays open. */
const BETWEEN_MS = 3500;

/** Rings everything and waits, at most `withinMs`, until the runs have planned their wakes. Doing it while all is well changes nothing. Throws when the engine does not answer. */
export async function rebuildRuns(parts: { readonly db: Db; readonly ringer: Ringer; readonly namespace: string }, withinMs = 60_000): Promise<Rebuilt> {
  const { db, ringer, namespace } = parts;
  const begun = Date.now();
  await ensureNamespace(ringer, namespace);
  await ensureRuns(ringer);
  const forgotten = await forgetRuns(db);
  let left: (readonly [RunKind, string])[] = [...forgotten.calls.map((id) => ['call', id] as const), ...forgotten.cases.map((id) => ['case', id] as const)];
  for (let round = 0; left.length > 0 && round < ROUNDS; round++) {
    if (round > 0) await pause(BETWEEN_MS);
    left = await ringAll(ringer, left);
  }
  let waiting = await withoutRun(db);
  while (waiting > 0 && Date.now() - begun < withinMs) {
    await pause(200);
    waiting = await withoutRun(db);
  }
  return { cases: forgotten.cases.length, calls: forgotten.calls.length, unrung: left.length, waiting, ms: Date.now() - begun };
}

/** Rings some at a time; returns those that were not reached. */
async function ringAll(ringer: Ringer, all: readonly (readonly [RunKind, string])[]): Promise<(readonly [RunKind, string])[]> {
  const missed: (readonly [RunKind, string])[] = [];
  const next = all.values();
  const ringThem = async () => {
    for (const one of next) if (!(await ringer.ring(...one))) missed.push(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ringThem));
  return missed;
}
