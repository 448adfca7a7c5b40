// The engine's store is lost while many cases are open: all of them have their runs again, and nothing happens twice.
// KYOSO_TEST_OPEN=1000 plays it with a thousand and tells how long they took.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuildRuns } from '../../activities/platform/rebuild.js';
import { runWorkflowId } from '../../workflows/domain/ids.js';
import { caseAt } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

const OPEN = Number(process.env.KYOSO_TEST_OPEN ?? 60);
let city: City;
let paying = '';
let worker: { stop(): Promise<void> } | undefined;
beforeAll(async () => {
  city = await makeCity();
  await copies(await caseAt(city, 'check'), OPEN - 2);
  paying = await caseAt(city, 'advance-pay');
  // What was queued on the way has left; the mail run has nothing to do.
  while (await city.parts.courier.next());
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await city?.close();
}, 60_000);

/** The case `n` more times, row by row, under ids and numbers of their own. */
async function copies(id: string, n: number): Promise<void> {
  const own = ['case_answers', 'steps', 'requests', 'acts', 'wanted', 'party_keys'];
  await city.sql.begin(async (sql) => {
    const copy = (table: string, where: string, change: string) => sql.unsafe(`insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || ${change})).* from ${table} t cross join generate_series(1, ${n}) k where t.${where} = $1`, [id]);
    await copy('cases', 'id', `jsonb_build_object('id', t.id || '-' || k, 'number', t.number || '-' || k, 'draft', null)`);
    for (const table of own) {
      const columns = await sql<{ name: string }[]>`select column_name as name from information_schema.columns where table_name = ${table} and column_name in ('id', 'code_hash')`;
      await copy(table, 'case_id', `jsonb_build_object('case_id', t.case_id || '-' || k${columns.map(({ name }) => `, '${name}', t.${name} || '-' || k`).join('')})`);
    }
    await sql`insert into events (case_id, key, type, at, done_at, data) select case_id || '-' || k, key, type, at, done_at, data from events cross join generate_series(1, ${n}) k where case_id = ${id} order by k, seq`;
  });
}

const facts = async () => ({
  requests: await city.sql`select id, state, due_at, closes_at, generation, reminded from requests order by id`,
  open: (await city.sql`select 1 from cases where ending is null`).length,
  wakes: await city.sql`select id, wanted_wake_at from cases where ending is null and id <> ${paying} order by id`,
  events: (await city.sql`select 1 from events where case_id <> ${paying}`).length,
  mails: (await city.sql`select 1 from mails where case_id <> ${paying}`).length,
});

test('every open case has its run again after the engine lost its store: same requests, same wakes, no mail; and a wanted transfer goes out once', async () => {
  const before = await facts();
  expect(before.open).toBe(OPEN);
  const taken = city.mail.taken.length;
  // A namespace that was never used is an engine whose store is gone.
  worker = await city.startWorker();
  const parts = { db: city.db, ringer: city.ringer, namespace: city.namespace };
  const rebuilt = await rebuildRuns(parts, 240_000);
  console.log(`${rebuilt.cases} cases and ${rebuilt.calls} calls have runs again after ${(rebuilt.ms / 1000).toFixed(1)} s`);
  expect(rebuilt).toMatchObject({ cases: OPEN, missed: 0 });
  await city.until('the transfer', async () => (await city.sql`select 1 from payment_orders where state = 'settled'`)[0]);
  // Rung again while all is well: nothing comes of it.
  expect(await rebuildRuns(parts)).toMatchObject({ missed: 0 });
  const after = await facts();
  expect({ ...after, requests: after.requests.filter((r) => before.requests.some((then) => then.id === r.id)) }).toEqual(before);
  expect(city.bank.calls).toHaveLength(1);
  const told = city.mail.taken.slice(taken).map((mail) => mail.id);
  expect(new Set(told).size).toBe(told.length);
}, 600_000);

test('the timer of a run that was rebuilt ends when its case wants, but for the seconds that a busy engine needs', async () => {
  const [ahead] = await city.sql`select offset_ms from clock`;
  const some = await city.sql<{ id: string; wanted: string }[]>`select id, extract(epoch from wanted_wake_at) * 1000 as wanted from cases where ending is null and wanted_wake_at > kyoso_now() order by id limit 20`;
  expect(some).toHaveLength(20);
  for (const { id, wanted } of some) {
    const { events } = await city.ringer.client.workflow.getHandle(runWorkflowId('case', id)).fetchHistory();
    const timer = events?.findLast((event) => event.timerStartedEventAttributes);
    const { seconds, nanos } = timer?.eventTime ?? {};
    const sleeps = Number(timer?.timerStartedEventAttributes?.startToFireTimeout?.seconds ?? 0) * 1000 + Number(timer?.timerStartedEventAttributes?.startToFireTimeout?.nanos ?? 0) / 1e6;
    const ends = Number(seconds) * 1000 + Number(nanos) / 1e6 + sleeps + Number(ahead?.offset_ms ?? 0);
    // The timer begins when its workflow task ends; on a busy machine some time after the rules planned it.
    expect(Math.abs(ends - Number(wanted)), `run of ${id}`).toBeLessThan(5000);
  }
}, 30_000);
