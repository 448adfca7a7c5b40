// Amounts, interest and dates that real cities or acts fix; every title names its source.
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../workflows/domain/calendar.js';
import { cityThresholds, type ContractKind, type Order, ORDER_THRESHOLDS, routeOf, splitWarning, thresholdFaults, thresholdOn } from '../../workflows/domain/contract-route.js';
import { carryOverFaults, expenseYear, lapsedYen, mayExport, payerOn, refundYear, yearEndStanding } from '../../workflows/domain/fiscal-year.js';
import { CONTRACT_CLOCKS, interest, interestLines, LATE_RATES, latePayment, paymentDue, percent, REFUND_INTEREST, refund, takenFrom } from '../../workflows/domain/interest.js';
import { cutExcess, grantAmount, instalments, type MoneyRule, type Rate, share } from '../../workflows/domain/money.js';
import { bankDayBefore, daysAfter, dueNotAfter, dueOf, earliest, isBankDay, nextTransferRun, type OfficeClock, pause, resume, type Suspension, suspensionStops } from '../../workflows/domain/office-clock.js';
import { adviseForm, type AmountRow, amountRow, eligibleOf, type FormQuestions, ruleFor, shareFaults, splitCost } from '../../workflows/domain/subsidy-amount.js';

const { holidays } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as { holidays: Record<string, { name: string }> };
const NATIONAL: Calendar = { version: 'jp', closed: Object.fromEntries(Object.entries(holidays).map(([date, day]) => [date, day.name])) };
const rate = (num: number, den: number): Rate => ({ num, den });
const rule = (rates: readonly Rate[], capYen: number, unitYen: number): MoneyRule => ({ rateByYear: rates, capYen, unitYen, eligibleHeads: [], excludedHeads: [], advanceMax: rate(4, 5), sources: [] });
const days = (length: number, more: Partial<OfficeClock> = {}): OfficeClock => ({ kind: 'rule', length, unit: 'days', roll: 'none', firstDayCounts: false, pauses: [], ...more });
const months = (length: number, more: Partial<OfficeClock> = {}): OfficeClock => days(length, { unit: 'months', ...more });

describe('amounts', () => {
  test('四條畷市 公募型協働のまちづくり提案事業補助金: 1,500,000 × 0.8 = 1,200,000, capped at 1,000,000', () => {
    const { amountYen, steps } = grantAmount(rule([rate(4, 5), rate(7, 10), rate(1, 2)], 1_000_000, 1), { eligibleYen: 1_500_000 });
    expect(steps.map((step) => step.yen)).toEqual([1_500_000, 1_200_000, 1_200_000, 1_000_000]);
    expect(amountYen).toBe(1_000_000);
  });
  test('浜松市 市民提案による住みよい地域づくり助成: half, under 1,000 yen dropped, at most 2,000,000', () => {
    const hamamatsu = rule([rate(1, 2)], 2_000_000, 1_000);
    expect([1_999, 2_000, 825_999, 4_001_999, 9_000_000].map((eligibleYen) => grantAmount(hamamatsu, { eligibleYen }).amountYen)).toEqual([0, 1_000, 412_000, 2_000_000, 2_000_000]);
  });
  test('相模原市 協働事業提案制度: 90, 80 and 70 % in the first, second and third year', () => {
    expect([1, 2, 3].map((year) => grantAmount(rule([rate(9, 10), rate(4, 5), rate(7, 10)], 10_000_000, 1), { eligibleYen: 777_777, year }).amountYen)).toEqual([699_999, 622_221, 544_443]);
  });
  test('小牧市 市民活動助成金: 80, 70 and 60 %, but the whole in ひろげる and つなげる in fiscal 2020 only', () => {
    const row = (course: string | null, fiscalYear: number | null, n: number, to: number | null, r: Rate): AmountRow => ({ course, fiscalYear, fromAdoption: n, toAdoption: to, rate: r, capYen: 1_000_000, leastYen: 0, source: '小牧市' });
    const rows = [row('ひろげる', 2020, 1, null, rate(1, 1)), row('つなげる', 2020, 1, null, rate(1, 1)), row(null, null, 1, 1, rate(4, 5)), row(null, null, 2, 2, rate(7, 10)), row(null, null, 3, 3, rate(3, 5))];
    const of = (course: string, fiscalYear: number, adoption: number) => { const found = amountRow(rows, { course, fiscalYear, adoption }); return found && grantAmount(ruleFor(rule([], 0, 1), found), { eligibleYen: 100_000, year: adoption }).amountYen; };
    expect([of('ひろげる', 2019, 2), of('ひろげる', 2020, 2), of('ひろげる', 2021, 2), of('はじめる', 2020, 1), of('つなげる', 2021, 3), of('つなげる', 2021, 4)]).toEqual([70_000, 100_000, 70_000, 80_000, 60_000, null]);
  });
  test('小諸市 市民活動促進事業補助金: チャレンジ 200,000 and ステップアップ 150,000, each course once', () => {
    const rows = ([['challenge', 200_000], ['stepup', 150_000]] as const).map(([course, capYen]): AmountRow => ({ course, fiscalYear: null, fromAdoption: 1, toAdoption: 1, rate: rate(1, 1), capYen, leastYen: 0, source: '小諸市' }));
    expect([amountRow(rows, { course: 'challenge', fiscalYear: 2016, adoption: 1 })?.capYen, amountRow(rows, { course: 'stepup', fiscalYear: 2016, adoption: 1 })?.capYen, amountRow(rows, { course: 'challenge', fiscalYear: 2016, adoption: 2 })]).toEqual([200_000, 150_000, null]);
  });
  test('浜田市 課題解決特別事業: from 200,000 to 500,000, 1,000,000 or 2,000,000 by course', () => {
    const rows = ([['new', 500_000], ['model', 1_000_000], ['districts', 2_000_000]] as const).map(([course, capYen]): AmountRow => ({ course, fiscalYear: null, fromAdoption: 1, toAdoption: null, rate: rate(10, 10), capYen, leastYen: 200_000, source: '浜田市' }));
    expect(['new', 'model', 'districts'].map((course) => { const row = amountRow(rows, { course, fiscalYear: 2016, adoption: 1 }); return row && [row.leastYen, grantAmount(ruleFor(rule([], 0, 1), row), { eligibleYen: 3_000_000 }).amountYen]; })).toEqual([[200_000, 500_000], [200_000, 1_000_000], [200_000, 2_000_000]]);
  });
  test('甲州市 市民提案型: what income and subsidy bring above the eligible cost is taken off, down to 0', () => {
    expect(cutExcess({ subsidyYen: 200_000, eligibleYen: 300_000, incomeYen: 100_000 })).toEqual({ amountYen: 200_000, excessYen: 0, cutYen: 0 });
    expect(cutExcess({ subsidyYen: 200_000, eligibleYen: 300_000, incomeYen: 130_000 })).toEqual({ amountYen: 170_000, excessYen: 30_000, cutYen: 30_000 });
    expect(cutExcess({ subsidyYen: 200_000, eligibleYen: 300_000, incomeYen: 450_000 })).toEqual({ amountYen: 0, excessYen: 350_000, cutYen: 200_000 });
  });
  test('一宮市: wages count up to 950 yen an hour', () => {
    const limit = { head: 'wages', per: 'hour', maxYen: 950, over: 'cut', source: '一宮市 令和2年度募集要項' } as const;
    const of = (yen: number, minutes: number) => eligibleOf({ head: 'wages', what: '受付', yen, minutes }, [limit]).eligibleYen;
    expect([of(9_499, 600), of(9_500, 600), of(10_000, 600), of(1_600, 100)]).toEqual([9_499, 9_500, 9_500, 1_583]);
    expect(eligibleOf({ head: 'wages', what: '受付', yen: 1_000 }, [limit])).toMatchObject({ eligibleYen: 0, lacks: ['minutes'] });
    expect(eligibleOf({ head: 'printing', what: 'ちらし', yen: 1_000 }, [limit])).toMatchObject({ eligibleYen: 1_000, lacks: [] });
  });
  test('笛吹市: a thing of 10,000 yen or more does not count; 浜田市: goods of 200,000 or more each do not', () => {
    const limit = (maxYen: number) => [{ head: null, per: 'piece', maxYen, over: 'refuse', source: '' } as const];
    expect([9_999, 10_000].map((yen) => eligibleOf({ head: 'equipment', what: 'いす', yen, pieces: 1 }, limit(9_999)).eligibleYen)).toEqual([9_999, 0]);
    expect([199_999, 200_000].map((each) => eligibleOf({ head: 'equipment', what: 'テント', yen: each * 3, pieces: 3 }, limit(199_999)).eligibleYen)).toEqual([599_997, 0]);
  });
  test('境港市 80 %, いわき市 half: the most of a decided 333,333 that may be paid in advance', () => {
    expect([share(333_333, rate(4, 5)), share(333_333, rate(1, 2))]).toEqual([266_666, 166_666]);
  });
  test('青梅市, 座間市: the cost of several departments is split into parts that are exactly the whole', () => {
    const thirds = ['city', 'parks', 'welfare'].map((department) => ({ department, share: rate(1, 3) }));
    expect(splitCost(100_000, thirds).map((part) => part.yen)).toEqual([33_334, 33_333, 33_333]);
    expect(shareFaults([{ department: 'a', share: rate(33, 100) }, { department: 'b', share: rate(66, 100) }])).toEqual(['not-whole']);
    expect(shareFaults([{ department: 'a', share: rate(1, 2) }, { department: 'a', share: rate(1, 2) }])).toEqual(['twice']);
    expect(shareFaults([{ department: 'a', share: rate(1, 1) }, { department: 'b', share: rate(0, 1) }])).toEqual(['no-fraction']);
    expect(() => splitCost(1, [])).toThrow('nobody');
  });
  test('端数計算法3条: 1,000,000 in three parts is 333,334 and twice 333,333', () => {
    expect(instalments(1_000_000, 3)).toEqual([333_334, 333_333, 333_333]);
  });
});

describe('refund with interest (補助金等に係る予算の執行の適正化に関する法律19条)', () => {
  const both = { onRevocation: REFUND_INTEREST, late: REFUND_INTEREST };
  const it = { cause: 'revocation' as const, receipts: [{ on: '2026-07-01', yen: 200_000 }], orderedYen: 200_000, dueOn: '2027-01-31', payments: [{ on: '2027-01-31', yen: 200_000 }], asOf: '2027-03-31' };
  test('scenario 12: 200,000 received on 2026-07-01 and repaid on 2027-01-31 are 215 days and 12,900 yen', () => {
    const standing = refund(both, it);
    expect(standing).toMatchObject({ principalLeftYen: 0, interestLeftYen: 12_900, overpaidYen: 0, late: { interestYen: 0, rows: [] } });
    expect(standing.interest).toMatchObject({ interestYen: 12_900, rows: [{ days: 215, yen: 200_000 }] });
    expect(interestLines(standing.interest)).toEqual(['2026年7月1日から2027年1月31日まで 200,000円 × 年10.95％ × 215日 ÷ 365日', '合計 12,900円（1円未満切り捨て）']);
  });
  test('scenario 12: with the first day not counted it is 214 days and 12,840 yen', () => {
    expect(interest({ ...REFUND_INTEREST, count: 'first-excluded' }, 200_000, '2026-07-01', '2027-01-31')).toMatchObject({ interestYen: 12_840, rows: [{ from: '2026-07-02', days: 214 }] });
  });
  test('scenario 12: 10.95 % of 365 is 3 in 10,000 a day, in leap years too: 366 days cost 366 times as much', () => {
    expect(interest(REFUND_INTEREST, 1_000_000, '2028-01-01', '2028-12-31').interestYen).toBe(1_000_000 * 3 * 366 / 10_000);
  });
  test('scenario 12: an over-advance found at settlement comes back without interest', () => {
    expect(refund(both, { ...it, cause: 'over-advance' })).toMatchObject({ interestLeftYen: 0, interest: { interestYen: 0 } });
  });
  test('同法施行令10条: of several instalments the last received is called back first', () => {
    const receipts = [{ on: '2026-07-01', yen: 200_000 }, { on: '2026-12-01', yen: 100_000 }, { on: '2026-10-01', yen: 50_000 }];
    expect(takenFrom(receipts, 220_000)).toEqual([{ on: '2026-12-01', yen: 100_000 }, { on: '2026-10-01', yen: 50_000 }, { on: '2026-07-01', yen: 70_000 }]);
    expect(() => takenFrom(receipts, 350_001)).toThrow('350,000 were received');
  });
  test('同法19条1項: a part payment goes to the principal, and interest goes on for the rest only', () => {
    const standing = refund(both, { ...it, payments: [{ on: '2026-12-31', yen: 150_000 }, { on: '2027-01-31', yen: 60_000 }] });
    // 184 days on 200,000 and 31 on 50,000, at 3 in 10,000 a day.
    expect(standing.interest).toMatchObject({ interestYen: 11_505, rows: [{ days: 184, yen: 200_000 }, { from: '2027-01-01', days: 31, yen: 50_000 }] });
    expect(standing).toMatchObject({ principalLeftYen: 0, interestLeftYen: 1_505, overpaidYen: 0 });
  });
  test('同法19条2項: after the due date a late charge runs on what is unpaid, from the day after', () => {
    const standing = refund(both, { ...it, payments: [{ on: '2027-01-31', yen: 120_000 }], asOf: '2027-03-02' });
    expect(standing.late).toMatchObject({ interestYen: 720, rows: [{ from: '2027-02-01', to: '2027-03-02', days: 30, yen: 80_000 }] });
    expect(standing).toMatchObject({ principalLeftYen: 80_000, interestLeftYen: 12_900 + 720 + 720 });
  });
  test('a payment cannot be older than the money that it returns', () => {
    expect(() => refund(both, { ...it, payments: [{ on: '2026-06-30', yen: 1 }] })).toThrow('before it was received');
  });
});

describe('late payment of a contract (政府契約の支払遅延防止等に関する法律)', () => {
  const clock = CONTRACT_CLOCKS.payment;
  test('6条: 30 days from a proper claim; the days of a returned claim do not count', () => {
    expect(paymentDue(NATIONAL, clock, '2021-06-01', []).on).toBe('2021-07-01');
    expect(paymentDue(NATIONAL, clock, '2021-06-01', [{ refusedOn: '2021-06-11', correctedOn: '2021-06-20', grave: false }])).toMatchObject({ on: '2021-07-11', notCounted: 10 });
    expect(paymentDue(NATIONAL, clock, '2021-06-01', [{ refusedOn: '2021-06-11', correctedOn: null, grave: false }]).on).toBeNull();
  });
  test('6条2項: after a grave mistake the corrected claim is the first one', () => {
    expect(paymentDue(NATIONAL, clock, '2021-06-01', [{ refusedOn: '2021-06-11', correctedOn: '2021-06-20', grave: true }]).on).toBe('2021-07-20');
    expect(paymentDue(NATIONAL, clock, '2021-06-01', [{ refusedOn: '2021-06-11', correctedOn: null, grave: true }]).on).toBeNull();
  });
  test('5条: inspection within 10 days of the notice of completion, works 14', () => {
    expect([CONTRACT_CLOCKS.inspection, CONTRACT_CLOCKS.worksInspection].map((one) => dueOf(NATIONAL, one, '2027-03-01').on)).toEqual(['2027-03-11', '2027-03-15']);
  });
  test('8条: 2.5 % from the day after the due date, rounded down to 100 yen, nothing under 100', () => {
    const of = (yen: number, paidOn: string) => latePayment(LATE_RATES, { yen, dueOn: '2021-07-01', paidOn }).interestYen;
    // 1,000,000 × 2.5 % ÷ 365 = 68.49 a day.
    expect([of(1_000_000, '2021-07-01'), of(1_000_000, '2021-07-02'), of(1_000_000, '2021-07-03'), of(1_000_000, '2021-07-31'), of(1_000_000, '2021-06-30')]).toEqual([0, 0, 100, 2_000, 0]);
  });
  test('財務省告示: 2.6 % from 2020-04-01, 2.5 % from 2021-04-01; 八街市: the rate of the day of the contract holds throughout', () => {
    const late = { yen: 36_500_000, dueOn: '2021-03-21', paidOn: '2021-04-10' };
    expect(latePayment(LATE_RATES, late)).toMatchObject({ interestYen: 51_000, rows: [{ days: 10, to: '2021-03-31' }, { days: 10, from: '2021-04-01' }] });
    expect(latePayment(LATE_RATES, { ...late, contractOn: '2020-12-01' })).toMatchObject({ interestYen: 52_000, rows: [{ days: 20 }] });
  });
  test('a day without a rate that was read is refused, never counted by an old one', () => {
    expect(() => latePayment(LATE_RATES, { yen: 1, dueOn: '2022-03-30', paidOn: '2022-04-01' })).toThrow('enter the notice');
  });
  test('rates print as percent', () => {
    expect([rate(1095, 10_000), rate(26, 1000), rate(4, 5), rate(1, 1), rate(2, 3)].map(percent)).toEqual(['10.95％', '2.6％', '80％', '100％', '2/3']);
  });
});

describe('clocks', () => {
  test('民法143条: two months from 31 December end on the last of February, leap year or not', () => {
    expect([dueOf(NATIONAL, months(2), '2026-12-31').on, dueOf(NATIONAL, months(2), '2027-12-31').on, dueOf(NATIONAL, months(2, { firstDayCounts: true }), '2027-12-31').on]).toEqual(['2027-02-28', '2028-02-29', '2028-02-29']);
  });
  test('民法143条: a period ends on the day before the corresponding day, also from and to a leap day', () => {
    expect([dueOf(NATIONAL, months(1), '2027-01-15').on, dueOf(NATIONAL, months(1), '2028-02-29').on, dueOf(NATIONAL, months(12, { firstDayCounts: true }), '2028-02-29').on, dueOf(NATIONAL, months(48, { firstDayCounts: true }), '2028-02-29').on]).toEqual(['2027-02-15', '2028-03-31', '2029-02-28', '2032-02-28']);
  });
  test('scenario 13: a period set by law that ends in golden week rolls to the next working day, an internal target does not', () => {
    expect(['2026', '2027', '2028'].map((year) => dueOf(NATIONAL, days(14, { roll: 'next' }), `${year}-04-19`).on)).toEqual(['2026-05-07', '2027-05-06', '2028-05-08']);
    expect(['2027-04-15', '2027-04-16', '2027-04-17'].map((from) => dueOf(NATIONAL, days(14, { roll: 'next' }), from).on)).toEqual(['2027-04-30', '2027-04-30', '2027-05-06']);
    expect(dueOf(NATIONAL, days(14), '2028-04-19')).toEqual({ on: '2028-05-03', lastDay: '2028-05-03', notCounted: 0, calendar: 'jp' });
  });
  test('scenario 13: 29 February 2028 is a working day like any other', () => {
    expect(dueOf(NATIONAL, days(1, { unit: 'workingDays' }), '2028-02-28').on).toBe('2028-02-29');
    expect(daysAfter('2028-02-28', '2028-03-01')).toBe(2);
  });
  test('いわき市 自治会活性化応援モデル事業補助金: 14 days after completion, and not after 31 March', () => {
    expect(['2026-03-01', '2026-03-17', '2026-03-18', '2026-03-31'].map((done) => dueNotAfter(NATIONAL, days(14), done, '03-31'))).toEqual(['2026-03-15', '2026-03-31', '2026-03-31', '2026-03-31']);
    // 2029-03-31 is a Saturday: the clock would roll to 2 April, the budget's year does not.
    expect(dueNotAfter(NATIONAL, days(14, { roll: 'next' }), '2029-03-17', '03-31')).toBe('2029-03-31');
  });
  test('東京都 地域の底力発展事業助成: two weeks, for projects that end with March by 3 April', () => {
    expect(['2027-03-10', '2027-03-31'].map((done) => dueNotAfter(NATIONAL, days(14), done, '04-03'))).toEqual(['2027-03-24', '2027-04-03']);
  });
  test('安曇野市: 14 working days from the day after a request for disclosure', () => {
    expect(dueOf(NATIONAL, days(14, { unit: 'workingDays' }), '2027-04-19').on).toBe('2027-05-13');
  });
  test('福井県公文書公開条例12条: 15 days, the days of a correction not counted', () => {
    const clock = days(15, { pauses: ['correction'] });
    const asked = pause([], '2027-06-05', 'correction', '対象の特定');
    expect(dueOf(NATIONAL, clock, '2027-06-01', asked)).toMatchObject({ on: null, lastDay: null });
    expect(pause(asked, '2027-06-06', 'correction')).toBe(asked);
    const back = resume(asked, '2027-06-09', 'correction');
    expect(dueOf(NATIONAL, clock, '2027-06-01', back)).toMatchObject({ on: '2027-06-21', notCounted: 5 });
    expect(dueOf(NATIONAL, days(15), '2027-06-01', back).on).toBe('2027-06-16');
    expect(() => resume(asked, '2027-06-04', 'correction')).toThrow('cannot run again');
  });
  test('東温市: transfers on the 10th, 20th and 30th, earlier when banks are closed; none from 31 December to 3 January', () => {
    expect([nextTransferRun(NATIONAL, [10, 20, 30], '2028-04-20'), nextTransferRun(NATIONAL, [10, 20, 30], '2027-02-19'), nextTransferRun(NATIONAL, [10, 20, 30], '2026-12-30')]).toEqual(['2028-04-28', '2027-02-26', '2027-01-08']);
    expect(['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map((date) => isBankDay(NATIONAL, date))).toEqual([true, true, false, false, false, false, true]);
    expect(bankDayBefore(NATIONAL, '2027-01-03')).toBe('2026-12-30');
  });
  test('scenario 19: a closure stops internal and programme clocks of its scope, statutory ones only with a legal basis', () => {
    const act: Suspension = { from: '2027-06-05', to: '2027-06-14', reason: '水害による閉庁', programmes: ['a'], kinds: ['internal', 'programme', 'statutory'], legalBasis: null };
    const due = (kind: OfficeClock['kind'], programme: string, one: Suspension) => { const clock = days(10, { kind }); return dueOf(NATIONAL, clock, '2027-06-01', suspensionStops(clock, programme, [one])).on; };
    expect([due('programme', 'a', act), due('programme', 'b', act), due('rule', 'a', act), due('statutory', 'a', act), due('statutory', 'a', { ...act, legalBasis: '特定非常災害特別措置法' }), due('internal', 'b', { ...act, programmes: 'all' })])
      .toEqual(['2027-06-21', '2027-06-11', '2027-06-11', '2027-06-11', '2027-06-21', '2027-06-21']);
    // A day that two stops cover is left out once; a clock that had already ended is not moved.
    expect(dueOf(NATIONAL, days(10, { pauses: ['correction'] }), '2027-06-01', [{ from: '2027-06-05', to: '2027-06-14', cause: 'suspension' }, { from: '2027-06-10', to: '2027-06-20', cause: 'correction' }])).toMatchObject({ on: '2027-06-27', notCounted: 16 });
    expect(due('programme', 'a', { ...act, from: '2027-06-12', to: null })).toBe('2027-06-11');
  });
  test('scenario 13 and 19: a period that ends on a Saturday also rolls past a closure that begins on the Sunday', () => {
    const closure = (to: string | null) => dueOf(NATIONAL, days(10, { roll: 'next' }), '2027-06-02', [{ from: '2027-06-13', to, cause: 'suspension' }]);
    expect([closure('2027-06-20'), closure(null)]).toMatchObject([{ on: '2027-06-21', lastDay: '2027-06-12' }, { on: null, lastDay: '2027-06-12' }]);
  });
  test('of two clocks the earlier binds, and one that stands still binds nobody', () => {
    expect([earliest(['2027-04-02', '2027-03-31']), earliest([null, '2027-03-31']), earliest([null])]).toEqual(['2027-03-31', '2027-03-31', null]);
  });
});

describe('routes of contracts (地方自治法施行令 別表第五)', () => {
  const LIMITS: readonly [ContractKind, number, number][] = [['works', 1_300_000, 2_000_000], ['purchase', 800_000, 1_500_000], ['hire', 400_000, 800_000], ['sale', 300_000, 500_000], ['lease-out', 300_000, 300_000], ['other', 500_000, 1_000_000]];
  const way = (rows: typeof ORDER_THRESHOLDS, kind: ContractKind, on: string, yen: number) => routeOf(rows, { cityKind: 'city', kind, on, yen }).way;
  test.each(LIMITS)('%s: %i yen until 2025-03-31, %i from 2025-04-01; the limit itself is small, one yen more is not', (kind, before, now) => {
    for (const [on, limit] of [['2025-03-31', before], ['2025-04-01', now]] as const)
      expect([limit - 1, limit, limit + 1].map((yen) => way(ORDER_THRESHOLDS, kind, on, yen))).toEqual(['small', 'small', 'competition']);
  });
  test.each([['北上市', '2025-03-31', '2025-04-01'], ['笠岡市', '2025-06-30', '2025-07-01'], ['栃木市', '2025-08-31', '2025-09-01'], ['須坂市', '2025-09-30', '2025-10-01']])('%s: a commission of 1,000,000 yen is not small on %s and small on %s', (city, eve, day) => {
    const rows = cityThresholds(day, city);
    expect([way(rows, 'other', eve, 1_000_000), way(rows, 'other', day, 1_000_000), thresholdOn(rows, { cityKind: 'city', kind: 'other', on: day }).source]).toEqual(['competition', 'small', city]);
    expect(thresholdFaults(rows)).toEqual([]);
  });
  test('designated cities: works 4,000,000, purchase 3,000,000, other 2,000,000; a limit that was not read is refused', () => {
    expect((['works', 'purchase', 'other'] as const).map((kind) => thresholdOn(ORDER_THRESHOLDS, { cityKind: 'designated', kind, on: '2026-04-01' }).limitYen)).toEqual([4_000_000, 3_000_000, 2_000_000]);
    expect(() => thresholdOn(ORDER_THRESHOLDS, { cityKind: 'designated', kind: 'hire', on: '2026-04-01' })).toThrow('no limit');
  });
  test('a city may lower the limits of the order, never raise them or take them over early', () => {
    const row = { cityKind: 'city', kind: 'other', from: '2025-04-01', to: null, limitYen: 1_000_001, source: '' } as const;
    expect(thresholdFaults([row])).toEqual(["city/other from 2025-04-01 is 1,000,001 yen, above the order's 1,000,000"]);
    expect(thresholdFaults([{ ...row, limitYen: 300_000 }])).toEqual([]);
    expect(thresholdFaults([{ ...row, limitYen: 1 }, { ...row, from: '2026-04-01', limitYen: 2 }])).toHaveLength(1);
    expect(() => cityThresholds('2025-03-31', '')).toThrow('before the order');
  });
  test('standards 6.4: small orders of one supplier and purpose that together pass the limit in a fiscal year are warned of', () => {
    const order = (id: string, on: string, yen: number, more: Partial<Order> = {}): Order => ({ id, supplier: 's', purpose: 'p', kind: 'other', on, yen, ...more });
    const warned = (before: readonly Order[], next: Order) => splitWarning(ORDER_THRESHOLDS, 'city', before, next);
    expect(warned([order('1', '2026-04-01', 600_000)], order('2', '2027-03-31', 400_000))).toBeNull();
    expect(warned([order('1', '2026-04-01', 600_000)], order('2', '2027-03-31', 400_001))).toEqual({ orders: ['1', '2'], sumYen: 1_000_001, limitYen: 1_000_000, fiscalYear: 2026 });
    expect(warned([order('1', '2026-03-31', 600_000)], order('2', '2026-04-01', 600_000))).toBeNull();
    expect(warned([order('1', '2026-04-01', 600_000, { supplier: 't' }), order('3', '2026-04-01', 600_000, { purpose: 'q' })], order('2', '2026-05-01', 600_000))).toBeNull();
    expect(warned([order('1', '2026-04-01', 600_000)], order('2', '2026-05-01', 1_000_001))).toBeNull();
  });
});

describe('fiscal years', () => {
  const approved = { kind: 'approved', fiscalYear: 2026, yen: 100, voteOn: '2027-03-20', voteRecord: '議案第12号', statementOn: null } as const;
  const accidental = { kind: 'accidental', fiscalYear: 2026, yen: 100, committedOn: '2026-09-01', accident: 'earthquake', explanation: '会場が使えなくなった', statementOn: '2027-05-31' } as const;
  test('scenario 1 (地方自治法208条・235条の5): the old year pays until 31 May, from 1 June this year does as past-year expense', () => {
    expect(['2027-03-31', '2027-04-01', '2027-05-31', '2027-06-01'].map((on) => { const { how, budgetYear } = payerOn(2026, on); return [how, budgetYear]; })).toEqual([['in-year', 2026], ['closing-period', 2026], ['closing-period', 2026], ['past-year', 2027]]);
    expect(['2026-03-31', '2026-04-01', '2027-05-31', '2027-06-01'].map((on) => mayExport(2026, on))).toEqual([false, true, true, false]);
    expect(() => payerOn(2026, '2026-03-31')).toThrow('does not pay');
  });
  test('scenario 11: a transfer that came back after 31 May is paid from the next budget, and says why', () => {
    expect(payerOn(2025, '2026-06-10')).toEqual({ how: 'past-year', originYear: 2025, budgetYear: 2026, needs: ['past-year-reason'] });
  });
  test('scenario 2: approved carry-over needs the council inside the year, an accident a cause from the list, both the statement by 31 May', () => {
    expect([carryOverFaults(approved, '2027-05-31'), carryOverFaults(approved, '2027-06-01')]).toEqual([[], ['no-statement']]);
    expect(carryOverFaults({ ...approved, voteOn: '2027-04-01', voteRecord: ' ', statementOn: '2027-06-01' }, '2027-06-01')).toEqual(['vote-outside-year', 'no-vote-record', 'statement-late']);
    expect(carryOverFaults({ ...approved, voteOn: null, statementOn: '2027-03-31' }, '2027-06-01')).toEqual(['no-vote', 'statement-early']);
    expect(carryOverFaults(accidental, '2028-01-01')).toEqual([]);
    expect(carryOverFaults({ ...accidental, committedOn: '2027-04-01', accident: null, explanation: '' }, '2027-06-01')).toEqual(['commitment-outside-year', 'no-accident', 'no-explanation']);
  });
  test('scenario 2: carried money keeps both years and is paid until 31 May of the year after', () => {
    expect(payerOn(2026, '2028-05-31', accidental)).toEqual({ how: 'carried-over', originYear: 2026, budgetYear: 2027, needs: ['carry-over-record'] });
    expect(payerOn(2026, '2028-06-01', accidental)).toMatchObject({ how: 'past-year', budgetYear: 2028 });
    expect(() => payerOn(2026, '2027-06-01', approved)).toThrow('no-statement');
    expect(() => payerOn(2025, '2027-04-01', accidental)).toThrow('of 2026');
  });
  test('scenario 1: on 1 April an unfinished case is overdue or carried over, never closed', () => {
    const of = (on: string, reportedOn: string | null, carryOver: typeof accidental | null) => yearEndStanding({ fiscalYear: 2026, reportedOn, carryOver }, on);
    expect([of('2027-03-31', null, null), of('2027-04-01', null, null), of('2027-04-01', '2027-03-31', null), of('2027-04-01', null, accidental), of('2028-04-01', null, accidental)]).toEqual(['running', 'report-overdue', 'reported', 'carried-over', 'report-overdue']);
  });
  test('地方自治法施行令143条: a subsidy paid on its report belongs to the year of the work, an advance to the year of its commitment', () => {
    expect([expenseYear({ paidAfterPerformance: true, performedOn: '2027-03-31' }), expenseYear({ paidAfterPerformance: false, committedOn: '2027-04-01' })]).toEqual([2026, 2027]);
  });
  test('what is not used lapses at the end of the year, what was fixed and not paid after 31 May; what comes back by then returns to the budget', () => {
    const budget = { fiscalYear: 2026, votedYen: 3_000_000, paidYen: 2_000_000, fixedUnpaidYen: 400_000, carriedYen: 100_000 };
    expect(['2027-03-31', '2027-04-01', '2027-06-01'].map((asOf) => lapsedYen(budget, asOf))).toEqual([0, 500_000, 900_000]);
    expect(() => lapsedYen({ ...budget, paidYen: 2_500_001 }, '2027-03-31')).toThrow('overdrawn by 1');
    expect(['2027-05-31', '2027-06-01'].map((on) => refundYear(2026, on))).toEqual([{ how: 'return-to-budget', fiscalYear: 2026 }, { how: 'income', fiscalYear: 2027 }]);
  });
});

describe('the form of working together (共創指針; 甲賀市 実施要綱)', () => {
  const q: FormQuestions = { task: 'group', idea: 'group', needed: true, needsMoney: true, income: 'none', parties: 1, jointAccounts: false };
  test('nature, necessity and profitability choose the form, each with its reason', () => {
    const form = (more: Partial<FormQuestions>) => adviseForm({ ...q, ...more }).form;
    expect([form({}), form({ task: 'city' }), form({ task: 'city', needsMoney: false }), form({ task: 'shared' }), form({ task: 'shared', parties: 3, jointAccounts: true }), form({ income: 'covers-cost' }), form({ needsMoney: false }), form({ needed: false })])
      .toEqual(['subsidy', 'commission', 'cooperation', 'co-hosting', 'committee', 'cooperation', 'cooperation', null]);
    expect(adviseForm(q).reasons.map((reason) => reason.about)).toEqual(['nature', 'necessity', 'profitability']);
  });
  test("domain 2.3: a group's own idea for its own task is never advised as a commission", () => {
    for (const income of ['none', 'part', 'covers-cost'] as const) for (const needsMoney of [true, false]) expect(adviseForm({ ...q, income, needsMoney }).form).not.toBe('commission');
  });
});
