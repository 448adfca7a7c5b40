import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Advanced } from '../../workflows/contracts/activities.js';
import { loopWorker, until } from '../support/loop.js';

type Script = { calls: number; next: (call: number) => Advanced | Promise<Advanced> };
const scripts = new Map<string, Script>();
const made: string[] = [];
const bank = { words: [] as string[], instructed: 0, given: 0, lost: false };
let loop: Awaited<ReturnType<typeof loopWorker>>;

beforeAll(async () => {
  loop = await loopWorker({
    async advance(_kind: string, id: string) { const script = scripts.get(id); if (!script) throw new Error('no script'); return script.next(++script.calls); },
    async makeDocument(_caseId: string, key: string) { made.push(key); },
    async openOrder() { return { order: 'o', state: 'reserved' }; },
    async instruct() { bank.instructed++; if (bank.lost) throw new Error('answer lost'); return true; },
    async lookUp() { return bank.words.shift() ?? 'settled'; },
    async giveToPerson() { bank.given++; },
  } as never, inject('temporalAddress'));
});
afterAll(() => loop.close());

const sleeping: Advanced = { closed: false, sleepMs: null, hands: [] };
const closed: Advanced = { closed: true, sleepMs: null, hands: [] };
const script = (next: Script['next']): { id: string; script: Script } => { const id = `c-${randomUUID()}`; const entry = { calls: 0, next }; scripts.set(id, entry); return { id, script: entry }; };

test('law 8: a ring starts a run that was not there, and doubled rings change nothing but one more look', async () => {
  const one = script(() => sleeping);
  await Promise.all([loop.ring(one.id), loop.ring(one.id), loop.ring(one.id)]);
  await until('the first advance', () => one.script.calls >= 1);
  const before = one.script.calls;
  await loop.ring(one.id);
  await until('one more look', () => one.script.calls > before);
  expect(one.script.calls).toBeLessThanOrEqual(6);
});

test('law 8: a ring that comes while the run advances is not lost', async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  const one = script(async (call) => { if (call === 1) await held; return sleeping; });
  await loop.ring(one.id);
  await until('the run to advance', () => one.script.calls === 1);
  await loop.ring(one.id);
  release();
  await until('the second look', () => one.script.calls >= 2);
});

test('law 8: a closed case ends its run, and a ring after the end starts another', async () => {
  const one = script(() => closed);
  const handle = await loop.ring(one.id);
  await handle.result();
  await loop.ring(one.id);
  await until('the second run', () => one.script.calls >= 2);
});

test('law 8: after three failed attempts the run waits durably, and the next ring recovers it at once', async () => {
  const one = script((call) => { if (call <= 3) throw new Error('database away'); return sleeping; });
  await loop.ring(one.id);
  await until('three attempts', () => one.script.calls >= 3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const started = Date.now();
  await loop.ring(one.id);
  await until('recovery', () => one.script.calls >= 4);
  expect(Date.now() - started).toBeLessThan(5000);
});

test('law 8: a run wakes by itself when what it waits for is due', async () => {
  const one = script((call) => (call === 1 ? { closed: false, sleepMs: 1000, hands: [] } : closed));
  await (await loop.ring(one.id)).result();
  expect(one.script.calls).toBeGreaterThanOrEqual(2);
});

test('law 10: a hand that is handed out twice runs once at a time and does not hold its case', async () => {
  const key = `document:x:${randomUUID()}`;
  const one = script((call) => (call < 3 ? { closed: false, sleepMs: 1000, hands: [{ kind: 'document', key }, { kind: 'document', key }] } : closed));
  await (await loop.ring(one.id)).result();
  await until('the document', () => made.includes(key));
});

test('law 8: a worker that dies while it advances loses nothing; the next one goes on within seconds', async () => {
  const one = script((call) => (call === 1 ? new Promise<Advanced>((resolve) => setTimeout(() => resolve(sleeping), 1500)) : closed));
  const handle = await loop.ring(one.id);
  await until('the run to advance', () => one.script.calls === 1);
  await loop.restart();
  const started = Date.now();
  await loop.ring(one.id);
  await handle.result();
  expect(Date.now() - started).toBeLessThan(12_000);
}, 30_000);

test('law 11: an answer that was lost is looked up and never sent again', async () => {
  Object.assign(bank, { words: ['unknown', 'pending', 'settled'], instructed: 0, lost: true });
  await (await loop.start('paymentOrder', `paymentOrder:${randomUUID()}`, ['c', 'k'])).result();
  expect(bank.instructed).toBe(1);
  expect(bank.given).toBe(0);
}, 60_000);
