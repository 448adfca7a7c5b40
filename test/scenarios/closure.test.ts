// Scenario 19: a disaster or an epidemic closes the office (野々市市 2020, 小牧市 2020). One act moves the dates of many cases, tells everybody, and can be taken back.
import { afterAll, expect, test } from 'vitest';
import { takeAct } from '../../db/store/acts.js';
import { carrySuspension, declareSuspension, previewSuspension, suspensionsToCarry, undoSuspension, type SuspensionInput } from '../../db/store/suspensions.js';
import { operationsActivities } from '../../activities/operations.js';
import { addDays, DAY, dateOf, instantAt, isOpen } from '../../workflows/domain/calendar.js';
import type { Request } from '../../workflows/domain/cases.js';
import { restedEnd } from '../../workflows/domain/suspension.js';
import { goTo, quietRinger } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { APPLICATION, CALENDAR, PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const OFFER = { track: 'offer', groupName: '見守りの輪', groupKana: 'ミマモリノワ', record: '研修を3年', contactName: '髙橋 花子', contactEmail: 'hanako@example.jp', representativeName: '𠮷田 太郎', representativeEmail: 'taro@example.jp', title: '見守りの研修', summary: '研修を行います。', plan: '年4回', projectStart: '2027-04-15', projectEnd: '2028-02-29', conditions: true };
const TO_CORRECT = { fields: ['plan'], note: '日程を書いてください' };
const openOf = async (id: string, what: Request['what']): Promise<Request> => (await city.open(id)).find((r) => r.what === what) ?? expect.fail(`${what} is not open`);
/** A case whose group is asked to correct. */
async function inCorrection(programme = 'citizen-proposal'): Promise<string> {
  const id = await city.submit(programme === 'citizen-proposal' ? PROPOSAL : APPLICATION, programme);
  await city.advance(id);
  await city.answer(id, await openOf(id, 'screening'), 'correct', TO_CORRECT);
  await city.advance(id);
  return id;
}
async function act(scope: SuspensionInput['scope'], ref: string, days: [number, number], legalBasis = ''): Promise<SuspensionInput> {
  const today = dateOf(await city.now());
  return { scope, ref, from: addDays(today, days[0]), to: addDays(today, days[1]), reason: '大雪で市役所を閉じるため', legalBasis, by: 'admin' };
}

test('19: the days of a closure are not counted, once however many closures name them, and an end that moved falls on an open day', () => {
  const rest = (from: string, to: string) => ({ from, to, cause: 'suspension' as const });
  const end = instantAt('2026-12-04', '17:15');
  const moved = (...rests: ReturnType<typeof rest>[]) => dateOf(restedEnd(CALENDAR, rests, '2026-11-24', end));
  expect(moved(rest('2026-11-30', '2026-12-04'))).toBe('2026-12-09');
  expect(moved(rest('2026-11-30', '2026-12-02'), rest('2026-12-01', '2026-12-04'))).toBe('2026-12-09');
  // Over before it begins, or before the count began: nothing moves.
  expect([moved(rest('2026-12-05', '2026-12-20')), moved(rest('2026-11-01', '2026-11-24'))]).toEqual(['2026-12-04', '2026-12-04']);
  expect(moved(rest('2026-12-04', '2026-12-11'))).toBe('2026-12-14');
});

test('19: one act moves both dates of what is asked of citizens and officers in every open case of a programme, with an event and a mail each, and one mail for a post', async () => {
  const correcting = await inCorrection();
  const screening = await city.submit({ ...PROPOSAL, title: '花だん' });
  const second = await city.submit({ ...PROPOSAL, title: '図書の箱' });
  for (const id of [screening, second]) await city.advance(id);
  const other = await inCorrection('general-subsidy');
  const ids = [correcting, screening, second];
  const dates = async (id: string) => (await city.open(id)).map((r) => [r.dueAt, r.closesAt]);
  const before = await Promise.all([...ids, other].map(dates));
  await pages.post();
  const it = await act('programme', 'citizen-proposal', [1, 10]);
  // What would move is shown, and showing moves nothing.
  const shown = await previewSuspension(city.db, it);
  expect([shown.total, shown.cases.map((c) => c.moves.length)]).toEqual([3, [1, 1, 1]]);
  expect(await Promise.all([...ids, other].map(dates))).toEqual(before);
  await declareSuspension(city.db, 'snow', it);
  expect((await carrySuspension(city.db, city.links, 'snow')).ringMail).toBe(true);
  for (const [n, id] of ids.entries()) {
    const { state, env } = await city.read(id);
    for (const [at, request] of state.requests.filter((r) => r.state === 'open').entries()) {
      const [dueAt = 0, closesAt = 0] = before[n]?.[at] ?? [];
      expect(request.dueAt - dueAt).toBeGreaterThanOrEqual(10 * DAY);
      expect(request.closesAt - closesAt).toBeGreaterThanOrEqual(10 * DAY);
      expect([isOpen(env.calendar, dateOf(request.dueAt)), isOpen(env.calendar, dateOf(request.closesAt))]).toEqual([true, true]);
    }
    expect(state.acts.map((a) => a.verb)).toEqual(['suspend']);
    expect((await city.sql`select type from events where case_id = ${id} order by seq desc limit 2`).map((e) => e.type).sort()).toEqual(['act.taken', 'request.moved']);
  }
  expect(await dates(other)).toEqual(before[3]);
  const left = await pages.post();
  expect(left.filter((m) => m.to === 'hanako@example.jp')).toHaveLength(3);
  expect(left.filter((m) => m.to === 'sato@city.example.jp').map((m) => m.subject)).toEqual([expect.stringContaining('期限を休止します：2件')]);
  expect(left.every((m) => m.text.includes('大雪で市役所を閉じるため'))).toBe(true);
  // What is asked during the closure has its days beyond it.
  await city.answer(screening, await openOf(screening, 'screening'), 'correct', TO_CORRECT);
  await city.advance(screening);
  expect((await openOf(screening, 'correction')).dueAt).toBeGreaterThanOrEqual((await city.now()) + 24 * DAY);

  // Taking back is a second act: dates return, nothing is deleted, and everybody is told again.
  const shifted = await dates(correcting);
  await undoSuspension(city.db, 'snow', { reason: '道が開いたため', by: 'admin' });
  await carrySuspension(city.db, city.links, 'snow');
  expect(await dates(correcting)).toEqual(before[0]);
  expect(shifted).not.toEqual(before[0]);
  expect((await city.read(correcting)).state.acts.map((a) => a.verb)).toEqual(['suspend', 'unsuspend']);
  const back = (await pages.post()).filter((m) => m.text.includes('道が開いたため'));
  expect([back.filter((m) => m.to === 'hanako@example.jp').length, back.filter((m) => m.to === 'sato@city.example.jp').length]).toEqual([3, 1]);
  expect(await suspensionsToCarry(city.db)).toEqual([]);
}, 60_000);

test('19: a term that an act sets (inspection within ten days) moves only when a legal basis is named', async () => {
  const id = await city.submit(OFFER, 'commissioned-work');
  for (const [step, choice, input] of [['check', 'accept', {}], ['order', 'order', { plannedYen: 500_000 }], ['quote', 'quote', { yen: 480_000 }], ['quote', 'take', {}], ['draft', 'select', { amountYen: 480_000 }], ['approve', 'approve', {}], ['sign', 'accept', {}]] as const) {
    for (let n = 0; n < 6; n++) {
      await city.advance(id);
      await city.documents(id);
      const asked = (await city.open(id)).find((r) => r.step === step && (choice === 'take' ? r.what === 'quotation-check' : true));
      if (!asked) break;
      expect((await city.answer(id, asked, choice, input)).why).toBeNull();
      if (step === 'quote') break;
    }
  }
  await city.advance(id);
  await city.answer(id, await openOf(id, 'completion'), 'complete');
  const inspection = await openOf(id, 'inspection');
  const without = await act('case', id, [1, 5]);
  const [shown] = (await previewSuspension(city.db, without)).cases;
  expect([shown?.moves.length, shown?.stays.map((r) => r.what)]).toEqual([0, ['inspection']]);
  await declareSuspension(city.db, 'no-basis', without);
  await carrySuspension(city.db, city.links, 'no-basis');
  expect((await openOf(id, 'inspection')).dueAt).toBe(inspection.dueAt);
  await declareSuspension(city.db, 'with-basis', await act('case', id, [1, 5], '災害の特別措置に関する法律 第3条'));
  await carrySuspension(city.db, city.links, 'with-basis');
  expect((await openOf(id, 'inspection')).dueAt).toBeGreaterThan(inspection.dueAt);
}, 60_000);

test('19: killed in the middle and carried again by the sweep, every case has the act once, also one filed while it lasts', async () => {
  const ids = [await inCorrection('general-subsidy'), await inCorrection('general-subsidy'), await inCorrection('general-subsidy')];
  const it = await act('programme', 'general-subsidy', [0, 7]);
  await declareSuspension(city.db, 'killed', it);
  await declareSuspension(city.db, 'killed', { ...it, reason: 'もう一度押した' });
  // The process died after the first case was written and before that was noted.
  await takeAct(city.db, city.links, { caseId: ids[0] ?? '', act: { kind: 'free', verb: 'suspend', input: { suspension: 'killed', from: it.from, to: it.to, reason: it.reason, legalBasis: '' } }, by: { kind: 'administrator', person: 'admin' }, via: 'session' });
  expect(await suspensionsToCarry(city.db)).toEqual(['killed']);
  const { sweep } = operationsActivities(city.db, city.links, quietRinger(), city.log);
  await Promise.all([sweep(), sweep()]);
  const late = await city.submit({ ...APPLICATION, title: '休止のあいだに届いた事業' }, 'general-subsidy');
  await city.advance(late);
  await sweep();
  for (const id of [...ids, late]) expect((await city.read(id)).state.acts.map((a) => [a.verb, a.values.reason])).toEqual([['suspend', '大雪で市役所を閉じるため']]);
  expect(await suspensionsToCarry(city.db)).toEqual([]);
  expect(await city.sql`select 1 from mails where mail = 'cases/suspended' and case_id = any(${[...ids, late]})`).toHaveLength(4);
}, 60_000);

test('19: the pages ask for days and a reason beside their fields, show what moves before it moves, and a change of plan begins with the reason of the closure', async () => {
  const id = await city.submit({ ...PROPOSAL, title: '止まる事業' });
  await goTo(city, id, 'work');
  const { number } = (await city.read(id)).state;
  const office = await pages.signedIn('管理者 阿部 純');
  await office.open(`/admin/suspensions?number=${number}`);
  await office.press('移る期限を確かめる', { from: '2027-06-10', to: '2027-06-01', reason: '' });
  expect(office.page().status).toBe(422);
  expect(office.page().text).toContain('終わりの日は、初めの日より前にできません');
  expect(office.page().text).toContain('理由を入力してください');
  expect(office.page().html).toContain('2027-06-10');
  await office.press('移る期限を確かめる', { from: '2027年6月1日', to: '2027年6月10日', reason: '大雨で会場が使えないため' });
  expect(office.page().text).toContain(number);
  await office.press('期限を休止する');
  expect(office.page().text).toContain('届いた案件 1／1件');
  expect((await city.read(id)).state.acts.at(-1)?.values).toMatchObject({ from: '2027-06-01', to: '2027-06-10' });
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  const citizen = pages.visitor();
  await citizen.open(`/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}/change`);
  expect(citizen.page().html).toContain('大雨で会場が使えないため');
  await office.press('休止を取り消す', { reason: '' });
  expect(office.page().status).toBe(422);
  await office.press('休止を取り消す', { reason: '会場が使えるようになったため' });
  expect(office.page().text).toContain('会場が使えるようになったため');
  expect((await city.read(id)).state.acts.at(-1)?.verb).toBe('unsuspend');
}, 60_000);
