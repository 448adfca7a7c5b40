// Words of a vote of residents: its rule and method as a voter and the office read them, and what is wrong with a choice.
import type { BallotRule, VoidWhy } from '../../workflows/domain/ballots.js';
import type { StepOf } from '../../workflows/domain/programmes.js';
import type { VoteMethod } from '../../workflows/domain/vote-count.js';
import { yenWords } from '../../workflows/domain/words.js';

type Step = Pick<StepOf<'public-vote'>, 'rule' | 'insteadLabel'>;
const many = (rule: BallotRule): string => (rule.kind === 'exactly' ? `ちょうど${rule.n}つ` : `${rule.n}つまで`);

/** What a ballot may hold, and what makes it void, line by line. */
export const ruleLines = ({ rule, insteadLabel }: Step): readonly string[] => [
  rule.kind === 'exactly' ? `${many(rule)}選びます。${rule.n}つより多くても少なくても、その投票は無効です。` : `${many(rule)}選べます。それより多く選んだ投票や、何も選ばない投票は無効です。`,
  ...(rule.sumMaxYen === undefined ? [] : [`選んだ事業の金額の合計は、${yenWords(rule.sumMaxYen)}までです。`]),
  ...(insteadLabel === undefined ? [] : [`「${insteadLabel}」を選ぶときは、それだけを選びます。`]),
];

/** How the votes decide, in a sentence or two. */
export function methodWords(method: VoteMethod): string {
  if (method.kind === 'equal-shares') return '予算を投票した人の数で等しく分け、選んだ人たちの持ち分で費用をまかなえる事業から採択します（均等分配方式）。残った予算は、得票の多い順に使います。';
  const cross = { stop: '予算を超える事業が出たところで終わります。', skip: '予算を超える事業は飛ばし、入る事業を採択します。', remainder: '予算を超える事業には、残りの額を配分して終わります。' } as const;
  return `得票の多い順に、予算の中で${method.winnersMax === undefined ? '' : `${method.winnersMax}件まで`}採択します。${cross[method.onCross]}同じ票のときは、${method.tieBreak.map((t) => (t.kind === 'lot' ? '投票の前に種を決めて封をした、くじ' : '申請額の小さい順')).join('、それも同じなら')}で決めます。`;
}

/** Why a choice would be void and what to do, with the number of ticks as it was counted here. */
export function choiceSentence({ rule, insteadLabel }: Step, ticks: number, sumYen: number, why: VoidWhy): string {
  const now = `いま${ticks}つ選んでいます。`;
  switch (why) {
    case 'blank': return `まだ選んでいません。${many(rule)}選んでください`;
    case 'too-few': return `${now}あと${rule.n - ticks}つ選んで、${many(rule)}にしてください`;
    case 'too-many': return `${now}${ticks - rule.n}つ外して、${many(rule)}にしてください`;
    case 'over-sum': return `選んだ事業の合計は${yenWords(sumYen)}です。${yenWords(rule.sumMaxYen ?? 0)}までになるように外してください`;
    case 'not-alone': return `「${insteadLabel ?? ''}」を選ぶときは、ほかの選択を外してください`;
    case 'unknown-choice': case 'same-choice-twice': return '候補の一覧から選び直してください';
  }
}

/** Why a typed voting code cannot vote. */
export const CODE_FAULTS = {
  unknown: 'この番号は確かめられません。用紙の投票番号を、もう一度確かめて入力してください', online: 'この番号は、もう投票に使われています。1つの番号で投票できるのは1回です', paper: 'この番号は、紙の投票用紙と引きかえられています',
} as const;

/** Codes and references as people read and copy them: `K7WP-M3HX-2QRT`. */
export const grouped = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;
