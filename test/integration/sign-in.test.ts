// Staff sign in by the real ways: the city's own service over HTTP, a mailed link under scanners, the sealed account; and leaving ends all of it at once.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import type { Visitor } from '../../scripts/lib/visitor.js';
import { type CityService, startCityService } from '../support/oidc.js';
import { makePages, type Pages } from '../support/pages.js';

const CLIENT = { id: 'kyoso', secret: 'a secret between the two' };
const SEALED = 'correct horse battery staple, from the safe';
let service: CityService;
let pages: Pages;
beforeAll(async () => {
  const port = await freePort();
  const PUBLIC_URL = `http://localhost:${port}`;
  service = await startCityService({ ...CLIENT, back: `${PUBLIC_URL}/signin/auth/callback/city` });
  pages = await makePages({ PUBLIC_URL, SIGN_IN: 'city', SIGN_IN_KEY: 'sign-in-key-'.repeat(4), OIDC_ISSUER: service.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, SEALED_SECRET_SHA256: createHash('sha256').update(SEALED).digest('hex') }, port);
}, 60_000);
afterAll(async () => { await pages?.close(); await service?.close(); });

const someone = async (name: string): Promise<{ id: string; email: string }> => {
  const [row] = await pages.city.sql`select id, email from people where name = ${name}`;
  return { id: String(row?.id), email: String(row?.email) };
};
/** Signs somebody in at the city's service. */
async function byService(subject: string, email: string, to = '/desk'): Promise<Visitor> {
  Object.assign(service.there, { subject, email, verified: true });
  const visitor = pages.visitor();
  await visitor.open(`/signin?to=${encodeURIComponent(to)}`);
  await visitor.press('市の認証サービスでサインインする');
  return visitor;
}

describe('the city’s own service', () => {
  test('whoever the service names arrives at the page they wanted, by code with PKCE, a nonce and a sign-in made anew', async () => {
    const { email } = await someone('佐藤 美咲');
    const officer = await byService('u-sato', email);
    expect(officer.page().url).toBe(`${pages.origin}/desk`);
    expect(officer.page().text).toContain('佐藤 美咲');
    const asked = service.asked.at(-1);
    expect({ type: asked?.get('response_type'), method: asked?.get('code_challenge_method'), age: asked?.get('max_age'), nonce: (asked?.get('nonce') ?? '').length > 20 }).toEqual({ type: 'code', method: 'S256', age: '0', nonce: true });
  });
  test('somebody is known by issuer and subject: the same mailbox under another subject is the same person only if the city says so, another mailbox under the same subject stays who it was', async () => {
    const [sato, suzuki] = [await someone('佐藤 美咲'), await someone('鈴木 健一')];
    const renamed = await byService('u-sato', suzuki.email);
    expect(renamed.page().text).toContain('佐藤 美咲');
    const [account] = await pages.city.sql`select account_id, person, access_token, id_token from staff_accounts`;
    expect({ ...account }).toEqual({ account_id: `${service.issuer}|u-sato`, person: sato.id, access_token: null, id_token: null });
  });
  test('whoever is not in the city’s list, or whose mailbox the service does not vouch for, is not signed in and nobody is added', async () => {
    const [before] = await pages.city.sql`select count(*) as n from people`;
    const stranger = await byService('u-stranger', 'stranger@example.jp');
    expect(stranger.page().text).toContain('サインインできませんでした');
    Object.assign(service.there, { subject: 'u-doubt', email: (await someone('鈴木 健一')).email, verified: false });
    const doubt = pages.visitor();
    await doubt.open('/signin');
    await doubt.press('市の認証サービスでサインインする');
    expect(doubt.page().text).toContain('サインインできませんでした');
    await doubt.open('/desk');
    expect(doubt.page().url).toContain('/signin');
    expect((await pages.city.sql`select count(*) as n from people`)[0]).toEqual(before);
    expect((await pages.city.sql`select event from sign_in_log where event = 'refused'`).length).toBeGreaterThanOrEqual(2);
  });
  test('of the library only what the pages need can be reached', async () => {
    const there = async (method: string, path: string) => (await fetch(`${pages.origin}/signin/auth${path}`, { method, redirect: 'manual', headers: { 'content-type': 'application/json', origin: pages.origin }, ...(method === 'POST' ? { body: '{}' } : {}) })).status;
    for (const [method, path] of [['GET', '/magic-link/verify?token=x'], ['POST', '/sign-in/magic-link'], ['POST', '/sign-in/social'], ['GET', '/get-session'], ['POST', '/update-user'], ['POST', '/sign-up/email'], ['POST', '/update-session'], ['POST', '/passkey/delete-passkey'], ['GET', '/ok'], ['GET', '/error']] as const) expect([path, await there(method, path)]).toEqual([path, 404]);
  });
});

describe('a mailed link', () => {
  const linksTo = async (email: string) => pages.city.sql`select id, link from mails where mail = 'people/sign-in-link' and email = ${email} order by queued_real, id`;
  const asked = async (email: string) => {
    const before = (await linksTo(email)).length;
    const browser = pages.visitor();
    await browser.open('/signin?to=%2Fdesk%2Fpaper');
    await browser.press('リンクを送る', { email });
    return { browser, mail: () => pages.city.until('the mail', async () => (await linksTo(email))[before] ?? null) };
  };
  const pathOf = (id: string) => `/signin/link/${id}.${pages.city.links.token('sign-in', id, 1)}`;

  test('is not spent by scanners that open it, post it or press what they find; then it signs in once, in the browser that asked', async () => {
    const { email } = await someone('田中 健');
    const { browser, mail: arrives } = await asked(email);
    const mail = await arrives();
    const path = pathOf(String(mail.link.id));
    for (let n = 0; n < 10; n++) {
      const scanner = pages.visitor();
      await scanner.open(path, n % 2 ? 'HEAD' : 'GET');
      if (n % 2 === 0) expect(scanner.page().forms.filter((f) => f.action.startsWith('/signin'))).toEqual([]);
      await fetch(pages.origin + path, { method: 'POST', redirect: 'manual', headers: { origin: pages.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' } });
    }
    expect((await pages.city.sql`select 1 from staff_sessions where means = 'link'`)).toHaveLength(0);
    await browser.open(path);
    await browser.press('サインインする');
    expect(browser.page().url).toBe(`${pages.origin}/desk/paper`);
    expect(browser.page().text).toContain('田中 健');
    await browser.open(path);
    expect(browser.page().forms.filter((f) => f.action.startsWith('/signin/link'))).toEqual([]);
  });
  test('does the same by its code when links are dead, for five tries, and says the same about addresses nobody has', async () => {
    const { email } = await someone('田中 健');
    const { browser, mail: arrives } = await asked(email);
    const mail = await arrives();
    const code = pages.city.links.link({ kind: 'sign-in', id: String(mail.link.id), generation: 1 })?.code ?? '';
    const other = pages.visitor();
    await other.open('/signin/code');
    await other.press('サインインする', { code });
    expect(other.page().status).toBe(422);
    await browser.press('サインインする', { code: 'AAAA-2222' });
    expect(browser.page().status).toBe(422);
    await browser.press('サインインする', { code: `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}` });
    expect(browser.page().url).toBe(`${pages.origin}/desk/paper`);
    const words = [await asked(email), await asked('nobody@example.jp')].map(({ browser: one }) => one.page().text.replaceAll(email, '@').replaceAll('nobody@example.jp', '@'));
    expect(words[0]).toBe(words[1]);
    const guesser = (await asked(email)).browser;
    for (let n = 0; n < 5; n++) await guesser.press('サインインする', { code: `AAAA-222${n + 2}` });
    await guesser.press('サインインする', { code: 'AAAA-3333' }).catch(() => null);
    expect(guesser.page().status).toBe(429);
  });
  test('is not enough for money and final decisions: those ask for the city’s service or a passkey', async () => {
    const { isFresh } = await import('../../api/deps.js');
    expect((['oidc', 'passkey', 'practice', 'link', 'sealed'] as const).filter((means) => isFresh({ means, signedInAt: Date.now() }))).toEqual(['oidc', 'passkey', 'practice']);
    expect(isFresh({ means: 'oidc', signedInAt: Date.now() - 16 * 60_000 })).toBe(false);
  });
});

describe('the sealed account', () => {
  test('opens for an hour with the secret from the safe, is logged, tells every administrator at once, and can decide nothing', async () => {
    const keeper = pages.visitor();
    await keeper.open('/signin/sealed');
    await keeper.press('1時間だけサインインする', { name: '伊藤 由美', reason: '認証サービスが止まったため', secret: 'wrong' });
    expect(keeper.page().status).toBe(422);
    expect(keeper.page().html).toContain('認証サービスが止まったため');
    await keeper.press('1時間だけサインインする', { secret: SEALED });
    expect(keeper.page().url).toBe(`${pages.origin}/admin`);
    expect(keeper.page().text).toContain('緊急用の管理者');
    expect((await pages.city.sql`select note from sign_in_log where event = 'sealed-opened'`).map((row) => row.note)).toEqual(['伊藤 由美：認証サービスが止まったため']);
    const told = await pages.city.sql`select email from mails where mail = 'people/sealed-opened' order by email`;
    expect(told.map((row) => row.email)).toEqual((await pages.city.sql`select email from people where administrator and email <> '' order by email`).map((row) => row.email));
    await pages.city.clockTo((await pages.city.now()) + 61 * 60_000);
    await keeper.open('/admin');
    expect(keeper.page().url).toContain('/signin');
  });
});
