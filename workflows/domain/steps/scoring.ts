// Panel scoring (審査会の採点): each member scores every criterion with a reason, blind to the others; the sum of the counted sheets meets the threshold or not.
// Where the panel is asked for its whole call (`perCall`), it waits for the call, nobody scores before declaring, and who has a tie is out, also after scoring.
import { addDays, dateOf, DAY, instantAt, nextOpen, OFFICE_OPENS } from '../calendar.js';
import type { Values } from '../fields.js';
import { isTie, relationOf } from '../panel.js';
import type { Choice, Ctx, Settled, StepKind } from './step.js';
import { answerOf, ask, reasonField, requestOf } from './step.js';

type K = 'scoring';
const key = (member: string): string => `sheet-${member}`;

/** Whether a member stands aside: the one who scored, else who sits there now, has declared a tie. */
function standsAside(ctx: Ctx<K>, member: string): boolean {
  if (!ctx.step.perCall) return false;
  const by = answerOf(ctx, key(member))?.by;
  return isTie(relationOf(ctx.state, member, by?.kind === 'post' ? by.person : ctx.env.call?.seats[member]));
}

/** Whether the member's post is held; where nobody looks at the call, all are. */
const isSeated = (ctx: Ctx<K>, member: string): boolean => !ctx.step.perCall || !ctx.env.call || ctx.env.call.seats[member] !== undefined;

/** Whether the panel may be asked: the call is closed and all of it is there, or the days for the rest are over. */
function isGathered({ step, env }: Ctx<K>): boolean {
  if (!step.perCall || !env.call) return true;
  return env.now >= env.call.closesAt && (env.call.gathered || env.now >= env.call.closesAt + step.perCall.gatherDays * DAY);
}

/** The sheets that count: handed in, not recused, in the panel's order. */
export function sheets(ctx: Ctx<K>): { member: string; points: number; values: Values }[] {
  return ctx.step.panel.flatMap((member) => {
    const answer = answerOf(ctx, key(member));
    if (answer?.choice !== 'score' || standsAside(ctx, member)) return [];
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
  const recused = ctx.step.panel.filter((m) => answerOf(ctx, key(m))?.choice === 'recuse' || standsAside(ctx, m)).length;
  return { total, full, sheets: counted.length, recused, passed: full > 0 && total * ctx.step.threshold.den >= full * ctx.step.threshold.num };
}

export const scoring: StepKind<K> = {
  outcomes: ['passed', 'failed', 'no-quorum', 'undecided'],
  asks(ctx) {
    if (!isGathered(ctx)) return [];
    const mail = ctx.step.perCall ? 'evaluations/panel-requested' : 'evaluations/scoring-requested';
    return ctx.step.panel.filter((m) => isSeated(ctx, m) && !standsAside(ctx, m)).map((member) => ask(ctx, { key: key(member), what: 'scoring', to: { kind: 'post', post: member }, tier: 'T1', term: ctx.step.term, silence: 'goes-on', mail }));
  },
  choices(ctx, request) {
    const score: Choice = { id: 'score', label: '採点する', consequence: '全員がそろうまで、ほかの委員には見えません。', fields: ctx.step.criteria.flatMap((c) => [
      { id: c.id, label: `${c.label}（${c.max}点まで）`, hint: c.asks, kind: 'choice', required: true, options: Array.from({ length: c.max + 1 }, (_, n) => ({ id: String(n), label: `${n}点` })) } as const,
      { id: `${c.id}Reason`, label: `${c.label}の理由`, kind: 'longtext', required: true, max: 400 } as const,
    ]) };
    if (ctx.step.perCall) return request.to.kind === 'post' && relationOf(ctx.state, request.to.post, ctx.env.call?.seats[request.to.post]) === 'none' ? [score] : [];
    return [score, { id: 'recuse', label: '利害関係があるので加わらない', consequence: 'あなたの分を除いて集計します。', fields: [reasonField('reason', '関係の内容')] }];
  },
  settle(ctx): Settled | null {
    if (!isGathered(ctx)) return null;
    const waiting = ctx.step.panel.some((m) => { const r = requestOf(ctx, key(m)); return (!r || r.state === 'open') && isSeated(ctx, m) && !standsAside(ctx, m); });
    if (waiting) return null;
    const result = scored(ctx);
    if (result.sheets < ctx.step.quorum) return { outcome: ctx.run.round >= ctx.step.reviewsMax ? 'undecided' : 'no-quorum', result };
    return { outcome: result.passed ? 'passed' : 'failed', result };
  },
  // Before the close nothing can change; after it the missing cases are looked for each morning, and the last of them also rings the others.
  wake(ctx) {
    const { env } = ctx;
    if (!env.call || isGathered(ctx)) return null;
    return env.now < env.call.closesAt ? env.call.closesAt : instantAt(nextOpen(env.calendar, addDays(dateOf(env.now), 1)), OFFICE_OPENS);
  },
};
