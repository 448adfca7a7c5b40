// Which remedy there is against a result. It follows from the rank of the rule the programme rests on:
// a decision under an ordinance is a disposition and open to 審査請求 (行政不服審査法 2条, 18条); under a regulation or a guideline it is not.
import type { MailFacts } from '../workflows/domain/mail.js';
import { says } from './say.js';

/** What is no disposition whatever the rank of the rule. */
const NO_DISPOSITION = {
  candidate: ['まだ決定ではない', 'まだ決定（けってい）ではありません。', 'Nothing has been decided yet'],
  council: ['予算の議決による', '市議会（しぎかい）が決（き）めました。', 'This follows from the council’s vote on the budget'],
  talks: ['話し合いの結果の', '話（はな）し合（あ）いの結果（けっか）です。', 'This is the outcome of talks'],
} as const;

/** The remedy in plain words. `of` says what the result is: a decision of the city, a candidate's notice that decides nothing yet, the council's vote, or the end of talks. */
export function remedy(f: MailFacts, of: 'decision' | 'candidate' | 'council' | 'talks'): string {
  const s = says(f);
  const { name, tel } = f.office;
  const talk = s(
    `納得できないときは、${name}（${tel}）へお話しください。理由を説明します。`,
    `わからないときは、${name}（${tel}）に聞（き）いてください。`,
    `If you disagree, talk to ${name} (${tel}); they explain the reasons.`,
  );
  if (of !== 'decision') {
    const [ja, easy, en] = NO_DISPOSITION[of];
    return s(`${ja}ため、審査請求の対象ではありません。`, `${easy}審査請求（しんさせいきゅう）〈もう一度（いちど）調（しら）べてもらうこと〉はできません。`, `${en}, so no formal appeal (審査請求) exists. `) + talk;
  }
  if (f.legalBasis === 'ordinance') return s(
    'この結果を知った日の翌日から3か月以内に、市長に審査請求ができます（行政不服審査法）。くわしくは通知にあります。',
    'この結果（けっか）を知（し）った日（ひ）の次（つぎ）の日から3か月（げつ）の間（あいだ）、市長（しちょう）に審査請求（しんさせいきゅう）〈もう一度（いちど）調（しら）べてもらうこと〉ができます。くわしいことは通知（つうち）にあります。',
    'You may appeal to the mayor (審査請求) within 3 months, counted from the day after you learned of this result. The letter has the details.',
  );
  const rule = f.legalBasis === 'regulation' ? ['規則', '規則（きそく）', 'regulation'] as const : ['要綱', '要綱（ようこう）', 'guideline'] as const;
  return s(
    `市の${rule[0]}による結果のため、審査請求の対象ではありません。`,
    `市（し）の${rule[1]}による結果（けっか）です。審査請求（しんさせいきゅう）〈もう一度（いちど）調（しら）べてもらうこと〉はできません。`,
    `This result rests on a city ${rule[2]}, so no formal appeal (審査請求) exists. `,
  ) + talk;
}
