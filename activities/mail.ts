// The activity of the mail run: one batch.
import type { Db } from '../db/client.js';
import { nextMailIn } from '../db/store/mails.js';
import { beat } from '../db/store/sweep.js';
import type { MailActivities } from '../workflows/contracts/activities.js';
import type { Courier } from './platform/courier.js';

export const mailActivities = (db: Db, courier: Courier): MailActivities => ({
  async deliver() {
    const sent = await courier.next();
    await beat(db, 'mail');
    return { nextMs: sent ? 0 : await nextMailIn(db) };
  },
});
