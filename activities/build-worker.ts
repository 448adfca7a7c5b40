// A worker with its activities, from parts that the process (or a test) made.
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Db } from '../db/client.js';
import type { Notary } from '../db/store/context.js';
import { TASK_QUEUE } from '../workflows/domain/ids.js';
import { runActivities } from './cases.js';
import { documentActivities } from './documents/make-document.js';
import { followUpActivities } from './follow-ups.js';
import { mailActivities } from './mail.js';
import { operationsActivities } from './operations.js';
import { paymentActivities } from './payments.js';
import type { Bank } from './platform/bank.js';
import type { Courier } from './platform/courier.js';
import { coded } from './platform/failures.js';
import type { Log } from './platform/logger.js';
import type { Stamp } from './platform/stamp.js';
import type { Storage } from './platform/storage.js';
import type { Ringer } from './platform/temporal.js';
import type { Links } from './platform/tokens.js';
import type { Scanner } from './platform/virus-scan.js';

export type WorkerParts = { readonly db: Db; readonly links: Links; readonly ringer: Ringer; readonly courier: Courier; readonly storage: Storage; readonly scanner: Scanner; readonly bank: Bank; readonly log: Log; /** Who keeps the log of evidence; null where no key is configured. */ readonly evidence: { readonly notary: Notary; readonly stamp: Stamp | null } | null };

/** All activities of the house, each wrapped so that only coded failures reach a history. */
export const allActivities = ({ db, links, ringer, courier, storage, scanner, bank, log, evidence }: WorkerParts) => ({
  ...coded({ ...runActivities(db, links, ringer) }, log),
  ...coded({ ...documentActivities(db, links, ringer, storage) }, log),
  ...coded({ ...paymentActivities(db, links, ringer, bank) }, log),
  ...coded({ ...followUpActivities(db, links, ringer) }, log),
  ...coded({ ...mailActivities(db, courier) }, log),
  ...coded({ ...operationsActivities(db, links, ringer, log, evidence, { scanner, storage }) }, log),
});

/** The worker. After it died its cases must not wait the default ten seconds for it (law 15), hence the short sticky timeout. */
export const makeWorker = (parts: WorkerParts, temporal: { connection: NativeConnection; namespace: string; bundle: WorkflowBundleOption }): Promise<Worker> =>
  Worker.create({
    connection: temporal.connection, namespace: temporal.namespace, taskQueue: TASK_QUEUE, workflowBundle: temporal.bundle, activities: allActivities(parts), dataConverter: parts.ringer.dataConverter,
    stickyQueueScheduleToStartTimeout: '2s', shutdownGraceTime: '5s', maxConcurrentActivityTaskExecutions: 20, maxConcurrentLocalActivityExecutions: 20,
  });
