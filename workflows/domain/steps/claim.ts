// Claim (請求): the group says how much and to which account. An advance is bounded by the programme's share of the decided amount (概算払);
// the remainder is what the final amount leaves; after a returned transfer, or when the representative changed, only the account is asked again.
import { type AccountFaultCode, readAccount } from '../bank/account.js';
import type { CaseState } from '../cases.js';
import { changedTerms, inspectedYen } from '../contract-terms.js';
import { party } from '../cases.js';
import type { Fault, FaultCode, Field, Values } from '../fields.js';
import { FAULT_CODES } from '../fields.js';
import { commas, share } from '../money.js';
import { guardAccount } from './changed-account.js';
import { draftOf } from './draft-decision.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, hasLapsed, requestOf, text, yen } from './step.js';

/** The account money goes to, as the form of a claim or an invoice asks for it. */
export const ACCOUNT: readonly Field[] = [
  { id: 'bank', label: '銀行', kind: 'code', length: 4, required: true, personal: true, hint: '銀行の名前か、4けたの銀行コード。例：山形銀行、0122' },
  { id: 'branch', label: '支店', kind: 'code', length: 3, required: true, personal: true, hint: '支店の名前か、3けたの支店コード。例：本店営業部、101' },
  { id: 'accountType', label: '種目', kind: 'choice', required: true, personal: true, options: [{ id: '1', label: '普通' }, { id: '2', label: '当座' }] },
  { id: 'number', label: '口座番号', kind: 'code', length: 7, required: true, personal: true, hint: '7けた（足りないときは前に0）' },
  // Text, not kana: the brackets of カ） belong to a name; which letters a bank takes is for `accountFaults` to say.
  { id: 'holder', label: '口座名義（カナ）', kind: 'text', max: 48, required: true, personal: true, hint: '通帳のカナのとおりに。例：ミドリチョウノカイ、カ）ミドリ' },
];

const readTyped = (values: Values) => readAccount({ bank: text(values.bank), branch: text(values.branch), accountType: text(values.accountType), number: text(values.number), holder: text(values.holder) });

/** The form's code of a fault of the bank. What the fields refuse before (a wrong number of digits) has their code. */
function codeOf(code: AccountFaultCode): FaultCode {
  // A form counts letters, the bank bytes: both have a too-long.
  if (code === 'too-long') return 'holder-too-long';
  return code === 'unknown-type' ? 'unknown-option' : (FAULT_CODES.find((own) => own === code) ?? 'not-a-code');
}

/** Why the bank would not take this account, at the fields it was typed in; empty when it would. */
export function accountFaults(values: Values): readonly Fault[] {
  const read = readTyped(values);
  if (read.ok) return [];
  return read.faults.map((fault) => {
    const field = ACCOUNT.find(({ id }) => id === fault.at);
    return { at: fault.at, code: codeOf(fault.code), facts: { ...fault.facts, label: field?.label ?? '', ...(field?.kind === 'code' ? { length: field.length } : {}) } };
  });
}

/** An answer with its account as the bank writes it. One given before accounts were checked may not be readable: it stays as it is. */
export function withAccount(values: Values): Values {
  const read = readTyped(values);
  return read.ok ? { ...values, ...read.value } : values;
}

/** The sums of a case: decided, final (null until determined), paid and paid back. */
export function sums(state: CaseState): { decidedYen: number; finalYen: number | null; paidYen: number; refundedYen: number } {
  const fixed = state.steps.findLast((r) => (r.kind === 'determination' && r.settledAt !== null) || (r.kind === 'revocation' && r.outcome === 'revoked'));
  const paid = state.hands.filter((h) => h.kind === 'payment' && h.result?.state === 'settled').reduce((all, h) => all + yen(h.spec.yen), 0);
  const refunded = state.steps.filter((r) => r.kind === 'refund' && r.outcome === 'refunded').reduce((all, r) => all + yen(r.result?.yen), 0);
  return { decidedYen: changedTerms(state)?.yen ?? draftOf(state)?.amountYen ?? 0, finalYen: fixed ? yen(fixed.kind === 'revocation' ? fixed.result?.keepYen : fixed.result?.finalYen) : inspectedYen(state), paidYen: paid, refundedYen: refunded };
}

/** The claim a payment is made for: amount and account of the newest claim. */
export function claimOf(state: CaseState): { amountYen: number; account: Values } | null {
  const run = state.steps.findLast((r) => (r.kind === 'claim' || r.kind === 'invoice') && r.outcome === 'claimed');
  return run?.result ? { amountYen: yen(run.result.amountYen), account: run.result } : null;
}

/** What each claim for an account alone is called and by which mail it is asked. */
const ACCOUNT_ASKS = {
  account: { what: 'account', mail: 'payments/returned', silence: 'goes-on' },
  successor: { what: 'account-renewal', mail: 'payments/account-asked', silence: 'asks-again' },
} as const;
const accountAsk = (ctx: Ctx<'claim'>) => (ctx.step.claims === 'account' || ctx.step.claims === 'successor' ? ACCOUNT_ASKS[ctx.step.claims] : null);

function limit(ctx: Ctx<'claim'>): number {
  const { decidedYen, finalYen, paidYen } = sums(ctx.state);
  if (!ctx.programme.money) return 0;
  return ctx.step.claims === 'remainder' ? Math.max(0, (finalYen ?? 0) - paidYen) : share(decidedYen, ctx.programme.money.advanceMax);
}

export const claim: StepKind<'claim'> = {
  outcomes: ['claimed', 'not-claimed'],
  asks(ctx) {
    const account = accountAsk(ctx);
    return [ask(ctx, {
      key: 'claim', what: account?.what ?? 'claim', to: party('contact'), tier: 'T2', term: ctx.step.term, silence: account?.silence ?? 'goes-on',
      mail: account?.mail ?? 'payments/claim-open', note: { claims: ctx.step.claims, limitYen: account ? (claimOf(ctx.state)?.amountYen ?? 0) : limit(ctx) },
    })];
  },
  choices(ctx) {
    if (ctx.step.claims === 'account') return [{ id: 'claim', label: '口座を直す', consequence: '市が確かめたあと、もう一度振り込みます。', fields: ACCOUNT }];
    if (ctx.step.claims === 'successor') return [{ id: 'claim', label: '口座を届け出る', consequence: '市が確かめたあと、振り込みます。', fields: ACCOUNT }];
    const max = limit(ctx);
    const amount: Field = { id: 'amountYen', label: '請求する額', kind: 'yen', required: true, min: ctx.step.claims === 'remainder' ? max : 1, max, hint: `${commas(max)}円${ctx.step.claims === 'remainder' ? '' : 'まで'}` };
    return [
      { id: 'claim', label: '請求する', consequence: '市の確認と承認のあと、振り込みます。', fields: [amount, ...ACCOUNT] },
      ...(ctx.step.claims === 'advance' ? [{ id: 'no-advance', label: '先払いは要らない', consequence: '報告のあとにまとめて支払います。', fields: [] }] : []),
    ];
  },
  check: (_ctx, _request, choice, values) => (choice === 'claim' ? accountFaults(values) : []),
  settle(ctx) {
    const given = answerOf(ctx, 'claim');
    const account = accountAsk(ctx);
    if (!given) return hasLapsed(ctx, 'claim') || (requestOf(ctx, 'claim') === null && !account && limit(ctx) === 0) ? { outcome: 'not-claimed', result: {} } : null;
    if (given.choice === 'no-advance') return { outcome: 'not-claimed', result: {} };
    const before = claimOf(ctx.state);
    const amountYen = account ? (before?.amountYen ?? 0) : yen(given.values.amountYen);
    const to = withAccount(given.values);
    const { kept, ...guarded } = guardAccount(ctx, ctx.step.changed, to, before?.account ?? null);
    return { outcome: 'claimed', result: { ...to, amountYen, ...kept }, ...guarded };
  },
};
