// Mails of the agreement: both sides accept one version by name; a remark makes the next.
import type { MailFacts } from '../../workflows/domain/mail.js';
import { count, word } from '../about.js';
import type { Line, Template } from '../content.js';
import { proposal } from '../proposal.js';
import { remedy } from '../remedy.js';
import { isStaff, says } from '../say.js';
import { ask, binding } from '../shape.js';
import { momentWords } from '../when.js';

const version = (f: MailFacts): number => count(f, 'version') ?? 1;
/** The first characters of the hash: enough to compare by eye, the page has it whole. */
function hash(f: MailFacts): Line {
  const sha256 = word(f, 'sha256');
  return { label: says(f)('照合番号', '照合番号（しょうごうばんごう）', 'SHA-256'), value: sha256 === '' ? '' : says(f)(`${sha256.slice(0, 8)}（SHA-256のはじめの8字）`, `${sha256.slice(0, 8)}（SHA-256）`, `${sha256.slice(0, 8)}… (first 8 characters)`) };
}

export const acceptRequested: Template = (f) => {
  const s = says(f);
  const n = version(f);
  return ask(f, {
    what: s(`協定書（第${n}版）の確認と合意`, '約束（やくそく）の文書（ぶんしょ）を見（み）てください', `please read and accept the agreement (version ${n})`),
    lead: s(`協定書の第${n}版ができました。内容を確かめて、合意するか選んでください。`, '約束（やくそく）の文書（ぶんしょ）ができました。読（よ）んで、答（こた）えてください。', `Version ${n} of the agreement is ready. Please read it and say whether you accept.`),
    want: isStaff(f) && f.request?.choices.length ? `${f.request.choices.join('／')}、から選ぶ` : s('合意する／意見を送る／合意しない、から選ぶ', '合意（ごうい）する〈いいと言（い）う〉、意見（いけん）を送（おく）る、合意（ごうい）しない、から選（えら）ぶ', 'accept it, send a remark, or decline'),
    button: s('協定書を読む', '文書（ぶんしょ）を読（よ）む', 'Read the agreement'),
    details: [
      hash(f),
      { label: s('変えたこと', '変（か）えたこと', 'Changes'), value: word(f, 'changed') },
      { label: s('合意する人', '合意（ごうい）する人（ひと）', 'Who accepts'), value: s('団体の代表者と、市の2人です。全員がそろうと、この版で結ばれます。', '団体（だんたい）の代表者（だいひょうしゃ）と、市（し）の2人（ふたり）です。', 'your representative and two people of the city; with all of them it is concluded') },
      ...(isStaff(f) ? proposal(f).slice(0, 1) : []),
    ],
  });
};

export const revisionRequested: Template = (f) => ask(f, {
  what: `協定書の第${version(f) + 1}版をつくってください`,
  lead: `協定書の第${version(f)}版に意見が届きました。新しい版をつくってください。`,
  want: '双方の役割と取り決めを直し、前の版から変えたことを書く',
  button: '新しい版をつくる',
  details: [{ label: '届いた意見', value: word(f, 'remark') }, ...proposal(f)],
});

export const concluded: Template = (f) => {
  const s = says(f);
  const n = version(f);
  const at = `${momentWords(f, f.queuedAt)}`;
  return binding(f, {
    what: s('協定についてお知らせします', '協定（きょうてい）〈市（し）との約束（やくそく）〉のお知（し）らせ', 'About your agreement'),
    lead: s('全員の合意がそろい、協定が結ばれました。', 'みんなが合意（ごうい）しました。約束（やくそく）ができました。', 'Everybody has accepted; the agreement is concluded.'),
    result: s(`第${n}版で協定が結ばれました（${at}）。`, `${at}に約束（やくそく）ができました。`, `Concluded in version ${n} on ${at}.`),
    next: s('この版は、これから変わりません。次の手続は、その都度お知らせします。', 'この文書（ぶんしょ）は変（か）わりません。次（つぎ）のことは、メールでお知（し）らせします。', 'This version is final. We write to you about each next step.'),
    button: s('協定書を見る', '文書（ぶんしょ）を見（み）る', 'See the agreement'),
    details: [hash(f), { label: s('合意証明書', '証明（しょうめい）の紙（かみ）', 'Certificate'), value: s('だれがいつ合意したかの証明書を、上のページで受け取れます。', '上（うえ）のページにあります。', 'who accepted when is on the page above') }],
  });
};

export const notConcluded: Template = (f) => {
  const s = says(f);
  const hasLapsed = word(f, 'outcome') === 'lapsed';
  const byGroup = word(f, 'by') === 'party';
  // No agreement was declined: none was made, or the application that should carry it never came.
  const other = ['none', 'not-taken'].includes(word(f, 'outcome'));
  const n = version(f);
  return binding(f, {
    what: s('協定についてお知らせします', '協定（きょうてい）〈市（し）との約束（やくそく）〉のお知（し）らせ', 'About your agreement'),
    lead: s('協定についてお知らせします。', '約束（やくそく）についてお知（し）らせします。', 'This is about your agreement.'),
    result: word(f, 'outcome') === 'not-taken' ? s('続きの申請がなかったため、この案件は終わりました。', '続（つづ）きの申請（しんせい）がありませんでした。終（お）わりました。', 'The follow-up application did not come, so this case has ended.') : s('協定は結ばれず、この案件は終わりました。', '約束（やくそく）ができませんでした。終（お）わりました。', 'No agreement was concluded, so this case has ended.'),
    reason: other ? word(f, 'reason') : hasLapsed
      ? s(`第${n}版への回答が、期限までに届きませんでした。`, '期限（きげん）までに、答（こた）えがありませんでした。', `Version ${n} was not accepted in time.`)
      : s(`${byGroup ? '団体' : '市'}が合意しないと回答しました。${word(f, 'reason')}`, `${byGroup ? '団体（だんたい）' : '市（し）'}が合意（ごうい）しませんでした。${word(f, 'reason')}`, `${byGroup ? 'The group' : 'The city'} declined. ${word(f, 'reason')}`),
    remedy: remedy(f, 'talks'),
    next: s('次の募集にまた出すことができます。', '次（つぎ）の募集（ぼしゅう）に、また出（だ）すことができます。', 'You may apply again in the next call.'),
    button: s('通知を読む', '通知（つうち）を読（よ）む', 'Read the notice'),
  });
};
