// Late payment (遅延利息): a contract must be paid within thirty days of a proper invoice; after that the city owes interest, whether or not it is asked for.
import type { CivilDate } from '../calendar.js';
import { dateOf } from '../calendar.js';
import { CONTRACT_CLOCKS, type InterestWorking, latePayment, paymentDue } from '../interest.js';
import type { Ctx, StepKind } from './step.js';
import { yen } from './step.js';

/** When the newest payment was due, when it was made, and what the city owes for the days between; null before any payment. */
export function lateness(ctx: Ctx<'late-interest'>): { dueOn: CivilDate; paidOn: CivilDate; owed: InterestWorking } | null {
  const { steps } = ctx.state;
  const paidAt = steps.findLastIndex((r) => r.kind === 'payment' && r.outcome === 'paid' && r.result?.as === 'contract');
  const payment = steps[paidAt];
  if (!payment || payment.settledAt === null) return null;
  // The invoices of this payment: those since the one before it. Each that was sent back stops the clock until the next came.
  const since = steps.slice(0, paidAt).findLastIndex((r) => r.kind === 'inspection') + 1;
  const series = steps.slice(since, paidAt);
  const invoices = series.filter((r) => r.kind === 'invoice' && r.settledAt !== null);
  const returned = series.flatMap((r, n) => {
    if (r.kind !== 'approval' || r.outcome !== 'sent-back' || r.settledAt === null) return [];
    const next = series.slice(n).find((later) => later.kind === 'invoice' && later.settledAt !== null)?.settledAt;
    return [{ refusedOn: dateOf(r.settledAt), correctedOn: next == null ? null : dateOf(next), grave: false }];
  });
  const received = invoices[0]?.settledAt;
  if (received == null) return null;
  const dueOn = paymentDue(ctx.env.calendar, CONTRACT_CLOCKS.payment, dateOf(received), returned).on;
  const paidOn = dateOf(payment.settledAt);
  return dueOn === null ? null : { dueOn, paidOn, owed: latePayment(ctx.step.rates, { yen: yen(payment.result?.yen), dueOn, paidOn }) };
}

export const lateInterest: StepKind<'late-interest'> = {
  outcomes: ['in-time', 'owed'],
  asks: () => [],
  choices: () => [],
  settle(ctx) {
    const late = lateness(ctx);
    const owedYen = late?.owed.interestYen ?? 0;
    const result = { yen: owedYen, ...(late ? { dueOn: late.dueOn, paidOn: late.paidOn } : {}) };
    return owedYen > 0 ? { outcome: 'owed', result, events: [{ type: 'money.committed', key: `${ctx.run.step}#${ctx.run.round}`, yen: owedYen }] } : { outcome: 'in-time', result };
  },
};
