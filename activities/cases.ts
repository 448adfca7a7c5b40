// Activities of a run: a few lines around the store.
import type { Db } from '../db/client.js';
import { advanceCall } from '../db/store/calls.js';
import { advanceCase } from '../db/store/cases.js';
import type { RunActivities } from '../workflows/contracts/activities.js';
import type { Ringer } from './platform/temporal.js';
import type { Links } from './platform/tokens.js';

/** `advance` for cases and calls. The mail run is rung after the commit. */
export const runActivities = (db: Db, links: Links, ringer: Ringer): RunActivities => ({
  async advance(kind, id) {
    const { ringMail, ringCases, ...next } = kind === 'case' ? await advanceCase(db, links, id) : await advanceCall(db, id);
    if (ringMail) void ringer.ringMail();
    for (const other of ringCases) void ringer.ring('case', other);
    return next;
  },
});
