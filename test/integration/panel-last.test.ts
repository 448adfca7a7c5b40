// The last cases that come to a panel at the same time: none waits for the other. Real Postgres.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, makeCity } from '../support/city.js';
import { closeCall, fileRound } from '../support/round.js';

let city: City;
beforeAll(async () => {
  city = await makeCity();
}, 60_000);
afterAll(() => city.close());

test('of the cases that come to the panel last and at the same time, the later one rings the others', async () => {
  const round = await fileRound(city, ['あさの会', 'ひるの会', 'よるの会']);
  await closeCall(city, round.call);
  for (const id of round.ids) { await city.advance(id); for (const request of await city.open(id)) await city.answer(id, request, 'accept'); }
  const rung = (await Promise.all(round.ids.map((id) => city.advance(id)))).map((done) => done.ringCases);
  for (const id of round.ids) if ((await city.open(id)).length === 0) expect(rung.flat()).toContain(id);
  for (const id of rung.flat()) await city.advance(id);
  for (const id of round.ids) expect((await city.open(id)).filter((r) => r.what === 'scoring').length).toBeGreaterThan(0);
}, 60_000);
