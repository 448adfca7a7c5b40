// Balance: what the final amount leaves to pay or to pay back. Nobody is asked; the sums decide.
import { contractTerms } from '../contract-terms.js';
import { sums } from './claim.js';
import type { StepKind } from './step.js';

export const balance: StepKind<'balance'> = {
  outcomes: ['remainder', 'refund', 'even'],
  asks: () => [],
  choices: () => [],
  settle(ctx) {
    const { finalYen, paidYen, refundedYen } = sums(ctx.state);
    const price = contractTerms(ctx.state)?.yen ?? null;
    // A contract goes on until inspection has let all of it pass; a grant is settled against what was paid.
    const left = price !== null ? price - (finalYen ?? 0) : (finalYen ?? 0) - (paidYen - refundedYen);
    return { outcome: left > 0 ? 'remainder' : left < 0 ? 'refund' : 'even', result: { yen: Math.abs(left), finalYen: finalYen ?? 0, paidYen } };
  },
};
