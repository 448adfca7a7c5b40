// An account as people type it into a form: bank and branch by name or code, ゆうちょ by 記号・番号. What was understood is shown back, what fits in several ways is
// offered, and nothing that was typed is changed. Its result is what the fields of a claim or an invoice take.
import type { Fault, Input } from '../fields.js';
import { clean } from '../fields.js';
import { type AccountFault, type BankTable, lookUpNames, POST_BANK, readAccount, readHolder, readPostAccount, shownAccount } from './account.js';
import { findBanks, findBranches, type Match } from './find-bank.js';

/** More choices than this are no help: the name has to be longer. */
export const MATCHES_MOST = 30;

/** What one part of the form came to: the choices to offer, and the one that holds. */
export type Found = { readonly matches: readonly Match[]; readonly chosen: Match | null };
export type Understood = {
  readonly bank: Found;
  readonly branch: Found;
  /** ゆうちょ by 記号・番号: branch, type and number come from them. */
  readonly post: boolean;
  /** What the fields of the account take; a part that was not understood is as it was typed. */
  readonly values: { readonly bank: string; readonly branch: string; readonly accountType: string; readonly number: string };
  /** The holder in the letters of the transfer file; null while it cannot be read. */
  readonly holder: string | null;
  /** The whole account line by line, once all of it is understood. */
  readonly shown: readonly { readonly label: string; readonly value: string }[] | null;
  /** What only the table and the rule of ゆうちょ can say; the rest is for the fields. */
  readonly faults: readonly Fault[];
};

const LABELS = { bank: '銀行', branch: '支店', symbol: '記号', postNumber: '番号' } as const;

/** Understands what was typed so far; half of an account is understood as far as it goes. */
export function understandAccount(table: BankTable, typed: Input): Understood {
  const read = (name: string): string => { const value = typed[name]; return typeof value === 'string' ? clean(value) : ''; };
  const [symbol, postNumber, holder] = [read('symbol'), read('postNumber'), readHolder(read('holder'))];
  const byPost = symbol !== '' || postNumber !== '';
  const faults: Fault[] = [];
  const bank = byPost && read('bank') === '' ? found(findBanks(table, POST_BANK), '') : found(findBanks(table, read('bank')), read('bank.pick'));
  faults.push(...choosing('bank', read('bank'), bank));
  const post = byPost && bank.chosen?.code === POST_BANK;
  if (byPost && bank.chosen && !post) faults.push({ at: 'symbol', code: 'not-post-bank', facts: { bank: bank.chosen.name } });
  const own = readPostAccount({ symbol, number: postNumber, holder: 'ﾃｽﾄ' });
  if (post && !own.ok) faults.push(...own.faults.map(postFault));
  const branchTyped = post ? (own.ok ? own.value.branch : '') : read('branch');
  const branch = bank.chosen ? found(findBranches(table, bank.chosen.code, branchTyped), read('branch.pick')) : { matches: [], chosen: null };
  if (bank.chosen && !(post && !own.ok)) faults.push(...choosing('branch', branchTyped, branch));
  const values = {
    bank: bank.chosen?.code ?? read('bank'), branch: branch.chosen?.code ?? branchTyped,
    accountType: post && own.ok ? own.value.accountType : read('accountType'), number: post && own.ok ? own.value.number : read('number'),
  };
  const account = faults.length === 0 && bank.chosen && branch.chosen ? readAccount({ ...values, holder: read('holder') }) : null;
  const names = account?.ok ? lookUpNames(table, account.value) : null;
  return { bank, branch, post, values, holder: holder.ok ? holder.value : null, shown: account?.ok ? shownAccount(account.value, names?.ok ? names.value : undefined) : null, faults };
}

/** One that fits holds by itself; of several the picked one, as long as it still fits what is typed. */
function found(matches: readonly Match[], picked: string): Found {
  return { matches, chosen: matches.length === 1 ? (matches[0] ?? null) : (matches.find((one) => one.code === picked) ?? null) };
}

function choosing(at: 'bank' | 'branch', typed: string, { matches, chosen }: Found): readonly Fault[] {
  if (typed === '' || chosen) return [];
  const facts = { label: LABELS[at], typed, count: matches.length };
  if (matches.length === 0) return [{ at, code: 'no-match', facts }];
  return [{ at, code: matches.length > MATCHES_MOST ? 'too-many-matches' : 'pick-one', facts }];
}

function postFault({ at, code, facts }: AccountFault): Fault {
  const field = at === 'number' ? 'postNumber' : 'symbol';
  if (code === 'symbol-start' || code === 'symbol-end' || code === 'post-number-end' || code === 'missing') return { at: field, code, facts: { ...facts, label: LABELS[field] } };
  return { at: field, code: 'not-a-code', facts: { label: LABELS[field], length: field === 'symbol' ? '5' : '2から8' } };
}
