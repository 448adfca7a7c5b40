// Masking: what is known of a person goes from every text, however it is written; what is not theirs stays.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from '../../api/csv.js';
import { makeMask, MARK, personalIds, personalValues } from '../../workflows/domain/masking.js';
import { submitted } from '../../workflows/domain/cases.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { PROPOSAL } from '../support/sample.js';

const state = submitted({ id: 'cas', number: '2026-CP-0001', programme: { id: 'citizen-proposal', version: 1 }, fiscalYear: 2026, answers: PROPOSAL }, 'submission', 0);
const masked = (text: string, reader: string | null = null): string => {
  const { others, own } = personalValues(citizenProposal, state, reader);
  return makeMask(others, { kept: own }).text(text);
};

test('a name, a reading and a number are found however they are spaced, written wide or in the other kana', () => {
  for (const written of ['髙橋 花子', '髙橋花子', '髙橋　花子', 'たかはし はなこ', 'タカハシハナコ', '023-111-2222', '0231112222', '０２３（１１１）２２２２', 'hanako@example.jp', 'HANAKO@example.jp']) expect(masked(`連絡は${written}まで`)).toBe(`連絡は${MARK}まで`);
});

test('a part of a name is blacked out before a title, and stays where it means a place', () => {
  expect([masked('髙橋さんと花子ちゃん'), masked('髙橋町の公園')]).toEqual([`${MARK}さんと${MARK}ちゃん`, '髙橋町の公園']);
});

test('sums, dates, numbers of cases and telephones of offices stay', () => {
  const text = '2026-CP-0001 2027年4月15日 370,000円 12人';
  expect(masked(text)).toBe(text);
  expect(makeMask([], { kept: ['023-000-0000'] }).text('市民協働課 023-000-0000、自宅 023-999-8888')).toBe(`市民協働課 023-000-0000、自宅 ${MARK}`);
});

test('who asks for their own data reads of themself alone', () => {
  expect(masked('髙橋 花子 hanako@example.jp、𠮷田 太郎 taro@example.jp', 'Hanako@example.jp')).toBe(`髙橋 花子 hanako@example.jp、${MARK} ${MARK}`);
  expect(personalIds(citizenProposal, PROPOSAL, 'hanako@example.jp').has('contactTel')).toBe(false);
  expect(personalIds(citizenProposal, PROPOSAL, null).has('contactTel')).toBe(true);
});

test('whatever stands around it, no value of a person is left in a text', () => {
  const { others } = personalValues(citizenProposal, state, null);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...others.map((one) => one.value).filter((value) => !/^\d/.test(value))), fc.string({ unit: 'grapheme' }), (before, value, after) => {
    const text = masked(before + value + after);
    return !text.includes(value);
  }), { numRuns: 200 });
});

test('a table for a spreadsheet runs no formula, keeps every text in its cell, and leaves numbers as they are', () => {
  expect(csv([['=1+1', '@x', '-1', -1, null], ['a,"b"\nc', 'あ']])).toBe('\ufeff\'=1+1,\'@x,\'-1,-1,\r\n"a,""b""\nc",あ\r\n');
});
