import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { goBin, onPath, runnable } from './executables.mjs';
import { Fault } from './fault.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { sdkDownload, sdkDownloadName } from './sdk-download.mjs';
import { step } from './step.mjs';

/** The newest Temporal CLI that `go install` accepts: later releases carry a replace directive. */
const CLI_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/**
 * The path of a Temporal CLI, found or made, in this order: TEMPORAL_CLI, PATH, Kyoso's cache, Go's bin folder, what
 * the SDK downloaded earlier, a download by the SDK (at most 60 s), a build with Go. Each is tried only when the ones
 * before it gave nothing; what was fetched or built stays in the cache.
 * @param {{ log: import('./step.mjs').Log, signal?: AbortSignal }} options
 * @returns {Promise<string>}
 */
export async function findTemporal({ log, signal }) {
  const named = process.env.TEMPORAL_CLI;
  if (named && !runnable(named)) throw new Fault(`TEMPORAL_CLI names ${named}, which is not a program that can be run.`, 'Correct TEMPORAL_CLI, or unset it so that Kyoso looks for one itself.');
  const built = path.join(CACHE, 'temporal');
  const name = sdkDownloadName('temporal');
  const go = goBin();
  const known = [named, onPath('temporal'), built, go && path.join(go, 'temporal'), path.join(CACHE, name), path.join(os.tmpdir(), name)].find(runnable);
  if (known) return known;

  fs.mkdirSync(CACHE, { recursive: true });
  if (await sdkDownload('createLocal', { log, signal, what: 'Downloading the Temporal server' })) return path.join(CACHE, name);
  if (onPath('go') && !signal?.aborted && (await buildWithGo(log, signal))) return built;
  throw new Fault(
    'No Temporal server was found, and none could be downloaded or built.',
    'Install the CLI (https://docs.temporal.io/cli, or: brew install temporal), or Go (Kyoso then builds it), or name a running server: TEMPORAL_ADDRESS=host:7233 npm start',
  );
}

/** @param {import('./step.mjs').Log} log @param {AbortSignal} [signal] @returns {Promise<boolean>} */
async function buildWithGo(log, signal) {
  let packages = 0;
  const count = (/** @type {string} */ text) => (packages += (text.match(/^[\w./-]+$/gm) ?? []).length);
  const { ok, output } = await step(
    log,
    { what: 'Building the Temporal server with Go', usually: '3 minutes on 2 cores, once', progress: () => `${packages} of about 1300 packages` },
    () => runCommand('go', ['install', '-v', CLI_MODULE], { cwd: ROOT, env: { GOBIN: CACHE }, withinMs: 900_000, onOutput: count, signal }),
  );
  if (!ok) log(`The build failed: ${output.trim().split('\n').at(-1)}`);
  return ok;
}
