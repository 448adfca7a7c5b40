// Mails to the address of a draft. Saved is not submitted, and every sentence says so.
import { count, word } from '../../about.js';
import type { MailFacts } from '../../../workflows/domain/mail.js';
import type { Line, Template } from '../../content.js';
import { says } from '../../say.js';
import { ask, notice } from '../../shape.js';
import { momentWords } from '../../when.js';

function progress(f: MailFacts): Line[] {
  const done = count(f, 'pagesDone');
  const pages = count(f, 'pages');
  if (done === null || pages === null) return [];
  return [{ label: says(f)('書けたページ', '書（か）いたページ', 'Pages done'), value: says(f)(`${pages}ページのうち${done}ページ`, `${pages}ページのうち${done}ページ`, `${done} of ${pages}`) }];
}

const programme = (f: MailFacts): Line => ({ label: says(f)('募集', '募集（ぼしゅう）', 'Call'), value: word(f, 'programme') });

export const draftSaved: Template = (f) => {
  const s = says(f);
  const closesAt = count(f, 'closesAt');
  return notice(f, {
    what: s('書きかけを保存しました（まだ提出していません）', '保存（ほぞん）しました（まだ出（だ）していません）', 'Draft saved (not submitted yet)'),
    of: word(f, 'programme'),
    lead: s('書きかけを保存しました。まだ提出していません。', '書（か）いたところまで保存（ほぞん）しました。まだ出（だ）していません。', 'Your draft is saved. It is not submitted yet.'),
    happened: s('入力したところまで保存しました。下のアドレスから続きを書けます。', '下（した）のアドレスから、続（つづ）きを書（か）けます。', 'What you typed is kept. The address below takes you back to it.'),
    next: closesAt === null ? '' : s(`締切は${momentWords(f, closesAt)}です。過ぎると提出できません。`, `${momentWords(f, closesAt)}までに出（だ）してください。`, `The call closes on ${momentWords(f, closesAt)}; after that it cannot be submitted.`),
    todo: s('締切までに、最後のページで「提案を提出する」を押してください。', '最後（さいご）のページで「提案（ていあん）を提出（ていしゅつ）する」を押（お）してください。', 'Before it closes, press “submit” on the last page.'),
    button: s('続きを書く', '続（つづ）きを書（か）く', 'Go on writing'),
    details: [programme(f), ...progress(f)],
  });
};

export const draftClosing: Template = (f) => {
  const s = says(f);
  const closesAt = count(f, 'closesAt');
  return ask(f, {
    what: s('まだ提出していません', 'まだ出（だ）していません', 'your draft is not submitted yet'),
    of: word(f, 'programme'),
    lead: s('書きかけの申請が、まだ提出されていません。', '書（か）いている途中（とちゅう）の申請（しんせい）は、まだ出（だ）していません。', 'Your application is saved but not submitted yet.'),
    want: s('続きを書き、最後のページで提出してください。', '続（つづ）きを書（か）いて、出（だ）してください。', 'finish it and submit it on the last page'),
    silence: s('締切を過ぎると提出できません。', '期限（きげん）が過（す）ぎると、出（だ）せません。', 'After that it cannot be submitted.'),
    ...(closesAt === null ? {} : { dueAt: closesAt }),
    button: s('続きを書く', '続（つづ）きを書（か）く', 'Go on writing'),
    details: [programme(f), ...progress(f)],
  });
};

/** The call closes later: what was saved stays, nothing has to be done again. */
export const callExtended: Template = (f) => {
  const s = says(f);
  const closesAt = count(f, 'closesAt');
  return notice(f, {
    what: s('締切が延びました', '期限（きげん）がのびました', 'the call closes later'),
    of: word(f, 'programme'),
    lead: s('書きかけの申請のある募集の締切が延びました。', '書（か）いている途中（とちゅう）の申請（しんせい）の期限（きげん）がのびました。', 'The call you are writing for has been extended.'),
    happened: closesAt === null ? s('新しい締切は、募集のページにあります。', '新（あたら）しい期限（きげん）は、ページにあります。', 'The new date is on the page of the call.') : s(`新しい締切は${momentWords(f, closesAt)}です。`, `新（あたら）しい期限（きげん）は${momentWords(f, closesAt)}です。`, `It now closes on ${momentWords(f, closesAt)}.`),
    next: s(`理由：${word(f, 'reason')}`, `理由（りゆう）：${word(f, 'reason')}`, `Reason: ${word(f, 'reason')}`),
    todo: s('続きを書いて、締切までに提出してください。', '続（つづ）きを書（か）いて、出（だ）してください。', 'Please finish and submit it in time.'),
    button: s('続きを書く', '続（つづ）きを書（か）く', 'Go on writing'),
    details: [programme(f), ...progress(f)],
  });
};

/** The call is cancelled: what was saved can be read for some time, and nothing can be submitted. */
export const callCancelled: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('募集を取りやめました', '募集（ぼしゅう）をやめました', 'the call is cancelled'),
    of: word(f, 'programme'),
    lead: s('書きかけの申請のある募集を、取りやめました。', '書（か）いている途中（とちゅう）の申請（しんせい）の募集（ぼしゅう）を、やめました。', 'The call you were writing for has been cancelled.'),
    happened: s('この募集には、もう提出できません。', 'もう、出（だ）すことができません。', 'Nothing more can be submitted to it.'),
    next: s(`理由：${word(f, 'reason')}`, `理由（りゆう）：${word(f, 'reason')}`, `Reason: ${word(f, 'reason')}`),
    button: s('書いた内容を見る', '書（か）いたものを見（み）る', 'See what you wrote'),
    details: [programme(f)],
  });
};
