// Scenario 3: on 1 April the holder of a post changes while its tasks are open (事務引継: 北栄町 7 days from the order, 岩見沢市 5, 三原市 before it takes effect).
import { afterAll, expect, test } from 'vitest';
import { addPerson, allPosts, answersFor, endHolding, transferPost } from '../../db/store/people.js';
import { announceTransfers } from '../../db/store/transfers.js';
import { instantAt } from '../../workflows/domain/calendar.js';
import { dueOf, type OfficeClock } from '../../workflows/domain/office-clock.js';
import { caseAt } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { CALENDAR } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

/** Brings the post to 1 April with one case that waits for it since 30 March. */
async function waiting(): Promise<{ id: string; link: string; dates: unknown }> {
  await city.clockTo(instantAt('2027-03-30', '10:00'));
  const id = await caseAt(city, 'check');
  const [request] = await city.open(id);
  return { id, link: await pages.linkOf(id, request?.key ?? ''), dates: [request?.dueAt, request?.closesAt] };
}
const datesOf = async (id: string) => { const [request] = await city.open(id); return [request?.dueAt, request?.closesAt]; };

test('3: on 1 April the new holder has the task, the old link is dead, no date moved, and the log shows who held the post and who answered', async () => {
  const { id, link, dates } = await waiting();
  const april = instantAt('2027-04-01');
  const old = await city.holder('civic.screening');
  const successor = await addPerson(city.db, { name: '後任 春子', email: 'haruko@city.example.jp', administrator: false });
  await transferPost(city.db, { post: 'civic.screening', person: successor, from: april });
  // The day before, the old link still opens.
  const officer = pages.visitor();
  await officer.open(link);
  expect(officer.page().text).toContain('この提案の書類を確認してください');
  await city.clockTo(april + 1);
  expect(await announceTransfers(city.db, city.links)).toBeGreaterThanOrEqual(1);
  await officer.open(link);
  expect(officer.page().text).not.toContain('この提案の書類を確認してください');
  expect(await datesOf(id)).toEqual(dates);
  const left = await pages.post();
  expect(left.filter((m) => m.to === 'haruko@city.example.jp').map((m) => m.subject)).toEqual([expect.stringContaining('引き継ぎ：案件')]);
  const [request] = await city.open(id);
  expect(request && (await city.answer(id, request, 'accept')).outcome).toBe('accepted');
  const [answered] = await city.sql`select data->'by'->>'person' as person from events where case_id = ${id} and type = 'request.answered'`;
  expect(answered?.person).toBe(successor);
  const held = (await allPosts(city.db)).find((p) => p.code === 'civic.screening')?.holdings.map((h) => [h.person.id, h.toAt]);
  expect(held).toEqual([[successor, null], [old.kind === 'post' ? old.person : '', april]]);
}, 60_000);

test('3: without a successor the superior stands for the post; whom the superior names then has the task and one list of it, and still no date moved', async () => {
  const { id, dates } = await waiting();
  const [holding] = (await allPosts(city.db)).find((p) => p.code === 'civic.screening')?.holdings ?? [];
  await endHolding(city.db, holding?.id ?? '', (await city.now()) - 1);
  const asked = async () => (await answersFor(city.db, { post: 'civic.screening', office: 'civic.office', openedAt: await city.now() }, await city.now()))?.person?.email;
  expect(await asked()).toBe('takahashi@city.example.jp');
  const named = await addPerson(city.db, { name: '代わり 夏男', email: 'natsuo@city.example.jp', administrator: false });
  await transferPost(city.db, { post: 'civic.screening', person: named, from: (await city.now()) - 1 });
  await announceTransfers(city.db, city.links);
  expect(await asked()).toBe('natsuo@city.example.jp');
  expect(await datesOf(id)).toEqual(dates);
  expect((await pages.post()).filter((m) => m.to === 'natsuo@city.example.jp')).toHaveLength(1);
}, 60_000);

test('3: until when the papers are handed over: 7 days from the order in 北栄町, 5 in 岩見沢市', () => {
  const from = (length: number): OfficeClock => ({ kind: 'internal', length, unit: 'days', roll: 'none', firstDayCounts: false, pauses: [] });
  expect([dueOf(CALENDAR, from(7), '2027-04-01').on, dueOf(CALENDAR, from(5), '2027-04-01').on]).toEqual(['2027-04-08', '2027-04-06']);
});
