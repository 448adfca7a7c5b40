// Dates of a mail. All are absolute: a mail that arrives late must still be true.
import type { CivilDate, Instant } from '../workflows/domain/calendar.js';
import { clockOf, dateOf } from '../workflows/domain/calendar.js';
import type { MailFacts } from '../workflows/domain/mail.js';
import { dateWords, shortDate } from '../workflows/domain/words.js';
import { languageOf, says } from './say.js';

/** A date in the reader's language. */
export const dayWords = (f: MailFacts, date: CivilDate): string => dateWords(date, languageOf(f));

/** A clock time, `17:15`, in the reader's language. */
function clockWords(f: MailFacts, clock: string): string {
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  const half = hour < 12 ? '午前（ごぜん）' : '午後（ごご）';
  return says(f)(clock, `${half}${hour % 12}時（じ）${minute === 0 ? '' : `${minute}分（ふん）`}`, `${clock} JST`);
}

/** An instant as date and clock time. */
export const momentWords = (f: MailFacts, at: Instant): string => says(f)(
  `${dayWords(f, dateOf(at))}${clockOf(at)}`,
  `${dayWords(f, dateOf(at))}${clockWords(f, clockOf(at))}`,
  `${dayWords(f, dateOf(at))}, ${clockWords(f, clockOf(at))}`,
);

/** An instant with seconds, as a receipt states it. */
export const receiptWords = (f: MailFacts, at: Instant): string => {
  const seconds = new Date(at).toISOString().slice(17, 19);
  return says(f)(`${momentWords(f, at)}:${seconds}`, `${momentWords(f, at)}${Number(seconds)}秒（びょう）`, momentWords(f, at).replace(' JST', `:${seconds} JST`));
};

/** What a `moment` field holds (`2026-12-10T14:00`) as words; anything else as it is. */
export function typedMoment(f: MailFacts, value: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(value);
  return match?.[1] && match[2] ? `${dayWords(f, match[1])}${says(f)('', '', ', ')}${clockWords(f, match[2])}` : value;
}

/** 2026-12-04 → 12月4日(金); en: Fri 4 Dec. For subjects and short mentions. */
export function shortDay(f: MailFacts, date: CivilDate): string {
  const [name, day, month] = dateWords(date, 'en').split(' ') as [string, string, string];
  return languageOf(f) === 'en' ? `${name} ${day} ${month.slice(0, 3)}` : shortDate(date);
}

/** 2026-11-24 → 11月24日; en: 24 November. */
function dayOnly(f: MailFacts, date: CivilDate): string {
  const [, month, day] = date.split('-').map(Number) as [number, number, number];
  return languageOf(f) === 'en' ? dateWords(date, 'en').split(' ').slice(1, 3).join(' ') : `${month}月${day}日`;
}

/** The due date with the office days up to it; the count names the day it starts from. */
export function dueWords(f: MailFacts): string {
  if (!f.request) return '';
  const { dueAt, workingDays } = f.request;
  if (workingDays === 0) return momentWords(f, dueAt);
  const from = dayOnly(f, dateOf(f.queuedAt));
  return momentWords(f, dueAt) + says(f)(
    `（${from}から${workingDays}日（開庁日））`,
    `\n${from}から${workingDays}日です。〈市役所（しやくしょ）が開（あ）いている日（ひ）を数（かぞ）えます〉`,
    ` (${workingDays} working day${workingDays === 1 ? '' : 's'} from ${from})`,
  );
}
