// The doors that mails lead to: reading changes nothing, a door that closed stays closed, other sites cannot knock, and a code is not guessed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCode, spendCode, tryCode } from '../../db/store/codes.js';
import { nextGeneration } from '../../db/store/keys.js';
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
  test('is spent once, and only with what it proves: until that is written the right one stays right', async () => {
    const code = await keepCode(pages.city.db, given('once'));
    for (const look of [1, 2]) expect(await tryCode(pages.city.db, given('once')), `look ${look}`).toBe(code);
    expect(await spendCode(pages.city.db, code)).toBe(true);
    expect(await spendCode(pages.city.db, code)).toBe(false);
    expect(await tryCode(pages.city.db, given('once'))).toBeNull();
  });
  test('is dead after five wrong tries, also for who has the right one', async () => {
    await keepCode(pages.city.db, given('tried'));
    for (let n = 0; n < 5; n++) expect(await tryCode(pages.city.db, { ...given('tried'), codeHash: `wrong${n}` })).toBeNull();
    expect(await tryCode(pages.city.db, given('tried'))).toBeNull();
  });
  test('takes five tries also when two hundred come at once', async () => {
    await keepCode(pages.city.db, given('rushed'));
    const guesses = await Promise.all(Array.from({ length: 200 }, (_, n) => tryCode(pages.city.db, { ...given('rushed'), codeHash: `guess${n}` })));
    expect(guesses.filter(Boolean)).toEqual([]);
    expect(Number((await pages.city.sql`select tries from codes where subject = 'req_rushed'`)[0]?.tries)).toBe(5);
  });
  test('is dead after its ten minutes', async () => {
    const id = await keepCode(pages.city.db, given('late'));
    await pages.city.sql`update codes set expires_at = now() - interval '1 second' where id = ${id}`;
    expect(await tryCode(pages.city.db, given('late'))).toBeNull();
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

test('a file of some megabytes comes through, and the narrow way of callbacks is for callbacks alone', async () => {
  const send = (path: string, bytes: number) => {
    const body = new FormData();
    body.append('file', new File([new Uint8Array(bytes)], 'photo.jpg'));
    return fetch(pages.origin + path, { method: 'POST', body, headers: { origin: pages.origin, 'sec-fetch-site': 'same-origin' } });
  };
  expect((await send('/find', 5 * 1024 * 1024)).status).toBe(422);
  expect((await send('/find', 61 * 1024 * 1024)).status).toBe(413);
  expect((await send('/hooks/bank', 65 * 1024)).status).toBe(413);
});

test('HEAD is a look on every address: a scanner that walks on from a renewed link does not end the older one', async () => {
  const id = await pages.city.submit(PROPOSAL);
  await pages.city.advance(id);
  const [row] = await pages.city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact'`;
  const [request] = await pages.city.open(id);
  if (!request) throw new Error('nobody is asked');
  await pages.city.answer(id, request, 'correct', { fields: ['plan'] });
  await pages.city.advance(id);
  const [question] = await pages.city.sql`select id from requests where case_id = ${id} and to_role = 'contact' and state = 'open'`;
  const next = await nextGeneration(pages.city.db, String(row?.id));
  const key = `${row?.id}.${pages.city.links.token('party', String(row?.id), Number(next))}`;
  expect((await reads(`/mine/${key}/requests/${question?.id}`, 'HEAD')).status).toBe(200);
  expect(await pages.city.sql`select generation, next_generation from party_keys where id = ${String(row?.id)}`).toEqual([{ generation: Number(row?.generation), next_generation: next }]);
});
