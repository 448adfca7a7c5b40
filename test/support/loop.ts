// The loop with a scripted advance on a real server: no database, so that rings and failures can be placed exactly.
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

/** A worker with these activities on a task queue of its own, and a client. */
export async function loopWorker(activities: Record<string, (...args: never[]) => Promise<unknown>>, address: string, namespace = 'kyoso') {
  const taskQueue = `loop-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace });
  const bundle = await workflowBundle(path.join(os.tmpdir(), 'kyoso-test-bundles'));
  const make = () => Worker.create({ connection: native, namespace, taskQueue, workflowBundle: bundle, activities, stickyQueueScheduleToStartTimeout: '2s', shutdownGraceTime: '100ms' });
  let worker = await make();
  let running = worker.run();
  return {
    client, taskQueue, bundle,
    ring: (id: string, kind = 'case') => client.workflow.signalWithStart('programmeCase', { workflowId: `programmeCase:${id}`, taskQueue, args: [kind, id], signal: 'rung', signalArgs: [], workflowIdReusePolicy: 'ALLOW_DUPLICATE' }),
    start: (type: string, workflowId: string, args: unknown[]) => client.workflow.start(type, { workflowId, taskQueue, args }),
    /** Ends the worker and starts another, as after a crash. */
    async restart() { worker.shutdown(); await running; worker = await make(); running = worker.run(); },
    async close() { worker.shutdown(); await running; await native.close(); await connection.close(); },
  };
}

/** Waits until something holds, bounded. */
export async function until(what: string, look: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
