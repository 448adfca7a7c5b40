// The way to Temporal: rings. A ring is sent after the commit, takes at most a second, and when the server is away a breaker keeps it from being asked.
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { MAIL_RUN_ID, type RunKind, runWorkflowId, TASK_QUEUE } from '../../workflows/domain/ids.js';
import { type CodecConfig, dataConverter } from './codec.js';
import type { Config } from './config.js';
import type { Log } from './logger.js';

export type Ringer = {
  /** Wakes the run of a case or call, starting it when there is none. Never throws; false when it could not be reached (the sweep rings later). */
  ring(kind: RunKind, id: string): Promise<boolean>;
  /** Wakes the mail run; rings within a moment are one. */
  ringMail(): Promise<boolean>;
  ringHand(workflowId: string): Promise<boolean>;
  /** Whether the last attempt reached the server; null = not tried yet. */
  reachable(): boolean | null;
  client: Client;
  /** How what is passed is sealed: a worker uses the same as its ringer. */
  dataConverter: DataConverter;
  close(): Promise<void>;
};

const DEADLINE_MS = 1000;
const TRIPS_AFTER = 2;
const OPEN_MS = 3000;
/** An act queues two mails or three, one after the other: they share a ring, which costs Temporal more than all that wrote them. */
const TOGETHER_MS = 50;

/** The deadline also bounds the wait for a connection, which the client's own deadline does not. */
async function within<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), DEADLINE_MS);
  });
  call.catch(() => {});
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Connects lazily: a process starts and serves without Temporal. */
export function makeRinger(config: Pick<Config, 'TEMPORAL_ADDRESS'> & CodecConfig, log: Log): Ringer {
  const connection = Connection.lazy({ address: config.TEMPORAL_ADDRESS, connectTimeout: DEADLINE_MS });
  const sealing = dataConverter(config);
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE, dataConverter: sealing });
  let failures = 0;
  let openUntil = 0;
  let reached: boolean | null = null;
  const guarded = async (what: string, call: () => Promise<unknown>): Promise<boolean> => {
    if (Date.now() < openUntil) return false;
    try {
      await within(connection.withDeadline(Date.now() + DEADLINE_MS, call));
      failures = 0;
      reached = true;
      return true;
    } catch (error) {
      reached = false;
      if (++failures >= TRIPS_AFTER) openUntil = Date.now() + OPEN_MS;
      log.warn({ what, failure: error instanceof Error ? error.name : 'unknown' }, 'ring not delivered; the sweep rings again');
      return false;
    }
  };
  const signal = (workflowId: string, type: string, args: unknown[]) => guarded(type, () => client.workflow.signalWithStart(type, { workflowId, taskQueue: TASK_QUEUE, args, signal: 'rung', signalArgs: [], workflowIdReusePolicy: 'ALLOW_DUPLICATE' }));
  let mailRing: Promise<boolean> | null = null;
  return {
    ring: (kind, id) => signal(runWorkflowId(kind, id), 'programmeCase', [kind, id]),
    ringMail: () => mailRing ??= pause(TOGETHER_MS).then(() => {
      mailRing = null;
      return signal(MAIL_RUN_ID, 'mailDelivery', []);
    }),
    ringHand: (workflowId) => guarded('hand', () => client.workflow.getHandle(workflowId).signal('rung')),
    reachable: () => reached,
    client,
    dataConverter: sealing,
    close: () => connection.close(),
  };
}
