// The worker process: configuration, connections, bundle, what must exist in Temporal, a graceful stop.
import http from 'node:http';
import path from 'node:path';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { connect } from '../db/client.js';
import { beat } from '../db/store/sweep.js';
import { TASK_QUEUE } from '../workflows/domain/ids.js';
import { makeWorker } from './build-worker.js';
import { makeBank } from './platform/bank.js';
import { readConfig } from './platform/config.js';
import { loadTemplatesSoon, makeCourier } from './platform/courier.js';
import { ensureNamespace, ensureRuns, keepHouse } from './platform/house.js';
import { makeLog } from './platform/logger.js';
import { makeMailPort } from './platform/mail-port.js';
import { logName, makeNotary } from './platform/notary.js';
import { makeStamp } from './platform/stamp.js';
import { makeStorage } from './platform/storage.js';
import { makeRinger } from './platform/temporal.js';
import { makeLinks } from './platform/tokens.js';
import { makeScanner } from './platform/virus-scan.js';
import { behindWall } from './platform/wall.js';
import { workflowBundle } from './platform/workflow-bundle.js';

const config = readConfig(process.env);
const log = makeLog('worker', config.LOG_LEVEL);
Runtime.install({ logger: new DefaultLogger('WARN', (entry) => log.warn({ sdk: entry.message }, 'temporal')), shutdownSignals: [] });

const { db, close } = connect(config.DATABASE_URL, 10);
const links = makeLinks(config.LINK_KEY, config.PUBLIC_URL);
const ringer = makeRinger(config, log);
const courier = makeCourier(db, links, makeMailPort(config), log);
loadTemplatesSoon();
const evidence = config.EVIDENCE_KEY ? { notary: makeNotary(config.EVIDENCE_KEY, logName(config.PUBLIC_URL)), stamp: config.TSA_URL ? makeStamp(config.TSA_URL) : null } : null;
if (!evidence) log.warn('no EVIDENCE_KEY: the log gets no heads, and after four hours money and publication wait');
const parts = { db, links, ringer, courier, storage: makeStorage(config.DATA_DIR), scanner: makeScanner(config.CLAMD), bank: makeBank(config, db), log, evidence };

let ready = false;
const health = http.createServer((_request, response) => {
  response.writeHead(ready ? 200 : 503).end(ready ? 'ok' : 'starting');
});
health.once('error', (err) => {
  log.fatal({ err }, 'the worker cannot listen');
  process.exit(1);
});
health.listen(config.WORKER_HEALTH_PORT, '127.0.0.1');

await behindWall(db, config, log);
const bundle = await workflowBundle(path.join(config.DATA_DIR, 'cache'));
const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
await ensureNamespace(ringer, config.TEMPORAL_NAMESPACE);
const worker = await makeWorker(parts, { connection, namespace: config.TEMPORAL_NAMESPACE, bundle });
const running = worker.run();
await ensureRuns(ringer);
const stopHouse = keepHouse(ringer, log);
const pulse = setInterval(() => void beat(db, 'worker').catch(() => log.warn('no beat: database away')), 15_000);
await beat(db, 'worker');
ready = true;
log.info({ taskQueue: TASK_QUEUE }, 'worker ready');

const stop = () => {
  ready = false;
  if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
try {
  await running;
} finally {
  stopHouse();
  clearInterval(pulse);
  health.close();
  await ringer.close();
  await connection.close();
  await close();
}
