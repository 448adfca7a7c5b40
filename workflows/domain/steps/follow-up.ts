// Follow-up (引継ぎ): an agreement whose form is a subsidy or a contract goes on as a case of that programme. A hand makes one draft, filled in from
// this case by the programme's table; the group completes and submits it. Other forms go on here, as before.
import { type Ask, party } from '../cases.js';
import { decidedForm } from './form-of-cooperation.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, handOf, hasLapsed, text } from './step.js';

type K = 'follow-up';
/** Under this name a case reads what became of its follow-up, like a vote over its call. */
export const FOLLOW_UP = 'follow-up';
const key = (ctx: Ctx<K>): string => `follow-up:${ctx.run.step}#${ctx.run.round}`;

/** The programme that takes over this case, if its form has one. */
function target(ctx: Ctx<K>): { readonly form: string; readonly programme: string } | null {
  const form = decidedForm(ctx.state)?.form;
  const found = form ? ctx.step.programmes[form] : undefined;
  return form && found ? { form, programme: found.programme } : null;
}

export const followUp: StepKind<K> = {
  outcomes: ['own-way', 'taken-over', 'not-taken'],
  hands(ctx) {
    const to = target(ctx);
    return to ? [{ key: key(ctx), kind: 'follow-up', spec: to }] : [];
  },
  asks(ctx): readonly Ask[] {
    const hand = handOf(ctx, key(ctx));
    // The draft before its link: the group is asked when there is something to complete.
    if (hand?.state !== 'done' || hasLapsed(ctx, 'apply')) return [];
    return [ask(ctx, { key: 'apply', what: 'follow-up', to: party('contact'), tier: 'T1', term: ctx.step.term, silence: 'case-ends', mail: 'cases/follow-up-open', note: { form: text(hand.spec.form), programme: text(hand.result?.programme) } })];
  },
  choices: () => [{ id: 'decline', label: '申請しないで終わる', consequence: '協定はなかったことになり、この案件は終わります。', fields: [{ id: 'reason', label: '申請しない理由', kind: 'longtext', required: true, max: 1000 }] }],
  settle(ctx) {
    if (!target(ctx)) return { outcome: 'own-way', result: {} };
    const taken = ctx.state.gates[FOLLOW_UP];
    if (taken) return { outcome: 'taken-over', result: { followUp: taken.result, programme: taken.note } };
    const declined = answerOf(ctx, 'apply');
    if (declined) return { outcome: 'not-taken', result: { reason: text(declined.values.reason), by: 'party' } };
    return hasLapsed(ctx, 'apply') ? { outcome: 'not-taken', result: { reason: '申請が期限までに届きませんでした。', by: 'party' } } : null;
  },
};
