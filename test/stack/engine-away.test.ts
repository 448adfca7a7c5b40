// Temporal stopped, and Temporal's store lost: people go on, and afterwards nothing is lost and nothing happens twice.
import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../scripts/lib/eventually.js';
import { type StackCity, startCity } from './city.js';

let city: StackCity;
beforeAll(async () => { city = await startCity(); }, 180_000);
afterAll(() => city?.close(), 60_000);

const scores = Object.fromEntries(['publicness', 'citizenship', 'growth', 'feasibility', 'independence'].flatMap((c) => [[c, '7'], [`${c}Reason`, 'よい']]));
const stageOf = async (number: string) => (await city.sql`select stage, holder, step from cases where number = ${number}`)[0];
/** Each mail once by its key, each event once, each transfer once. */
async function nothingTwice() {
  expect(await city.sql`select scope, key from mails group by scope, key having count(*) > 1`).toHaveLength(0);
  expect(await city.sql`select case_id, key from events group by case_id, key having count(*) > 1`).toHaveLength(0);
  const mails = await city.mail.all();
  const keys = mails.map((m) => `${String(m.to)} ${m.subject} ${m.text}`);
  expect(keys.filter((k, n) => keys.indexOf(k) !== n)).toEqual([]);
}
const quiet = () => eventually('all mails to leave', async () => ((await city.sql`select 1 from mails where state in ('queued', 'sending') limit 1`).length === 0 ? true : null), 40_000);

test('with the engine stopped a proposal is filed, links are answered, a T2 code comes by mail and the next approver sees the request at once; afterwards all moves on, once', async () => {
  const screening = await city.file();
  const matching = await city.file();
  await city.people(matching.number).answer('sato@', '書類の確認を', 'accept', {});
  const approving = await city.file();
  const people = city.people(approving.number);
  await people.answer('sato@', '書類の確認を', 'accept', {});
  await people.answer('tanaka@', '引き受けられるか', 'accept', {});
  for (const member of ['mori@', 'ikeda@', 'hashimoto@', 'ishikawa@', 'maeda@']) await people.answer(member, '採点を', 'score', scores);
  await people.answer('suzuki@', '決定の案を', 'select', { amountYen: '370,000', reasons: 'よい計画です。' });
  await city.mail.wait('takahashi@', (m) => m.subject.includes(approving.number) && m.subject.includes('決裁'));
  await city.mail.wait('tanaka@', (m) => m.subject.includes(matching.number) && m.subject.includes('引き受け'));
  await city.mail.wait('sato@', (m) => m.subject.includes(screening.number) && m.subject.includes('書類の確認'));
  await quiet();

  await city.stack.stop('temporal');
  const filed = await city.file();
  expect(filed.number).toMatch(/^\d{4}-CP-0004$/);
  await city.people(screening.number).answer('sato@', '書類の確認を', 'accept', {});
  await city.people(matching.number).answer('tanaka@', '引き受けられるか', 'decline', { reason: '担当が違います' });
  // T2: the code is mailed by the API itself.
  await people.answer('takahashi@', '決裁を', 'approve', {});
  const second = city.visitor();
  await second.open('/demo');
  await second.press('山田 裕子さんになる');
  await second.open('/desk');
  expect(second.page().text).toContain(approving.number);
  const page = await city.visitor().open(`/cases/${screening.number}`);
  expect(page.status).toBe(200);
  expect((await stageOf(screening.number))?.stage).toBe('screening');
  expect((await city.sql`select 1 from events e join cases c on c.id = e.case_id where c.number = ${screening.number} and e.type = 'stage.settled' and e.data->>'stage' = 'screening'`)).toHaveLength(1);

  await city.stack.start('temporal');
  await eventually('the settled case to cross its border', async () => ((await stageOf(screening.number))?.stage === 'matching' ? true : null), 60_000);
  await eventually('the new case to be screened', async () => ((await stageOf(filed.number))?.stage === 'screening' ? true : null), 60_000);
  await city.mail.wait('sato@', (m) => m.subject.includes(filed.number));
  await quiet();
  await nothingTwice();
}, 240_000);

test('when the store of the engine is wiped while cases are open, all go on after a restart and no mail goes a second time', async () => {
  const numbers: string[] = [];
  for (let n = 0; n < 6; n++) numbers.push((await city.file()).number);
  for (const number of numbers) await city.mail.wait('sato@', (m) => m.subject.includes(number));
  await quiet();
  const before = (await city.mail.all()).length;
  await city.stack.stop('worker');
  await city.stack.stop('temporal');
  for (const file of fs.readdirSync(city.stack.files.temporal.replace(/[^/]+$/, ''))) fs.rmSync(`${city.stack.files.temporal.replace(/[^/]+$/, '')}${file}`, { force: true });
  await city.stack.start('temporal');
  await city.stack.start('worker');
  expect((await city.mail.all()).length).toBe(before);
  for (const number of numbers.slice(0, 3)) await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  for (const number of numbers.slice(0, 3)) await eventually(`${number} to cross`, async () => ((await stageOf(number))?.stage === 'matching' ? true : null), 60_000);
  await quiet();
  await nothingTwice();
}, 240_000);

test('the worker killed while cases move: the next crossing comes within seconds of its return', async () => {
  const { number } = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(number));
  await city.stack.kill('worker');
  await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  await city.stack.start('worker');
  const back = Date.now();
  await eventually('the border to be crossed', async () => ((await stageOf(number))?.stage === 'matching' ? true : null), 30_000);
  expect(Date.now() - back).toBeLessThan(15_000);
  await quiet();
  await nothingTwice();
}, 120_000);
