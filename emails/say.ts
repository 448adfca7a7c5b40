// Languages of a mail. Citizens choose; staff read Japanese.
import type { MailFacts } from '../workflows/domain/mail.js';
import type { Language } from '../workflows/domain/words.js';

/** The language this mail is written in. */
export const languageOf = (f: Pick<MailFacts, 'toKind' | 'language'>): Language => (f.toKind === 'post' ? 'ja' : f.language);

/** Picks one of three sentences that say the same. */
export type Say = (ja: string, easy: string, en: string) => string;

/** The picker for the reader of this mail. */
export function says(f: MailFacts): Say {
  const language = languageOf(f);
  return (ja, easy, en) => (language === 'en' ? en : language === 'ja-easy' ? easy : ja);
}

export const isStaff = (f: MailFacts): boolean => f.toKind === 'post';
