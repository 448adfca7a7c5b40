import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHolder, readPostAccount } from '../../workflows/domain/bank/account.js';
import { corporateCheckDigit, isCorporateNumber } from '../../workflows/domain/bank/corporate-number.js';
import { isBankKana, toBankKana } from '../../workflows/domain/bank/kana.js';
import type { BankProfile, Payer, TransferBatch, TransferOrder } from '../../workflows/domain/bank/zengin.js';
import { checkTransfers, matchResults, parseTransfers, writeTransfers } from '../../workflows/domain/bank/zengin.js';

const STRICT = /^[ 0-9A-Z().\-/\uff71-\uff9d\uff9e\uff9f]*$/;
const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
/** Strict text of at most so many bytes, made letter by letter, so that marks stand where they may. */
const strict = (max: number) => fc.array(fc.constantFrom('ｱ', 'ﾝ', 'ﾜ', 'ｶﾞ', 'ｳﾞ', 'ﾊﾟ', 'ﾎﾞ', 'A', 'Z', '0', '9', '(', ')', '.', '-', '/', ' '), { minLength: 1, maxLength: max })
  .map((letters) => letters.join('').slice(0, max).trim().replace(/ +/g, ' ')).filter((text) => text !== '');
const optional = (max: number) => fc.oneof(fc.constant(''), strict(max));

const profile: fc.Arbitrary<BankProfile> = fc.record({ crlf: fc.boolean(), eof1A: fc.boolean(), bankNameRequired: fc.constant(false), clientCodePad: fc.constantFrom('zero', 'space'), clearingHouseFill: fc.constantFrom('zero', 'space'), maxRecords: fc.constant(9999) });
const payer: fc.Arbitrary<Payer> = fc.record({ clientCode: digits(10), name: strict(40), bank: digits(4), bankKana: optional(15), branch: digits(3), branchKana: optional(15), accountType: fc.constantFrom('1', '2', '9'), number: digits(7) });
const order = fc.record({
  account: fc.record({ bank: digits(4), branch: digits(3), accountType: fc.constantFrom('1', '2', '4', '9'), number: digits(7), holder: strict(30) }),
  bankKana: optional(15), branchKana: optional(15), yen: fc.integer({ min: 1, max: 9_999_999_999 }), edi: optional(20),
});
const orders: fc.Arbitrary<TransferOrder[]> = fc.uniqueArray(order, { minLength: 1, maxLength: 25, selector: (o) => JSON.stringify([o.account.bank, o.account.branch, o.account.accountType, o.account.number, o.yen, o.edi]) })
  .map((all) => all.map((o, n) => ({ id: `p-${(n * 7919) % 10_007}`, ...o }) as TransferOrder));
const batch: fc.Arbitrary<TransferBatch> = fc.record({ payer, on: fc.constantFrom('2026-08-31', '2026-10-09', '2026-09-01'), orders });
const AT = { today: '2026-08-10', calendar: { version: 't', closed: {} } };

function write(p: BankProfile, b: TransferBatch) {
  const made = writeTransfers(p, b, AT);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made;
}

/** A second reader, by the positions of the layout (1-based, as bank guides print them) and the platform's own decoder. It shares nothing with the writer. */
function readBack(bytes: Uint8Array, p: BankProfile) {
  expect(bytes.includes(0x0d)).toBe(p.crlf);
  expect(bytes.at(-1) === 0x1a).toBe(p.eof1A);
  const body = new TextDecoder('shift_jis', { fatal: true }).decode(p.eof1A ? bytes.subarray(0, -1) : bytes);
  expect(body.length).toBe(bytes.length - (p.eof1A ? 1 : 0));
  const records = p.crlf ? body.split('\r\n').slice(0, -1) : (body.match(/.{120}/gsu) ?? []);
  for (const record of records) expect(record).toHaveLength(120);
  expect(records.length * (p.crlf ? 122 : 120)).toBe(body.length);
  const at = (record: string | undefined, from: number, to = from): string => (record ?? '').slice(from - 1, to);
  const [header, ...rest] = records;
  const [trailer, end] = rest.splice(-2);
  expect(at(header, 1, 4)).toBe('1210');
  expect(at(header, 104, 120) + at(trailer, 20, 120) + at(end, 2, 120)).toMatch(/^ +$/);
  expect(at(trailer, 1) + at(end, 1)).toBe('89');
  return {
    monthDay: at(header, 55, 58), count: Number(at(trailer, 2, 7)), sum: BigInt(at(trailer, 8, 19)),
    payer: { clientCode: at(header, 5, 14).trim(), name: at(header, 15, 54).trimEnd(), bank: at(header, 59, 62), bankKana: at(header, 63, 77).trimEnd(), branch: at(header, 78, 80), branchKana: at(header, 81, 95).trimEnd(), accountType: at(header, 96), number: at(header, 97, 103) },
    orders: rest.map((line) => {
      expect(at(line, 1) + at(line, 91) + at(line, 112)).toBe('207');
      expect(at(line, 39, 42)).toBe(p.clearingHouseFill === 'zero' ? '0000' : '    ');
      expect(at(line, 114, 120)).toBe('       ');
      const marked = at(line, 113) === 'Y';
      if (!marked) expect(at(line, 92, 111)).toBe('0'.repeat(20));
      return {
        account: { bank: at(line, 2, 5), branch: at(line, 21, 23), accountType: at(line, 43), number: at(line, 44, 50), holder: at(line, 51, 80).trimEnd() },
        bankKana: at(line, 6, 20).trimEnd(), branchKana: at(line, 24, 38).trimEnd(), yen: Number(at(line, 81, 90)), edi: marked ? at(line, 92, 111).trimEnd() : '',
      };
    }),
  };
}

describe('a bank file', () => {
  test('read by another reader is what was ordered, in records of exactly 120 bytes, with the true sum', () => {
    fc.assert(fc.property(profile, batch, (p, b) => {
      const made = write(p, b);
      const read = readBack(made.bytes, p);
      const byId = new Map(b.orders.map(({ id, ...o }) => [id, o]));
      expect(read.orders).toEqual(made.ids.map((id) => byId.get(id)));
      expect(new Set(made.ids)).toEqual(new Set(byId.keys()));
      expect(read.payer).toEqual(b.payer);
      expect(read.monthDay).toBe(b.on.replaceAll('-', '').slice(4));
      const total = b.orders.reduce((all, o) => all + BigInt(o.yen), 0n);
      expect([read.count, read.sum, BigInt(made.sumYen)]).toEqual([b.orders.length, total, total]);
    }), { numRuns: 200 });
  });
  test('is the same to the byte in whatever order the orders come', () => {
    fc.assert(fc.property(profile, batch, fc.infiniteStream(fc.nat()), (p, b, chance) => {
      const keyed = b.orders.map((o) => ({ o, key: chance.next().value as number }));
      const permuted = keyed.sort((x, y) => x.key - y.key).map(({ o }) => o);
      expect(Buffer.compare(write(p, { ...b, orders: permuted }).bytes, write(p, b).bytes)).toBe(0);
    }), { numRuns: 200 });
  });
  test('is read by our own reader as it was written, and its results find every order', () => {
    fc.assert(fc.property(profile, batch, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (p, b, paid) => {
      const made = write(p, b);
      const bytes = made.bytes.slice();
      made.ids.forEach((_, n) => { bytes[(n + 1) * (p.crlf ? 122 : 120) + 113] = paid[n] ? 0x30 : 0x31; });
      const read = parseTransfers(bytes, 'result');
      if (!read.ok) throw new Error(JSON.stringify(read.faults));
      const { results, mismatches } = matchResults(b, read.file, { 0: { paid: true, words: '' }, 1: { paid: false, words: '' } });
      expect(mismatches).toEqual([]);
      expect(new Map(results.map((r) => [r.id, r.paid]))).toEqual(new Map(made.ids.map((id, n) => [id, paid[n]])));
      expect(parseTransfers(made.bytes)).toMatchObject({ ok: true, file: { count: b.orders.length, sumYen: made.sumYen } });
    }), { numRuns: 200 });
  });
  test('with any one order repeated is refused', () => {
    fc.assert(fc.property(profile, batch, fc.nat(), (p, b, n) => {
      const again = b.orders[n % b.orders.length] as TransferOrder;
      expect(checkTransfers(p, { ...b, orders: [...b.orders, again] }, AT)).toEqual([{ at: again.id, code: 'twice', facts: {} }]);
    }), { numRuns: 100 });
  });
  test('with any one byte changed is refused, or still has the count and the sum of what was ordered', () => {
    fc.assert(fc.property(batch, fc.nat(), fc.integer({ min: 0, max: 255 }), (b, where, byte) => {
      const made = write({ crlf: false, eof1A: false, bankNameRequired: false, clientCodePad: 'zero', clearingHouseFill: 'zero', maxRecords: 9999 }, b);
      const bytes = made.bytes.slice();
      bytes[where % bytes.length] = byte;
      const read = parseTransfers(bytes);
      if (read.ok) expect([read.file.count, read.file.sumYen]).toEqual([made.count, made.sumYen]);
    }), { numRuns: 500 });
  });
});

test('whatever is typed ends in strict letters that stay as they are, or in faults that name letters that were typed', () => {
  const anything = fc.array(fc.oneof(fc.integer({ min: 0x3041, max: 0x30ff }), fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xff01, max: 0xff9f }), fc.integer({ min: 0x4e00, max: 0x4fff }), fc.integer({ min: 1, max: 0x1ffff }).filter((c) => c < 0xd800 || c > 0xdfff)), { maxLength: 12 })
    .map((codes) => String.fromCodePoint(...codes));
  const fine = fc.array(fc.constantFrom(...'あゔっュワヲﾎーｰ‐・、（[)』ａz９/ \u3000', 'が', 'ﾊﾟ', 'か\u3099', 'カ)', '（カ）', '(ユ', 'トクヒ)', 'カブシキガイシャ', 'エイギョウショ', '(エイ)'), { maxLength: 14 }).map((parts) => parts.join(''));
  const typed = fc.oneof(anything, fine);
  fc.assert(fc.property(typed, (text) => {
    const read = toBankKana(text);
    const letters = [...text];
    if (read.ok) {
      expect(read.kana).toMatch(STRICT);
      expect(isBankKana(read.kana)).toBe(true);
      // Nothing is dropped: what was typed apart from spaces stands for as many letters or more.
      expect([...read.kana.replaceAll(' ', '')].length).toBeGreaterThanOrEqual(letters.filter((c) => !/[ \u3000\u00a0]/.test(c)).length);
    } else {
      expect(read.faults.length).toBeGreaterThan(0);
      for (const { code, char, place } of read.faults) if (code !== 'empty') expect(letters[place - 1]).toBe(char);
    }
    const holder = readHolder(text);
    if (holder.ok) {
      expect(holder.value.length).toBeLessThanOrEqual(30);
      expect(isBankKana(holder.value)).toBe(true);
      expect(readHolder(holder.value)).toEqual(holder);
    }
  }), { numRuns: 2000 });
});

test('a corporate number with one digit changed is found out, save where nine and nought weigh the same', () => {
  fc.assert(fc.property(digits(12), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (base, at, by) => {
    const number = `${corporateCheckDigit(base)}${base}`;
    expect(isCorporateNumber(number)).toBe(true);
    const old = Number(base[at]);
    const now = (old + by) % 10;
    const changed = `${number.slice(0, at + 1)}${now}${number.slice(at + 2)}`;
    expect(isCorporateNumber(changed)).toBe(old % 9 === now % 9);
  }), { numRuns: 1000 });
});

describe('accounts of ゆうちょ', () => {
  test('記号・番号 and branch and account number say the same: any account goes there and back, and no 記号・番号 of another account comes to it', () => {
    // Back by the same notice: the first two digits of the branch stand in the 記号; of a savings account the 番号 has a 1 behind the number.
    const written = ({ branch, number, accountType }: { branch: string; number: string; accountType: string }, fourth: string): { symbol: string; number: string } =>
      accountType === '2' ? { symbol: `0${branch.slice(0, 2)}${fourth}0`, number } : { symbol: `1${branch.slice(0, 2)}${fourth}0`, number: `${number}1` };
    fc.assert(fc.property(digits(2), digits(7), digits(1), fc.boolean(), (place, number, fourth, current) => {
      const account = { branch: `${place}${current ? '9' : '8'}`, number, accountType: current ? '2' : '1' };
      const read = readPostAccount({ ...written(account, fourth), holder: 'ミドリ' });
      expect(read).toEqual({ ok: true, value: { bank: '9900', ...account, holder: 'ﾐﾄﾞﾘ' } });
    }));
    fc.assert(fc.property(digits(5), digits(8), (symbol, number) => {
      const read = readPostAccount({ symbol, number, holder: 'ミドリ' });
      if (!read.ok) return;
      const back = written(read.value, symbol.slice(3, 4));
      expect([back.symbol.slice(0, 4), back.number]).toEqual([symbol.slice(0, 4), number]);
    }));
  });
});
