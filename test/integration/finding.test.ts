// Finding: search, lists and sweep at any size, by statements that are planned once and read indexes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../db/client.js';
import { COUNTED_MOST, countCases, findCases } from '../../db/store/lists.js';
import { readCase } from '../../db/store/load.js';
import { meetingsOf } from '../../db/store/meetings.js';
import { casesToRing } from '../../db/store/sweep.js';
import { countWords } from '../../api/pages/count-words.js';
import { type City, makeCity } from '../support/city.js';
import { IDEA } from '../support/sample.js';

let city: City;
const ids: string[] = [];
beforeAll(async () => {
  city = await makeCity();
  for (const name of ['駅前のカダン', '川の学習会', '川の学習会']) ids.push(await city.submit({ ...IDEA, name, who: 'みどりの会' }, 'town-idea'));
});
afterAll(() => city.close());

const found = async (q: string) => (await findCases(city.db, { q, state: 'all' })).rows.map((row) => row.id).sort();

test('a word of two letters, half a title or a whole number finds the case, whatever its kana and width', async () => {
  const { row } = await readCase(city.db, ids[0] ?? '');
  for (const q of ['かだん', 'ｶﾀﾞﾝ', '駅前', '前のか', row.number, row.number.toLowerCase(), '駅']) expect(await found(q), q).toEqual([row.id]);
  expect(await found('みどりの会')).toEqual([...ids].sort());
  expect(await found('%')).toEqual([]);
  expect(await found('だんか')).toEqual([]);
});

test('cases of the same group or title are shown to each other, and no others', async () => {
  const { row } = await readCase(city.db, ids[1] ?? '');
  const met = await meetingsOf(city.db, row);
  expect(met.map((one) => [one.sameTitle, one.sameGroup]).sort()).toEqual([[false, true], [true, true]]);
});

test('lists count up to a bound, and say of more that it is more', async () => {
  expect(await countCases(city.db, { state: 'all' })).toBe(3);
  expect([countWords(0, '件'), countWords(COUNTED_MOST, '件'), countWords(COUNTED_MOST + 1, '件'), countWords(COUNTED_MOST + 1)]).toEqual(['0件', '1000件', '1,000件以上', '1,000以上']);
});

test('a statement is prepared once for each connection, search and sweep find what they look for in their indexes', async () => {
  const { db, sql, close } = connect(city.url, 1);
  try {
    // On three cases the planner would rather read all of them.
    await sql`set enable_seqscan = off`;
    await readCase(db, ids[0] ?? '');
    const [first] = await sql<{ n: number }[]>`select count(*)::int as n from pg_prepared_statements`;
    for (const id of ids) await readCase(db, id);
    const [again] = await sql<{ n: number }[]>`select count(*)::int as n from pg_prepared_statements`;
    expect(first?.n).toBeGreaterThan(5);
    // The count itself is the one statement more.
    expect(again?.n).toBeLessThanOrEqual((first?.n ?? 0) + 1);
    await sql`set enable_indexscan = off`;
    await findCases(db, { q: '学習会', state: 'all' });
    await sql`set enable_indexscan = on`;
    await casesToRing(db);
    await sql`select pg_stat_force_next_flush()`;
    const used = await sql<{ name: string }[]>`select indexrelname as name from pg_stat_user_indexes where idx_scan > 0`;
    expect(used.map((row) => row.name)).toEqual(expect.arrayContaining(['cases_search', 'cases_to_ring', 'cases_wanted']));
  } finally {
    await close();
  }
});

test('rings of the mail run within a moment are one ring', async () => {
  expect(city.ringer.ringMail()).toBe(city.ringer.ringMail());
});
