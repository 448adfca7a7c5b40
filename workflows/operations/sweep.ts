// Operations: what a schedule starts again and again. It asks SQL what should have moved.
import { proxyActivities } from '@temporalio/workflow';
import type { OperationsActivities } from '../contracts/activities.js';

const operations = proxyActivities<OperationsActivities>({ startToCloseTimeout: '50s', retry: { maximumAttempts: 1 } });

export async function sweep(): Promise<void> {
  await operations.sweep();
}

/** The consistency check, once an hour: what it finds is counted in Postgres and shown to the administrator. */
export async function consistency(): Promise<void> {
  await operations.check();
}
