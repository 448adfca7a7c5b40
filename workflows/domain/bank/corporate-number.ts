// 法人番号 (13 digits, the first a check digit: 法人番号の指定等に関する省令) and 登録番号 of qualified invoice issuers (T and 13 digits).

export const NUMBER_FAULT_CODES = ['missing', 'not-digits', 'wrong-length', 'no-prefix', 'check-digit'] as const;
export type NumberFault = { readonly code: (typeof NUMBER_FAULT_CODES)[number]; readonly facts: { readonly [name: string]: string | number } };
export type NumberReading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: NumberFault };

/** Full-width letters become half-width; spaces and dashes, which people put in to read more easily, go. */
const plain = (typed: string): string =>
  typed.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s\u3000‐‑–—―−－ー-]/g, '').toUpperCase();

/** The check digit (1-9) of twelve digits: 9 − (Σ Pn·Qn mod 9), counted from the right, Q = 1 for odd and 2 for even places. Throws unless given twelve digits. */
export function corporateCheckDigit(base: string): number {
  if (!/^[0-9]{12}$/.test(base)) throw new Error('twelve digits are needed');
  const total = [...base].reverse().reduce((all, digit, n) => all + Number(digit) * (n % 2 === 0 ? 1 : 2), 0);
  return 9 - (total % 9);
}

/** Whether thirteen digits carry the right check digit. It misses about one typing error in forty: show the name back as well. */
export function isCorporateNumber(digits: string): boolean {
  return /^[0-9]{13}$/.test(digits) && Number(digits[0]) === corporateCheckDigit(digits.slice(1));
}

function thirteen(text: string): NumberFault | null {
  if (text === '') return { code: 'missing', facts: {} };
  const odd = /[^0-9]/u.exec(text);
  if (odd) return { code: 'not-digits', facts: { char: odd[0] } };
  return text.length === 13 ? null : { code: 'wrong-length', facts: { length: text.length, needed: 13 } };
}

/** A typed 法人番号 as thirteen digits. The check digit must fit; whether such a body exists is for the register to say. */
export function readCorporateNumber(typed: string): NumberReading<string> {
  const text = plain(typed);
  const fault = thirteen(text);
  if (fault) return { ok: false, fault };
  return isCorporateNumber(text) ? { ok: true, value: text } : { ok: false, fault: { code: 'check-digit', facts: { found: Number(text[0]), needed: corporateCheckDigit(text.slice(1)) } } };
}

/**
 * A typed 登録番号 as `T` and thirteen digits. Only the form is checked: numbers of sole traders and of unincorporated groups have no published check digit.
 * `corporate` says that the digits could be a 法人番号, no more.
 */
export function readInvoiceNumber(typed: string): NumberReading<{ readonly number: string; readonly corporate: boolean }> {
  const text = plain(typed);
  if (text === '') return { ok: false, fault: { code: 'missing', facts: {} } };
  if (!text.startsWith('T')) return { ok: false, fault: { code: 'no-prefix', facts: { found: text[0] ?? '' } } };
  const fault = thirteen(text.slice(1));
  return fault ? { ok: false, fault } : { ok: true, value: { number: text, corporate: isCorporateNumber(text.slice(1)) } };
}
