// Refund (返還): the group pays back what it got above the final amount; finance records the receipt.
import { sums } from './claim.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, lineAnswer } from './step.js';

const due = (ctx: Ctx<'refund'>): number => { const { finalYen, decidedYen, paidYen, refundedYen } = sums(ctx.state); return Math.max(0, paidYen - refundedYen - (finalYen ?? decidedYen)); };

export const refund: StepKind<'refund'> = {
  outcomes: ['refunded'],
  asks: (ctx) => (due(ctx) === 0 ? [] : askOffice(ctx, ctx.step.finance, { key: 'receipt', what: 'refund-receipt', tier: 'T2', term: ctx.step.term, mail: 'payments/refund-check-requested', note: { yen: due(ctx) } })),
  choices: (ctx) => [{ id: 'received', label: '返還を確認した', consequence: '返還済として進みます。', fields: [
    { id: 'yen', label: '入金額', kind: 'yen', required: true, min: due(ctx), max: due(ctx) }, { id: 'on', label: '入金日', kind: 'date', required: true },
  ] }],
  settle(ctx) {
    if (due(ctx) === 0) return { outcome: 'refunded', result: { yen: 0 } };
    const receipt = lineAnswer(ctx, 'receipt');
    return receipt ? { outcome: 'refunded', result: receipt.values, events: [{ type: 'money.released', key: `${ctx.run.step}#${ctx.run.round}`, yen: due(ctx) }] } : null;
  },
};
