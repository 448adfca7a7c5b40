// The mail run and the payment order with scripted fakes on a real server.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { loopWorker, until } from '../support/loop.js';

const mail = { calls: 0, next: (_call: number): number | null => null };
const bank = { opened: 'reserved' as string | null, words: [] as string[], otherwise: 'settled', instructed: 0, lookups: 0, given: 0, lost: false, done: false };
let loop: Awaited<ReturnType<typeof loopWorker>>;

beforeAll(async () => {
  loop = await loopWorker({
    async deliver() { return { nextMs: mail.next(++mail.calls) }; },
    async openOrder() { return bank.opened === null ? null : { order: 'pay_x', state: bank.opened }; },
    async instruct() { bank.instructed++; if (bank.lost) throw new Error('answer lost'); return true; },
    async lookUp() { bank.lookups++; return bank.words.shift() ?? bank.otherwise; },
    async giveToPerson() { bank.given++; },
  } as never, inject('temporalAddress'));
});
afterAll(() => loop.close());
beforeEach(() => {
  Object.assign(mail, { calls: 0, next: () => null });
  Object.assign(bank, { opened: 'reserved', words: [], otherwise: 'settled', instructed: 0, lookups: 0, given: 0, lost: false, done: false });
});

const mailRun = () => loop.start('mailDelivery', `mailDelivery:${randomUUID()}`, []);
const order = () => loop.start('paymentOrder', `paymentOrder:${randomUUID()}`, ['cas_x', 'payment:pay#1']);
/** Rings a payment until it has ended: what the bank's callback does, instead of waiting for the next look-up. */
async function ringToEnd(handle: Awaited<ReturnType<typeof order>>): Promise<void> {
  let ended = false;
  const result = handle.result().finally(() => { ended = true; });
  while (!ended) {
    await handle.signal('rung').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  await result;
}

test('the mail run looks again by itself when the next mail is due, and rests until it is rung when none waits', async () => {
  mail.next = (call) => (call === 1 ? 0 : call === 2 ? 300 : null);
  const run = await mailRun();
  await until('three looks', () => mail.calls === 3);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(mail.calls).toBe(3);
  await run.signal('rung');
  await until('the ring to be heard', () => mail.calls === 4);
  await run.terminate();
});

test('sixty rings within a second make the mail run look a few times a second and lose nothing', async () => {
  const run = await mailRun();
  await until('the first look', () => mail.calls === 1);
  const started = Date.now();
  await Promise.all(Array.from({ length: 60 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 15));
    await run.signal('rung');
  }));
  const last = mail.calls;
  await new Promise((resolve) => setTimeout(resolve, 500));
  // One look for each 200 ms at most, and one after the last ring.
  expect(mail.calls).toBeLessThanOrEqual(2 + Math.ceil((Date.now() - started) / 200));
  expect(mail.calls).toBeGreaterThanOrEqual(Math.max(2, last));
  await run.terminate();
});

test('a database that is away does not end the mail run', async () => {
  mail.next = (call) => { if (call === 1) throw new Error('database away'); return null; };
  const run = await mailRun();
  await until('a second try', () => mail.calls >= 2);
  expect((await run.describe()).status.name).toBe('RUNNING');
  await run.terminate();
});

test('law 11: an instruction that the bank does not know five times goes to a person, and was sent once', async () => {
  Object.assign(bank, { lost: true, otherwise: 'unknown' });
  await ringToEnd(await order());
  expect(bank).toMatchObject({ instructed: 1, lookups: 5, given: 1 });
}, 40_000);

test('law 11: an order that is pending is looked up until it is settled, and a callback makes that at once', async () => {
  bank.words = ['pending', 'pending'];
  const started = Date.now();
  await ringToEnd(await order());
  expect(bank).toMatchObject({ instructed: 1, lookups: 3, given: 0 });
  expect(Date.now() - started).toBeLessThan(10_000);
}, 40_000);

test('law 11: four unknown words and then a known one ask no person', async () => {
  bank.words = ['unknown', 'unknown', 'pending', 'unknown', 'unknown', 'settled'];
  await ringToEnd(await order());
  expect(bank).toMatchObject({ instructed: 1, given: 0 });
}, 40_000);

test.each(['instructing', 'instructed', 'settled'])('law 11: a hand that starts again where the order is %s sends nothing, it looks up', async (state) => {
  bank.opened = state;
  await ringToEnd(await order());
  expect(bank).toMatchObject({ instructed: 0, lookups: 1 });
}, 40_000);

test('law 10: a payment that is not wanted any more ends its hand without a call', async () => {
  bank.opened = null;
  await (await order()).result();
  expect(bank).toMatchObject({ instructed: 0, lookups: 0, given: 0 });
});
