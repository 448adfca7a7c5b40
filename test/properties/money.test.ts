import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finalAmount, floorTo, grantAmount, instalments, type MoneyRule, share, sum } from '../../workflows/domain/money.js';

const rule = fc.record({
  rateByYear: fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })).map(([a, b]) => ({ num: Math.min(a, b), den: Math.max(a, b) })), { minLength: 1, maxLength: 3 }),
  capYen: fc.integer({ min: 0, max: 100_000_000 }), unitYen: fc.constantFrom(1, 10, 100, 1000), advanceMax: fc.constant({ num: 4, den: 5 }),
}).map((r): MoneyRule => ({ ...r, eligibleHeads: [], excludedHeads: [], sources: [] }));
const yen = fc.integer({ min: 0, max: 1_000_000_000 });

describe('a grant', () => {
  test('never passes the cap, the share of the eligible cost, or what was asked for', () => {
    fc.assert(fc.property(rule, yen, yen, fc.integer({ min: 1, max: 4 }), (r, eligibleYen, askedYen, year) => {
      const { amountYen } = grantAmount(r, { eligibleYen, askedYen, year });
      const rate = r.rateByYear[Math.min(year, r.rateByYear.length) - 1];
      expect(amountYen).toBeGreaterThanOrEqual(0);
      expect(amountYen).toBeLessThanOrEqual(Math.min(r.capYen, askedYen));
      expect(BigInt(amountYen) * BigInt(rate?.den ?? 1)).toBeLessThanOrEqual(BigInt(eligibleYen) * BigInt(rate?.num ?? 1));
    }));
  });
  test('never falls when the eligible cost rises', () => {
    fc.assert(fc.property(rule, yen, yen, (r, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(grantAmount(r, { eligibleYen: less }).amountYen).toBeLessThanOrEqual(grantAmount(r, { eligibleYen: more }).amountYen);
    }));
  });
  test('shows a working whose last line is the amount', () => {
    fc.assert(fc.property(rule, yen, yen, (r, eligibleYen, askedYen) => {
      const { amountYen, steps } = grantAmount(r, { eligibleYen, askedYen });
      expect(steps.at(-1)).toMatchObject({ yen: amountYen });
    }));
  });
});

test('a final amount is never more than what was decided, nor than what the rule gives for the real cost', () => {
  fc.assert(fc.property(rule, yen, yen, (r, decidedYen, spentEligibleYen) => {
    const { amountYen } = finalAmount(r, { decidedYen, spentEligibleYen });
    expect(amountYen).toBeLessThanOrEqual(decidedYen);
    expect(amountYen).toBeLessThanOrEqual(grantAmount(r, { eligibleYen: spentEligibleYen }).amountYen);
  }));
});

test('instalments add up to the yen and what does not divide goes to the first', () => {
  fc.assert(fc.property(yen, fc.integer({ min: 1, max: 24 }), (total, n) => {
    const parts = instalments(total, n);
    expect(sum(parts)).toBe(total);
    expect(Math.max(...parts)).toBe(parts[0]);
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
  }));
});

test('shares and units are exact for sums no double could hold apart', () => {
  expect(share(9_007_199_254_740_991, { num: 2, den: 3 })).toBe(6_004_799_503_160_660);
  expect(floorTo(412_999, 1000)).toBe(412_000);
});
