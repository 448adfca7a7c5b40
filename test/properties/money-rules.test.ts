import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Calendar, isOpen, workingDaysBetween } from '../../workflows/domain/calendar.js';
import { type ContractKind, type Order, ORDER_THRESHOLDS, routeOf, splitWarning, thresholdOn } from '../../workflows/domain/contract-route.js';
import { carryOverFaults, lapsedYen, mayExport, payerOn } from '../../workflows/domain/fiscal-year.js';
import { interest, type InterestRule, latePayment, REFUND_INTEREST, refund, takenFrom } from '../../workflows/domain/interest.js';
import { cutExcess, instalments, sum } from '../../workflows/domain/money.js';
import { bankDayBefore, daysAfter, dueNotAfter, dueOf, isBankDay, monthPeriodEnd, type OfficeClock, type Stop, yearlyDate } from '../../workflows/domain/office-clock.js';
import { eligibleOf, splitCost } from '../../workflows/domain/subsidy-amount.js';

const { holidays } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as { holidays: Record<string, { name: string }> };
const NATIONAL: Calendar = { version: 'jp', closed: Object.fromEntries(Object.entries(holidays).map(([date, day]) => [date, day.name])) };
const yen = fc.integer({ min: 0, max: 1_000_000_000 });
const date = fc.integer({ min: 0, max: 3600 }).map((n) => addDays('2022-01-01', n));
const span = fc.integer({ min: 0, max: 1500 });
const rule = fc.record({ rate: fc.record({ num: fc.integer({ min: 0, max: 1500 }), den: fc.constantFrom(1000, 10_000, 3) }), baseDays: fc.constantFrom(365, 360), count: fc.constantFrom('both-ends' as const, 'first-excluded' as const), unitYen: fc.constant(1), source: fc.constant('') }) satisfies fc.Arbitrary<InterestRule>;
const stop = fc.tuple(date, fc.integer({ min: 0, max: 60 }), fc.constantFrom('correction' as const, 'returned-claim' as const, 'suspension' as const)).map(([from, n, cause]): Stop => ({ from, to: addDays(from, n), cause }));
const clock = fc.record({ kind: fc.constant('rule' as const), length: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom('days' as const, 'workingDays' as const), roll: fc.constantFrom('next' as const, 'none' as const), firstDayCounts: fc.boolean(), pauses: fc.constant(['correction' as const]) }) satisfies fc.Arbitrary<OfficeClock>;

describe('interest', () => {
  test('never falls when the sum or the time grows, and is never negative', () => {
    fc.assert(fc.property(rule, yen, yen, date, span, span, (r, a, b, from, n, m) => {
      const of = (sumYen: number, length: number) => interest(r, sumYen, from, addDays(from, length)).interestYen;
      expect(of(Math.min(a, b), Math.min(n, m))).toBeGreaterThanOrEqual(0);
      expect(of(Math.min(a, b), Math.min(n, m))).toBeLessThanOrEqual(of(Math.max(a, b), Math.max(n, m)));
    }));
  });
  test('of instalments that add up to a sum is never above that of the sum, and below it by less than a yen each', () => {
    fc.assert(fc.property(rule, yen, fc.integer({ min: 1, max: 24 }), date, span, (r, total, parts, from, n) => {
      const of = (sumYen: number) => interest(r, sumYen, from, addDays(from, n)).interestYen;
      const each = instalments(total, parts);
      expect(sum(each)).toBe(total);
      const together = sum(each.map(of));
      expect(together).toBeLessThanOrEqual(of(total));
      expect(of(total) - together).toBeLessThan(parts);
    }));
  });
  test('of a time cut in two is that of the whole time but for one rounding', () => {
    fc.assert(fc.property(rule, yen, date, span, span, (r, total, from, n, m) => {
      const middle = addDays(from, n);
      const end = addDays(middle, m);
      const two = interest(r, total, from, middle).interestYen + interest({ ...r, count: 'first-excluded' }, total, middle, end).interestYen;
      const one = interest(r, total, from, end).interestYen;
      expect([0, 1]).toContain(one - two);
    }));
  });
  test('for a late payment is a multiple of 100 yen', () => {
    fc.assert(fc.property(yen, date, span, (price, dueOn, n) => {
      const table = [{ from: '2000-01-01', to: '2026-03-31', rate: { num: 26, den: 1000 }, source: '' }, { from: '2026-04-01', to: '2099-12-31', rate: { num: 25, den: 1000 }, source: '' }];
      const { interestYen, rows } = latePayment(table, { yen: price, dueOn, paidOn: addDays(dueOn, n) });
      expect(interestYen % 100).toBe(0);
      expect(sum(rows.map((row) => row.days))).toBe(price === 0 ? 0 : n);
    }));
  });
});

describe('a sum called back', () => {
  const receipts = fc.array(fc.record({ on: fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-04-01', n)), yen: fc.integer({ min: 1, max: 500_000 }) }), { minLength: 1, maxLength: 5 });
  const payments = fc.array(fc.record({ on: fc.integer({ min: 0, max: 400 }).map((n) => addDays('2027-02-01', n)), yen: fc.integer({ min: 1, max: 400_000 }) }), { maxLength: 5 });
  const part = fc.integer({ min: 0, max: 100 });
  test('is taken from receipts to the yen, never more than each, and leaves only older ones untouched', () => {
    fc.assert(fc.property(receipts, part, (all, share) => {
      const ordered = Math.floor((sum(all.map((one) => one.yen)) * share) / 100);
      const taken = takenFrom(all, ordered);
      expect(sum(taken.map((one) => one.yen))).toBe(ordered);
      const oldest = taken.at(-1)?.on ?? '9999-12-31';
      expect(sum(taken.filter((one) => one.on > oldest).map((one) => one.yen))).toBe(ordered === 0 ? 0 : sum(all.filter((one) => one.on > oldest).map((one) => one.yen)));
    }));
  });
  test('accounts for every yen that was paid: principal first, then interest, then too much', () => {
    fc.assert(fc.property(receipts, payments, part, (all, paid, share) => {
      const orderedYen = Math.floor((sum(all.map((one) => one.yen)) * share) / 100);
      const it = refund({ onRevocation: REFUND_INTEREST, late: REFUND_INTEREST }, { cause: 'revocation', receipts: all, orderedYen, dueOn: '2027-04-30', payments: paid, asOf: '2028-03-31' });
      const interestYen = it.interest.interestYen + it.late.interestYen;
      expect(orderedYen - it.principalLeftYen + (interestYen - it.interestLeftYen) + it.overpaidYen).toBe(it.paidYen);
      if (it.principalLeftYen > 0) expect(it.interestLeftYen).toBe(interestYen);
      if (it.overpaidYen > 0) expect(it.principalLeftYen + it.interestLeftYen).toBe(0);
    }));
  });
  test('bears no more interest when a payment comes earlier, nor in another order of the same receipts and payments', () => {
    fc.assert(fc.property(receipts, payments, fc.integer({ min: 1, max: 400 }), (all, paid, n) => {
      const of = (given: typeof paid, received = all) => refund({ onRevocation: REFUND_INTEREST, late: REFUND_INTEREST }, { cause: 'revocation', receipts: received, orderedYen: sum(all.map((one) => one.yen)), dueOn: '2027-04-30', payments: given, asOf: '2028-06-30' });
      const earlier = paid.map((one, k) => (k === 0 ? { ...one, on: addDays(one.on, -Math.min(n, daysAfter('2027-02-01', one.on))) } : one));
      expect(of(earlier).interest.interestYen).toBeLessThanOrEqual(of(paid).interest.interestYen);
      expect(of(earlier).late.interestYen).toBeLessThanOrEqual(of(paid).late.interestYen);
      const turned = of([...paid].reverse(), [...all].reverse());
      expect([turned.interest.interestYen, turned.late.interestYen]).toEqual([of(paid).interest.interestYen, of(paid).late.interestYen]);
    }));
  });
});

describe('a clock', () => {
  const counted = (c: OfficeClock, from: string, to: string, stops: readonly Stop[]): number => {
    let n = 0;
    for (let day = c.firstDayCounts ? from : addDays(from, 1); day <= to; day = addDays(day, 1))
      if (!stops.some((s) => s.cause !== 'returned-claim' && s.from <= day && day <= (s.to ?? '')) && (c.unit === 'days' || isOpen(NATIONAL, day))) n++;
    return n;
  };
  test('runs for exactly its length of days that count, however many stops there are, and rolls to an open day', () => {
    fc.assert(fc.property(clock, date, fc.array(stop, { maxLength: 4 }), (c, from, stops) => {
      const { on, lastDay } = dueOf(NATIONAL, c, from, stops);
      expect(counted(c, from, lastDay ?? '', stops)).toBe(c.length);
      expect((on ?? '') >= (lastDay ?? '')).toBe(true);
      if (c.roll === 'next') expect(isOpen(NATIONAL, on ?? '')).toBe(true);
      else expect(on).toBe(lastDay);
    }), { numRuns: 60 });
  });
  test('never ends earlier for a stop, a longer length or a first day that does not count', () => {
    fc.assert(fc.property(clock, date, stop, (c, from, s) => {
      const end = dueOf(NATIONAL, c, from).on ?? '';
      expect((dueOf(NATIONAL, c, from, [s]).on ?? '') >= end).toBe(true);
      expect((dueOf(NATIONAL, { ...c, length: c.length + 1 }, from).on ?? '') >= end).toBe(true);
      expect((dueOf(NATIONAL, { ...c, firstDayCounts: false }, from).on ?? '') >= (dueOf(NATIONAL, { ...c, firstDayCounts: true }, from).on ?? '')).toBe(true);
    }), { numRuns: 60 });
  });
  test('of working days counts what the calendar counts', () => {
    fc.assert(fc.property(date, fc.integer({ min: 1, max: 40 }), (from, length) => {
      const { on } = dueOf(NATIONAL, { kind: 'rule', length, unit: 'workingDays', roll: 'none', firstDayCounts: false, pauses: [] }, from);
      expect(workingDaysBetween(NATIONAL, from, on ?? '')).toBe(length);
    }), { numRuns: 60 });
  });
  test('of months is as long in one piece as in two, but for days that a month lacks', () => {
    fc.assert(fc.property(date, fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), (first, a, b) => {
      const whole = monthPeriodEnd(first, a + b);
      const two = monthPeriodEnd(addDays(monthPeriodEnd(first, a), 1), b);
      expect(daysAfter(whole, two)).toBeGreaterThanOrEqual(0);
      expect(daysAfter(whole, two)).toBeLessThanOrEqual(first.slice(8) <= '28' ? 0 : 3);
    }));
  });
  test('that ends no later than a day of the year keeps both limits', () => {
    fc.assert(fc.property(clock, date, fc.array(stop, { maxLength: 2 }), (c, from, stops) => {
      const end = dueNotAfter(NATIONAL, c, from, '03-31', stops);
      expect([dueOf(NATIONAL, c, from, stops).on, yearlyDate('03-31', from)]).toContain(end);
      expect(end <= yearlyDate('03-31', from) && end <= (dueOf(NATIONAL, c, from, stops).on ?? '9')).toBe(true);
    }), { numRuns: 60 });
  });
  test('a bank day is at most eight days before any date', () => {
    fc.assert(fc.property(date, (on) => {
      const day = bankDayBefore(NATIONAL, on);
      expect(isBankDay(NATIONAL, day)).toBe(true);
      expect(daysAfter(day, on)).toBeLessThanOrEqual(8);
    }), { numRuns: 300 });
  });
});

describe('a contract', () => {
  const kind = fc.constantFrom<ContractKind>('works', 'purchase', 'hire', 'sale', 'lease-out', 'other');
  const price = fc.integer({ min: 1, max: 3_000_000 });
  test('of a higher price, or on an earlier day, never takes an easier way', () => {
    fc.assert(fc.property(kind, price, price, date, date, (k, a, b, day, other) => {
      const small = (priceYen: number, on: string) => routeOf(ORDER_THRESHOLDS, { cityKind: 'city', kind: k, on, yen: priceYen }).way === 'small';
      const [first, last] = day < other ? [day, other] : [other, day];
      if (small(Math.max(a, b), first)) expect(small(Math.min(a, b), last)).toBe(true);
    }));
  });
  test('is warned of as split only when it and its like pass the limit together and each alone does not', () => {
    fc.assert(fc.property(kind, fc.array(fc.integer({ min: 1, max: 600_000 }), { maxLength: 4 }), price, date, (k, before, next, on) => {
      const order = (id: string, priceYen: number): Order => ({ id, supplier: 's', purpose: 'p', kind: k, on, yen: priceYen });
      const { limitYen } = thresholdOn(ORDER_THRESHOLDS, { cityKind: 'city', kind: k, on });
      const warning = splitWarning(ORDER_THRESHOLDS, 'city', before.map((priceYen, n) => order(String(n), priceYen)), order('next', next));
      expect(warning !== null).toBe(before.length > 0 && next <= limitYen && sum(before) + next > limitYen);
    }));
  });
});

describe("a year's money", () => {
  test('is paid by one budget that may pay on that day, and is the past only after the closing period', () => {
    fc.assert(fc.property(fc.integer({ min: 2022, max: 2028 }), fc.integer({ min: 0, max: 1500 }), fc.boolean(), (year, n, carried) => {
      const carryOver = carried ? { kind: 'approved', fiscalYear: year, yen: 1, voteOn: `${year + 1}-03-20`, voteRecord: 'x', statementOn: `${year + 1}-05-31` } as const : null;
      if (carryOver) expect(carryOverFaults(carryOver, '2099-01-01')).toEqual([]);
      const budget = carried ? year + 1 : year;
      const on = addDays(`${budget}-04-01`, n);
      const payer = payerOn(year, on, carryOver);
      expect(mayExport(payer.budgetYear, on)).toBe(true);
      expect(payer.how === 'past-year').toBe(on > `${budget + 1}-05-31`);
      expect(payer.originYear).toBe(year);
    }));
  });
  test('lapses never below zero, never above what was not paid, and never less as time goes on', () => {
    fc.assert(fc.property(yen, yen, yen, yen, date, date, (paidYen, fixedUnpaidYen, carriedYen, more, a, b) => {
      const budget = { fiscalYear: 2026, votedYen: paidYen + fixedUnpaidYen + carriedYen + more, paidYen, fixedUnpaidYen, carriedYen };
      const [early, late] = a < b ? [a, b] : [b, a];
      expect(lapsedYen(budget, early)).toBeGreaterThanOrEqual(0);
      expect(lapsedYen(budget, early)).toBeLessThanOrEqual(lapsedYen(budget, late));
      expect(lapsedYen(budget, late)).toBeLessThanOrEqual(budget.votedYen - paidYen);
    }));
  });
});

describe('an amount', () => {
  test('with income never passes the eligible cost, never falls below zero, and never rises with income', () => {
    fc.assert(fc.property(yen, yen, yen, yen, (subsidyYen, eligibleYen, a, b) => {
      const of = (incomeYen: number) => cutExcess({ subsidyYen, eligibleYen, incomeYen });
      const { amountYen, cutYen } = of(a);
      expect(amountYen).toBeGreaterThanOrEqual(0);
      expect(amountYen + cutYen).toBe(subsidyYen);
      if (amountYen > 0) expect(amountYen + a).toBeLessThanOrEqual(eligibleYen);
      expect(of(Math.max(a, b)).amountYen).toBeLessThanOrEqual(of(Math.min(a, b)).amountYen);
    }));
  });
  test('of a cost line is parted into what counts and what does not, and one more limit never makes more count', () => {
    const limit = fc.record({ head: fc.constantFrom(null, 'wages', 'goods'), per: fc.constantFrom('piece' as const, 'hour' as const), maxYen: fc.integer({ min: 0, max: 20_000 }), over: fc.constantFrom('refuse' as const, 'cut' as const), source: fc.constant('') });
    fc.assert(fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 6000 }), fc.array(limit, { maxLength: 3 }), limit, (lineYen, pieces, minutes, limits, more) => {
      const item = { head: 'wages', what: '', yen: lineYen, pieces, minutes };
      const result = eligibleOf(item, limits);
      expect(result.eligibleYen + result.droppedYen).toBe(lineYen);
      expect(Math.min(result.eligibleYen, result.droppedYen)).toBeGreaterThanOrEqual(0);
      expect(eligibleOf(item, [...limits, more]).eligibleYen).toBeLessThanOrEqual(result.eligibleYen);
    }));
  });
  test('shared by departments adds up to the yen, and the lead bears less than a yen more for each of the others', () => {
    fc.assert(fc.property(yen, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), (total, weights) => {
      const den = sum(weights);
      const parts = splitCost(total, weights.map((num, n) => ({ department: `d${n}`, share: { num, den } })));
      expect(sum(parts.map((part) => part.yen))).toBe(total);
      parts.forEach((part, n) => {
        const over = BigInt(part.yen) * BigInt(den) - BigInt(total) * BigInt(weights[n] ?? 0);
        expect(over).toBeGreaterThan(BigInt(-den));
        expect(over).toBeLessThan(BigInt(n === 0 ? den * weights.length : 1));
      });
    }));
  });
});
