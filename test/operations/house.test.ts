// What an administrator sees of how the house runs: beats, backlog, the consistency check, a failed part of the sweep, and what was late after a crash (job A-12).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationsActivities } from '../../activities/operations.js';
import { checkConsistency, FINDINGS } from '../../db/store/consistency.js';
import { gaugesOf } from '../../db/store/gauges.js';
import { lastBeats } from '../../db/store/sweep.js';
import { caseAt, quietRinger } from '../laws/journey.js';
import type { City } from '../support/city.js';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
let city: City;
const places = new Map<string, string>();
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
  for (const step of ['check', 'consult', 'report']) places.set(step, await caseAt(city, step));
}, 300_000);
afterAll(() => pages.close(), 60_000);

const metrics = async (headers: Record<string, string> = {}) => {
  const answer = await fetch(`${pages.origin}/metrics`, { headers });
  const text = await answer.text();
  return { status: answer.status, text, value: (name: string) => Number(text.match(new RegExp(`^kyoso_${name} (\\S+)$`, 'm'))?.[1]) };
};

test('/metrics tells backlog and ages to this machine alone: not through a proxy, and with a token only to whoever bears it', async () => {
  const read = await metrics();
  expect(read.status).toBe(200);
  const open = await city.sql`select 1 from cases where ending is null`;
  const queued = await city.sql`select 1 from mails where state in ('queued', 'sending')`;
  const hands = await city.sql`select 1 from wanted where state = 'wanted'`;
  expect([read.value('cases_open'), read.value('mails_queued'), read.value('hands_wanted')]).toEqual([open.length, queued.length, hands.length]);
  expect(read.value('mails_oldest_age_seconds')).toBeGreaterThanOrEqual(0);
  for (const line of read.text.trimEnd().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) kyoso_[a-z_]+ \S.*|kyoso_[a-z_]+ \d+)$/);
  expect((await metrics({ 'x-forwarded-for': '203.0.113.5' })).status).toBe(404);
  const guarded = await makePages({ METRICS_TOKEN: 'token-of-the-tests' });
  try {
    const ask = async (authorization?: string) => (await fetch(`${guarded.origin}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5', ...(authorization ? { authorization } : {}) } })).status;
    expect([await ask(), await ask('Bearer another-token-here'), await ask('Bearer token-of-the-tests')]).toEqual([404, 404, 200]);
  } finally {
    await guarded.close();
  }
}, 60_000);

test('where one cannot sign in with one click, no part of the city can be stopped, whatever address is configured', async () => {
  const real = await makePages({ SIGN_IN: 'none', PLUG_URL: 'http://127.0.0.1:1/plug' });
  try {
    for (const method of ['GET', 'POST']) expect((await fetch(`${real.origin}/demo/plug`, { method, headers: { origin: real.origin } })).status).toBe(404);
  } finally {
    await real.close();
  }
}, 60_000);

test('the consistency check finds nothing in healthy cases wherever they stand, and each planted contradiction by its name', async () => {
  await city.sql`update cases set last_at = last_at - interval '5 minutes'`;
  expect(await checkConsistency(city.db)).toEqual([]);
  const numberOf = async (step: string) => (await city.read(places.get(step) ?? '')).row.number;
  const plants: readonly (readonly [(typeof FINDINGS)[number], string, string])[] = [
    ['waits-for-nothing', 'consult', `update cases set wanted_wake_at = null where id = $1; update requests set state = 'dropped' where case_id = $1 and state = 'open'`],
    ['asked-after-the-step', 'check', `update steps set settled_at = now(), outcome = 'accepted' where case_id = $1 and settled_at is null`],
    ['answer-without-act', 'report', `delete from acts where case_id = $1 and verb = 'accept'`],
    ['act-without-answer', 'report', `update requests set state = 'dropped', choice = null where case_id = $1 and key in (select request_key from acts where case_id = $1 and verb = 'approve')`],
    ['act-after-close', 'consult', `update requests set closes_at = opened_at where case_id = $1 and state = 'answered'`],
    ['entries-differ', 'report', `update payment_orders set yen = yen + 1 where case_id = $1`],
    ['done-twice', 'report', `insert into acts (id, case_id, kind, verb, request_key, "values", by, via, at, state) select id || 'x', case_id, kind, verb, request_key, "values", by, via, at, state from acts where case_id = $1 and kind = 'answer' limit 1`],
    ['document-lost', 'report', `delete from documents where case_id = $1`],
    ['order-differs', 'report', `update payment_orders set state = 'instructed' where case_id = $1`],
  ];
  for (const [what, step, change] of plants) {
    for (const one of change.split('; ')) await city.sql.unsafe(one, [places.get(step) ?? '']);
    expect(await checkConsistency(city.db), what).toContainEqual({ what, about: await numberOf(step), case: true });
  }
  await city.sql`update envelopes set committed_yen = committed_yen + 1 where committed_yen > 0`;
  expect(new Set((await checkConsistency(city.db)).map((one) => one.what))).toEqual(new Set(FINDINGS));
  await operationsActivities(city.db, city.links, quietRinger(), city.log).check();
  const admin = await pages.signedIn('管理者 阿部 純');
  const control = await admin.open('/admin');
  expect(control.text).toContain('食い違いが');
  const stuck = await admin.open('/admin/stuck');
  expect(stuck.text).toContain('記録がありません');
  expect(stuck.text).toMatch(/市民提案 \d{4}年度/);
  expect(stuck.text).toContain(await numberOf('consult'));
}, 60_000);

test('a part of the sweep that fails leaves the others running, and the administrator sees that it failed', async () => {
  const broken = { ...quietRinger(), ringMail: async () => { throw new Error('away'); } };
  await operationsActivities(city.db, city.links, broken, city.log).sweep();
  expect((await lastBeats(city.db)).get('sweep')?.faults).toBe(1);
  expect((await (await pages.signedIn('管理者 阿部 純')).open('/admin')).text).toContain('1つの部分がうまくいきませんでした');
  await operationsActivities(city.db, city.links, quietRinger(), city.log).sweep();
  expect((await gaugesOf(city.db)).sweepFaults).toBe(0);
}, 30_000);

test('a document that does not come to an end is listed, and one press starts it again at once instead of after its pause', async () => {
  const id = await caseAt(city, 'check');
  await city.sql`insert into wanted (case_id, key, n, kind, spec, state, wanted_at, starts, start_after, error) values (${id}, 'document:test', 90, 'document', '{"document":"draft-sheet"}', 'wanted', now(), 5, now() + interval '1 hour', 'no font')`;
  const { number } = (await city.read(id)).row;
  const admin = await pages.signedIn('管理者 阿部 純');
  const listed = await admin.open('/admin/stuck');
  expect(listed.text).toContain('終わらない文書・振込');
  const pressed = await admin.press(`${number}をもう一度つくる`).catch(() => admin.press('もう一度つくる'));
  expect(pressed.text).toContain(`${number}：`);
  expect(await city.sql`select 1 from wanted where case_id = ${id} and key = 'document:test' and start_after is null`).toHaveLength(1);
}, 30_000);
