import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOf, instantAt, isCivilDate, weekday } from '../../workflows/domain/calendar.js';

const instant = fc.integer({ min: Date.parse('1950-01-01'), max: Date.parse('2150-01-01') });

test('day arithmetic agrees with the platform on every day from 1950 to 2150', () => {
  fc.assert(fc.property(instant, fc.integer({ min: -4000, max: 4000 }), (at, n) => {
    const date = new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
    expect(dateOf(at)).toBe(date);
    expect(addDays(date, n)).toBe(new Date(Date.parse(date) + n * 86_400_000).toISOString().slice(0, 10));
    expect(weekday(date)).toBe(new Date(date).getUTCDay());
    expect(instantAt(date, '17:15')).toBe(Date.parse(`${date}T17:15:00+09:00`));
    expect(isCivilDate(date)).toBe(true);
  }), { numRuns: 2000 });
});
