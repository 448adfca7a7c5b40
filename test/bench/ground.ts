// What all engines of a run stand on: one durable Postgres, the embedded Temporal server, and where its two programs are there the server that keeps its store in that Postgres.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { makeLog } from '../../activities/platform/logger.js';
import { ensureNamespace } from '../../activities/platform/house.js';
import { makeRinger } from '../../activities/platform/temporal.js';
import { CACHE } from '../../scripts/lib/paths.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { startTemporal } from '../../scripts/lib/temporal.mjs';
import { startTemporalOnPostgres } from './temporal-on-postgres.js';

export type TemporalKind = 'embedded' | 'postgres';
export type World = Awaited<ReturnType<typeof startWorld>>;

/** Starts all of it in a folder that `close` removes. `kinds`: which Temporal servers are needed. */
export async function startWorld(kinds: readonly TemporalKind[], say: (line: string) => void) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-bench-'));
  const database = await startPostgres({ dataDir: path.join(folder, 'postgres'), log: say });
  const stops: (() => Promise<void>)[] = [database.stop];
  const servers = new Map<TemporalKind, { address: string; pid: number }>();
  const admin = postgres(database.ownerUrl, { max: 1, onnotice: () => {}, connection: { application_name: 'bench-meter' } });
  const close = async () => {
    await admin.end({ timeout: 1 });
    for (const stop of stops.reverse()) await stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (kinds.includes('embedded')) {
      const server = await startTemporal({ dbFile: path.join(folder, 'temporal.db'), port: await freePort(), log: say });
      stops.push(server.stop);
      servers.set('embedded', server);
    }
    if (kinds.includes('postgres')) {
      const server = await startTemporalOnPostgres(database.ownerUrl, folder);
      stops.push(server.stop);
      servers.set('postgres', server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  let made = 0;
  return {
    folder, admin, servers, close, postgresPid: database.pid,
    /** An empty database of its own: as its owner, and as the role in which an app may work. */
    async database(): Promise<{ databaseUrl: string; appUrl: string }> {
      const name = `bench_${++made}`;
      await admin.unsafe(`create database ${name}`);
      const [databaseUrl = '', appUrl = ''] = [database.ownerUrl, database.url].map((address) => Object.assign(new URL(address), { pathname: `/${name}` }).href);
      return { databaseUrl, appUrl };
    },
    /** A namespace of its own on that server; its client looks at histories. */
    async namespace(kind: TemporalKind) {
      const address = servers.get(kind)?.address ?? '';
      const namespace = `bench-${++made}`;
      const log = makeLog('bench', 'silent');
      const ringer = makeRinger({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }, log);
      await ensureNamespace(ringer, namespace);
      return { address, namespace, client: ringer.client, close: ringer.close };
    },
  };
}

const MANIFEST = path.dirname(new URL(import.meta.url).pathname);

/** Where the packages of the peers are: installed once for each state of their lock file, into the cache. */
export async function peersInstalled(say: (line: string) => void): Promise<string> {
  const lock = fs.readFileSync(path.join(MANIFEST, 'package-lock.json'));
  const place = path.join(CACHE, `bench-peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (fs.existsSync(path.join(place, 'ready'))) return place;
  say('Installing the peers (once)');
  fs.mkdirSync(place, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) fs.copyFileSync(path.join(MANIFEST, file), path.join(place, file));
  const { ok, output } = await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: place, withinMs: 300_000 });
  if (!ok) throw new Error(`the peers could not be installed: ${output.slice(-400)}`);
  fs.writeFileSync(path.join(place, 'ready'), '');
  return place;
}

/** Starts the driver against one engine; `load` plays lives and resolves with what they took. */
export async function startDriver(engine: string, databaseUrl: string, origin: string, port: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', fileOf('driver.ts'), engine, databaseUrl, origin, String(port)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const heard = <T>(): Promise<T> => new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`the driver ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => { child.off('exit', gone); const failed = (message as { failed?: string }).failed; if (failed) reject(new Error(failed)); else resolve(message as T); });
  });
  await heard<'ready'>();
  return {
    load(order: import('./driver.js').Order): Promise<import('./driver.js').Load> { const answer = heard<import('./driver.js').Load>(); child.send(order); return answer; },
    async stop(): Promise<void> { if (child.exitCode !== null) return; const ended = new Promise((resolve) => child.once('exit', resolve)); child.disconnect(); await ended; },
  };
}

const fileOf = (name: string): string => path.join(MANIFEST, name);
