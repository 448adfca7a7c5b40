// Refund (返還): the group pays back what it got above what stays; after a revocation with the interest of the programme's rule. Finance records the receipt.
import type { CivilDate } from '../calendar.js';
import { dateOf } from '../calendar.js';
import type { CaseState } from '../cases.js';
import { type InterestRule, type InterestWorking, refund as standing } from '../interest.js';
import { commas } from '../money.js';
import { sums } from './claim.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, lineAnswer, text, yen } from './step.js';

/** What is to be paid back: what was paid, less what came back and what stays. */
export function refundDue(state: CaseState): number {
  const { finalYen, decidedYen, paidYen, refundedYen } = sums(state);
  return Math.max(0, paidYen - refundedYen - (finalYen ?? decidedYen));
}

/** Whether the newest word on the sum is a revocation. */
const isRevoked = (state: CaseState): boolean => state.steps.findLast((r) => (r.kind === 'revocation' && r.outcome === 'revoked') || (r.kind === 'determination' && r.settledAt !== null))?.kind === 'revocation';
/** What the group received, and when. */
const receiptsOf = (state: CaseState) => state.steps.flatMap((r) => (r.kind === 'payment' && r.outcome === 'paid' && r.settledAt !== null ? [{ on: dateOf(r.settledAt), yen: yen(r.result?.yen) }] : []));

/** The interest on what is due when it arrives on a day: only a revoked sum bears any, and only by the programme's own rule. Throws on a day before the group had it all. */
export function refundInterest(rule: InterestRule | undefined, state: CaseState, on: CivilDate): InterestWorking | null {
  if (!rule || !isRevoked(state)) return null;
  const receipts = receiptsOf(state);
  return standing({ onRevocation: rule, late: null }, { cause: 'revocation', receipts, orderedYen: refundDue(state), dueOn: on, payments: [], asOf: on }).interest;
}

const interestOn = (ctx: Ctx<'refund'>, on: CivilDate): number => refundInterest(ctx.step.interest, ctx.state, on)?.interestYen ?? 0;

export const refund: StepKind<'refund'> = {
  outcomes: ['refunded'],
  asks(ctx) {
    if (refundDue(ctx.state) === 0) return [];
    const today = dateOf(ctx.env.now);
    return askOffice(ctx, ctx.step.finance, { key: 'receipt', what: 'refund-receipt', tier: 'T2', term: ctx.step.term, mail: 'payments/refund-check-requested', note: { yen: refundDue(ctx.state), interestYen: interestOn(ctx, today), interestOn: today } });
  },
  choices(ctx) {
    const due = refundDue(ctx.state);
    const today = dateOf(ctx.env.now);
    return [{ id: 'received', label: '返還を確認した', consequence: '返還済として進みます。', fields: [
      { id: 'yen', label: '入金額（返還額）', kind: 'yen', required: true, min: due, max: due }, { id: 'on', label: '入金日', kind: 'date', required: true },
      ...(refundInterest(ctx.step.interest, ctx.state, today) ? [{ id: 'interestYen', label: '加算金', kind: 'yen', required: true, min: 0, max: due * 10, hint: `今日の入金なら ${commas(interestOn(ctx, today))}円` } as const] : []),
    ] }];
  },
  check(ctx, _request, _choice, values) {
    // Nobody pays back before having received: a mistyped day is told, not reckoned with.
    const from = receiptsOf(ctx.state).map((one) => one.on).sort().at(-1) ?? '';
    if (ctx.step.interest && isRevoked(ctx.state) && text(values.on) < from) return [{ at: 'on', code: 'too-early', facts: { label: '入金日', from } }];
    const owed = interestOn(ctx, text(values.on));
    return yen(values.interestYen) === owed ? [] : [{ at: 'interestYen', code: 'interest-differs', facts: { max: owed, is: yen(values.interestYen) } }];
  },
  settle(ctx) {
    const due = refundDue(ctx.state);
    if (due === 0) return { outcome: 'refunded', result: { yen: 0 } };
    const receipt = lineAnswer(ctx, 'receipt');
    return receipt ? { outcome: 'refunded', result: receipt.values, events: [{ type: 'money.released', key: `${ctx.run.step}#${ctx.run.round}`, yen: due }] } : null;
  },
};
