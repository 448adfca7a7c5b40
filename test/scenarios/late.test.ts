// Scenario 20: a report is late (尼崎市 必着, 補助金適正化法の例): reminder, written demand with a new date, then revocation is possible and never by itself.
// Scenario 13: a due date on a closed day, and 29 February.
import { afterAll, expect, test } from 'vitest';
import { meetingsOf } from '../../db/store/meetings.js';
import { DAY, dateOf, deadline, instantAt } from '../../workflows/domain/calendar.js';
import { freeActFields, freeActs } from '../../workflows/domain/acts.js';
import { currentStep, type Request } from '../../workflows/domain/cases.js';
import { goTo } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { APPLICATION, CALENDAR } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const reportOf = async (id: string): Promise<Request> => (await city.open(id)).find((r) => r.what === 'report') ?? expect.fail('no report is awaited');
const REPORT = { spent: [200_000, 212_500], othersYen: 0 };
async function silent(id: string, at: number): Promise<void> {
  await pages.post();
  await city.clockTo(at);
  await city.advance(id);
}

test('13: a work that ends on 29 February runs through that day, and its report is counted from the end', async () => {
  const id = await city.submit({ ...APPLICATION, title: 'うるう日に終わる事業' }, 'general-subsidy');
  await goTo(city, id, 'work');
  await city.clockTo(instantAt('2028-02-29', '23:59'));
  await city.advance(id);
  expect(currentStep((await city.read(id)).state)?.step).toBe('work');
  await city.clockTo(instantAt('2028-03-01'));
  await city.advance(id);
  expect(currentStep((await city.read(id)).state)?.step).toBe('report');
}, 60_000);

test('20: after the due date comes a reminder, after its end a written demand with a new date; then the office decides, and nothing is revoked or called back by silence', async () => {
  const id = await city.submit(APPLICATION, 'general-subsidy');
  await goTo(city, id, 'report');
  const first = await reportOf(id);
  await silent(id, instantAt(dateOf(first.dueAt - DAY), '09:00'));
  expect((await reportOf(id)).reminded).toContain('day-before');
  // The last office minute counts; one minute after it the same answer is late.
  await silent(id, first.closesAt);
  const demand = await reportOf(id);
  expect([demand.key, demand.note?.demand, demand.dueAt > first.dueAt]).toEqual(['demand', true, true]);
  expect((await pages.post()).some((m) => m.to === 'hanako@example.jp' && m.text.includes('報告'))).toBe(true);
  await silent(id, demand.closesAt);
  const { programme, state, env } = await city.read(id);
  expect([currentStep(state)?.step, state.ending, state.steps.some((r) => r.kind === 'revocation' || r.kind === 'refund')]).toEqual(['determine', null, false]);
  // A person may revoke, by an act with a reason.
  expect(freeActs(programme, state, 'administrator', env.now)).toContain('reopen');
  expect(freeActFields(programme, state, 'reopen').find((f) => f.id === 'why')).toMatchObject({ options: expect.arrayContaining([{ id: 'revocation', label: '交付決定の取消し' }]) });
  // The next round: whoever checks the group's application is shown it, and decides.
  const next = await city.submit({ ...APPLICATION, title: 'つぎの年の事業' }, 'general-subsidy');
  const { row } = await city.read(next);
  expect((await meetingsOf(city.db, row)).find((m) => m.number === state.number)).toMatchObject({ granted: true, late: true });
  await city.advance(next);
  const officer = pages.visitor();
  await officer.open(await pages.linkOf(next, (await city.open(next))[0]?.key ?? ''));
  expect(officer.page().text).toContain('報告の遅れあり');
}, 60_000);

test('20: a report in the last minute before its end is in time, and at the end it is late', async () => {
  const id = await city.submit({ ...APPLICATION, title: '間に合う事業' }, 'general-subsidy');
  await goTo(city, id, 'report');
  const asked = await reportOf(id);
  await city.clockTo(asked.closesAt - 60_000);
  expect((await city.answer(id, asked, 'report', REPORT)).outcome).toBe('accepted');
  const other = await city.submit({ ...APPLICATION, title: '遅れる事業' }, 'general-subsidy');
  await goTo(city, other, 'report');
  const late = await reportOf(other);
  await pages.post();
  await city.clockTo(late.closesAt);
  expect((await city.answer(other, late, 'report', REPORT)).why).toBe('closed');
  expect((await reportOf(other)).key).toBe('demand');
}, 60_000);

test('13: a term that would end in golden week or on 29 February ends on an open day at the last office minute, and a leap day is a day like any other', () => {
  const ends = (from: string, days: number) => dateOf(deadline(CALENDAR, instantAt(from, '10:00'), { days }));
  expect([ends('2027-04-15', 14), ends('2027-04-20', 13), ends('2028-02-15', 14), ends('2028-02-29', 1), ends('2028-02-28', 2)]).toEqual(['2027-04-30', '2027-05-06', '2028-02-29', '2028-03-01', '2028-03-01']);
  expect(deadline(CALENDAR, instantAt('2028-02-15', '23:59'), { days: 14 })).toBe(instantAt('2028-02-29', '17:15'));
});
