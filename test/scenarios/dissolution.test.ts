// Scenario 7: the organisation dissolves (ひょうごコミュニティ財団: not paid yet, not paid; paid, full return). What follows hangs on the moment.
import { afterAll, expect, test } from 'vitest';
import { takeAct } from '../../db/store/acts.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { refundDue } from '../../workflows/domain/steps/refund.js';
import { goTo, sayYes } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { APPLICATION } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const LIQUIDATOR = { on: '2026-11-20', name: '清算 人子', email: 'liquidator@example.jp', books: '清算人の自宅', reason: '総会の議事録' };
const OFFICE = { kind: 'administrator', person: 'admin' } as const;
async function at(step: string, title: string): Promise<string> {
  const id = await city.submit({ ...APPLICATION, title }, 'general-subsidy');
  await goTo(city, id, step);
  return id;
}
const dissolve = (id: string, input: Record<string, unknown> = {}) => takeAct(city.db, city.links, { caseId: id, act: { kind: 'free', verb: 'dissolve', input: { ...LIQUIDATOR, ...input } }, by: OFFICE, via: 'session' });

test('7: before the decision the application ends as withdrawn, without being asked whether anything was spent', async () => {
  const id = await at('check', '審査の前の解散');
  expect((await dissolve(id, { books: '' })).faults).toEqual([expect.objectContaining({ at: 'books', code: 'missing' })]);
  expect((await dissolve(id)).outcome).toBe('accepted');
  await city.advance(id);
  const { state } = await city.read(id);
  expect([state.ending, state.committedYen, state.requests.some((r) => r.state === 'open')]).toEqual(['withdrawn', 0, false]);
  expect((await dissolve(id)).why).toBe('not-now');
}, 60_000);

test('7: decided and paid but nothing spent: a revocation is drafted, the whole is to come back, and the claim goes to the liquidator alone', async () => {
  const id = await at('work', '支出の前の解散');
  const paid = (await city.read(id)).state.hands.filter((h) => h.kind === 'payment').reduce((all, h) => all + Number(h.spec.yen), 0);
  expect(paid).toBeGreaterThan(0);
  const [old] = await city.sql`select id from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  await pages.post();
  expect((await dissolve(id, { spending: 'none' })).outcome).toBe('accepted');
  expect(currentStep((await city.read(id)).state)?.step).toBe('revoke');
  const [draft] = (await city.open(id)).filter((r) => r.what === 'revocation');
  if (!draft) throw new Error('nobody drafts the revocation');
  expect((await city.answer(id, draft, 'revoke', { keepYen: 0, reason: '団体が解散したため（要綱 第12条）' })).outcome).toBe('accepted');
  await goTo(city, id, 'revoked-refund');
  expect(refundDue((await city.read(id)).state)).toBe(paid);
  const told = await pages.post();
  expect(told.some((m) => m.to === LIQUIDATOR.email && m.text.includes('清算人の自宅'))).toBe(true);
  expect(told.some((m) => m.to === LIQUIDATOR.email && m.text.includes('返していただきます'))).toBe(true);
  expect(told.filter((m) => m.to === 'hanako@example.jp' || m.to === 'taro@example.jp')).toEqual([]);
  const [revoked] = await city.sql`select revoked_at from party_keys where id = ${old?.id}`;
  expect(revoked?.revoked_at).not.toBeNull();
}, 90_000);

test('7: after partial work the liquidator reports, the amount is fixed on proven cost, and what was paid above it comes back', async () => {
  const id = await at('work', '途中までの解散');
  expect((await dissolve(id, {})).faults).toEqual([expect.objectContaining({ at: 'spending', code: 'not-chosen' })]);
  expect((await dissolve(id, { spending: 'some' })).outcome).toBe('accepted');
  const report = (await city.open(id)).find((r) => r.what === 'report');
  expect([report?.step, report?.to]).toEqual(['report', { kind: 'party', role: 'contact' }]);
  expect((await pages.post()).some((m) => m.to === LIQUIDATOR.email && m.text.includes('途中まで実施した分'))).toBe(true);
  if (report) await sayYes(city, id, report);
  await goTo(city, id, 'refund');
  const { state } = await city.read(id);
  // No receipt came with the report, so nothing of the cost is proven.
  const { finalYen, paidYen } = sums(state);
  expect([finalYen, refundDue(state), paidYen > 0]).toEqual([0, paidYen, true]);
  expect([state.ending, state.acts.at(-1)?.values.books, state.steps.find((r) => r.step === 'work')?.outcome]).toEqual([null, '清算人の自宅', 'broken-off']);
}, 90_000);

test('7: the office writes it down on the page of the case, where nothing typed is lost', async () => {
  const id = await at('score', '画面からの解散');
  const { number } = (await city.read(id)).state;
  const office = await pages.signedIn('管理者 阿部 純');
  await office.open(`/admin/cases/${number}`);
  await office.press('団体の解散を記録する', { 'dissolve.on': '2026-11-20', 'dissolve.name': '清算 人子', 'dissolve.email': 'だれか', 'dissolve.books': '清算人の自宅', 'dissolve.reason': '総会の議事録' });
  expect(office.page().status).toBe(422);
  expect(office.page().html).toContain('清算人の自宅');
  await office.press('団体の解散を記録する', { 'dissolve.email': LIQUIDATOR.email });
  expect((await city.read(id)).state.acts.at(-1)?.verb).toBe('dissolve');
}, 60_000);
