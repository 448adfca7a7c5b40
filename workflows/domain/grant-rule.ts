// Which money rule holds for one case: by its course, its fiscal year, and how often its project was adopted before.
import type { Values } from './fields.js';
import type { MoneyRule, Rate } from './money.js';
import type { Programme } from './programmes.js';
import { type AmountRow, amountRow, ruleFor } from './subsidy-amount.js';

const courseOf = (programme: Programme, answers: Values): string => { const course = programme.meaning.course ? answers[programme.meaning.course] : ''; return typeof course === 'string' ? course : ''; };

/** The rule with the one rate and cap that hold for an adoption (from 1); null when the programme has no money, or its table gives this adoption nothing. */
export function ruleOfCase(programme: Programme, answers: Values, fiscalYear: number, adoption: number): MoneyRule | null {
  const { money } = programme;
  if (!money) return null;
  if (money.amounts) {
    const row = amountRow(money.amounts, { course: courseOf(programme, answers), fiscalYear, adoption });
    return row && ruleFor(money, row);
  }
  const rate = money.rateByYear[Math.min(adoption, money.rateByYear.length) - 1];
  return rate ? { ...money, rateByYear: [rate] } : money;
}

/** The adoptions a drafter may confirm: as many as the rule tells apart, and one more where later ones get nothing or the same. */
export function adoptionsOf({ money }: Programme): readonly number[] {
  const named = money?.amounts ? Math.max(...money.amounts.map((row) => row.toAdoption ?? row.fromAdoption)) : (money?.rateByYear.length ?? 1);
  return Array.from({ length: named + 1 }, (_, n) => n + 1);
}

const higher = (a: Rate, b: Rate): Rate => (BigInt(a.num) * BigInt(b.den) >= BigInt(b.num) * BigInt(a.den) ? a : b);

/**
 * The most favourable rule a form may be filled in by: the applicant's course is known, how often the project was adopted is for the officer to confirm.
 * Where the table has no row for the course and year yet, the programme's own rule.
 */
export function ruleOfForm(programme: Programme, answers: { readonly [field: string]: unknown }, fiscalYear: number): MoneyRule | undefined {
  const { money } = programme;
  const course = courseOf(programme, answers as Values);
  const rows = (money?.amounts ?? []).filter((row: AmountRow) => (row.course === null || row.course === course) && (row.fiscalYear === null || row.fiscalYear === fiscalYear));
  const [first] = rows;
  if (!money || !first) return money ?? undefined;
  return { ...money, rateByYear: [rows.reduce((best, row) => higher(best, row.rate), first.rate)], capYen: Math.max(...rows.map((row) => row.capYen)) };
}
