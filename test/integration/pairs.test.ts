// Two people press in the same instant. PAIRS=100000 for the long form; the suite plays some dozens.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acted } from '../../db/store/acts.js';
import { CITIZEN } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { copyCase } from '../support/copies.js';
import { IDEA } from '../support/sample.js';

const PAIRS = Number(process.env.PAIRS ?? 60);
/** How many pairs press at once; more would only wait for a connection. */
const AT_ONCE = 6;
const WITHIN_MS = 60_000 + PAIRS * 100;

let city: City;
let cases: readonly string[] = [];
beforeAll(async () => {
  city = await makeCity();
  const original = await city.submit(IDEA, 'town-idea');
  await city.advance(original);
  cases = await copyCase(city, original, 2 * PAIRS, '2026-TI-');
}, WITHIN_MS);
afterAll(() => city.close());

/** The request that each copy has open, as its officer holds it. */
async function asked(id: string) {
  const [request] = await city.open(id);
  if (!request) throw new Error(`${id} asks nobody`);
  return request;
}
const refuse = async (id: string): Promise<Acted> => city.answer(id, await asked(id), 'refuse', { reason: '公園の決まりにより置けません。' });
const accept = async (id: string): Promise<Acted> => city.answer(id, await asked(id), 'accept');
const withdraw = async (id: string): Promise<Acted> => city.free(id, 'withdraw', { last4: (await city.read(id)).state.number.slice(-4) }, CITIZEN);

/** Lets each pair press, some pairs at a time. */
async function press(ids: readonly string[], one: (id: string) => Promise<Acted>, other: (id: string) => Promise<Acted>): Promise<readonly (readonly [Acted, Acted])[]> {
  const all: (readonly [Acted, Acted])[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let n = next++; n < ids.length; n = next++) all.push(await Promise.all([one(ids[n] ?? ''), other(ids[n] ?? '')])); }));
  return all;
}

describe(`${PAIRS} pairs`, () => {
  test('of two answers at once exactly one counts; the other is told that it was answered, in a state that shows by whom and when', async () => {
    const pairs = await press(cases.slice(0, PAIRS), accept, refuse);
    for (const pair of pairs) {
      expect(pair.map((a) => a.outcome).sort()).toEqual(['accepted', 'refused']);
      const told = pair.find((a) => a.outcome === 'refused');
      expect(told?.why).toBe('answered');
      const answer = told?.state.requests.find((r) => r.answer)?.answer;
      expect([answer?.by.kind, Number(answer?.at) > 0]).toEqual(['post', true]);
    }
  }, WITHIN_MS);

  test('of a decision and a withdrawal at once the case has one ending: withdrawn whenever the group was told so, for a decision that has not gone out yet gives way', async () => {
    const ids = cases.slice(PAIRS);
    const ends = new Map<string, number>();
    await press(ids, refuse, async (id) => {
      const withdrawn = await withdraw(id);
      expect([withdrawn.outcome, withdrawn.why ?? '']).toEqual(['accepted', '']);
      return withdrawn;
    });
    for (const id of ids) {
      await city.advance(id);
      const { state } = await city.read(id);
      ends.set(String(state.ending), (ends.get(String(state.ending)) ?? 0) + 1);
      expect(state.requests.filter((r) => r.state === 'open')).toEqual([]);
    }
    expect([...ends]).toEqual([['withdrawn', PAIRS]]);
  }, WITHIN_MS);

  test('no act is lost and none reads an old state: the accepted acts of each case are numbered without a gap, and each answer stands once in the log', async () => {
    expect(await city.sql`select case_id, max(n), count(n) from acts where state = 'accepted' group by case_id having max(n) <> count(n) or count(distinct n) <> count(n)`).toEqual([]);
    const [counted] = await city.sql`select (select count(*)::int from acts where state = 'accepted' and kind = 'answer') as acts, (select count(*)::int from events where type = 'request.answered') as events`;
    expect(counted?.events).toBe(counted?.acts);
  });
});
