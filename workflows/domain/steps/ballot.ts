// Ballot (投票): each entitled post votes for, against or abstains; carried when enough voted and the majority of for and against is reached.
import type { StepKind } from './step.js';
import { answerOf, ask, remarkField, requestOf } from './step.js';

export const ballot: StepKind<'ballot'> = {
  outcomes: ['carried', 'rejected', 'no-quorum', 'undecided'],
  asks: (ctx) => ctx.step.voters.map((voter) => ask(ctx, { key: `ballot-${voter}`, what: 'ballot', to: { kind: 'post', post: voter }, tier: 'T1', term: ctx.step.term, silence: 'goes-on', mail: 'evaluations/ballot-requested' })),
  choices: () => [
    { id: 'for', label: '賛成', consequence: '締切後にまとめて数えます。', fields: [remarkField('remark', 'ひとこと')] },
    { id: 'against', label: '反対', consequence: '締切後にまとめて数えます。', fields: [remarkField('remark', 'ひとこと')] },
    { id: 'abstain', label: '棄権', consequence: '投票した人数には入りません。', fields: [] },
  ],
  settle(ctx) {
    const { voters, quorum, majority, roundsMax } = ctx.step;
    if (voters.some((v) => { const r = requestOf(ctx, `ballot-${v}`); return !r || r.state === 'open'; })) return null;
    const count = (choice: string) => voters.filter((v) => answerOf(ctx, `ballot-${v}`)?.choice === choice).length;
    const result = { for: count('for'), against: count('against'), abstained: count('abstain'), voters: voters.length };
    const cast = result.for + result.against;
    if (cast < quorum) return { outcome: ctx.run.round >= roundsMax ? 'undecided' : 'no-quorum', result };
    return { outcome: result.for * majority.den > cast * majority.num ? 'carried' : 'rejected', result };
  },
};
