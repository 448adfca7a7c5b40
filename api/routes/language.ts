// The reader's language: what the address asks for, else what was chosen before, else Japanese.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { LANGUAGES, type Language } from '../../workflows/domain/words.js';

const COOKIE = 'kyoso_lang';

/** The language of this request; a choice in the address is remembered in one strictly necessary cookie. */
export function languageOf(c: Context): Language {
  const asked = LANGUAGES.find((l) => l === c.req.query('lang'));
  if (asked) setCookie(c, COOKIE, asked, { path: '/', sameSite: 'Lax', maxAge: 365 * 24 * 3600 });
  return asked ?? LANGUAGES.find((l) => l === getCookie(c, COOKIE)) ?? 'ja';
}
