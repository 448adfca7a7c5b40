// Suspensions of clocks: what the group reads of its case, and the one list a post reads of all its cases.
import { dateOf } from '../../../workflows/domain/calendar.js';
import { ASK_WORDS } from '../../../workflows/domain/words.js';
import { count, isTrue, word, words } from '../../about.js';
import type { Line, Template } from '../../content.js';
import { says } from '../../say.js';
import { notice, postOf } from '../../shape.js';
import { dayWords, momentWords } from '../../when.js';

const ASKS: Readonly<Record<string, { readonly act: string; readonly easy: string; readonly en: string }>> = ASK_WORDS;

/** The dates that hold now, one line for each thing that is asked: kept as `what｜due instant`. */
function dueLines(f: Parameters<Template>[0]): Line[] {
  const s = says(f);
  return words(f, 'dues').map((line) => {
    const [what = '', at = ''] = line.split('｜');
    const asked = ASKS[what];
    return { label: s('新しい期限', '新（あたら）しい期限（きげん）', 'New due date'), value: `${asked ? s(asked.act, asked.easy, asked.en) : ''} ${momentWords(f, Number(at))}` };
  });
}

/** To the group: from when to when days do not count and why, or that this was taken back, with every date that holds now. */
export const suspended: Template = (f) => {
  const s = says(f);
  const [from, to] = [word(f, 'from'), word(f, 'to')].map((day) => (day === '' ? '' : dayWords(f, day)));
  const back = isTrue(f, 'back');
  const reason = { label: s('理由', '理由（りゆう）', 'Reason'), value: word(f, 'reason') };
  if (back) return notice(f, {
    what: s('期限の休止を取り消しました', '休（やす）みをやめました', 'The pause has been taken back'),
    lead: s('前にお知らせした期限の休止を取り消しました。', '前（まえ）に知（し）らせた、期限（きげん）の休（やす）みをやめました。', 'The pause of due dates that we told you about has been taken back.'),
    happened: s(`${dayWords(f, dateOf(f.queuedAt))}に取り消しました。`, `${dayWords(f, dateOf(f.queuedAt))}に決（き）めました。`, `Taken back on ${dayWords(f, dateOf(f.queuedAt))}.`),
    next: s('下の期限が、いまの期限です。期限のないときは、市が進めています。', '下（した）の期限（きげん）を見（み）てください。', 'The dates below hold now. Where there are none, the city is at work.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [...dueLines(f), reason],
  });
  return notice(f, {
    what: s('期限を休止します', '期限（きげん）を休（やす）みます', 'Due dates are paused'),
    lead: s(`${from}から${to}までの日は、この案件の期限に数えません。`, `${from}から${to}まで、期限（きげん）の日（ひ）を数（かぞ）えません。`, `The days from ${from} to ${to} do not count for the due dates of this case.`),
    happened: s('お願いしている期限と、市の期限を、その日数だけ後ろに移しました。', '期限（きげん）を、あとの日（ひ）にしました。', 'What we asked of you and what the city owes you is due later by as many days.'),
    next: s('前にお送りしたリンクと番号が、そのまま使えます。計画を変えるときは、案件のページから変更を申請できます。', '前（まえ）のリンクと番号（ばんごう）を使（つか）えます。計画（けいかく）を変（か）えるときは、ページから知（し）らせてください。', 'The links and codes you have keep working. To change your plan, ask on the page of the case.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [...dueLines(f), reason],
  });
};

/** To a post: how many of its open requests moved, in one mail for all cases. */
export const suspendedPost: Template = (f) => {
  const n = count(f, 'count') ?? 0;
  const back = isTrue(f, 'back');
  const [from, to] = [word(f, 'from'), word(f, 'to')].map((day) => (day === '' ? '' : dayWords(f, day)));
  return notice(f, {
    what: back ? `期限の休止を取り消しました：${n}件` : `期限を休止します：${n}件`,
    of: postOf(f),
    lead: back ? '前にお知らせした期限の休止を取り消しました。' : `${from}から${to}までの日は、期限に数えません。`,
    happened: `${postOf(f)}あての、回答を待っているもの${n}件の期限が変わりました。`,
    next: '前にお送りしたリンクと番号が、そのまま使えます。新しい期限は一覧で見られます。',
    button: '一覧を開く',
    details: [{ label: '理由', value: word(f, 'reason') }],
  });
};
