// The log's part of the sweep: log what waits, publish a head when one is due, have it stamped once a day where an authority is configured.
import type { Db } from '../db/client.js';
import type { Notary } from '../db/store/context.js';
import { headToStamp, keepStamp, logQueued, publishHead } from '../db/store/evidence-log.js';
import type { Stamp } from './platform/stamp.js';

const DAY_MS = 24 * 3_600_000;
/** A sweep logs so many batches at most; the next goes on from there. */
const BATCHES = 40;

/** Does all three, each as far as it can. A stamp that cannot be had is asked for again by the next sweep; the head is published all the same. */
export async function keepLog(db: Db, notary: Notary, stamp: Stamp | null): Promise<void> {
  for (let n = 0; n < BATCHES && (await logQueued(db, notary)) > 0; n++);
  await publishHead(db, notary);
  const head = stamp ? await headToStamp(db, DAY_MS) : null;
  if (stamp && head) await keepStamp(db, head.at, await stamp(Buffer.from(head.note)));
}
