// Jobs of receipts, by number: the real pages on a real database, the run's part called by hand.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOfCase } from '../../db/store/files.js';
import type { Request } from '../../workflows/domain/cases.js';
import { registerOf } from '../../workflows/domain/steps/determination.js';
import { newestReport, receiptsOf } from '../../workflows/domain/steps/report.js';
import { goTo, sayYes } from '../laws/journey.js';
import type { City } from '../support/city.js';
import { makePages, type Pages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

let pages: Pages;
let city: City;
/** Grants whose work has begun, all decided before the clock goes on to the reports. */
const begun: string[] = [];
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
  for (let n = 0; n < 4; n++) {
    const id = await city.submit(GRANT, 'general-subsidy');
    await goTo(city, id, 'work');
    begun.push(id);
  }
}, 120_000);
afterAll(() => pages.close());

const GRANT = { ...PROPOSAL, budget: { costs: [{ head: 'supplies', what: '調理用品', yen: 200_000 }, { head: 'rent', what: '空き店舗', yen: 262_500 }], ownYen: 92_500, feesYen: 0, otherGrantsYen: 0, askedYen: 370_000 } };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==', 'base64');
const photo = (name: string) => [new File([PNG], name)];
const receipt = (n: number, parts: Record<string, string>) => Object.fromEntries(Object.entries(parts).map(([part, value]) => [`report.receipts.${n}.${part}`, value]));
const SAID = { 'report.done': '週3日ひらきました。', 'report.effect': '15人が来ました。', 'report.othersYen': '0' };

/** The next of them, gone on to this step. */
async function grantAt(step: string): Promise<string> {
  const id = begun.shift() ?? '';
  await goTo(city, id, step);
  return id;
}
async function asked(id: string, what: Request['what']): Promise<Request> {
  await city.advance(id);
  const found = (await city.open(id)).find((r) => r.what === what);
  if (!found) throw new Error(`nobody is asked for ${what}`);
  return found;
}
async function mineOf(id: string): Promise<string> {
  const [row] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  return `/mine/${row?.id}.${city.links.token('party', String(row?.id), Number(row?.generation))}`;
}
/** A report of three receipts, handed in as it would be typed into the store. */
async function reported(id: string): Promise<void> {
  const request = await asked(id, 'report');
  const rows = [{ line: 0, what: '鍋', payee: '道具の店', paidOn: '2027-06-10', yen: 120_000, pieces: 2, property: 'metal', files: ['fil_a'] }, { line: 1, what: '家賃', payee: '大家', paidOn: '2027-07-01', yen: 250_000, pieces: 1, property: null, files: ['fil_b'] }, { line: 0, what: '弁当', payee: '食堂', paidOn: '2027-08-01', yen: 30_000, pieces: 30, property: null, files: ['fil_c'] }];
  expect((await city.answer(id, request, 'report', { receipts: rows, othersYen: 0 })).why).toBeNull();
}

test('C-9: the plan is the one last changed: approved lines count, refused ones do not, and lines must make the whole', async () => {
  const id = await grantAt('work');
  const group = pages.visitor();
  const change = async (lines: readonly [string, string], whole: string) => {
    await group.open(await mineOf(id));
    await group.follow('計画');
    await group.press('申請', { what: '用品を減らし、場所を広げます', newCostYen: whole, 'newLines.0': lines[0], 'newLines.1': lines[1] });
  };
  await change(['100,000', '300,000'], '462,500');
  await group.press('この内容で申請する');
  expect(group.page().text).toContain('費目ごとの予定の合計400,000円と、変えたあとの総事業費462,500円がちがいます');
  await change(['162,500', '300,000'], '462,500');
  expect(group.page().text).toContain('市の承認が要る変更です');
  await group.press('この内容で申請する');
  const officer = pages.visitor();
  await officer.open(await pages.linkOf(id, 'change-1'));
  expect(officer.page().text).toContain('162,500円（いまの予定 200,000円）');
  expect((await city.answer(id, await asked(id, 'change'), 'approve')).why).toBeNull();
  await change(['300,000', '162,500'], '462,500');
  await group.press('この内容で申請する');
  expect((await city.answer(id, await asked(id, 'change'), 'refuse')).why).toBeNull();
  await goTo(city, id, 'report');
  await asked(id, 'report');
  await group.open(await pages.linkOf(id, 'report'));
  expect(group.page().text).toMatch(/消耗品費（調理用品） 162,500円 0円 △162,500円/);
  expect(group.page().text).toMatch(/合計 462,500円 0円/);
}, 60_000);

test('C-9: receipts come from the phone camera, each for a line of the plan; a form sent back loses neither text nor photo, and the difference to the plan is seen before anything is sent', async () => {
  const id = await grantAt('report');
  await asked(id, 'report');
  const group = pages.visitor();
  await group.open(await pages.linkOf(id, 'report'));
  expect(group.page().html).toMatch(/<input type="file"[^>]*name="report\.receipts\.0\.photo"[^>]*accept="image\/jpeg,image\/png"[^>]*capture="environment"/);
  expect(group.page().text).toContain('消耗品費（調理用品）');

  // Sent too early: the day is missing, one file is of a kind that is not taken. All that was typed and the photo are still there.
  await group.press('報告を提出する', { ...SAID, ...receipt(0, { line: '0', payee: '道具の店', what: '鍋', yen: '１２０，０００円', pieces: '2' }), 'report.receipts.0.photo': photo('鍋.png'), 'report.receipts.0.file': [new File(['text'], 'メモ.txt')] });
  expect(group.page().status).toBe(422);
  expect(group.page().text).toContain('メモ.txtはわからない形式');
  await group.press('報告を提出する');
  expect(group.page().status).toBe(422);
  expect(group.page().text).toContain('1枚目の支払った日を入力してください');
  expect(group.page().text).toContain('1枚目の物の種類（1つ50,000円以上の物）を選んでください');
  expect(group.page().text).toContain('鍋.png');
  expect(group.page().html).toContain('１２０，０００円');
  expect((await city.read(id)).state.requests.find((r) => r.what === 'report')?.state).toBe('open');

  // A second receipt, of a day before the decision: refused with the rule. Then it is taken out, and another one typed.
  await group.press('領収書を足す', receipt(0, { paidOn: '2027-06-10', property: 'metal' }));
  await group.press('ちがいを計算する', { ...receipt(1, { line: '1', payee: '大家', what: '家賃', paidOn: '2020-01-01', yen: '280,000' }), 'report.receipts.1.photo': photo('家賃.png') });
  expect(group.page().text).toMatch(/空き店舗） 262,500円 280,000円 ＋17,500円/);
  expect(group.page().text).toMatch(/合計 462,500円 400,000円 △62,500円/);
  await group.press('報告を提出する');
  expect(group.page().text).toContain('2枚目の支払った日が、決定の日');
  await group.press('ちがいを計算する', receipt(1, { paidOn: '令和9年7月1日' }));

  // The last look: nothing is sent yet.
  await group.press('報告を提出する');
  expect(group.page().status).toBe(200);
  expect(group.page().text).toContain('まだ報告は提出していません');
  expect(group.page().text).toMatch(/消耗品費（調理用品） 200,000円 120,000円 △80,000円/);
  // 400,000 × 4/5 = 320,000: what it can be at most.
  expect(group.page().text).toContain('320,000円');
  await group.press('戻って直す');
  expect(group.page().text).toContain('家賃.png');
  await group.press('報告を提出する');
  await group.press('報告を提出する');
  expect(group.page().text).toContain('受け付けました');

  const { state } = await city.read(id);
  const given = receiptsOf(newestReport(state));
  const files = await filesOfCase(city.db, id);
  expect(given).toMatchObject([{ line: 0, payee: '道具の店', paidOn: '2027-06-10', yen: 120_000, pieces: 2, property: 'metal' }, { line: 1, payee: '大家', paidOn: '2027-07-01', yen: 280_000, property: null }]);
  expect(given.map((one) => one.files.map((file) => files.find((f) => f.id === file)?.name))).toEqual([['鍋.png'], ['家賃.png']]);
  expect(files.map((f) => [f.name, f.field, f.row])).toEqual([['鍋.png', 'receipts', 0], ['家賃.png', 'receipts', 1]]);
}, 60_000);

test('D-6: plan, change, receipts with their files and the rule stand side by side; one item is rejected with its reason, its sum leaves the cost, and the notice names it', async () => {
  const id = await grantAt('report');
  await reported(id);
  await asked(id, 'report-check');
  const officer = pages.visitor();
  await officer.open(await pages.linkOf(id, 'check-1'));
  const { text, html } = officer.page();
  for (const head of ['計画', '認めた変更', '領収書', '決まり', '判断']) expect(html).toContain(`<th scope="col">${head}</th>`);
  expect(text).toContain('道具の店');
  expect(text).toContain('対象の費目です（消耗品費）');
  expect(text).toContain('対象にならない費用');
  expect(html).toMatch(/<a href="\/files\/fil_c\?k=/);
  const request = await asked(id, 'report-check');
  expect((await city.answer(id, request, 'accept', { verdicts: ['', '', 'because'] })).why).toBe('faults');
  expect((await city.answer(id, request, 'accept', { verdicts: ['', '', 'ineligible'], finalYen: 400_000 })).outcome).toBe('accepted');
  const { programme, state } = await city.read(id);
  const settled = state.steps.findLast((s) => s.kind === 'determination')?.result;
  // 120,000 + 250,000 = 370,000 × 4/5 = 296,000.
  expect([settled?.finalYen, settled?.verdicts]).toEqual([296_000, ['', '', 'ineligible']]);
  expect(registerOf(programme, state).map((it) => [it.what, it.restrictedUntil])).toEqual([['鍋', '2037-06-09']]);

  await goTo(city, id, 'final-letter');
  await city.documents(id);
  await city.advance(id);
  for (const publication of await city.open(id)) await sayYes(city, id, publication);
  await city.advance(id);
  const [notice] = (await pages.post()).filter((mail) => mail.subject.includes('額') && mail.to === PROPOSAL.contactEmail && mail.text.includes('296,000円'));
  expect(notice?.text).toContain('認めなかった費用');
  expect(notice?.text.replace(/\s/g, '')).toContain('食堂弁当30,000円:対象外経費');

  // The register stands on the group's own page and on the administrator's page of the case.
  const group = pages.visitor();
  await group.open(await mineOf(id));
  expect(group.page().text).toContain('取得した財産');
  expect(group.page().text).toContain('2037年6月9日');
  const office = await pages.signedIn('管理者 阿部 純');
  await office.open(`/admin/cases/${(await city.read(id)).row.number}`);
  expect(office.page().text).toContain('処分が制限されている財産');
  expect(office.page().text).toContain('鍋（2つ）');
}, 60_000);

test('D-6: a report that is sent back begins with its receipts and their files, and what is left out is left out', async () => {
  const id = await grantAt('report');
  await asked(id, 'report');
  const group = pages.visitor();
  await group.open(await pages.linkOf(id, 'report'));
  await group.press('報告を提出する', { ...SAID, ...receipt(0, { line: '0', payee: '花の店', what: '苗', yen: '1000', paidOn: '2027-06-10' }), 'report.receipts.0.photo': photo('苗.png') });
  await group.press('報告を提出する');
  await city.answer(id, await asked(id, 'report-check'), 'correct', { note: '金額を確かめてください' });
  await asked(id, 'report');
  await group.open(await pages.linkOf(id, 'correction-1'));
  expect(group.page().text).toContain('苗.png');
  // A file of another case, named by hand, is not taken.
  await group.press('直して提出する', { 'corrected.receipts.0.yen': '2,000', 'corrected.receipts.0.keep': [...group.page().forms.flatMap((f) => f.fields).filter((f) => f.name === 'corrected.receipts.0.keep').map((f) => f.value), 'fil_of_another_case'] });
  expect(group.page().text).toContain('この内容で報告しますか');
  await group.press('直して提出する');
  expect(group.page().text).toContain('受け付けました');
  const given = receiptsOf(newestReport((await city.read(id)).state));
  const [file] = await filesOfCase(city.db, id);
  expect(given.map((one) => [one.yen, one.files])).toEqual([[2_000, [file?.id]]]);
}, 60_000);
