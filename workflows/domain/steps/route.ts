// Ordering (発注): the office writes what is to be done and what it may cost; the dated thresholds say by which route the contract may be made.
import { type CivilDate, dateOf } from '../calendar.js';
import { cityThresholds, routeOf, type SplitWarning, splitWarning, thresholdOn } from '../contract-route.js';
import type { Fault, Field, Values } from '../fields.js';
import { commas } from '../money.js';
import type { Ctx, StepKind } from './step.js';
import { askOffice, lineAnswer, reasonField, text, yen } from './step.js';

type K = 'route';
const rows = (ctx: Ctx<K>) => cityThresholds(ctx.step.adoptedOn, ctx.step.source);
const place = (ctx: Ctx<K>, on: CivilDate) => ({ cityKind: ctx.step.cityKind, kind: ctx.step.contract, on });

/** The warning about an order of this price, where the programme watches for split orders; null when there is nothing to ask about. */
function warning(ctx: Ctx<K>, plannedYen: number, on: CivilDate): SplitWarning | null {
  const before = ctx.step.watchesSplits ? (ctx.env.alikeOrders ?? []) : [];
  const [first] = before;
  // Which orders are alike was found by whoever read them; here they are one purpose.
  return first && plannedYen > 0 ? splitWarning(rows(ctx), ctx.step.cityKind, before, { ...first, id: ctx.state.number, kind: ctx.step.contract, on, yen: plannedYen }) : null;
}

/** What is asked only when there are orders that may belong to this one. */
const SPLIT_FIELDS: readonly Field[] = [
  { id: 'split', label: '似た発注があるときの扱い', kind: 'choice', required: false, options: [{ id: 'apart', label: '別の発注とする（理由を書く）' }, { id: 'together', label: '合わせて一つとみなし、企画競争にする' }], hint: '合わせた額が限度を超えるときは、必ず選んでください' },
  { id: 'splitReason', label: 'そう扱う理由', kind: 'longtext', required: false, max: 1000 },
];

/** What stays in the record of a warned order: which orders, their sum, and what a person decided. */
const recorded = (warned: SplitWarning, values: Values): Values => ({ split: text(values.split), splitReason: text(values.splitReason), splitOrders: warned.orders, splitSumYen: warned.sumYen });

export const routing: StepKind<K> = {
  outcomes: ['small', 'competition', 'not-ordered'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: 'order', what: 'order', tier: 'T2', term: ctx.step.term, mail: 'contracts/order-requested' }),
  choices(ctx) {
    const { limitYen } = thresholdOn(rows(ctx), place(ctx, dateOf(ctx.env.now)));
    return [
      { id: 'order', label: '仕様と予定価格を決める', consequence: `予定価格が${commas(limitYen)}円までなら見積もりを求め、それより大きければ企画競争にします。`, fields: [
        reasonField('specification', '仕様（何を、いつまでに、どの水準で）', '契約書の別紙になります'), { id: 'plannedYen', label: '予定価格（税込み）', kind: 'yen', required: true, min: 1, max: 100_000_000, hint: '公表しません' },
        reasonField('reason', '委託とする理由と、契約の方法の理由', '市がすべき仕事であること、補助や協定では足りないこと'), ...(ctx.step.watchesSplits && (ctx.env.alikeOrders ?? []).length > 0 ? SPLIT_FIELDS : []),
      ] },
      { id: 'not-order', label: '発注しない', consequence: '理由を相手に知らせ、ここで終わります。', fields: [reasonField('reason', '理由', '相手がそのまま読みます')] },
    ];
  },
  check(ctx, _request, choice, values): readonly Fault[] {
    const warned = choice === 'order' ? warning(ctx, yen(values.plannedYen), dateOf(ctx.env.now)) : null;
    if (!warned) return [];
    if (text(values.split) === '') return [{ at: 'split', code: 'split-order', facts: { is: warned.sumYen, max: warned.limitYen, n: warned.orders.length } }];
    return text(values.splitReason) === '' ? [{ at: 'splitReason', code: 'missing', facts: { label: 'そう扱う理由' } }] : [];
  },
  settle(ctx) {
    const said = lineAnswer(ctx, 'order');
    if (!said) return null;
    if (said.choice === 'not-order') return { outcome: 'not-ordered', result: { reason: text(said.values.reason) } };
    // The route is that of the day it was ordered, whatever the order says later.
    const { way, limitYen } = routeOf(rows(ctx), { ...place(ctx, dateOf(said.at)), yen: yen(said.values.plannedYen) });
    const warned = warning(ctx, yen(said.values.plannedYen), dateOf(said.at));
    const small = way === 'small' && !(warned && said.values.split === 'together');
    return { outcome: small ? 'small' : 'competition', result: { ...(warned ? recorded(warned, said.values) : {}), specification: text(said.values.specification), plannedYen: yen(said.values.plannedYen), limitYen, reason: text(said.values.reason) } };
  },
};
