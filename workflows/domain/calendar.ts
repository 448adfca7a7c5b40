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

/** The civil date in Japan at this instant. */
export function dateOf(at: Instant): CivilDate {
  return new Date(at + OFFSET).toISOString().slice(0, 10);
}

/** The clock time in Japan at this instant, `HH:MM`. */
export function clockOf(at: Instant): string {
  return new Date(at + OFFSET).toISOString().slice(11, 16);
}

/** The instant of a Japanese clock time on a date. */
export function instantAt(date: CivilDate, clock = '00:00'): Instant {
  return Date.parse(`${date}T${clock}:00Z`) - OFFSET;
}

/** The date `n` days later (earlier when negative). */
export function addDays(date: CivilDate, n: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
}

/** Whether a string is an existing date in the form `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** Day of the week, 0 = Sunday. */
export function weekday(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
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
