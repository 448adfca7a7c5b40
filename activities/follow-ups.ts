// The activity of the follow-up hand: makes the draft once, records it, rings.
import type { Db } from '../db/client.js';
import { recordHandError } from '../db/store/documents.js';
import { openFollowUp } from '../db/store/follow-ups.js';
import type { FollowUpActivities } from '../workflows/contracts/activities.js';
import type { Ringer } from './platform/temporal.js';
import type { Links } from './platform/tokens.js';

/** A failure is written beside the hand, for the list of stuck hands. */
export const followUpActivities = (db: Db, links: Links, ringer: Ringer): FollowUpActivities => ({
  async openFollowUp(caseId, key) {
    try {
      const written = await openFollowUp(db, links, caseId, key);
      if (written?.ringMail) await ringer.ringMail();
      await ringer.ring('case', caseId);
    } catch (error) {
      await recordHandError(db, caseId, key, error instanceof Error ? error.name : 'unknown');
      throw error;
    }
  },
});
