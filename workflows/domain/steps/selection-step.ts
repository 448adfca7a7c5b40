// Selection (選考): the case waits for the selection of its whole call, which a person confirms from the ranking under the envelope (law 5). The first that does
// not fit is the runner-up (次点): within a week the group takes the remainder or gives way to the next (小諸市); silence gives way.
import { DAY, type Instant } from '../calendar.js';
import { party } from '../cases.js';
import type { Standing, StepKind } from './step.js';
import { answerOf, ask, hasLapsed, yen } from './step.js';

type K = 'selection';
const LOOK_AGAIN = 30 * DAY;
/** The newest word of the call's selections about this case. */
export const said = (ctx: Standing) => ctx.state.gates.selection ?? null;
/** Nobody is asked and no date ends it: the case waits for the people of the call, and is looked at again each month. */
export const wakeForCall = (ctx: Standing): Instant | null => (said(ctx) ? null : ctx.run.openedAt + LOOK_AGAIN * (1 + Math.floor(Math.max(0, ctx.env.now - ctx.run.openedAt) / LOOK_AGAIN)));

export const selection: StepKind<K> = {
  outcomes: ['selected', 'gave-way', 'not-selected'],
  asks(ctx) {
    const word = said(ctx);
    if (word?.result !== 'runner-up' || hasLapsed(ctx, 'runner-up')) return [];
    return [ask(ctx, { key: 'runner-up', what: 'runner-up', to: party('contact'), tier: 'T2', term: ctx.step.runnerUp, silence: 'counts-as-no', mail: 'evaluations/runner-up', note: { offerYen: yen(word.yen) } })];
  },
  choices: () => [
    { id: 'take-remainder', label: '残りの額で実施する', consequence: '残りの予算の額で、交付の手続に進みます。', fields: [] },
    { id: 'give-way', label: '次の順位の団体にゆずる', consequence: '今回は採択されません。次の順位の団体にたずねます。', fields: [] },
  ],
  settle(ctx) {
    const word = said(ctx);
    if (!word) return null;
    const rank = yen(word.rank);
    if (word.result === 'selected') return { outcome: 'selected', result: { yen: yen(word.yen), rank } };
    if (word.result === 'not-selected') return { outcome: 'not-selected', result: { rank } };
    const choice = answerOf(ctx, 'runner-up')?.choice;
    if (choice === 'take-remainder') return { outcome: 'selected', result: { yen: yen(word.yen), rank, remainder: true } };
    return choice === 'give-way' || hasLapsed(ctx, 'runner-up') ? { outcome: 'gave-way', result: { rank } } : null;
  },
  wake: wakeForCall,
};
