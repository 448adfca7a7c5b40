// `npm start`: everything up from a bare clone. `npm run dev` is the same with --watch.
import fs from 'node:fs';
import { checkNode } from './lib/node-version.mjs';

const begun = Date.now();
const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
const log = (/** @type {string} */ line) => console.log(line);
const watch = process.argv.includes('--watch');
const { printFault } = await import('./lib/fault.mjs');

/** @type {import('./lib/stack.mjs').Stack | undefined} */
let stack;
let engineFailed = false;
/** @type {number | undefined} set when everything is being stopped */
let exitCode;

try {
  checkNode();
  // What is set in the shell wins over the file.
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log });
  const { startStack } = await import('./lib/stack.mjs');
  const { welcome, engineReady } = await import('./lib/welcome.mjs');
  log('Starting Kyoso (usually 3 to 5 s; Ctrl-C stops everything)');
  const coming = startStack({ dataDir: process.env.DATA_DIR || '.kyoso', log, watch, verbose: Boolean(process.env.KYOSO_VERBOSE) });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void shutDown(coming));
  stack = await coming;
  if (exitCode === undefined) {
    log(welcome(stack, seconds()));
    const { step } = await import('./lib/step.mjs');
    const engine = await step(log, { what: 'Starting the engine', usually: '3 s; 3 minutes when Temporal must be built first', quiet: true }, () => /** @type {import('./lib/stack.mjs').Stack} */ (stack).engine);
    if (exitCode === undefined) {
      if (engine.ok) log(engineReady(stack, seconds()));
      else {
        engineFailed = true;
        printFault(engine.fault);
      }
    }
  }
} catch (error) {
  if (exitCode === undefined) {
    printFault(error);
    process.exit(1);
  }
}

/**
 * Stops everything in reverse order. A second Ctrl-C does not wait for the rest: what stays is cleaned up by the next start.
 * @param {Promise<import('./lib/stack.mjs').Stack>} coming
 */
async function shutDown(coming) {
  if (exitCode !== undefined) process.exit(130);
  exitCode = engineFailed ? 1 : 0;
  log('\nStopping (usually 2 s)');
  try {
    const running = await coming.catch(() => undefined);
    await running?.stopAll();
    log(`Stopped. Everything is kept in ${running?.dataDir ?? '.kyoso'}.`);
    process.exit(exitCode);
  } catch (error) {
    printFault(error);
    process.exit(1);
  }
}
