// Inspection (検査): the contractor says that the work, or a part of it, is done; within ten days somebody who did not order it lets it pass or has it done again.
import { addDays, dateOf, type Instant, instantAt, OFFICE_CLOSES } from '../calendar.js';
import type { Ask, CaseState } from '../cases.js';
import { party } from '../cases.js';
import { contractTerms } from '../contract-terms.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, lineAnswer, reasonField, remarkField, text, yen } from './step.js';

type K = 'inspection';
/** What of the price no inspection has let pass yet. */
export function uninspectedYen(state: CaseState): number {
  const passed = state.steps.filter((r) => r.kind === 'inspection' && r.outcome === 'part-passed').reduce((all, r) => all + yen(r.result?.yen), 0);
  return (contractTerms(state)?.yen ?? 0) - passed;
}
const turn = (ctx: Ctx<K>): number => { let n = 1; while (lineAnswer(ctx, `inspect-${n}`)?.choice === 'redo') n++; return n; };

/** Ten days from the notice are the law's, and no holiday makes them longer (政府契約の支払遅延防止等に関する法律5条). Who is asked after that has the programme's term. */
function withinTenDays(ctx: Ctx<K>, noticed: Instant, asks: readonly Ask[]): readonly Ask[] {
  const last = instantAt(addDays(dateOf(noticed), 10), OFFICE_CLOSES);
  return last <= ctx.env.now ? asks : asks.map((asked) => ({ ...asked, dueAt: Math.min(asked.dueAt, last) }));
}

export const inspection: StepKind<K> = {
  outcomes: ['passed', 'part-passed', 'change-wanted'],
  optional: ['change-wanted'],
  asks(ctx) {
    const n = turn(ctx);
    const notice = answerOf(ctx, `complete-${n}`);
    const before = n > 1 ? lineAnswer(ctx, `inspect-${n - 1}`) : null;
    if (!notice) return hasLapsed(ctx, `complete-${n}`) ? [] : [ask(ctx, { key: `complete-${n}`, what: 'completion', to: party('contact'), tier: 'T1', term: ctx.step.term, silence: 'office-decides', mail: 'contracts/completion-requested', note: before ? { note: text(before.values.reason) } : {} })];
    // Who ordered it, drafted it or took the price may not inspect it.
    return withinTenDays(ctx, notice.at, askOffice(ctx, ctx.step.by, { key: `inspect-${n}`, what: 'inspection', tier: 'T2', term: ctx.step.inspectTerm, mail: 'contracts/inspection-requested', notBy: ctx.step.notBy, note: { part: notice.choice === 'part', yen: notice.choice === 'part' ? yen(notice.values.yen) : uninspectedYen(ctx.state), done: text(notice.values.done) } }));
  },
  choices(ctx, request) {
    if (request.what === 'completion') {
      const left = uninspectedYen(ctx.state);
      const done = [reasonField('done', '行ったこと'), { id: 'files', label: '成果物・写真', kind: 'files', required: false, max: 10 } as const];
      return [
        { id: 'complete', label: '全部が終わったことを届け出る', consequence: '市が10日以内に検査します。', fields: done },
        ...(left > 1 ? [{ id: 'part', label: '一部が終わったことを届け出る', consequence: '検査に合格した分を請求できます。', fields: [...done, { id: 'yen', label: '終わった分の金額', kind: 'yen', required: true, min: 1, max: left - 1 } as const] }] : []),
        // Only where the programme says where a change leads.
        ...(ctx.step.on['change-wanted'] ? [{ id: 'change', label: '契約の変更を申し出る', consequence: '市が確かめます。双方が変更契約に合意するまで、契約はもとのままです。', fields: [reasonField('what', '変えたいこととその理由', '金額・期間・仕様のどれを、どう変えたいか')] }] : []),
      ];
    }
    return [
      { id: 'pass', label: '合格とする', consequence: '相手が請求できるようになります。', fields: [remarkField('note', '検査調書に書くこと')] },
      { id: 'redo', label: 'やり直しを求める', consequence: '相手の費用でやり直してもらい、もう一度検査します。', fields: [reasonField('reason', '仕様に合わないところ', '相手がそのまま読みます')] },
    ];
  },
  settle(ctx) {
    const n = turn(ctx);
    const notice = answerOf(ctx, `complete-${n}`);
    if (notice?.choice === 'change') return { outcome: 'change-wanted', result: { what: text(notice.values.what) } };
    const passed = lineAnswer(ctx, `inspect-${n}`);
    if (!notice || passed?.choice !== 'pass') return null;
    const part = notice.choice === 'part';
    return { outcome: part ? 'part-passed' : 'passed', result: { yen: part ? yen(notice.values.yen) : uninspectedYen(ctx.state), times: n, note: text(passed.values.note) } };
  },
};
