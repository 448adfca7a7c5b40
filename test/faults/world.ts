// The real stack, every process on wires: Postgres, Temporal, mailbox and bank as they are; API and worker reach them, and people reach the API, only through wires.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '../../scripts/lib/migrate.mjs';
import { nodeChild } from '../../scripts/lib/node-child.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';
import { supervise } from '../../scripts/lib/supervise.mjs';
import type { Plan, Trouble } from './plan.js';
import { type Fates, httpWire, personWire, plainWire, postgresWire, type Seen } from './wires.js';

export type World = Awaited<ReturnType<typeof startWorld>>;
type Process = 'api' | 'worker';

/** Starts a world without faults; `suffer` puts a plan on it, `heal` takes it off. `close` ends every process and removes the folder. */
export async function startWorld(say: (line: string) => void = () => {}) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-test-faults-'));
  const stack = await startStack({ dataDir, ports: 'free', only: ['postgres', 'temporal', 'mailbox', 'bank'], env: { KYOSO_ENV: 'demo' } });
  const engine = await stack.engine;
  if (!engine.ok) throw engine.fault;
  await migrate({ file: 'db/migrate.ts', env: { ...process.env, ...stack.env }, log: () => {}, logFile: path.join(dataDir, 'logs', 'migrate.log') });

  const services = new Map<Process, ReturnType<typeof supervise>>();
  /** Where the code of a process stands: another release has another folder. */
  const release = new Map<Process, string>();
  const kills: string[] = [], pages: Seen[] = [];
  /** How often each boundary was passed, by its place in the code as its statement tells it. */
  const sites = new Map<string, number>();
  let fates: Fates = () => 'pass', cuts = 0;
  const decide: Fates = (boundary) => {
    const fate = fates(boundary);
    const site = `${boundary.process} ${boundary.where} ${boundary.when}: ${boundary.what}`;
    sites.set(site, (sites.get(site) ?? 0) + 1);
    if (fate === 'cut') cuts++;
    if (fate === 'kill') kills.push(`${boundary.process} ${boundary.when} ${boundary.where}: ${boundary.what}`);
    return fate;
  };
  /** The process dies at once and is started again as its supervisor would, for as long as it takes; whoever asks for the second death of a dying process gets the first. */
  const dying = new Map<Process, Promise<void>>();
  const kill = async (name: Process): Promise<void> => {
    const service = services.get(name);
    if (!service || dying.has(name)) return;
    const death = service.kill();
    dying.set(name, death);
    await death;
    void service.start().catch((error: Error) => say(`${name} did not come back: ${error.message}`)).finally(() => dying.delete(name));
  };

  const base = { postgres: Number(new URL(stack.env.DATABASE_URL ?? '').port), mail: stack.ports.mailbox, bank: stack.ports.bank, engine: stack.ports.temporal };
  const rings = await plainWire(base.engine);
  const wires = [rings];
  for (const name of ['api', 'worker'] as const) {
    const [db, mail, bank] = [await postgresWire(name, base.postgres, decide, () => kill(name)), await httpWire(name, 'mail', base.mail, decide, () => kill(name)), await httpWire(name, 'bank', base.bank, decide, () => kill(name))];
    wires.push(db, mail, bank);
    const url = new URL(stack.env.DATABASE_URL ?? '');
    url.port = String(db.port);
    const env = { ...process.env, ...stack.env, DATABASE_URL: url.href, RESEND_BASE_URL: `http://127.0.0.1:${mail.port}`, BANK_URL: `http://127.0.0.1:${bank.port}`, TEMPORAL_ADDRESS: name === 'api' ? `127.0.0.1:${rings.port}` : stack.env.TEMPORAL_ADDRESS };
    const file = name === 'api' ? 'api/main.ts' : 'activities/worker.ts';
    services.set(name, supervise({
      name, log: say, onPid: () => {}, persist: true,
      launch: () => nodeChild({ file: path.join(release.get(name) ?? ROOT, file), env, healthUrl: `http://127.0.0.1:${stack.ports[name]}/healthz`, logFile: path.join(dataDir, 'logs', `${name}.log`), onLine: () => {} }),
    }));
  }
  const persons = await personWire(stack.ports.api, (page) => pages.push(page));
  wires.push(persons);
  await Promise.all([...services.values()].map((service) => service.start()));

  const sql = postgres(stack.env.DATABASE_OWNER_URL ?? '', { max: 2, onnotice: () => {}, connect_timeout: 10 });
  const control = async (what: 'mail' | 'bank', mode: string, count: number) => { await fetch(`http://127.0.0.1:${base[what]}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode, count, ms: 3_000 }) }); };
  let calm = new AbortController();
  let under: Promise<void>[] = [];
  const begin = async ({ what, how, forMs, afterMs }: Trouble, signal: AbortSignal): Promise<void> => {
    await pause(afterMs, signal);
    if (signal.aborted) return;
    say(`    trouble: ${what} ${how} for ${forMs} ms`);
    if (what === 'rings') { rings.down(true); await pause(forMs, signal); rings.down(false); }
    else if (what === 'mail' || what === 'bank') { await control(what, how, 20); await pause(forMs, signal); await control(what, 'ok', 0); }
    else {
      const service = what === 'engine' ? 'temporal' : 'postgres';
      await stack.kill(service);
      await pause(forMs, signal);
      await stack.start(service);
    }
  };
  return {
    stack, sql, pages, kills, sites, dataDir, rings,
    /** How a provider behaves for its next calls. */
    weather: control,
    cuts: () => cuts,
    /** What people and demos are given. */
    stage: { api: `http://127.0.0.1:${persons.port}`, mailbox: `http://127.0.0.1:${base.mail}`, bank: `http://127.0.0.1:${base.bank}` },
    kill,
    /** Ends a process politely and starts it from the code in a folder, as a deploy does. */
    async deploy(name: Process, folder: string): Promise<void> {
      await services.get(name)?.stop();
      release.set(name, folder);
      await services.get(name)?.start();
    },
    suffer(plan: Plan): void {
      fates = plan.fates;
      calm = new AbortController();
      under = plan.troubles.map((trouble) => begin(trouble, calm.signal));
    },
    /** Ends all faults; resolves when every process is up. */
    async heal(): Promise<void> {
      fates = () => 'pass';
      calm.abort();
      await Promise.all(under);
      await Promise.all([control('mail', 'ok', 0), control('bank', 'ok', 0)]);
      await Promise.all([...services.values()].map((service) => service.start()));
    },
    async close(): Promise<void> {
      await sql.end({ timeout: 2 }).catch(() => {});
      await Promise.all([...services.values()].map((service) => service.stop()));
      await Promise.all(wires.map((wire) => wire.close()));
      await stack.stopAll();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
