import fs from 'node:fs';
import path from 'node:path';
import { endProcess } from './end-process.mjs';
import { Fault } from './fault.mjs';
import { processIdentity } from './process-identity.mjs';

/**
 * What a start writes down about itself: who it is, what it started, where it can be reached.
 * @typedef {{ pid: number, identity: string, since: string, urls: Record<string, string>, env: Record<string, string>, children: { name: string, pid: number, identity: string }[] }} Run
 */

/**
 * The start that runs on this directory at this moment, or nothing.
 * @param {string} dataDir
 * @returns {Run | undefined}
 */
export function runningHere(dataDir) {
  const run = readRun(dataDir);
  return run && processIdentity(run.pid) === run.identity ? run : undefined;
}

/**
 * Takes the directory for this process. A living start on it is refused by name. What a start that died left running is
 * ended, but only processes it wrote down and that are still the same ones.
 * @param {string} dataDir
 * @param {import('./step.mjs').Log} log
 * @returns {Promise<{ note: (change: { urls?: Record<string, string>, env?: Record<string, string> }) => void, child: (name: string, pid: number | undefined) => void, release: () => void }>}
 *   `release` gives the directory back
 */
export async function takeRun(dataDir, log) {
  const file = path.join(dataDir, 'run.json');
  /** @type {Run} */
  const run = { pid: process.pid, identity: processIdentity(process.pid), since: new Date().toISOString(), urls: {}, env: {}, children: [] };
  while (!createdAlone(file, run)) {
    const earlier = readRun(dataDir);
    if (earlier && processIdentity(earlier.pid) === earlier.identity)
      throw new Fault(
        `Kyoso already runs on ${dataDir}: process ${earlier.pid}, since ${earlier.since}${earlier.urls.api ? `, at ${earlier.urls.api}` : ''}.`,
        `Use that one, or end it first: kill ${earlier.pid}   (a second one beside it: DATA_DIR=.kyoso-2 PORT=3010 MAILBOX_PORT=3011 BANK_PORT=3012 WORKER_HEALTH_PORT=3013 TEMPORAL_PORT=7243 npm start)`,
      );
    await endLeftovers(earlier, log);
    fs.rmSync(file, { force: true });
  }
  const save = () => {
    fs.writeFileSync(`${file}.new`, JSON.stringify(run, null, 2), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  };
  return {
    note: (change) => {
      Object.assign(run, change);
      save();
    },
    child: (name, pid) => {
      run.children = run.children.filter((one) => one.name !== name);
      if (pid) run.children.push({ name, pid, identity: processIdentity(pid) });
      save();
    },
    release: () => fs.rmSync(file, { force: true }),
  };
}

/**
 * Cleans up after test runs and demos that were killed: every directory below `parent` with this prefix whose start is
 * dead loses its processes and is removed.
 * @param {string} parent
 * @param {string} prefix
 * @returns {Promise<void>}
 */
export async function sweepDead(parent, prefix) {
  for (const name of fs.readdirSync(parent).filter((one) => one.startsWith(prefix))) {
    const dataDir = path.join(parent, name);
    const run = readRun(dataDir);
    if (!run || processIdentity(run.pid) === run.identity) continue;
    await endLeftovers(run, () => {});
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @param {Run | undefined} run @param {import('./step.mjs').Log} log */
async function endLeftovers(run, log) {
  const end = async (/** @type {Run['children'][number]} */ { name, pid, identity }) => {
    if (await endProcess({ pid, identity, signal: name === 'postgres' ? 'SIGINT' : 'SIGTERM', group: name !== 'postgres' })) log(`Ended ${name} (process ${pid}), left over from a start that died.`);
  };
  await Promise.all((run?.children ?? []).map(end));
}

/** @param {string} file @param {Run} run */
function createdAlone(file, run) {
  try {
    fs.writeFileSync(file, JSON.stringify(run), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} dataDir @returns {Run | undefined} */
function readRun(dataDir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(dataDir, 'run.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
