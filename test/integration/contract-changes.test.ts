// Contracts that change and orders that belong together: both sides agree on a new version, the envelope holds what may be owed, and a person says why two like orders stand apart.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { factsOfCase } from '../../activities/documents/facts-of-case.js';
import { renderDocument } from '../../activities/documents/render.js';
import { contractTerms } from '../../workflows/domain/contract-terms.js';
import { currentStep, type Request } from '../../workflows/domain/cases.js';
import type { Input, Values } from '../../workflows/domain/fields.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { ADMINISTRATOR } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
let city: Pages['city'];
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
});
afterAll(() => pages.close());

const OFFER: Values = {
  track: 'offer', groupName: 'みまもりの会', groupKana: 'ミマモリノカイ', record: '研修を5年', contactName: '髙橋 花子', contactEmail: 'hanako@example.jp', representativeName: '𠮷田 太郎', representativeEmail: 'taro@example.jp',
  title: '見守りの研修', summary: '地域の見守りの研修を行います。', plan: '講師2人、年4回。', projectStart: '2027-04-15', projectEnd: '2028-02-29', conditions: true,
};

const ask = async (id: string, what: Request['what']): Promise<Request> => {
  const found = (await city.open(id)).find((r) => r.what === what);
  if (!found) throw new Error(`${what} is not open; open are ${(await city.open(id)).map((r) => r.id).join(', ')}`);
  return found;
};
async function say(id: string, what: Request['what'], choice: string, input: Input = {}) {
  const acted = await city.answer(id, await ask(id, what), choice, input);
  if (acted.outcome !== 'accepted') throw new Error(`${what} ${choice}: ${acted.why} ${JSON.stringify(acted.faults)}`);
  await city.advance(id);
  await city.documents(id);
  return acted;
}
async function approveAll(id: string, what: 'approval' | 'agreement'): Promise<void> {
  for (let n = 0; n < 6; n++) {
    const open = (await city.open(id)).filter((r) => r.what === what);
    if (open.length === 0) return;
    for (const request of open) await city.answer(id, request, what === 'approval' ? 'approve' : 'accept');
    await city.advance(id);
    await city.documents(id);
  }
}

/** A contract at this price under which work goes on. */
async function contract(yen: number, answers: Values = OFFER): Promise<string> {
  const id = await city.submit(answers, 'commissioned-work');
  await city.advance(id);
  await say(id, 'screening', 'accept');
  await say(id, 'order', 'order', { specification: '研修を年4回', plannedYen: yen, reason: '市がすべき研修。', split: 'apart', splitReason: '別の地区の研修で、時期も違うため。' });
  await say(id, 'quotation', 'quote', { yen });
  await say(id, 'quotation-check', 'take');
  await say(id, 'draft-decision', 'select', { amountYen: yen });
  await approveAll(id, 'approval');
  await approveAll(id, 'agreement');
  expect(currentStep((await city.read(id)).state)?.step).toBe('inspect');
  return id;
}
const envelope = async () => Number((await city.sql`select committed_yen from envelopes where programme = 'commissioned-work'`)[0]?.committed_yen);
const TERMS = { yen: 640_000, lastDay: '2028-03-20', specification: '研修を年6回', reason: '参加者が増えたため。' };

test('a change of amount, period and specification holds only after approval and both signatures; the sum held follows, the document is the next version, and the new price is what inspection and payment go by', async () => {
  const id = await contract(480_000);
  const held = await envelope();
  await say(id, 'completion', 'change', { what: '研修を2回増やしたい。' });
  const page = await pages.visitor().open(await pages.linkOf(id, 'terms'));
  for (const words of ['研修を2回増やしたい。', '480,000円', '研修を年4回']) expect(page.text).toContain(words);
  const same = await city.answer(id, await ask(id, 'contract-change'), 'draft', { yen: 480_000, lastDay: '2028-02-29', specification: '研修を年4回', reason: '変えない' });
  expect(same.faults.map((f) => f.code)).toEqual(['no-change']);
  await say(id, 'contract-change', 'draft', TERMS);
  expect(await envelope()).toBe(held + 160_000);
  expect(contractTerms((await city.read(id)).state)?.yen).toBe(480_000);
  await approveAll(id, 'approval');
  const loaded = await city.read(id);
  const hand = loaded.state.hands.findLast((h) => h.kind === 'document' && h.spec.change === true);
  expect(hand?.spec).toMatchObject({ document: 'contract', version: 2 });
  const facts = await factsOfCase(city.db, loaded, hand?.spec ?? {}, loaded.env.now);
  expect(facts.agreement).toMatchObject({ version: 2, isChange: true, purpose: '研修を年6回', to: '2028-03-20', costText: expect.stringContaining('640,000円') });
  expect((await renderDocument('contract', facts)).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await ask(id, 'agreement')).note).toMatchObject({ version: 2 });
  await approveAll(id, 'agreement');
  const { state } = await city.read(id);
  expect([currentStep(state)?.step, contractTerms(state), sums(state).decidedYen, state.committedYen]).toEqual(['inspect', { yen: 640_000, lastDay: '2028-03-20', specification: '研修を年6回' }, 640_000, 640_000]);
  await say(id, 'completion', 'part', { yen: 240_000 });
  await say(id, 'inspection', 'pass');
  expect((await ask(id, 'invoice')).note).toEqual({ limitYen: 240_000 });
  expect((await city.read(id)).state.committedYen).toBe(640_000);
}, 150_000);

test('a price that falls is given back to the envelope when it is agreed on, not before', async () => {
  const id = await contract(400_000, { ...OFFER, title: '川の水質の調査', groupName: '川をまもる会' });
  const held = await envelope();
  await say(id, 'completion', 'change', { what: '回数を減らしたい。' });
  await say(id, 'contract-change', 'draft', { ...TERMS, yen: 300_000 });
  expect(await envelope()).toBe(held);
  await approveAll(id, 'approval');
  await approveAll(id, 'agreement');
  expect([await envelope(), contractTerms((await city.read(id)).state)?.yen]).toEqual([held - 100_000, 300_000]);
}, 150_000);

test('a change that the city starts and the group declines leaves the contract as it was, and what was held more is given back', async () => {
  const id = await contract(200_000, { ...OFFER, title: '古い地図の整理', groupName: '地図の会' });
  const held = await envelope();
  expect((await city.free(id, 'reopen', { why: 'change', reason: '展示も頼みたいため。' }, ADMINISTRATOR)).outcome).toBe('accepted');
  await say(id, 'contract-change', 'draft', { ...TERMS, yen: 260_000 });
  expect(await envelope()).toBe(held + 60_000);
  await approveAll(id, 'approval');
  const group = (await city.open(id)).find((r) => r.what === 'agreement' && r.to.kind === 'party');
  if (!group) throw new Error('the group is asked');
  await city.answer(id, group, 'decline', { reason: '人手が足りないため。' });
  await city.advance(id);
  const { state } = await city.read(id);
  expect([currentStep(state)?.step, state.ending, contractTerms(state)?.yen, await envelope()]).toEqual(['inspect', null, 200_000, held]);
  expect(await city.sql`select 1 from mails where scope = ${id} and mail = 'contracts/change-ended' and to_role = 'contact'`).toHaveLength(1);
  // After its end a contract is not changed any more.
  expect((await city.free(id, 'reopen', { why: 'change', reason: 'もう一度。' }, ADMINISTRATOR)).outcome).toBe('accepted');
  await say(id, 'contract-change', 'keep', { reason: '今年度は変えない。' });
  expect([currentStep((await city.read(id)).state)?.step, await envelope()]).toEqual(['inspect', held]);
}, 150_000);

test('on the engine, a change asked for with every ring doubled crosses its borders once', async () => {
  const id = await contract(300_000, { ...OFFER, title: '花だんの手入れ', groupName: '花の会' });
  const worker = await city.startWorker();
  const twice = () => Promise.all([1, 2, 3].map(() => city.ringer.ring('case', id)));
  const request = await ask(id, 'completion');
  const pressed = await Promise.all([1, 2].map(() => city.answer(id, request, 'change', { what: '期間を延ばしたい。' })));
  expect(pressed.map((a) => a.outcome).sort()).toEqual(['accepted', 'refused']);
  await twice();
  await city.until('the office to be asked', async () => (await city.open(id)).some((r) => r.what === 'contract-change'));
  await city.answer(id, await ask(id, 'contract-change'), 'keep', { reason: '年度の中で終えるため。' });
  await twice();
  await city.until('the work to go on', async () => currentStep((await city.read(id)).state)?.step === 'inspect');
  await worker.stop();
  const crossed = await city.sql`select data->>'stage' as stage from events where case_id = ${id} and type = 'stage.opened' order by seq`;
  expect(crossed.map((e) => e.stage).slice(-2)).toEqual(['change', 'performing']);
}, 120_000);

test('an order that passes the limit together with a like one of the same year is pointed out; nothing typed is lost, and a person says with a reason that it stands apart or makes one of them', async () => {
  const before = (await city.read(await contract(600_000, { ...OFFER, title: '公園の調査（前期）', groupName: '公園の会' }))).row.number;
  const orderOf = async (title: string, group: string) => {
    const id = await city.submit({ ...OFFER, title, groupName: group }, 'commissioned-work');
    await city.advance(id);
    await say(id, 'screening', 'accept');
    return id;
  };
  const like = await orderOf('公園の調査（後期）', 'べつの会');
  const page = pages.visitor();
  await page.open(await pages.linkOf(like, 'order'));
  expect(page.page().text).toContain(before);
  const typed = { specification: '秋の調査', plannedYen: 500_000, reason: '市がすべき調査。' };
  const refused = await city.answer(like, await ask(like, 'order'), 'order', { ...typed, split: '', splitReason: '' });
  expect(refused.faults).toEqual([{ at: 'split', code: 'split-order', facts: { is: 1_100_000, max: 1_000_000, n: 2 } }]);
  const bare = await city.answer(like, await ask(like, 'order'), 'order', { ...typed, split: 'apart', splitReason: '' });
  expect(bare.faults.map((f) => [f.at, f.code])).toEqual([['splitReason', 'missing']]);
  await say(like, 'order', 'order', { ...typed, split: 'apart', splitReason: '春と秋は別の業務で、相手も違うため。' });
  const apart = (await city.read(like)).state.steps.findLast((r) => r.step === 'order');
  expect([apart?.outcome, apart?.result]).toEqual(['small', expect.objectContaining({ split: 'apart', splitReason: '春と秋は別の業務で、相手も違うため。', splitSumYen: 1_100_000 })]);
  expect(apart?.result?.splitOrders).toContain(before);

  const together = await orderOf('公園の調査 第2期', '三つめの会');
  await say(together, 'order', 'order', { ...typed, split: 'together', splitReason: '同じ仕事を分けたものと認められるため。' });
  expect((await city.read(together)).state.steps.findLast((r) => r.step === 'order')?.outcome).toBe('competition');

  // Nothing is asked of an order that nothing is alike to, or that stays below the limit with its like.
  const other = await orderOf('図書の修理', '本の会');
  expect((await say(other, 'order', 'order', typed)).outcome).toBe('accepted');
}, 150_000);
