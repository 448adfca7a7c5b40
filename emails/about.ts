// Reading what the step, act or answer said. Values are kept as JSON, so each is read by its type; what is missing is left out of the mail.
import type { Value } from '../workflows/domain/fields.js';
import type { MailFacts } from '../workflows/domain/mail.js';

function value(f: MailFacts, key: string): Value | undefined {
  return f.about[key] ?? f.request?.note[key];
}

/** Somebody else's words. An address in them is written so that no mail program makes a link of it: the only link is ours. */
export const quoted = (words: string): string => words.replace(/:\/\//g, '：//');

/** A text of the fact or of the request's note; '' when there is none. */
export function word(f: MailFacts, key: string): string {
  const found = value(f, key);
  return typeof found === 'string' ? quoted(found.trim()) : '';
}

/** A text that may hold an address on purpose (where a talk takes place). */
export function place(f: MailFacts, key: string): string {
  const found = value(f, key);
  return typeof found === 'string' ? found.trim() : '';
}

/** A number; null when there is none. */
export function count(f: MailFacts, key: string): number | null {
  const found = value(f, key);
  return typeof found === 'number' ? found : null;
}

/** A list of texts; empty when there is none. */
export function words(f: MailFacts, key: string): readonly string[] {
  const found = value(f, key);
  return Array.isArray(found) ? found.map((item) => quoted(String(item))) : [];
}

export const isTrue = (f: MailFacts, key: string): boolean => value(f, key) === true;
