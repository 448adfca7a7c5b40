// Approval chain (決裁): groups in order, k of n in each; sending back ends the round, so earlier approvals are void when the subject comes again.
import type { Ask } from '../cases.js';
import type { Ctx, StepKind } from './step.js';
import { askLine, handOf, lineAnswer, officeLine, reasonField, remarkField, requestsOf, text } from './step.js';

type K = 'approval';
const key = (group: number, post: string): string => `approve-${group}-${post}`;
/** Key of the document that shows the approvers what they approve. */
export const approvalDocument = (ctx: Ctx<K>): string | null => (ctx.step.document ? `document:${ctx.step.document}:${ctx.run.step}#${ctx.run.round}` : null);

const given = (ctx: Ctx<K>, group: number): number => ctx.step.chain[group]?.posts.filter((p) => lineAnswer(ctx, key(group, p))?.choice === 'approve').length ?? 0;
/** The first group that has not approved yet; the chain's length when all have. */
const turn = (ctx: Ctx<K>): number => { const at = ctx.step.chain.findIndex((g, n) => given(ctx, n) < g.need); return at === -1 ? ctx.step.chain.length : at; };
const sentBack = (ctx: Ctx<K>) => requestsOf(ctx).find((r) => r.answer?.choice === 'send-back')?.answer ?? null;

export const approval: StepKind<K> = {
  outcomes: ['approved', 'sent-back'],
  hands(ctx) {
    const document = approvalDocument(ctx);
    return document ? [{ key: document, kind: 'document', spec: { document: ctx.step.document ?? '' } }] : [];
  },
  asks(ctx) {
    const document = approvalDocument(ctx);
    if (sentBack(ctx) || (document && handOf(ctx, document)?.state !== 'done')) return [];
    const at = turn(ctx);
    const group = ctx.step.chain[at];
    if (!group) return [];
    const drafters = ctx.state.steps.findLast((r) => r.kind === 'draft-decision')?.step;
    return group.posts.flatMap((post): readonly Ask[] => askLine(ctx, officeLine(ctx, post).map((p, n) => (n % 3 === 1 ? p : post)), {
      key: key(at, post), what: 'approval', tier: group.tier, term: ctx.step.term, mail: at === 0 && (ctx.step.subject === 'claim' || ctx.step.subject === 'late-interest') ? 'payments/claim-check-requested' : ctx.step.mail, last: 'asks-again',
      notBy: ctx.step.distinct ? [ctx.run.step, ...(drafters && ctx.step.subject === 'decision' && at === ctx.step.chain.length - 1 ? [drafters] : [])] : [],
      note: { place: at + 1, places: ctx.step.chain.length, need: group.need, of: group.posts.length, subject: ctx.step.subject, round: ctx.run.round },
      ...(document ? { document } : {}),
    }));
  },
  choices: () => [
    { id: 'approve', label: '決裁する', consequence: 'この内容のとおり進みます。', fields: [remarkField('remark', '付け加えること')] },
    { id: 'send-back', label: '差し戻す', consequence: 'それまでの決裁は取り消され、起案した人に戻ります。', fields: [reasonField('reason', '理由')] },
  ],
  settle(ctx) {
    const back = sentBack(ctx);
    if (back) return { outcome: 'sent-back', result: { reason: text(back.values.reason), voided: requestsOf(ctx).filter((r) => r.answer?.choice === 'approve').length } };
    return turn(ctx) === ctx.step.chain.length ? { outcome: 'approved', result: { approvals: requestsOf(ctx).filter((r) => r.answer?.choice === 'approve').length } } : null;
  },
};
