// The floor: a job table in the same Postgres. The act's commit, the commit of what follows, the commit of the mail.
import { AT_ONCE, type StartPeer } from './peer.js';
import { follow, send } from './plain-facts.js';

/** Somebody looks this often even when nobody called. */
const IDLE_MS = 1000;

export const floor: StartPeer = async ({ sql, provider }) => {
  let stopped = false;
  let calls: (() => void)[] = [];
  const call = () => { const all = calls; calls = []; for (const one of all) one(); };
  /** Takes one job and does it in the same transaction; false when there was none. */
  const next = () => sql.begin(async (tx) => {
    const [job] = await tx<{ kind: string; case_id: string; n: number }[]>`delete from jobs where id = (select id from jobs order by id for update skip locked limit 1) returning kind, case_id, n`;
    if (!job) return false;
    if (job.kind === 'mail') await send(tx, provider, job.case_id, job.n);
    else if (await follow(tx, job.case_id, job.n)) await tx`insert into jobs (kind, case_id, n) values ('mail', ${job.case_id}, ${job.n})`;
    return true;
  });
  const work = async () => {
    while (!stopped) {
      if (await next().catch(() => false)) call();
      else await new Promise<void>((ready) => { calls.push(ready); setTimeout(ready, IDLE_MS); });
    }
  };
  const workers = Array.from({ length: AT_ONCE }, work);
  return {
    async inside(tx, caseId, n) { await tx`insert into jobs (kind, case_id, n) values ('follow', ${caseId}, ${n})`; },
    async after() { call(); },
    async stop() { stopped = true; call(); await Promise.all(workers); },
  };
};
