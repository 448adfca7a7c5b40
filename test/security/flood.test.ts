// Flooding and mail bombing (attack family A10): an address that somebody typed gets five mails an hour at most, whoever asks and by whichever page, and nobody else is stopped.
import { afterAll, expect, inject, test } from 'vitest';
import { readConfig } from '../../activities/platform/config.js';
import { buildDeps } from '../../api/build-deps.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const post = (path: string, body: Record<string, string>, cookie = '') => fetch(pages.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie, origin: pages.origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(body) });
const json = (path: string, body: unknown) => fetch(pages.origin + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const mailsTo = async (email: string) => Number((await city.sql`select count(*) as n from mails where lower(email) = ${email.toLowerCase()}`)[0]?.n);

test('drafts by pages and by JSON and renewed links together bring one address five mails; the sixth draft is kept in its browser and says so', async () => {
  const victim = 'hanako@example.jp';
  const id = await city.submit(PROPOSAL);
  await city.advance(id);
  const before = await mailsTo(victim);
  const { row } = await city.read(id);
  await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? post('/apply/citizen-proposal', { track: 'full', email: n % 4 === 1 ? victim : victim.toUpperCase() }) : json('/api/draft', { programme: 'CP', track: 'full', email: victim }))));
  for (let n = 0; n < 10; n++) await post('/find', { number: row.number, email: victim });
  await city.until('all links to be thought over', async () => Number((await city.sql`select count from limits where key like 'mailbox:%' order by count desc limit 1`)[0]?.count) >= 30);
  expect(await mailsTo(victim)).toBe(before + 5);
  const writer = pages.visitor();
  await city.sql`delete from limits where key like 'start:%'`;
  await writer.open('/apply/citizen-proposal');
  await writer.press('申請をはじめる', { track: 'full', email: victim });
  expect(writer.page().url).toContain('/apply/citizen-proposal/tasks');
  expect(writer.page().text).toContain('メールで送っていません');
  const honest = pages.visitor();
  await honest.open('/apply/citizen-proposal');
  await honest.press('申請をはじめる', { track: 'full', email: 'honest@example.jp' });
  expect(await mailsTo('honest@example.jp')).toBe(1);
});

test('whoever has somebody’s link gets five codes an hour mailed to them, whatever the act; codes that are typed count for nothing', async () => {
  const id = await city.submit({ ...PROPOSAL, contactEmail: 'codes@example.jp' });
  await city.advance(id);
  const [row] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact'`;
  const key = `${row?.id}.${city.links.token('party', String(row?.id), Number(row?.generation))}`;
  const asked = await Promise.all(Array.from({ length: 20 }, async (_, n) => (await json(`/api/mine/${key}/code`, { verb: n % 2 ? 'withdraw' : 'contact' })).status));
  expect(asked.filter((status) => status === 202)).toHaveLength(5);
  expect(await city.sql`select 1 from mails where mail = 'people/code' and email = 'codes@example.jp'`).toHaveLength(5);
  for (let n = 0; n < 8; n++) {
    const of = { subject: `other-${n}`, purpose: 'answer', email: 'works@example.jp' };
    expect(await pages.deps.sendCode({ ...of, addressee: '', caseId: id, number: '', title: '', what: '', office: { name: '', tel: '', hours: '' } })).toBe('sent');
    const [mail] = await city.sql`select facts->'about'->>'code' as code from mails where email = 'works@example.jp' order by queued_real desc, id desc limit 1`;
    expect(await pages.deps.tryCode(of, String(mail?.code))).not.toBeNull();
  }
});

test('what one process of the pages counted, another one knows', async () => {
  const other = buildDeps(readConfig({ DATABASE_URL: city.url, LINK_KEY: 'test-key-'.repeat(5), DATA_DIR: city.dataDir, TEMPORAL_ADDRESS: inject('temporalAddress') }), city.log);
  const words: boolean[] = [];
  for (let n = 0; n < 7; n++) words.push(await (n % 2 ? other : { deps: pages.deps }).deps.mayMail('shared@example.jp'));
  await other.close();
  expect(words).toEqual([true, true, true, true, true, false, false]);
});

test('keys that open nothing leave nothing, however many are tried', async () => {
  const [before] = await city.sql`select count(*) as n from limits`;
  await Promise.all(Array.from({ length: 200 }, (_, n) => post(`/${n % 2 ? 'a' : 'panel'}/req_${String(n).padStart(26, '0')}.${'A'.repeat(43)}`, { choice: 'accept' })));
  expect((await city.sql`select count(*) as n from limits`)[0]).toEqual(before);
});
