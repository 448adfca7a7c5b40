// Interest: on subsidies that are called back, and on contracts that the city pays late. Whole yen; one rounding, at the end.
import type { Calendar, CivilDate } from './calendar.js';
import { addDays } from './calendar.js';
import { commas, floorTo, type Rate, sum, type Yen } from './money.js';
import { daysAfter, type Due, dueOf, type OfficeClock } from './office-clock.js';

/**
 * How a rule counts interest: a yearly rate over `baseDays` (365 also in leap years), the first day counted or not, and the result
 * rounded down to a multiple of `unitYen` (1 or 100). `source` is the article it comes from.
 */
export type InterestRule = { readonly rate: Rate; readonly baseDays: number; readonly count: 'both-ends' | 'first-excluded'; readonly unitYen: Yen; readonly source: string };

/** Money that moved on a day. */
export type Dated = { readonly on: CivilDate; readonly yen: Yen };

/** One line of the working: so much stood open on each day from `from` to `to`, both counted, `days` in all. */
export type InterestRow = { readonly from: CivilDate; readonly to: CivilDate; readonly days: number; readonly yen: Yen; readonly rate: Rate };

/** An interest and how it came about; `rows` are what a letter prints. */
export type InterestWorking = { readonly interestYen: Yen; readonly baseDays: number; readonly unitYen: Yen; readonly rows: readonly InterestRow[] };

/**
 * 10.95 % a year as in the national act (補助金等に係る予算の執行の適正化に関する法律19条). It holds for a city only if the city's own rule
 * says so; programmes copy and change it. Whether both ends count is a setting, because rules and practice differ.
 */
export const REFUND_INTEREST: InterestRule = { rate: { num: 1095, den: 10_000 }, baseDays: 365, count: 'both-ends', unitYen: 1, source: '補助金等に係る予算の執行の適正化に関する法律19条1項の例' };

function checkYen(yen: Yen, what: string): void {
  if (!Number.isSafeInteger(yen) || yen < 0) throw new RangeError(`${what} is whole yen and never negative, not ${yen}`);
}

/** Adds the lines as one fraction and rounds down once: rounding each line would make instalments cheaper than one sum. */
function working(rows: readonly InterestRow[], baseDays: number, unitYen: Yen): InterestWorking {
  let num = 0n;
  let den = 1n;
  for (const row of rows) {
    const rowDen = BigInt(row.rate.den) * BigInt(baseDays);
    num = num * rowDen + BigInt(row.yen) * BigInt(row.days) * BigInt(row.rate.num) * den;
    den *= rowDen;
  }
  return { interestYen: floorTo(Number(num / den), unitYen), baseDays, unitYen, rows };
}

/** A line, or none when no day or no yen is in it. */
function row(first: CivilDate, last: CivilDate, yen: Yen, rate: Rate): InterestRow[] {
  const days = daysAfter(first, last) + 1;
  return days > 0 && yen > 0 ? [{ from: first, to: last, days, yen, rate }] : [];
}

/** Interest on one sum from a day to a day: `floor(yen × rate × days / baseDays)`, then the unit. Nothing when `to` is not later (both ends: earlier). */
export function interest(rule: InterestRule, yen: Yen, from: CivilDate, to: CivilDate): InterestWorking {
  checkYen(yen, 'a sum that bears interest');
  return working(row(rule.count === 'both-ends' ? from : addDays(from, 1), to, yen, rule.rate), rule.baseDays, rule.unitYen);
}

/**
 * Which receipts a sum called back is taken from: the last one first, then backwards (同法施行令10条). Newest first; throws when more is
 * called back than was received.
 */
export function takenFrom(receipts: readonly Dated[], orderedYen: Yen): readonly Dated[] {
  checkYen(orderedYen, 'a sum called back');
  for (const receipt of receipts) checkYen(receipt.yen, 'a receipt');
  let left = orderedYen;
  const taken: Dated[] = [];
  for (const receipt of [...receipts].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))) {
    const yen = Math.min(left, receipt.yen);
    if (yen > 0) taken.push({ on: receipt.on, yen });
    left -= yen;
  }
  if (left > 0) throw new RangeError(`${commas(orderedYen)} yen cannot be called back: ${commas(orderedYen - left)} were received`);
  return taken;
}

/**
 * The lines of several sums that are paid off, principal first. A payment still bears interest on its own day. Which sum a payment is
 * set against makes no difference to the total, so after the first payment the lines show what is left of all together.
 */
function runningRows(rule: InterestRule, sums: readonly Dated[], payments: readonly Dated[], asOf: CivilDate): InterestRow[] {
  const paid = payments.filter((payment) => payment.on <= asOf && payment.yen > 0).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const early = sums.find((one) => one.on > (paid[0]?.on ?? asOf));
  if (early) throw new RangeError(`nothing can be paid back or counted before it was received on ${early.on}`);
  const rows = sums.flatMap((one) => row(rule.count === 'both-ends' ? one.on : addDays(one.on, 1), paid[0]?.on ?? asOf, one.yen, rule.rate));
  let left = sum(sums.map((one) => one.yen));
  for (const [n, payment] of paid.entries()) {
    left = Math.max(0, left - payment.yen);
    rows.push(...row(addDays(payment.on, 1), paid[n + 1]?.on ?? asOf, left, rule.rate));
  }
  return rows;
}

/** What a city's rule says about sums called back; null = no interest. */
export type RefundRule = { readonly onRevocation: InterestRule | null; readonly late: InterestRule | null };

/** A sum called back and what became of it up to a day. `over-advance` is an advance above the final amount: plain return. */
export type RefundCase = {
  readonly cause: 'revocation' | 'over-advance';
  readonly receipts: readonly Dated[];
  readonly orderedYen: Yen;
  readonly dueOn: CivilDate;
  readonly payments: readonly Dated[];
  readonly asOf: CivilDate;
};

/** Where a sum called back stands. All yen ≥ 0; principal is paid before interest, what is above both is `overpaidYen`. */
export type RefundStanding = {
  readonly interest: InterestWorking;
  readonly late: InterestWorking;
  readonly paidYen: Yen;
  readonly principalLeftYen: Yen;
  readonly interestLeftYen: Yen;
  readonly overpaidYen: Yen;
};

/**
 * Refund with interest as of a day (scenario: 200,000 received on 2026-07-01, repaid on 2027-01-31 = 215 days = 12,900). Interest runs from
 * receipt to payment on revocation only (加算金); from the day after `dueOn` on what is then unpaid (延滞金). Each is rounded by its own
 * rule. Throws when more is called back than was received, or, where interest runs, a payment is older than the money.
 */
export function refund(rule: RefundRule, it: RefundCase): RefundStanding {
  for (const payment of it.payments) checkYen(payment.yen, 'a payment');
  const taken = takenFrom(it.receipts, it.orderedYen);
  const none = working([], 365, 1);
  const rate = it.cause === 'revocation' ? rule.onRevocation : null;
  const added = rate && it.orderedYen > 0 ? working(runningRows(rate, taken, it.payments, it.asOf), rate.baseDays, rate.unitYen) : none;
  const before = sum(it.payments.filter((payment) => payment.on <= it.dueOn).map((payment) => payment.yen));
  const lateSum = { on: it.dueOn, yen: Math.max(0, it.orderedYen - before) };
  // The due day itself is in time, whatever the rule says about first days.
  const late = rule.late && it.asOf > it.dueOn
    ? working(runningRows({ ...rule.late, count: 'first-excluded' }, [lateSum], it.payments.filter((payment) => payment.on > it.dueOn), it.asOf), rule.late.baseDays, rule.late.unitYen)
    : none;
  const paidYen = sum(it.payments.filter((payment) => payment.on <= it.asOf).map((payment) => payment.yen));
  const toInterest = Math.max(0, paidYen - it.orderedYen);
  const interestYen = added.interestYen + late.interestYen;
  return {
    interest: added, late, paidYen,
    principalLeftYen: Math.max(0, it.orderedYen - paidYen),
    interestLeftYen: Math.max(0, interestYen - toInterest),
    overpaidYen: Math.max(0, toInterest - interestYen),
  };
}

/** A rate of the Ministry of Finance's notice and the days it is known to hold for. */
export type LateRate = { readonly from: CivilDate; readonly to: CivilDate; readonly rate: Rate; readonly source: string };

const NOTICE = '政府契約の支払遅延に対する遅延利息の率（昭和24年大蔵省告示991号）';
/** The rates we could read. A row ends with its fiscal year until the next notice is entered, so that an old rate is never used by silence. */
export const LATE_RATES: readonly LateRate[] = [
  { from: '2017-04-01', to: '2020-03-31', rate: { num: 27, den: 1000 }, source: NOTICE },
  { from: '2020-04-01', to: '2021-03-31', rate: { num: 26, den: 1000 }, source: NOTICE },
  { from: '2021-04-01', to: '2022-03-31', rate: { num: 25, den: 1000 }, source: NOTICE },
];

const contractClock = (length: number, pauses: OfficeClock['pauses']): OfficeClock => ({ kind: 'statutory', length, unit: 'days', roll: 'none', firstDayCounts: false, pauses });
/**
 * Clocks of contracts (政府契約の支払遅延防止等に関する法律5条・6条・10条, for cities by 14条): pay 30 days after a proper claim, works 40, nothing
 * agreed in writing 15; inspect 10 days after the notice of completion, works 14. A contract may state less.
 */
export const CONTRACT_CLOCKS = {
  payment: contractClock(30, ['returned-claim']),
  worksPayment: contractClock(40, ['returned-claim']),
  unwrittenPayment: contractClock(15, ['returned-claim']),
  inspection: contractClock(10, []),
  worksInspection: contractClock(14, []),
} as const;

/** A claim sent back: refused with reasons on a day, corrected on a day (null: not yet). `grave` = on purpose or by gross negligence. */
export type ReturnedClaim = { readonly refusedOn: CivilDate; readonly correctedOn: CivilDate | null; readonly grave: boolean };

/**
 * When a claim must be paid (同法6条2項): days from the refusal to the corrected claim, both included, do not count after a slight mistake;
 * after a grave one the corrected claim is the first proper one and the clock begins anew. Null while a claim is out.
 */
export function paymentDue(calendar: Calendar, clock: OfficeClock, receivedOn: CivilDate, returned: readonly ReturnedClaim[]): Due {
  const graves = returned.filter((one) => one.grave);
  if (graves.some((one) => one.correctedOn === null)) return { on: null, lastDay: null, notCounted: 0, calendar: calendar.version };
  const start = graves.reduce((latest, one) => (one.correctedOn !== null && one.correctedOn > latest ? one.correctedOn : latest), receivedOn);
  const stops = returned.filter((one) => !one.grave).map((one) => ({ from: one.refusedOn, to: one.correctedOn, cause: 'returned-claim' as const }));
  return dueOf(calendar, clock, start, stops);
}

/**
 * Interest the city owes for paying a contract late: from the day after `dueOn` to the day of payment, rounded down to 100 yen, nothing
 * under 100 (同法8条). With `contractOn` the rate of that day holds throughout (facts: 八街市), else each day by the rate in force.
 * Not for subsidies. Throws when the table has no rate for a day it needs.
 */
export function latePayment(rates: readonly LateRate[], late: { yen: Yen; dueOn: CivilDate; paidOn: CivilDate; contractOn?: CivilDate }): InterestWorking {
  checkYen(late.yen, 'a price');
  const first = addDays(late.dueOn, 1);
  const days = Math.max(0, daysAfter(late.dueOn, late.paidOn));
  const at = late.contractOn;
  const later = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);
  const sooner = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);
  const held = at === undefined ? rates : rates.filter((one) => one.from <= at && at <= one.to);
  const rows = held
    .flatMap((one) => row(at === undefined ? later(one.from, first) : first, at === undefined ? sooner(one.to, late.paidOn) : late.paidOn, late.yen, one.rate))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  if (late.yen > 0 && sum(rows.map((one) => one.days)) !== days) throw new RangeError(`the table of late rates does not hold exactly one rate for ${at ?? `each day from ${first} to ${late.paidOn}`}: enter the notice`);
  return working(rows, 365, 100);
}

/** `1095/10000` → `10.95％`; a rate that has more than two decimals stays a fraction. */
export function percent(rate: Rate): string {
  const hundredths = BigInt(rate.num) * 10_000n;
  if (hundredths % BigInt(rate.den) !== 0n) return `${rate.num}/${rate.den}`;
  const text = String(hundredths / BigInt(rate.den)).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`.replace(/\.?0+$/, '') + '％';
}

const dateWords = (date: CivilDate): string => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** The working as lines of a letter, in Japanese; the last line is the sum. */
export function interestLines(it: InterestWorking): readonly string[] {
  return [
    ...it.rows.map((one) => `${dateWords(one.from)}から${dateWords(one.to)}まで ${commas(one.yen)}円 × 年${percent(one.rate)} × ${one.days}日 ÷ ${it.baseDays}日`),
    `合計 ${commas(it.interestYen)}円（${it.unitYen === 1 ? '1円' : `${commas(it.unitYen)}円`}未満切り捨て）`,
  ];
}
