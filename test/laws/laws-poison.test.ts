// A definition that breaks: nothing people did is lost, only the case itself waits, and after the repair all is judged as of its instant (law 9).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordDocument } from '../../db/store/documents.js';
import { undeliverableTasks } from '../../db/store/mails.js';
import { casesToRing } from '../../db/store/sweep.js';
import { DAY } from '../../workflows/domain/calendar.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { type City, makeCity } from '../support/city.js';
import { ADMINISTRATOR, caseAt, CITIZEN } from './journey.js';

let city: City;
beforeAll(async () => { city = await makeCity(); });
afterAll(() => city.close());

let versions = 100;
/** Publishes a definition as a version of its own, faults and all, and pins a case to it. */
async function pin(id: string, change: (text: string) => string): Promise<void> {
  const version = versions++;
  const definition = JSON.parse(change(JSON.stringify({ ...citizenProposal, version }))) as Programme;
  await city.sql`insert into programmes (id, version, definition, digest, published_at) values ('citizen-proposal', ${version}, ${JSON.stringify(definition)}::text::jsonb, ${`digest-${version}`}, now())`;
  await city.sql`update cases set version = ${version} where id = ${id}`;
}
const withoutWay = (outcome: string) => (text: string) => text.replace(`"${outcome}":{"go"`, `"never-${outcome}":{"go"`);
const repaired = (text: string) => text;
const actsOf = (id: string) => city.sql`select verb, state, why, at, n from acts where case_id = ${id} order by at, n`;
const resume = (id: string) => city.free(id, 'resume', { reason: '定義を直した' }, ADMINISTRATOR);

test('law 9: an act that breaks the rules is kept with its instant; after a repaired version it is judged as of that instant, though its time is long over', async () => {
  const id = await caseAt(city, 'check');
  const healthy = await caseAt(city, 'check');
  await pin(id, withoutWay('accepted'));
  const [request] = await city.open(id);
  const [other] = await city.open(healthy);
  if (!request || !other) throw new Error('the office is asked');
  const acted = await city.answer(id, request, 'accept');
  expect(acted.outcome).toBe('unjudged');
  expect((await actsOf(id)).map((a) => [a.verb, a.state, new Date(a.at).getTime()])).toEqual([['accept', 'unjudged', acted.at]]);
  const parked = (await city.read(id)).state;
  expect(parked.parked?.cause).toContain('has no way for outcome accepted');
  expect(parked.requests.find((r) => r.id === request.id)?.state).toBe('open');
  // A parked case is not rung, and the clock decides nothing in it.
  await city.clockTo(request.closesAt + 30 * DAY);
  await city.advance(id);
  expect((await city.read(id)).state.requests.find((r) => r.id === request.id)?.state).toBe('open');
  expect(await casesToRing(city.db, 1000)).not.toContain(id);
  expect((await city.answer(healthy, other, 'accept')).outcome).toBe('accepted');
  await pin(id, repaired);
  const resumed = await resume(id);
  expect(resumed.outcome).toBe('accepted');
  expect(resumed.ringRun).toBe(true);
  const { state } = await city.read(id);
  expect(state.requests.find((r) => r.id === request.id)?.answer?.choice).toBe('accept');
  expect(state.stage.settled?.outcome).toBe('accepted');
  expect((await actsOf(id)).map((a) => [a.verb, a.state])).toEqual([['accept', 'accepted'], ['resume', 'accepted']]);
  expect(await city.sql`select 1 from events where case_id = ${id} and type = 'request.lapsed'`).toHaveLength(0);
});

test('law 9: acts that come while a case is parked are kept in their order; the first that fits counts and the next is told that it was answered', async () => {
  const id = await caseAt(city, 'check');
  await pin(id, withoutWay('refused'));
  const [request] = await city.open(id);
  if (!request) throw new Error('the office is asked');
  expect((await city.answer(id, request, 'refuse', { reason: '対象外' })).outcome).toBe('unjudged');
  expect((await city.answer(id, request, 'accept')).outcome).toBe('unjudged');
  await pin(id, repaired);
  await resume(id);
  expect((await city.read(id)).state.stage.settled?.outcome).toBe('refused');
  expect((await actsOf(id)).map((a) => [a.verb, a.state, a.why])).toEqual([['refuse', 'accepted', null], ['accept', 'refused', 'answered'], ['resume', 'accepted', null]]);
});

test('law 9: a question that met broken rules is asked once after the repair, under its own number', async () => {
  const id = await caseAt(city, 'check');
  // The step the case stands at is gone from its version.
  await pin(id, (text) => text.replace('"id":"check"', '"id":"gone"'));
  expect((await city.free(id, 'question', { subject: '書類', text: '届きましたか' }, CITIZEN)).outcome).toBe('unjudged');
  await pin(id, repaired);
  expect((await resume(id)).outcome).toBe('accepted');
  const { state } = await city.read(id);
  expect(state.acts.map((a) => a.verb).sort()).toEqual(['question', 'resume']);
  expect(new Set(state.acts.map((a) => a.n)).size).toBe(2);
  expect(state.requests.filter((r) => r.what === 'question').map((r) => r.state)).toEqual(['open']);
  await city.advance(id);
  expect((await city.open(id)).filter((r) => r.what === 'question')).toHaveLength(1);
  expect((await city.free(id, 'note', { text: '続き' }, ADMINISTRATOR)).outcome).toBe('accepted');
});

test('law 9: a hand-over that met broken rules ends the old person\'s key when it is taken up, and the new person is written to', async () => {
  const id = await caseAt(city, 'check');
  const keys = () => city.sql`select id, revoked_at from party_keys where case_id = ${id} and role = 'contact' order by issued_at, id`;
  const [old] = await keys();
  await pin(id, (text) => text.replace('"id":"check"', '"id":"gone"'));
  expect((await city.free(id, 'contact', { role: 'contact', name: '新しい 人', email: 'new@example.jp' }, CITIZEN)).outcome).toBe('unjudged');
  await pin(id, repaired);
  await resume(id);
  const after = await keys();
  expect(after.find((k) => k.id === old?.id)?.revoked_at).not.toBeNull();
  const alive = after.filter((k) => k.revoked_at === null);
  expect(alive).toHaveLength(1);
  const told = await city.sql`select email, link from mails where case_id = ${id} and mail = 'people/contact-changed' order by email`;
  expect(told.map((m) => m.email)).toEqual(['hanako@example.jp', 'new@example.jp']);
  expect(told.find((m) => m.email === 'new@example.jp')?.link.id).toBe(alive[0]?.id);
});

test('law 9: when the rules break in the run, the case is parked with its cause, the run rests, and nothing half is written', async () => {
  const id = await caseAt(city, 'check');
  const [request] = await city.open(id);
  if (!request) throw new Error('the office is asked');
  await city.answer(id, request, 'accept');
  // The border leads to a stage that this version does not have.
  await pin(id, (text) => text.replaceAll('"id":"matching"', '"id":"moved"'));
  const events = (await city.sql`select 1 from events where case_id = ${id}`).length;
  expect(await city.advance(id)).toMatchObject({ closed: false, sleepMs: null, hands: [] });
  expect((await city.read(id)).state.parked?.cause).toContain('has no stage matching');
  expect((await city.sql`select 1 from events where case_id = ${id}`).length).toBe(events + 1);
  expect(await city.advance(id)).toMatchObject({ closed: false, hands: [] });
  await pin(id, repaired);
  await resume(id);
  await city.advance(id);
  expect((await city.read(id)).state.stage.id).toBe('matching');
});

test('law 9: the result of a hand that met broken rules is taken up after the repair, by the same hand', async () => {
  const id = await caseAt(city, 'approve');
  const hand = (await city.read(id)).state.hands.find((h) => h.kind === 'document' && h.state === 'wanted');
  if (!hand) throw new Error('a document is wanted');
  await pin(id, (text) => text.replace('"id":"approve"', '"id":"gone"'));
  const record = () => recordDocument(city.db, city.links, { caseId: id, key: hand.key, kind: 'draft-sheet', storageKey: 'x', sha256: 'a'.repeat(64), bytes: 1, madeAt: 0, facts: {} });
  await record();
  expect((await city.read(id)).state.parked).not.toBeNull();
  await pin(id, repaired);
  await resume(id);
  await city.sql`update wanted set start_after = null where case_id = ${id} and state = 'wanted'`;
  expect((await city.advance(id)).hands.map((h) => h.key)).toEqual([hand.key]);
  await record();
  expect((await city.read(id)).state.hands.find((h) => h.key === hand.key)?.state).toBe('done');
  expect((await city.open(id)).map((r) => r.what)).toEqual(['approval']);
});

test('law 9: an undeliverable mail becomes a task even when its case was locked at the first try', async () => {
  const id = await caseAt(city, 'check');
  await city.sql`update mails set state = 'bounced' where case_id = ${id} and key = 'received:contact'`;
  let locked: () => void = () => {};
  const isLocked = new Promise<void>((resolve) => { locked = resolve; });
  let free: () => void = () => {};
  const held = new Promise<void>((resolve) => { free = resolve; });
  const busy = city.sql.begin(async (sql) => { await sql`select 1 from cases where id = ${id} for update`; locked(); await held; });
  await isLocked;
  await expect(undeliverableTasks(city.db, city.links)).rejects.toThrow();
  free();
  await busy;
  expect(await undeliverableTasks(city.db, city.links)).toContain(id);
  expect((await city.open(id)).filter((r) => r.what === 'undeliverable')).toHaveLength(1);
  expect(await undeliverableTasks(city.db, city.links)).not.toContain(id);
  expect((await city.read(id)).state.parked).toBeNull();
}, 20_000);
