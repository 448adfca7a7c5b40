// Payment: the engine wants one transfer; a hand of its own carries it out. What the bank left unclear goes to a person, never to a second transfer.
// Nothing is ordered to an account that waits because it changed, nor, where the programme says so, to one given before the representative changed.
import type { Instant } from '../calendar.js';
import { handedOverSince, heldUntil } from './changed-account.js';
import { claimOf } from './claim.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, handOf, lineAnswer, reasonField, text, yen } from './step.js';

const key = (ctx: { run: { step: string; round: number } }): string => `payment:${ctx.run.step}#${ctx.run.round}`;

/** What is paid: the claim or invoice, or the interest that a late payment owes. */
const amountOf = (ctx: Ctx<'payment'>): number => (ctx.step.as === 'interest' ? yen(ctx.state.steps.findLast((r) => r.kind === 'late-interest')?.result?.yen) : (claimOf(ctx.state)?.amountYen ?? 0));

/** Until when the order waits; null once it was given or when nothing holds it. */
const waitsUntil = (ctx: Ctx<'payment'>): Instant | null => (handOf(ctx, key(ctx)) ? null : heldUntil(claimOf(ctx.state)?.account, ctx.env.now));

/** Whether the account has to be asked of the new representative before anything is ordered. */
function asksSuccessor(ctx: Ctx<'payment'>): boolean {
  const given = ctx.state.steps.findLast((r) => (r.kind === 'claim' || r.kind === 'invoice') && r.outcome === 'claimed')?.settledAt;
  return 'account-asked' in ctx.step.on && given != null && !handOf(ctx, key(ctx)) && handedOverSince(ctx.state, given);
}

export const payment: StepKind<'payment'> = {
  outcomes: ['paid', 'returned', 'account-asked'],
  hands: (ctx) => (waitsUntil(ctx) !== null ? [] : [{ key: key(ctx), kind: 'payment', spec: { yen: amountOf(ctx), as: ctx.step.as } }]),
  wake: waitsUntil,
  asks: (ctx) => (handOf(ctx, key(ctx))?.state === 'with-person'
    ? askOffice(ctx, ctx.step.office, { key: 'unclear', what: 'payment-unclear', tier: 'T3', term: { due: { workingDays: 3 }, grace: { workingDays: 5 }, minNoticeDays: 1 }, mail: 'payments/order-unclear' })
    : []),
  choices: () => [
    { id: 'was-paid', label: '振り込まれていた', consequence: '支払済として進みます。', fields: [reasonField('evidence', '確かめた方法（銀行の明細など）')] },
    { id: 'was-not-paid', label: '振り込まれていなかった', consequence: '口座の確認からやり直します。', fields: [reasonField('evidence', '確かめた方法（銀行の明細など）')] },
  ],
  follows: (ctx, _request, choice, values) => [{ type: 'hand.done', key: key(ctx), result: { state: choice === 'was-paid' ? 'settled' : 'returned', reason: text(values.evidence) } }],
  settle(ctx) {
    if (asksSuccessor(ctx)) return { outcome: 'account-asked', result: {} };
    const hand = handOf(ctx, key(ctx));
    if (hand?.state !== 'done') return null;
    const result = { yen: hand.spec.yen ?? 0, as: ctx.step.as, reason: text(hand.result?.reason), number: text(claimOf(ctx.state)?.account.number).slice(-3), checked: lineAnswer(ctx, 'unclear') !== null };
    return { outcome: hand.result?.state === 'settled' ? 'paid' : 'returned', result };
  },
};
