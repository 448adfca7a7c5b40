// The mail run: rung when something was queued, sends what is due in batches, sleeps until the next is due.
import { condition, continueAsNew, proxyActivities, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { rung } from '../cases/programme-case.js';
import type { MailActivities } from '../contracts/activities.js';

// A batch that failed is kept in Postgres with its own back-off; here only an unreachable database is retried, and looked for every five seconds at least. The heartbeat tells a worker that died
// from a slow provider: without it every mail of the house would wait a minute for the one call that nobody finishes.
const { deliver } = proxyActivities<MailActivities>({ startToCloseTimeout: '60s', heartbeatTimeout: '10s', retry: { initialInterval: '1s', maximumInterval: '5s' } });

/** At most so many calls a second, whatever rings. */
const PACE_MS = 200;

export async function mailDelivery(): Promise<void> {
  let ringing = false;
  setHandler(rung, () => {
    ringing = true;
  });
  for (;;) {
    ringing = false;
    const { nextMs } = await deliver();
    await sleep(PACE_MS);
    if (nextMs === null) await condition(() => ringing);
    else if (nextMs > 0) await condition(() => ringing, nextMs);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof mailDelivery>();
  }
}
