// What the worker makes sure of at start, on reconnect and every minute: the namespace, the schedule, the mail run. Nothing rests on Temporal's memory (law 15).
import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleAlreadyRunning, type ScheduleDescription, ScheduleOverlapPolicy } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/domain/ids.js';
import type { Log } from './logger.js';
import type { Ringer } from './temporal.js';

/** How long ended runs are kept: they carry nothing we need. */
const RETENTION = { seconds: 3 * 24 * 3600 } as never;
/** What is started again and again, and how often. */
const SCHEDULES = [['sweep', 20_000], ['consistency', 3_600_000]] as const;

/** Makes sure once; throws when the server does not answer. */
export async function ensureNamespace(ringer: Ringer, namespace: string): Promise<void> {
  try {
    await ringer.client.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if ((error as { code?: number }).code !== 5) throw error;
    await ringer.client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION }).catch((again: { code?: number }) => {
      if (again.code !== 6) throw again;
    });
  }
  // The server's caches learn of a new namespace a moment later; before that every call for it fails.
  for (let tries = 0; ; tries++) {
    try {
      await ringer.client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUE }, taskQueueType: 1 });
      return;
    } catch (error) {
      if ((error as { code?: number }).code !== 5 || tries > 150) throw error;
      await pause(100);
    }
  }
}

/** The schedules and the mail run. A schedule that somebody paused or changed is made anew. */
export async function ensureRuns(ringer: Ringer): Promise<void> {
  for (const schedule of SCHEDULES) {
    if (await makeSchedule(ringer, schedule)) continue;
    const there = ringer.client.schedule.getHandle(`schedule:${schedule[0]}`);
    if (isOurs(await there.describe(), schedule)) continue;
    await there.delete();
    await makeSchedule(ringer, schedule);
  }
  await ringer.ringMail();
}

/** Makes a schedule; false when one of its name is there. */
async function makeSchedule(ringer: Ringer, [workflow, every]: (typeof SCHEDULES)[number]): Promise<boolean> {
  try {
    await ringer.client.schedule.create({
      scheduleId: `schedule:${workflow}`, spec: { intervals: [{ every }] }, policies: { overlap: ScheduleOverlapPolicy.SKIP },
      action: { type: 'startWorkflow', workflowType: workflow, workflowId: workflow, taskQueue: TASK_QUEUE, args: [] }, state: { triggerImmediately: true },
    });
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}

/** Whether a schedule still does what we made it for: neither paused nor counted out, as often as we said, and starting our workflow. */
function isOurs({ state, spec, action }: ScheduleDescription, [workflow, every]: (typeof SCHEDULES)[number]): boolean {
  const paced = spec.intervals?.length === 1 && spec.intervals[0]?.every === every && !spec.calendars?.length && !spec.skip?.length && !spec.startAt && !spec.endAt;
  return !state.paused && state.remainingActions === undefined && paced && action.workflowType === workflow && action.taskQueue === TASK_QUEUE;
}

/** Keeps making sure, every minute, until stopped. */
export function keepHouse(ringer: Ringer, log: Log): () => void {
  const timer = setInterval(() => {
    ensureRuns(ringer).catch((error: unknown) => log.warn({ failure: error instanceof Error ? error.name : 'unknown' }, 'schedule or mail run not made sure of'));
  }, 60_000);
  return () => clearInterval(timer);
}
