// Activities of a run: a few lines around the store.
import type { Db } from '../db/client.js';
import { advanceCall } from '../db/store/calls.js';
import { advanceCase } from '../db/store/cases.js';
import { DomainError } from '../db/store/errors.js';
import type { Advanced, RunActivities } from '../workflows/contracts/activities.js';
import type { Ringer } from './platform/temporal.js';
import type { Links } from './platform/tokens.js';

/** What a run is told that is nobody's: it ends. So a run that a stranger started, or one of a case that a restored backup does not know, does not ask for ever. */
const NOBODYS: Advanced = { closed: true, sleepMs: null, hands: [] };
const isId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id);

/** `advance` for cases and calls. The mail run is rung after the commit. What comes by the engine is believed in nothing but which case or call to look at. */
export const runActivities = (db: Db, links: Links, ringer: Ringer): RunActivities => ({
  async advance(kind, id) {
    if (!isId(id) || (kind !== 'case' && kind !== 'call')) return NOBODYS;
    const advanced = await (kind === 'case' ? advanceCase(db, links, id) : advanceCall(db, id)).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (!advanced) return NOBODYS;
    const { ringMail, ringCases, ...next } = advanced;
    if (ringMail) void ringer.ringMail();
    for (const other of ringCases) void ringer.ring('case', other);
    return next;
  },
});
