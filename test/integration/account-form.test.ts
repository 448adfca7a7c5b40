// The account in the form of a claim, on the real pages and without script: found by name, shown back as the transfer file has it, nothing typed is lost (S12).
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visit, Visitor } from '../../scripts/lib/visitor.js';
import { caseAt } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';

const [FIND, SEND] = ['銀行・支店を確かめる', '回答を送る'];
const TYPED = { choice: 'claim', 'claim.amountYen': '２９６，０００', 'claim.accountType': '1', 'claim.number': '0123456', 'claim.holder': 'かぶしきがいしゃ みどり' };

let pages: Pages;
let id = '';
let visitor: Visitor;
beforeAll(async () => {
  pages = await makePages();
  id = await caseAt(pages.city, 'advance-claim');
  visitor = pages.visitor();
  await visitor.open(await pages.linkOf(id, 'claim'));
}, 60_000);
afterAll(() => pages.close());

/** What stands in an input of the page, as the browser would send it. */
const stands = (page: Visit, name: string): string | undefined => new RegExp(`name="${name.replace('.', '\\.')}"[^>]*value="([^"]*)"`).exec(page.html)?.[1];
/** Whether a fault stands at this field. */
const faultAt = (page: Visit, name: string): string => new RegExp(`id="f-${name.replace('.', '-')}-fault"[^>]*>([^<]*)<`).exec(page.html)?.[1] ?? '';

test('a bank that is searched half-way loses nothing typed: text stays as typed, what fits is offered, a letter no bank takes is named at its field, and no code is mailed before all is right', async () => {
  const searched = await visitor.press(FIND, { ...TYPED, 'claim.bank': '山形', 'claim.branch': '本店' });
  expect(searched.status).toBe(200);
  for (const [name, value] of [['claim.bank', '山形'], ['claim.branch', '本店'], ['claim.amountYen', '２９６，０００'], ['claim.number', '0123456'], ['claim.holder', 'かぶしきがいしゃ みどり']] as const) expect(stands(searched, name), name).toBe(value);
  expect(faultAt(searched, 'claim.bank')).toContain('1つ選んでください');
  for (const name of ['山形（0122）', '山形信金（1140）', 'どの銀行ですか', '振込のデータに書く名義： ｶ)ﾐﾄﾞﾘ']) expect(searched.text).toContain(name);
  expect(searched.html).not.toMatch(/name="claim\.bank\.pick"[^>]*checked/);

  const picked = await visitor.press(FIND, { ...TYPED, 'claim.bank': '山形', 'claim.bank.pick': '0122', 'claim.branch': 'ほんてん' });
  expect(picked.html).toMatch(/value="0122" checked/);
  expect(stands(picked, 'claim.branch')).toBe('ほんてん');

  const wrong = await visitor.press(SEND, { ...TYPED, 'claim.bank': 'どこにもない銀行', 'claim.bank.pick': '', 'claim.branch': '戸越', 'claim.holder': 'ミドリ＠' });
  expect(wrong.status).toBe(422);
  expect(faultAt(wrong, 'claim.bank')).toContain('「どこにもない銀行」に合う銀行が見つかりません');
  expect(faultAt(wrong, 'claim.holder')).toContain('4字目の「＠」は、銀行で使えない字です');
  expect([stands(wrong, 'claim.bank'), stands(wrong, 'claim.branch'), stands(wrong, 'claim.holder')]).toEqual(['どこにもない銀行', '戸越', 'ミドリ＠']);
  expect(await pages.city.sql`select 1 from codes`).toHaveLength(0);
}, 30_000);

test('an account of ゆうちょ is taken by 記号・番号, shown back as branch and account number before it is sent, and kept as those', async () => {
  const post = { choice: 'claim', 'claim.amountYen': '296000', 'claim.bank': 'ゆうちょ銀行', 'claim.branch': '戸越', 'claim.number': '', 'claim.symbol': '17300', 'claim.postNumber': '12345671', 'claim.holder': 'ミドリチョウノカイ' };
  const searched = await visitor.press(FIND, post);
  for (const line of ['9900 ゆうちょ', '738 七三八', '1234567', 'ﾐﾄﾞﾘﾁﾖｳﾉｶｲ', 'この口座に振り込みます']) expect(searched.text).toContain(line);
  expect(stands(searched, 'claim.branch')).toBe('戸越');
  const asked = await visitor.press(SEND);
  expect(asked.text).toContain('確認番号を入力してください');
  for (const line of ['738 七三八', '1234567', 'ﾐﾄﾞﾘﾁﾖｳﾉｶｲ']) expect(asked.text).toContain(line);
  const code = /[A-Z2-9]{4}-?[A-Z2-9]{4}/.exec((await pages.city.sql`select facts->'about'->>'code' as code from mails where mail = 'people/code' order by id desc limit 1`)[0]?.code ?? '')?.[0] ?? '';
  await visitor.press('確認する', { code });
  expect((await pages.city.read(id)).state.steps.find((s) => s.step === 'advance-claim')?.result).toMatchObject({ bank: '9900', branch: '738', accountType: '1', number: '1234567', holder: 'ﾐﾄﾞﾘﾁﾖｳﾉｶｲ' });
}, 30_000);
