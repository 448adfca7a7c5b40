import fs from 'node:fs';
import path from 'node:path';
import { childLines } from './child-lines.mjs';
import { answers, checkDatabase } from './external.mjs';
import { Fault } from './fault.mjs';
import { migrate } from './migrate.mjs';
import { nodeChild } from './node-child.mjs';
import { servePlug } from './plug.mjs';
import { startPostgres } from './postgres.mjs';
import { takeRun } from './run-file.mjs';
import { stackEnvironment } from './stack-environment.mjs';
import { stackPorts } from './stack-ports.mjs';
import { supervise } from './supervise.mjs';
import { startTemporal } from './temporal.mjs';

/** @typedef {import('./stack-ports.mjs').ServiceName} ServiceName */
/** @typedef {{ ok: true } | { ok: false, fault: Error }} EngineState */

/**
 * A running stack. It resolves when the pages answer; `engine` tells later whether Temporal and the worker came up too.
 * @typedef {object} Stack
 * @property {string} dataDir absolute
 * @property {Record<string, string>} urls api, mailbox, bank, temporal (its web page), as a person opens them
 * @property {Record<string, string>} env Kyoso's variables as the children have them, DATABASE_URL and DATABASE_OWNER_URL included
 * @property {import('./stack-ports.mjs').Ports} ports
 * @property {{ temporal: string, logs: string }} files Temporal's database file (stop it, delete it, start it = a lost server) and the folder of logs
 * @property {Promise<EngineState>} engine never rejects
 * @property {(name: ServiceName) => 'down' | 'starting' | 'ready'} state
 * @property {(name: ServiceName) => Promise<void>} start resolves when healthy
 * @property {(name: ServiceName) => Promise<void>} stop politely; stays down until `start`
 * @property {(name: ServiceName) => Promise<void>} kill SIGKILL; stays down until `start`
 * @property {(name: ServiceName) => Promise<void>} crash SIGKILL; the supervisor starts it again
 * @property {() => Promise<void>} stopAll in reverse order, and gives the directory back
 */

/** In the order they are stopped. */
const STOP_ORDER = /** @type {ServiceName[]} */ (['worker', 'api', 'bank', 'mailbox', 'temporal', 'postgres']);

/**
 * Brings up the whole of Kyoso on one data directory: Postgres (or `DATABASE_URL`), Temporal (or `TEMPORAL_ADDRESS`), the
 * practice city's mailbox and bank (unless real ones are set), API and worker, each supervised.
 * @param {object} options
 * @param {string} options.dataDir everything that is kept; one stack at a time
 * @param {'free' | Partial<import('./stack-ports.mjs').Ports>} [options.ports] `'free'`: any; otherwise what is given, the settings, or 3000 3001 3002 3003 7233
 * @param {NodeJS.ProcessEnv} [options.env] the settings; `process.env` by default. Given ones replace those of the shell
 * @param {import('./step.mjs').Log} [options.log]
 * @param {ServiceName[]} [options.only] which services; all by default. Migration runs when the API or the worker is among them
 * @param {boolean} [options.fast] Postgres without durability (tests)
 * @param {boolean} [options.watch] API and worker restart when a file changes
 * @param {boolean} [options.verbose] show the children's everyday lines too
 * @param {{ api?: string, worker?: string, migrate?: string }} [options.programs] other files for these (tests of the launcher)
 * @returns {Promise<Stack>}
 */
export async function startStack({ dataDir: place, ports: asked, env: settings = process.env, log = () => {}, only = STOP_ORDER, fast = false, watch = false, verbose = false, programs = {} }) {
  const dataDir = path.resolve(place);
  const logs = path.join(dataDir, 'logs');
  makeFolder(logs, dataDir);
  const run = await takeRun(dataDir, log);
  const external = { postgres: settings.DATABASE_URL, temporal: settings.TEMPORAL_ADDRESS, bank: settings.BANK_URL, mailbox: settings.RESEND_API_KEY || settings.SMTP_URL };
  const starting = STOP_ORDER.filter((name) => only.includes(name) && !external[/** @type {keyof typeof external} */ (name)]);
  /** @type {Map<ServiceName, import('./supervise.mjs').Service>} */
  const services = new Map();
  let stopping = false;
  /** @type {Awaited<ReturnType<typeof servePlug>> | undefined} */
  let plug;
  const stopAll = async () => {
    stopping = true;
    plug?.close();
    for (const name of STOP_ORDER) await services.get(name)?.stop();
    run.release();
  };

  try {
    const ports = await stackPorts({ asked, settings, dataDir, starting });
    const { known, inherited } = stackEnvironment({ settings, dataDir, ports });
    const files = { temporal: path.join(dataDir, 'temporal', 'temporal.db'), logs };
    const logFile = (/** @type {string} */ name) => path.join(logs, `${name}.log`);

    /** @param {ServiceName} name @param {(signal: AbortSignal) => import('./supervise.mjs').Handle | Promise<import('./supervise.mjs').Handle>} launch @param {boolean} [persist] */
    const add = (name, launch, persist) => {
      if (starting.includes(name)) services.set(name, supervise({ name, launch, log, persist, onPid: (pid) => run.child(name, pid) }));
    };
    /** @param {ServiceName} name @param {string} file @param {number} port @param {NodeJS.ProcessEnv} [extra] @param {boolean} [persist] */
    const addNode = (name, file, port, extra = {}, persist = false) => {
      if (starting.includes(name)) fs.rmSync(logFile(name), { force: true });
      add(
        name,
        () =>
          nodeChild({
            file,
            env: { ...inherited, ...withoutOwner(known), ...extra },
            healthUrl: `http://127.0.0.1:${port}/healthz`,
            logFile: logFile(name),
            watch: watch && (name === 'api' || name === 'worker'),
            onLine: childLines(name, log, verbose),
          }),
        persist,
      );
    };
    add('postgres', async () => {
      const server = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), port: ports.postgres, log, fast });
      known.DATABASE_URL = server.url;
      known.DATABASE_OWNER_URL = server.ownerUrl;
      return server;
    });
    add('temporal', (signal) =>
      startTemporal({ dbFile: files.temporal, port: ports.temporal, uiPort: ports.temporalUi, namespace: known.TEMPORAL_NAMESPACE, log, logFile: logFile('temporal'), signal }),
    );
    // The city's callbacks go to the API directly, also when PUBLIC_URL is a name only browsers can reach.
    const api = `http://127.0.0.1:${ports.api}`;
    addNode('mailbox', 'scripts/city/mailbox.ts', ports.mailbox, { PORT: String(ports.mailbox), WEBHOOK_URL: `${api}/hooks/mail` });
    addNode('bank', 'scripts/city/bank.ts', ports.bank, { PORT: String(ports.bank), BANK_WEBHOOK_URL: settings.BANK_WEBHOOK_URL ?? `${api}/hooks/bank` });
    addNode('api', programs.api ?? 'api/main.ts', ports.api);
    addNode('worker', programs.worker ?? 'activities/worker.ts', ports.worker, {}, true);

    // A practice city may be stopped in parts by its own page; no other city has that address.
    if (starting.includes('api') && known.KYOSO_ENV !== 'production' && (known.SIGN_IN ?? 'demo') === 'demo') {
      plug = await servePlug(services, log);
      known.PLUG_URL = plug.url;
    }

    const city = Promise.all([services.get('mailbox')?.start(), services.get('bank')?.start()]);
    const temporal = startEngine(services.get('temporal'), external.temporal);
    // Awaited further down; a failure before that must not end the process.
    city.catch(() => {});

    await services.get('postgres')?.start();
    // The app's own user may have to be made first, by the owner.
    if (external.postgres) await (settings.DATABASE_OWNER_URL ? checkDatabase(settings.DATABASE_OWNER_URL, 'DATABASE_OWNER_URL') : checkDatabase(external.postgres));
    if (known.DATABASE_URL && (only.includes('api') || only.includes('worker'))) await migrate({
        file: programs.migrate ?? 'db/migrate.ts',
        env: { ...inherited, ...known },
        log,
        logFile: logFile('migrate'),
        stamp: external.postgres ? undefined : path.join(dataDir, 'postgres', 'prepared'),
      });
    await services.get('api')?.start().catch(asChildFault('api', logFile('api')));
    await city.catch(asChildFault('mailbox or bank', logs));

    /** @type {Promise<EngineState>} */
    const engine = (async () => {
      const state = await temporal;
      // A server of somebody else may come later: the worker then waits for it. Without a server of our own there is nothing to wait for.
      if (stopping || (!state.ok && !external.temporal)) return state;
      const worker = services.get('worker')?.start().catch(asChildFault('worker', logFile('worker')));
      if (state.ok) await worker;
      else worker?.catch(() => {});
      return state;
    })().catch((fault) => ({ ok: false, fault }));

    const urls = {
      ...(starting.includes('api') ? { api: known.PUBLIC_URL ?? '' } : {}),
      ...(starting.includes('mailbox') ? { mailbox: known.MAILBOX_URL ?? `http://localhost:${ports.mailbox}` } : {}),
      ...(starting.includes('bank') ? { bank: `http://localhost:${ports.bank}` } : {}),
      ...(starting.includes('temporal') && ports.temporalUi ? { temporal: `http://localhost:${ports.temporalUi}` } : {}),
    };
    run.note({ urls, env: known });
    const service = (/** @type {ServiceName} */ name) => {
      const found = services.get(name);
      if (!found) throw new Error(`This stack has no ${name} of its own (it has: ${[...services.keys()].join(', ')}).`);
      return found;
    };
    return {
      dataDir,
      urls,
      env: known,
      ports,
      files,
      engine,
      state: (name) => service(name).state(),
      start: (name) => service(name).start(),
      stop: (name) => service(name).stop(),
      kill: (name) => service(name).kill(),
      crash: (name) => service(name).crash(),
      stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/**
 * What a process that serves people is given: not the owner's way into the database, so that whoever takes it over has none either.
 * @param {Record<string, string>} known
 */
function withoutOwner({ DATABASE_OWNER_URL: _, ...known }) {
  return known;
}

/** @param {string} folder @param {string} dataDir */
function makeFolder(folder, dataDir) {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    // Also ENOENT: that is what Node says of a read-only file system here.
    throw new Fault(`The data directory ${dataDir} cannot be created or written (${code}).`, `Give it to yourself: sudo chown -R "$(id -un)" "${dataDir}" — or choose another place: DATA_DIR=/some/where npm start`);
  }
}

/**
 * @param {import('./supervise.mjs').Service | undefined} own @param {string | undefined} address of a server somebody else runs
 * @returns {Promise<EngineState>}
 */
async function startEngine(own, address) {
  try {
    await own?.start();
    if (address && !(await answers(address)))
      throw new Fault(`TEMPORAL_ADDRESS: nothing answers at ${address}. Pages work and keep what people do; cases move on once it is there.`, 'Start that server or correct the address; without TEMPORAL_ADDRESS Kyoso brings its own: env -u TEMPORAL_ADDRESS npm start');
    return { ok: true };
  } catch (error) {
    return { ok: false, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** @param {string} name @param {string} where @returns {(error: Error) => never} */
function asChildFault(name, where) {
  return (error) => {
    throw new Fault(`${name} did not start: ${error.message}`, `All it said is in ${where}; then run npm start again.`);
  };
}
