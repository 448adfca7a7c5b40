// Invoice (請求書) of a contract: what inspection let pass and nobody has paid yet, to an account. From a proper invoice on the city has thirty days.
import type { CaseState } from '../cases.js';
import { party } from '../cases.js';
import { commas } from '../money.js';
import { guardAccount } from './changed-account.js';
import { ACCOUNT, accountFaults, claimOf, sums, withAccount } from './claim.js';
import type { StepKind } from './step.js';
import { answerOf, ask, hasLapsed, yen } from './step.js';

/** What may be invoiced now. */
export function invoiceableYen(state: CaseState): number {
  const paid = state.steps.filter((r) => r.kind === 'payment' && r.outcome === 'paid' && r.result?.as === 'contract').reduce((all, r) => all + yen(r.result?.yen), 0);
  return Math.max(0, (sums(state).finalYen ?? 0) - paid);
}

export const invoice: StepKind<'invoice'> = {
  outcomes: ['claimed'],
  asks: (ctx) => (hasLapsed(ctx, 'invoice') ? [] : [ask(ctx, { key: 'invoice', what: 'invoice', to: party('contact'), tier: 'T2', term: ctx.step.term, silence: 'office-decides', mail: 'contracts/invoice-open', note: { limitYen: invoiceableYen(ctx.state) } })]),
  choices(ctx) {
    const yenDue = invoiceableYen(ctx.state);
    return [{ id: 'invoice', label: '請求書を出す', consequence: '市が30日以内に支払います。', fields: [
      { id: 'amountYen', label: '請求する額（税込み）', kind: 'yen', required: true, min: yenDue, max: yenDue, hint: `${commas(yenDue)}円` },
      { id: 'registration', label: '登録番号（適格請求書発行事業者のとき）', kind: 'text', required: false, max: 14, hint: 'T と13けたの数字。なければ空のまま' }, ...ACCOUNT,
    ] }];
  },
  check: (_ctx, _request, _choice, values) => accountFaults(values),
  settle(ctx) {
    const given = answerOf(ctx, 'invoice');
    if (!given) return null;
    const to = withAccount(given.values);
    const { kept, ...guarded } = guardAccount(ctx, ctx.step.changed, to, claimOf(ctx.state)?.account ?? null);
    return { outcome: 'claimed', result: { ...to, amountYen: yen(given.values.amountYen), ...kept }, ...guarded };
  },
};
