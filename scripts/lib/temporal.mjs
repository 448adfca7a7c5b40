import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { endProcess } from './end-process.mjs';
import { Fault } from './fault.mjs';
import { findTemporal } from './find-temporal.mjs';
import { waitForHealth } from './health.mjs';
import { freePort } from './ports.mjs';
import { processIdentity } from './process-identity.mjs';
import { step } from './step.mjs';

export { findTemporal } from './find-temporal.mjs';
export { findTimeSkippingServer } from './find-time-skipping-server.mjs';

/**
 * Starts a Temporal development server of one process. With `dbFile` it remembers over restarts and kills (SQLite);
 * without, it forgets. Resolves when the namespace answers.
 * @param {{ dbFile?: string, port: number, uiPort?: number, namespace?: string, log: import('./step.mjs').Log, logFile?: string, signal?: AbortSignal }} options
 *   without `uiPort` there is no web page
 * @returns {Promise<{ address: string, pid: number, exited: Promise<void>, stop: () => Promise<void>, kill: () => Promise<void> }>}
 *   `stop` is SIGINT and waits; `kill` is SIGKILL
 */
export async function startTemporal({ dbFile, port, uiPort, namespace = 'kyoso', log, logFile, signal }) {
  const cli = await findTemporal({ log, signal });
  if (signal?.aborted) throw new Error('stopped before it began');
  const httpPort = await freePort();
  if (dbFile) fs.mkdirSync(path.dirname(dbFile), { recursive: true });
  const output = logFile ? fs.openSync(logFile, 'w') : 'ignore';
  const child = spawn(
    cli,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort), '--namespace', namespace, '--log-level', 'error'],
      ...(dbFile ? ['--db-filename', dbFile] : []),
      ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
    ],
    { detached: true, stdio: ['ignore', output, output] },
  );
  let over = '';
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(void (over = error.message)));
    child.once('exit', (code, signal) => resolve(void (over = `ended with ${signal ?? code}`)));
  });
  if (typeof output === 'number') fs.closeSync(output);
  const pid = child.pid ?? 0;
  const identity = processIdentity(pid);
  const end = (/** @type {NodeJS.Signals} */ signal) => async () => {
    await endProcess({ pid, identity, signal, group: true });
    await exited;
  };
  try {
    await step(log, { what: 'Starting Temporal', usually: '1 s', quiet: true }, () =>
      waitForHealth(`http://127.0.0.1:${httpPort}/api/v1/namespaces/${namespace}`, { withinMs: 60_000, giveUp: () => over }),
    );
  } catch (error) {
    await end('SIGKILL')();
    throw new Fault(`Temporal (${cli}) did not start: ${error instanceof Error ? error.message : error}.`, logFile ? `See ${logFile}; or name a running server: TEMPORAL_ADDRESS=host:7233 npm start` : 'Run it by hand to see why: temporal server start-dev');
  }
  return { address: `127.0.0.1:${port}`, pid, exited, stop: end('SIGINT'), kill: end('SIGKILL') };
}
