// Work (事業実施): the term of the project, a look-back in the middle by both sides, and requests to change the plan.
// A cut of cost up to the programme's share is free; anything else needs approval (境港市, いわき市).
import type { Instant } from '../calendar.js';
import { addDays, instantAt } from '../calendar.js';
import type { Ask, CaseState, FreeAct } from '../cases.js';
import { formAnswers, party } from '../cases.js';
import type { Values } from '../fields.js';
import type { Rate, Yen } from '../money.js';
import { share } from '../money.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, leadPost, lineAnswer, reasonField, remarkField, requestsOf, text, yen } from './step.js';

type K = 'work';

/** Whether a change of total cost is free: a cut up to the programme's share. */
export const isFreeChange = (before: Yen, after: Yen, freeCut: Rate): boolean => after <= before && after >= before - share(before, freeCut);

const changes = (ctx: Ctx<K>): readonly FreeAct[] => ctx.state.acts.filter((act) => act.verb === 'change' && act.at >= ctx.run.openedAt);
const needsApproval = (act: FreeAct): boolean => act.values.minor !== true;

/** Changes of the plan that hold: minor ones, and those the office approved, oldest first. */
export function heldChanges(state: CaseState): readonly FreeAct[] {
  const approved = (n: number) => state.requests.some((r) => r.what === 'change' && (r.key === `change-${n}` || r.key.startsWith(`change-${n}~`)) && r.answer?.choice === 'approve');
  return state.acts.filter((act) => act.verb === 'change' && (!needsApproval(act) || approved(act.n)));
}

/** The end of the work: the day in the form, or what the last approved change says. */
function endOf(ctx: Ctx<K>): Instant {
  const approved = heldChanges(ctx.state).filter((act) => text(act.values.newEnd) && act.at >= ctx.run.openedAt).at(-1);
  const day = text(approved?.values.newEnd) || text(formAnswers(ctx.state)[ctx.step.until.field]);
  return day ? instantAt(addDays(day, 1)) : ctx.run.openedAt;
}
const middleOf = (ctx: Ctx<K>): Instant => ctx.run.openedAt + Math.floor((endOf(ctx) - ctx.run.openedAt) / 2);
/** A look-back is worth asking for only when the work takes at least this long. */
const LOOK_BACK_FROM = 60 * 86_400_000;
const hasLookBack = (ctx: Ctx<K>): boolean => ctx.step.midReview && endOf(ctx) - ctx.run.openedAt >= LOOK_BACK_FROM;
const openChanges = (ctx: Ctx<K>): readonly FreeAct[] => changes(ctx).filter((act) => needsApproval(act) && !lineAnswer(ctx, `change-${act.n}`));
const stopped = (ctx: Ctx<K>) => requestsOf(ctx).find((r) => r.answer?.choice === 'stop' && r.to.kind === 'party')?.answer ?? null;

export const work: StepKind<K> = {
  outcomes: ['ended', 'stopped'],
  asks(ctx) {
    const asks: Ask[] = openChanges(ctx).flatMap((act) => askOffice(ctx, ctx.step.office, { key: `change-${act.n}`, what: 'change', tier: 'T2', term: ctx.step.term, mail: 'payments/change-requested', note: pick(act.values) }));
    if (hasLookBack(ctx) && ctx.env.now >= middleOf(ctx) && ctx.env.now < endOf(ctx)) {
      const common = { what: 'mid-review', tier: 'T1', term: ctx.step.term, silence: 'goes-on', mail: 'payments/mid-review-requested' } as const;
      asks.push(ask(ctx, { ...common, key: 'mid-group', to: party('contact') }), ask(ctx, { ...common, key: 'mid-city', to: { kind: 'post', post: leadPost(ctx.programme, ctx.state) } }));
    }
    return asks;
  },
  choices(_ctx, request) {
    if (request.what === 'change')
      return [
        { id: 'approve', label: '変更を認める', consequence: '提案者に知らせます。', fields: [remarkField('note', '条件')] },
        { id: 'refuse', label: '変更を認めない', consequence: '理由を提案者に知らせます。もとの計画のままです。', fields: [reasonField('reason', '理由', '提案者がそのまま読みます')] },
      ];
    const onTrack: Choice = { id: 'on-track', label: '予定どおり', consequence: '記録して、そのまま続けます。', fields: [reasonField('text', 'これまでにできたこと')] };
    const rethink: Choice = { id: 'rethink', label: '見直したいことがある', consequence: '相手にも知らせます。計画を変えるときは変更の申請をしてください。', fields: [reasonField('text', '見直したいこと')] };
    const stop: Choice = { id: 'stop', label: '途中で終わりにする', consequence: '実施した分の報告に進みます。', fields: [reasonField('text', '理由')] };
    return request.to.kind === 'party' ? [onTrack, rethink, stop] : [onTrack, rethink];
  },
  settle(ctx) {
    const stop = stopped(ctx);
    if (stop) return { outcome: 'stopped', result: { reason: text(stop.values.text) } };
    if (ctx.env.now < endOf(ctx) || openChanges(ctx).some((act) => !hasLapsed(ctx, `change-${act.n}`) && lineAnswer(ctx, `change-${act.n}`) === null)) return null;
    return { outcome: 'ended', result: { midGroup: answerOf(ctx, 'mid-group')?.choice ?? '', midCity: answerOf(ctx, 'mid-city')?.choice ?? '' } };
  },
  wake(ctx) {
    const instants = [endOf(ctx), ...(hasLookBack(ctx) ? [middleOf(ctx)] : [])].filter((at) => at > ctx.env.now);
    return instants.length > 0 ? Math.min(...instants) : null;
  },
};

const pick = (values: Values): Values => ({ what: text(values.what), newCostYen: yen(values.newCostYen), newEnd: text(values.newEnd), ...(values.newLines ? { newLines: values.newLines } : {}) });
