// What may be said to Temporal about a failure: a code, never a value of a row.
import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../../db/store/errors.js';
import type { Log } from './logger.js';

/** Wraps activities so that only coded failures reach a history; the log gets the ids. Domain errors are final, others are tried again. */
export function coded<T extends Record<string, (...args: never[]) => Promise<unknown>>>(activities: T, log: Log): T {
  const wrapped = Object.entries(activities).map(([name, run]) => [
    name,
    async (...args: never[]) => {
      const started = Date.now();
      try {
        const result = await run(...args);
        log.debug({ activity: name, ids: args, durationMs: Date.now() - started }, 'activity');
        return result;
      } catch (error) {
        const code = error instanceof DomainError ? `${error.code}.${error.publicKey}` : sqlState(error) ?? (error instanceof Error ? error.name : 'unknown');
        log.warn({ activity: name, ids: args, durationMs: Date.now() - started, failure: code }, 'activity failed');
        throw ApplicationFailure.create({ type: code, message: code, nonRetryable: error instanceof DomainError });
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** The SQLSTATE of a database error, wherever it is wrapped. */
export function sqlState(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return `SQL.${code}`;
  }
  return null;
}
