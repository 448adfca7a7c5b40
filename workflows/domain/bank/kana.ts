// The letters a bank file may hold. What a citizen typed is turned into the strict set every bank takes; what has no place in it is
// named with its place and never dropped. (JIS X 0201, one byte each; the strict set is what the file guides of several banks share.)

/** Why a letter cannot be used. `reading-needed`: kanji. `stray-mark`: ﾞ or ﾟ after a letter that takes none. */
export const KANA_FAULT_CODES = ['empty', 'reading-needed', 'stray-mark', 'unmappable'] as const;
export type KanaFaultCode = (typeof KANA_FAULT_CODES)[number];
/** One letter that cannot be used; `place` counts the letters as typed, from 1 (0 when nothing was typed). `looksLike`: the kana a kanji is often mistaken for. */
export type KanaFault = { readonly code: KanaFaultCode; readonly char: string; readonly place: number; readonly looksLike?: string };
export type KanaReading = { readonly ok: true; readonly kana: string } | { readonly ok: false; readonly faults: readonly KanaFault[] };

const SIGNS = ' ().-/';
const HALF = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ';
const FULL = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン';
const VOICED = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ';
const PLAIN_OF_VOICED = 'ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ';
const HALF_VOICED = 'パピプペポ';
const PLAIN_OF_HALF_VOICED = 'ﾊﾋﾌﾍﾎ';

/** One typed letter → what stands for it. Hiragana is looked up as katakana, small kana as large. */
const MAP = new Map<string, string>();
const pairs = (from: string, to: string, after = ''): void => [...from].forEach((char, n) => { MAP.set(char, [...to][n] + after); });
const all = (from: string, to: string): void => [...from].forEach((char) => { MAP.set(char, to); });

for (const char of `${HALF}0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ${SIGNS}`) MAP.set(char, char);
pairs(FULL, HALF);
pairs(VOICED, PLAIN_OF_VOICED, 'ﾞ');
pairs(HALF_VOICED, PLAIN_OF_HALF_VOICED, 'ﾟ');
pairs('ァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ', 'ｱｲｳｴｵﾂﾔﾕﾖﾜｶｹｱｲｳｴｵﾂﾔﾕﾖ');
all('ヲｦ', 'ｵ');
all('゛ﾞ\u3099', 'ﾞ');
all('゜ﾟ\u309a', 'ﾟ');
// Long vowels and whatever a keyboard offers as a dash.
all('ーｰ‐‑‒–—―−－﹣', '-');
all('・･·', '.');
all('、。，．,､｡', '.');
all('（[{［｛〔', '(');
all('）]}］｝〕', ')');
all('／', '/');
all('\u3000\u00a0', ' ');
pairs('０１２３４５６７８９', '0123456789');
for (let n = 0; n < 26; n++) {
  const letter = String.fromCharCode(65 + n);
  all(String.fromCharCode(97 + n) + String.fromCharCode(0xff21 + n) + String.fromCharCode(0xff41 + n), letter);
}
// Hiragana ぁ-ゖ stand 0x60 before their katakana.
for (let code = 0x3041; code <= 0x3096; code++) {
  const known = MAP.get(String.fromCharCode(code + 0x60));
  if (known) MAP.set(String.fromCharCode(code), known);
}

const TAKES_VOICE = new Set(PLAIN_OF_VOICED);
const TAKES_HALF_VOICE = new Set(PLAIN_OF_HALF_VOICED);
/** Kanji that look like the kana next to them on a screen. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { 二: 'ニ', 口: 'ロ', 力: 'カ', 八: 'ハ', 一: 'ー', 卜: 'ト', 工: 'エ', 夕: 'タ', 才: 'オ' };

/** By block, not by the engine's Unicode tables: what is refused must not change with a version. */
function isKanji(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff) || (code >= 0x3005 && code <= 0x3007);
}

/**
 * What was typed, in the strict set: space, 0-9, A-Z, `( ) . - /`, half-width ｱ-ﾝ, ﾞ, ﾟ. Small kana become large, ー and dashes `-`, ・ and commas `.`,
 * brackets `( )`, ヲ ｵ, a-z A-Z. Spaces at the ends go and a run of them becomes one; no other letter is ever dropped or guessed. Every letter that has no place is a fault.
 */
export function toBankKana(typed: string): KanaReading {
  const faults: KanaFault[] = [];
  let kana = '';
  let place = 0;
  for (const char of typed) {
    place++;
    const to = MAP.get(char);
    if (to === undefined) {
      const looksLike = LOOKS_LIKE[char];
      faults.push({ code: isKanji(char) ? 'reading-needed' : 'unmappable', char, place, ...(looksLike ? { looksLike } : {}) });
      // Stands in for the letter, so that a mark after it is not a second fault.
      kana += '?';
    } else if ((to === 'ﾞ' && !TAKES_VOICE.has(kana.at(-1) ?? '')) || (to === 'ﾟ' && !TAKES_HALF_VOICE.has(kana.at(-1) ?? ''))) {
      if (kana.at(-1) !== '?') faults.push({ code: 'stray-mark', char, place });
    } else if (to !== ' ' || (kana !== '' && !kana.endsWith(' '))) kana += to;
  }
  if (faults.length > 0) return { ok: false, faults };
  kana = kana.trimEnd();
  return kana === '' ? { ok: false, faults: [{ code: 'empty', char: '', place: 0 }] } : { ok: true, kana };
}

/** Whether a text is already as `toBankKana` would leave it. Its length is then its length in bytes. */
export function isBankKana(text: string): boolean {
  const read = toBankKana(text);
  return read.ok && read.kana === text;
}

/** Byte → letter of JIS X 0201: 5C is the yen sign, 7E the overline, A1-DF half-width katakana. The rest is not used in files. */
const LETTERS = new Map<number, string>();
for (let byte = 0x20; byte <= 0x7e; byte++) LETTERS.set(byte, byte === 0x5c ? '¥' : byte === 0x7e ? '‾' : String.fromCharCode(byte));
for (let byte = 0xa1; byte <= 0xdf; byte++) LETTERS.set(byte, String.fromCharCode(0xff61 + byte - 0xa1));
const BYTES = new Map([...LETTERS].map(([byte, letter]) => [letter, byte]));

/** The bytes of a text in JIS X 0201, one for each letter. Throws on a letter outside it: callers check before, and a file with a `?` in a name must never exist. */
export function toJis(text: string): Uint8Array {
  return Uint8Array.from([...text], (letter) => {
    const byte = BYTES.get(letter);
    if (byte === undefined) throw new Error(`no byte of JIS X 0201 for U+${(letter.codePointAt(0) ?? 0).toString(16)}`);
    return byte;
  });
}

/** The text of JIS X 0201 bytes, or the place (from 0) of the first byte that is none. */
export function fromJis(bytes: Uint8Array): { readonly text: string } | { readonly badByteAt: number } {
  let text = '';
  for (const [n, byte] of bytes.entries()) {
    const letter = LETTERS.get(byte);
    if (letter === undefined) return { badByteAt: n };
    text += letter;
  }
  return { text };
}
