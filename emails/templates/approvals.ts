// From the draft of a decision to its notice.
import type { MailFacts } from '../../workflows/domain/mail.js';
import { count, word } from '../about.js';
import type { Line, Template } from '../content.js';
import { proposal } from '../proposal.js';
import { remedy } from '../remedy.js';
import { isStaff, says } from '../say.js';
import { ask, binding, notice } from '../shape.js';
import { amountLines, scoreLine } from '../working.js';

const readNotice = (f: MailFacts): string => says(f)('通知を読む', '通知（つうち）を読（よ）む', 'Read the notice');
const conditions = (f: MailFacts): Line => ({ label: says(f)('条件', '条件（じょうけん）', 'Conditions'), value: word(f, 'conditions') });
const amount = (f: MailFacts): Line[] => ((count(f, 'amountYen') ?? 0) > 0 ? amountLines(f, 'amountYen', says(f)('金額', 'お金（かね）', 'Amount')) : []);

const REVIEWS: Readonly<Record<string, string>> = { passed: '基準に達しました', failed: '基準に達しませんでした', carried: '可決されました', rejected: '否決されました', undecided: '定足数に足りず、結論が出ませんでした' };

export const draftRequested: Template = (f) => ask(f, {
  what: '決定の案をつくってください',
  lead: (count(f, 'round') ?? 1) > 1 ? '差し戻された決定の案を、もう一度つくってください。' : '審査が終わりました。決定の案をつくってください。',
  want: '採択か不採択かと理由を書く。採択のときは金額と条件も書く。',
  button: '案をつくる',
  details: [{ label: '審査の結果', value: REVIEWS[word(f, 'review')] ?? '' }, ...scoreLine(f), ...proposal(f)],
});

const SUBJECTS: Readonly<Record<string, string>> = { decision: '決定の案', claim: '支払', 'final-amount': '額の確定', revocation: '取消しの案', 'late-interest': '遅延利息の支払', 'contract-change': '変更契約の案' };

/** k of n and what exactly is approved; the earlier remarks stand on the page. */
export const decisionRequested: Template = (f) => {
  const place = count(f, 'place');
  const places = count(f, 'places');
  const need = count(f, 'need') ?? 1;
  const of = count(f, 'of') ?? 1;
  const what = SUBJECTS[word(f, 'subject')] ?? '決定の案';
  return ask(f, {
    what: '決裁をお願いします',
    lead: `${what}の決裁をお願いします。`,
    want: '決裁する／差し戻す、から選ぶ',
    button: '決裁する',
    details: [
      { label: '決裁するもの', value: `${what}${(count(f, 'round') ?? 1) > 1 ? `（${count(f, 'round')}回目）` : ''}` },
      ...amount(f), ...amountLines(f, 'finalYen', '確定額'), conditions(f),
      { label: '理由', value: word(f, 'reasons') },
      { label: '順番', value: place === null || places === null ? '' : `${places}段のうち${place}段目${of > 1 ? `（${of}人のうち${need}人の決裁が要ります）` : ''}` },
      ...proposal(f),
    ],
  });
};

export const sentBack: Template = (f) => {
  const voided = count(f, 'voided') ?? 0;
  return notice(f, {
    what: '差し戻されました',
    lead: '決裁にまわした案が差し戻されました。',
    happened: `差し戻しの理由：${word(f, 'reason')}`,
    next: `起案からやり直します。${voided === 0 ? '' : `それまでの${voided}件の決裁は取り消されました。`}起案のお願いを別のメールで送っています。`,
    todo: 'このメールでは何もいりません。起案のお願いのメールから直してください。',
    button: '案件を見る',
  });
};

const PUBLISH: Readonly<Record<string, readonly [string, string]>> = {
  candidate: ['候補になったことの通知', '通知を送ると、公開ページに「候補」と載ります。'],
  decision: ['決定の通知', '通知を送ると、公開ページに結果が載ります。'],
  refusal: ['選考の結果の通知', '通知を送ると、公開ページに結果が載ります。'],
  final: ['額の確定の通知', '通知を送ると、公開ページの金額が変わります。'],
  summary: ['結果の概要', '概要が公開され、案件が終わります。'],
};

export const publishRequested: Template = (f) => {
  const [what, then] = PUBLISH[word(f, 'what')] ?? ['通知', '通知を送ると、公開ページに結果が載ります。'];
  return ask(f, {
    what: '通知と公表をお願いします',
    lead: `${what}を確かめて、送ってください。`,
    want: `${what}を確かめ、「結果を公表する」を押す`,
    button: '確かめて公表する',
    details: [{ label: '公表すると', value: then }, ...amount(f), ...proposal(f)],
  });
};

export const candidate: Template = (f) => {
  const s = says(f);
  const council = word(f, 'council');
  return binding(f, {
    what: s('選考の結果をお知らせします', '選考（せんこう）〈選（えら）ぶこと〉の結果（けっか）', 'Result of the selection'),
    lead: s('選考の結果をお知らせします。まだ正式な決定ではありません。', '選考（せんこう）の結果（けっか）をお知（し）らせします。まだ決定（けってい）ではありません。', 'This is the result of the selection. It is not a final decision yet.'),
    result: s('採択の候補に選ばれました（予算が決まるまでは候補です）。', '候補（こうほ）になりました。まだ決定（けってい）ではありません。', 'Your proposal is a candidate. Nothing is granted yet.'),
    reason: word(f, 'reasons'),
    remedy: remedy(f, 'candidate'),
    next: s(
      `市議会が予算を可決したときに、正式に決まります${council === '' ? '' : `（${council}）`}。可決されないときは、実施できません。決定の通知より前に使った費用は対象になりません。`,
      `市議会（しぎかい）が予算（よさん）を決（き）めたら、正式（せいしき）に決（き）まります。決（き）まるまで、お金（かね）を使（つか）わないでください。`,
      `It is decided only if the city council passes the budget${council === '' ? '' : ` (${council})`}. Costs incurred before the decision letter do not count.`,
    ),
    button: readNotice(f),
    details: [...scoreLine(f), ...amount(f), conditions(f)],
  });
};

export const granted: Template = (f) => {
  const s = says(f);
  return binding(f, {
    what: s('結果をお知らせします', '結果（けっか）をお知（し）らせします', 'Your result'),
    lead: s('市の決定をお知らせします。', '市（し）の決定（けってい）をお知（し）らせします。', 'The city has decided on your proposal.'),
    result: s('実施することに決まりました。', 'あなたの提案（ていあん）をすることに決（き）まりました。', 'Your proposal has been granted.'),
    reason: word(f, 'reasons'),
    remedy: remedy(f, 'decision'),
    next: s('次は協定です。協定書の案を、代表者にお送りします。', '次（つぎ）は協定（きょうてい）〈市（し）との約束（やくそく）〉です。文書（ぶんしょ）を送（おく）ります。', 'Next comes the agreement; its text is sent to the representative.'),
    button: readNotice(f),
    details: [...amount(f), ...scoreLine(f), conditions(f), ...(isStaff(f) ? proposal(f).slice(0, 1) : [])],
  });
};

/** Why a vote did not carry the proposal: its count. */
function voteReason(f: MailFacts): string {
  const s = says(f);
  const [yes, no] = [count(f, 'for') ?? 0, count(f, 'against') ?? 0];
  if (word(f, 'vote') === 'undecided') return s(`投票した人が足りず、決まりませんでした（賛成${yes}・反対${no}）。`, `投票（とうひょう）した人（ひと）が足（た）りませんでした（賛成（さんせい）${yes}・反対（はんたい）${no}）。`, `Too few votes were cast (${yes} for, ${no} against).`);
  return s(`投票の結果、賛成${yes}・反対${no}で、賛成が足りませんでした。`, `投票（とうひょう）は、賛成（さんせい）${yes}・反対（はんたい）${no}でした。賛成（さんせい）が足（た）りませんでした。`, `The vote was ${yes} for and ${no} against, which is not enough.`);
}

export const notSelected: Template = (f) => {
  const s = says(f);
  return binding(f, {
    what: s('結果をお知らせします', '結果（けっか）をお知（し）らせします', 'Your result'),
    lead: s('選考の結果をお知らせします。', '選考（せんこう）〈選（えら）ぶこと〉の結果（けっか）をお知（し）らせします。', 'This is the result of the selection.'),
    result: s('今回は選ばれませんでした。', '今回（こんかい）は選（えら）ばれませんでした。', 'Your proposal was not selected this time.'),
    reason: word(f, 'reasons') || voteReason(f),
    remedy: remedy(f, 'decision'),
    next: s(`理由の説明や、次に向けた相談をお受けします（${f.office.tel}）。次の募集にまた出すことができます。`, `わからないことは聞（き）いてください（${f.office.tel}）。次（つぎ）の募集（ぼしゅう）に、また出（だ）せます。`, `We gladly explain and advise (${f.office.tel}). You may apply again in the next call.`),
    button: readNotice(f),
    details: scoreLine(f),
  });
};

export const budgetRefused: Template = (f) => {
  const s = says(f);
  const isCut = word(f, 'outcome') === 'cut';
  return binding(f, {
    what: s('市議会の結果をお知らせします', '市議会（しぎかい）の結果（けっか）', 'Outcome in the city council'),
    lead: s('候補となっていた提案について、市議会の結果をお知らせします。', '市議会（しぎかい）の結果（けっか）をお知（し）らせします。', 'This is the council’s outcome for your candidate proposal.'),
    result: isCut ? s('予算が減らされたため、実施できないことになりました。', '予算（よさん）が減（へ）りました。できなくなりました。', 'The budget was cut, so the project cannot be carried out.') : s('予算が決まらなかったため、実施できないことになりました。', '予算（よさん）がなくて、できなくなりました。', 'No budget was passed, so the project cannot be carried out.'),
    reason: word(f, 'note'),
    remedy: remedy(f, 'council'),
    next: s('候補の通知は交付の決定ではないため、お金は支払われません。次の募集にまた出すことができます。', 'お金（かね）は出（で）ません。次（つぎ）の募集（ぼしゅう）に、また出（だ）すことができます。', 'Being a candidate gave no claim to money. You may apply again in the next call.'),
    button: readNotice(f),
  });
};
