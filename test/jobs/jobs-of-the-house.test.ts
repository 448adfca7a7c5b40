// Job A-12: after a crash the service is back with no case lost, doubled or silently delayed, and what was late is listed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConsistency } from '../../db/store/consistency.js';
import { HOUR } from '../../workflows/domain/calendar.js';
import { caseAt } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
beforeAll(async () => { pages = await makePages(); }, 60_000);
afterAll(() => pages.close(), 60_000);

test('A-12: after a crash no case is lost, doubled or silently delayed, and the administrator reads which timers fired late, with the planned and the real time', async () => {
  const { city } = pages;
  const [late, answered] = [await caseAt(city, 'consult'), await caseAt(city, 'consult')];
  while (await city.parts.courier.next());
  const admin = await pages.signedIn('管理者 阿部 純');
  // Nothing carries the cases: the clock passes what one was to do, while the other is answered.
  const [waits, asked] = [(await city.open(late))[0], (await city.open(answered))[0]];
  if (!waits || !asked) throw new Error('two departments are asked');
  await city.answer(answered, asked, 'accept');
  await city.clockTo(waits.closesAt + 3 * HOUR);
  expect((await admin.open('/admin')).text).toContain('停止。受付と回答は続いています');
  const worker = await city.startWorker();
  try {
    await city.until('both cases to go on', async () => (await city.read(answered)).state.stage.id !== 'matching' && (await city.read(late)).state.requests.find((r) => r.id === waits.id)?.state === 'lapsed');
    await city.until('all mails to leave', async () => (await city.sql`select 1 from mails where state in ('queued', 'sending')`).length === 0);
  } finally {
    await worker.stop();
  }
  const { number } = (await city.read(late)).row;
  const stuck = await admin.open('/admin/stuck');
  expect(stuck.text).toContain('遅れて動いた期限');
  expect(stuck.text).toContain(number);
  expect(await city.sql`select case_id, key from events group by 1, 2 having count(*) > 1`).toEqual([]);
  const told = city.mail.taken.map((mail) => mail.id);
  expect(new Set(told).size).toBe(told.length);
  expect(await checkConsistency(city.db)).toEqual([]);
  expect((await city.sql`select 1 from cases`).length).toBe(2);
}, 240_000);
