// The activity of the sweep. Every part works alone: one that fails does not keep the others from running, and is logged.
import type { Db } from '../db/client.js';
import type { Notary } from '../db/store/context.js';
import { callsToRing } from '../db/store/calls.js';
import { checkConsistency } from '../db/store/consistency.js';
import { filesToScan, recordScan } from '../db/store/files.js';
import { undeliverableTasks } from '../db/store/mails.js';
import { proposePurge } from '../db/store/purges.js';
import { carrySuspension, suspensionsToCarry } from '../db/store/suspensions.js';
import { beat, casesToRing } from '../db/store/sweep.js';
import { announceTransfers } from '../db/store/transfers.js';
import type { OperationsActivities } from '../workflows/contracts/activities.js';
import { keepLog } from './evidence.js';
import type { Log } from './platform/logger.js';
import type { Stamp } from './platform/stamp.js';
import type { Ringer } from './platform/temporal.js';
import type { Storage } from './platform/storage.js';
import type { Links } from './platform/tokens.js';
import type { Scanner } from './platform/virus-scan.js';

/** How many files are looked at in one sweep; the next comes in seconds. */
const FILES_A_SWEEP = 20;

/** Looks at files whose sender did not wait for the scanner. While it gives no answer they stay closed, and the first silence ends the round. */
async function scanWaiting(db: Db, { scanner, storage }: { readonly scanner: Scanner; readonly storage: Storage }, log: Log): Promise<void> {
  for (const file of await filesToScan(db, FILES_A_SWEEP)) {
    const scan = await scanner.scan(await storage.get(file.storageKey));
    if (scan === 'waiting') return;
    await recordScan(db, file.id, scan);
    if (scan === 'infected') log.error({ file: file.id, caseId: file.caseId }, 'a virus was found in a file; it stays closed');
  }
}

export function operationsActivities(db: Db, links: Links, ringer: Ringer, log: Log, evidence: { readonly notary: Notary; readonly stamp: Stamp | null } | null = null, quarantine: { readonly scanner: Scanner; readonly storage: Storage } | null = null): OperationsActivities {
  let failed = 0;
  const part = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failed++;
      log.error({ what, failure: error instanceof Error ? error.name : 'unknown' }, 'part of the sweep failed');
    }
  };
  return {
    async sweep() {
      failed = 0;
      await part('transfers', async () => {
        if ((await announceTransfers(db, links)) > 0) await ringer.ringMail();
      });
      await part('undeliverable', () => undeliverableTasks(db, links));
      await part('suspensions', async () => {
        for (const id of await suspensionsToCarry(db)) for (const caseId of (await carrySuspension(db, links, id)).cases) await ringer.ring('case', caseId);
      });
      await part('calls', async () => {
        for (const id of await callsToRing(db)) await ringer.ring('call', id);
      });
      await part('cases', async () => {
        for (const id of await casesToRing(db)) await ringer.ring('case', id);
      });
      await part('mail', () => ringer.ringMail());
      if (quarantine) await part('files', () => scanWaiting(db, quarantine, log));
      if (evidence) await part('evidence', () => keepLog(db, evidence.notary, evidence.stamp));
      await beat(db, 'sweep', failed);
    },
    async check() {
      const findings = await checkConsistency(db);
      for (const { what, about } of findings.slice(0, 20)) log.error({ what, about }, 'consistency check');
      // A list is only proposed: nothing goes before two people approved it.
      await proposePurge(db);
      await beat(db, 'check', findings.length);
    },
  };
}
