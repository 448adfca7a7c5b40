// The loop under bad weather on a real server: rings at random moments, doubled and lost, a worker that dies, a run that goes on as a new one.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Advanced } from '../../workflows/contracts/activities.js';
import { random } from '../support/life.js';
import { loopWorker, until } from '../support/loop.js';

/** What Postgres would say: facts that happened, how many advance has taken up, documents that are wanted and made. */
type Truth = { facts: number; taken: number; advances: number; wanted: Set<string>; made: Map<string, number> };
const ENOUGH = 8;
const cases = new Map<string, Truth>();
const padded = new Map<string, { calls: number; ids: string[] }>();
let loop: Awaited<ReturnType<typeof loopWorker>>;

beforeAll(async () => {
  loop = await loopWorker({
    async advance(_kind: string, id: string): Promise<Advanced & { padding?: string }> {
      const long = padded.get(id);
      if (long) {
        long.calls++;
        long.ids.push(id);
        // Fifteen of these fill a history until the server asks for a new run.
        return { closed: false, sleepMs: null, hands: [], padding: 'x'.repeat(300_000) };
      }
      const truth = cases.get(id);
      if (!truth) throw new Error('no such case');
      truth.advances++;
      // Now and then the database is away.
      if (truth.advances % 7 === 3) throw new Error('database away');
      for (; truth.taken < truth.facts; truth.taken++) if (truth.taken % 2 === 0) truth.wanted.add(`document:${truth.taken}`);
      const hands = [...truth.wanted].filter((key) => !truth.made.has(key)).map((key) => ({ kind: 'document' as const, key }));
      return { closed: truth.taken >= ENOUGH, sleepMs: null, hands };
    },
    async makeDocument(id: string, key: string) {
      const truth = cases.get(id);
      // Like every hand it reads its row first: it may have been started for a row that was done in between.
      if (truth?.made.has(key)) return;
      truth?.made.set(key, (truth.made.get(key) ?? 0) + 1);
    },
  } as never, inject('temporalAddress'));
});
afterAll(() => loop.close());

test('law 8: rings at any moment, doubled, lost, and a worker that dies on the way: every case takes up every fact, and each document is made once', async () => {
  const pick = random(17);
  const ids = Array.from({ length: 12 }, () => `c-${randomUUID()}`);
  for (const id of ids) cases.set(id, { facts: 0, taken: 0, advances: 0, wanted: new Set(), made: new Map() });
  const lives = ids.map(async (id) => {
    const truth = cases.get(id) as Truth;
    while (truth.facts < ENOUGH) {
      truth.facts++;
      const rings = pick(4);
      await Promise.all(Array.from({ length: rings }, () => loop.ring(id)));
      await new Promise((resolve) => setTimeout(resolve, pick(120)));
    }
  });
  const death = new Promise((resolve) => setTimeout(resolve, 400)).then(() => loop.restart());
  await Promise.all([...lives, death]);
  // The sweep: who has not taken up all is rung, again and again.
  await until('every case to take up every fact', async () => {
    const behind = ids.filter((id) => (cases.get(id)?.taken ?? 0) < ENOUGH);
    await Promise.all(behind.map((id) => loop.ring(id)));
    await new Promise((resolve) => setTimeout(resolve, 250));
    return behind.length === 0;
  });
  await until('every document to be made', () => ids.every((id) => cases.get(id)?.made.size === ENOUGH / 2));
  for (const id of ids) expect([...(cases.get(id)?.made.values() ?? [])]).toEqual(Array(ENOUGH / 2).fill(1));
}, 120_000);

test('law 8: a long life goes on as a new run with the same id, at a wait, and the rings of that moment are not lost', async () => {
  const id = `c-${randomUUID()}`;
  padded.set(id, { calls: 0, ids: [] });
  const first = (await loop.ring(id)).signaledRunId;
  const handle = loop.client.workflow.getHandle(`programmeCase:${id}`);
  let run = first;
  for (let n = 0; n < 40 && run === first; n++) {
    const before = padded.get(id)?.calls ?? 0;
    await loop.ring(id);
    await until('the ring to be heard', () => (padded.get(id)?.calls ?? 0) > before);
    run = (await handle.describe()).runId;
  }
  expect(run).not.toBe(first);
  const before = padded.get(id)?.calls ?? 0;
  await loop.ring(id);
  await until('the new run to hear', () => (padded.get(id)?.calls ?? 0) > before);
  expect(new Set(padded.get(id)?.ids)).toEqual(new Set([id]));
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.terminate();
}, 120_000);
