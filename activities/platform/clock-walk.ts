// Moving the demo city's clock: it walks from one wanted instant to the next, rings what is due, waits until it has moved, and only then goes on (law 1).
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../db/client.js';
import { businessNow, dueNow, moveClockTo, nextWantedInstant, overdueWakes, workInFlight } from '../../db/store/clock.js';
import { announceTransfers } from '../../db/store/transfers.js';
import type { Ringer } from './temporal.js';
import type { Links } from './tokens.js';

/** How long one instant may take before the walk goes on without it, and how many instants one walk may pass. */
const SETTLE_MS = 12_000;
const STEPS_MOST = 3000;

export type Walked = { readonly from: number; readonly to: number; readonly instants: number; readonly waited: boolean };

/** Walks to an instant. `waited` is false when something had not moved in time; it stays due and is rung again by the sweep. */
export async function walkClock(parts: { db: Db; links: Links; ringer: Ringer }, target: number): Promise<Walked> {
  const { db } = parts;
  const from = await businessNow(db);
  let waited = await settle(parts);
  let instants = 0;
  while (instants < STEPS_MOST) {
    const next = await nextWantedInstant(db);
    if (next === null || next > target) break;
    if (next > (await businessNow(db))) await moveClockTo(db, next);
    waited = (await settle(parts)) && waited;
    instants++;
    // What did not move in its time must not hold the whole city: from here on only later instants count.
    if (!waited && (await nextWantedInstant(db)) === next) break;
  }
  await moveClockTo(db, target);
  waited = (await settle(parts)) && waited;
  return { from, to: await businessNow(db), instants, waited };
}

/** Rings what is due and waits, bounded, until nothing is past its wake and nothing is in flight. */
async function settle({ db, links, ringer }: { db: Db; links: Links; ringer: Ringer }): Promise<boolean> {
  const until = Date.now() + SETTLE_MS;
  for (let round = 0; Date.now() < until; round++) {
    if ((await announceTransfers(db, links)) > 0) await ringer.ringMail();
    if ((await overdueWakes(db)) === 0 && (await workInFlight(db)) === 0) return true;
    // A ring that was lost is given again after a while; a doubled one changes nothing.
    if (round % 40 === 0) {
      const due = await dueNow(db);
      for (const id of due.calls) await ringer.ring('call', id);
      for (const id of due.cases) await ringer.ring('case', id);
      await ringer.ringMail();
    }
    await pause(25);
  }
  return false;
}
