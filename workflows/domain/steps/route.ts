// Ordering (発注): the office writes what is to be done and what it may cost; the dated thresholds say by which route the contract may be made.
import { type CivilDate, dateOf } from '../calendar.js';
import { cityThresholds, routeOf, thresholdOn } from '../contract-route.js';
import { commas } from '../money.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, lineAnswer, reasonField, text, yen } from './step.js';

type K = 'route';
const rows = (ctx: Ctx<K>) => cityThresholds(ctx.step.adoptedOn, ctx.step.source);
const place = (ctx: Ctx<K>, on: CivilDate) => ({ cityKind: ctx.step.cityKind, kind: ctx.step.contract, on });

export const routing: StepKind<K> = {
  outcomes: ['small', 'competition', 'not-ordered'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: 'order', what: 'order', tier: 'T2', term: ctx.step.term, mail: 'contracts/order-requested' }),
  choices(ctx) {
    const { limitYen } = thresholdOn(rows(ctx), place(ctx, dateOf(ctx.env.now)));
    return [
      { id: 'order', label: '仕様と予定価格を決める', consequence: `予定価格が${commas(limitYen)}円までなら見積もりを求め、それより大きければ企画競争にします。`, fields: [
        reasonField('specification', '仕様（何を、いつまでに、どの水準で）', '契約書の別紙になります'), { id: 'plannedYen', label: '予定価格（税込み）', kind: 'yen', required: true, min: 1, max: 100_000_000, hint: '公表しません' },
        reasonField('reason', '委託とする理由と、契約の方法の理由', '市がすべき仕事であること、補助や協定では足りないこと'),
      ] },
      { id: 'not-order', label: '発注しない', consequence: '理由を相手に知らせ、ここで終わります。', fields: [reasonField('reason', '理由', '相手がそのまま読みます')] },
    ];
  },
  settle(ctx) {
    const said = lineAnswer(ctx, 'order');
    if (!said) return null;
    if (said.choice === 'not-order') return { outcome: 'not-ordered', result: { reason: text(said.values.reason) } };
    // The route is that of the day it was ordered, whatever the order says later.
    const { way, limitYen } = routeOf(rows(ctx), { ...place(ctx, dateOf(said.at)), yen: yen(said.values.plannedYen) });
    return { outcome: way === 'small' ? 'small' : 'competition', result: { specification: text(said.values.specification), plannedYen: yen(said.values.plannedYen), limitYen, reason: text(said.values.reason) } };
  },
};
