// Revocation (取消し) of a grant, also after its final amount: the office says how much stays, with the article it stands on. What stays is a new final amount.
import { sums } from './claim.js';
import type { StepKind } from './step.js';
import { askOffice, lineAnswer, reasonField, text, yen } from './step.js';

export const revocation: StepKind<'revocation'> = {
  outcomes: ['revoked', 'kept'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: `revocation-${ctx.run.round}`, what: 'revocation', tier: 'T2', term: ctx.step.term, mail: 'payments/revocation-requested', note: { paidYen: sums(ctx.state).paidYen } }),
  choices(ctx) {
    const { decidedYen, finalYen } = sums(ctx.state);
    return [
      { id: 'revoke', label: '交付の決定を取り消す案をつくる', consequence: '決裁のあと、団体に通知し、返還を求めます。', fields: [
        { id: 'keepYen', label: '取り消さずに残す額', kind: 'yen', required: true, min: 0, max: Math.max(0, (finalYen ?? decidedYen) - 1), hint: '全部を取り消すときは0' },
        reasonField('reason', '取消しの理由と根拠の条項', '通知にそのまま載ります'),
      ] },
      { id: 'keep', label: '取り消さない', consequence: '理由を記録して、もとに戻ります。', fields: [reasonField('reason', '理由')] },
    ];
  },
  settle(ctx) {
    const said = lineAnswer(ctx, `revocation-${ctx.run.round}`);
    if (!said) return null;
    const reason = text(said.values.reason);
    return said.choice === 'revoke' ? { outcome: 'revoked', result: { keepYen: yen(said.values.keepYen), reason } } : { outcome: 'kept', result: { reason } };
  },
};
