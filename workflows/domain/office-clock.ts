// Clocks of the office as data: a rule states length, first day, closed days and what stops it; dates come out, nothing runs here.
import type { Calendar, CivilDate } from './calendar.js';
import { addDays, DAY, instantAt, isCivilDate, isOpen, weekday } from './calendar.js';

/** Who set the clock: an act, the city's own rule, the programme's call, or the office for itself. */
export type ClockKind = 'statutory' | 'rule' | 'programme' | 'internal';

/** What may stop a clock of one case: papers being corrected, or a defective claim that was sent back. */
export type StopCause = 'correction' | 'returned-claim';

/**
 * A period as its rule states it. `firstDayCounts` false is 民法140条. `roll` moves an end on a closed day forward (地方自治法4条の2第4項,
 * for periods set by law or ordinance). `pauses` names what stops it; what is not named does not.
 */
export type OfficeClock = {
  readonly kind: ClockKind;
  readonly length: number;
  readonly unit: 'days' | 'workingDays' | 'months';
  readonly roll: 'next' | 'none';
  readonly firstDayCounts: boolean;
  readonly pauses: readonly StopCause[];
};

/** Days that are not counted, both ends included; `to` null while it lasts. Suspensions come from `suspensionStops`. */
export type Stop = { readonly from: CivilDate; readonly to: CivilDate | null; readonly cause: StopCause | 'suspension'; readonly reason?: string };

/**
 * Where a clock ends. `lastDay` is the last counted day, `on` the day after rolling. Both are null while the clock stands still; only `on`
 * is when a stop without end begins between the two.
 * `notCounted` are the days left out so far, `calendar` the version the answer rests on.
 */
export type Due = { readonly on: CivilDate | null; readonly lastDay: CivilDate | null; readonly notCounted: number; readonly calendar: string };

/** Whole days from one date to another: 1 for the next day, negative backwards. */
export function daysAfter(from: CivilDate, to: CivilDate): number {
  return (instantAt(to) - instantAt(from)) / DAY;
}

/** The last day of this date's month. */
export function monthEnd(date: CivilDate): CivilDate {
  // The 28th and four days more is always in the next month.
  const next = addDays(`${date.slice(0, 7)}-28`, 4);
  return addDays(`${next.slice(0, 7)}-01`, -1);
}

/**
 * The last day of `months` months that begin with `first` (民法143条2項): the day before the corresponding day,
 * or the last day of the month when that day does not exist.
 */
export function monthPeriodEnd(first: CivilDate, months: number): CivilDate {
  const index = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  const same = `${month}-${first.slice(8)}`;
  return isCivilDate(same) ? addDays(same, -1) : monthEnd(`${month}-01`);
}

/**
 * The end of a clock that was started on `start`. Stopped days are not counted, once each however many stops cover them; a clock of
 * months is longer by as many days. Rolling also passes stopped days. Throws when the length is not a whole number from 1.
 */
export function dueOf(calendar: Calendar, clock: OfficeClock, start: CivilDate, stops: readonly Stop[] = []): Due {
  if (!Number.isSafeInteger(clock.length) || clock.length < 1) throw new RangeError(`a clock has a length of at least 1, not ${clock.length}`);
  const mine = stops.filter((stop) => stop.cause === 'suspension' || clock.pauses.includes(stop.cause));
  const stopped = (day: CivilDate): boolean => mine.some((stop) => stop.from <= day && (stop.to === null || day <= stop.to));
  const halted = (day: CivilDate): boolean => mine.some((stop) => stop.to === null && stop.from <= day);
  const first = clock.firstDayCounts ? start : addDays(start, 1);
  let left = clock.unit === 'months' ? daysAfter(first, monthPeriodEnd(first, clock.length)) + 1 : clock.length;
  let notCounted = 0;
  let day = first;
  for (; ; day = addDays(day, 1)) {
    if (halted(day)) return { on: null, lastDay: null, notCounted, calendar: calendar.version };
    if (stopped(day)) notCounted++;
    else if (clock.unit !== 'workingDays' || isOpen(calendar, day)) left--;
    if (left === 0) break;
  }
  const lastDay = day;
  if (clock.roll === 'next') while (!halted(day) && (!isOpen(calendar, day) || stopped(day))) day = addDays(day, 1);
  return { on: clock.roll === 'next' && halted(day) ? null : day, lastDay, notCounted, calendar: calendar.version };
}

/** Stops a clock from this day on; unchanged when it already stands still for this cause. */
export function pause(stops: readonly Stop[], on: CivilDate, cause: StopCause, reason?: string): readonly Stop[] {
  if (stops.some((stop) => stop.cause === cause && stop.to === null)) return stops;
  return [...stops, { from: on, to: null, cause, ...(reason ? { reason } : {}) }];
}

/** Lets a clock run again; the day itself is still not counted (the count begins on the next, 民法140条). Throws before the stop began. */
export function resume(stops: readonly Stop[], on: CivilDate, cause: StopCause): readonly Stop[] {
  return stops.map((stop) => {
    if (stop.cause !== cause || stop.to !== null) return stop;
    if (on < stop.from) throw new RangeError(`a clock that stopped on ${stop.from} cannot run again on ${on}`);
    return { ...stop, to: on };
  });
}

/** The earliest of several ends; one that stands still (null) binds nobody. Null when all do. */
export function earliest(ends: readonly (CivilDate | null)[]): CivilDate | null {
  return ends.reduce<CivilDate | null>((least, end) => (end !== null && (least === null || end < least) ? end : least), null);
}

/** The first date on or after `from` with this month and day, `MM-DD`. Throws for a day that is not in every year. */
export function yearlyDate(monthDay: string, from: CivilDate): CivilDate {
  const year = Number(from.slice(0, 4));
  const date = (y: number): CivilDate => `${String(y).padStart(4, '0')}-${monthDay}`;
  if (monthDay === '02-29' || !isCivilDate(date(year))) throw new RangeError(`${monthDay} is not a day of every year`);
  return date(from.slice(5) <= monthDay ? year : year + 1);
}

/**
 * 「14日以内、かつ3月31日まで」: the earlier of a clock and a yearly date. The date neither rolls nor stops: it is the end of a budget,
 * so a clock that would roll past it, or stands still, still ends there (facts: いわき市 自治会活性化応援モデル事業補助金).
 */
export function dueNotAfter(calendar: Calendar, clock: OfficeClock, start: CivilDate, monthDay: string, stops: readonly Stop[] = []): CivilDate {
  const limit = yearlyDate(monthDay, start);
  return earliest([dueOf(calendar, clock, start, stops).on, limit]) ?? limit;
}

/**
 * Whether banks transfer on this day: not on Saturdays, Sundays, national holidays and 31 December to 3 January. `national` must hold
 * national holidays only: a city's own days off do not close banks, and 29 and 30 December do not either.
 */
export function isBankDay(national: Calendar, date: CivilDate): boolean {
  const day = weekday(date);
  const monthDay = date.slice(5);
  return day !== 0 && day !== 6 && monthDay !== '12-31' && monthDay > '01-03' && !(date in national.closed);
}

/** This day, or the last bank day before it: transfers move backwards (facts: 東温市's runs). */
export function bankDayBefore(national: Calendar, date: CivilDate): CivilDate {
  let day = date;
  while (!isBankDay(national, day)) day = addDays(day, -1);
  return day;
}

/**
 * The next transfer after `after`, from runs on fixed days of the month such as 10, 20, 30 (a day that the month lacks is its last),
 * each moved back to a bank day. Throws without runs.
 */
export function nextTransferRun(national: Calendar, runs: readonly number[], after: CivilDate): CivilDate {
  if (runs.length === 0) throw new RangeError('a city pays on at least one day of the month');
  const inMonth = (month: CivilDate): CivilDate[] => runs.map((day) => {
    const date = `${month.slice(0, 7)}-${String(day).padStart(2, '0')}`;
    return bankDayBefore(national, isCivilDate(date) ? date : monthEnd(month));
  });
  const next = addDays(monthEnd(after), 1);
  // A run early in a month may move back into the month before, so three months are looked at.
  const found = earliest([after, next, addDays(monthEnd(next), 1)].flatMap(inMonth).filter((date) => date > after));
  if (found === null) throw new RangeError(`no run after ${after}`);
  return found;
}

/**
 * One administrative act that stops clocks for all (closure after a disaster): which programmes and which kinds of clocks, from when to when.
 * Statutory clocks stop only with a legal basis, even when they are named.
 */
export type Suspension = {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly reason: string;
  readonly programmes: 'all' | readonly string[];
  readonly kinds: readonly ClockKind[];
  readonly legalBasis: string | null;
};

/** The stops that these acts bring to one clock of a programme; hand them to `dueOf` with the case's own. */
export function suspensionStops(clock: Pick<OfficeClock, 'kind'>, programme: string, acts: readonly Suspension[]): readonly Stop[] {
  return acts
    .filter((act) => (act.programmes === 'all' || act.programmes.includes(programme)) && act.kinds.includes(clock.kind) && (clock.kind !== 'statutory' || Boolean(act.legalBasis)))
    .map(({ from, to, reason }) => ({ from, to, reason, cause: 'suspension' as const }));
}
