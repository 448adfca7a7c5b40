// Whose year pays: a budget belongs to one fiscal year, is paid out until 31 May, and then is gone unless it was carried over.
import type { CivilDate } from './calendar.js';
import { fiscalYearEnd, fiscalYearOf, fiscalYearStart } from './calendar.js';
import type { Yen } from './money.js';

/** The last day on which the old year's money moves (出納整理期間, 地方自治法235条の5). */
export function closingDay(fiscalYear: number): CivilDate {
  return `${fiscalYear + 1}-05-31`;
}

/** Where a year's budget stands on a day: not begun, running, only paying out what was fixed, or closed. */
export type YearState = 'before' | 'open' | 'closing' | 'closed';

/** The state of a year's budget on a date. Nothing is committed in `closing`, nothing moves in `closed`. */
export function yearState(fiscalYear: number, on: CivilDate): YearState {
  if (on < fiscalYearStart(fiscalYear)) return 'before';
  if (on <= fiscalYearEnd(fiscalYear)) return 'open';
  return on <= closingDay(fiscalYear) ? 'closing' : 'closed';
}

/** Why an accidental carry-over was unavoidable; anything else needs the council beforehand. */
export const ACCIDENTS = ['earthquake', 'flood', 'snow', 'fire', 'epidemic', 'other-disaster'] as const;
/** One cause of the list. */
export type Accident = (typeof ACCIDENTS)[number];

/**
 * Money taken into the next year. `approved` (繰越明許費, 地方自治法213条) needs the council's vote inside the year; `accidental`
 * (事故繰越し, 220条3項) a commitment made inside the year and an unavoidable event. Both need the statement of carry-over by 31 May.
 */
export type CarryOver =
  | { readonly kind: 'approved'; readonly fiscalYear: number; readonly yen: Yen; readonly voteOn: CivilDate | null; readonly voteRecord: string; readonly statementOn: CivilDate | null }
  | { readonly kind: 'accidental'; readonly fiscalYear: number; readonly yen: Yen; readonly committedOn: CivilDate | null; readonly accident: Accident | null; readonly explanation: string; readonly statementOn: CivilDate | null };

/** What a carry-over lacks or has on the wrong day. */
export type CarryOverFault = 'no-vote' | 'vote-outside-year' | 'no-vote-record' | 'no-commitment' | 'commitment-outside-year' | 'no-accident' | 'no-explanation' | 'no-statement' | 'statement-early' | 'statement-late';

/**
 * What a carry-over lacks as of a day. The statement is missed only after 31 May: until then a carry-over without it holds.
 * Empty = in order.
 */
export function carryOverFaults(it: CarryOver, asOf: CivilDate): readonly CarryOverFault[] {
  const inside = (date: CivilDate): boolean => fiscalYearOf(date) === it.fiscalYear;
  const faults: CarryOverFault[] = [];
  if (it.kind === 'approved') {
    if (it.voteOn === null) faults.push('no-vote');
    else if (!inside(it.voteOn)) faults.push('vote-outside-year');
    if (it.voteRecord.trim() === '') faults.push('no-vote-record');
  } else {
    if (it.committedOn === null) faults.push('no-commitment');
    else if (!inside(it.committedOn)) faults.push('commitment-outside-year');
    if (it.accident === null) faults.push('no-accident');
    if (it.explanation.trim() === '') faults.push('no-explanation');
  }
  if (it.statementOn === null) {
    if (asOf > closingDay(it.fiscalYear)) faults.push('no-statement');
  } else if (it.statementOn <= fiscalYearEnd(it.fiscalYear)) faults.push('statement-early');
  else if (it.statementOn > closingDay(it.fiscalYear)) faults.push('statement-late');
  return faults;
}

/**
 * The year an expense belongs to (地方自治法施行令143条1項): what is paid after something was done (works, goods, subsidies settled on a report)
 * to the year it was done in; everything else, such as an advance, to the year it was committed in.
 */
export function expenseYear(expense: { readonly paidAfterPerformance: true; readonly performedOn: CivilDate } | { readonly paidAfterPerformance: false; readonly committedOn: CivilDate }): number {
  return fiscalYearOf(expense.paidAfterPerformance ? expense.performedOn : expense.committedOn);
}

/**
 * Whose money pays: `budgetYear` whose budget it leaves, `originYear` where it was voted; both are written on the payment.
 * `past-year` is 過年度支出 (地方自治法施行令165条の8): this year's budget pays a debt of a closed one, with a reason kept.
 */
export type Payer = { readonly how: 'in-year' | 'closing-period' | 'carried-over' | 'past-year'; readonly originYear: number; readonly budgetYear: number; readonly needs: readonly ('carry-over-record' | 'past-year-reason')[] };

/**
 * Which budget pays on a day an expense of `originYear`. A carry-over moves it to the next year, with that year's closing period; after
 * the end the budget of the day pays as past-year expense. Throws before the year (its budget is not in force) and when the carry-over is not in order.
 */
export function payerOn(originYear: number, on: CivilDate, carryOver: CarryOver | null = null): Payer {
  if (carryOver && carryOver.fiscalYear !== originYear) throw new RangeError(`a carry-over of ${carryOver.fiscalYear} does not carry money of ${originYear}`);
  const faults = carryOver ? carryOverFaults(carryOver, on) : [];
  if (faults.length > 0) throw new RangeError(`the carry-over is not in order: ${faults.join(', ')}`);
  const budgetYear = carryOver ? originYear + 1 : originYear;
  const state = yearState(budgetYear, on);
  if (state === 'before') throw new RangeError(`the budget of ${budgetYear} does not pay on ${on}`);
  if (state === 'closed') return { how: 'past-year', originYear, budgetYear: fiscalYearOf(on), needs: ['past-year-reason'] };
  if (carryOver) return { how: 'carried-over', originYear, budgetYear, needs: ['carry-over-record'] };
  return { how: state === 'open' ? 'in-year' : 'closing-period', originYear, budgetYear, needs: [] };
}

/** Whether a transfer file may still be made with this year's money: blocked before 1 April and from 1 June of the next year. */
export function mayExport(budgetYear: number, on: CivilDate): boolean {
  const state = yearState(budgetYear, on);
  return state === 'open' || state === 'closing';
}

/** Where money that comes back is booked: into the budget it left until 31 May (戻入), afterwards as income of the day's year. */
export function refundYear(budgetYear: number, receivedOn: CivilDate): { readonly how: 'return-to-budget' | 'income'; readonly fiscalYear: number } {
  return receivedOn <= closingDay(budgetYear) ? { how: 'return-to-budget', fiscalYear: budgetYear } : { how: 'income', fiscalYear: fiscalYearOf(receivedOn) };
}

/**
 * What of a year's budget lapses (不用額) as of a day: nothing while the year runs, then all that is neither paid, fixed to be paid, nor
 * carried over; after 31 May also what was fixed and not paid. Never negative; throws when more was used than voted.
 */
export function lapsedYen(budget: { fiscalYear: number; votedYen: Yen; paidYen: Yen; fixedUnpaidYen: Yen; carriedYen: Yen }, asOf: CivilDate): Yen {
  const left = budget.votedYen - budget.paidYen - budget.fixedUnpaidYen - budget.carriedYen;
  if (left < 0) throw new RangeError(`the budget of ${budget.fiscalYear} is overdrawn by ${-left} yen`);
  const state = yearState(budget.fiscalYear, asOf);
  if (state === 'before' || state === 'open') return 0;
  return state === 'closing' ? left : left + budget.fixedUnpaidYen;
}

/** How a granted case stands at its year's end: time alone never closes it (facts: いわき市, 東京都). */
export function yearEndStanding(grant: { fiscalYear: number; reportedOn: CivilDate | null; carryOver: CarryOver | null }, on: CivilDate): 'running' | 'reported' | 'report-overdue' | 'carried-over' {
  if (grant.reportedOn !== null && grant.reportedOn <= on) return 'reported';
  if (on <= fiscalYearEnd(grant.fiscalYear)) return 'running';
  if (!grant.carryOver || carryOverFaults(grant.carryOver, on).length > 0) return 'report-overdue';
  return on <= fiscalYearEnd(grant.fiscalYear + 1) ? 'carried-over' : 'report-overdue';
}
