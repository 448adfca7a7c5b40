// Words of letters: era dates, 金 before amounts, rates as 5分の4.
import type { Instant } from '../../workflows/domain/calendar.js';
import { clockOf, dateOf } from '../../workflows/domain/calendar.js';
import { commas, type Rate, type WorkingStep } from '../../workflows/domain/money.js';
import { eraDate } from '../../workflows/domain/words.js';

/** 330000 → 金330,000円. */
export const gold = (yen: number): string => `金${commas(Math.abs(yen))}円`;
/** 330000 → 330,000円, in tables. */
export const yen = (amount: number): string => `${amount < 0 ? '△' : ''}${commas(Math.abs(amount))}円`;
/** {4, 5} → 5分の4. */
const rateWords = (rate: Rate): string => `${rate.den}分の${rate.num}`;
/** 2027 → 令和9年度. */
export const eraYear = (fiscalYear: number): string => `${eraDate(`${fiscalYear}-04-01`).split('年')[0]}年度`;

/** 令和8年12月4日 午後5時15分. */
export function eraMoment(at: Instant): string {
  const [hour, minute] = clockOf(at).split(':').map(Number) as [number, number];
  return `${eraDate(dateOf(at))} ${hour < 12 ? '午前' : '午後'}${hour % 12}時${minute}分`;
}

const UNITS: Readonly<Record<number, string>> = { 100: '百円', 1000: '千円', 10000: '1万円' };

/** Each step that led to an amount, one row each: what was done, and the sum after it. */
export function workingRows(steps: readonly WorkingStep[]): (readonly [string, string])[] {
  let before = 0;
  return steps.flatMap((step): (readonly [string, string])[] => {
    const was = before;
    before = step.yen;
    switch (step.kind) {
      case 'eligible': return [['対象となる経費', yen(step.yen)]];
      case 'other-grants': return [['ほかの補助金・助成金を引く', `− ${yen(step.yen)}`]];
      case 'rate': return [[`${rateWords(step.rate)}を掛ける`, yen(step.yen)]];
      case 'unit': return step.unitYen > 1 ? [[`${UNITS[step.unitYen] ?? yen(step.unitYen)}未満を切り捨てる`, yen(step.yen)]] : [];
      case 'cap': return step.yen === was ? [] : [[`上限額（${yen(step.capYen)}）`, yen(step.yen)]];
      case 'excess': return step.yen === was ? [] : [[`収入（${yen(step.incomeYen)}）と合わせて対象経費を超えない`, yen(step.yen)]];
      case 'asked': return step.yen === was ? [] : [[`申請額（${yen(step.askedYen)}）を超えない`, yen(step.yen)]];
      case 'decided': return step.yen === was ? [] : [[`交付決定額（${yen(step.decidedYen)}）を超えない`, yen(step.yen)]];
    }
  });
}

/** A title in quotation marks; quotation marks inside it become double ones. */
export const titled = (title: string): string => `「${title.replace(/「/g, '『').replace(/」/g, '』')}」`;
