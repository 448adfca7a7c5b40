// One kind of error for everything the store refuses.

export const ERROR_CODES = ['NOT_FOUND', 'NOT_ALLOWED', 'INVALID', 'CONFLICT', 'EXPIRED', 'LIMIT', 'PRECONDITION'] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A rule broken by the caller. `publicKey` picks the sentence a reader sees; `facts` are safe to log. */
export class DomainError extends Error {
  constructor(readonly code: ErrorCode, readonly publicKey: string, readonly facts: Readonly<Record<string, string | number>> = {}) {
    super(`${code}: ${publicKey}`);
    this.name = 'DomainError';
  }
}
