// Civil time of a Japanese city: dates, office days and deadlines as pure arithmetic.
// Japan keeps one offset (UTC+9) and no summer time, so no time-zone library is needed here.

/** An instant: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A civil date in Japan, `YYYY-MM-DD`. */
export type CivilDate = string;

/** A length of time as a rule states it. Working days are the office days of the city's calendar. */
export type Span = { readonly workingDays: number } | { readonly days: number };

/**
 * The office calendar of a city: data with a version, so that a due date can say by which calendar it was computed.
 * `closed` maps a date to the reason (holiday name or local day); Saturdays, Sundays and 29 December to 3 January are always closed.
 */
export type Calendar = { readonly version: string; readonly closed: Readonly<Record<CivilDate, string>> };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const OFFSET = 9 * HOUR;

/** Days since 1970-01-01 of a civil date; the arithmetic below works on whole days. */
function dayOf(date: CivilDate): number {
  const y = Number(date.slice(0, 4)) - (date.slice(5, 7) <= '02' ? 1 : 0);
  const m = Number(date.slice(5, 7));
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The civil date of a day number (proleptic Gregorian calendar). */
function civilOf(day: number): CivilDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const d = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const m = mp < 10 ? mp + 3 : mp - 9;
  const y = yearOfEra + era * 400 + (m <= 2 ? 1 : 0);
  return `${String(y).padStart(4, '0')}-${m < 10 ? '0' : ''}${m}-${d < 10 ? '0' : ''}${d}`;
}

/** The civil date in Japan at this instant. */
export function dateOf(at: Instant): CivilDate {
  return civilOf(Math.floor((at + OFFSET) / DAY));
}

/** The clock time in Japan at this instant, `HH:MM`. */
export function clockOf(at: Instant): string {
  return new Date(at + OFFSET).toISOString().slice(11, 16);
}

/** The instant of a Japanese clock time on a date. */
export function instantAt(date: CivilDate, clock = '00:00'): Instant {
  return dayOf(date) * DAY + Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3, 5)) * 60_000 - OFFSET;
}

/** The date `n` days later (earlier when negative). */
export function addDays(date: CivilDate, n: number): CivilDate {
  return civilOf(dayOf(date) + n);
}

/** Whether a string is an existing date in the form `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** Day of the week, 0 = Sunday. */
export function weekday(date: CivilDate): number {
  return (((dayOf(date) + 4) % 7) + 7) % 7;
}

/** Whether the office is open on this date (地方自治法4条の2: days off are set by ordinance, here by the calendar). */
export function isOpen(calendar: Calendar, date: CivilDate): boolean {
  const day = weekday(date);
  const monthDay = date.slice(5);
  return day !== 0 && day !== 6 && !(monthDay >= '12-29' || monthDay <= '01-03') && !(date in calendar.closed);
}

/** This date, or the first open day after it. */
export function nextOpen(calendar: Calendar, date: CivilDate): CivilDate {
  let day = date;
  while (!isOpen(calendar, day)) day = addDays(day, 1);
  return day;
}

/** The n-th open day after a date (the first day is not counted, 民法140条). */
export function addWorkingDays(calendar: Calendar, date: CivilDate, n: number): CivilDate {
  let day = date;
  for (let left = n; left > 0; left--) day = nextOpen(calendar, addDays(day, 1));
  return day;
}

/** Open days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isOpen(calendar, day)) count++;
  return count;
}

/** When the office closes: a due date without a time means this time of that day. */
export const OFFICE_CLOSES = '17:15';
/** When reminders and digests leave. */
export const OFFICE_OPENS = '09:00';

/**
 * The end of a period that starts at `from`: the last office minute (17:15) of its last day.
 * A period in calendar days that ends on a closed day moves to the next open day.
 */
export function deadline(calendar: Calendar, from: Instant, span: Span): Instant {
  const start = dateOf(from);
  const end =
    'workingDays' in span ? addWorkingDays(calendar, start, span.workingDays) : nextOpen(calendar, addDays(start, span.days));
  return instantAt(end, OFFICE_CLOSES);
}

/** The Japanese fiscal year (1 April to 31 March) a date belongs to. */
export function fiscalYearOf(date: CivilDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}

/** First day of a fiscal year. */
export function fiscalYearStart(fiscalYear: number): CivilDate {
  return `${fiscalYear}-04-01`;
}

/** Last day of a fiscal year. */
export function fiscalYearEnd(fiscalYear: number): CivilDate {
  return `${fiscalYear + 1}-03-31`;
}
