// Jobs about what may be known of people and what must be shown to everybody, by number: one case from form to closed on the real pages and a real database, the run's
// part called by hand. At the end its people are erased (attack family A15).
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentActivities } from '../../activities/documents/make-document.js';
import { keepLog } from '../../activities/evidence.js';
import { logQueued } from '../../db/store/evidence-log.js';
import { currentCall } from '../../db/store/calls.js';
import { savePage, startDraft } from '../../db/store/drafts.js';
import { blankCase } from '../../db/store/erase-rows.js';
import { addFile } from '../../db/store/files.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { goTo, quietRinger, sayYes } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { IDEA, PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

/** Everything that names the people of the group, and how else it is written. */
const CONTACT = ['髙橋 花子', '髙橋花子', '髙橋さん', 'hanako@example.jp', '023-111-2222', '０２３１１１２２２２'];
const REPRESENTATIVE = ['𠮷田 太郎', '𠮷田太郎', '𠮷田さん', 'taro@example.jp'];
const GRANT = {
  ...PROPOSAL, plan: '空き店舗で週3日ひらきます。連絡は髙橋さん（０２３１１１２２２２）か、髙橋花子へ。代表の𠮷田さんでもかまいません。予備はsomeone@other.example、市の窓口は023-000-0000です。',
  budget: { costs: [{ head: 'supplies', what: '調理用品', yen: 200_000 }, { head: 'rent', what: '空き店舗', yen: 262_500 }], ownYen: 92_500, feesYen: 0, otherGrantsYen: 0, askedYen: 370_000 },
};
const RECEIPTS = [{ line: 0, what: '鍋', payee: '道具の店', paidOn: '2027-06-10', yen: 200_000, pieces: 2, property: 'metal', files: ['fil_pot'] }, { line: 1, what: '家賃', payee: '大家', paidOn: '2027-07-01', yen: 262_500, pieces: 1, property: null, files: ['fil_rent'] }];
let id = '';
let number = '';
beforeAll(async () => {
  const documents = documentActivities(city.db, city.links, quietRinger(), city.parts.storage);
  city.documents = async (caseId) => { for (const hand of (await city.read(caseId)).state.hands) if (hand.kind === 'document' && hand.state === 'wanted') await documents.makeDocument(caseId, hand.key); };
  id = await city.submit(GRANT, 'general-subsidy');
  number = (await city.read(id)).row.number;
  await goTo(city, id, 'report');
  const stored = await city.parts.storage.putOnce('uploads/fil_pot', new TextEncoder().encode('領収書 𠮷田太郎様'));
  await addFile(city.db, { id: 'fil_pot', draft: null, caseId: id, request: null, field: 'receipts', row: 0, name: '領収書_𠮷田太郎.png', type: 'image/png', bytes: stored.bytes, pages: null, sha256: stored.sha256, storageKey: 'uploads/fil_pot', addedAt: await city.now(), scan: 'unscanned' });
  const report = (await city.open(id)).find((r) => r.what === 'report');
  if (!report) throw new Error('nobody is asked for a report');
  expect((await city.answer(id, report, 'report', { receipts: RECEIPTS, othersYen: 0 })).why).toBeNull();
  await goTo(city, id, 'determine');
  const check = (await city.open(id)).find((r) => r.what === 'report-check');
  if (check) await city.answer(id, check, 'accept', { verdicts: ['', ''], note: '髙橋さんに確認済み' });
  await goTo(city, id, 'publish');
  for (const request of await city.open(id)) await sayYes(city, id, request);
  await city.advance(id);
}, 120_000);

const utf8 = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const texts = (files: Record<string, Uint8Array>): string => Object.entries(files).filter(([name]) => !name.endsWith('.pdf')).map(([, bytes]) => utf8(bytes)).join('\n');
/** Which of these words a text has. */
const found = (all: string, words: readonly string[]): readonly string[] => words.filter((word) => all.includes(word));

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
  expect(found(all, [...CONTACT, ...REPRESENTATIVE, 'someone@other.example', '森 一郎'])).toEqual([]);
  const stays = ['夕方の居場所「こども食堂」', 'みどり町こども食堂の会', '023-000-0000', '佐藤 美咲', '370,000円', '調理用品　200,000円', '■■■'];
  expect(found(all, stays)).toEqual(stays);
  // Bank data has no place in a copy for anybody, and a file that no rule can black out is only named.
  const [account] = await city.sql`select answer->>'holder' as holder from requests where case_id = ${id} and answer ? 'accountType' limit 1`;
  expect(found(all, [String(account?.holder), '領収書 '])).toEqual([]);
  expect(utf8(files['00_目録.csv']).split('\r\n').length).toBe(names.length);
  const noted = (await administrator.open(`/admin/cases/${number}`)).text;
  expect(found(noted, ['開示のための写しをつくりました', '情公第12号'])).toHaveLength(2);
}, 60_000);

test('A-11: of one person’s own data they read about themself in every case of theirs, and of nobody else', async () => {
  const administrator = await pages.signedIn('管理者 阿部 純');
  await administrator.open('/admin/disclosure');
  const nobody = await administrator.press('写しをつくる', { for: 'person', email: 'nobody@example.jp', reason: '情個第3号' });
  expect({ status: nobody.status, said: nobody.text.includes('このメールアドレスの案件はありません'), kept: nobody.html.includes('情個第3号') }).toEqual({ status: 422, said: true, kept: true });
  const all = texts(unzipSync((await administrator.press('写しをつくる', { email: 'Hanako@example.jp' })).bytes));
  expect(found(all, ['髙橋 花子', 'hanako@example.jp', '023-111-2222'])).toHaveLength(3);
  expect(found(all, [...REPRESENTATIVE, 'someone@other.example'])).toEqual([]);
}, 60_000);

test('a copy is made by administrators alone', async () => {
  const officer = await pages.signedIn('佐藤 美咲');
  expect((await officer.open('/admin/disclosure')).status).toBe(404);
});

test('P-1: from any payment an auditor reaches the decision, the version of the rule, the scores and the receipts in four clicks, and can change nothing', async () => {
  const auditor = await pages.signedIn('三浦 静香');
  expect((await auditor.open('/desk')).url).toContain('/audit');
  const begun = auditor.clicks;
  const [payment] = await city.sql`select id, yen from payment_orders where case_id = ${id} order by created_at desc limit 1`;
  await auditor.follow(`${Number(payment?.yen).toLocaleString('en')}円`);
  const page = auditor.page().text;
  const behind = ['請求の承認：決裁済', '財政課・会計課 会計管理者 松本 久美さん', '決定の決裁：決裁済', '起案：採択の案', '採点：基準点以上', '共創審査会 委員 森 一郎さん：採点する', '公益性 3', '市民活動補助金 第2版のルールを読む', '道具の店', '領収書_𠮷田太郎.png', '認める', '受付の知らせ'];
  expect(found(page, behind)).toEqual(behind);
  const pot = auditor.page().links.find((link) => link.label.includes('領収書_𠮷田太郎.png'))?.href ?? '';
  await auditor.follow('第2版のルールを読む');
  const rule = ['400,000円', '1,000円未満切り捨て', '公益性', '財政課・会計課 会計管理者', '浜松市'];
  expect(found(auditor.page().text, rule)).toEqual(rule);
  const receipt = await auditor.open(pot);
  expect({ status: receipt.status, is: utf8(receipt.bytes), clicks: auditor.clicks - begun }).toEqual({ status: 200, is: '領収書 𠮷田太郎様', clicks: 3 });
  // What acts on cases, money or people is not there for who audits.
  for (const closed of ['/admin', '/admin/cases', `/admin/cases/${number}`, '/admin/ledger', '/admin/transfers', `/desk/cases/${number}`]) expect({ closed, status: (await auditor.open(closed)).status }).toEqual({ closed, status: 404 });
  expect((await (await pages.signedIn('佐藤 美咲')).open('/audit')).status).toBe(404);
}, 60_000);

test('P-3: a resident saves all decisions of a year in one file, as a table and for programs, without a natural person', async () => {
  const alone = await city.submit({ ...IDEA, name: '山田 一のベンチ', body: '山田さんの公園の木かげにベンチを置きます。' }, 'town-idea');
  await goTo(city, alone, 'announce');
  for (const request of await city.open(alone)) await sayYes(city, alone, request);
  await city.advance(alone);
  const resident = pages.visitor();
  await resident.open('/');
  await resident.follow('オープンデータ');
  const years = await city.sql`select number, title, published_at from cases where published_at is not null order by published_at`;
  expect(years).toHaveLength(2);
  const link = resident.page().links.filter((one) => one.label.includes('CSVで保存'));
  const table = (await Promise.all(link.map(async ({ href }) => utf8((await pages.visitor().open(href)).bytes)))).join('');
  const stays = [number, '夕方の居場所「こども食堂」', 'みどり町こども食堂の会', '採択', '370000', '市民活動補助金', 'まちのアイデア', '■■■のベンチ'];
  expect(found(table, stays)).toEqual(stays);
  expect(found(table, [...CONTACT, ...REPRESENTATIVE, '山田', 'hajime@example.jp'])).toEqual([]);
  const raw = new Uint8Array(await (await fetch(`${pages.origin}${link[0]?.href}`)).arrayBuffer());
  expect([...raw.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const program = JSON.parse((await resident.open((link[0]?.href ?? '').replace('.csv', '.json'))).html);
  expect(program.decisions.length).toBe(utf8(raw).trim().split('\r\n').length - 1);
  expect((await resident.open('/open-data/decisions-1999.csv')).status).toBe(404);
}, 60_000);

/** Every row of every table as text. */
async function dump(): Promise<string> {
  const tables = await city.sql`select tablename from pg_tables where schemaname = 'public'`;
  return (await Promise.all(tables.map(async ({ tablename }) => String((await city.sql.unsafe(`select coalesce(string_agg(t::text, E'\\n'), '') as rows from "${tablename}" t`))[0]?.rows)))).join('\n');
}
const canReadPdf = spawnSync('pdftotext', ['-v']).error === undefined;
/** Every stored file as text, letters too where this machine can read them. */
function stored(): string {
  const folder = path.join(city.dataDir, 'files');
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile()).map((file) => (file.endsWith('.pdf') && canReadPdf ? execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }) : fs.readFileSync(file, 'utf8'))).join('\n');
}
/** What the stand-alone verifier says of the whole log. */
async function verified(): Promise<string> {
  const notary = city.parts.evidence?.notary;
  if (!notary) throw new Error('no notary');
  while ((await logQueued(city.db, notary)) > 0);
  await keepLog(city.db, notary, null);
  const file = path.join(city.dataDir, 'log.jsonl');
  fs.writeFileSync(file, await (await fetch(`${pages.origin}/evidence/log`)).text());
  return spawnSync(process.execPath, ['scripts/verify-evidence.mjs', file], { encoding: 'utf8' }).stdout;
}
const publicPage = async (): Promise<string> => (await pages.visitor().open(`/cases/${number}`)).text.replace(/記録.*$|から\d+日（開庁日）/g, '');

test('A15: one person goes from every table and every file, the others and the public record stay, and every proof of the log still holds', async () => {
  const call = await currentCall(city.db, 'general-subsidy');
  if (!call) throw new Error('no call');
  const { draft } = await startDraft(city.db, call.programme, { call: call.call.id, track: 'full', email: 'Taro@example.jp', language: 'ja', closesAt: call.call.closesAt });
  await savePage(city.db, draft.id, 'people', { representativeName: '𠮷田 太郎' }, false);
  expect(await verified()).toContain('everything holds');
  const [before, heads, proof] = [await publicPage(), await city.sql`select note from evidence_heads order by at`, await (await fetch(`${pages.origin}/cases/${number}/evidence`)).text()];
  expect(found(await dump(), REPRESENTATIVE)).toEqual(REPRESENTATIVE);
  expect(found(stored(), ['𠮷田太郎様'])).toHaveLength(1);
  const running = await city.submit({ ...GRANT, representativeEmail: 'taro@example.jp' }, 'general-subsidy');
  // The database blanks nothing in a case that goes on, or without a record, whoever asks as the app.
  for (const [erasure, caseId, why] of [['ers_none', running, 'goes on'], ['ers_none', id, 'without a record']] as const) await expect(blankCase(city.db, { erasure, caseId, texts: ['髙橋 花子'], addresses: [] })).rejects.toMatchObject({ cause: { message: expect.stringContaining(why) } });
  const administrator = await pages.signedIn('管理者 阿部 純');
  await administrator.open('/admin/erasure');
  const refused = await administrator.press('消えるものを確かめる', { email: 'taro@example.jp', reason: '情個第8号' });
  expect({ open: refused.text.includes('進行中の案件'), button: refused.forms.some((form) => form.action === '/admin/erasure') }).toEqual({ open: true, button: false });
  await city.free(running, 'withdraw', { last4: (await city.read(running)).row.number.slice(-4), reason: '' }, { kind: 'party', role: 'contact' });
  await city.advance(running);
  await administrator.open('/admin/erasure');
  await administrator.press('消えるものを確かめる', { email: 'TARO@example.jp', reason: '情個第8号' });
  expect(found(administrator.page().text, [number, '提出していない書きかけ 1件'])).toHaveLength(2);
  expect((await administrator.press('この人の情報を消す')).text).toContain('消しました');
  expect(found(await dump(), REPRESENTATIVE)).toEqual([]);
  expect(found(stored(), ['𠮷田'])).toEqual([]);
  expect(found(await dump(), ['髙橋 花子', 'hanako@example.jp', '夕方の居場所「こども食堂」'])).toHaveLength(3);
  expect(await publicPage()).toBe(before);
  expect(await verified()).toContain('everything holds');
  expect((await city.sql`select note from evidence_heads order by at`).slice(0, heads.length)).toEqual(heads);
  const file = path.join(city.dataDir, 'proof.json');
  fs.writeFileSync(file, proof);
  expect(spawnSync(process.execPath, ['scripts/verify-evidence.mjs', file], { encoding: 'utf8' }).stdout).toContain('everything holds');
  // What is left still works: the case is read, and its letters open.
  const [letter] = await city.sql`select id from documents where case_id = ${id} and facts ? 'sentAs' limit 1`;
  expect((await administrator.open(`/documents/${letter?.id}`)).status).toBe(200);
  expect((await administrator.open(`/admin/cases/${number}`)).text).toContain('個人の情報を消しました');
}, 90_000);

test('a case whose term is over loses its people only when two different administrators approved the list; what the public reads and the proofs stay', async () => {
  const before = await publicPage();
  const first = await pages.signedIn('管理者 阿部 純');
  expect((await first.open('/admin/retention')).text).toContain('保存期間の過ぎた案件はありません');
  await city.clockTo((await city.now()) + 6.2 * 365 * DAY);
  await first.open('/admin/retention');
  expect(found((await first.press('一覧をつくる')).text, [number, '補助・協働を行った案件'])).toHaveLength(2);
  expect((await first.press('1人目として承認する')).text).toContain('もう1人の管理者の承認を待っています');
  const [list] = await city.sql`select id from purges`;
  // Said again by the same person, past the page.
  const again = await first.post(`/admin/retention/${list?.id}/approve`);
  expect({ status: again.status, said: again.text.includes('同じ人が2回は承認できません') }).toEqual({ status: 409, said: true });
  expect(found(await dump(), ['髙橋 花子'])).toHaveLength(1);
  const second = await pages.signedIn('管理者 石井 薫');
  await second.open('/admin/retention');
  expect((await second.press('2人目として承認し、消す')).text).toContain('消しました');
  expect(found(await dump(), CONTACT)).toEqual([]);
  expect(found(stored(), ['髙橋'])).toEqual([]);
  expect(await publicPage()).toBe(before);
  expect(await verified()).toContain('everything holds');
}, 90_000);
