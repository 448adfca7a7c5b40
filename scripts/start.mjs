// `npm start`: everything up from a bare clone. `npm run dev` is the same with --watch.
import fs from 'node:fs';
import { checkNode } from './lib/node-version.mjs';

const begun = Date.now();
const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
const { printFault } = await import('./lib/fault.mjs');
const { heartbeat } = await import('./lib/heartbeat.mjs');

/** @type {string | undefined} */
let waiting;
let engineFailed = false;
let stopping = false;
const { log } = heartbeat(console.log, () => waiting);

try {
  checkNode();
  // What is set in the shell wins over the file.
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log });
  const { startStack } = await import('./lib/stack.mjs');
  const { welcome, engineReady } = await import('./lib/welcome.mjs');

  log('Starting Kyoso (usually 3 to 5 s; Ctrl-C stops everything)');
  waiting = 'Starting the pages (usually 3 to 5 s)';
  const coming = startStack({ dataDir: process.env.DATA_DIR || '.kyoso', log, watch: process.argv.includes('--watch'), verbose: Boolean(process.env.KYOSO_VERBOSE) });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void shutDown(coming));
  const stack = await coming;
  if (!stopping) {
    log(welcome(stack, seconds()));
    waiting = 'Starting the engine (usually 5 s; 3 minutes when Temporal must be built first)';
    const engine = await stack.engine;
    engineFailed = !engine.ok;
    if (!stopping) {
      waiting = undefined;
      if (engine.ok) log(engineReady(stack, seconds()));
      else printFault(engine.fault);
    }
  }
} catch (error) {
  if (!stopping) {
    printFault(error);
    process.exit(1);
  }
}

/**
 * Stops everything in reverse order. A second Ctrl-C does not wait for the rest: what stays is cleaned up by the next start.
 * @param {Promise<import('./lib/stack.mjs').Stack>} coming
 */
async function shutDown(coming) {
  if (stopping) process.exit(130);
  stopping = true;
  log('\nStopping (usually 2 s)');
  waiting = 'Stopping (usually 2 s; a second Ctrl-C does not wait)';
  try {
    const running = await coming.catch(() => undefined);
    await running?.stopAll();
    log(`Stopped. Everything is kept in ${running?.dataDir ?? '.kyoso'}.`);
    // An engine that never came up is not a good end, although the pages were served.
    process.exit(engineFailed ? 1 : 0);
  } catch (error) {
    printFault(error);
    process.exit(1);
  }
}
