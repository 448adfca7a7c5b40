// Quotation (見積書): the other side names its price; the office takes it or asks again. A price above what was planned cannot be taken.
import type { CaseState } from '../cases.js';
import { party } from '../cases.js';
import type { Ask } from '../cases.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, lineAnswer, reasonField, remarkField, text, yen } from './step.js';

type K = 'quotation';

/** The price that was taken, tax included; null where nothing was quoted. */
export function quotedYen(state: CaseState): number | null {
  const run = state.steps.findLast((r) => r.kind === 'quotation' && r.outcome === 'accepted');
  return run ? yen(run.result?.yen) : null;
}
const planned = (state: CaseState): number => yen(state.steps.findLast((r) => r.kind === 'route' && r.settledAt !== null)?.result?.plannedYen);
/** Which quotation is awaited or looked at. */
const turn = (ctx: Ctx<K>): number => { let n = 1; while (lineAnswer(ctx, `check-${n}`)?.choice === 'ask-again') n++; return n; };

export const quotation: StepKind<K> = {
  outcomes: ['accepted', 'declined', 'lapsed'],
  asks(ctx): readonly Ask[] {
    const n = turn(ctx);
    const given = answerOf(ctx, `quote-${n}`);
    const before = n > 1 ? lineAnswer(ctx, `check-${n - 1}`) : null;
    if (!given) return hasLapsed(ctx, `quote-${n}`) ? [] : [ask(ctx, { key: `quote-${n}`, what: 'quotation', to: party('contact'), tier: 'T2', term: ctx.step.term, silence: 'case-ends', mail: 'contracts/quotation-requested', note: { specification: text(ctx.state.steps.findLast((r) => r.kind === 'route')?.result?.specification), ...(before ? { note: text(before.values.reason) } : {}) } })];
    return given.choice === 'quote' ? askOffice(ctx, ctx.step.by, { key: `check-${n}`, what: 'quotation-check', tier: 'T2', term: ctx.step.checkTerm, mail: 'contracts/quotation-check-requested', note: { yen: yen(given.values.yen), validUntil: text(given.values.validUntil) } }) : [];
  },
  choices(ctx, request) {
    if (request.what === 'quotation') return [
      { id: 'quote', label: '見積もりを出す', consequence: '市が確かめて、契約の案をつくります。', fields: [
        { id: 'yen', label: '見積金額（税込み）', kind: 'yen', required: true, min: 1, max: 100_000_000 }, { id: 'validUntil', label: '見積もりの有効期限', kind: 'date', required: true }, remarkField('remark', '内訳や条件'), { id: 'files', label: '見積書', kind: 'files', required: false, max: 3 },
      ] },
      { id: 'decline', label: '辞退する', consequence: '契約は結ばず、この案件は終わります。', fields: [remarkField('reason', '理由')] },
    ];
    const again: Choice = { id: 'ask-again', label: 'もう一度見積もりを求める', consequence: '理由を相手に知らせ、新しい見積もりを待ちます。', fields: [reasonField('reason', '理由', '相手がそのまま読みます。予定価格は書かないでください')] };
    // Above the planned price nothing can be taken; who asks learns nothing of it.
    if (yen(request.note?.yen) > planned(ctx.state)) return [again];
    return [{ id: 'take', label: 'この見積もりで契約の案をつくる', consequence: '起案に進みます。', fields: [] }, again];
  },
  settle(ctx) {
    const n = turn(ctx);
    const given = answerOf(ctx, `quote-${n}`);
    if (!given) return hasLapsed(ctx, `quote-${n}`) ? { outcome: 'lapsed', result: {} } : null;
    if (given.choice === 'decline') return { outcome: 'declined', result: { reason: text(given.values.reason), by: 'party' } };
    return lineAnswer(ctx, `check-${n}`)?.choice === 'take' ? { outcome: 'accepted', result: { yen: yen(given.values.yen), validUntil: text(given.values.validUntil), times: n } } : null;
  },
};
