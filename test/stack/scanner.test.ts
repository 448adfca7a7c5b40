// Security services fetch every link of every mail, also with a browser that presses what it finds. Nothing may come of it (job D-11).
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { type StackCity, startCity } from '../support/stack.js';

let city: StackCity;
beforeAll(async () => { city = await startCity(); }, 180_000);
afterAll(() => city?.close(), 60_000);

/** Everything that a link could have changed. */
async function counted() {
  const [row] = await city.sql`select (select count(*) from acts) as acts, (select count(*) from requests where state <> 'open') as ended, (select count(*) from events) as events, (select count(*) from mails) as mails, (select count(*) from codes) as codes,
    (select md5(string_agg(typed::text || generation, '' order by id)) from drafts) as drafts, (select md5(string_agg(generation || coalesce(next_generation, 0)::text, '' order by id)) from party_keys) as keys, (select count(*) from files) as files`;
  return row;
}

test('D-11: twenty GET and HEAD of each kind of mailed link, and a browser that presses the only button, change nothing', async () => {
  const { number } = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(number) && m.subject.includes('書類の確認'));
  await city.people(number).answer('sato@', '書類の確認を', 'correct', { fields: ['plan'], note: '直してください' });
  await city.mail.wait('hanako@', (m) => m.subject.includes('直して'));
  const office = await city.file();
  await city.mail.wait('sato@', (m) => m.subject.includes(office.number));
  const texts = (await city.mail.all()).map((m) => m.text).join('\n');
  const found = (pattern: RegExp) => [...texts.matchAll(pattern)].map((m) => m[1] ?? '').at(-1) ?? '';
  const links = [...new Set([...texts.matchAll(/https?:\/\/[^\s/]+(\/a\/req_\S+)/g)].map((m) => m[1] ?? '')), found(/(\/mine\/key_\S+)/g), found(/(\/draft\/drf_\S+)/g)].filter(Boolean);
  expect(links.length).toBeGreaterThanOrEqual(4);
  const before = await counted();
  for (const link of links) for (let n = 0; n < 20; n++) await (await fetch(city.api + link, { method: n % 2 ? 'GET' : 'HEAD', redirect: 'manual' })).arrayBuffer();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    for (const link of links.filter((l) => l.startsWith('/a/'))) {
      const page = await browser.newPage();
      await page.goto(city.api + link);
      const button = page.locator('form[enctype] button[type=submit]:visible').last();
      if (await button.count()) { await button.click(); await page.waitForLoadState(); }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  expect(await counted()).toEqual(before);
  // And a person still can.
  await city.people(office.number).answer('sato@', '書類の確認を', 'accept', {});
}, 240_000);
