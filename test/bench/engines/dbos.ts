// DBOS: a workflow for each case that waits for the next answer; one step writes what follows and hands over its mail.
import { ACTS, WAIT_DAYS } from '../l1.js';
import { peerPackage, type StartPeer } from './peer.js';
import { follow, send } from './plain-facts.js';

type Dbos = {
  setConfig(config: Record<string, unknown>): void; launch(): Promise<void>; shutdown(): Promise<void>;
  registerWorkflow<A extends unknown[]>(work: (...args: A) => Promise<void>, how: { name: string }): (...args: A) => Promise<void>;
  startWorkflow<A extends unknown[]>(work: (...args: A) => Promise<void>, how: { workflowID: string }): (...args: A) => Promise<unknown>;
  runStep<T>(step: () => Promise<T>, how: { name: string }): Promise<T>;
  recv<T>(topic: string, seconds: number): Promise<T | null>; send(to: string, message: unknown, topic: string, key: string): Promise<void>;
};

export const dbos: StartPeer = async ({ sql, url, provider }) => {
  const { DBOS } = (await peerPackage('@dbos-inc/dbos-sdk')) as unknown as { DBOS: Dbos };
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, runAdminServer: false, logLevel: 'error' });
  const life = DBOS.registerWorkflow(async (caseId: string) => {
    for (let n = 0; n <= ACTS; n++) {
      if (n > 0 && (await DBOS.recv('answered', WAIT_DAYS * 86_400)) === null) return;
      await DBOS.runStep(async () => { if (await follow(sql, caseId, n)) await send(sql, provider, caseId, n); }, { name: 'follow' });
    }
  }, { name: 'life' });
  await DBOS.launch();
  return {
    async after(caseId, n) {
      if (n === 0) await DBOS.startWorkflow(life, { workflowID: caseId })(caseId);
      else await DBOS.send(caseId, n, 'answered', `${caseId}:${n}`);
    },
    stop: () => DBOS.shutdown(),
  };
};
