// Columns that every table shares: an instant is milliseconds in the code and timestamptz in Postgres; money is bigint.
import { sql } from 'drizzle-orm';
import { bigint, customType, pgPolicy } from 'drizzle-orm/pg-core';
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

/** Row security of a table with people's bank accounts: nothing is seen or written but by a transaction that says it is for payments (`store/purpose.ts`). The owner, who backs up, sees all. */
export const paymentsOnly = () => pgPolicy('payments_only', { for: 'all', to: 'public', using: sql`current_setting('app.purpose', true) = 'payments'`, withCheck: sql`current_setting('app.purpose', true) = 'payments'` });

/** Whole yen. */
export const yen = () => bigint({ mode: 'number' });
