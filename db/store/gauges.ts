// How the house runs, in numbers: for the administrator's page and for machines that watch it. Read from Postgres alone, so it is true also while the engine is away.
import { sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { houseWatch } from './control-room.js';
import { logWatch } from './evidence-log.js';
import { lastBeats, STUCK_AFTER } from './sweep.js';

/** Ages in seconds of the real clock; null = it never happened, or nothing waits. Counts are of this moment. */
export type Gauges = {
  readonly workerBeatAge: number | null; readonly sweepAge: number | null; readonly sweepFaults: number; readonly checkAge: number | null; readonly checkFindings: number; readonly backupAge: number | null; readonly backupFaults: number; readonly logHeadAge: number | null;
  readonly mailsQueued: number; readonly mailOldestAge: number | null; readonly mailsUndelivered: number; readonly handsWanted: number; readonly handsRetried: number; readonly logQueued: number;
  readonly casesOpen: number; readonly casesPastWake: number; readonly casesParked: number; readonly casesUnmoved: number; readonly paymentsOpen: number; readonly paymentsUnclear: number; readonly timersLate: number;
};

/** All gauges at once. */
export async function gaugesOf(db: Db): Promise<Gauges> {
  const [house, beats, log, [row]] = await Promise.all([houseWatch(db), lastBeats(db), logWatch(db), db.execute<Record<string, string>>(sql`
    select (select count(*) from cases where ending is null) as open, (select count(*) from cases where parked_at is not null) as parked, (select count(*) from cases where swept >= ${STUCK_AFTER} and parked_at is null) as unmoved,
      (select count(*) from wanted where state = 'wanted') as hands, (select count(*) from wanted where state = 'wanted' and starts > 1) as retried, (select count(*) from mails where state in ('bounced', 'failed') and task_made < 2) as undelivered`)]);
  const now = Date.now();
  const ageOf = (at: number | null | undefined): number | null => (at == null ? null : Math.max(0, Math.round((now - at) / 1000)));
  const n = (key: string): number => Number(row?.[key] ?? 0);
  return {
    workerBeatAge: ageOf(beats.get('worker')?.at), sweepAge: ageOf(beats.get('sweep')?.at), sweepFaults: beats.get('sweep')?.faults ?? 0, checkAge: ageOf(beats.get('check')?.at), checkFindings: beats.get('check')?.faults ?? 0,
    backupAge: ageOf(beats.get('backup')?.at), backupFaults: beats.get('backup')?.faults ?? 0, logHeadAge: ageOf(log.newestAt),
    mailsQueued: house.mailQueued, mailOldestAge: ageOf(house.mailQueuedReal), mailsUndelivered: n('undelivered'), handsWanted: n('hands'), handsRetried: n('retried'), logQueued: log.waiting,
    casesOpen: n('open'), casesPastWake: house.overdue, casesParked: n('parked'), casesUnmoved: n('unmoved'), paymentsOpen: house.openPayments, paymentsUnclear: house.unclearPayments, timersLate: house.lateEvents,
  };
}
