// Jobs of rounds, contracts and money, by number: the real pages on a real database, the run's part called by hand.
import { afterAll, expect, test } from 'vitest';
import { advanceCall } from '../../db/store/calls.js';
import { startDraft } from '../../db/store/drafts.js';
import { transferPost } from '../../db/store/people.js';
import { partyKey } from '../../db/store/keys.js';
import { takeAct } from '../../db/store/acts.js';
import { draftSelection } from '../../db/store/selections.js';
import { choicesOf } from '../../workflows/domain/acts.js';
import { DAY, dateOf } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { themeSubsidy } from '../../workflows/programmes/theme-subsidy.js';
import { caseAt } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { gather, scoreAll } from '../support/round.js';
import { PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const administrator = () => pages.signedIn('管理者 阿部 純');
async function mineOf(id: string): Promise<string> {
  const [row] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  if (!row || !(await partyKey(city.db, String(row.id)))) throw new Error('no key');
  return `/mine/${row.id}.${city.links.token('party', String(row.id), Number(row.generation))}`;
}
const OFFER = { track: 'offer', groupName: '見守りの輪', groupKana: 'ミマモリノワ', record: '研修を3年', contactName: '髙橋 花子', contactEmail: 'hanako@example.jp', representativeName: '𠮷田 太郎', representativeEmail: 'taro@example.jp', title: '見守りの研修', summary: '研修を行います。', plan: '年4回', projectStart: '2027-04-15', projectEnd: '2028-02-29', conditions: true };
/** Answers every open ask of the step by name. */
async function answered(id: string, step: string, choice: string, input: Record<string, unknown> = {}): Promise<void> {
  await city.advance(id);
  if ((await city.read(id)).state.hands.some((h) => h.kind === 'document' && h.state === 'wanted')) await city.documents(id);
  for (let n = 0; n < 6 && currentStep((await city.read(id)).state)?.step === step; n++) {
    for (const request of await city.open(id)) if (request.step === step) expect((await city.answer(id, request, choice, input)).why, `${request.id} ${choice}`).toBeNull();
    await city.advance(id);
  }
}

test('A-4: a call is extended, and another cancelled, in three clicks; everybody with a draft is told the reason, and the clocks follow', async () => {
  const [call] = await city.sql`select id, closes_at from calls where programme = 'theme-subsidy'`;
  const closesAt = new Date(call?.closes_at).getTime();
  await startDraft(city.db, themeSubsidy, { call: String(call?.id), track: 'full', email: 'draft.a4@example.jp', language: 'ja', closesAt });
  await advanceCall(city.db, String(call?.id));
  await pages.post();
  const later = dateOf(closesAt + 30 * DAY);
  const office = await administrator();
  await office.open('/admin/calls');
  office.clicks = 0;
  await office.follow('課題解決補助金');
  await office.press('締切を延ばす', { closesAt: `${later} 17:00`, reason: '' });
  expect(office.page().status).toBe(422);
  expect(office.page().html).toContain(`${later} 17:00`);
  office.clicks = 1;
  await office.press('締切を延ばす', { closesAt: `${later} 17:00`, reason: '大雪で窓口を閉じたため' });
  expect(office.clicks).toBeLessThanOrEqual(3);
  expect(office.page().text).toContain('大雪で窓口を閉じたため');
  const [told] = await pages.post();
  expect([told?.to, told?.text.includes('大雪で窓口を閉じたため')]).toEqual(['draft.a4@example.jp', true]);
  await advanceCall(city.db, String(call?.id));
  const [after] = await city.sql`select closes_at, state, warned from calls where id = ${call?.id}`;
  expect([dateOf(new Date(after?.closes_at).getTime()), after?.state, after?.warned]).toEqual([later, 'open', []]);
  const [idea] = await city.sql`select id from calls where programme = 'town-idea'`;
  await advanceCall(city.db, String(idea?.id));
  await office.open(`/admin/calls/${idea?.id}`);
  await office.press('募集を取りやめる', { reason: '会場が使えなくなったため' });
  expect(office.page().text).toContain('取りやめ');
  await expect(city.submit({ track: 'idea', name: 'ベンチ', body: '置く', who: '山田', email: 'x@example.jp' }, 'town-idea')).rejects.toThrow('call-closed');
  // The second press finds it done.
  const again = await administrator();
  await again.open(`/admin/calls/${idea?.id}`);
  expect(again.page().forms.some((f) => f.action.endsWith('/change'))).toBe(false);
}, 60_000);

test('C-8: a change of the plan tells before it is sent whether it is minor or needs approval, in three clicks', async () => {
  const id = await caseAt(city, 'work');
  const citizen = pages.visitor();
  await citizen.open(await mineOf(id));
  citizen.clicks = 0;
  await citizen.follow('計画');
  await citizen.press('申請', { what: '回数を減らします', newCostYen: '400,000' });
  expect(citizen.page().text).toContain('軽い変更です。承認は要りません');
  expect((await city.read(id)).state.acts.some((a) => a.verb === 'change')).toBe(false);
  await citizen.press('この内容で申請する');
  expect(citizen.clicks).toBe(3);
  expect((await city.read(id)).state.acts.at(-1)?.values).toMatchObject({ minor: true, newCostYen: 400_000 });
  await citizen.open(await mineOf(id));
  await citizen.follow('計画');
  await citizen.press('申請', { what: '大きくします', newCostYen: '600,000' });
  expect(citizen.page().text).toContain('市の承認が要る変更です');
}, 60_000);

test('D-7: the final amount is computed with its working and cannot be typed, nor more recognised than was spent', async () => {
  const id = await caseAt(city, 'determine');
  await city.advance(id);
  const { programme, state, env } = await city.read(id);
  const request = state.requests.find((r) => r.step === 'determine' && r.state === 'open');
  if (!request) throw new Error('nobody checks the report');
  const fields = choicesOf(programme, state, request, env).find((c) => c.id === 'accept')?.fields ?? [];
  expect(fields.map((f) => f.kind).sort()).toEqual(['longtext', 'spent']);
  expect((await city.answer(id, request, 'accept', { recognised: [900_000, 900_000] })).why).toBe('faults');
  expect((await city.answer(id, request, 'accept', { recognised: [200_000, 212_500] })).outcome).toBe('accepted');
  const settled = (await city.read(id)).state.steps.findLast((s) => s.kind === 'determination')?.result;
  // 412,500 × 9/10 = 371,250, down to 371,000; never more than the decided 370,000.
  expect(settled?.finalYen).toBe(370_000);
  expect(JSON.parse(String(settled?.working)).map((s: { kind: string }) => s.kind)).toEqual(['eligible', 'rate', 'unit', 'cap', 'decided']);
}, 60_000);

test('D-8: a commission is passed or done again within ten days, and whoever ordered it cannot inspect it', async () => {
  const id = await city.submit(OFFER, 'commissioned-work');
  await answered(id, 'check', 'accept');
  await answered(id, 'order', 'order', { plannedYen: 500_000 });
  await city.advance(id);
  for (const request of await city.open(id)) await city.answer(id, request, 'quote', { yen: 480_000 });
  await city.advance(id);
  for (const request of await city.open(id)) await city.answer(id, request, 'take');
  await answered(id, 'draft', 'select', { amountYen: 480_000 });
  await answered(id, 'approve', 'approve');
  await answered(id, 'sign', 'accept');
  await city.advance(id);
  const notice = (await city.open(id)).find((r) => r.what === 'completion');
  if (!notice) throw new Error('no notice of completion is awaited');
  await city.answer(id, notice, 'complete');
  const inspection = (await city.open(id)).find((r) => r.what === 'inspection');
  if (!inspection) throw new Error('nobody inspects');
  expect(inspection.dueAt - (await city.now())).toBeLessThanOrEqual(11 * DAY);
  const orderer = await city.holder('civic.office');
  const inspector = await city.holder('civic.screening');
  if (orderer.kind !== 'post' || inspector.kind !== 'post') throw new Error('no officer');
  // Whoever ordered the work is posted to where it is inspected.
  await transferPost(city.db, { post: 'civic.screening', person: orderer.person, from: await city.now() });
  const refused = await takeAct(city.db, city.links, { caseId: id, act: { kind: 'answer', request: inspection.id, choice: 'pass', input: {} }, by: { ...orderer, post: 'civic.screening' }, via: 'session' });
  expect(refused.why).toBe('two-people');
  await transferPost(city.db, { post: 'civic.screening', person: inspector.person, from: await city.now() });
  expect((await city.answer(id, inspection, 'redo', { reason: '記録が足りません' })).outcome).toBe('accepted');
  expect((await city.open(id)).map((r) => r.what)).toEqual(['completion']);
}, 60_000);

test('C-7, A-5 and D-12: a round is ranked twice alike; a member who declares a conflict loses the case and the base of its score changes; the runner-up chooses once within seven days', async () => {
  const costs = [1_000, 1_000, 800].map((thousand) => thousand * 1_000);
  const ids: string[] = [];
  await city.sql`update calls set state = 'open' where programme = 'theme-subsidy'`;
  await city.sql`update envelopes set budget_yen = 900000 where programme = 'theme-subsidy'`;
  for (const [n, cost] of costs.entries()) ids.push(await city.submit({ ...PROPOSAL, title: `事業${n + 1}`, budget: { costs: [{ head: 'supplies', what: '用品', yen: cost }], ownYen: cost - 400_000, feesYen: 0, otherGrantsYen: 0, askedYen: 400_000 } }, 'theme-subsidy'));
  const [{ id: call } = { id: '' }] = await city.sql`select id from calls where programme = 'theme-subsidy'`;
  const round = { call: String(call), ids };
  await gather(city, round);
  const second = (await city.read(ids[1] ?? '')).row.number;
  const member = pages.visitor();
  await member.open(await pages.linkOf(ids[1] ?? '', 'sheet-panel.member-1'));
  await member.press('この内容で申告する', Object.fromEntries(member.page().forms.flatMap((f) => f.fields).filter((f) => f.name.startsWith('relation-')).map((f) => [f.name, f.name.endsWith(second) ? 'member' : 'none'])));
  await scoreAll(city, round, (n) => 5 * (9 - n));
  // D-12: the case is gone from the member's list, and four sheets and an imputed one make the total.
  await member.open('/demo');
  await member.press('森 一郎さんになる');
  await member.open('/desk/panel');
  if (!member.page().url.includes('/desk/panel/')) await member.follow('課題解決補助金');
  expect(member.page().text).not.toContain('事業2');
  expect(member.page().text).toContain('事業1');
  const draft = await draftSelection(city.db, round.call);
  const own = draft?.lines.find((l) => l.caseId === ids[1]);
  expect(own?.total.working.map((s) => s.kind)).toContain('imputed');
  expect(own?.total.counted).toBe(4);
  // computed twice, the same list; the sheet names every place and the last yen.
  expect(await draftSelection(city.db, round.call)).toEqual(draft);
  expect(draft?.selection.places.map((p) => [p.outcome, p.amountYen])).toEqual([['funded', 400_000], ['funded', 400_000], ['runner-up', 0]]);
  expect(draft?.sheet.join('\n')).toContain('残り 100,000円');
  const office = await administrator();
  await office.open(`/admin/calls/${round.call}/selection`);
  await office.press('この順位で確定する', { note: '審査会で確認' });
  expect(office.page().status).toBe(200);
  // C-7: within seven days, once.
  const runnerUp = ids[2] ?? '';
  await city.advance(runnerUp);
  const ask = (await city.open(runnerUp)).find((r) => r.what === 'runner-up');
  if (!ask) throw new Error('the runner-up is not asked');
  expect(Math.round((ask.dueAt - ask.openedAt) / DAY)).toBeLessThanOrEqual(8);
  expect((await city.answer(runnerUp, ask, 'take-remainder')).outcome).toBe('accepted');
  expect((await city.answer(runnerUp, ask, 'give-way')).why).toBe('answered');
  const { programme, state, env } = await city.read(runnerUp);
  const drafting = state.requests.find((r) => r.what === 'draft-decision' && r.state === 'open');
  if (!drafting) throw new Error('nobody drafts');
  const amount = choicesOf(programme, state, drafting, env).find((c) => c.id === 'select')?.fields.find((f) => f.id === 'amountYen');
  expect(amount?.kind === 'yen' ? amount.max : 0).toBe(100_000);
}, 90_000);

test('scenario 8: the same group and the same project in two programmes are shown to whoever checks, with how often the group was selected before; a person decides', async () => {
  const before = await caseAt(city, 'agree');
  const { number } = (await city.read(before)).row;
  const id = await city.submit({ ...PROPOSAL, groupName: 'みどり町 こども食堂の会', title: 'べつの事業', budget: { costs: [{ head: 'supplies', what: '用品', yen: 412_500 }], ownYen: 82_500, feesYen: 0, otherGrantsYen: 0, askedYen: 330_000 } }, 'general-subsidy');
  await city.advance(id);
  const officer = pages.visitor();
  await officer.open(await pages.linkOf(id, 'screen').catch(async () => pages.linkOf(id, (await city.open(id))[0]?.key ?? '')));
  expect(officer.page().text).toContain(number);
  expect(officer.page().text).toContain('同じ団体');
  expect(officer.page().text).not.toContain('採択の回数');
  const again = await city.submit({ ...PROPOSAL, title: 'ことしの事業' });
  await city.advance(again);
  await officer.open(await pages.linkOf(again, (await city.open(again))[0]?.key ?? ''));
  expect(officer.page().text).toMatch(/この制度では、これで\d回目です/);
}, 60_000);
