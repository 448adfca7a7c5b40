// The activity of the mail run: one batch.
import { Context } from '@temporalio/activity';
import type { Db } from '../db/client.js';
import { nextMailIn } from '../db/store/mails.js';
import { beat } from '../db/store/sweep.js';
import type { MailActivities } from '../workflows/contracts/activities.js';
import type { Courier } from './platform/courier.js';

/** A good deal shorter than the run's heartbeat timeout. */
const PULSE_MS = 2_000;

export const mailActivities = (db: Db, courier: Courier): MailActivities => ({
  async deliver() {
    const { heartbeat } = Context.current();
    const pulse = setInterval(() => heartbeat(), PULSE_MS);
    try {
      const sent = await courier.next();
      await beat(db, 'mail');
      return { nextMs: sent ? 0 : await nextMailIn(db) };
    } finally {
      clearInterval(pulse);
    }
  },
});
