// After the engine was lost, or a backup was put back: every open case and call gets its run again by a ring. Nothing else is needed, for a run carries nothing but an id.
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../db/client.js';
import { forgetRuns, mustRun, withoutRun } from '../../db/store/after-restore.js';
import { ensureNamespace, ensureRuns } from './house.js';
import type { Ringer } from './temporal.js';

/** `missed` were not reached or did not plan a wake in time: the sweep goes on with them. */
export type Rebuilt = { readonly cases: number; readonly calls: number; readonly missed: number; readonly ms: number };

/** So many are rung before the first of them has to be there: more would only queue at the worker. */
const WAVE = 40;
/** What is not there by then is rung again; longer than a ringer's breaker stays open. */
const ROUND_MS = 4_000;
type Runs = Awaited<ReturnType<typeof mustRun>>;

/** Rings everything in waves and waits, at most `withinMs`, until each run has planned its wake. Doing it while all is well changes nothing. Throws when the engine does not answer. */
export async function rebuildRuns(parts: { readonly db: Db; readonly ringer: Ringer; readonly namespace: string }, withinMs = 60_000): Promise<Rebuilt> {
  const { db, ringer, namespace } = parts;
  const begun = Date.now();
  const end = begun + withinMs;
  await ensureNamespace(ringer, namespace);
  const all = await mustRun(db);
  let missed: Runs = [];
  for (let n = 0; n < all.length; n += WAVE) {
    const wave = all.slice(n, n + WAVE);
    await forgetRuns(db, wave);
    missed = [...missed, ...(await ringOnce(db, ringer, wave))];
  }
  await ensureRuns(ringer);
  while (missed.length > 0 && Date.now() < end) {
    const later = missed.slice(WAVE);
    missed = [...later, ...(await ringOnce(db, ringer, missed.slice(0, WAVE)))];
  }
  return { cases: all.filter(([kind]) => kind === 'case').length, calls: all.filter(([kind]) => kind === 'call').length, missed: missed.length, ms: Date.now() - begun };
}

/** Rings each of these once and waits some seconds for their runs. Returns those that were not reached or are not there yet. */
async function ringOnce(db: Db, ringer: Ringer, runs: Runs): Promise<Runs> {
  const until = Date.now() + ROUND_MS;
  const reached = await Promise.all(runs.map((run) => ringer.ring(...run)));
  let absent = await withoutRun(db, runs);
  while (absent.length > 0 && Date.now() < until) {
    await pause(50);
    absent = await withoutRun(db, runs);
  }
  return runs.filter(([, id], n) => !reached[n] || absent.includes(id));
}
