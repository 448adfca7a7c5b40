// Every kind of page in a real browser: no accessibility fault, nothing wider than a phone, nothing fetched from elsewhere, and the form works without script.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { Visitor } from '../../scripts/lib/visitor.js';
import { type StackCity, startCity } from '../support/stack.js';

let city: StackCity;
let browser: Browser;
let number = '';
let home = '';
let ask = '';
let draft = '';
beforeAll(async () => {
  city = await startCity();
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const filed = await city.file();
  number = filed.number;
  home = new URL(filed.home).pathname;
  ask = (await city.mail.ask('sato@', number, '書類の確認を')).link;
  const visitor = new Visitor(city.api);
  await visitor.open('/apply/citizen-proposal');
  await visitor.press('申請をはじめる', { track: 'full', email: 'other@example.jp' });
  const mail = await city.mail.wait('other@example.jp', (m) => m.text.includes('/draft/'));
  draft = /(\/draft\/\S+)/.exec(mail.text)?.[1] ?? '';
}, 240_000);
afterAll(async () => { await browser?.close(); await city?.close(); }, 60_000);

async function signIn(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${city.api}/demo`);
  await page.getByRole('button', { name: `${name}さんになる` }).click();
  await page.waitForLoadState();
  await page.close();
}

/** Faults of one page: what axe finds, sideways scroll at 320 px, foreign requests, console errors. */
async function faultsOf(context: BrowserContext, path: string): Promise<string[]> {
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (404|410|422)/.test(message.text())) faults.push(`${path}: console ${message.text()}`); });
  page.on('request', (request) => { if (!request.url().startsWith(city.api)) faults.push(`${path}: asks ${request.url()}`); });
  await page.goto(city.api + path);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  for (const v of violations) faults.push(`${path}: ${v.id} ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  if (Number(wide) > 322) faults.push(`${path}: ${wide} px wide at 320 px`);
  await page.close();
  return faults;
}
const check = async (context: BrowserContext, paths: readonly string[]) => {
  const faults: string[] = [];
  for (const path of paths) faults.push(...(await faultsOf(context, path)));
  return faults;
};
const options = { locale: 'ja-JP', timezoneId: 'Asia/Tokyo' } as const;

describe('pages', () => {
  test('public and citizens’ pages have no accessibility fault and fit a phone', async () => {
    const context = await browser.newContext(options);
    await context.newPage().then(async (page) => { await page.goto(city.api + draft); await page.close(); });
    const form = ['tasks', 'group', 'people', 'project', 'budget', 'files', 'consent', 'check'].map((p) => `/apply/citizen-proposal/${p}`);
    expect(await check(context, ['/', '/programmes', '/programmes/citizen-proposal', '/programmes/town-idea', '/programmes/general-subsidy', '/programmes/theme-subsidy', '/programmes/resident-vote', '/programmes/commissioned-work', '/apply/citizen-proposal', ...form, `/cases/${number}`, `/cases/${number}?lang=ja-easy`, `/cases/${number}?lang=en`, `${home}?new=1`, home, `${home}/withdraw`, `${home}/contact`, `${home}/question`, '/find', '/open-data', '/a', ask, `/a/req_${'0'.repeat(26)}.${'a'.repeat(43)}`, '/accessibility', '/nothing-here', '/signin', '/demo', '/api'])).toEqual([]);
    await context.close();
  }, 240_000);
  test('officers’ and administrators’ pages have no accessibility fault and fit a phone', async () => {
    const officer = await browser.newContext(options);
    await signIn(officer, '佐藤 美咲');
    expect(await check(officer, ['/desk', '/desk?tab=department', '/desk?tab=done', '/desk/paper', '/desk/panel', `/desk/cases/${number}`])).toEqual([]);
    await officer.close();
    const administrator = await browser.newContext(options);
    await signIn(administrator, '管理者 阿部 純');
    const call = (await city.sql`select id from calls where programme = 'citizen-proposal'`)[0]?.id;
    const round = (await city.sql`select id from calls where programme = 'theme-subsidy'`)[0]?.id;
    const envelope = (await city.sql`select id from envelopes where programme = 'citizen-proposal'`)[0]?.id;
    const mail = (await city.sql`select id from mails where case_id is not null and mail <> 'people/code' limit 1`)[0]?.id;
    expect(await check(administrator, ['/admin', '/admin/cases', `/admin/cases/${number}`, '/admin/stuck', '/admin/mails', `/admin/mails/${mail}`, '/admin/people', '/admin/calls', `/admin/calls/${call}`, `/admin/calls/${round}`, `/admin/calls/${round}/selection`, '/admin/ledger', `/admin/ledger/${envelope}`, '/admin/transfers', '/admin/disclosure', '/admin/erasure', '/admin/retention', '/audit', '/audit/rules/general-subsidy/2'])).toEqual([]);
    await administrator.close();
  }, 240_000);
  test('a page of the form with faults keeps what was typed, says the same sentence in the summary and at the field, and works without script', async () => {
    const context = await browser.newContext({ ...options, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(city.api + draft);
    await page.goto(`${city.api}/apply/citizen-proposal/group`);
    await page.getByLabel('団体名 ※必須').fill('髙﨑𠮷辻󠄀の会');
    await page.getByLabel('人数').fill('２');
    await page.getByRole('button', { name: '保存して続ける' }).click();
    expect(await page.title()).toMatch(/^エラー：/);
    expect(await page.getByLabel('団体名 ※必須').inputValue()).toBe('髙﨑𠮷辻󠄀の会');
    expect(await page.locator('.fault-summary').innerText()).toContain('人数は5から100,000までです。いまは2です');
    expect(await page.locator('p.fault').allInnerTexts()).toContain('＊人数は5から100,000までです。いまは2です');
    await context.close();
  }, 60_000);
});
