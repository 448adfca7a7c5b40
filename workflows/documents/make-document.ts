// Hand: one document. Rendering is slow and may fail; a stuck one never freezes its case.
import { proxyActivities } from '@temporalio/workflow';
import type { DocumentActivities } from '../contracts/activities.js';

// A failed rendering is tried a few times; then the sweep starts the hand anew, and at last it is shown as stuck.
const activities = proxyActivities<DocumentActivities>({ startToCloseTimeout: '60s', retry: { maximumAttempts: 4, initialInterval: '1s', backoffCoefficient: 3 } });

export async function makeDocument(caseId: string, key: string): Promise<void> {
  await activities.makeDocument(caseId, key);
}
