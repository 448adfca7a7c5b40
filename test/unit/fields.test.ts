import { describe, expect, test } from 'vitest';
import type { Field } from '../../workflows/domain/fields.js';
import { lengthOf, readDate, readFields, toKatakana } from '../../workflows/domain/fields.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';

const rule = citizenProposal.money ?? undefined;
const budget: Field = { id: 'budget', label: '収支予算', kind: 'budget', required: true };
const flat = (over: Record<string, string> = {}) => ({ 'budget.costs.0.head': 'supplies', 'budget.costs.0.what': '用紙', 'budget.costs.0.yen': '100,000', 'budget.own': '１０，０００', 'budget.asked': '90000円', ...over });

describe('names', () => {
  test('hard letters stay code point for code point as they were typed', () => {
    const name = '髙﨑𠮷濵辻󠄀葛󠄀𣘺邉';
    const field: Field = { id: 'n', label: '氏名', kind: 'text', required: true, max: 20 };
    expect(readFields([field], { n: `  ${name}\r\n` }).values.n).toBe(name);
    expect(lengthOf('辻󠄀')).toBe(1);
  });
  test('a character of the private use area is refused with the character named', () => {
    expect(readFields([{ id: 'n', label: '氏名', kind: 'text', required: true, max: 20 }], { n: '山\uE001' }).faults).toEqual([{ at: 'n', code: 'private-character', facts: { label: '氏名', char: '\uE001' } }]);
  });
  test('kana may come as hiragana or half width and is stored as full-width katakana', () => {
    expect(toKatakana('みどりﾁｮｳ')).toBe('ミドリチョウ');
  });
  test('a long foreign name fits', () => {
    expect(readFields([{ id: 'n', label: '氏名', kind: 'text', required: true, max: 100 }], { n: 'Maria da Conceição Evaristo de Brito van der Westhuizen-Oliveira' }).faults).toEqual([]);
  });
});

describe('numbers and dates', () => {
  test.each([['１，２３４円', 1234], ['¥ 5,000', 5000], ['0', 0]])('「%s」 is read as %d', (typed, yen) => {
    expect(readFields([{ id: 'y', label: '額', kind: 'yen', required: true, min: 0, max: 10_000 }], { y: typed }).values.y).toBe(yen);
  });
  test.each([['令和8年4月1日', '2026-04-01'], ['R8.4.1', '2026-04-01'], ['令和元年5月1日', '2019-05-01'], ['2028年2月29日', '2028-02-29'], ['２０２７／４／１５', '2027-04-15']])('「%s」 is the day %s', (typed, date) => {
    expect(readDate(typed)).toBe(date);
  });
  test.each(['平成32年1月1日', '2027-02-29', '令和元年4月30日', 'きのう'])('「%s」 is no day', (typed) => {
    expect(readDate(typed)).toBeNull();
  });
  test('an account number keeps its leading zeros', () => {
    expect(readFields([{ id: 'a', label: '口座番号', kind: 'code', length: 7, required: true }], { a: '００１２３４５' }).values.a).toBe('0012345');
  });
});

describe('the budget sheet', () => {
  test('is read from what people type', () => {
    expect(readFields([budget], flat(), rule).values.budget).toEqual({ costs: [{ head: 'supplies', what: '用紙', yen: 100_000 }], ownYen: 10_000, feesYen: 0, otherGrantsYen: 0, askedYen: 90_000 });
  });
  test('names the excluded head and its rule at the line (job C-4)', () => {
    expect(readFields([budget], flat({ 'budget.costs.1.head': 'food', 'budget.costs.1.what': '弁当', 'budget.costs.1.yen': '5000' }), rule).faults).toContainEqual({ at: 'budget.costs.1.head', code: 'excluded-head', facts: { line: 2, head: '食糧費', rule: '募集要項 第5の2（1）' } });
  });
  test('tells both sums and their difference when they do not meet', () => {
    expect(readFields([budget], flat({ 'budget.own': '7500' }), rule).faults).toContainEqual({ at: 'budget.asked', code: 'sums-differ', facts: { income: 97_500, cost: 100_000, difference: 2_500 } });
  });
  test('never lets more be asked than the rule allows', () => {
    expect(readFields([budget], flat({ 'budget.asked': '100000', 'budget.own': '0' }), rule).faults).toContainEqual({ at: 'budget.asked', code: 'asked-too-much', facts: { max: 90_000, is: 100_000 } });
  });
});
