// The engine's door (A16): somebody speaks to Temporal directly, past API and rules. They can make the house look more often, or later; they can make it do nothing.
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureRuns } from '../../activities/platform/house.js';
import { operationsActivities } from '../../activities/operations.js';
import { advanceCall } from '../../db/store/calls.js';
import { handWorkflowId, MAIL_RUN_ID, runWorkflowId, TASK_QUEUE } from '../../workflows/domain/ids.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { caseAt } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';

/** As many as a release is tried with: `KYOSO_FORGED=1000`; the suite sends fewer of the same. */
const MESSAGES = Number(process.env.KYOSO_FORGED ?? 240);
/** How many of each kind, so that all stay in proportion. */
const share = (most: number): number => Math.max(2, Math.round((most * MESSAGES) / 1000));
let city: City;
let screening = '', checking = '', paying = '', payment = '';
beforeAll(async () => {
  city = await makeCity();
  city.bank.settle = 'never';
  [screening, checking, paying] = [await city.submit(PROPOSAL), await caseAt(city, 'check'), await caseAt(city, 'advance-pay')];
  payment = (await city.read(paying)).state.hands.find((hand) => hand.kind === 'payment')?.key ?? '';
  // Bringing the case there counted a start of its hand already.
  await city.sql`update wanted set start_after = null where state = 'wanted'`;
  // Each call has had its first look, as in a city that runs for a while: what changes in it from here on was forged.
  for (const call of await city.sql`select id from calls`) await advanceCall(city.db, String(call.id));
  await city.startWorker();
  for (const id of [screening, checking]) await city.ringer.ring('case', id);
  await city.until('screening to be asked for', async () => (await city.open(screening)).length > 0);
}, 120_000);
afterAll(() => city?.close(), 60_000);

const client = () => city.ringer.client.workflow;
const start = (type: string, workflowId: string, args: unknown[]) => client().start(type, { workflowId, taskQueue: TASK_QUEUE, args });
const run = (id: string) => client().getHandle(runWorkflowId('case', id));

/** Starts a workflow again from its first task, as an operator of the engine can. */
async function reset(handle: WorkflowHandle): Promise<void> {
  const { runId } = await handle.describe();
  const { events } = await handle.fetchHistory();
  const first = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
  await city.ringer.client.workflowService.resetWorkflowExecution({ namespace: city.namespace, workflowExecution: { workflowId: handle.workflowId, runId }, reason: 'forged', requestId: crypto.randomUUID(), workflowTaskFinishEventId: first ?? null });
}

/** All that counts: every row of what happened, what is asked, what is wanted, what was paid and mailed; not when a run planned to look again. */
async function truth(): Promise<Record<string, string>> {
  const tables = ['acts', 'call_acts', 'calls', 'case_answers', 'cases', 'codes', 'documents', 'drafts', 'envelope_entries', 'envelopes', 'events', 'files', 'gates', 'holdings', 'mails', 'party_keys', 'payment_accounts', 'payment_orders', 'people', 'posts', 'programmes', 'requests', 'selections', 'steps', 'suspensions', 'wanted'];
  const found: Record<string, string> = { bank: city.bank.calls.join(), mails: city.mail.taken.map((mail) => mail.id).sort().join() };
  for (const table of tables) {
    const [row] = await city.sql.unsafe<{ sum: string }[]>(`select coalesce(md5(string_agg(r::text, ',' order by r::text)), '') as sum from (select to_jsonb(t) - '{run_wake_at,swept,sweep_after,starts,start_after,lookups}'::text[] as r from ${table} t) rows`);
    found[table] = row?.sum ?? '';
  }
  return found;
}

/** Until nothing more is under way: every run that is open has taken in what it was told, and no mail is about to leave. */
async function quiet(): Promise<void> {
  const ids = [...[screening, checking, paying].map((one) => runWorkflowId('case', one)), handWorkflowId('payment', paying, payment), MAIL_RUN_ID];
  const busy = async (): Promise<string> => {
    const seen = await Promise.all(ids.map(async (id) => ({ id, run: await client().getHandle(id).describe().catch(() => null) })));
    const [mails] = await city.sql`select count(*)::int as n from mails where state = 'sending' or (state = 'queued' and next_try_at <= clock_timestamp())`;
    return [...seen.filter(({ run: one }) => one?.status.name === 'RUNNING' && one.raw.pendingWorkflowTask).map(({ id }) => id), ...(mails?.n ? [`${mails.n} mails`] : [])].join(', ');
  };
  const end = Date.now() + 40_000;
  for (let still = 0; still < 3; ) {
    const what = await busy();
    if (what && Date.now() > end) throw new Error(`not quiet: ${what}`);
    still = what ? 0 : still + 1;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

test('twenty-five strangers who start the transfer that is wanted, each under a name of its own, beside the run that starts it too: one order, one instruction, one reservation', async () => {
  await Promise.all([city.ringer.ring('case', paying), ...Array.from({ length: 25 }, (_, n) => start('paymentOrder', `stranger-${n}`, [paying, payment]))]);
  await city.until('the instruction', async () => city.bank.calls.length > 0);
  await city.until('the run’s own hand', async () => client().getHandle(handWorkflowId('payment', paying, payment)).describe().catch(() => null));
  await quiet();
  expect(new Set(city.bank.calls).size).toBe(city.bank.calls.length);
  expect(city.bank.transfers.size).toBe(1);
  const [money] = await city.sql`select count(*)::int as orders, (select count(*)::int from envelope_entries where kind = 'reserve') as reserved from payment_orders`;
  expect(money).toEqual({ orders: 1, reserved: 1 });
}, 60_000);

test(`${MESSAGES} forged messages (signals with answers in them, foreign and doubled runs, hands nobody wants, queries, updates, resets, terminations, cancellations, paused schedules) change no row, send no mail and instruct no transfer`, async () => {
  await quiet();
  const before = await truth();
  const ids = [screening, checking, paying];
  const one = (n: number) => ids[n % ids.length] ?? '';
  const hand = client().getHandle(handWorkflowId('payment', paying, payment));
  const schedule = (name: string) => city.ringer.client.schedule.getHandle(`schedule:${name}`);
  const forged: readonly { readonly times: number; readonly send: (n: number) => Promise<unknown> }[] = [
    { times: share(60), send: (n) => start('programmeCase', `foreign-${n}`, [['case', 'call', 'purse'][n % 3], [`cas_nobody${n}`, one(n), "' or true --", { id: one(n) }, null][n % 5]]) },
    { times: share(60), send: (n) => start(['paymentOrder', 'makeDocument', 'openFollowUp'][n % 3] ?? '', `hand-${n}`, [one(n), [`payment:again#${n}`, payment, 'agreement', ''][n % 4]]) },
    { times: share(20), send: (n) => start(['mailDelivery', 'sweep', 'consistency'][n % 3] ?? '', `house-${n}`, []) },
    // One only: the worker complains of it loudly.
    { times: 1, send: (n) => start('approveEverything', `unknown-${n}`, [one(n)]) },
    { times: share(15), send: (n) => run(one(n)).query(['state', 'account'][n % 2] ?? '', one(n)) },
    { times: share(15), send: (n) => run(one(n)).executeUpdate('approve', { args: [{ choice: 'approve' }] }) },
    { times: 6, send: (n) => reset([run(one(n)), hand][n % 2] ?? hand) },
    { times: share(10), send: (n) => schedule(n % 2 ? 'sweep' : 'consistency').trigger() },
    { times: 2, send: (n) => (n === 0 ? schedule('sweep').pause('forged') : schedule('consistency').delete()) },
    { times: 9, send: (n) => run(one(n))[n % 2 ? 'cancel' : 'terminate']() },
    { times: 2, send: (n) => (n === 0 ? hand : client().getHandle(MAIL_RUN_ID)).terminate('forged') },
  ];
  const sent = forged.reduce((sum, { times }) => sum + times, 0);
  let taken = 0;
  const send = async (count: number, message: (n: number) => Promise<unknown>) => {
    for (let from = 0; from < count; from += 40) await Promise.all(Array.from({ length: Math.min(40, count - from) }, (_, n) => message(from + n).then(() => taken++, () => {})));
  };
  // Signals first, while there are runs to take them, and again at the end, where a signal starts what was terminated.
  const signals = MESSAGES - sent;
  const half = Math.floor(signals / 2);
  const signal = (n: number) => client().signalWithStart('programmeCase', { workflowId: runWorkflowId('case', one(n)), taskQueue: TASK_QUEUE, args: ['case', one(n)], signal: ['rung', 'answered', 'settled', 'paid', 'parked'][n % 5] ?? '', signalArgs: [{ choice: 'accept', by: 'per_stranger', amountYen: 99_000_000, sleepMs: 0 }] });
  await send(half, signal);
  for (const { times, send: message } of forged) await send(times, message);
  await send(signals - half, signal);
  expect(taken).toBeGreaterThan(MESSAGES * 0.9);
  await city.ringer.ringMail();
  await quiet();
  expect(await truth()).toEqual(before);
}, 120_000);

test('a run that a stranger started for a case that does not exist ends by itself, instead of asking for ever', async () => {
  // A case that is not there, and what is no id at all.
  for (const id of ['foreign-0', 'foreign-5', 'foreign-3']) await city.until(`${id} to end`, async () => (await client().getHandle(id).describe()).status.name === 'COMPLETED');
}, 30_000);

test('schedules that were paused or deleted are made anew, terminated runs are started again by the sweep when something is due, and people and money go on, once', async () => {
  await ensureRuns(city.ringer);
  for (const name of ['sweep', 'consistency']) expect((await city.ringer.client.schedule.getHandle(`schedule:${name}`).describe()).state.paused).toBe(false);
  for (const id of [screening, checking, paying]) await run(id).terminate('forged').catch(() => {});
  await client().getHandle(handWorkflowId('payment', paying, payment)).terminate('forged').catch(() => {});
  // The bank has its word now, a date of the screening is past, and the back-off of sweep and hands is over.
  for (const transfer of city.bank.transfers.values()) transfer.state = 'settled';
  const asked = (await city.open(screening))[0];
  await city.clockTo((asked?.dueAt ?? 0) + 1000);
  await city.sql`update cases set sweep_after = null`;
  await city.sql`update wanted set start_after = null where state = 'wanted'`;
  await operationsActivities(city.db, city.links, city.ringer, city.log).sweep();
  await city.until('the payment to be settled', async () => currentStep((await city.read(paying)).state)?.step === 'work');
  await city.until('the run of the screening to look', async () => (await run(screening).describe()).status.name === 'RUNNING');
  expect(city.bank.transfers.size).toBe(1);
  expect(new Set(city.bank.calls).size).toBe(city.bank.calls.length);
  const [money] = await city.sql`select reserved_yen::int as reserved, paid_yen::int as paid from envelopes where programme = 'citizen-proposal'`;
  expect(money).toEqual({ reserved: 0, paid: 296_000 });
  if (asked) await city.answer(screening, asked, 'accept', {});
  await city.ringer.ring('case', screening);
  await city.until('the screening to move on', async () => (await city.read(screening)).state.stage.id === 'matching');
}, 60_000);
