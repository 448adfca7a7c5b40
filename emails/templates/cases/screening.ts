// From the receipt to the end of the formal check.
import { count, word, words } from '../../about.js';
import type { MailFacts } from '../../../workflows/domain/mail.js';
import type { Line, Template } from '../../content.js';
import { proposal } from '../../proposal.js';
import { remedy } from '../../remedy.js';
import { says } from '../../say.js';
import { ask, binding, notice } from '../../shape.js';
import { momentWords, receiptWords } from '../../when.js';

const seeCase = (f: MailFacts): string => says(f)('案件を見る', '案件（あんけん）を見（み）る', 'See the case');
const readNotice = (f: MailFacts): string => says(f)('通知を読む', '通知（つうち）を読（よ）む', 'Read the notice');

export const received: Template = (f) => {
  const s = says(f);
  const files = count(f, 'files') ?? 0;
  const next = word(f, 'next');
  const holder = word(f, 'holder') || f.office.name;
  return notice(f, {
    what: s('受け付けました', '受（う）け取（と）りました', 'We have received your application'),
    lead: s('提出を受け付けました。この番号でお問い合わせください。', 'あなたの申請（しんせい）を受（う）け取（と）りました。', 'Your application has arrived. Please quote its number.'),
    happened: s(`${receiptWords(f, f.queuedAt)}に受け付けました。ファイルは${files}件です。`, `${receiptWords(f, f.queuedAt)}に受（う）け取（と）りました。ファイルは${files}件（けん）です。`, `Received on ${receiptWords(f, f.queuedAt)} with ${files} file${files === 1 ? '' : 's'}.`),
    next: s(`${holder}が受け持ちます。次の段階は「${next || '書類の確認'}」です。`, `${holder}が内容（ないよう）を確認（かくにん）します。`, `${holder} checks it next.`),
    button: seeCase(f),
    details: logLines(f),
  });
};

/** The newest head of the log, for whoever wants to hold the city to it later: size and root are all that a check needs. */
function logLines(f: MailFacts): Line[] {
  const s = says(f);
  const size = count(f, 'logSize');
  const at = count(f, 'logAt');
  const root = word(f, 'logRoot');
  if (size === null || at === null || root === '') return [];
  return [{ label: s('記録の控え', '記録（きろく）の番号（ばんごう）', 'The log as of now'), value: s(`${momentWords(f, at)}の記録：${size}件、${root}`, `${momentWords(f, at)}：${size}、${root}`, `${momentWords(f, at)}: ${size} entries, ${root}`) }];
}

export const screeningRequested: Template = (f) => {
  const round = count(f, 'round') ?? 1;
  return ask(f, {
    what: '書類の確認をお願いします',
    lead: round > 1 ? `直しが届いた提案の書類を、もう一度確認してください（${round}回目）。` : '届いた提案の書類が、応募の条件に合うか確認してください。',
    want: '受け付ける／直しを求める／受け付けない、から選ぶ',
    button: '確認する',
    details: proposal(f),
  });
};

export const correctionRequested: Template = (f) => {
  const s = says(f);
  const labels = words(f, 'labels');
  const n = words(f, 'fields').length || labels.length || 1;
  const round = count(f, 'round');
  const rounds = count(f, 'rounds');
  return ask(f, {
    what: s(`${n}か所を直してください`, `${n}か所（しょ）直（なお）してください`, `please correct ${n} point${n === 1 ? '' : 's'}`),
    lead: s('書類を確認したところ、直してほしいところがありました。', '直（なお）してほしいところがあります。', 'We checked your application and ask you to correct some points.'),
    want: s(`${n}か所を直して、もう一度提出する`, `${n}か所（しょ）を直（なお）して、もう一度（いちど）出（だ）す`, `correct ${n} point${n === 1 ? '' : 's'} and hand it in again`),
    button: s('直す', '直（なお）す', 'Correct it'),
    details: [
      { label: s('直すところ', '直（なお）すところ', 'Points'), value: labels.join('\n') },
      { label: s('市から', '市（し）から', 'From the city'), value: word(f, 'note') },
      { label: s('市の期限', '市（し）の期限（きげん）', 'Our clock'), value: s('直しが届くまで、市の確認の期限は止まっています。', '直（なお）しが届（とど）くまで、市（し）は待（ま）っています。', 'It stands still until your corrections arrive.') },
      { label: s('回数', '何回目（なんかいめ）', 'Round'), value: round === null || rounds === null ? '' : s(`${round}回目（${rounds}回まで）`, `${round}回目（かいめ）。${rounds}回（かい）までです。`, `${round} of at most ${rounds}`) },
    ],
  });
};

export const correctionReceived: Template = (f) => {
  const labels = words(f, 'labels');
  const n = words(f, 'fields').length || labels.length || 1;
  return notice(f, {
    what: '直しが届きました',
    lead: '求めていた直しが、提案者から届きました。',
    happened: `${momentWords(f, f.queuedAt)}に${n}か所の直しが届きました。`,
    next: '書類の確認の期限がまた動きはじめました。確認のお願いを別のメールで送っています。',
    button: '案件を見る',
    details: [{ label: '直した項目', value: labels.join('、') }],
  });
};

export const screeningPassed: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('書類の確認が終わりました', '書類（しょるい）の確認（かくにん）が終（お）わりました', 'Your papers have been checked'),
    lead: s('書類の確認が終わり、応募の条件に合うことがわかりました。', '書類（しょるい）の確認（かくにん）が終（お）わりました。問題（もんだい）はありません。', 'Your papers are complete and meet the conditions.'),
    happened: s(`${momentWords(f, f.queuedAt)}に、書類の確認が終わりました。`, `${momentWords(f, f.queuedAt)}に終（お）わりました。`, `Checked on ${momentWords(f, f.queuedAt)}.`),
    next: s('次の段階に進みます。だれが受け持っているかは、案件のページで見られます。', '次（つぎ）に進（すす）みます。だれがしているかは、ページで見（み）られます。', 'The case goes on. Its page shows who holds it.'),
    button: seeCase(f),
  });
};

export const refused: Template = (f) => {
  const s = says(f);
  return binding(f, {
    what: s('書類の確認の結果をお知らせします', '書類（しょるい）の確認（かくにん）の結果（けっか）', 'Result of the check of your papers'),
    lead: s('書類の確認の結果をお知らせします。', '書類（しょるい）の確認（かくにん）の結果（けっか）をお知（し）らせします。', 'This is the result of the check of your papers.'),
    result: s('応募の条件に合わないため、受け付けることができませんでした。', '条件（じょうけん）に合（あ）いませんでした。ここで終（お）わります。', 'It does not meet the conditions, so we cannot go on with it.'),
    reason: word(f, 'reason'),
    remedy: remedy(f, 'decision'),
    next: s('この案件はここで終わります。内容を変えて、次の募集にまた出すことができます。', '次（つぎ）の募集（ぼしゅう）に、また出（だ）すことができます。', 'This case ends here. You may apply again in the next call.'),
    button: readNotice(f),
  });
};

export const expired: Template = (f) => {
  const s = says(f);
  return binding(f, {
    what: s('書類の直しについてお知らせします', '書類（しょるい）の直（なお）しについて', 'About the corrections we asked for'),
    lead: s('書類の直しについてお知らせします。', '書類（しょるい）の直（なお）しについてお知（し）らせします。', 'This is about the corrections we asked you for.'),
    result: s('お願いした直しが期限までに届かなかったため、この案件は終わりました。', '直（なお）しが期限（きげん）までに届（とど）きませんでした。この案件（あんけん）は終（お）わりました。', 'The corrections did not arrive in time, so this case has ended.'),
    reason: s(`${momentWords(f, f.queuedAt)}までに、直しの提出がありませんでした。`, `${momentWords(f, f.queuedAt)}までに、届（とど）きませんでした。`, `Nothing had arrived by ${momentWords(f, f.queuedAt)}.`),
    remedy: remedy(f, 'decision'),
    next: s('書いた内容は残っています。次の募集にまた出すことができます。', '次（つぎ）の募集（ぼしゅう）に、また出（だ）すことができます。', 'What you wrote is kept. You may apply again in the next call.'),
    button: readNotice(f),
  });
};
