// Passkeys in a real browser with a virtual authenticator: registered by somebody who just signed in, used to sign in, refused without the person's check and after they left.
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leave } from '../../db/store/transfers.js';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let device: CDPSession;
const faults: string[] = [];
beforeAll(async () => {
  const port = await freePort();
  pages = await makePages({ PUBLIC_URL: `http://localhost:${port}`, SIGN_IN: 'city', SIGN_IN_KEY: 'sign-in-key-'.repeat(4) }, port);
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4/.test(message.text())) faults.push(message.text()); });
  device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
}, 60_000);
afterAll(async () => { await browser?.close(); await pages?.close(); });

/** Signs in by the mailed link, in this browser. */
async function byLink(name: string): Promise<string> {
  const [person] = await pages.city.sql`select id, email from people where name = ${name}`;
  const links = async () => pages.city.sql`select link from mails where mail = 'people/sign-in-link' and email = ${String(person?.email)} order by queued_real desc, id desc`;
  const before = (await links()).length;
  await page.goto(`${pages.origin}/signin`);
  await page.getByLabel('職場のメールアドレス').fill(String(person?.email));
  await page.getByRole('button', { name: 'リンクを送る' }).click();
  const mail = await pages.city.until('the mail', async () => { const all = await links(); return all.length > before ? all[0] : null; });
  await page.goto(`${pages.origin}/signin/link/${mail.link.id}.${pages.city.links.token('sign-in', mail.link.id, 1)}`);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await page.waitForURL('**/desk');
  return String(person?.id);
}
const authenticator = async (verifies: boolean): Promise<string> => (await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verifies, automaticPresenceSimulation: true } })).authenticatorId;

test('a passkey is registered with a name, told to its person by mail, signs in with the strength that money needs, and is worth nothing once they left', async () => {
  const person = await byLink('松本 久美');
  const id = await authenticator(true);
  await page.goto(`${pages.origin}/signin/passkeys`);
  await page.getByLabel('端末の名前').fill('職場のパソコン');
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await page.getByRole('button', { name: '「職場のパソコン」を削除する' }).waitFor();
  const [told] = await pages.city.sql`select email, facts from mails where mail = 'people/passkey-added'`;
  expect([told?.email, told?.facts.about.name]).toEqual(['matsumoto@city.example.jp', '職場のパソコン']);
  await context.clearCookies();
  await page.goto(`${pages.origin}/signin?to=%2Fdesk%2Fabsence&fresh=1`);
  expect(await page.getByRole('button', { name: 'リンクを送る' }).count()).toBe(0);
  await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
  await page.waitForURL('**/desk/absence');
  expect((await pages.city.sql`select means from staff_sessions where person = ${person} order by created_at desc`)[0]?.means).toBe('passkey');
  const cookie = (await context.cookies()).find((one) => one.name === 'kyoso_staff');
  expect({ httpOnly: cookie?.httpOnly, sameSite: cookie?.sameSite }).toEqual({ httpOnly: true, sameSite: 'Lax' });
  await leave(pages.city.db, pages.city.links, { person, at: await pages.city.now() });
  await page.goto(`${pages.origin}/desk`);
  expect(page.url()).toContain('/signin');
  await page.getByRole('button', { name: 'パスキーでサインインする' }).click();
  await page.getByText('パスキーでサインインできませんでした').waitFor();
  expect(await pages.city.sql`select 1 from staff_passkeys where person = ${person}`).toHaveLength(0);
  await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
  expect(faults).toEqual([]);
}, 60_000);

test('a device that does not check the person registers nothing, and a sign-in older than fifteen minutes cannot add a passkey', async () => {
  const person = await byLink('加藤 葵');
  const id = await authenticator(false);
  const add = async () => {
    await page.goto(`${pages.origin}/signin/passkeys`);
    await page.getByRole('button', { name: 'パスキーを登録する' }).click();
    await page.getByText('登録できませんでした').waitFor();
  };
  await add();
  await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
  const other = await authenticator(true);
  await pages.city.sql`update staff_sessions set created_at = created_at - interval '16 minutes'`;
  await add();
  expect(await pages.city.sql`select 1 from staff_passkeys where person = ${person}`).toHaveLength(0);
  await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: other });
}, 60_000);

test('the sign-in pages fit a phone and ask nobody else', async () => {
  const foreign: string[] = [];
  page.on('request', (request) => { if (!request.url().startsWith(pages.origin)) foreign.push(request.url()); });
  for (const path of ['/signin', '/signin/code', '/signin/link/x', '/desk/handover', '/desk/absence', '/signin/passkeys']) {
    await page.goto(pages.origin + path);
    await page.setViewportSize({ width: 360, height: 740 });
    expect([path, Number(await page.evaluate('document.documentElement.scrollWidth')) <= 360]).toEqual([path, true]);
    if (process.env.KYOSO_SHOTS) for (const width of [360, 1280]) { await page.setViewportSize({ width, height: 800 }); await page.screenshot({ path: `${process.env.KYOSO_SHOTS}/${path.replaceAll('/', '_')}-${width}.png`, fullPage: true }); }
  }
  expect(foreign).toEqual([]);
}, 60_000);
