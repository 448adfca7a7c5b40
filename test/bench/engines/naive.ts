// Naive Temporal: client and worker in the process of the pages; default options.
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { ACTS, WAIT_DAYS } from '../l1.js';
import type { life } from './naive-workflow.js';
import type { StartPeer } from './peer.js';
import { follow, send } from './plain-facts.js';

export const naive: StartPeer = async ({ sql, provider }) => {
  const { TEMPORAL_ADDRESS: address = '', TEMPORAL_NAMESPACE: namespace = '' } = process.env;
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native, namespace, taskQueue: 'life', workflowsPath: fileURLToPath(new URL('naive-workflow.ts', import.meta.url)),
    activities: { ask: (caseId: string, n: number) => follow(sql, caseId, n), mail: (caseId: string, n: number) => send(sql, provider, caseId, n) },
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection, namespace });
  return {
    async after(caseId, n) {
      if (n === 0) await workflow.start<typeof life>('life', { workflowId: `life:${caseId}`, taskQueue: 'life', args: [caseId, ACTS, WAIT_DAYS] });
      else await workflow.getHandle(`life:${caseId}`).signal('answered', n);
    },
    async stop() { worker.shutdown(); await running; await connection.close(); await native.close(); },
  };
};
