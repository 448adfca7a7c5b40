// What a group pays back, on a real ledger: into the budget that paid while its books are open, afterwards income of the year it arrived in (地方自治法施行令160条).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envelopeWatch } from '../../db/store/control-room.js';
import { statements } from '../../db/store/ledger.js';
import { instantAt } from '../../workflows/domain/calendar.js';
import { currentStep, formAnswers } from '../../workflows/domain/cases.js';
import { caseAt, goTo, sayYes } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

const PROGRAMME = 'citizen-proposal';
/** What 100,000 yen of recognised cost leave of the 296,000 that were advanced. */
const REFUND_YEN = 206_000;

let city: City;
beforeAll(async () => { city = await makeCity(); }, 60_000);
afterAll(() => city.close());

/** Brings a paid case to where its advance is above its final amount and the money is to come back. */
async function owes(id: string): Promise<string> {
  await goTo(city, id, 'determine');
  for (const request of await city.open(id)) await city.answer(id, request, 'accept', { recognised: [50_000, 50_000] });
  await goTo(city, id, 'refund');
  return id;
}
const received = async (id: string, on: string): Promise<void> => {
  const [asked] = await city.open(id);
  if (asked?.what !== 'refund-receipt') throw new Error(`asked is ${asked?.what}`);
  expect((await city.answer(id, asked, 'received', { yen: REFUND_YEN, on })).outcome).toBe('accepted');
  await city.advance(id);
  expect(currentStep((await city.read(id)).state)?.step).toBe('evaluate');
};
const yearOf = async (fiscalYear: number) => (await statements(city.db)).find((one) => one.programme === PROGRAMME && one.fiscalYear === fiscalYear);
const row = async (fiscalYear: number) => (await city.sql`select budget_yen::int as budget, committed_yen::int as committed, reserved_yen::int as reserved, paid_yen::int as paid from envelopes where programme = ${PROGRAMME} and fiscal_year = ${fiscalYear}`)[0];

test('a refund is freed in the budget that paid it while its books are open, and after 31 May it is income of the current year: the closed envelope gets no free yen and both statements tie', async () => {
  // All are paid before the first one's work ends: the clock goes forwards only.
  const works = [await caseAt(city, 'work'), await caseAt(city, 'work'), await caseAt(city, 'work')] as const;
  const [early, onTime, late] = [await owes(works[0]), await owes(works[1]), await owes(works[2])];
  const { fiscalYear: year } = (await city.read(early)).row;
  const project = String(formAnswers((await city.read(early)).state).projectEnd);
  expect(project < `${year + 1}-03-31`).toBe(true);

  await city.clockTo(instantAt(`${year + 1}-05-31`, '10:00'));
  const paid = await row(year);
  await received(early, `${year + 1}-05-31`);
  expect(await row(year)).toEqual({ ...paid, committed: Number(paid?.committed) - REFUND_YEN });

  await city.clockTo(instantAt(`${year + 1}-06-02`, '10:00'));
  // The day on which it arrived counts, not the day on which somebody wrote it down.
  await received(onTime, `${year + 1}-05-30`);
  const closed = await row(year);
  expect(closed).toEqual({ ...paid, committed: Number(paid?.committed) - 2 * REFUND_YEN });
  // A day that is still to come cannot have brought the money: it arrived today at the latest.
  await received(late, `${year + 3}-01-10`);
  expect(await row(year)).toEqual(closed);

  const [old, current] = [await yearOf(year), await yearOf(year + 1)];
  expect([old?.figures.refunded, old?.figures.income, current?.figures.income, current?.figures.free, current?.figures.committed]).toEqual([2 * REFUND_YEN, 0, REFUND_YEN, 0, 0]);
  expect(current?.lines.map(({ kind, yen, debit, credit, caseId }) => ({ kind, yen, debit, credit, caseId }))).toEqual([{ kind: 'income', yen: REFUND_YEN, debit: 'treasury', credit: 'income', caseId: late }]);
  for (const one of [old, current]) {
    expect(one?.differences).toEqual([]);
    expect(Object.values(one?.balances ?? {}).reduce((a, b) => a + b, 0)).toBe(0);
  }
  expect((await envelopeWatch(city.db)).every((e) => e.ties)).toBe(true);
  // Nobody is told a second time, and the case goes on to its end.
  for (const request of await city.open(late)) await sayYes(city, late, request);
}, 60_000);
