// Hand: the draft with which a case goes on in another programme.
import { proxyActivities } from '@temporalio/workflow';
import type { FollowUpActivities } from '../contracts/activities.js';

// Tried a few times; then the sweep starts the hand anew, and at last it is shown as stuck (a programme without a call).
const activities = proxyActivities<FollowUpActivities>({ startToCloseTimeout: '20s', retry: { maximumAttempts: 4, initialInterval: '1s', backoffCoefficient: 3 } });

export async function openFollowUp(caseId: string, key: string): Promise<void> {
  await activities.openFollowUp(caseId, key);
}
