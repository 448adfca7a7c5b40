// The file by which a city tells its bank whom to pay (全銀協 総合振込): header, one line for each order, trailer, end, 120 bytes each.
// What a bank would misread is refused before a byte is written; what a bank sends back is compared, never assumed.
import type { Calendar, CivilDate } from '../calendar.js';
import { isCivilDate } from '../calendar.js';
import type { Yen } from '../money.js';
import { commas, sum } from '../money.js';
import { bankDayBefore, isBankDay } from '../office-clock.js';
import type { Account } from './account.js';
import { ACCOUNT_TYPES, BANK_NAME_BYTES, HOLDER_BYTES } from './account.js';
import { fromJis, isBankKana, toJis } from './kana.js';

/** How one bank wants its files; the file guides differ in just these points. `maxRecords` counts orders. */
export type BankProfile = {
  readonly crlf: boolean;
  /** One byte 1A after the last record. */
  readonly eof1A: boolean;
  readonly bankNameRequired: boolean;
  /** Zeros in front of a short 委託者コード, or spaces behind. */
  readonly clientCodePad: 'zero' | 'space';
  /** What stands in 手形交換所番号, which nobody uses any more. */
  readonly clearingHouseFill: 'zero' | 'space';
  readonly maxRecords: number;
};
/** The city as its bank knows it: names in strict letters, `accountType` 1, 2 or 9, names of bank and branch may be empty. */
export type Payer = {
  readonly clientCode: string;
  readonly name: string;
  readonly bank: string;
  readonly bankKana: string;
  readonly branch: string;
  readonly branchKana: string;
  readonly accountType: '1' | '2' | '9';
  readonly number: string;
};
/** One payment. `edi` (at most 20 strict letters, may be empty) is shown to the payee and comes back: put the case number there. */
export type TransferOrder = { readonly id: string; readonly account: Account; readonly bankKana?: string; readonly branchKana?: string; readonly yen: Yen; readonly edi: string };
export type TransferBatch = { readonly payer: Payer; readonly on: CivilDate; readonly orders: readonly TransferOrder[] };
/** Days on which banks are closed besides weekends and 31 December to 3 January: the national holidays, not the city's own days off. */
export type BankCalendar = Calendar;

export const BATCH_FAULT_CODES = [
  'no-orders', 'too-many', 'twice', 'same-line', 'bad-name', 'name-too-long', 'bad-amount', 'amount-too-big', 'sum-too-big', 'bad-account', 'bank-name-missing', 'bad-bank-name',
  'bad-edi', 'bad-payer', 'bad-date', 'date-past', 'date-too-far', 'no-bank-day',
] as const;
/** Why nothing was written. `at` is the id of an order, or `batch`, `payer` or `date`. */
export type BatchFault = { readonly at: string; readonly code: (typeof BATCH_FAULT_CODES)[number]; readonly facts: { readonly [name: string]: string | number } };
/** The file with what two people compare before it leaves; `ids` are the orders in the order of their lines. */
export type Written = { readonly ok: true; readonly bytes: Uint8Array; readonly count: number; readonly sumYen: Yen; readonly ids: readonly string[] } | { readonly ok: false; readonly faults: readonly BatchFault[] };

const RECORD = 120;
const CRLF = [0x0d, 0x0a];
const EOF = 0x1a;
const PAYER_BYTES = 40;
const EDI_BYTES = 20;
/** Largest amount of a line (10 digits) and of a file (12 digits). */
const MAX_YEN = 9_999_999_999;
const MAX_SUM = 999_999_999_999;
/** The trailer counts with six digits. */
const MAX_COUNT = 999_999;

/** Name, bytes, kind of each field: n = digits, filled with zeros in front; c = letters, filled with spaces behind; o = digits or all spaces; p = digits with spaces around. */
type Layout = readonly (readonly [string, number, 'n' | 'c' | 'o' | 'p'])[];
const HEADER: Layout = [
  ['record', 1, 'n'], ['kind', 2, 'n'], ['coding', 1, 'n'], ['clientCode', 10, 'p'], ['name', 40, 'c'], ['monthDay', 4, 'n'], ['bank', 4, 'n'], ['bankKana', 15, 'c'],
  ['branch', 3, 'n'], ['branchKana', 15, 'c'], ['accountType', 1, 'n'], ['number', 7, 'n'], ['blank', 17, 'c'],
];
const LINE: Layout = [
  ['record', 1, 'n'], ['bank', 4, 'n'], ['bankKana', 15, 'c'], ['branch', 3, 'n'], ['branchKana', 15, 'c'], ['clearingHouse', 4, 'o'], ['accountType', 1, 'n'], ['number', 7, 'n'], ['holder', 30, 'c'],
  ['yen', 10, 'n'], ['newCode', 1, 'n'], ['edi', 20, 'c'], ['way', 1, 'o'], ['ediMark', 1, 'c'], ['resultCode', 1, 'c'], ['blank', 6, 'c'],
];
const TRAILER: Layout = [['record', 1, 'n'], ['count', 6, 'n'], ['sumYen', 12, 'n'], ['blank', 101, 'c']];
const END: Layout = [['record', 1, 'n'], ['blank', 119, 'c']];

/** One record. A value that does not fit is a bug here, since all values were checked before. */
function record(layout: Layout, values: Readonly<Record<string, string>>): string {
  return layout.map(([name, length, kind]) => {
    const value = values[name] ?? '';
    if (value.length > length) throw new Error(`${name} does not fit into ${length} bytes`);
    return kind === 'n' ? value.padStart(length, '0') : value.padEnd(length, ' ');
  }).join('');
}

/** The date as the header has it, MMDD. */
const monthDayOf = (date: CivilDate): string => date.slice(5, 7) + date.slice(8, 10);

/** Whether `date` is later than the same day two months after `today`: the file names no year, so a bank could take it for a day long past. */
function tooFar(today: CivilDate, date: CivilDate): boolean {
  const months = (d: CivilDate): number => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
  const apart = months(date) - months(today);
  return apart > 2 || (apart === 2 && date.slice(8) > today.slice(8));
}

type Note = (code: BatchFault['code'], facts?: BatchFault['facts']) => void;
const fits = (text: string, bytes: number): boolean => isBankKana(text) && text.length <= bytes;
const isDigits = (text: string, length: number): boolean => text.length === length && /^[0-9]*$/.test(text);

function checkPayer(profile: BankProfile, payer: Payer, note: Note): void {
  const needsName = (text: string): boolean => (text === '' ? !profile.bankNameRequired : fits(text, BANK_NAME_BYTES));
  const right: Readonly<Record<keyof Payer, boolean>> = {
    clientCode: /^[0-9]{1,10}$/.test(payer.clientCode), name: fits(payer.name, PAYER_BYTES), bank: isDigits(payer.bank, 4), bankKana: needsName(payer.bankKana),
    branch: isDigits(payer.branch, 3), branchKana: needsName(payer.branchKana), accountType: ['1', '2', '9'].includes(payer.accountType), number: isDigits(payer.number, 7),
  };
  for (const [field, fine] of Object.entries(right)) if (!fine) note('bad-payer', { field, found: payer[field as keyof Payer] });
}

function checkDate(on: CivilDate, today: CivilDate, calendar: BankCalendar, note: Note): void {
  if (!isCivilDate(on)) note('bad-date', { on });
  else if (on < today) note('date-past', { on, today });
  else if (tooFar(today, on)) note('date-too-far', { on, today });
  else if (!isBankDay(calendar, on)) note('no-bank-day', { on, before: bankDayBefore(calendar, on), ...(calendar.closed[on] ? { holiday: calendar.closed[on] } : {}) });
}

function checkOrder(profile: BankProfile, { account, bankKana = '', branchKana = '', yen, edi }: TransferOrder, note: Note): void {
  if (!isDigits(account.bank, 4)) note('bad-account', { field: 'bank', found: account.bank });
  if (!isDigits(account.branch, 3)) note('bad-account', { field: 'branch', found: account.branch });
  if (!isDigits(account.number, 7)) note('bad-account', { field: 'number', found: account.number });
  if (!Object.hasOwn(ACCOUNT_TYPES, account.accountType)) note('bad-account', { field: 'accountType', found: account.accountType });
  if (!isBankKana(account.holder)) note('bad-name', { found: account.holder });
  else if (account.holder.length > HOLDER_BYTES) note('name-too-long', { length: account.holder.length, max: HOLDER_BYTES });
  for (const [field, name] of [['bankKana', bankKana], ['branchKana', branchKana]] as const) {
    if (name === '') { if (profile.bankNameRequired) note('bank-name-missing', { field }); } else if (!fits(name, BANK_NAME_BYTES)) note('bad-bank-name', { field, found: name });
  }
  if (!Number.isSafeInteger(yen) || yen <= 0) note('bad-amount', { yen });
  else if (yen > MAX_YEN) note('amount-too-big', { yen, max: MAX_YEN });
  if (edi !== '' && !fits(edi, EDI_BYTES)) note('bad-edi', { found: edi, max: EDI_BYTES });
}

/** What a bank sends back of an order, and so all by which a result can be told to belong to it. */
const lineKey = (account: Pick<Account, 'bank' | 'branch' | 'accountType' | 'number'> | TransferLine, yen: Yen, edi: string): string => [account.bank, account.branch, account.accountType, account.number, yen, edi].join('|');

/** Every reason not to write this batch; empty when it may be written. */
export function checkTransfers(profile: BankProfile, batch: TransferBatch, at: { readonly today: CivilDate; readonly calendar: BankCalendar }): readonly BatchFault[] {
  const faults: BatchFault[] = [];
  const note = (where: string): Note => (code, facts = {}) => faults.push({ at: where, code, facts });
  const { orders } = batch;
  checkPayer(profile, batch.payer, note('payer'));
  checkDate(batch.on, at.today, at.calendar, note('date'));
  const max = Math.min(profile.maxRecords, MAX_COUNT);
  if (orders.length === 0) note('batch')('no-orders');
  if (orders.length > max) note('batch')('too-many', { count: orders.length, max });
  const ids = new Set<string>();
  const lines = new Map<string, string>();
  for (const order of orders) {
    const of = note(order.id);
    checkOrder(profile, order, of);
    const key = lineKey(order.account, order.yen, order.edi);
    const other = lines.get(key);
    if (ids.has(order.id)) of('twice');
    // Two equal lines look like one payment made twice, and no result could tell them apart.
    else if (other !== undefined) of('same-line', { other });
    ids.add(order.id);
    lines.set(key, other ?? order.id);
  }
  if (faults.length === 0 && sum(orders.map((o) => o.yen)) > MAX_SUM) note('batch')('sum-too-big', { max: commas(MAX_SUM) });
  return faults;
}

/**
 * The file of a batch, in JIS X 0201. The same orders give the same bytes in whatever order they come: lines stand by id. Refuses the whole batch, with every
 * reason, when anything in it is not right; nothing is ever cut or replaced.
 */
export function writeTransfers(profile: BankProfile, batch: TransferBatch, at: { readonly today: CivilDate; readonly calendar: BankCalendar }): Written {
  const faults = checkTransfers(profile, batch, at);
  if (faults.length > 0) return { ok: false, faults };
  const { payer } = batch;
  const orders = [...batch.orders].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sumYen = sum(orders.map((o) => o.yen));
  const clientCode = profile.clientCodePad === 'zero' ? payer.clientCode.padStart(10, '0') : payer.clientCode;
  const clearingHouse = profile.clearingHouseFill === 'zero' ? '0000' : '';
  const records = [
    record(HEADER, { ...payer, record: '1', kind: '21', coding: '0', clientCode, monthDay: monthDayOf(batch.on) }),
    ...orders.map(({ account, bankKana, branchKana, yen, edi }) =>
      // Without EDI its place holds two customer codes, which we leave at zero. 7 = by wire.
      record(LINE, { ...account, record: '2', bankKana: bankKana ?? '', branchKana: branchKana ?? '', clearingHouse, yen: String(yen), newCode: '0', edi: edi || '0'.repeat(EDI_BYTES), way: '7', ediMark: edi ? 'Y' : '' })),
    record(TRAILER, { record: '8', count: String(orders.length), sumYen: String(sumYen) }),
    record(END, { record: '9' }),
  ];
  const stride = RECORD + (profile.crlf ? CRLF.length : 0);
  const bytes = new Uint8Array(records.length * stride + (profile.eof1A ? 1 : 0));
  for (const [n, text] of records.entries()) {
    bytes.set(toJis(text), n * stride);
    if (profile.crlf) bytes.set(CRLF, n * stride + RECORD);
  }
  if (profile.eof1A) bytes[bytes.length - 1] = EOF;
  return { ok: true, bytes, count: orders.length, sumYen, ids: orders.map((o) => o.id) };
}

/** One line as read. Without EDI `edi` is empty and `customerCodes` holds its twenty bytes; `resultCode` is the byte at 114, empty in a file we sent. */
export type TransferLine = {
  readonly bank: string; readonly bankKana: string; readonly branch: string; readonly branchKana: string; readonly accountType: string; readonly number: string; readonly holder: string;
  readonly yen: Yen; readonly edi: string; readonly customerCodes: string; readonly resultCode: string;
};
/** A file as read. The date has no year. */
export type TransferFile = {
  readonly clientCode: string; readonly name: string; readonly monthDay: string; readonly bank: string; readonly bankKana: string; readonly branch: string; readonly branchKana: string;
  readonly accountType: string; readonly number: string; readonly lines: readonly TransferLine[]; readonly count: number; readonly sumYen: Yen;
};
export const FILE_FAULT_CODES = ['empty', 'length', 'line-end', 'bad-byte', 'wrong-record', 'not-digits', 'not-blank', 'wrong-kind', 'count-differs', 'sum-differs'] as const;
/** What is wrong with a file: in which record (from 1) and at which byte of it (from 1); 0 when it is about the whole. */
export type FileFault = { readonly record: number; readonly position: number; readonly code: (typeof FILE_FAULT_CODES)[number]; readonly facts: { readonly [name: string]: string | number } };
export type FileReading = { readonly ok: true; readonly file: TransferFile } | { readonly ok: false; readonly faults: readonly FileFault[] };

const whole = (code: FileFault['code'], facts: FileFault['facts'] = {}): FileFault => ({ record: 0, position: 0, code, facts });

/** The records as text. With or without CRLF and with or without a last 1A, as banks send them. */
function cut(bytes: Uint8Array, faults: FileFault[]): string[] {
  const body = bytes.at(-1) === EOF ? bytes.subarray(0, -1) : bytes;
  if (body.length === 0) faults.push(whole('empty'));
  const stride = RECORD + (body[RECORD] === CRLF[0] ? CRLF.length : 0);
  // The last line end may be missing.
  const over = body.length % stride;
  if (over !== 0 && over !== RECORD) faults.push(whole('length', { bytes: body.length, stride }));
  const records: string[] = [];
  for (let from = 0; from + RECORD <= body.length; from += stride) {
    const n = records.length + 1;
    const read = fromJis(body.subarray(from, from + RECORD));
    if ('badByteAt' in read) faults.push({ record: n, position: read.badByteAt + 1, code: 'bad-byte', facts: { byte: body[from + read.badByteAt] ?? 0 } });
    if (stride > RECORD && from + stride <= body.length && (body[from + RECORD] !== CRLF[0] || body[from + RECORD + 1] !== CRLF[1])) faults.push({ record: n, position: RECORD + 1, code: 'line-end', facts: {} });
    records.push('text' in read ? read.text : '');
  }
  return records;
}

/** The fields of one record; digits are checked, letters lose the spaces behind. */
function fields(layout: Layout, text: string, n: number, first: string, faults: FileFault[], result = false): Readonly<Record<string, string>> {
  if (text[0] !== first) {
    faults.push({ record: n, position: 1, code: 'wrong-record', facts: { found: text[0] ?? '', needed: first } });
    return {};
  }
  const values: Record<string, string> = {};
  let at = 0;
  for (const [name, length, kind] of layout) {
    const value = text.slice(at, at + length);
    const digits = kind === 'p' ? value.trim() : value;
    if (kind !== 'c' && !/^[0-9]+$/.test(digits) && !(kind === 'o' && value.trim() === '')) faults.push({ record: n, position: at + 1, code: 'not-digits', facts: { field: name, found: value } });
    if ((name === 'blank' || name === 'resultCode') && !result && value.trim() !== '') faults.push({ record: n, position: at + 1, code: 'not-blank', facts: { found: value } });
    values[name] = kind === 'n' ? value : value.trimEnd();
    at += length;
  }
  return values;
}

/** Reads a 総合振込 file. `as: 'result'` allows a result code and marks of the bank after byte 113 of a line. Every fault is listed; a file with one is not used. */
export function parseTransfers(bytes: Uint8Array, as: 'sent' | 'result' = 'sent'): FileReading {
  const faults: FileFault[] = [];
  const records = cut(bytes, faults);
  if (records.length < 3) faults.push(whole('length', { records: records.length }));
  if (faults.length > 0) return { ok: false, faults };
  const last = records.length;
  const header = fields(HEADER, records[0] ?? '', 1, '1', faults);
  const lines = records.slice(1, -2).map((text, n) => fields(LINE, text, n + 2, '2', faults, as === 'result'));
  const trailer = fields(TRAILER, records[last - 2] ?? '', last - 1, '8', faults);
  fields(END, records[last - 1] ?? '', last, '9', faults);
  if (header.kind !== undefined && (header.kind !== '21' || header.coding !== '0')) faults.push({ record: 1, position: 2, code: 'wrong-kind', facts: { kind: header.kind, coding: header.coding ?? '' } });
  const sumYen = sum(lines.map((line) => Number(line.yen)));
  if (faults.length === 0 && Number(trailer.count) !== lines.length) faults.push({ record: last - 1, position: 2, code: 'count-differs', facts: { found: Number(trailer.count), counted: lines.length } });
  if (faults.length === 0 && Number(trailer.sumYen) !== sumYen) faults.push({ record: last - 1, position: 8, code: 'sum-differs', facts: { found: Number(trailer.sumYen), counted: sumYen } });
  if (faults.length > 0) return { ok: false, faults };
  const text = (from: Readonly<Record<string, string>>, name: string): string => from[name] ?? '';
  const place = (from: Readonly<Record<string, string>>) => ({
    bank: text(from, 'bank'), bankKana: text(from, 'bankKana'), branch: text(from, 'branch'), branchKana: text(from, 'branchKana'), accountType: text(from, 'accountType'), number: text(from, 'number'),
  });
  return {
    ok: true,
    file: {
      clientCode: text(header, 'clientCode'), name: text(header, 'name'), monthDay: text(header, 'monthDay'), ...place(header), count: lines.length, sumYen,
      lines: lines.map((line) => ({
        ...place(line), holder: text(line, 'holder'), yen: Number(line.yen), resultCode: text(line, 'resultCode'),
        ...(line.ediMark === 'Y' ? { edi: text(line, 'edi'), customerCodes: '' } : { edi: '', customerCodes: text(line, 'edi') }),
      })),
    },
  };
}

/** What a bank's codes mean: data of the bank, since each has its own. `paid: false` is 振込不能; `words` are shown to people. */
export type ResultCodes = { readonly [code: string]: { readonly paid: boolean; readonly words: string } };
export type TransferResult = { readonly id: string; readonly paid: boolean; readonly code: string; readonly words: string };
export const MISMATCH_CODES = ['header-differs', 'missing-line', 'unknown-line', 'line-differs', 'line-twice', 'holder-differs', 'unknown-code'] as const;
/** One thing in a result file that does not agree with what was sent. `line` counts data lines from 1, `id` names the order where it is known. */
export type Mismatch = { readonly code: (typeof MISMATCH_CODES)[number]; readonly line?: number; readonly id?: string; readonly facts: { readonly [name: string]: string | number } };

const bare = (clientCode: string): string => clientCode.trim().replace(/^0+/, '');

/**
 * What a result file says about the orders of a batch that was written. An order gets a result only when exactly one line agrees with it in account, amount,
 * EDI and holder and its code is known; everything else is listed. A file with another header (another account, day or client) settles nothing.
 */
export function matchResults(batch: TransferBatch, file: TransferFile, codes: ResultCodes): { readonly results: readonly TransferResult[]; readonly mismatches: readonly Mismatch[] } {
  const mismatches: Mismatch[] = [];
  const { bank, branch, accountType, number } = batch.payer;
  const expected = { clientCode: bare(batch.payer.clientCode), monthDay: monthDayOf(batch.on), bank, branch, accountType, number };
  const found = { ...file, clientCode: bare(file.clientCode) };
  for (const [field, value] of Object.entries(expected)) {
    const is = found[field as keyof typeof expected];
    if (is !== value) mismatches.push({ code: 'header-differs', facts: { field, found: is, expected: value } });
  }
  const foreign = mismatches.length > 0;
  const byKey = new Map(batch.orders.map((order) => [lineKey(order.account, order.yen, order.edi), order]));
  if (byKey.size !== batch.orders.length) throw new Error('two orders of this batch have the same line: it was never written');
  const linesOf = new Map<string, number[]>();
  const strangers: number[] = [];
  for (const [n, line] of file.lines.entries()) {
    const order = byKey.get(lineKey(line, line.yen, line.edi));
    if (order) linesOf.set(order.id, [...(linesOf.get(order.id) ?? []), n]);
    else strangers.push(n);
  }
  const unseen = batch.orders.filter((order) => !linesOf.has(order.id));
  const spoken = new Set<string>();
  for (const n of strangers) {
    const line = file.lines[n] as TransferLine;
    const near = unseen.filter((order) => (order.edi !== '' && order.edi === line.edi) || lineKey(order.account, 0, '') === lineKey(line, 0, ''));
    const [only] = near;
    if (near.length !== 1 || !only) {
      mismatches.push({ code: 'unknown-line', line: n + 1, facts: { account: `${line.bank}-${line.branch}-${line.accountType}-${line.number}`, yen: line.yen, edi: line.edi } });
      continue;
    }
    spoken.add(only.id);
    const sent = { ...only.account, yen: only.yen, edi: only.edi };
    for (const field of ['bank', 'branch', 'accountType', 'number', 'yen', 'edi'] as const)
      if (sent[field] !== line[field]) mismatches.push({ code: 'line-differs', line: n + 1, id: only.id, facts: { field, found: line[field], expected: sent[field] } });
  }
  const results: TransferResult[] = [];
  for (const order of batch.orders) {
    const lines = linesOf.get(order.id) ?? [];
    const [n = 0] = lines;
    const line = file.lines[n];
    if (lines.length === 0 || !line) {
      if (!spoken.has(order.id)) mismatches.push({ code: 'missing-line', id: order.id, facts: { yen: order.yen } });
      continue;
    }
    const word = Object.hasOwn(codes, line.resultCode) ? codes[line.resultCode] : undefined;
    if (lines.length > 1) mismatches.push({ code: 'line-twice', line: (lines[1] ?? 0) + 1, id: order.id, facts: { lines: lines.map((l) => l + 1).join(', ') } });
    else if (line.holder !== order.account.holder) mismatches.push({ code: 'holder-differs', line: n + 1, id: order.id, facts: { found: line.holder, expected: order.account.holder } });
    else if (!word) mismatches.push({ code: 'unknown-code', line: n + 1, id: order.id, facts: { found: line.resultCode } });
    else if (!foreign) results.push({ id: order.id, paid: word.paid, code: line.resultCode, words: word.words });
  }
  return { results, mismatches };
}
