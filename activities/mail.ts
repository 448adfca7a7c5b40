// The activity of the mail run: what is due, batch after batch.
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Db } from '../db/client.js';
import { nextMailIn } from '../db/store/mails.js';
import { beat } from '../db/store/sweep.js';
import type { MailActivities } from '../workflows/contracts/activities.js';
import type { Courier } from './platform/courier.js';

/** A good deal shorter than the run's heartbeat timeout. */
const PULSE_MS = 2_000;
/** At most so many calls to the provider a second. What is queued meanwhile leaves with the next, without waking the run. */
const PACE_MS = 200;
/** Then the run takes over again: well within the time of an activity. */
const SHIFT_MS = 20_000;

export const mailActivities = (db: Db, courier: Courier): MailActivities => ({
  async deliver() {
    const { heartbeat } = Context.current();
    const pulse = setInterval(() => heartbeat(), PULSE_MS);
    try {
      const until = Date.now() + SHIFT_MS;
      let sent = true;
      while (sent && Date.now() < until) {
        sent = await courier.next();
        if (sent) await pause(PACE_MS);
      }
      await beat(db, 'mail');
      return { nextMs: sent ? 0 : await nextMailIn(db) };
    } finally {
      clearInterval(pulse);
    }
  },
});
