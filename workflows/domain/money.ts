// Money is whole yen and rates are fractions; every rounding is a named part of a rule (facts: 国等の債権債務等の金額の端数計算に関する法律).

import type { AmountRow } from './subsidy-amount.js';

/** Whole yen. Never negative unless a name says so. */
export type Yen = number;

/** A rate as the rule states it: 4/5, never 0.8. */
export type Rate = { readonly num: number; readonly den: number };

/**
 * How a programme fixes an amount, in this order: eligible cost less other grants, times rate, rounded down to `unitYen`,
 * then the cap, then the amount asked for.
 */
export type MoneyRule = {
  /** City share by how often the project was adopted before: first year, second year, third year. */
  readonly rateByYear: readonly Rate[];
  readonly capYen: Yen;
  /** Amounts are rounded down to a multiple of this. */
  readonly unitYen: Yen;
  /** Cost heads that count, with the words of the rule; anything else is refused at the line. */
  readonly eligibleHeads: readonly { readonly id: string; readonly label: string; readonly maxEachYen?: Yen }[];
  readonly excludedHeads: readonly { readonly id: string; readonly label: string; readonly rule: string }[];
  /** Largest part of the decided amount that may be paid before the report (概算払). */
  readonly advanceMax: Rate;
  /** Rates and caps by course, fiscal year and adoption; where given they stand before `rateByYear` and `capYen`. */
  readonly amounts?: readonly AmountRow[];
  /** Who drafts the decision confirms how often the project was adopted before; the record is shown, the applicant is never asked. */
  readonly confirmsAdoption?: true;
  /** What income and subsidy bring above the eligible cost is taken off the subsidy (甲州市). */
  readonly cutsExcess?: true;
  readonly sources: readonly string[];
};

/** An amount and each step that led to it, for pages and letters. */
export type Working = { readonly amountYen: Yen; readonly steps: readonly WorkingStep[] };
export type WorkingStep =
  | { readonly kind: 'eligible'; readonly yen: Yen }
  | { readonly kind: 'other-grants'; readonly yen: Yen }
  | { readonly kind: 'rate'; readonly rate: Rate; readonly yen: Yen }
  | { readonly kind: 'unit'; readonly unitYen: Yen; readonly yen: Yen }
  | { readonly kind: 'cap'; readonly capYen: Yen; readonly yen: Yen }
  | { readonly kind: 'excess'; readonly incomeYen: Yen; readonly yen: Yen }
  | { readonly kind: 'asked'; readonly askedYen: Yen; readonly yen: Yen }
  | { readonly kind: 'decided'; readonly decidedYen: Yen; readonly yen: Yen };

/** `floor(yen × rate)`, exact for any amount a city can hold. */
export function share(yen: Yen, rate: Rate): Yen {
  return Number((BigInt(yen) * BigInt(rate.num)) / BigInt(rate.den));
}

/** Rounds down to a multiple of `unitYen`. */
export function floorTo(yen: Yen, unitYen: Yen): Yen {
  return yen - (yen % unitYen);
}

/**
 * The amount the rule allows for this eligible cost. `askedYen` is what the applicant asked for (no limit when omitted),
 * `otherGrantsYen` what others pay for the same costs, `incomeYen` what the project brings in, other grants included, `year` 1 for the first adoption.
 */
export function grantAmount(
  rule: MoneyRule,
  input: { eligibleYen: Yen; otherGrantsYen?: Yen; incomeYen?: Yen; askedYen?: Yen; year?: number },
): Working {
  const steps: WorkingStep[] = [{ kind: 'eligible', yen: input.eligibleYen }];
  let yen = input.eligibleYen;
  if (input.otherGrantsYen) {
    yen = Math.max(0, yen - input.otherGrantsYen);
    steps.push({ kind: 'other-grants', yen: input.otherGrantsYen });
  }
  const rate = rule.rateByYear[Math.min(input.year ?? 1, rule.rateByYear.length) - 1];
  if (!rate) throw new Error('a money rule needs at least one rate');
  yen = share(yen, rate);
  steps.push({ kind: 'rate', rate, yen });
  yen = floorTo(yen, rule.unitYen);
  steps.push({ kind: 'unit', unitYen: rule.unitYen, yen });
  yen = Math.min(yen, rule.capYen);
  steps.push({ kind: 'cap', capYen: rule.capYen, yen });
  if (rule.cutsExcess) {
    const incomeYen = input.incomeYen ?? 0;
    yen = cutExcess({ subsidyYen: yen, eligibleYen: input.eligibleYen, incomeYen }).amountYen;
    steps.push({ kind: 'excess', incomeYen, yen });
  }
  if (input.askedYen !== undefined) {
    yen = Math.min(yen, input.askedYen);
    steps.push({ kind: 'asked', askedYen: input.askedYen, yen });
  }
  return { amountYen: yen, steps };
}

/**
 * Takes off what income and subsidy bring above the eligible cost (facts: 甲州市 市民提案型協働のまちづくり補助制度). The subsidy may fall to 0,
 * never below; `excessYen` is what was too much, also when it is more than the subsidy.
 */
export function cutExcess(it: { subsidyYen: Yen; eligibleYen: Yen; incomeYen: Yen }): { readonly amountYen: Yen; readonly excessYen: Yen; readonly cutYen: Yen } {
  const excessYen = Math.max(0, it.incomeYen + it.subsidyYen - it.eligibleYen);
  const cutYen = Math.min(excessYen, it.subsidyYen);
  return { amountYen: it.subsidyYen - cutYen, excessYen, cutYen };
}

/** Final amount = min(decided, recomputed on what was really spent); never more than decided. */
export function finalAmount(
  rule: MoneyRule,
  input: { decidedYen: Yen; spentEligibleYen: Yen; otherGrantsYen?: Yen; incomeYen?: Yen; year?: number },
): Working {
  const again = grantAmount(rule, { eligibleYen: input.spentEligibleYen, otherGrantsYen: input.otherGrantsYen, incomeYen: input.incomeYen, year: input.year });
  const yen = Math.min(input.decidedYen, again.amountYen);
  return { amountYen: yen, steps: [...again.steps, { kind: 'decided', decidedYen: input.decidedYen, yen }] };
}

/** Splits a sum into `n` instalments; what does not divide goes to the first (端数計算法 第3条). */
export function instalments(totalYen: Yen, n: number): Yen[] {
  const each = Math.floor(totalYen / n);
  return Array.from({ length: n }, (_, i) => (i === 0 ? totalYen - each * (n - 1) : each));
}

/** One line of a budget or settlement sheet. */
export type BudgetLine = { readonly head: string; readonly what: string; readonly yen: Yen };
/** A budget sheet: cost lines, and income lines by where the money comes from. */
export type Budget = {
  readonly costs: readonly BudgetLine[];
  readonly ownYen: Yen;
  readonly feesYen: Yen;
  readonly otherGrantsYen: Yen;
  readonly askedYen: Yen;
};

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What of a budget counts for the grant, and its whole cost and income. */
export function budgetTotals(rule: MoneyRule, budget: Budget): { costYen: Yen; incomeYen: Yen; eligibleYen: Yen } {
  const eligible = new Set(rule.eligibleHeads.map((head) => head.id));
  return {
    costYen: sum(budget.costs.map((line) => line.yen)),
    incomeYen: budget.ownYen + budget.feesYen + budget.otherGrantsYen + budget.askedYen,
    eligibleYen: sum(budget.costs.filter((line) => eligible.has(line.head)).map((line) => line.yen)),
  };
}

/** 330000 → `330,000`. */
export const commas = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
