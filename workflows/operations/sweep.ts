// Operations: what a schedule starts again and again. It asks SQL what should have moved.
import { proxyActivities } from '@temporalio/workflow';
import type { OperationsActivities } from '../contracts/activities.js';

const operations = proxyActivities<OperationsActivities>({ startToCloseTimeout: '50s', retry: { maximumAttempts: 1 } });

export async function sweep(): Promise<void> {
  await operations.sweep();
}
