// pg-boss: one job for what follows, one for its mail. Both are sent in the transaction of the fact before them; its workers are woken after the commit.
import { AT_ONCE, peerPackage, type StartPeer } from './peer.js';
import { follow, send, type Tx } from './plain-facts.js';

type Job = { readonly data: { readonly caseId: string; readonly n: number } };
type Boss = {
  start(): Promise<unknown>; stop(how: { graceful: boolean }): Promise<void>; createQueue(name: string): Promise<void>; notifyWorker(id: string): void; on(event: 'error', look: () => void): void;
  send(name: string, data: Job['data'], how: { db: { executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> } }): Promise<unknown>;
  work(name: string, how: { pollingIntervalSeconds: number; batchSize: number }, job: (jobs: Job[]) => Promise<void>): Promise<string>;
};

export const pgBoss: StartPeer = async ({ sql, url, provider }) => {
  const { default: Make } = (await peerPackage('pg-boss')) as unknown as { default: new (url: string) => Boss };
  const boss = new Make(url);
  boss.on('error', () => {});
  await boss.start();
  const workers: Record<string, string[]> = { follow: [], mail: [] };
  const queue = (tx: Tx, name: string, data: Job['data']) => boss.send(name, data, { db: { executeSql: async (text, values) => ({ rows: [...(await tx.unsafe(text, values.map((value) => value ?? null) as never[]))] }) } });
  const wake = (name: string) => { for (const id of workers[name] ?? []) boss.notifyWorker(id); };
  const jobs: Record<string, (data: Job['data']) => Promise<void>> = {
    async follow({ caseId, n }) {
      const asked = await sql.begin(async (tx) => { const more = await follow(tx, caseId, n); if (more) await queue(tx, 'mail', { caseId, n }); return more; });
      if (asked) wake('mail');
    },
    mail: ({ caseId, n }) => send(sql, provider, caseId, n),
  };
  for (const [name, work] of Object.entries(jobs)) {
    await boss.createQueue(name);
    for (let n = 0; n < AT_ONCE / 2; n++) workers[name]?.push(await boss.work(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (batch) => { for (const job of batch) await work(job.data); }));
  }
  return {
    async inside(tx, caseId, n) { await queue(tx, 'follow', { caseId, n }); },
    async after() { wake('follow'); },
    stop: () => boss.stop({ graceful: false }),
  };
};
