// Subjects: what to do and by when stand first, number and short title last. Never a name, an amount or the result itself: lock screens show them.
import type { MailFacts } from '../workflows/domain/mail.js';
import { quoted } from './about.js';
import { says } from './say.js';
import { width } from './wrap.js';

/** Full-width characters of a title in a subject, and of a whole subject. */
const TITLE_MAX = 16;
const SUBJECT_MAX = 60;

/** Shortens to `max` letters; a variation selector stays with its letter (辻󠄀 is one). */
export function shorten(text: string, max: number): string {
  const letters: string[] = [];
  for (const char of text.replace(/\s+/g, ' ').trim()) {
    const code = char.codePointAt(0) ?? 0;
    const attached = (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
    if (attached && letters.length > 0) letters[letters.length - 1] += char;
    else letters.push(char);
  }
  return letters.length <= max ? letters.join('') : `${letters.slice(0, max - 1).join('')}…`;
}

/** `what` with the number and short title of the case, or with `of` where there is no case; never longer than 60 full-width characters. */
export function subject(f: MailFacts, what: string, of = ''): string {
  const bar = says(f)('｜', '｜', ' | ');
  if (!f.case) return of === '' ? what : `${what}${bar}${shorten(of, TITLE_MAX + 8)}`;
  const head = `${what}${bar}${f.case.number} `;
  const room = Math.min(TITLE_MAX, Math.floor((SUBJECT_MAX * 2 - width(head)) / 2));
  return room < 2 ? head.trim() : `${head}${shorten(quoted(f.case.title), room)}`.trim();
}
