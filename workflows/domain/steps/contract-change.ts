// Change of a contract (変更契約): either side asks for it during the work; the office writes the new terms or keeps the old ones. The change holds from the
// instant both sides have agreed on the new version. Until then the larger of the two prices is held in the envelope, so that neither can fail for money.
import { dateOf } from '../calendar.js';
import { type ContractTerms, contractTerms, inspectedYen } from '../contract-terms.js';
import type { Fault, Values } from '../fields.js';
import { commas } from '../money.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, hold, lineAnswer, reasonField, text, yen } from './step.js';

type K = 'contract-change';

const inForce = (ctx: Ctx<K>): ContractTerms => contractTerms(ctx.state) ?? { yen: 0, lastDay: '', specification: '' };
/** What the other side asked for, where it was they who asked. */
const wanted = (ctx: Ctx<K>): Values => {
  const before = ctx.state.steps.at(-2);
  return before?.outcome === 'change-wanted' ? (before.result ?? {}) : {};
};

export const contractChange: StepKind<K> = {
  outcomes: ['drafted', 'kept'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: 'terms', what: 'contract-change', tier: 'T2', term: ctx.step.term, mail: 'contracts/change-requested', note: { ...inForce(ctx), ...(text(wanted(ctx).what) ? { what: text(wanted(ctx).what) } : {}), round: ctx.run.round } }),
  choices(ctx) {
    const now = inForce(ctx);
    // What inspection let pass stays owed; what is left of the envelope bounds the rest.
    const least = (inspectedYen(ctx.state) ?? 0) + 1;
    const most = Math.max(now.yen, ctx.state.committedYen) + (ctx.env.envelopeFreeYen ?? 0);
    return [
      { id: 'draft', label: '変更契約の案をつくる', consequence: '決裁のあと、双方が新しい版に合意すると変わります。', fields: [
        { id: 'yen', label: '変えたあとの契約金額（税込み）', kind: 'yen', required: true, min: least, max: Math.max(least, most), hint: `いまは${commas(now.yen)}円。予算の残りから${commas(most)}円まで` },
        { id: 'lastDay', label: '変えたあとの終わりの日', kind: 'date', required: true, hint: '変わらないときは、いまの日を入力してください' },
        { id: 'specification', label: '変えたあとの仕様', kind: 'longtext', required: true, max: 1000, hint: '変わらないところも含めて全部を書いてください。契約書に載ります' },
        reasonField('reason', '変える理由', '契約書に載ります'),
      ] },
      { id: 'keep', label: '変えない', consequence: '理由を相手に知らせます。契約はもとのままです。', fields: [reasonField('reason', '理由', '相手がそのまま読みます')] },
    ];
  },
  check(ctx, _request, choice, values): readonly Fault[] {
    if (choice !== 'draft') return [];
    const now = inForce(ctx);
    const same = yen(values.yen) === now.yen && text(values.lastDay) === now.lastDay && text(values.specification).trim() === now.specification.trim();
    const today = dateOf(ctx.env.now);
    if (same) return [{ at: 'yen', code: 'no-change', facts: {} }];
    return text(values.lastDay) < today ? [{ at: 'lastDay', code: 'too-early', facts: { label: '終わりの日', from: today } }] : [];
  },
  settle(ctx) {
    const said = lineAnswer(ctx, 'terms');
    if (!said) return null;
    const now = inForce(ctx);
    if (said.choice === 'keep') return { outcome: 'kept', result: { reason: text(said.values.reason) }, events: hold(ctx, now.yen) };
    const next = { yen: yen(said.values.yen), lastDay: text(said.values.lastDay), specification: text(said.values.specification) };
    return { outcome: 'drafted', result: { ...next, beforeYen: now.yen, beforeLastDay: now.lastDay, reason: text(said.values.reason) }, events: hold(ctx, Math.max(now.yen, next.yen)) };
  },
};
