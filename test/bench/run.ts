// npm run bench: one life (L1) on Kyoso's real path and on its peers, interleaved in one run on one durable Postgres; ratios to the floor of the same round.
//
//   npm run bench                                        two rounds of 24 cases at 12 at once, and 3 alone
//   npm run bench -- --rounds 5 --cases 200 --concurrency 32 --alone 10     a quiet machine's run
//   npm run bench -- --engines floor,kyoso               only these; see engines/index.ts for the names
//   npm run bench -- --shared                            says in the file that others worked on the machine
//   npm run bench -- --out FOLDER                        writes <date>.json and <date>.md there instead of test/bench/results
//
// How it measures, and what was found: README.md beside it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { freePort } from '../../scripts/lib/ports.mjs';
import { ENGINES } from './engines/index.js';
import { peersInstalled, startDriver, startWorld, type TemporalKind, type World } from './ground.js';
import { memory, readBooks, readCpu } from './meter.js';
import { type Machine, type Phase, table } from './table.js';
import { temporalPrograms } from './temporal-on-postgres.js';

const { values: asked } = parseArgs({ options: {
  rounds: { type: 'string', default: '2' }, cases: { type: 'string', default: '24' }, concurrency: { type: 'string', default: '12' }, alone: { type: 'string', default: '3' }, engines: { type: 'string', default: Object.keys(ENGINES).join(',') },
  shared: { type: 'boolean', default: false }, out: { type: 'string', default: path.join(path.dirname(new URL(import.meta.url).pathname), 'results') },
} });
const say = (line: string): void => console.log(line);

/** One engine, one load: a fresh database, namespace and process; two lives to warm up, then the measured ones. */
async function measure(world: World, name: string, round: number, load: { cases: number; concurrency: number }): Promise<Phase> {
  const engine = ENGINES[name];
  if (!engine) throw new Error(`no engine ${name}: ${Object.keys(ENGINES).join(', ')}`);
  const { databaseUrl, appUrl } = await world.database();
  const kind: TemporalKind | null = engine.temporal === 'none' ? null : engine.temporal;
  const temporal = kind ? await world.namespace(kind) : null;
  const [port, workerPort, providerPort] = [await freePort(), await freePort(), await freePort()];
  const dataDir = path.join(world.folder, name);
  fs.mkdirSync(dataDir, { recursive: true });
  const ground = { databaseUrl, appUrl, dataDir, port, workerPort, provider: `http://127.0.0.1:${providerPort}`, temporal: { address: temporal?.address ?? '', namespace: temporal?.namespace ?? '' } };
  await engine.prepare(ground);
  const driver = await startDriver(name, databaseUrl, `http://127.0.0.1:${port}`, providerPort);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { application_name: 'bench-meter' } });
  try {
    const running = await engine.start(ground);
    stopEngine = running.stop;
    const parts = { app: running.groups, server: kind ? (world.servers.get(kind)?.pid ?? null) : null, postgres: world.postgresPid };
    let stopped = false;
    try {
      const books = await readBooks(sql);
      const warm = Math.min(2, load.cases);
      const warmed = await driver.load({ cases: warm, concurrency: warm, word: `w${round}-` });
      const before = await readCpu(sql, parts);
      const done = await driver.load({ ...load, word: `r${round}-` });
      const after = await readCpu(sql, parts);
      const ram = memory(parts);
      const histories = temporal && engine.workflowId ? await Promise.all(done.caseIds.slice(0, 8).map(async (id) => (await temporal.client.workflow.getHandle(engine.workflowId?.(id) ?? '').describe()).raw.workflowExecutionInfo)) : [];
      await running.stop();
      stopped = true;
      const end = await readBooks(sql);
      const lives = load.cases + warm;
      const used = (part: 'app' | 'server' | 'postgres'): number => (after[part] - before[part]) / load.cases;
      const mean = (list: readonly number[]): number | null => (list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length);
      return {
        engine: name, round, ...load, casesPerSecond: load.cases / done.seconds, cpu: { app: used('app'), server: used('server'), postgres: used('postgres') },
        others: (after.all - before.all - (used('app') + used('server') + used('postgres')) * load.cases) / (after.at - before.at), inside: done.inside, border: done.border, mail: done.mail, mailsPerCase: done.mails / load.cases,
        flushes: (end.flushes - books.flushes) / lives, walBytes: (end.walBytes - books.walBytes) / lives, commits: (end.commits - books.commits - warmed.looks - done.looks) / lives, rows: (end.rows - books.rows) / lives, bytes: (end.bytes - books.bytes) / lives,
        historyEvents: mean(histories.map((one) => Number(one?.historyLength ?? 0))), historyBytes: mean(histories.map((one) => Number(one?.historySizeBytes ?? 0))), memory: ram,
      };
    } finally {
      if (!stopped) await running.stop();
    }
  } finally {
    await driver.stop();
    await sql.end({ timeout: 1 });
    await temporal?.close();
    if (process.env.KYOSO_BENCH_LOGS) fs.cpSync(dataDir, path.join(process.env.KYOSO_BENCH_LOGS, name), { recursive: true });
  }
}

function machine(postgresVersion: string): Machine {
  const [cpu] = os.cpus();
  return { cpu: cpu?.model ?? '', cores: os.cpus().length, memoryGb: Math.round(os.totalmem() / 2 ** 30), kernel: os.release(), node: process.version, postgres: postgresVersion, shared: asked.shared, loadBefore: os.loadavg()[0] ?? 0, commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim() };
}

let names = asked.engines.split(',');
if (names.some((name) => ENGINES[name]?.temporal === 'postgres') && !(await temporalPrograms())) {
  say('Temporal on Postgres is left out: its programs are not there and Go could not build them.');
  names = names.filter((name) => ENGINES[name]?.temporal !== 'postgres');
}
process.env.PEERS_DIR = await peersInstalled(say);
const kinds = (['embedded', 'postgres'] as const).filter((kind) => names.some((name) => ENGINES[name]?.temporal === kind));
const world = await startWorld(kinds, say);
/** What an interrupted run leaves must be ended too: the engine that runs, then the servers. */
let stopEngine = async (): Promise<void> => {};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopEngine().then(world.close).finally(() => process.exit(130)));
const phases: Phase[] = [];
try {
  const [version] = await world.admin<{ v: string }[]>`select current_setting('server_version') as v`;
  const about = machine(version?.v ?? '');
  for (let round = 1; round <= Number(asked.rounds); round++) {
    for (const load of [{ cases: Number(asked.alone), concurrency: 1 }, { cases: Number(asked.cases), concurrency: Number(asked.concurrency) }]) {
      for (const name of names) {
        try {
          const phase = await measure(world, name, round, load);
          phases.push(phase);
          const { app, server, postgres: pg } = phase.cpu;
          say(`round ${round}  ${name.padEnd(9)} ${String(load.concurrency).padStart(2)} at once: ${phase.casesPerSecond.toFixed(2)} cases/s, ${(app + server + pg).toFixed(3)} CPU-s a case (app ${app.toFixed(3)}, server ${server.toFixed(3)}, Postgres ${pg.toFixed(3)}); others used ${phase.others.toFixed(1)} cores`);
        } catch (error) {
          say(`round ${round}  ${name}: ${error instanceof Error ? error.message : error}`);
        }
        await pause(200);
      }
    }
  }
  const before = fs.existsSync(asked.out) ? fs.readdirSync(asked.out).filter((name) => name.endsWith('.json') && !name.startsWith('grow')).sort().at(-1) : undefined;
  const last = before ? (JSON.parse(fs.readFileSync(path.join(asked.out, before), 'utf8')) as { phases: Phase[] }).phases : null;
  const page = table(about, phases, last ? { name: before ?? '', phases: last } : null);
  fs.mkdirSync(asked.out, { recursive: true });
  const stem = path.join(asked.out, new Date().toISOString().slice(0, 16).replaceAll(':', ''));
  fs.writeFileSync(`${stem}.json`, `${JSON.stringify({ machine: about, phases: phases.map((phase) => ({ ...phase, inside: phase.inside.map(Math.round), border: phase.border.map(Math.round), mail: phase.mail.map(Math.round) })) })}\n`);
  fs.writeFileSync(`${stem}.md`, page);
  say(page);
} finally {
  await world.close();
}
