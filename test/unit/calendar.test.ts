import { expect, test } from 'vitest';
import { addWorkingDays, dateOf, deadline, fiscalYearEnd, fiscalYearOf, instantAt, isOpen, nextOpen, workingDaysBetween } from '../../workflows/domain/calendar.js';
import { CALENDAR } from '../support/sample.js';

test('a date is the civil date in Japan, whatever zone the machine is in', () => {
  expect(dateOf(Date.parse('2026-11-02T15:00:00Z'))).toBe('2026-11-03');
  expect(dateOf(Date.parse('2026-11-02T14:59:59Z'))).toBe('2026-11-02');
  expect(instantAt('2026-12-04', '17:15')).toBe(Date.parse('2026-12-04T08:15:00Z'));
});

test('the office is closed on Saturdays, Sundays, holidays and from 29 December to 3 January', () => {
  expect(isOpen(CALENDAR, '2026-11-23')).toBe(false);
  expect(isOpen(CALENDAR, '2026-11-28')).toBe(false);
  expect(isOpen(CALENDAR, '2026-12-28')).toBe(true);
  expect(isOpen(CALENDAR, '2026-12-29')).toBe(false);
  expect(nextOpen(CALENDAR, '2026-12-29')).toBe('2027-01-04');
});

test('working days do not count the first day and skip closed days', () => {
  expect(addWorkingDays(CALENDAR, '2026-11-20', 1)).toBe('2026-11-24');
  expect(addWorkingDays(CALENDAR, '2026-12-25', 3)).toBe('2027-01-05');
  expect(workingDaysBetween(CALENDAR, '2026-11-24', '2026-12-04')).toBe(8);
});

test('a period in calendar days that ends on a closed day moves to the next open day, and ends when the office closes', () => {
  expect(deadline(CALENDAR, instantAt('2026-12-16', '10:00'), { days: 14 })).toBe(instantAt('2027-01-04', '17:15'));
  expect(deadline(CALENDAR, instantAt('2026-11-24', '23:59'), { workingDays: 8 })).toBe(instantAt('2026-12-04', '17:15'));
});

test('the fiscal year runs from 1 April to 31 March', () => {
  expect(fiscalYearOf('2027-03-31')).toBe(2026);
  expect(fiscalYearOf('2027-04-01')).toBe(2027);
  expect(fiscalYearEnd(2026)).toBe('2027-03-31');
});
