// A transfer that comes back, on a real database, within its year and over its end (facts: domain 6, scenario 11).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldPayments } from '../../db/store/held-payments.js';
import { addDays, dateOf, instantAt } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { payerOn } from '../../workflows/domain/fiscal-year.js';
import { ADMINISTRATOR, caseAt, goTo, pay, payments } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

const FIRST = { bank: '0001', branch: '123', accountType: '1', number: '0123456', holder: 'ミドリチョウコドモシヨクドウ' };
const OTHER = { ...FIRST, number: '7654321' };

let city: City;
beforeAll(async () => { city = await makeCity(); }, 60_000);
afterAll(() => city.close());

const stepOf = async (id: string) => currentStep((await city.read(id)).state)?.step;
const hands = async (id: string) => (await city.read(id)).state.hands.filter((h) => h.kind === 'payment' && h.state === 'wanted').map((h) => h.key);
async function claim(id: string, account: Record<string, string>): Promise<void> {
  const [asked] = await city.open(id);
  if (!asked || !['claim', 'account'].includes(asked.what)) throw new Error(`asked is ${asked?.what}`);
  const acted = await city.answer(id, asked, 'claim', { ...account, ...(asked.what === 'claim' ? { amountYen: Number(asked.note?.limitYen) } : {}) });
  expect(acted.faults).toEqual([]);
}
const ledger = async () => (await city.sql`select sum(committed_yen)::int as committed, sum(reserved_yen)::int as reserved, sum(paid_yen)::int as paid from envelopes`)[0] as { committed: number; reserved: number; paid: number };

test('scenario 11 (東温市): a returned transfer asks for the account, a second person confirms the corrected one, and the next run pays the same obligation once; over 31 March the old year pays, after 31 May it does not and finance is asked for a past-year expense', async () => {
  const [kept, late] = [await caseAt(city, 'advance-claim'), await caseAt(city, 'advance-claim')];
  const { fiscalYear: year } = (await city.read(kept)).row;
  await city.clockTo(instantAt(`${year + 1}-03-25`, '10:00'));
  const start = await ledger();
  for (const id of [kept, late]) {
    await city.advance(id);
    await claim(id, OTHER);
    await goTo(city, id, 'advance-pay');
    city.bank.settle = 'returned';
    await pay(city, id);
    city.bank.settle = 'settled';
    await city.advance(id);
    expect(await stepOf(id)).toBe('advance-account');
  }
  expect(await ledger()).toMatchObject({ committed: start.committed, reserved: start.reserved });

  await city.clockTo(instantAt(`${year + 1}-04-02`, '10:00'));
  await claim(kept, FIRST);
  const approvals = (await city.open(kept)).filter((r) => r.step === 'advance-check');
  expect([approvals.length, approvals[0]?.note?.places]).toEqual([1, 2]);
  await goTo(city, kept, 'advance-pay');
  expect(await hands(kept)).toEqual([]);
  await city.clockTo((await heldPayments(city.db)).at(-1)?.until ?? 0);
  await city.advance(kept);
  await pay(city, kept);
  await city.advance(kept);
  const orders = await city.sql`select o.key, o.state, o.yen::int as yen, v.fiscal_year from payment_orders o join envelopes v on v.id = o.envelope where o.case_id = ${kept} order by o.created_at, o.id`;
  expect(orders.map((o) => [o.state, o.fiscal_year])).toEqual([['returned', year], ['settled', year]]);
  expect(orders[0]?.yen).toBe(orders[1]?.yen);
  expect(await ledger()).toEqual({ ...start, paid: start.paid + Number(orders[1]?.yen) });
  expect(payerOn(year, dateOf(await city.now()))).toMatchObject({ how: 'closing-period', budgetYear: year });

  // The other group answered in time, and the wait ends after the books are closed.
  const [correction] = await city.open(late);
  if (!correction) throw new Error('the account is not asked');
  await city.free(late, 'extend', { request: correction.id, days: '60', reason: '銀行の手続が続いているため' }, ADMINISTRATOR);
  await city.clockTo(instantAt(`${year + 1}-05-29`, '16:00'));
  await claim(late, FIRST);
  await goTo(city, late, 'advance-pay');
  const { until } = (await heldPayments(city.db)).at(-1) ?? { until: 0 };
  expect(dateOf(until) > `${year + 1}-05-31`).toBe(true);
  await city.clockTo(until);
  await city.advance(late);
  const calls = city.bank.calls.length;
  const hand = (await city.read(late)).state.hands.findLast((h) => h.kind === 'payment')?.key ?? '';
  await expect(payments(city).openOrder(late, hand)).rejects.toMatchObject({ publicKey: 'year-closed' });
  const order = await payments(city).openOrder(late, hand);
  expect([order?.state, await payments(city).lookUp(order?.order ?? '')]).toEqual(['unclear', 'with-person']);
  expect(city.bank.calls).toHaveLength(calls);
  const [unclear] = await city.open(late);
  expect(unclear).toMatchObject({ what: 'payment-unclear', tier: 'T3' });
  const [mail] = await city.sql`select facts from mails where case_id = ${late} and mail = 'payments/order-unclear'`;
  expect(String(mail?.facts.about.reason)).toContain('過年度支出');
  expect(payerOn(year, addDays(`${year + 1}-05-31`, 1))).toMatchObject({ how: 'past-year', originYear: year, budgetYear: year + 1, needs: ['past-year-reason'] });
}, 120_000);
