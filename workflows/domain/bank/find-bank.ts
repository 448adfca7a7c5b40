// Finding a bank or a branch by what people know of it: its code, its name with or without 銀行 or 支店, its kana, or the beginning of either.
import type { BankTable } from './account.js';
import { toBankKana } from './kana.js';

/** A bank or a branch that fits what was typed. */
export type Match = { readonly code: string; readonly name: string };
type Entry = { readonly name: string; readonly kana: string };
type Entries = { readonly [code: string]: Entry };

/** Long words for kinds of banks, and how the list shortens them. */
const SHORTENED: readonly (readonly [string, string])[] = [['信用金庫', '信金'], ['信用組合', '信組'], ['農業協同組合', '農協'], ['労働金庫', '労金'], ['漁業協同組合', '漁協']];
const halfDigits = (text: string): string => text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** The entries that fit, the exact ones alone where there are any, by their code. `suffix` is what people add to a name and the list leaves away. */
function find(entries: Entries, typed: string, suffix: string, digits: number): readonly Match[] {
  const text = halfDigits(typed).replace(/[\s\u3000]/g, '');
  if (text === '') return [];
  if (/^\d+$/.test(text) && text.length <= digits) {
    const code = text.padStart(digits, '0');
    const entry = Object.hasOwn(entries, code) ? entries[code] : undefined;
    return entry ? [{ code, name: entry.name }] : [];
  }
  const whole = text !== suffix && text.endsWith(suffix);
  const name = SHORTENED.reduce((all, [long, short]) => all.replace(long, short), whole ? text.slice(0, -suffix.length) : text);
  const read = toBankKana(name);
  const kana = read.ok ? read.kana : null;
  const fits = Object.entries(entries).flatMap(([code, entry]) => {
    const own = toBankKana(entry.kana);
    const exact = entry.name === name || (kana !== null && own.ok && own.kana === kana);
    return exact || entry.name.includes(name) || (kana !== null && own.ok && own.kana.startsWith(kana)) ? [{ code, name: entry.name, exact }] : [];
  });
  // 山形銀行 means that one; 山形 may mean a shinkin as well.
  const alone = whole ? fits.filter((one) => one.exact) : [];
  return (alone.length > 0 ? alone : fits.toSorted((a, b) => Number(b.exact) - Number(a.exact) || (a.code < b.code ? -1 : 1))).map((one) => ({ code: one.code, name: one.name }));
}

/** The banks that fit a name, its beginning in kana, or a code of up to four digits. */
export const findBanks = (table: BankTable, typed: string): readonly Match[] => find(table.banks, typed, '銀行', 4);
/** The branches of a bank that fit, as above; none of a bank that the table does not have. */
export const findBranches = (table: BankTable, bank: string, typed: string): readonly Match[] => (Object.hasOwn(table.banks, bank) ? find(table.banks[bank]?.branches ?? {}, typed, '支店', 3) : []);
