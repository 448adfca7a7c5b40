// Columns that every table shares: an instant is milliseconds in the code and timestamptz in Postgres; money is bigint.
import { bigint, customType } from 'drizzle-orm/pg-core';
import type { Instant } from '../workflows/domain/calendar.js';

/** timestamptz, read and written as milliseconds since 1970. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (value) => parseInstant(value),
});

/** Reads what Postgres prints for a timestamptz. */
export function parseInstant(value: string | Date): Instant {
  if (value instanceof Date) return value.getTime();
  return Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
}

/** Whole yen. */
export const yen = () => bigint({ mode: 'number' });
