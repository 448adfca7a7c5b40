// The mail run: rung when something was queued, has sent what is due, sleeps until the next is due.
import { condition, continueAsNew, patched, proxyActivities, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { rung } from '../cases/programme-case.js';
import type { MailActivities } from '../contracts/activities.js';

// A batch that failed is kept in Postgres with its own back-off; here only an unreachable database is retried, and looked for every five seconds at least. The heartbeat tells a worker that died
// from a slow provider: without it every mail of the house would wait a minute for the one call that nobody finishes.
const { deliver } = proxyActivities<MailActivities>({ startToCloseTimeout: '60s', heartbeatTimeout: '10s', retry: { initialInterval: '1s', maximumInterval: '5s' } });

/** At most so many looks a second, whatever rings. A durable pause costs four events and up to a second, so it is made only where somebody rang meanwhile. */
const PACE_MS = 200;

export async function mailDelivery(): Promise<void> {
  let ringing = false;
  setHandler(rung, () => {
    ringing = true;
  });
  for (;;) {
    ringing = false;
    const { nextMs } = await deliver();
    if (!patched('pace-when-rung') || ringing) await sleep(PACE_MS);
    if (nextMs === null) await condition(() => ringing);
    else if (nextMs > 0) await condition(() => ringing, nextMs);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof mailDelivery>();
  }
}
