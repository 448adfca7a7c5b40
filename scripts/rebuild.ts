// npm run rebuild: after the engine's store was lost, gives every open case and call its run again, beside a running start. Sends no mail and pays nothing by itself.
import { makeLog } from '../activities/platform/logger.js';
import { rebuildRuns } from '../activities/platform/rebuild.js';
import { makeRinger } from '../activities/platform/temporal.js';
import { connect } from '../db/client.js';
import { onCity } from './lib/city-at-hand.js';
import { Fault } from './lib/fault.mjs';

await onCity(async ({ config, running }) => {
  const { db, close } = connect(config.DATABASE_URL, 4);
  const ringer = makeRinger(config, makeLog('rebuild', 'silent'));
  try {
    if (!running && !process.env.TEMPORAL_ADDRESS) throw new Fault('No engine runs on this data directory.', 'Run npm start in another window, then npm run rebuild.');
    console.log('Ringing every open case and call (usually some seconds for a thousand) …');
    const done = await rebuildRuns({ db, ringer, namespace: config.TEMPORAL_NAMESPACE }, 600_000).catch((error: unknown) => {
      throw new Fault(`The engine at ${config.TEMPORAL_ADDRESS} does not answer (${error instanceof Error ? error.message : 'no reason given'}).`, 'Cases keep what people do meanwhile. Start it, then run npm run rebuild again.');
    });
    console.log(`✓ ${done.cases} cases and ${done.calls} calls rung in ${(done.ms / 1000).toFixed(1)} s.`);
    if (done.missed > 0) console.log(`✗ ${done.missed} have no run yet. The sweep goes on ringing them; see whether the worker runs, then look at /admin/stuck.`);
    return done.missed === 0;
  } finally {
    await ringer.close();
    await close();
  }
});
