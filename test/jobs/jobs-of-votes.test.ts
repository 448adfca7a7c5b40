// Jobs of residents who vote, by number: the real pages on a real database, the run's part called by hand.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromPb } from '../../workflows/domain/ballots.js';
import { makePages, type Pages } from '../support/pages.js';
import { Polls } from '../support/polls.js';

let pages: Pages;
let polls: Polls;
beforeAll(async () => {
  pages = await makePages();
  polls = await Polls.prepared(pages, [100_000, 200_000, 300_000, 250_000]);
  await polls.issue(8, 'csv');
  await polls.open();
}, 60_000);
afterAll(() => pages.close());

test('P-4: a resident finds the own ballot in the published list by a reference that tells nothing else, the totals can be counted from it, and ballots that break the rule stand there as void', async () => {
  const n = (i: number): string => polls.numbers[i] ?? '';
  const own = await polls.vote(polls.codes[0] ?? '', [n(0), n(1), n(2)]);
  for (const code of polls.codes.slice(1, 4)) await polls.vote(code, [n(1), n(2), n(3)]);
  for (const code of polls.codes.slice(4, 7)) await polls.handIn(code);
  await polls.close();
  // On paper nothing can be refused: two names, four names and a blank sheet are typed as they are.
  for (const person of [polls.office, await pages.signedIn('管理者 石井 薫')]) for (const [paper, choice] of [['11', [n(0), n(1)]], ['12', [n(0), n(1), n(2), n(3)]], ['13', []]] as const) await polls.paper(person, paper, choice);
  const head = await pages.signedIn('高橋 直子');
  await head.open(polls.officePage);
  await head.press('この集計で確定する', { papers: '3', note: '集計会議' });
  await polls.office.open(polls.officePage);
  await polls.office.press('結果を公表する');

  const resident = pages.visitor();
  await resident.open(polls.page);
  resident.clicks = 0;
  await resident.follow('すべての投票の一覧');
  expect(resident.clicks).toBeLessThanOrEqual(2);
  const rows = [...resident.page().html.matchAll(/<tr><th scope="row"><span class="number" translate="no">([^<]+)<\/span><\/th><td[^>]*>([^<]*)<\/td><td[^>]*>([^<]*)<\/td><\/tr>/g)].map(([, reference = '', choice = '', word = '']) => ({ reference, choice, word }));
  expect(rows.filter((row) => row.reference === own)).toEqual([{ reference: own, choice: '事業1、事業2、事業3', word: '有効' }]);
  expect(rows.filter((row) => row.word !== '有効').map((row) => [row.reference, row.word])).toEqual([['P-0011', '無効（選んだ数が足りない）'], ['P-0012', '無効（選んだ数が多い）'], ['P-0013', '無効（白票）']]);
  // The list holds all ballots, and counting it gives the totals of the page and of the file.
  expect(rows).toHaveLength(7);
  const totals = [1, 2, 3, 4].map((i) => rows.filter((row) => row.word === '有効' && row.choice.split('、').includes(`事業${i}`)).length);
  expect(totals).toEqual([1, 4, 4, 3]);
  const open = fromPb(await (await fetch(`${pages.origin}${polls.page}/ballots.pb`)).text());
  expect(polls.numbers.map((id) => open.choices.filter((choice) => choice.includes(id)).length)).toEqual(totals);
  await resident.open(polls.page);
  for (const [i, votes] of totals.entries()) expect(resident.page().text).toContain(`事業${i + 1} みどり町こども食堂の会 ${votes}票`);
  // Neither the code nor a name leads to the ballot, and no other page names the reference.
  expect(resident.page().html).not.toContain(own);
  const found = (await polls.dump()).filter(({ text }) => text.includes(own.replaceAll('-', '')));
  expect(found.map(({ table }) => table)).toEqual(['vote_boxes']);
}, 60_000);
