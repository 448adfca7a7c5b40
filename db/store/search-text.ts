// The text a case is found by: folded so that width, case and kana do not matter. Stored text stays as it was typed.
import { type SQL, sql } from 'drizzle-orm';
import type { Values } from '../../workflows/domain/fields.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { SEALED_WORDS } from '../../workflows/domain/words.js';
import { cases } from '../schema/index.js';

/** NFKC, lower case, katakana to hiragana, without variation selectors and spaces. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\u30a1-\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60)).replace(/[\u{e0100}-\u{e01ef}\s]/gu, '');
}

/** What a case's row shows in lists and is found by; sealed, its number alone. */
export function facesOf(programme: Programme, number: string, answers: Values, sealed: boolean): { readonly title: string; readonly groupName: string; readonly search: string } {
  const read = (id: string): string => String(answers[id] ?? '');
  return sealed ? { title: SEALED_WORDS.title, groupName: '', search: fold(number) } : { title: read(programme.meaning.title), groupName: read(programme.meaning.group), search: searchText(number, answers, programme) };
}

/** Number, title and group of a case, folded. */
function searchText(number: string, answers: Values, programme: Programme): string {
  return [number, answers[programme.meaning.title], answers[programme.meaning.group]].map((value) => fold(String(value ?? ''))).join(' ');
}

/** For a pattern of `like`: signs that mean something there stand for themselves. */
export const escaped = (text: string): string => text.replace(/[\\%_]/g, (c) => `\\${c}`);

/** Cases whose search text fits a pattern of `like` around these folded words. The pairs of letters in them are looked up in an index first; a single letter has none, and every case is read. */
export const holdsWords = (words: string, pattern: string): SQL => sql`(kyoso_pairs(${cases.search}) @> kyoso_pairs(${words}::text) and ${cases.search} like ${pattern})`;
