// Guards that fail (attack family A17): each is broken in turn, and what it guards is refused, never passed silently.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCode } from '../../db/store/codes.js';
import { makePages, type Pages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';
import { cookieOf } from './fixture.js';

let pages: Pages;
let at: { readonly id: string; readonly number: string; readonly link: string; readonly row: string; readonly mine: string; readonly officer: string; readonly deputy: string };
const NONCE = 'a-page-that-was-shown';
beforeAll(async () => {
  pages = await makePages();
  const { city } = pages;
  const id = await city.submit(PROPOSAL);
  await city.advance(id);
  const [request] = await city.open(id);
  const [row] = await city.sql`update requests set tier = 'T2' where case_id = ${id} and state = 'open' returning id, generation`;
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact'`;
  at = {
    id, number: (await city.read(id)).row.number, row: String(row?.id), link: await pages.linkOf(id, request?.key ?? ''), mine: `/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}`,
    officer: await cookieOf(pages, '佐藤 美咲'), deputy: await cookieOf(pages, '中村 翔'),
  };
  await keepCode(city.db, { subject: `${at.row}:${row?.generation}`, purpose: 'answer', codeHash: city.links.hash('one-time', 'RIGHT222') });
}, 60_000);
afterAll(() => pages.close());

const press = (address: string, body: Record<string, string>, cookie = '') => fetch(pages.origin + address, { method: 'POST', redirect: 'manual', headers: { cookie: `kyoso_nonce=${NONCE}; ${cookie}`, origin: pages.origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ nonce: NONCE, ...body }) });
const look = (address: string, cookie = '') => fetch(pages.origin + address, { redirect: 'manual', headers: { cookie } });
const answer = () => press(at.link, { choice: 'accept', who: 'self', code: 'RIGHT222' });
const atDesk = () => press(`/desk/requests/${at.row}`, { choice: 'accept' }, at.officer);
/** A table is gone for a while, with all that rests on it. */
const without = (table: string) => async (work: () => Promise<void>): Promise<void> => {
  await pages.city.sql.unsafe(`alter table ${table} rename to ${table}_gone`);
  try { await work(); } finally { await pages.city.sql.unsafe(`alter table ${table}_gone rename to ${table}`); }
};
/** The folder of stored files cannot be read or written: a file stands in its place. */
async function withoutStorage(work: () => Promise<void>): Promise<void> {
  const folder = path.join(pages.city.dataDir, 'files');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.writeFileSync(folder, '');
  try { await work(); } finally { fs.rmSync(folder); }
}

/** All guards: what is broken, and what must not pass then. */
const GUARDS: readonly (readonly [guard: string, broken: (work: () => Promise<void>) => Promise<void>, tries: Readonly<Record<string, () => Promise<Response>>>])[] = [
  ['the store of tries', without('limits'), { 'an answer by link': answer, 'a code typed at /a': () => press('/a', { code: 'AAAA2222' }), 'a withdrawal': () => press(`${at.mine}/withdraw`, { last4: at.number.slice(-4) }), 'a draft': () => press('/apply/citizen-proposal', { track: 'full', email: 'x@example.jp' }) }],
  ['the store of codes', without('codes'), { 'an answer of T2 with its code': answer, 'a withdrawal with a code': () => press(`${at.mine}/withdraw`, { last4: at.number.slice(-4), code: 'RIGHT222' }) }],
  ['the store of sessions', without('staff_sessions'), { 'an answer at the desk': atDesk, 'a page of the desk': () => look('/desk', at.officer), 'a page of the office': () => look('/admin', at.officer) }],
  ['the list of who holds a post', without('holdings'), { 'an answer by link': answer, 'an answer at the desk': atDesk }],
  ['the list of deputies', without('absences'), { 'an answer at the desk': atDesk }],
  ['the list of people', without('people'), { 'an answer by link': answer, 'an answer at the desk': atDesk }],
  ['the store of reading keys', without('party_keys'), { 'the group’s page': () => look(at.mine), 'a withdrawal': () => press(`${at.mine}/withdraw`, { last4: at.number.slice(-4) }) }],
  ['the log of acts', without('acts'), { 'an answer by link': answer, 'an answer at the desk': atDesk }],
  ['the storage of files', withoutStorage, { 'a file': async () => { await pages.city.sql`insert into files (id, case_id, name, type, bytes, sha256, storage_key, added_at) values ('fil_gone', ${at.id}, 'a.pdf', 'application/pdf', 1, 'x', 'files/gone', now()) on conflict do nothing`; return look(`/files/fil_gone?k=${at.mine.slice('/mine/'.length)}`); } }],
];

test.each(GUARDS.map(([guard]) => guard))('while %s is broken, what it guards is refused', async (name) => {
  const [, broken, tries] = GUARDS.find(([guard]) => guard === name) ?? [];
  await broken?.(async () => {
    for (const [what, attempt] of Object.entries(tries ?? {})) {
      const response = await attempt();
      const refused = response.status >= 400 || (response.headers.get('location') ?? '').startsWith('/signin');
      expect({ what, refused, status: response.status }).toMatchObject({ what, refused: true });
    }
  });
  const [after] = await pages.city.sql`select (select count(*)::int from acts where case_id = ${at.id}) as acts, (select state from requests where id = ${at.row}) as ask, (select count(*)::int from drafts where email = 'x@example.jp') as drafts`;
  expect(after).toEqual({ acts: 0, ask: 'open', drafts: 0 });
});

test('whole again, the same answer is taken', async () => {
  expect((await answer()).status).toBe(303);
  expect(Number((await pages.city.sql`select count(*) as n from acts where case_id = ${at.id} and state = 'accepted'`)[0]?.n)).toBe(1);
});
