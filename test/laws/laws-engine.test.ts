// The laws that need the engine: the walk of the clock, a run that ends and comes back, and that nothing rests on Temporal's memory (laws 1, 8, 15).
import { NativeConnection } from '@temporalio/worker';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeWorker } from '../../activities/build-worker.js';
import { operationsActivities } from '../../activities/operations.js';
import { walkClock } from '../../activities/platform/clock-walk.js';
import { ensureNamespace, ensureRuns } from '../../activities/platform/house.js';
import { makeRinger } from '../../activities/platform/temporal.js';
import { workflowBundle } from '../../activities/platform/workflow-bundle.js';
import { transferPost } from '../../db/store/people.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';
import { ADMINISTRATOR, caseAt, payments } from './journey.js';

let city: City;
let worker: Awaited<ReturnType<City['startWorker']>>;
beforeAll(async () => {
  city = await makeCity();
  worker = await city.startWorker();
});
afterAll(() => city.close());

const quiet = () => city.until('all mails to leave', async () => (await city.sql`select 1 from mails where state in ('queued', 'sending') limit 1`).length === 0);
const stageOf = async (id: string) => (await city.read(id)).state.stage.id;
/** Files a case, rings it, and waits until the office is asked. */
async function filed(): Promise<string> {
  const id = await city.submit(PROPOSAL);
  await city.ringer.ring('case', id);
  await city.until('the office to be asked', async () => (await city.open(id)).length > 0);
  return id;
}
async function accept(id: string): Promise<void> {
  const [request] = await city.open(id);
  if (!request) throw new Error('somebody is asked');
  expect((await city.answer(id, request, 'accept')).outcome).toBe('accepted');
}
async function nothingTwice(): Promise<void> {
  await quiet();
  expect(await city.sql`select scope, key from mails group by scope, key having count(*) > 1`).toHaveLength(0);
  const [sent] = await city.sql`select count(*)::int as n from mails where state = 'sent'`;
  expect(city.mail.taken.length).toBe(sent?.n);
  expect(new Set(city.mail.taken.map((m) => m.id)).size).toBe(city.mail.taken.length);
}

test('law 1: the clock walks from one wanted instant to the next: what happens by time happens at its time, in order, and a transfer is one of those instants', async () => {
  const ids = [await filed(), await filed()];
  await quiet();
  const start = await city.now();
  const [successor] = await city.sql`select id from people where email = 'goto@city.example.jp'`;
  const from = start + 5 * DAY;
  await transferPost(city.db, { post: 'civic.screening', person: successor?.id, from });
  const walked = await walkClock(city.parts, start + 60 * DAY);
  expect(walked.waited).toBe(true);
  expect(walked.instants).toBeGreaterThanOrEqual(6);
  expect(walked.to).toBeGreaterThanOrEqual(start + 60 * DAY);
  const rows = await city.sql`select case_id, type, at, done_at, data from events where type in ('request.reminded', 'request.lapsed') order by seq`;
  for (const id of ids) expect(rows.filter((r) => r.case_id === id).map((r) => r.type)).toEqual(expect.arrayContaining(['request.reminded', 'request.lapsed']));
  // Nothing was done before its instant, nothing long after it, nothing out of order, and no reminder was skipped.
  for (const row of rows) {
    const late = new Date(row.done_at).getTime() - new Date(row.at).getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
    if (row.type === 'request.reminded') expect(row.data.skipped).toBe(false);
  }
  for (const id of ids) {
    const done = (await city.sql`select done_at from events where case_id = ${id} order by seq`).map((r) => new Date(r.done_at).getTime());
    expect([...done].sort((a, b) => a - b)).toEqual(done);
  }
  const [holding] = await city.sql`select announced_at from holdings where post = 'civic.screening' and from_at = ${new Date(from).toISOString()}`;
  expect(new Date(holding?.announced_at).getTime() - from).toBeLessThan(60_000);
  // One list for both cases.
  expect(await city.sql`select 1 from mails where mail = 'people/handover' and email = 'goto@city.example.jp'`).toHaveLength(1);
  await nothingTwice();
}, 60_000);

test('law 8: a case that ended has no run; an act that reopens it rings, and a run carries it to its end again', async () => {
  const id = await filed();
  const [request] = await city.open(id);
  if (!request) throw new Error('the office is asked');
  await city.answer(id, request, 'refuse', { reason: '対象外' });
  await city.ringer.ring('case', id);
  const handle = city.ringer.client.workflow.getHandle(`programmeCase:${id}`);
  await handle.result();
  const before = (await handle.describe()).runId;
  expect((await city.read(id)).state.ending).toBe('ineligible');
  const reopened = await city.free(id, 'reopen', { why: 'objection', reason: '異議の申出' }, ADMINISTRATOR);
  expect(reopened.ringRun).toBe(true);
  await city.ringer.ring('case', id);
  const [ruling] = await city.until('a ruling to be asked', async () => { const open = await city.open(id); return open.length > 0 ? open : null; });
  if (!ruling) throw new Error('a ruling is asked');
  expect((await handle.describe()).runId).not.toBe(before);
  await city.answer(id, ruling, 'dismiss');
  await city.ringer.ring('case', id);
  await city.until('the case to end again', async () => (await city.read(id)).state.ending === 'ineligible');
  await handle.result();
}, 40_000);

test('law 15: a worker goes and another comes: the next border is crossed within three seconds of its coming', async () => {
  const id = await filed();
  await quiet();
  await worker.stop();
  await accept(id);
  await city.ringer.ring('case', id);
  worker = await city.startWorker();
  const back = Date.now();
  await city.until('the border to be crossed', async () => (await stageOf(id)) === 'matching');
  expect(Date.now() - back).toBeLessThan(3000);
}, 40_000);

test('law 15: when the engine has lost everything, the sweep alone brings open cases on; no mail goes and nothing is paid a second time', async () => {
  const waiting = await filed();
  const settled = await filed();
  await quiet();
  await worker.stop();
  await accept(settled);
  // A payment whose instruction the bank has, while nobody heard its answer.
  await city.sql`update envelopes set budget_yen = 30000000`;
  const paying = await caseAt(city, 'advance-pay');
  const hand = (await city.read(paying)).state.hands.find((h) => h.kind === 'payment');
  city.bank.loseAnswers = 1;
  city.bank.calls.length = 0;
  const order = await payments(city).openOrder(paying, hand?.key ?? '');
  await payments(city).instruct(order?.order ?? '').catch(() => false);
  // A new namespace is an engine that remembers nothing: no runs, no timers, no schedule.
  const namespace = `${city.namespace}-b`;
  const ringer = makeRinger({ TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: namespace }, city.log);
  const native = await NativeConnection.connect({ address: inject('temporalAddress') });
  await ensureNamespace(ringer, namespace);
  const fresh = await makeWorker({ ...city.parts, ringer }, { connection: native, namespace, bundle: await workflowBundle(path.join(os.tmpdir(), 'kyoso-test-bundles')) });
  const running = fresh.run();
  try {
    await ensureRuns(ringer);
    // Real minutes pass: the back-off of the sweep and of the hands is over.
    await city.sql`update cases set sweep_after = null`;
    await city.sql`update wanted set start_after = null where state = 'wanted'`;
    await operationsActivities(city.db, city.links, ringer, city.log).sweep();
    await city.until('the settled case to move', async () => (await stageOf(settled)) === 'matching');
    await city.until('the payment to be settled', async () => currentStep((await city.read(paying)).state)?.step === 'work');
    expect(city.bank.calls).toHaveLength(1);
    const [money] = await city.sql`select reserved_yen::int as reserved, paid_yen::int as paid from envelopes where programme = 'citizen-proposal'`;
    expect(money).toEqual({ reserved: 0, paid: 296_000 });
    // Who waits for a person needs no run until then: an act rings and starts one.
    expect(await stageOf(waiting)).toBe('screening');
    await accept(waiting);
    await ringer.ring('case', waiting);
    await city.until('the waiting case to move', async () => (await stageOf(waiting)) === 'matching');
    await nothingTwice();
    await ensureRuns(ringer);
  } finally {
    fresh.shutdown();
    await running;
    await native.close();
    await ringer.close();
  }
}, 60_000);
