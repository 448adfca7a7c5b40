// Temporal stopped, and Temporal's store lost: people go on, and afterwards nothing is lost and nothing happens twice.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../scripts/lib/eventually.js';
import { ACCOUNT, type StackCity, startCity } from '../support/stack.js';

let city: StackCity;
/** One case at each place where people are asked; they live through all tests of this file. */
let screening = '', matching = '', approving = '', agreeing = '', claiming = '';
beforeAll(async () => {
  city = await startCity();
  [screening, matching, approving, agreeing, claiming] = (await Promise.all([1, 2, 3, 4, 5].map(() => city.file()))).map((filed) => filed.number) as [string, string, string, string, string];
  await city.lead(claiming, 'screening', 'claim');
  await Promise.all([city.lead(agreeing, 'screening', 'approval'), city.lead(approving, 'screening', 'approval')]);
  await city.lead(agreeing, 'approval', 'agreement');
  await city.lead(matching, 'screening', 'matching');
  await city.quiet();
}, 180_000);
afterAll(() => city?.close(), 60_000);

test('with the engine stopped a proposal is filed and links are answered at five stages, a T2 code comes by mail and the next approver sees the request at once; afterwards all moves on, once', async () => {
  await city.stack.stop('temporal');
  const filed = await city.file();
  expect(filed.number).toMatch(/^\d{4}-CP-0006$/);
  await city.people(screening).answer('sato@', '書類の確認を', 'accept', {});
  await city.people(matching).answer('tanaka@', '引き受けられるか', 'decline', { reason: '担当が違います' });
  await city.people(agreeing).citizen('taro@', '協定書', { choice: 'accept', 'accept.name': '𠮷田太郎' }, '回答を送る');
  await city.people(claiming).citizen('hanako@', '請求できます', { choice: 'claim', 'claim.amountYen': '296,000', ...Object.fromEntries(Object.entries(ACCOUNT).map(([k, v]) => [`claim.${k}`, v])) }, '回答を送る');
  // T2: the code is mailed by the API itself.
  await city.people(approving).answer('takahashi@', '決裁を', 'approve', {});
  // Two of three may come next: each sees the request on the desk at once, and the second of them too when the first has answered.
  const first = await city.signedIn('山田 裕子');
  await first.open('/desk');
  expect(first.page().text).toContain(approving);
  await first.open(first.page().links.find((l) => l.href.includes('/desk/requests/'))?.href ?? '');
  await first.press('回答を送る', { choice: 'approve' });
  expect(first.page().text).toContain('受け付けました');
  const second = await city.signedIn('井上 大輔');
  await second.open('/desk');
  expect(second.page().text).toContain(approving);
  // Public pages stand, and a stage that is settled waits at its border for the run.
  expect((await city.visitor().open(`/cases/${screening}`)).status).toBe(200);
  expect((await city.caseOf(screening)).stage).toBe('screening');
  expect((await city.caseOf(filed.number)).stage).toBe('submission');
  expect(await city.sql`select 1 from events e join cases c on c.id = e.case_id where c.number = ${screening} and e.type = 'stage.settled' and e.data->>'stage' = 'screening'`).toHaveLength(1);
  const waiting = (await city.sql`select 1 from mails where state = 'queued'`).length;
  expect(waiting).toBeGreaterThan(0);

  await city.stack.start('temporal');
  await city.at(screening, 'matching');
  await city.at(filed.number, 'screening');
  await city.mail.wait('sato@', (m) => m.subject.includes(filed.number));
  await city.mail.wait('watanabe@', (m) => m.subject.includes(matching));
  await city.mail.wait('sasaki@', (m) => m.subject.includes(claiming));
  await city.quiet();
  expect(await city.doubles()).toEqual([]);
}, 150_000);

test('when the store of the engine is wiped while ten cases are open, one of them in the middle of a payment, all go on after a restart and no mail and no payment goes a second time', async () => {
  const more = (await Promise.all([1, 2, 3, 4].map(() => city.file()))).map((filed) => filed.number);
  for (const number of more) await city.lead(number, 'screening', 'screening');
  const open = await city.sql<{ number: string }[]>`select number from cases where ending is null`;
  expect(open).toHaveLength(10);
  // The bank has the money's instruction; its word comes while there is no engine.
  await city.people(claiming).answer('sasaki@', '請求の確認', 'approve', {});
  await city.quiet();
  await city.people(claiming).signedIn('松本 久美', '決裁', 'approve', {});
  await eventually('the instruction to reach the bank', async () => ((await city.transfers()).length === 1 ? true : null));
  const before = (await city.mail.all()).length;
  await city.wipeEngine();
  for (const number of [screening, ...more.slice(0, 1)]) await (number === screening ? city.people(number).answer('tanaka@', '引き受けられるか', 'accept', {}) : city.people(number).answer('sato@', '書類の確認を', 'accept', {}));
  await city.people(approving).answer('inoue@', '決裁を', 'approve', {});
  await city.people(matching).answer('watanabe@', '引き受けられるか', 'accept', {});
  await city.people(agreeing).signedIn('伊藤 由美', '協定書', 'accept', { name: '伊藤 由美' });
  await Promise.all([city.at(screening, 'review'), city.at(matching, 'review'), city.at(more[0] ?? '', 'matching')]);
  await city.mail.wait('hanako@', (m) => m.subject.startsWith('振り込みました'));
  await city.quiet();
  expect((await city.transfers()).map((t) => [t.amountYen, t.state])).toEqual([[296_000, 'settled']]);
  expect((await city.mail.all()).length).toBeGreaterThan(before);
  expect(await city.doubles()).toEqual([]);
  // The rest was carried over too: a run waits for each open case.
  await eventually('every open case to be carried', async () => ((await city.sql`select 1 from cases where ending is null and swept > 0`).length === 0 ? true : null));
}, 150_000);

test('the worker killed while cases move: the next crossing and the mails come within seconds of its return', async () => {
  const { number } = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(number));
  await city.stack.kill('worker');
  await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  await city.stack.start('worker');
  const back = Date.now();
  await city.at(number, 'matching', 30_000);
  expect(Date.now() - back).toBeLessThan(15_000);
  // A call to the mail provider that died with the worker holds up no other mail.
  await city.mail.wait('tanaka@', (m) => m.subject.includes(number));
  expect(Date.now() - back).toBeLessThan(25_000);
  await city.quiet();
  expect(await city.doubles()).toEqual([]);
}, 120_000);

test('a newcomer pulls the plug of the worker, the engine and the database on the practice page: it says what is away and what waits, takes what is answered meanwhile, and afterwards shows nothing twice', async () => {
  const { number } = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(number));
  await city.quiet();
  const page = city.visitor();
  await page.open('/demo');
  await page.follow('部品を止めてみる');
  expect(page.page().forms.find((form) => form.buttons.some((button) => button.label.includes('働き手を止める')))?.fields.find((field) => field.name === 'seconds')?.options.map((option) => option.value)).toEqual(['10', '30', '60']);
  await page.press('働き手を止める', { seconds: '10' });
  expect(page.page().text).toMatch(/働き手 止まっています（あと\d+秒で動き直します）/);
  await page.press('進行係を止める', { seconds: '10' });
  await city.people(number).answer('sato@', '書類の確認を', 'accept', {});
  const waiting = (await page.open('/demo/plug')).text;
  expect(waiting).toMatch(/受け付けた回答と申出 1件/);
  expect(waiting).toMatch(/次の段階へ進むのを待つ案件 1件/);
  const dark = await page.press('データベースを止める', { seconds: '10' });
  expect([dark.status, dark.text.includes('データベースが止まっています'), dark.text.includes('待っているもの')]).toEqual([200, true, false]);
  expect((await city.visitor().open(`/cases/${number}`)).status).toBe(503);
  await eventually('all three to be back', async () => ((await page.open('/demo/plug')).text.match(/動いています/g)?.length === 3 ? true : null), 40_000);
  await city.at(number, 'matching');
  await city.quiet();
  const after = (await page.open('/demo/plug')).text;
  expect(after).toContain('記録どうしの食い違いはありません');
  for (const what of ['受け付けた回答', '書いたメール', '手続の記録']) expect(after).toMatch(new RegExp(`${what} \\d+件 0件`));
  expect(await city.doubles()).toEqual([]);
}, 120_000);

test('API and worker are connected as the user that owns nothing, and were never given the owner’s address', async () => {
  const users = await city.sql<{ user: string }[]>`select distinct usename as user from pg_stat_activity where application_name = 'kyoso'`;
  expect(users.map(({ user }) => user)).toEqual([new URL(city.stack.env.DATABASE_URL ?? '').username]);
  const { children } = JSON.parse(fs.readFileSync(path.join(city.stack.dataDir, 'run.json'), 'utf8')) as { children: { name: string; pid: number }[] };
  const serving = children.filter(({ name }) => name === 'api' || name === 'worker');
  expect(serving.length).toBeGreaterThanOrEqual(2);
  // What a process was given can be read from outside on Linux only.
  for (const { name, pid } of process.platform === 'linux' ? serving : []) expect(`${name}: ${fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(new URL(city.stack.env.DATABASE_OWNER_URL ?? '').password)}`).toBe(`${name}: false`);
});
