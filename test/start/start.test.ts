// What a newcomer meets at the first command when something is wrong: each fault names its cause and the next command in two lines, and shows no stack.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const place = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-test-start-'));
const children: ChildProcess[] = [];

type Said = { readonly lines: readonly string[]; readonly code: number | null };
type Start = { readonly child: ChildProcess; readonly lines: string[]; until(words: RegExp): Promise<void>; readonly over: Promise<Said> };

/** Runs `npm start` as the script behind it, in `cwd`, and reads what it says. */
function start(env: NodeJS.ProcessEnv, cwd = ROOT): Start {
  const { NODE_OPTIONS: _options, VITEST: _vitest, ...clean } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const lines: string[] = [];
  let ended: Said | null = null;
  const told = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => {
    lines.push(...chunk.toString().split('\n').filter((line) => line.trim() !== ''));
    for (const tell of told) tell();
  });
  const over = new Promise<Said>((resolve) => child.once('close', (code) => { ended = { lines, code }; for (const tell of told) tell(); resolve(ended); }));
  const until = (words: RegExp) => new Promise<void>((resolve, reject) => {
    const look = () => {
      if (lines.some((line) => words.test(line))) resolve();
      else if (ended) reject(new Error(`ended with ${ended.code} before it said ${words}:\n${lines.join('\n')}`));
    };
    told.add(look);
    look();
  });
  return { child, lines, until, over };
}

/** The two lines of a fault; anything that looks like a stack is a failure of its own. */
function faultOf(lines: readonly string[]): { cause: string; next: string } {
  const at = lines.findLastIndex((line) => line.startsWith('✗'));
  expect(lines.filter((line) => /^\s+at |^node:internal|Node\.js v/.test(line)), lines.join('\n')).toEqual([]);
  expect(at, lines.join('\n')).toBeGreaterThanOrEqual(0);
  return { cause: lines[at] ?? '', next: lines.slice(at + 1).join('\n') };
}

/** A data directory and ports of its own. */
async function own(name: string): Promise<NodeJS.ProcessEnv & { PORT: string }> {
  const [PORT, MAILBOX_PORT, BANK_PORT, WORKER_HEALTH_PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT] = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => String(await freePort())));
  return { DATA_DIR: path.join(place, name), PORT: PORT ?? '', MAILBOX_PORT, BANK_PORT, WORKER_HEALTH_PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT };
}

let taken: net.Server;
beforeAll(async () => {
  taken = net.createServer();
  await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await new Promise((done) => taken.close(done));
  fs.rmSync(place, { recursive: true, force: true });
});

describe('a start that cannot succeed', () => {
  const faults: readonly { readonly name: string; readonly env: () => NodeJS.ProcessEnv; readonly cause: RegExp; readonly next: RegExp; readonly cwd?: () => string }[] = [
    { name: 'an old Node', env: () => ({ NODE_OPTIONS: `--require ${oldNode()}` }), cause: /Node 16\.20\.2 is not one Kyoso runs on/, next: /nvm install 24/ },
    { name: 'a port that is taken', env: () => ({ PORT: String((taken.address() as AddressInfo).port) }), cause: /Port \d+ is taken/, next: /PORT=\d+ npm start/ },
    { name: 'a DATABASE_URL where nobody answers', env: () => ({ DATABASE_URL: 'postgres://kyoso@127.0.0.1:1/kyoso' }), cause: /DATABASE_URL/, next: /npm start/ },
    { name: 'a DATABASE_URL that is none', env: () => ({ DATABASE_URL: 'kyoso at home' }), cause: /DATABASE_URL/, next: /npm start/ },
    { name: 'a data directory that cannot be', env: () => ({ DATA_DIR: '/dev/null/kyoso' }), cause: /cannot be created or written/, next: /DATA_DIR=\/some\/where npm start/ },
    { name: 'a port that is no number', env: () => ({ PORT: 'http' }), cause: /PORT=http is not a port number/, next: /PORT=\d+ npm start/ },
    { name: 'no network at the first start', env: () => ({ npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0', npm_config_cache: path.join(place, 'npm-cache') }), cause: /npm registry was not reachable/, next: /npm start/, cwd: bareCopy },
  ];
  test.each(faults)('says what is wrong and what to do: $name', async ({ env, cause, next, cwd }) => {
    const said = await start({ ...(await own('fault')), ...env() }, cwd?.()).over;
    expect(said.code, said.lines.join('\n')).toBe(1);
    const told = faultOf(said.lines);
    expect(told.cause).toMatch(cause);
    expect(told.next).toMatch(next);
    expect(told.next.split('\n')).toHaveLength(1);
  }, 60_000);
});

test('without its engine the pages are there all the same, and the fault is told in two lines', async () => {
  const env = { ...(await own('no-engine')), TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const run = start(env);
  await run.until(/^✗/);
  expect((await fetch(`http://127.0.0.1:${env.PORT}/`)).status).toBe(200);
  const { cause, next } = faultOf(run.lines);
  expect(cause).toContain('TEMPORAL_ADDRESS');
  expect(next).toContain('npm start');
  run.child.kill('SIGINT');
  expect((await run.over).code).toBe(1);
}, 90_000);

test('a start that was killed is cleaned up by the next one, which finds what was there; a second one beside it is refused; Ctrl-C ends all of it', async () => {
  const env = await own('killed');
  const first = start(env);
  await first.until(/engine is ready/);
  const home = await (await fetch(`http://127.0.0.1:${env.PORT}/`)).text();
  const beside = await start(env).over;
  expect(beside.code).toBe(1);
  expect(faultOf(beside.lines)).toMatchObject({ cause: expect.stringContaining(`process ${first.child.pid}`), next: expect.stringContaining(`kill ${first.child.pid}`) });
  first.child.kill('SIGKILL');
  await first.over;
  const second = start(env);
  await second.until(/engine is ready/);
  expect(second.lines.some((line) => line.includes('left over from a start that died'))).toBe(true);
  expect((await (await fetch(`http://127.0.0.1:${env.PORT}/`)).text()).length).toBe(home.length);
  second.child.kill('SIGINT');
  const { code, lines } = await second.over;
  expect(code, lines.join('\n')).toBe(0);
  await expect(fetch(`http://127.0.0.1:${env.PORT}/`)).rejects.toThrow();
}, 180_000);

/** Makes a Node say that it is an old one. */
function oldNode(): string {
  const file = path.join(place, 'old-node.cjs');
  fs.writeFileSync(file, "Object.defineProperty(process.versions, 'node', { value: '16.20.2' });\n");
  return file;
}

/** The repository without what an install puts there. */
function bareCopy(): string {
  const copy = path.join(place, 'bare');
  for (const name of ['package.json', 'package-lock.json', 'scripts']) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  return copy;
}
