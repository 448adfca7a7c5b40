// Temporal's server with its store in the bench's Postgres, as it stands in production. Its two programs are looked for in the cache (`temporal-server`, `temporal-sql-tool`) and built with Go when they are not there.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess } from '../../scripts/lib/end-process.mjs';
import { onPath, runnable } from '../../scripts/lib/executables.mjs';
import { CACHE } from '../../scripts/lib/paths.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { processIdentity } from '../../scripts/lib/process-identity.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';

const VERSION = 'v1.31.2';
const PROGRAMS = { 'temporal-server': 'cmd/server', 'temporal-sql-tool': 'cmd/tools/sql' } as const;
type Program = keyof typeof PROGRAMS;

/** Where a program is; null when it is nowhere and Go is not there or could not build it. */
async function program(name: Program): Promise<string | null> {
  const kept = path.join(CACHE, name);
  const found = [onPath(name), kept].find(runnable);
  if (found) return found;
  if (!onPath('go')) return null;
  const source = `go.temporal.io/server/${PROGRAMS[name]}@${VERSION}`;
  const { ok } = await runCommand('go', ['install', source], { env: { GOBIN: CACHE }, withinMs: 900_000 });
  const built = path.join(CACHE, path.basename(PROGRAMS[name]));
  if (!ok || !runnable(built)) return null;
  fs.renameSync(built, kept);
  return kept;
}

/** Both programs; null when one cannot be had, and then the engines on this server are left out. */
export async function temporalPrograms(): Promise<{ readonly [K in Program]: string } | null> {
  const [server, tool] = [await program('temporal-server'), await program('temporal-sql-tool')];
  return server && tool ? { 'temporal-server': server, 'temporal-sql-tool': tool } : null;
}

const store = (database: string, at: URL, connections: number): string => `{ sql: { pluginName: postgres12, databaseName: ${database}, connectAddr: "${at.host}", connectProtocol: tcp, user: "${at.username}", password: "${at.password}", maxConns: ${connections}, maxIdleConns: ${connections} } }`;

/** Makes the store and starts the server: four shards, one partition of each task queue, as fits a city. Resolves when it answers. */
export async function startTemporalOnPostgres(databaseUrl: string, folder: string): Promise<{ address: string; pid: number; stop(): Promise<void> }> {
  const programs = await temporalPrograms();
  if (!programs) throw new Error('the Temporal server for Postgres is not there');
  const at = new URL(databaseUrl);
  for (const [database, schema] of [['temporal', 'temporal'], ['temporal_visibility', 'visibility']] as const) {
    const base = ['--plugin', 'postgres12', '--ep', at.hostname, '-p', at.port, '-u', at.username, '--pw', at.password, '--db', database];
    for (const args of [['create'], ['setup-schema', '-v', '0.0'], ['update-schema', '--schema-name', `postgresql/v12/${schema}`]]) {
      const { ok, output } = await runCommand(programs['temporal-sql-tool'], [...base, ...args], { withinMs: 60_000 });
      if (!ok) throw new Error(`the store of Temporal: ${output.slice(-300)}`);
    }
  }
  const ports = await Promise.all(Array.from({ length: 8 }, freePort));
  const address = `127.0.0.1:${ports[0]}`;
  const services = ['frontend', 'history', 'matching', 'worker'].map((name, n) => `  ${name}: { rpc: { grpcPort: ${ports[n]}, membershipPort: ${ports[n + 4]}, bindOnLocalHost: true } }`).join('\n');
  fs.writeFileSync(path.join(folder, 'dynamic.yaml'), ['frontend.rps', 'frontend.namespaceRPS', 'frontend.persistenceMaxQPS', 'history.persistenceMaxQPS', 'matching.persistenceMaxQPS'].map((key) => `${key}: [{ value: 100000 }]`).concat(['matching.numTaskqueueReadPartitions: [{ value: 1 }]', 'matching.numTaskqueueWritePartitions: [{ value: 1 }]']).join('\n'));
  const config = path.join(folder, 'temporal.yaml');
  fs.writeFileSync(config, `log: { stdout: true, level: error }
persistence:
  defaultStore: default
  visibilityStore: visibility
  numHistoryShards: 4
  datastores:
    default: ${store('temporal', at, 20)}
    visibility: ${store('temporal_visibility', at, 5)}
global: { membership: { maxJoinDuration: 30s, broadcastAddress: 127.0.0.1 } }
services:
${services}
clusterMetadata: { enableGlobalNamespace: false, failoverVersionIncrement: 10, masterClusterName: active, currentClusterName: active, clusterInformation: { active: { enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: "${address}" } } }
dcRedirectionPolicy: { policy: noop }
publicClient: { hostPort: "${address}" }
dynamicConfigClient: { filepath: "${path.join(folder, 'dynamic.yaml')}", pollInterval: 60s }
`);
  const output = fs.openSync(path.join(folder, 'temporal-server.log'), 'w');
  const child = spawn(programs['temporal-server'], ['--config-file', config, '--allow-no-auth', 'start'], { detached: true, stdio: ['ignore', output, output] });
  fs.closeSync(output);
  const pid = child.pid ?? 0;
  const identity = processIdentity(pid);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; !(await answers(Number(ports[0]))); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error(`the Temporal server on Postgres did not start: ${fs.readFileSync(path.join(folder, 'temporal-server.log'), 'utf8').slice(-300)}`);
    await pause(100);
  }
  return { address, pid, stop: async () => { await endProcess({ pid, identity, signal: 'SIGTERM', group: true }); await ended; } };
}

const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});
