// An account as people type it: found by name or code in the real list of banks, ゆうちょ by 記号・番号, and never changed behind anybody's back.
import { describe, expect, it } from 'vitest';
import { bankTable } from '../../activities/platform/bank-table.js';
import { findBanks, findBranches } from '../../workflows/domain/bank/find-bank.js';
import { understandAccount } from '../../workflows/domain/bank/typed-account.js';

const TABLE = bankTable();
const names = (matches: readonly { code: string; name: string }[]) => matches.map((m) => `${m.code} ${m.name}`);
const faults = (typed: Record<string, string>) => understandAccount(TABLE, typed).faults.map((f) => `${f.at} ${f.code}`);
const REST = { accountType: '1', number: '0123456', holder: 'ミドリチョウノカイ' };

describe('finding a bank and a branch', () => {
  it('knows the list by the date of its release', () => {
    expect(TABLE.version).toMatch(/^p20\d{6}$/);
    expect(Object.keys(TABLE.banks).length).toBeGreaterThan(1000);
  });

  it('finds a bank by its name with 銀行, by kana of any kind, by the beginning of either, by its code in any width', () => {
    for (const typed of ['山形銀行', '0122', '０１２２', '122']) expect(names(findBanks(TABLE, typed))).toEqual(['0122 山形']);
    for (const typed of ['みずほ', 'ミズホ', 'ﾐｽﾞﾎ', 'みず']) expect(names(findBanks(TABLE, typed))).toContain('0001 みずほ');
    expect(names(findBanks(TABLE, '山形'))[0]).toBe('0122 山形');
    expect(names(findBanks(TABLE, '山形'))).toContain('1140 山形信金');
    expect(names(findBanks(TABLE, '山形信用金庫'))).toEqual(['1140 山形信金']);
    for (const typed of ['', ' ', 'どこにもない', '9999', '99999']) expect(findBanks(TABLE, typed)).toEqual([]);
  });

  it('finds a branch within its bank only', () => {
    expect(names(findBranches(TABLE, '0001', '戸越支店'))).toEqual(['123 戸越']);
    expect(names(findBranches(TABLE, '0001', '123'))).toEqual(['123 戸越']);
    expect(findBranches(TABLE, '9998', '123')).toEqual([]);
    expect(findBranches(TABLE, '0122', '戸越')).toEqual([]);
  });
});

describe('understanding what was typed', () => {
  it('shows a whole account back with its names and the holder as the transfer file has it', () => {
    const { shown, values, holder } = understandAccount(TABLE, { bank: 'みずほ銀行', branch: '戸越', ...REST, holder: 'かぶしきがいしゃ みどり' });
    expect([values, holder]).toEqual([{ bank: '0001', branch: '123', accountType: '1', number: '0123456' }, 'ｶ)ﾐﾄﾞﾘ']);
    expect(shown?.map((line) => line.value)).toEqual(['0001 みずほ', '123 戸越', '普通', '0123456', 'ｶ)ﾐﾄﾞﾘ']);
  });

  it('asks to pick where several fit, takes the pick, and forgets it when another name is typed', () => {
    expect(faults({ bank: '山形', branch: '本店', ...REST })).toEqual(['bank pick-one']);
    expect(understandAccount(TABLE, { bank: '山形', 'bank.pick': '1140' }).bank.chosen).toEqual({ code: '1140', name: '山形信金' });
    expect(understandAccount(TABLE, { bank: 'みず', 'bank.pick': '1140' }).bank.chosen).toBeNull();
    expect(faults({ bank: 'どこにもない銀行' })).toEqual(['bank no-match']);
    expect(faults({ bank: '信金' })).toEqual(['bank too-many-matches']);
    expect(faults({ bank: '0001', branch: '999' })).toEqual(['branch no-match']);
    // What was not typed yet is for the fields to ask.
    expect(faults({})).toEqual([]);
  });

  it('turns 記号・番号 of ゆうちょ into branch, type and number, also without a bank typed, and says at which of them it is wrong', () => {
    for (const bank of ['', '9900', 'ゆうちょ銀行']) {
      const { values, post, shown } = understandAccount(TABLE, { bank, symbol: '１７３００', postNumber: '12345671', holder: 'ミドリ' });
      expect([post, values]).toEqual([true, { bank: '9900', branch: '738', accountType: '1', number: '1234567' }]);
      expect(shown?.map((line) => line.value).slice(1)).toEqual(['738 七三八', '普通', '1234567', 'ﾐﾄﾞﾘ']);
    }
    expect(faults({ symbol: '27300', postNumber: '11' })).toEqual(['symbol symbol-start']);
    expect(faults({ symbol: '17301', postNumber: '11' })).toEqual(['symbol symbol-end']);
    expect(faults({ symbol: '17300', postNumber: '12345678' })).toEqual(['postNumber post-number-end']);
    expect(faults({ symbol: '173', postNumber: '' })).toEqual(['symbol not-a-code', 'postNumber missing']);
    expect(faults({ bank: '0001', symbol: '17300', postNumber: '12345671' })).toEqual(['symbol not-post-bank']);
  });
});
