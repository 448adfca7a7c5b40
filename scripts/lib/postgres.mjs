import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { endProcess } from './end-process.mjs';
import { Fault } from './fault.mjs';
import { freePort } from './ports.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { postgresUser } from './postgres-user.mjs';
import { commandLine, processIdentity } from './process-identity.mjs';
import { step } from './step.mjs';

/**
 * Starts the bundled Postgres 18 on its own directory: created when missing (ICU ja-JP order, UTF-8, database `kyoso`,
 * random passwords for the owner `kyoso` and for `kyoso_app`, as which the app works), recovered when the last start was killed. A cluster that a dead start left running on the same
 * directory is stopped first. Listens on 127.0.0.1 only, in a process group of its own so that Ctrl-C reaches it last.
 * @param {{ dataDir: string, port?: number, log: import('./step.mjs').Log, fast?: boolean }} options
 *   `fast` gives up durability for speed (tests only)
 * @returns {Promise<{ url: string, ownerUrl: string, port: number, pid: number, exited: Promise<void>, stop: () => Promise<void>, kill: () => Promise<void> }>}
 *   `url` is the app's; its role is made when the tables are (db/roles.ts). `stop` waits for a clean end; `kill` is SIGKILL, for the fault tests
 */
export async function startPostgres({ dataDir, port, log, fast = false }) {
  const user = postgresUser(postgresBinaries(), dataDir);
  const data = path.join(user.home, 'data');
  if (!fs.existsSync(data)) {
    // What was noted about an earlier cluster here says nothing about this one.
    fs.rmSync(path.join(dataDir, 'prepared'), { force: true });
    await step(log, { what: 'Creating the database cluster', usually: '1 s, once' }, () => initialise(user, data));
  }
  await stopLeftover(data, log);
  const password = fs.readFileSync(path.join(user.home, 'password'), 'utf8').trim();
  const appPassword = passwordOfApp(user, path.join(dataDir, 'prepared'));
  const at = port ?? (await freePort());
  const server = await step(log, { what: 'Starting Postgres', usually: '0.2 s; some seconds after a power cut', quiet: true }, () => launch(user, data, at, fast));
  const address = (/** @type {string} */ who) => `postgres://${who}@127.0.0.1:${at}/kyoso`;
  return { url: address(`kyoso_app:${appPassword}`), ownerUrl: address(`kyoso:${password}`), port: at, ...server };
}

/** @typedef {ReturnType<typeof postgresUser>} User */

/**
 * Everything is made beside and renamed at the end, so that a start that dies half-way leaves nothing half-made.
 * @param {User} user @param {string} data
 */
async function initialise(user, data) {
  const draft = `${data}.new`;
  fs.rmSync(draft, { recursive: true, force: true });
  const password = randomBytes(18).toString('base64url');
  const passwordFile = path.join(user.home, 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.ids.uid !== undefined) fs.chownSync(passwordFile, user.ids.uid, user.ids.uid);
  const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  await run(user, 'initdb', [
    ...['-D', draft, '-U', 'kyoso', '--encoding=UTF8', '--locale=C', `--lc-ctype=${ctype}`, '--locale-provider=icu', '--icu-locale=ja-JP'],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '--no-instructions'],
  ]);
  await run(user, 'postgres', ['--single', '-D', draft, 'postgres'], 'create database kyoso;\n');
  fs.renameSync(draft, data);
}

/**
 * The password of the app's role, kept beside the owner's. A new one is told to the database when it is prepared next, so that is done again.
 * @param {User} user @param {string} stamp
 */
function passwordOfApp(user, stamp) {
  const file = path.join(user.home, 'app-password');
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
    fs.rmSync(stamp, { force: true });
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** @param {User} user @param {string} program @param {string[]} args @param {string} [input] @returns {Promise<void>} */
function run(user, program, args, input = '') {
  const { command, args: all } = user.wrap(path.join(user.native, 'bin', program), args);
  return new Promise((resolve, reject) => {
    const child = spawn(command, all, { ...user.ids, cwd: user.home, stdio: ['pipe', 'ignore', 'pipe'], env: { ...process.env, LC_MESSAGES: 'C' } });
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    // Single-user mode ends with 0 even when a statement failed.
    child.once('close', (code) => (code === 0 && !/\b(ERROR|FATAL):/.test(output) ? resolve() : reject(explain(output, user.home))));
    child.stdin.end(input);
  });
}

/**
 * A postmaster.pid whose process lives and really serves this directory belongs to a start that died: end it. One whose
 * number now belongs to another program is only a leftover file.
 * @param {string} data @param {import('./step.mjs').Log} log
 */
async function stopLeftover(data, log) {
  const file = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(file)) return;
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  const identity = processIdentity(pid);
  if (identity && commandLine(pid).includes(data)) {
    log(`Postgres (process ${pid}) still runs from a start that died; ending it.`);
    await endProcess({ pid, identity, signal: 'SIGINT' });
  }
  fs.rmSync(file, { force: true });
}

/** @param {User} user @param {string} data @param {number} port @param {boolean} fast */
async function launch(user, data, port, fast) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    log_timezone: 'UTC',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // After a SIGKILL the old back ends need a moment to notice; until then the new server is refused.
  for (let attempt = 1; ; attempt += 1) {
    const { command, args: all } = user.wrap(path.join(user.native, 'bin', 'postgres'), args);
    const child = spawn(command, all, { ...user.ids, cwd: user.home, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_MESSAGES: 'C' } });
    child.stderr.pipe(fs.createWriteStream(path.join(path.dirname(data), 'log')));
    const outcome = await readyOrOutput(child);
    if (outcome.ready) return handle(child);
    if (attempt < 20 && /is still in use|lock file .* already exists|being shut down/.test(outcome.output)) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      continue;
    }
    throw explain(outcome.output, user.home);
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<{ ready: boolean, output: string }>} */
function readyOrOutput(child) {
  return new Promise((resolve) => {
    let output = '';
    child.stderr?.on('data', (chunk) => {
      output = (output + chunk).slice(-8000);
      if (output.includes('ready to accept connections')) resolve({ ready: true, output });
    });
    child.once('error', (error) => resolve({ ready: false, output: error.message }));
    child.once('exit', () => resolve({ ready: false, output }));
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function handle(child) {
  const pid = /** @type {number} */ (child.pid);
  const identity = processIdentity(pid);
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  return {
    pid,
    exited,
    // SIGINT is Postgres's fast shutdown: open transactions are rolled back, the files are left clean.
    stop: async () => {
      await endProcess({ pid, identity, signal: 'SIGINT' });
      await exited;
    },
    kill: async () => {
      await endProcess({ pid, identity, signal: 'SIGKILL' });
      await exited;
    },
  };
}

/** @param {string} output what Postgres said @param {string} home */
function explain(output, home) {
  if (/No space left on device|could not extend file|wrote only \d+ of/i.test(output)) return new Fault(`The disk is full: Postgres could not write ${home}.`, 'Free some space (df -h shows where), then run npm start again.');
  if (/Permission denied/i.test(output)) return new Fault(`Postgres may not write ${home}.`, `Give it to yourself: sudo chown -R "$(id -un)" "${home}", then run npm start again.`);
  if (/Address already in use/i.test(output)) return new Fault('The port kept for Postgres was taken by another program.', 'Run npm start again; it takes another one.');
  const line = output.split('\n').find((one) => /FATAL:|PANIC:|error:/.test(one)) ?? output.trim().split('\n').at(-1) ?? 'no reason given';
  return new Fault(`Postgres did not start: ${line.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim()}`, `Its files are in ${home}; or use a Postgres of your own: DATABASE_URL=postgres://… npm start`);
}
