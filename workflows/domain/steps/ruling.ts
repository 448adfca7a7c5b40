// Ruling on an objection (異議への回答): the decision stays in force meanwhile; the office answers with a reason.
import type { StepKind } from './step.js';
import { askOffice, lineAnswer, reasonField, text } from './step.js';

export const ruling: StepKind<'ruling'> = {
  outcomes: ['dismissed', 'amended'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: 'ruling', what: 'objection', tier: 'T2', term: ctx.step.term, mail: 'cases/objection-requested' }),
  choices: () => [
    { id: 'dismiss', label: '決定を変えない', consequence: '理由を申し出た人に知らせます。', fields: [reasonField('reason', '理由', '申し出た人がそのまま読みます')] },
    { id: 'amend', label: '決定を見直す', consequence: '見直しの内容を申し出た人に知らせます。', fields: [reasonField('reason', '見直す内容と理由', '申し出た人がそのまま読みます')] },
  ],
  settle(ctx) {
    const ruled = lineAnswer(ctx, 'ruling');
    return ruled ? { outcome: ruled.choice === 'amend' ? 'amended' : 'dismissed', result: { reason: text(ruled.values.reason) } } : null;
  },
};
