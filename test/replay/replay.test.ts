// Runs that are open must survive this code: recorded histories of every release are replayed. One altered history must fail, so that the alarm is known to work.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));
const files = fs.readdirSync(FOLDER, { recursive: true }).map(String).filter((name) => name.endsWith('.pb'));
const read = (file: string) => proto.temporal.api.history.v1.History.decode(fs.readFileSync(path.join(FOLDER, file)));

async function replay(histories: { workflowId: string; history: unknown }[]): Promise<{ workflowId: string; error: unknown }[]> {
  const results: { workflowId: string; error: unknown }[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle: await workflowBundle(path.join(os.tmpdir(), 'kyoso-test-bundles')) }, histories as never)) results.push({ workflowId: result.workflowId, error: result.error });
  return results;
}

test('every recorded history of every release replays on this code', async () => {
  expect(files.length).toBeGreaterThanOrEqual(6);
  const results = await replay(files.map((file) => ({ workflowId: file, history: read(file) })));
  expect(results.filter((r) => r.error !== undefined)).toEqual([]);
}, 60_000);

test('a history that this code would not write is noticed', async () => {
  const file = files.find((name) => name.includes('payment-order')) ?? '';
  const history = read(file);
  const scheduled = history.events?.find((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'openOrder');
  const type = scheduled?.activityTaskScheduledEventAttributes?.activityType;
  if (!type) throw new Error('the recorded order was opened');
  type.name = 'payTwice';
  const [result] = await replay([{ workflowId: file, history }]);
  expect(String(result?.error)).toMatch(/nondetermin|determinism/i);
}, 60_000);
