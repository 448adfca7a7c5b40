// Scoring and votes before a decision, and the two-sided evaluation after the work.
import type { MailFacts } from '../../workflows/domain/mail.js';
import { count, word, words } from '../about.js';
import type { Template } from '../content.js';
import { proposal } from '../proposal.js';
import { isStaff, says } from '../say.js';
import { ask, notice } from '../shape.js';
import { momentWords } from '../when.js';
import { money } from '../working.js';

export const scoringRequested: Template = (f) => ask(f, {
  what: '採点をお願いします',
  lead: 'この提案の採点をお願いします。利害関係があるときは、先に申し出てください。',
  want: '項目ごとに点と理由を書く。利害関係があるときは「加わらない」を選ぶ。',
  silence: '採点がないときは、あなたの分を除いて集計します。',
  button: '採点する',
  details: [...proposal(f), { label: '見え方', value: '全員がそろうまで、ほかの委員にあなたの点は見えません。' }],
});

/** What a panel is asked about: the call and how many applications there are. */
const callLines = (f: MailFacts) => [{ label: '募集', value: word(f, 'call') }, { label: '申請の数', value: `${count(f, 'count') ?? 0}件` }];

/** One mail for each member of a panel and call: first the declaration of ties, then all sheets on one page. */
export const panelRequested: Template = (f) => ask(f, {
  what: `審査をお願いします（${count(f, 'count') ?? 0}件）`,
  of: word(f, 'call'),
  lead: `「${word(f, 'call')}」の申請${count(f, 'count') ?? 0}件の審査をお願いします。この募集についてのお願いは、この1通です。`,
  want: 'はじめに、申請した団体との関係の有無を申告する。そのあと、1件ずつ項目ごとに点と理由を書く。',
  silence: '採点がないときは、あなたの分を除いて集計します。',
  button: '審査のページを開く',
  details: [...callLines(f), { label: '見え方', value: '申告が済むまで、申請の内容は表示されません。全員がそろうまで、ほかの委員にあなたの点は見えません。' }],
});

export const panelReminder: Template = (f) => ask(f, {
  prefix: '確認・',
  what: `審査のお願い（残り${count(f, 'open') ?? 0}件）`,
  of: word(f, 'call'),
  lead: `「${word(f, 'call')}」の審査のうち、${momentWords(f, f.queuedAt)}の時点で${count(f, 'open') ?? 0}件の採点がまだ届いていません。`,
  want: '残りの申請を採点する。',
  silence: '採点がないときは、あなたの分を除いて集計します。',
  button: '審査のページを開く',
  details: [...callLines(f), { label: 'この確認', value: word(f, 'which') === 'day-before' ? '期限の前の日にお送りしています。お願いのメールとは行き違いのことがあります。' : '期限の7日前にお送りしています。' }],
});

/** To the chair: a member is late with the sheets of a call. */
export const panelOverdue: Template = (f) => notice(f, {
  what: '期限を過ぎた審査があります',
  of: word(f, 'call'),
  lead: `${word(f, 'latePost')}にお願いした「${word(f, 'call')}」の審査が、期限を過ぎています。`,
  happened: f.request ? `期限は${momentWords(f, f.request.dueAt)}でした。まだ届いていない採点は${count(f, 'open') ?? 0}件です。` : '',
  next: f.request ? `${momentWords(f, f.request.closesAt)}までの間、採点を受け付けます。届かないときは、その委員の分を除いて集計します。` : '',
  todo: '委員に確かめてください。',
  button: '採点の一覧を開く',
  details: callLines(f),
});

/** The runner-up (次点): what is left is enough for a part of the request. */
export const runnerUp: Template = (f) => {
  const s = says(f);
  const offer = count(f, 'offerYen');
  const sum = offer === null ? s('残りの額', '残（のこ）りの金額（きんがく）', 'the rest') : money(f, offer);
  return ask(f, {
    what: s('次点に選ばれました', '次点（じてん）〈次（つぎ）の順番（じゅんばん）〉になりました', 'you are the runner-up'),
    lead: s(`予算の残りが申請額に足りないため、次点となりました。残りは${sum}です。`, `予算（よさん）が足（た）りません。残（のこ）りは${sum}です。`, `The budget does not cover your whole request; ${sum} is left.`),
    want: s('残りの額で実施する／次の順位の団体にゆずる、から選ぶ', '残（のこ）りの金額（きんがく）でするか、ゆずるかを選（えら）ぶ', 'carry it out with the rest, or give way to the next group'),
    silence: s('回答がないときは、次の順位の団体にゆずるものとします。', '答（こた）えがないときは、次（つぎ）の団体（だんたい）にゆずります。', 'Without an answer you give way to the next group.'),
    button: s('回答する', '答（こた）える', 'Answer'),
    details: [{ label: s('残りの額', '残（のこ）りの金額（きんがく）', 'Left'), value: offer === null ? '' : money(f, offer) }],
  });
};

export const ballotRequested: Template = (f) => ask(f, {
  what: '投票をお願いします',
  lead: 'この提案への投票をお願いします。',
  want: '賛成／反対／棄権、から選ぶ',
  silence: '投票がないときは、あなたの分を除いて数えます。',
  button: '投票する',
  details: proposal(f),
});

export const evaluationRequested: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('協働の評価をお願いします', 'ふりかえりをお願（ねが）いします', 'please evaluate working together'),
    lead: s('いっしょに取り組んだことについて、評価をお願いします。', 'いっしょにしたことを、ふりかえってください。', 'Please evaluate what you did together with the city.'),
    want: s('項目ごとに1から5を選び、気づいたことを書く', '1から5の中（なか）から選（えら）ぶ', 'choose 1 to 5 for each item and add your remarks'),
    silence: s('回答がないときは、もう一方の評価だけを記録して進みます。', '答（こた）えがないときは、もう一人（ひとり）の答（こた）えだけで進（すす）みます。', 'Without it only the other side’s evaluation is recorded.'),
    button: s('評価する', '答（こた）える', 'Evaluate'),
    details: [{ label: s('見え方', '見（み）え方（かた）', 'Who sees it'), value: s('両方がそろうまで、相手には見えません。両方の評価は、そろったあとに並べて見られます。', '二人（ふたり）の答（こた）えがそろうまで、相手（あいて）には見（み）えません。', 'Neither side sees the other’s until both are in.') }, ...(isStaff(f) ? proposal(f) : [])],
  });
};

export const jointRequested: Template = (f) => {
  const items = words(f, 'items');
  return ask(f, {
    what: '共同のふりかえりの文をお願いします',
    lead: '双方の評価がそろいました。話し合って、共同の文をまとめてください。',
    want: items.length === 0 ? '大きくちがう項目はありません。話し合った内容を文にする。' : '評価がちがう項目について話し合い、その内容を文にする。',
    ...(f.request?.silence === 'goes-on' ? { silence: '届かないときは、共同の文なしで次に進みます。' } : {}),
    button: '文を書く',
    details: [{ label: 'ちがう項目', value: items.join('、') }, ...proposal(f)],
  });
};

export const revealed: Template = (f) => {
  const s = says(f);
  const apart = words(f, 'apart').length;
  return notice(f, {
    what: s('双方の評価がそろいました', '二人（ふたり）のふりかえりがそろいました', 'Both evaluations can be read now'),
    lead: s('双方の評価を、並べて見られるようになりました。', '二人（ふたり）の答（こた）えを見（み）ることができます。', 'You can now read both evaluations side by side.'),
    happened: s(`${momentWords(f, f.queuedAt)}にふりかえりが終わりました。大きくちがう項目は${apart}件です。`, `${momentWords(f, f.queuedAt)}に終（お）わりました。大（おお）きくちがうところは${apart}件（けん）です。`, `Concluded on ${momentWords(f, f.queuedAt)}; ${apart} item${apart === 1 ? '' : 's'} differ widely.`),
    next: s('市が概要を公表し、案件が終わります。', '市（し）が内容（ないよう）を公開（こうかい）して、終（お）わります。', 'The city publishes a summary and closes the case.'),
    button: s('評価を見る', '答（こた）えを見（み）る', 'Read them'),
    details: [{ label: s('共同の文', 'いっしょに書（か）いた文（ぶん）', 'Joint text'), value: word(f, 'text') }],
  });
};
