// Hand: one transfer. Reserve, instruct once, then only look up, until the bank has a final word or a person must ask.
import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { rung } from '../cases/programme-case.js';
import type { PaymentActivities } from '../contracts/activities.js';

const record = proxyActivities<PaymentActivities>({ startToCloseTimeout: '15s', retry: { initialInterval: '500ms', maximumInterval: '5s' } });
// Irreversible: one attempt, as long as the bank may take to answer and the row beside it. Whatever comes of it, what follows is looked up.
const irreversible = proxyActivities<PaymentActivities>({ startToCloseTimeout: '20s', retry: { maximumAttempts: 1 } });
const lookup = proxyActivities<PaymentActivities>({ startToCloseTimeout: '20s', retry: { initialInterval: '1s', maximumInterval: '60s' } });

/** Pauses between look-ups in seconds; the last one repeats. */
const PAUSES = [2, 5, 15, 60, 300, 1800, 3600];
/** So often the bank may say that it does not know the instruction before a person is asked. */
const UNKNOWN_MOST = 5;

export async function paymentOrder(caseId: string, key: string): Promise<void> {
  let ringing = false;
  setHandler(rung, () => {
    ringing = true;
  });
  const opened = await record.openOrder(caseId, key);
  if (!opened) return;
  if (opened.state === 'reserved') {
    try {
      await irreversible.instruct(opened.order);
    } catch {
      // The answer is lost, not the instruction: it is looked up from here on.
    }
  }
  let unknown = 0;
  for (let n = 0; ; n++) {
    const word = await lookup.lookUp(opened.order);
    if (word === 'settled' || word === 'returned' || word === 'with-person') return;
    if (word === 'unknown' && ++unknown >= UNKNOWN_MOST) return record.giveToPerson(opened.order);
    ringing = false;
    await condition(() => ringing, `${PAUSES[Math.min(n, PAUSES.length - 1)] ?? 3600}s`);
  }
}
