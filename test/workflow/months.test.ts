// Months of sleeping on the time-skipping server. Its clock is its own, so no date is asserted, only that every sleep ends and the case closes.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import os from 'node:os';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';
import { findTimeSkippingServer } from '../../scripts/lib/find-time-skipping-server.mjs';
import type { Advanced } from '../../workflows/contracts/activities.js';
import '../support/loop.js';

let environment: TestWorkflowEnvironment | undefined;
beforeAll(async () => {
  const executable = await findTimeSkippingServer({ log: () => {} });
  // The SDK gives the server five seconds; on a busy machine Java needs more than one try to be that quick.
  for (let tries = 1; !environment; tries++) {
    try {
      environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path: executable } } });
    } catch (error) {
      if (tries === 6) throw error;
    }
  }
}, 240_000);
afterAll(() => environment?.teardown());

test('a run sleeps forty times over three years, wakes each time, and ends', async () => {
  const days = Array.from({ length: 40 }, (_, n) => 7 + ((n * 37) % 40));
  let wakes = 0;
  if (!environment) throw new Error('the server is up');
  const { nativeConnection, client } = environment;
  const worker = await Worker.create({
    connection: nativeConnection, taskQueue: 'months', workflowBundle: await workflowBundle(path.join(os.tmpdir(), 'kyoso-test-bundles')),
    activities: { async advance(): Promise<Advanced> { const day = days[wakes++]; return day === undefined ? { closed: true, sleepMs: null, hands: [] } : { closed: false, sleepMs: day * 86_400_000, hands: [] }; } },
  });
  const started = await environment.currentTimeMs();
  await worker.runUntil(client.workflow.execute('programmeCase', { workflowId: 'months', taskQueue: 'months', args: ['case', 'c'] }));
  expect(wakes).toBe(41);
  expect((await environment.currentTimeMs()) - started).toBeGreaterThanOrEqual(days.reduce((a, b) => a + b, 0) * 86_400_000 * 0.99);
}, 120_000);
