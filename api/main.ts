// The API process: configuration, parts, routes, a graceful stop. It starts and serves without Temporal.
import { readConfig } from '../activities/platform/config.js';
import { loadTemplatesSoon } from '../activities/platform/courier.js';
import { makeLog } from '../activities/platform/logger.js';
import { behindWall } from '../activities/platform/wall.js';
import { makeApp } from './app.js';
import { buildDeps } from './build-deps.js';
import { listen } from './listen.js';
import { speakFor } from './pages/components/layout.js';

const config = readConfig(process.env);
const log = makeLog('api', config.LOG_LEVEL);
speakFor(config.SIGN_IN === 'demo', config.SIGN_IN === 'demo' ? config.MAILBOX_URL : undefined);
const { deps, close } = buildDeps(config, log);
loadTemplatesSoon();
await behindWall(deps.db, config, log);
const server = listen(makeApp(deps), { port: config.PORT, hostname: config.HOST }, (info) => log.info({ port: info.port }, 'api ready'));
server.once('error', (err) => {
  log.fatal({ err }, 'the API cannot listen');
  process.exit(1);
});

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  server.close(() => void close().then(() => process.exit(0)));
  // Open keep-alive connections must not keep the process.
  setTimeout(() => process.exit(0), 3000).unref();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
