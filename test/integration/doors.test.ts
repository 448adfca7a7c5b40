// The doors that mails lead to: reading changes nothing, a door that closed stays closed, other sites cannot knock, and a code is not guessed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCode, spendCode } from '../../db/store/codes.js';
import { type Pages, makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

let pages: Pages;
beforeAll(async () => { pages = await makePages(); }, 60_000);
afterAll(() => pages.close());

/** A case in screening, and the link of its ask. */
async function asked(): Promise<{ id: string; link: string }> {
  const id = await pages.city.submit(PROPOSAL);
  await pages.city.advance(id);
  const [request] = await pages.city.open(id);
  return { id, link: await pages.linkOf(id, request?.key ?? '') };
}
const written = async (id: string) => (await pages.city.sql`select (select count(*)::int from acts where case_id = ${id}) as acts, (select count(*)::int from events where case_id = ${id}) as events, (select count(*)::int from mails where scope = ${id}) as mails, (select string_agg(state || generation, ',' order by id) from requests where case_id = ${id}) as asks`)[0];
const reads = (link: string, method: string) => fetch(pages.origin + link, { method, redirect: 'manual' });

test('whoever reads a mailed link, by whatever method and however often, changes nothing', async () => {
  const { id, link } = await asked();
  const before = await written(id);
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) expect((await reads(link, method)).status, method).toBeLessThan(500);
  expect(await written(id)).toEqual(before);
});

test('a post from another site is refused before anything is read of it, and nothing changes', async () => {
  const { id, link } = await asked();
  const before = await written(id);
  const body = new URLSearchParams({ choice: 'accept', nonce: 'x' });
  for (const headers of [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }] as Record<string, string>[]) {
    expect((await fetch(pages.origin + link, { method: 'POST', body, headers })).status).toBe(403);
  }
  expect(await written(id)).toEqual(before);
});

describe('a code to a mailbox', () => {
  const given = (codeHash: string) => ({ subject: `req_${codeHash}`, purpose: 'answer', codeHash });
  test('is spent once', async () => {
    await keepCode(pages.city.db, given('once'));
    expect(await spendCode(pages.city.db, given('once'))).toBe(true);
    expect(await spendCode(pages.city.db, given('once'))).toBe(false);
  });
  test('is dead after five wrong tries, also for who has the right one', async () => {
    await keepCode(pages.city.db, given('tried'));
    for (let n = 0; n < 5; n++) expect(await spendCode(pages.city.db, { ...given('tried'), codeHash: `wrong${n}` })).toBe(false);
    expect(await spendCode(pages.city.db, given('tried'))).toBe(false);
  });
  test('is dead after its ten minutes', async () => {
    const id = await keepCode(pages.city.db, given('late'));
    await pages.city.sql`update codes set expires_at = now() - interval '1 second' where id = ${id}`;
    expect(await spendCode(pages.city.db, given('late'))).toBe(false);
  });
});

test('a link whose time is over shows what a link that never was shows, byte for byte', async () => {
  const { id, link } = await asked();
  expect(await (await reads(link, 'GET')).text()).toContain('method="post"');
  const [request] = await pages.city.open(id);
  await pages.city.clockTo(request?.closesAt ?? 0);
  const never = await (await reads(`${link.slice(0, -4)}AAAA`, 'GET')).text();
  expect(await (await reads(link, 'GET')).text()).toBe(never);
});
