// The run of a case or of a call: advance, start the hands, sleep until rung or due, again. It carries nothing but a kind and an id.
import { condition, continueAsNew, defineSignal, ParentClosePolicy, proxyLocalActivities, setHandler, startChild, workflowInfo, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Advanced, RunActivities } from '../contracts/activities.js';
import type { HandKind } from '../domain/cases.js';
import { handWorkflowId, type RunKind } from '../domain/ids.js';

/** A ring carries nothing; the truth is read by advance. Early, late, doubled and lost rings change nothing. */
export const rung = defineSignal('rung');

// Record class: the database answers or does not; three attempts, then the run waits durably.
const { advance } = proxyLocalActivities<RunActivities>({ startToCloseTimeout: '9s', retry: { maximumAttempts: 3, initialInterval: '300ms', backoffCoefficient: 2 } });

export async function programmeCase(kind: RunKind, id: string): Promise<void> {
  let ringing = false;
  setHandler(rung, () => {
    ringing = true;
  });
  for (;;) {
    ringing = false;
    const next = await attempt(kind, id);
    for (const hand of next.hands) await start(id, hand);
    if (next.closed && !ringing) return;
    if (!ringing && next.sleepMs !== null) await condition(() => ringing, next.sleepMs);
    else await condition(() => ringing);
    // A new run advances first, so a ring that came just now is not lost.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof programmeCase>(kind, id);
  }
}

/** After three failed attempts: thirty seconds or a ring. */
async function attempt(kind: RunKind, id: string): Promise<Advanced> {
  try {
    return await advance(kind, id);
  } catch {
    return { closed: false, sleepMs: 30_000, hands: [] };
  }
}

/** The workflow of each kind of hand; the catalogue of kinds sees to it that none is missing. */
const HANDS = { payment: 'paymentOrder', document: 'makeDocument', 'follow-up': 'openFollowUp' } as const satisfies Record<HandKind, string>;

/** A hand outlives the run and is started once by its business key; one that is under way is left alone. */
async function start(id: string, hand: Advanced['hands'][number]): Promise<void> {
  const type = HANDS[hand.kind];
  try {
    await startChild(type, { workflowId: handWorkflowId(hand.kind, id, hand.key), args: [id, hand.key], parentClosePolicy: ParentClosePolicy.ABANDON, workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
