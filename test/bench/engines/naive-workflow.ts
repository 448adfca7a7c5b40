// The workflow one writes first: an ordinary activity for each fact, a signal for each answer, a timer for each wait.
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

const { ask, mail } = proxyActivities<{ ask(caseId: string, n: number): Promise<boolean>; mail(caseId: string, n: number): Promise<void> }>({ startToCloseTimeout: '30s' });

export async function life(caseId: string, acts: number, waitDays: number): Promise<void> {
  let answered = 0;
  setHandler(defineSignal<[number]>('answered'), (n) => { answered = Math.max(answered, n); });
  for (let n = 0; n <= acts; n++) {
    if (n > 0 && !(await condition(() => answered >= n, `${waitDays} days`))) return;
    if (await ask(caseId, n)) await mail(caseId, n);
  }
}
