// Jobs about what may be known of people, by number: the real pages on a real database, the run's part called by hand.
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentActivities } from '../../activities/documents/make-document.js';
import { goTo, quietRinger } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

/** Everything that names the people of the group, and how else it is written. */
const PERSONS = ['髙橋 花子', '髙橋花子', 'タカハシ', 'hanako@example.jp', '023-111-2222', '０２３１１１２２２２', '𠮷田 太郎', 'ヨシダ', 'taro@example.jp', '髙橋さん'];
const CONTACT = PERSONS.slice(0, 6);
let id = '';
let number = '';
beforeAll(async () => {
  const documents = documentActivities(city.db, city.links, quietRinger(), city.parts.storage);
  city.documents = async (caseId) => { for (const hand of (await city.read(caseId)).state.hands) if (hand.kind === 'document' && hand.state === 'wanted') await documents.makeDocument(caseId, hand.key); };
  id = await city.submit({ ...PROPOSAL, plan: '空き店舗で週3日ひらきます。連絡は髙橋さん（０２３１１１２２２２）か、たかはし　はなこへ。予備はsomeone@other.example、市の窓口は023-000-0000です。' });
  await goTo(city, id, 'work');
  number = (await city.read(id)).row.number;
}, 120_000);

const utf8 = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const texts = (files: Record<string, Uint8Array>): string => Object.entries(files).filter(([name]) => !name.endsWith('.pdf')).map(([, bytes]) => utf8(bytes)).join('\n');

test('A-11: a whole case leaves as one file with every person of the group blacked out by rule, a cover that says so, and a line in the case', async () => {
  const administrator = await pages.signedIn('管理者 阿部 純');
  await administrator.open(`/admin/cases/${number}`);
  await administrator.follow('開示のための写しをつくる');
  expect((await administrator.press('写しをつくる')).text).toContain('請求の受付番号と日を入力してください');
  const answer = await administrator.press('写しをつくる', { reason: '情公第12号 2026年12月1日' });
  expect(answer.status).toBe(200);
  const files = unzipSync(answer.bytes);
  const names = Object.keys(files);
  expect(names).toEqual(expect.arrayContaining(['00_表紙.pdf', '00_目録.csv', `${number}/申請内容.csv`, `${number}/決定.csv`, `${number}/記録.csv`, `${number}/案件.json`]));
  expect(names.filter((name) => name.includes('/メール/')).length).toBeGreaterThan(10);
  const [documents] = await city.sql`select count(*)::int as n from documents where case_id = ${id}`;
  expect(names.filter((name) => name.endsWith('.pdf') && name.includes('/文書/')).length).toBe(documents?.n);
  const all = texts(files);
  for (const person of [...PERSONS, 'たかはし', 'someone@other.example', '森 一郎']) expect({ person, found: all.includes(person) }).toEqual({ person, found: false });
  for (const stays of ['夕方の居場所「こども食堂」', 'みどり町こども食堂の会', '023-000-0000', '佐藤 美咲', '370,000円', '■■■']) expect({ stays, found: all.includes(stays) }).toEqual({ stays, found: true });
  // Bank data has no place in a copy for anybody, whatever it is called.
  const [account] = await city.sql`select answer->>'number' as number, answer->>'holder' as holder from requests where case_id = ${id} and answer ? 'accountType' limit 1`;
  if (account) for (const part of [account.number, account.holder]) expect(all).not.toContain(part);
  expect(utf8(files['00_目録.csv']).split('\r\n').length).toBe(names.length);
  const noted = (await administrator.open(`/admin/cases/${number}`)).text;
  expect(noted).toContain('開示のための写しをつくりました');
  expect(noted).toContain('情公第12号');
}, 60_000);

test('A-11: of one person’s own data they read about themself in every case of theirs, and of nobody else', async () => {
  const administrator = await pages.signedIn('管理者 阿部 純');
  await administrator.open('/admin/disclosure');
  const nobody = await administrator.press('写しをつくる', { for: 'person', email: 'nobody@example.jp', reason: '情個第3号' });
  expect({ status: nobody.status, said: nobody.text.includes('このメールアドレスの案件はありません'), kept: nobody.html.includes('情個第3号') }).toEqual({ status: 422, said: true, kept: true });
  const all = texts(unzipSync((await administrator.press('写しをつくる', { email: 'Hanako@example.jp' })).bytes));
  for (const own of CONTACT.slice(0, 5).filter((person) => person !== '髙橋花子')) expect({ own, found: all.includes(own) }).toEqual({ own, found: true });
  for (const other of ['𠮷田 太郎', 'ヨシダ', 'taro@example.jp']) expect({ other, found: all.includes(other) }).toEqual({ other, found: false });
}, 60_000);

test('a copy is made by administrators alone, and never of a case that is still sealed', async () => {
  const officer = await pages.signedIn('鈴木 健一');
  expect((await officer.open('/admin/disclosure')).status).toBe(404);
});
