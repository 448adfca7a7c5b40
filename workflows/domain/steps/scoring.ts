// Panel scoring (審査会の採点): each member scores every criterion with a reason, blind to the others; the sum of the counted sheets meets the threshold or not.
import type { Values } from '../fields.js';
import type { Ctx, Settled, StepKind } from './step.js';
import { answerOf, ask, reasonField, requestOf } from './step.js';

type K = 'scoring';
const key = (member: string): string => `sheet-${member}`;

/** The sheets that count: handed in, not recused, in the panel's order. */
export function sheets(ctx: Ctx<K>): { member: string; points: number; values: Values }[] {
  return ctx.step.panel.flatMap((member) => {
    const answer = answerOf(ctx, key(member));
    if (answer?.choice !== 'score') return [];
    const points = ctx.step.criteria.reduce((all, c) => all + Number(answer.values[c.id] ?? 0), 0);
    return [{ member, points, values: answer.values }];
  });
}

/** The result of the counted sheets. The order of members changes nothing. */
export function scored(ctx: Ctx<K>): { total: number; full: number; sheets: number; recused: number; passed: boolean } {
  const counted = sheets(ctx);
  const each = ctx.step.criteria.reduce((all, c) => all + c.max, 0);
  const total = counted.reduce((all, s) => all + s.points, 0);
  const full = each * counted.length;
  const recused = ctx.step.panel.filter((m) => answerOf(ctx, key(m))?.choice === 'recuse').length;
  return { total, full, sheets: counted.length, recused, passed: full > 0 && total * ctx.step.threshold.den >= full * ctx.step.threshold.num };
}

export const scoring: StepKind<K> = {
  outcomes: ['passed', 'failed', 'no-quorum', 'undecided'],
  asks: (ctx) => ctx.step.panel.map((member) => ask(ctx, { key: key(member), what: 'scoring', to: { kind: 'post', post: member }, tier: 'T1', term: ctx.step.term, silence: 'goes-on', mail: 'evaluations/scoring-requested' })),
  choices: (ctx) => [
    { id: 'score', label: '採点する', consequence: '全員がそろうまで、ほかの委員には見えません。', fields: ctx.step.criteria.flatMap((c) => [
      { id: c.id, label: `${c.label}（${c.max}点まで）`, hint: c.asks, kind: 'choice', required: true, options: Array.from({ length: c.max + 1 }, (_, n) => ({ id: String(n), label: `${n}点` })) } as const,
      { id: `${c.id}Reason`, label: `${c.label}の理由`, kind: 'longtext', required: true, max: 400 } as const,
    ]) },
    { id: 'recuse', label: '利害関係があるので加わらない', consequence: 'あなたの分を除いて集計します。', fields: [reasonField('reason', '関係の内容')] },
  ],
  settle(ctx): Settled | null {
    const waiting = ctx.step.panel.some((m) => { const r = requestOf(ctx, key(m)); return !r || r.state === 'open'; });
    if (waiting) return null;
    const result = scored(ctx);
    if (result.sheets < ctx.step.quorum) return { outcome: ctx.run.round >= ctx.step.reviewsMax ? 'undecided' : 'no-quorum', result };
    return { outcome: result.passed ? 'passed' : 'failed', result };
  },
};
