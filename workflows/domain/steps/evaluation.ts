// Evaluation (協働評価): both sides score the same items without seeing each other's sheet; both are revealed at one instant,
// items that differ by two or more are marked for the talk, and a joint text ends it.
import type { Ask } from '../cases.js';
import { party } from '../cases.js';
import type { Values } from '../fields.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, askLine, lineAnswer, lineLapsed, leadPost, reasonField, requestOf, text } from './step.js';
import { headOf } from '../people.js';

type K = 'evaluation';
/** From this difference on an item is talked about. */
export const TALK_FROM = 2;

const ended = (ctx: Ctx<K>, key: string): boolean => { const r = requestOf(ctx, key); return r !== null && r.state !== 'open'; };
/** Whether both sheets are in or their time is over: only then may either side see the other's. */
export const bothIn = (ctx: Ctx<K>): boolean => ended(ctx, 'sheet-group') && ended(ctx, 'sheet-city');

/** The items both sides scored and how far apart they are. */
export function differences(ctx: Ctx<K>): { id: string; label: string; group: number; city: number; apart: number }[] {
  const group = answerOf(ctx, 'sheet-group')?.values;
  const city = answerOf(ctx, 'sheet-city')?.values;
  if (!group || !city) return [];
  const points = (sheet: Values, id: string): number => Number(sheet[id] ?? 0);
  return ctx.step.items.map(({ id, label }) => ({ id, label, group: points(group, id), city: points(city, id), apart: Math.abs(points(group, id) - points(city, id)) }));
}

const WORDS = ['', '1 期待を大きく下回った', '2 下回った', '3 期待どおり', '4 上回った', '5 大きく上回った'];

export const evaluation: StepKind<K> = {
  outcomes: ['evaluated'],
  asks(ctx) {
    const common = { what: 'evaluation', tier: 'T1', term: ctx.step.term, silence: 'goes-on', mail: 'evaluations/requested' } as const;
    const asks: Ask[] = [ask(ctx, { ...common, key: 'sheet-group', to: party('contact') }), ask(ctx, { ...common, key: 'sheet-city', to: { kind: 'post', post: leadPost(ctx.programme, ctx.state) } })];
    if (!bothIn(ctx)) return asks;
    const lead = leadPost(ctx.programme, ctx.state);
    return askLine(ctx, [lead, headOf(lead)], { key: 'joint', what: 'joint-evaluation', tier: 'T1', term: ctx.step.jointTerm, mail: 'evaluations/joint-requested', last: 'goes-on', note: { items: differences(ctx).filter((d) => d.apart >= TALK_FROM).map((d) => d.label) } });
  },
  choices(ctx, request) {
    if (request.what === 'joint-evaluation') return [{ id: 'joint', label: '共同の文を記録する', consequence: '双方のふりかえりとして公表されます。', fields: [reasonField('text', '話し合ってまとめた文')] }];
    return [{ id: 'evaluate', label: '評価を提出する', consequence: '相手の評価は、両方がそろうまで見えません。', fields: ctx.step.items.flatMap(({ id, label }) => [
      { id, label, kind: 'choice', required: true, options: [1, 2, 3, 4, 5].map((n) => ({ id: String(n), label: WORDS[n] ?? '' })) } as const,
      { id: `${id}Note`, label: `${label}について`, kind: 'longtext', required: false, max: 400, hint: '1と2のときは理由を書いてください' } as const,
    ]) }];
  },
  check(ctx, _request, choice, values) {
    if (choice !== 'evaluate') return [];
    return ctx.step.items.filter(({ id }) => Number(values[id] ?? 3) <= 2 && text(values[`${id}Note`]) === '').map(({ id, label }) => ({ at: `${id}Note`, code: 'reason-needed' as const, facts: { label } }));
  },
  settle(ctx) {
    if (!bothIn(ctx)) return null;
    const joint = lineAnswer(ctx, 'joint');
    if (!joint && !lineLapsed(ctx, 'joint', 2)) return null;
    return { outcome: 'evaluated', result: { text: text(joint?.values.text), apart: differences(ctx).filter((d) => d.apart >= TALK_FROM).map((d) => d.id) } };
  },
};
