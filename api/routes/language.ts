// The reader's language: what the address asks for, else what was chosen before, else Japanese.
import type { Context } from 'hono';
import { LANGUAGES, type Language } from '../../workflows/domain/words.js';
import { keepCookie, readCookie } from './cookies.js';

/** The language of this request; a choice in the address is remembered in one strictly necessary cookie. */
export function languageOf(c: Context): Language {
  const asked = LANGUAGES.find((l) => l === c.req.query('lang'));
  if (asked) keepCookie(c, 'kyoso_lang', asked, { seconds: 365 * 24 * 3600 });
  return asked ?? LANGUAGES.find((l) => l === readCookie(c, 'kyoso_lang')) ?? 'ja';
}
