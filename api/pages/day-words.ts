// Dates as staff read them: without the year inside the fiscal year the reader stands in, time left in office days.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { clockOf, dateOf, fiscalYearOf, workingDaysBetween } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';

/** 12月4日（金）; with the year when it is not this fiscal year. */
export function dayWords(at: Instant, now: Instant): string {
  const date = dateOf(at);
  const words = dateWords(date);
  return fiscalYearOf(date) === fiscalYearOf(dateOf(now)) ? words.replace(/^\d+年/, '') : words;
}

/** 12月4日（金）17:15 */
export const momentWords = (at: Instant, now: Instant): string => `${dayWords(at, now)}${clockOf(at)}`;

/** 14:05:09, where seconds matter. */
export const secondWords = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(11, 19);

/** 14:05 現在 */
export const asOfWords = (at: Instant): string => `${clockOf(at)} 現在`;

export type Due = { readonly words: string; readonly late: boolean };

/** Time left as the office counts it: 期限超過 2日（開庁日）, きょうまで, あと8日（開庁日）. */
export function dueWords(dueAt: Instant, now: Instant, calendar: Calendar): Due {
  const today = dateOf(now);
  const due = dateOf(dueAt);
  if (dueAt <= now) {
    const days = workingDaysBetween(calendar, due, today);
    return { words: days === 0 ? '期限超過' : `期限超過 ${days}日（開庁日）`, late: true };
  }
  if (due === today) return { words: 'きょうまで', late: false };
  const days = workingDaysBetween(calendar, today, due);
  return { words: days === 0 ? '次の開庁日まで' : `あと${days}日（開庁日）`, late: false };
}

/** Office days something has been where it is, both ends counted: 11月16日（月）から6日（開庁日）. */
export function heldDays(since: Instant, now: Instant, calendar: Calendar): number {
  return Math.max(1, workingDaysBetween(calendar, dateOf(since - 86_400_000), dateOf(now)));
}
export const heldWords = (since: Instant, now: Instant, calendar: Calendar): string => `${dayWords(since, now)}から${heldDays(since, now, calendar)}日（開庁日）`;
