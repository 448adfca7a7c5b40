import { describe, expect, test } from 'vitest';
import type { Account, BankTable } from '../../workflows/domain/bank/account.js';
import { abbreviateHolder, lookUpNames, readAccount, readHolder, readPostAccount, shownAccount } from '../../workflows/domain/bank/account.js';
import { corporateCheckDigit, isCorporateNumber, readCorporateNumber, readInvoiceNumber } from '../../workflows/domain/bank/corporate-number.js';
import { fromJis, isBankKana, toBankKana, toJis } from '../../workflows/domain/bank/kana.js';
import type { BankCalendar, BankProfile, Payer, TransferBatch, TransferFile, TransferOrder, Written } from '../../workflows/domain/bank/zengin.js';
import { matchResults, parseTransfers, writeTransfers } from '../../workflows/domain/bank/zengin.js';
import { bankDayBefore, isBankDay } from '../../workflows/domain/office-clock.js';

const kana = (typed: string): string => { const read = toBankKana(typed); return read.ok ? read.kana : JSON.stringify(read.faults); };
const holder = (typed: string): string => { const read = readHolder(typed); return read.ok ? read.value : read.faults.map((f) => f.code).join(' '); };

describe('letters', () => {
  test('every way of typing kana ends in the same strict letters', () => {
    expect(kana('みどりちょうこどもしょくどう')).toBe('ﾐﾄﾞﾘﾁﾖｳｺﾄﾞﾓｼﾖｸﾄﾞｳ');
    expect(kana('ミドリチョウ')).toBe('ﾐﾄﾞﾘﾁﾖｳ');
    expect(kana('ﾐﾄﾞﾘﾁｮｳ')).toBe('ﾐﾄﾞﾘﾁﾖｳ');
    expect(kana('ミト\u3099リチョウ')).toBe('ﾐﾄﾞﾘﾁﾖｳ');
    expect(kana('ヴァイオリン・サークル')).toBe('ｳﾞｱｲｵﾘﾝ.ｻ-ｸﾙ');
    expect(kana('　ＮＰＯ　ヲ　abc１２ ')).toBe('NPO ｵ ABC12');
    expect(kana('〔ア〕[イ]{ウ}（エ）、オ。カ，キ')).toBe('(ｱ)(ｲ)(ｳ)(ｴ).ｵ.ｶ.ｷ');
    expect(kana('ーｰ−―–‐-')).toBe('-------');
  });
  test('a kanji is named with its place and, where it looks like kana, with that kana', () => {
    expect(toBankKana('ミドリ町')).toEqual({ ok: false, faults: [{ code: 'reading-needed', char: '町', place: 4 }] });
    expect(toBankKana('二シ')).toEqual({ ok: false, faults: [{ code: 'reading-needed', char: '二', place: 1, looksLike: 'ニ' }] });
    expect(toBankKana('𠮷ダ ¥')).toEqual({ ok: false, faults: [{ code: 'reading-needed', char: '𠮷', place: 1 }, { code: 'unmappable', char: '¥', place: 4 }] });
  });
  test('what no bank takes is refused, every letter of it', () => {
    for (const char of ['¥', '｢', '」', '&', '\'', '㈱', '?', 'ヰ', 'ゝ', '\n', '\u200b', 'é', '😀', '@', '\ufffd']) expect(toBankKana(`ア${char}`)).toEqual({ ok: false, faults: [{ code: 'unmappable', char, place: 2 }] });
    expect(toBankKana('ア゛ナ゜゛')).toMatchObject({ ok: false, faults: [{ code: 'stray-mark', place: 2 }, { code: 'stray-mark', place: 4 }, { code: 'stray-mark', place: 5 }] });
    expect(toBankKana(' 　')).toEqual({ ok: false, faults: [{ code: 'empty', char: '', place: 0 }] });
    expect(isBankKana('ｱ ｲ')).toBe(true);
    for (const text of ['', ' ｱ', 'ｱ ', 'ｱ  ｲ', 'ァ', 'ｧ', 'ｰ', 'ｦ', 'a', ',']) expect(isBankKana(text)).toBe(false);
  });
  test('a letter is one byte of JIS X 0201, and a letter without one throws instead of becoming a question mark', () => {
    expect([...toJis('ｶﾞA')]).toEqual([0xb6, 0xde, 0x41]);
    expect([...toJis('¥')]).toEqual([0x5c]);
    expect(() => toJis('町')).toThrow('U+753a');
    expect(fromJis(Uint8Array.of(0xb1, 0x5c))).toEqual({ text: 'ｱ¥' });
    expect(fromJis(Uint8Array.of(0x20, 0x81))).toEqual({ badByteAt: 1 });
  });
});

describe('a holder', () => {
  test('has its legal form abbreviated by where it stands', () => {
    expect(holder('トクテイヒエイリカツドウホウジン　キョウソウノワ')).toBe('ﾄｸﾋ)ｷﾖｳｿｳﾉﾜ');
    expect(holder('キョウソウノワ カブシキガイシャ')).toBe('ｷﾖｳｿｳﾉﾜ(ｶ');
    expect(holder('ミドリ（カ）チバエイギョウショ')).toBe('ﾐﾄﾞﾘ(ｶ)ﾁﾊﾞ(ｴｲ');
    expect(holder('（カ）ミドリ')).toBe('ｶ)ﾐﾄﾞﾘ');
    expect(holder('ミドリ（カ）')).toBe('ﾐﾄﾞﾘ(ｶ');
    expect(holder('イッパンシャダンホウジンミドリ')).toBe('ｼﾔ)ﾐﾄﾞﾘ');
    expect(holder('ドウブツノカイ ダイヒョウ ヤマダタロウ')).toBe('ﾄﾞｳﾌﾞﾂﾉｶｲ ﾀﾞｲﾋﾖｳ ﾔﾏﾀﾞﾀﾛｳ');
    for (const done of ['ﾄｸﾋ)ﾜ', 'ﾜ(ｶ', 'ﾜ(ﾄﾞ)ﾁﾊﾞ(ｼﾕﾂ', 'ﾐﾄﾞﾘ(ｱｵ)', 'ｱ)ｲ']) expect(abbreviateHolder(done)).toEqual({ ok: true, value: done });
  });
  test('is refused, never cut, when it is too long or names two forms or only a form', () => {
    expect(readHolder('ア'.repeat(31))).toEqual({ ok: false, faults: [{ at: 'holder', code: 'too-long', facts: { length: 31, max: 30 } }] });
    expect(holder('ガ'.repeat(15))).toHaveLength(30);
    expect(holder('ガ'.repeat(16))).toBe('too-long');
    expect(holder('カ）ミドリ（ユ')).toBe('two-legal-forms');
    expect(holder('ミドリ（エイ）アオ（エイ')).toBe('two-office-words');
    expect(holder('カブシキガイシャ')).toBe('form-only');
    expect(holder('')).toBe('missing');
  });
});

const TABLE: BankTable = { version: '2026-08-24', banks: { '0001': { name: '見本', kana: 'ミホン', branches: { '123': { name: '中央', kana: 'チユウオウ' }, '124': { name: '長い名の', kana: 'ナガイナマエノシテンデアルシテン' } } } } };
const typed = { bank: '０００１', branch: '123', accountType: '1', number: '123-45', holder: 'キョウソウノワ' };
const codes = (read: { ok: boolean; faults?: readonly { at: string; code: string }[] }): string[] => (read.faults ?? []).map((f) => `${f.at} ${f.code}`);

describe('an account', () => {
  test('is read as people type it and shown back as it will be used', () => {
    const read = readAccount(typed);
    expect(read).toEqual({ ok: true, value: { bank: '0001', branch: '123', accountType: '1', number: '0012345', holder: 'ｷﾖｳｿｳﾉﾜ' } });
    if (!read.ok) return;
    const names = lookUpNames(TABLE, read.value);
    expect(names).toEqual({ ok: true, value: { bankName: '見本', branchName: '中央', bankKana: 'ﾐﾎﾝ', branchKana: 'ﾁﾕｳｵｳ', tableVersion: '2026-08-24' } });
    expect(shownAccount(read.value, names.ok ? names.value : undefined).map((line) => line.value)).toEqual(['0001 見本', '123 中央', '普通', '0012345', 'ｷﾖｳｿｳﾉﾜ']);
    expect(shownAccount(read.value)[0]).toEqual({ label: '銀行', value: '0001' });
  });
  test('names everything that is wrong at once', () => {
    expect(codes(readAccount({ bank: '1', branch: '', accountType: '3', number: '12345678', holder: '町' }))).toEqual(['bank wrong-length', 'branch missing', 'number wrong-length', 'accountType unknown-type', 'holder reading-needed']);
    expect(readAccount({ ...typed, number: '12o45' })).toEqual({ ok: false, faults: [{ at: 'number', code: 'not-digits', facts: { char: 'o' } }] });
    expect(codes(readAccount({ ...typed, accountType: '' }))).toEqual(['accountType missing']);
    expect(codes(readAccount({ ...typed, accountType: 'toString' }))).toEqual(['accountType unknown-type']);
  });
  test('of a bank or branch that the list does not have is refused with the version of the list', () => {
    expect(lookUpNames(TABLE, { bank: '9999', branch: '123' })).toEqual({ ok: false, faults: [{ at: 'bank', code: 'unknown-bank', facts: { bank: '9999', table: '2026-08-24' } }] });
    expect(codes(lookUpNames(TABLE, { bank: '0001', branch: '999' }))).toEqual(['branch unknown-branch']);
    expect(codes(lookUpNames(TABLE, { bank: '0001', branch: '124' }))).toEqual(['branch unusable-name']);
  });
  test('of ゆうちょ is made from 記号 and 番号', () => {
    expect(readPostAccount({ symbol: '10530', number: '12345671', holder: 'ワ' })).toEqual({ ok: true, value: { bank: '9900', branch: '058', accountType: '1', number: '1234567', holder: 'ﾜ' } });
    expect(readPostAccount({ symbol: '１７３００', number: '4561', holder: 'ワ' })).toMatchObject({ value: { branch: '738', number: '0000456' } });
    expect(readPostAccount({ symbol: '00170', number: '12345', holder: 'ワ' })).toMatchObject({ value: { branch: '019', accountType: '2', number: '0012345' } });
  });
  test('of ゆうちょ is refused where a number could be somebody else’s', () => {
    expect(codes(readPostAccount({ symbol: '10530', number: '1234567', holder: 'ワ' }))).toEqual(['number post-number-end']);
    expect(codes(readPostAccount({ symbol: '20530', number: '11', holder: 'ワ' }))).toEqual(['symbol symbol-start']);
    expect(codes(readPostAccount({ symbol: '10531', number: '11', holder: 'ワ' }))).toEqual(['symbol symbol-end']);
    expect(codes(readPostAccount({ symbol: '105302', number: '', holder: '' }))).toEqual(['symbol wrong-length', 'number missing', 'holder missing']);
    expect(codes(readAccount({ ...typed, bank: '9900', branch: '058', number: '12345671' }))).toEqual(['number use-symbol']);
    expect(codes(readAccount({ ...typed, bank: '9900', branch: '019' }))).toEqual(['accountType type-against-branch']);
    expect(codes(readAccount({ ...typed, bank: '9900', branch: '123' }))).toEqual(['accountType type-against-branch']);
  });
});

describe('numbers of bodies', () => {
  test('carry the check digit of the ordinance', () => {
    for (const number of ['7000012050002', '4011001098993', '2120901007402', '7000020062014', '9000020011002']) expect(isCorporateNumber(number)).toBe(true);
    expect(corporateCheckDigit('000020062014')).toBe(7);
    expect(() => corporateCheckDigit('1')).toThrow('twelve');
    expect(readCorporateNumber('７０００-０２００-６２０１-４')).toEqual({ ok: true, value: '7000020062014' });
    expect(readCorporateNumber('8000020062014')).toEqual({ ok: false, fault: { code: 'check-digit', facts: { found: 8, needed: 7 } } });
    expect(readCorporateNumber('700002006201')).toMatchObject({ fault: { code: 'wrong-length' } });
    expect(readCorporateNumber('T7000020062014')).toMatchObject({ fault: { code: 'not-digits', facts: { char: 'T' } } });
    expect(readCorporateNumber(' ')).toMatchObject({ fault: { code: 'missing' } });
  });
  test('of invoice issuers are checked by form only', () => {
    expect(readInvoiceNumber('Ｔ７０００020062014')).toEqual({ ok: true, value: { number: 'T7000020062014', corporate: true } });
    expect(readInvoiceNumber('t0123456789012')).toEqual({ ok: true, value: { number: 'T0123456789012', corporate: false } });
    expect(readInvoiceNumber('7000020062014')).toMatchObject({ fault: { code: 'no-prefix' } });
    expect(readInvoiceNumber('T700002006201')).toMatchObject({ fault: { code: 'wrong-length' } });
    expect(readInvoiceNumber('')).toMatchObject({ fault: { code: 'missing' } });
  });
});

const PROFILE: BankProfile = { crlf: false, eof1A: false, bankNameRequired: false, clientCodePad: 'zero', clearingHouseFill: 'zero', maxRecords: 100 };
const PAYER: Payer = { clientCode: '1234567890', name: 'ﾔﾏｶﾞﾀｼ', bank: '0122', bankKana: 'ﾔﾏｶﾞﾀ', branch: '101', branchKana: 'ﾎﾝﾃﾝ', accountType: '2', number: '0000001' };
const CALENDAR: BankCalendar = { version: 't', closed: { '2026-09-21': '敬老の日', '2026-09-22': '休日', '2026-09-23': '秋分の日' } };
const AT = { today: '2026-08-10', calendar: CALENDAR };
const ACCOUNT: Account = { bank: '9900', branch: '828', accountType: '1', number: '0123456', holder: 'ﾄｸﾋ)ｷﾖｳｿｳﾉﾜ' };
const order = (id: string, more: Partial<TransferOrder> = {}, account: Partial<Account> = {}): TransferOrder => ({ id, yen: 490_000, edi: `2026-TP-${id}`, ...more, account: { ...ACCOUNT, ...account } });
const batch = (orders: readonly TransferOrder[], on = '2026-08-31', payer: Partial<Payer> = {}): TransferBatch => ({ payer: { ...PAYER, ...payer }, on, orders });
const written = (w: Written) => { if (!w.ok) throw new Error(JSON.stringify(w.faults)); return w; };
const text = (bytes: Uint8Array): string => new TextDecoder('shift_jis').decode(bytes);
const faults = (w: Written): string[] => (w.ok ? [] : w.faults.map((f) => `${f.at} ${f.code}`));

describe('a bank file', () => {
  test('has every field at its byte', () => {
    const file = written(writeTransfers(PROFILE, batch([order('1', { bankKana: 'ﾕｳﾁﾖ', branchKana: 'ﾊﾁﾆﾊﾁ', edi: '' })]), AT));
    expect(text(file.bytes)).toBe([
      '12101234567890', 'ﾔﾏｶﾞﾀｼ'.padEnd(40), '0831', '0122', 'ﾔﾏｶﾞﾀ'.padEnd(15), '101', 'ﾎﾝﾃﾝ'.padEnd(15), '2', '0000001', ' '.repeat(17),
      '2', '9900', 'ﾕｳﾁﾖ'.padEnd(15), '828', 'ﾊﾁﾆﾊﾁ'.padEnd(15), '0000', '1', '0123456', 'ﾄｸﾋ)ｷﾖｳｿｳﾉﾜ'.padEnd(30), '0000490000', '0', '0'.repeat(20), '7', ' ', ' '.repeat(7),
      '8000001000000490000', ' '.repeat(101), '9', ' '.repeat(119),
    ].join(''));
    expect(file).toMatchObject({ count: 1, sumYen: 490_000, ids: ['1'] });
  });
  test('follows the profile of the bank', () => {
    const one = batch([order('1')], '2026-08-31', { clientCode: '77' });
    const wide = written(writeTransfers({ ...PROFILE, crlf: true, eof1A: true, clientCodePad: 'space', clearingHouseFill: 'space' }, one, AT)).bytes;
    expect(wide).toHaveLength(4 * 122 + 1);
    expect(text(wide).slice(0, 122)).toMatch(/^121077 {8}[^\r]+\r\n$/);
    expect(text(wide).slice(122 + 38, 122 + 43)).toBe('    1');
    expect(wide.at(-1)).toBe(0x1a);
    expect(text(written(writeTransfers(PROFILE, one, AT)).bytes).slice(4, 14)).toBe('0000000077');
    expect(faults(writeTransfers({ ...PROFILE, bankNameRequired: true }, batch([order('1')], '2026-08-31', { bankKana: '' }), AT))).toEqual(['payer bad-payer', '1 bank-name-missing', '1 bank-name-missing']);
    expect(faults(writeTransfers({ ...PROFILE, maxRecords: 1 }, batch([order('1'), order('2')]), AT))).toEqual(['batch too-many']);
  });
  test('is not written when an order comes twice, or looks like another', () => {
    expect(faults(writeTransfers(PROFILE, batch([order('1'), order('1', { yen: 1 })]), AT))).toEqual(['1 twice']);
    expect(faults(writeTransfers(PROFILE, batch([order('1', { edi: 'A' }), order('2', { edi: 'A' })]), AT))).toEqual(['2 same-line']);
    expect(faults(writeTransfers(PROFILE, batch([]), AT))).toEqual(['batch no-orders']);
  });
  test('is not written with an amount, name, account or EDI that does not fit; every reason is named', () => {
    const bad = (more: Partial<TransferOrder>, account: Partial<Account> = {}) => faults(writeTransfers(PROFILE, batch([order('1', more, account)]), AT));
    for (const yen of [0, -1, 1.5, Number.NaN]) expect(bad({ yen })).toEqual(['1 bad-amount']);
    expect(bad({ yen: 9_999_999_999 })).toEqual([]);
    expect(bad({ yen: 10_000_000_000 })).toEqual(['1 amount-too-big']);
    expect(bad({}, { holder: 'ｱ'.repeat(30) })).toEqual([]);
    expect(bad({}, { holder: 'ｱ'.repeat(31) })).toEqual(['1 name-too-long']);
    for (const name of ['', 'ミドリ', 'ｱ ', 'ｱ,ｲ', '町']) expect(bad({}, { holder: name })).toEqual(['1 bad-name']);
    expect(bad({ edi: 'A'.repeat(21), bankKana: 'ｱ'.repeat(16) }, { bank: '990', branch: '1', number: '12', accountType: '3' as never })).toEqual(['1 bad-account', '1 bad-account', '1 bad-account', '1 bad-account', '1 bad-bank-name', '1 bad-edi']);
    expect(faults(writeTransfers(PROFILE, batch([order('1')], '2026-08-31', { clientCode: '', name: 'ｱ'.repeat(41), bank: '1', branch: '', branchKana: 'x', accountType: '4' as never, number: '1' }), AT))).toEqual(Array(7).fill('payer bad-payer'));
    const rich = Array.from({ length: 101 }, (_, n) => order(`${n}`, { yen: 9_999_999_999 }));
    expect(faults(writeTransfers({ ...PROFILE, maxRecords: 200 }, batch(rich), AT))).toEqual(['batch sum-too-big']);
  });
  test('is written for a bank day within two months only, because it names no year', () => {
    const on = (date: string, today = '2026-08-10') => faults(writeTransfers(PROFILE, batch([order('1')], date), { today, calendar: CALENDAR }));
    expect(on('2026-08-30')).toEqual(['date no-bank-day']);
    expect(on('2026-09-22')).toEqual(['date no-bank-day']);
    expect(on('2026-08-07')).toEqual(['date date-past']);
    expect(on('2026-10-09')).toEqual([]);
    expect(on('2026-10-09', '2026-08-09')).toEqual([]);
    expect(on('2026-10-09', '2026-08-08')).toEqual(['date date-too-far']);
    expect(on('2027-02-26', '2026-12-31')).toEqual([]);
    expect(on('2027-03-01', '2026-12-31')).toEqual(['date date-too-far']);
    expect(on('2026-02-30')).toEqual(['date bad-date']);
    expect(['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2028-01-03', '2027-01-04'].map((d) => isBankDay(CALENDAR, d))).toEqual([true, true, false, false, false, true]);
    expect(bankDayBefore(CALENDAR, '2026-09-23')).toBe('2026-09-18');
    expect(bankDayBefore(CALENDAR, '2026-08-31')).toBe('2026-08-31');
  });
});

describe('a file that is read', () => {
  const bytes = written(writeTransfers({ ...PROFILE, crlf: true }, batch([order('1'), order('2')]), AT)).bytes;
  const changed = (at: number, to: string): Uint8Array => { const copy = bytes.slice(); copy.set(toJis(to), at); return copy; };
  const found = (b: Uint8Array): string[] => { const read = parseTransfers(b); return read.ok ? [] : read.faults.map((f) => `${f.record}:${f.position} ${f.code}`); };
  test('is refused with the record and byte of every fault', () => {
    expect(found(bytes)).toEqual([]);
    expect(found(bytes.subarray(0, -2))).toEqual([]);
    expect(found(bytes.subarray(0, -5))).toEqual(['0:0 length']);
    expect(found(new Uint8Array())).toEqual(['0:0 empty', '0:0 length']);
    expect(found(changed(0, '7'))).toEqual(['1:1 wrong-record']);
    expect(found(changed(1, '11'))).toEqual(['1:2 wrong-kind']);
    expect(found(changed(4, 'A'))).toEqual(['1:5 not-digits']);
    expect(found(changed(122 + 80, 'A'))).toEqual(['2:81 not-digits']);
    expect(found(changed(122 + 113, '0'))).toEqual(['2:114 not-blank']);
    expect(found(changed(122 + 89, '1'))).toEqual(['4:8 sum-differs']);
    expect(found(changed(3 * 122 + 6, '3'))).toEqual(['4:2 count-differs']);
    expect(found(changed(122 + 120, '  '))).toEqual(['2:121 line-end']);
    const broken = bytes.slice();
    broken[122 + 50] = 0x81;
    expect(found(broken)).toEqual(['2:51 bad-byte']);
  });
});

describe('a result file', () => {
  const CODES = { '0': { paid: true, words: '振込済み' }, '2': { paid: false, words: '口座なし' } };
  const sent = batch([order('1'), order('2', { yen: 5 }), order('3', { edi: '' }, { number: '7777777' })]);
  /** What the bank sends back: our own file with a code at byte 114, and whatever else a test changes. */
  const back = (resultCodes: string, change: (file: TransferFile) => TransferFile = (f) => f): TransferFile => {
    const bytes = written(writeTransfers(PROFILE, sent, AT)).bytes.slice();
    [...resultCodes].forEach((code, n) => { bytes.set(toJis(code), (n + 1) * 120 + 113); });
    const read = parseTransfers(bytes, 'result');
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    return change(read.file);
  };
  const line = (n: number, more: object) => (f: TransferFile): TransferFile => ({ ...f, lines: f.lines.map((l, i) => (i === n ? { ...l, ...more } : l)) });
  const mismatches = (file: TransferFile): string[] => matchResults(sent, file, CODES).mismatches.map((m) => `${m.code} ${m.id ?? ''} ${m.facts.field ?? ''}`.trim());

  test('settles and returns each order by its own line, in whatever order the lines stand', () => {
    const { results, mismatches: none } = matchResults(sent, back('020', (f) => ({ ...f, lines: [...f.lines].reverse() })), CODES);
    expect(none).toEqual([]);
    expect(results).toEqual([{ id: '1', paid: true, code: '0', words: '振込済み' }, { id: '2', paid: false, code: '2', words: '口座なし' }, { id: '3', paid: true, code: '0', words: '振込済み' }]);
  });
  test('gives no result to an order whose line is missing, doubled, changed or carries an unknown code', () => {
    expect(mismatches(back('0 0'))).toEqual(['unknown-code 2']);
    expect(mismatches(back('090'))).toEqual(['unknown-code 2']);
    expect(mismatches(back('000', (f) => ({ ...f, lines: f.lines.slice(1) })))).toEqual(['missing-line 1']);
    expect(mismatches(back('000', (f) => ({ ...f, lines: [...f.lines, f.lines[0]!] })))).toEqual(['line-twice 1']);
    expect(mismatches(back('000', line(0, { yen: 1 })))).toEqual(['line-differs 1 yen']);
    expect(mismatches(back('000', line(0, { number: '1', bank: '0001' })))).toEqual(['line-differs 1 bank', 'line-differs 1 number']);
    expect(mismatches(back('000', line(2, { yen: 7 })))).toEqual(['line-differs 3 yen']);
    expect(mismatches(back('000', line(2, { number: '1', yen: 7 })))).toEqual(['unknown-line', 'missing-line 3']);
    expect(mismatches(back('000', line(1, { holder: 'ﾍﾞﾂｼﾞﾝ' })))).toEqual(['holder-differs 2']);
    expect(matchResults(sent, back('000', line(0, { yen: 1 })), CODES).results.map((r) => r.id)).toEqual(['2', '3']);
  });
  test('of another day, account or client settles nothing', () => {
    const other = matchResults(sent, back('000', (f) => ({ ...f, monthDay: '0901', number: '0000002' })), CODES);
    expect(other.results).toEqual([]);
    expect(other.mismatches.map((m) => m.facts.field)).toEqual(['monthDay', 'number']);
    expect(matchResults(sent, back('000', (f) => ({ ...f, clientCode: ' 1234567890' })), CODES).mismatches).toEqual([]);
    expect(() => matchResults(batch([order('1', { edi: '' }), order('2', { edi: '' })]), back('000'), CODES)).toThrow('never written');
  });
});
