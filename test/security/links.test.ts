// Forwarded, stolen and stale links (A2), races and replays (A3), what can be told apart (A4), and mails whose links are dead (A1), over HTTP.
import { afterAll, describe, expect, test } from 'vitest';
import { appointDeputy, endAbsence } from '../../db/store/absences.js';
import { takeAct } from '../../db/store/acts.js';
import { addPerson, transferPost } from '../../db/store/people.js';
import { resendRequest } from '../../db/store/reissue.js';
import { requestById } from '../../db/store/requests.js';
import { leave, registerTransfer } from '../../db/store/transfers.js';
import { DAY } from '../../workflows/domain/calendar.js';
import type { Actor } from '../../workflows/domain/people.js';
import { CITIZEN } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';
import { cookieOf } from './fixture.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const TIERS = ['T1', 'T2', 'T3'] as const;
type Tier = (typeof TIERS)[number];
type Asked = { readonly id: string; readonly row: string; readonly key: string; readonly link: string; readonly code: string; readonly closesAt: number; readonly holder: Extract<Actor, { kind: 'post' }> };
const POST = 'civic.screening';

/** A case in screening whose ask has this tier: the tier stands in the request's row, and pages read it there. */
async function asked(tier: Tier): Promise<Asked> {
  const id = await city.submit(PROPOSAL);
  await city.advance(id);
  const [request] = await city.open(id);
  const [row] = await city.sql`update requests set tier = ${tier} where case_id = ${id} and state = 'open' returning id, generation`;
  const holder = await city.holder(POST);
  if (!request || !row || holder.kind !== 'post') throw new Error('nobody is asked');
  const generation = Number(row.generation);
  return { id, row: String(row.id), key: request.key, link: await pages.linkOf(id, request.key), code: city.links.link({ kind: 'request', id: String(row.id), generation })?.code ?? '', closesAt: request.closesAt, holder };
}
const someone = (name: string): Promise<string> => addPerson(city.db, { name, email: `p${Math.random().toString(36).slice(2)}@city.example.jp`, administrator: false });
const NONCE = 'a-page-that-was-shown';
/** Posts as a tab does that was opened while the ask was open. */
const press = (path: string, body: Record<string, string>, cookie = '') => fetch(pages.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie: `kyoso_nonce=${NONCE}; ${cookie}`, origin: pages.origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ nonce: NONCE, ...body }) });
const get = async (path: string, cookie = '') => (await fetch(pages.origin + path, { redirect: 'manual', headers: { cookie } })).text();
const jsonAnswer = (link: string, choice = 'accept') => fetch(`${pages.origin}/api${link}/answer`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ choice }) });
const taken = async ({ id }: Asked) => Number((await city.sql`select count(*) as n from acts where case_id = ${id} and kind = 'answer' and state in ('accepted', 'unjudged')`)[0]?.n);
const codesMailed = async () => Number((await city.sql`select count(*) as n from mails where mail = 'people/code'`)[0]?.n);

/** What makes a link stale. */
const STALE: Readonly<Record<string, (one: Asked) => Promise<unknown>>> = {
  'its time is over': (one) => city.clockTo(one.closesAt),
  'the post went to somebody else': async () => registerTransfer(city.db, city.links, { post: POST, person: await someone('後任 一'), from: await city.now() }),
  'the post went to somebody else and nobody was told yet': async () => transferPost(city.db, { post: POST, person: await someone('後任 二'), from: await city.now() }),
  'its holder left the city': async (one) => {
    await leave(city.db, city.links, { person: one.holder.person, at: await city.now() });
    await registerTransfer(city.db, city.links, { post: POST, person: await someone('後任 三'), from: await city.now() });
  },
  'it was sent again': async (one) => { const row = await requestById(city.db, one.row); if (row) await resendRequest(city.db, city.links, row, await city.read(one.id)); },
  'the case was withdrawn': async (one) => city.free(one.id, 'withdraw', { last4: (await city.read(one.id)).row.number.slice(-4) }, CITIZEN),
  'it was answered at the desk': async (one) => takeAct(city.db, city.links, { caseId: one.id, act: { kind: 'answer', request: (await city.open(one.id))[0]?.id ?? '', choice: 'accept', input: {} }, by: one.holder, via: 'session' }),
};
/** Ways in which a stale link is tried. */
const WAYS: Readonly<Record<string, (one: Asked) => Promise<unknown>>> = {
  'opened anew': async ({ link }) => expect(await get(link)).not.toContain('name="choice"'),
  'from an old tab': ({ link }) => press(link, { choice: 'refuse', 'refuse.reason': 'x', who: 'self' }),
  'by its code': async ({ code }) => { const response = await press('/a', { code }); const to = response.headers.get('location'); if (to) expect(await get(to)).not.toContain('name="choice"'); },
  'by the JSON interface': async ({ link }) => expect((await jsonAnswer(link, 'refuse')).status).toBeGreaterThanOrEqual(400),
};

describe.each(TIERS)('a link of tier %s', (tier) => {
  test.each(Object.keys(STALE))('does nothing any more when %s: opened anew, from an old tab, by its code and by the JSON interface', async (stale) => {
    const one = await asked(tier);
    await STALE[stale]?.(one);
    const [acts, codes] = [await taken(one), await codesMailed()];
    for (const way of Object.values(WAYS)) await way(one);
    expect([await taken(one), await codesMailed()]).toEqual([acts, codes]);
  });

  test('does nothing in another person’s hands beyond its tier: without the page, by who is signed in as somebody else, by a deputy after the absence', async () => {
    const one = await asked(tier);
    expect((await fetch(pages.origin + one.link, { method: 'POST', redirect: 'manual', headers: { origin: pages.origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ choice: 'accept', nonce: NONCE }) })).status).toBe(422);
    const other = await cookieOf(pages, '中村 翔');
    expect((await press(`/desk/requests/${one.row}`, { choice: 'accept' }, other)).status).toBe(404);
    const [deputy] = await city.sql`select id from people where name = '中村 翔'`;
    const now = await city.now();
    await appointDeputy(city.db, { post: POST, deputy: String(deputy?.id), from: now, to: now + DAY, by: one.holder.person });
    expect(await get(`/desk/requests/${one.row}`, other)).toContain('name="choice"');
    const [absence] = await city.sql`select id from absences order by appointed_at desc, id desc limit 1`;
    await endAbsence(city.db, { id: String(absence?.id), posts: [POST] });
    expect((await press(`/desk/requests/${one.row}`, { choice: 'accept' }, other)).status).toBe(404);
    if (tier !== 'T1') {
      // Forwarded: the answer is not taken; a code goes to the mailbox on record, T3 asks for a sign-in.
      const response = await press(one.link, { choice: 'accept', who: 'self' });
      expect(tier === 'T2' ? (await response.text()).includes('name="code"') : response.headers.get('location')?.startsWith('/signin')).toBe(true);
      if (tier === 'T2') {
        const [mail] = await city.sql`select m.email, p.email as own from mails m, people p where m.mail = 'people/code' and m.case_id = ${one.id} and p.id = ${one.holder.person}`;
        expect(mail?.email).toBe(mail?.own);
        expect((await press(one.link, { choice: 'accept', who: 'self', code: 'AAAA2222' })).status).toBe(422);
      }
      expect((await jsonAnswer(one.link)).status).toBe(403);
    }
    expect(await taken(one)).toBe(0);
  });
});

test('what is sent again goes to whoever is asked now, never to the mailbox that had it before', async () => {
  const one = await asked('T1');
  await registerTransfer(city.db, city.links, { post: POST, person: await someone('後任 四'), from: await city.now() });
  const administrator = await cookieOf(pages, '管理者 阿部 純');
  const { row } = await city.read(one.id);
  const [request] = await city.sql`select key from requests where id = ${one.row}`;
  expect((await press(`/admin/cases/${row.number}/remind`, { request: String(request?.key) }, administrator)).status).toBe(303);
  const [last] = await city.sql`select m.email, m.facts->>'addressee' as addressee from mails m where m.case_id = ${one.id} and m.link->>'kind' = 'request' order by m.queued_real desc, m.id desc limit 1`;
  const now = await city.holder(POST);
  const [holder] = await city.sql`select email from people where id = ${now.kind === 'post' ? now.person : ''}`;
  expect(last?.email).toBe(holder?.email);
  expect(String(last?.addressee)).toContain('後任 四');
});

test('the links of a contact who handed over are dead, those of the files too', async () => {
  const one = await asked('T1');
  const [check] = await city.open(one.id);
  if (check) await city.answer(one.id, check, 'correct', { fields: ['plan'] });
  await city.advance(one.id);
  const [correction] = await city.open(one.id);
  const link = await pages.linkOf(one.id, correction?.key ?? '');
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${one.id} and role = 'contact'`;
  const mine = `/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}`;
  expect([await get(link), await get(mine)].every((page) => !page.includes('この手続は終了しています'))).toBe(true);
  await city.free(one.id, 'contact', { role: 'contact', name: '新しい 人', email: 'new@example.jp' }, CITIZEN);
  const never = await get(`/a/req_${'0'.repeat(26)}.${'A'.repeat(43)}`);
  for (const path of [link, mine, `${mine}/withdraw`, `${mine}/requests/x`]) expect(await get(path), path).toBe(never);
  await press(link, { choice: 'corrected' });
  expect((await city.open(one.id)).map((r) => r.id)).toEqual([correction?.id]);
});

test('one link used a thousand times at once is one act; whoever comes later sees what was answered, and the old form sent again is the same receipt', async () => {
  const one = await asked('T1');
  const answers = await Promise.all(Array.from({ length: 1000 }, async () => { const response = await press(one.link, { choice: 'accept', who: 'self' }); await response.arrayBuffer(); return response.status; }));
  expect([...new Set(answers)].filter((status) => ![200, 303, 409, 429].includes(status))).toEqual([]);
  expect(await taken(one)).toBe(1);
  const receipt = await get(one.link);
  expect(receipt).toContain('受け付ける');
  await city.sql`delete from limits where key like 'answer:%'`;
  expect((await press(one.link, { choice: 'accept', who: 'self' })).status).toBe(200);
  expect((await press(one.link, { choice: 'refuse', who: 'self' })).status).toBe(409);
  await city.clockTo((await city.now()) + 365 * 3 * DAY);
  expect(await (await press(one.link, { choice: 'accept', who: 'self' })).text()).toBe(await get(`/a/req_${'0'.repeat(26)}.${'A'.repeat(43)}`));
  expect(await taken(one)).toBe(1);
}, 60_000);

test('thirty people who answer in the same instant are one answer; the others are told that there is one', async () => {
  const one = await asked('T1');
  const [request] = await city.open(one.id);
  const words = await Promise.all(Array.from({ length: 30 }, (_, n) => takeAct(city.db, city.links, { caseId: one.id, act: { kind: 'answer', request: request?.id ?? '', choice: n % 2 ? 'accept' : 'refuse', input: { reason: '理由' } }, by: one.holder, via: 'link' })));
  expect(words.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  expect(words.filter(({ outcome }) => outcome === 'refused').every(({ why }) => why === 'answered')).toBe(true);
});

test('a mail whose links are dead is enough: its text alone, with the code typed where it says, ends in the answer', async () => {
  const one = await asked('T1');
  const mails = await pages.post();
  const flat = (mails.findLast((mail) => mail.text.includes('コード') && mail.to.includes('@city'))?.text ?? '').replace(/https?:\/\/\S+/g, (url) => (url.endsWith('/a') ? url : 'リンクは無効です'));
  const code = /コード\s+([0-9A-Z](?:[ -]?[0-9A-Z]){7})\s/.exec(flat.normalize('NFKC'))?.[1] ?? '';
  const reader = pages.visitor();
  await reader.open('/a');
  await reader.press('すすむ', { code });
  await reader.press('回答を送る', { choice: 'accept' });
  expect(reader.page().text).toContain('受け付ける');
  expect(await taken(one)).toBe(1);
});

test('every key of a link has 256 bits, and codes are as random as eight letters of 31', () => {
  for (const kind of ['request', 'party', 'draft', 'panel', 'sign-in'] as const) expect(Buffer.from(city.links.token(kind, 'x', 1), 'base64url')).toHaveLength(32);
  const codes = Array.from({ length: 2000 }, () => city.links.newCode());
  expect(new Set(codes).size).toBe(2000);
  expect(new Set(codes.join('')).size).toBe(31);
});
