// A bank account as a citizen types it, and as a bank file needs it. What was understood is shown back; nothing is filled in that
// was not typed. (Codes and lengths: 全銀協 総合振込 layout; ゆうちょ: its notice on 記号・番号; abbreviations: tables of several banks.)
import { toBankKana } from './kana.js';

/** 預金種目 of a payee: 1 普通, 2 当座, 4 貯蓄, 9 その他. */
export const ACCOUNT_TYPES = { '1': '普通', '2': '当座', '4': '貯蓄', '9': 'その他' } as const;
export type AccountType = keyof typeof ACCOUNT_TYPES;
/** An account ready for a file: 4, 3 and 7 digits, holder in the strict letters, at most `HOLDER_BYTES` bytes. */
export type Account = { readonly bank: string; readonly branch: string; readonly accountType: AccountType; readonly number: string; readonly holder: string };
/** Bytes a file has for the holder. */
export const HOLDER_BYTES = 30;
/** ゆうちょ銀行. */
export const POST_BANK = '9900';

export const ACCOUNT_FAULT_CODES = [
  'missing', 'not-digits', 'wrong-length', 'too-long', 'unknown-type', 'reading-needed', 'stray-mark', 'unmappable', 'two-legal-forms', 'two-office-words', 'form-only',
  'symbol-start', 'symbol-end', 'post-number-end', 'use-symbol', 'type-against-branch', 'unknown-bank', 'unknown-branch', 'unusable-name',
] as const;
export type AccountFaultCode = (typeof ACCOUNT_FAULT_CODES)[number];
export type AccountPart = 'bank' | 'branch' | 'accountType' | 'symbol' | 'number' | 'holder';
/** One thing that is wrong, as data, shaped as the faults of fields are. */
export type AccountFault = { readonly at: AccountPart; readonly code: AccountFaultCode; readonly facts: { readonly [name: string]: string | number } };
/** What was understood, or everything that is wrong. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly AccountFault[] };

type Found = { readonly text: string; readonly faults: readonly AccountFault[] };
const wrong = (at: AccountPart, code: AccountFaultCode, facts: AccountFault['facts'] = {}): Found => ({ text: '', faults: [{ at, code, facts }] });

/** Digits as typed: full-width ones count, spaces and dashes between them do not. Anything else is a fault. */
function digitsOf(at: AccountPart, typed: string, min: number, max: number): Found {
  const text = typed.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s\u3000‐‑–—―−－ー-]/g, '');
  if (text === '') return wrong(at, 'missing');
  const odd = /[^0-9]/u.exec(text);
  if (odd) return wrong(at, 'not-digits', { char: odd[0] });
  return text.length < min || text.length > max ? wrong(at, 'wrong-length', { length: text.length, min, max }) : { text, faults: [] };
}

type Word = { readonly words: string; readonly kana: readonly string[]; readonly short: string };
const word = (words: string, short: string, ...kana: string[]): Word => ({ words, short, kana });
/** Legal forms, how they are read in full, and their abbreviation. One of them may stand in a name. */
export const LEGAL_FORMS: readonly Word[] = [
  word('株式会社', 'ｶ', 'ｶﾌﾞｼｷｶﾞｲｼﾔ', 'ｶﾌﾞｼｷｶｲｼﾔ'),
  word('有限会社', 'ﾕ', 'ﾕｳｹﾞﾝｶﾞｲｼﾔ', 'ﾕｳｹﾞﾝｶｲｼﾔ'),
  word('合名会社', 'ﾒ', 'ｺﾞｳﾒｲｶﾞｲｼﾔ', 'ｺﾞｳﾒｲｶｲｼﾔ'),
  word('合資会社', 'ｼ', 'ｺﾞｳｼｶﾞｲｼﾔ', 'ｺﾞｳｼｶｲｼﾔ'),
  word('合同会社', 'ﾄﾞ', 'ｺﾞｳﾄﾞｳｶﾞｲｼﾔ', 'ｺﾞｳﾄﾞｳｶｲｼﾔ'),
  word('特定非営利活動法人', 'ﾄｸﾋ', 'ﾄｸﾃｲﾋｴｲﾘｶﾂﾄﾞｳﾎｳｼﾞﾝ'),
  word('社団法人', 'ｼﾔ', 'ｲﾂﾊﾟﾝｼﾔﾀﾞﾝﾎｳｼﾞﾝ', 'ｺｳｴｷｼﾔﾀﾞﾝﾎｳｼﾞﾝ', 'ｼﾔﾀﾞﾝﾎｳｼﾞﾝ'),
  word('財団法人', 'ｻﾞｲ', 'ｲﾂﾊﾟﾝｻﾞｲﾀﾞﾝﾎｳｼﾞﾝ', 'ｺｳｴｷｻﾞｲﾀﾞﾝﾎｳｼﾞﾝ', 'ｻﾞｲﾀﾞﾝﾎｳｼﾞﾝ'),
  word('社会福祉法人', 'ﾌｸ', 'ｼﾔｶｲﾌｸｼﾎｳｼﾞﾝ'),
  word('学校法人', 'ｶﾞｸ', 'ｶﾞﾂｺｳﾎｳｼﾞﾝ'),
  word('宗教法人', 'ｼﾕｳ', 'ｼﾕｳｷﾖｳﾎｳｼﾞﾝ'),
  word('医療法人', 'ｲ', 'ｼﾔｶｲｲﾘﾖｳﾎｳｼﾞﾝ', 'ｲﾘﾖｳﾎｳｼﾞﾝｼﾔﾀﾞﾝ', 'ｲﾘﾖｳﾎｳｼﾞﾝｻﾞｲﾀﾞﾝ', 'ｲﾘﾖｳﾎｳｼﾞﾝ'),
  word('農事組合法人', 'ﾉｳ', 'ﾉｳｼﾞｸﾐｱｲﾎｳｼﾞﾝ'),
  word('管理組合法人', 'ｶﾝﾘ', 'ｶﾝﾘｸﾐｱｲﾎｳｼﾞﾝ'),
  word('大学法人', 'ﾀﾞｲ', 'ｺｸﾘﾂﾀﾞｲｶﾞｸﾎｳｼﾞﾝ', 'ｺｳﾘﾂﾀﾞｲｶﾞｸﾎｳｼﾞﾝ'),
];
/** Office words, as above. One of them may stand in a name, never at its start. */
export const OFFICE_WORDS: readonly Word[] = [word('営業所', 'ｴｲ', 'ｴｲｷﾞﾖｳｼﾖ'), word('出張所', 'ｼﾕﾂ', 'ｼﾕﾂﾁﾖｳｼﾞﾖ')];

/** Spelt out or abbreviated → abbreviation. A form is known anywhere when spelt out or in both brackets, at the ends also with one; an office word spelt out only at the end. */
function finder(words: readonly Word[], office: boolean): { found: RegExp; shortOf: ReadonlyMap<string, string> } {
  const shortOf = new Map(words.flatMap((w) => [[w.short, w.short], ...w.kana.map((k) => [k, w.short] as const)] as [string, string][]));
  const longest = (list: readonly string[]): string => [...list].sort((a, b) => b.length - a.length).join('|');
  const full = longest(words.flatMap((w) => w.kana));
  const short = longest(words.map((w) => w.short));
  const both = `\\((${short}|${full})\\)`;
  const parts = [office ? `(?<!^)${both}` : both, `\\((${short}|${full})$`, ...(office ? [`(${full})$`] : [`^(${short}|${full})\\)`, `(${full})`])];
  return { found: new RegExp(parts.join('|'), 'g'), shortOf };
}
const LEGAL = finder(LEGAL_FORMS, false);
const OFFICE = finder(OFFICE_WORDS, true);

/**
 * A holder with legal form and office word abbreviated by where they stand: `ｶ)` at the start, `(ｶ)` inside, `(ｶ` at the end, no space beside.
 * Takes and returns strict letters. Two legal forms or two office words, or nothing but them, are faults.
 */
export function abbreviateHolder(kana: string): Checked<string> {
  const tokens = [LEGAL, OFFICE].map(({ found, shortOf }) => [...kana.matchAll(found)].map((m) => ({ from: m.index, to: m.index + m[0].length, short: shortOf.get(m.slice(1).find((group) => group !== undefined) ?? '') ?? '' })));
  const faults: AccountFault[] = [];
  if ((tokens[0]?.length ?? 0) > 1) faults.push({ at: 'holder', code: 'two-legal-forms', facts: {} });
  if ((tokens[1]?.length ?? 0) > 1) faults.push({ at: 'holder', code: 'two-office-words', facts: {} });
  if (faults.length > 0) return { ok: false, faults };
  let out = '';
  let at = 0;
  let named = false;
  for (const { from, to, short } of tokens.flat().sort((a, b) => a.from - b.from)) {
    const before = kana.slice(at, from).trim();
    named ||= before !== '';
    out += before;
    out += `${out === '' ? '' : '('}${short}${out !== '' && kana.slice(to).trim() === '' ? '' : ')'}`;
    at = to;
  }
  const rest = at === 0 ? kana : kana.slice(at).trim();
  return named || rest !== '' ? { ok: true, value: out + rest } : { ok: false, faults: [{ at: 'holder', code: 'form-only', facts: {} }] };
}

/** A typed holder in strict letters, abbreviated, within the bytes a file has. Too long is a fault: a bank compares the name, so it is never cut. */
export function readHolder(typed: string): Checked<string> {
  const read = toBankKana(typed);
  if (!read.ok) return { ok: false, faults: read.faults.map(({ code, char, place, looksLike }) => ({ at: 'holder', code: code === 'empty' ? 'missing' : code, facts: code === 'empty' ? {} : { char, place, ...(looksLike ? { looksLike } : {}) } })) };
  const short = abbreviateHolder(read.kana);
  if (!short.ok || short.value.length <= HOLDER_BYTES) return short;
  return { ok: false, faults: [{ at: 'holder', code: 'too-long', facts: { length: short.value.length, max: HOLDER_BYTES } }] };
}

const isType = (text: string): text is AccountType => Object.hasOwn(ACCOUNT_TYPES, text);

/** An account by bank, branch, type and number. Short account numbers are filled with zeros in front, as banks print them; bank and branch must be whole. */
export function readAccount(typed: { readonly bank: string; readonly branch: string; readonly accountType: string; readonly number: string; readonly holder: string }): Checked<Account> {
  const bank = digitsOf('bank', typed.bank, 4, 4);
  const branch = digitsOf('branch', typed.branch, 3, 3);
  // The 番号 of ゆうちょ has up to eight digits; cut to seven it would be somebody else's account.
  const asTyped = digitsOf('number', typed.number, 1, bank.text === POST_BANK ? 8 : 7);
  const number = asTyped.text.length === 8 ? wrong('number', 'use-symbol') : asTyped;
  const { accountType } = typed;
  const faults = [...bank.faults, ...branch.faults, ...number.faults];
  if (!isType(accountType)) faults.push({ at: 'accountType', code: accountType.trim() === '' ? 'missing' : 'unknown-type', facts: { typed: accountType } });
  else if (bank.text === POST_BANK && branch.faults.length === 0) {
    // ゆうちょ: branches ending in 8 keep savings, those ending in 9 current accounts.
    const fits = branch.text.endsWith('9') ? accountType === '2' : branch.text.endsWith('8') ? accountType !== '2' : false;
    if (!fits) faults.push({ at: 'accountType', code: 'type-against-branch', facts: { branch: branch.text, accountType } });
  }
  const holder = readHolder(typed.holder);
  if (!holder.ok) faults.push(...holder.faults);
  if (faults.length > 0 || !holder.ok || !isType(accountType)) return { ok: false, faults };
  return { ok: true, value: { bank: bank.text, branch: branch.text, accountType, number: number.text.padStart(7, '0'), holder: holder.value } };
}

/**
 * An account of ゆうちょ by 記号 and 番号. 1xxx0: 普通, branch = 2nd and 3rd digit and 8, number = 番号 without its last digit, which must be 1.
 * 0xxxx: 当座, branch = the same digits and 9, number = 番号 as it is. Without the check of the last digit a number already converted would lose another one.
 */
export function readPostAccount(typed: { readonly symbol: string; readonly number: string; readonly holder: string }): Checked<Account> {
  const symbol = digitsOf('symbol', typed.symbol, 5, 5);
  const current = symbol.text.startsWith('0');
  const number = digitsOf('number', typed.number, current ? 1 : 2, current ? 7 : 8);
  const faults = [...symbol.faults, ...number.faults];
  if (symbol.text !== '') {
    if (!current && !symbol.text.startsWith('1')) faults.push({ at: 'symbol', code: 'symbol-start', facts: { found: symbol.text[0] ?? '' } });
    else if (!current && !symbol.text.endsWith('0')) faults.push({ at: 'symbol', code: 'symbol-end', facts: { found: symbol.text[4] ?? '' } });
    else if (!current && number.text !== '' && !number.text.endsWith('1')) faults.push({ at: 'number', code: 'post-number-end', facts: { found: number.text.at(-1) ?? '' } });
  }
  const holder = readHolder(typed.holder);
  if (!holder.ok) faults.push(...holder.faults);
  if (faults.length > 0 || !holder.ok) return { ok: false, faults };
  return {
    ok: true,
    value: {
      bank: POST_BANK, branch: symbol.text.slice(1, 3) + (current ? '9' : '8'), accountType: current ? '2' : '1',
      number: (current ? number.text : number.text.slice(0, -1)).padStart(7, '0'), holder: holder.value,
    },
  };
}

/** Banks and branches by code, with the version (date) of the list, so that a payment can say by which list it was checked. */
export type BankTable = {
  readonly version: string;
  readonly banks: { readonly [code: string]: { readonly name: string; readonly kana: string; readonly branches: { readonly [code: string]: { readonly name: string; readonly kana: string } } } };
};
/** Names for people, and in strict letters for the file (at most 15 bytes each). */
export type BankNames = { readonly bankName: string; readonly branchName: string; readonly bankKana: string; readonly branchKana: string; readonly tableVersion: string };
/** Bytes a file has for the name of a bank or of a branch. */
export const BANK_NAME_BYTES = 15;

/** The names of a bank and a branch by the list passed in. Unknown codes, and names that do not fit into a file, are faults. */
export function lookUpNames(table: BankTable, at: Pick<Account, 'bank' | 'branch'>): Checked<BankNames> {
  const bank = Object.hasOwn(table.banks, at.bank) ? table.banks[at.bank] : undefined;
  if (!bank) return { ok: false, faults: [{ at: 'bank', code: 'unknown-bank', facts: { bank: at.bank, table: table.version } }] };
  const branch = Object.hasOwn(bank.branches, at.branch) ? bank.branches[at.branch] : undefined;
  if (!branch) return { ok: false, faults: [{ at: 'branch', code: 'unknown-branch', facts: { bank: bank.name, branch: at.branch, table: table.version } }] };
  const [bankKana, branchKana] = [toBankKana(bank.kana), toBankKana(branch.kana)];
  if (!bankKana.ok || bankKana.kana.length > BANK_NAME_BYTES) return { ok: false, faults: [{ at: 'bank', code: 'unusable-name', facts: { kana: bank.kana } }] };
  if (!branchKana.ok || branchKana.kana.length > BANK_NAME_BYTES) return { ok: false, faults: [{ at: 'branch', code: 'unusable-name', facts: { kana: branch.kana } }] };
  return { ok: true, value: { bankName: bank.name, branchName: branch.name, bankKana: bankKana.kana, branchKana: branchKana.kana, tableVersion: table.version } };
}

/** An account as it is shown back to the person who typed it, line by line. */
export function shownAccount(account: Account, names?: BankNames): readonly { readonly label: string; readonly value: string }[] {
  return [
    { label: '銀行', value: names ? `${account.bank} ${names.bankName}` : account.bank },
    { label: '支店', value: names ? `${account.branch} ${names.branchName}` : account.branch },
    { label: '種目', value: ACCOUNT_TYPES[account.accountType] },
    { label: '口座番号', value: account.number },
    { label: '名義', value: account.holder },
  ];
}
