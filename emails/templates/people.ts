// Mails about people: codes, links, hand-over of a post, change of a contact.
import { dateOf } from '../../workflows/domain/calendar.js';
import type { MailFacts } from '../../workflows/domain/mail.js';
import { ASK_WORDS } from '../../workflows/domain/words.js';
import { count, word, words } from '../about.js';
import type { Content, Template } from '../content.js';
import { says } from '../say.js';
import { notice, postOf } from '../shape.js';
import { spelled } from '../spelled.js';
import { subject } from '../subject.js';
import { dayWords, momentWords, shortDay } from '../when.js';

/** How long a one-time code is valid. */
const CODE_MS = 10 * 60_000;

/** A one-time code: what it is for and the instant it ends. `about.what` names the act as its page does (Japanese). */
export const code: Template = (f): Content => {
  const s = says(f);
  const what = word(f, 'what');
  const until = momentWords(f, f.queuedAt + CODE_MS);
  return {
    subject: subject(f, s('確認番号のお知らせ', '確認番号（かくにんばんごう）のお知らせ', 'Your confirmation code')),
    heading: s('確認番号のお知らせ', '確認番号（かくにんばんごう）のお知（し）らせ', 'Your confirmation code'),
    lead: s('あなたの操作を確かめるための番号です。開いている画面に入れてください。', 'あなただと確（たし）かめる番号（ばんごう）です。開（ひら）いている画面（がめん）に入（い）れてください。', 'This code confirms that it is you. Type it into the page you have open.'),
    facts: [
      { label: s('確認番号', '番号（ばんごう）', 'Code'), value: spelled(word(f, 'code')) },
      { label: s('使い道', '何（なに）に使（つか）うか', 'For'), value: what },
      { label: s('有効', 'いつまで', 'Valid'), value: s(`${until}まで（10分間）`, `${until}まで（10分間（ぷんかん））`, `until ${until} (10 minutes)`) },
    ].filter((line) => line.value !== ''),
    where: '',
    button: null,
    details: [],
    closing: [
      s('市の職員がこの番号をたずねることはありません。だれにも教えないでください。', '市（し）の人（ひと）は、この番号（ばんごう）を聞（き）きません。だれにも教（おし）えないでください。', 'City staff never ask for this code. Do not tell it to anybody.'),
      s(`覚えがないときは、何もしなくてかまいません。気になるときは${f.office.name} ${f.office.tel}へ。`, `知（し）らないときは、何（なに）もしなくていいです。心配（しんぱい）なときは ${f.office.name} ${f.office.tel} へ電話（でんわ）してください。`, `If you did not ask for it, do nothing. Questions: ${f.office.name}, tel. ${f.office.tel}.`),
    ],
  };
};

const ASKS: Readonly<Record<string, { readonly act: string }>> = ASK_WORDS;

/** One line of a hand-over as it is kept, `number｜title｜what is asked｜due instant`, as words. A title may hold the bar itself. */
function openLine(f: MailFacts, line: string): string {
  const parts = line.split('｜');
  if (parts.length < 4) return line;
  const dueAt = Number(parts.at(-1));
  const what = parts.at(-2) ?? '';
  return `${parts[0]} ${parts.slice(1, -2).join('｜')}（${ASKS[what]?.act ?? what}${Number.isFinite(dueAt) ? `、${shortDay(f, dateOf(dueAt))}まで` : ''}）`;
}

/** To the new holder of a post: what is open, from when on. */
export const handover: Template = (f) => {
  const lines = words(f, 'lines');
  const n = count(f, 'count') ?? lines.length;
  return notice(f, {
    what: `引き継ぎ：案件${n}件`,
    of: postOf(f),
    lead: `${dayWords(f, dateOf(f.queuedAt))}から、${postOf(f)}の仕事があなたに引き継がれました。`,
    happened: `回答を待っているもの${n}件が、あなたの担当になりました。`,
    next: '期限は変わりません。前の担当あてのリンクは使えなくなりました。',
    todo: '一覧を開き、期限の近いものから回答してください。',
    button: '一覧を開く',
    details: lines.map((line, at) => ({ label: `${at + 1}`, value: openLine(f, line) })),
  });
};

/** To somebody who asked to sign in: works once, for ten minutes, in the browser that asked. */
export const signInLink: Template = (f) => notice(f, {
  what: 'サインインのリンク',
  of: '共創',
  lead: 'サインインの申込みがありました。',
  happened: `${momentWords(f, f.queuedAt)}に、このメールアドレスでサインインの申込みを受け付けました。`,
  next: `${momentWords(f, f.queuedAt + CODE_MS)}まで（10分間）、1回だけ使えます。`,
  todo: '申し込んだブラウザーでリンクを開き、ボタンを押してください。覚えがないときは、何もしないでください。ほかのブラウザーで開いてもサインインできません。',
  button: 'サインインのページを開く',
});

/** To somebody for whom a passkey was registered: it may not have been they. */
export const passkeyAdded: Template = (f) => notice(f, {
  what: 'パスキーが登録されました',
  of: '共創',
  lead: 'あなたのサインインに、新しいパスキーが登録されました。',
  happened: `${momentWords(f, f.queuedAt)}に、パスキー「${word(f, 'name')}」が登録されました。`,
  next: 'このパスキーで、決裁と支払の承認ができるようになります。',
  todo: `覚えがないときは、すぐに${f.office.name} ${f.office.tel}へ電話し、サインインのページで削除してください。`,
  button: '共創のページを開く',
});

/** To all administrators: the sealed account was opened. */
export const sealedOpened: Template = (f) => notice(f, {
  what: '【警告】緊急用の管理者が使われました',
  of: '共創',
  lead: '金庫の秘密の文字列で、緊急用の管理者としてサインインした人がいます。',
  happened: `${momentWords(f, f.queuedAt)}に、${word(f, 'name')}さんの名前で使われました。理由：${word(f, 'reason')}`,
  next: `${momentWords(f, count(f, 'until') ?? f.queuedAt)}に自動で使えなくなります。`,
  todo: '本人と理由を確かめてください。確かめたあと、秘密の文字列を新しいものに替えてください。',
  button: 'いまの状況を開く',
});

/** To the deputy and to the one who is away: from when to when, and what is open now. The deputy acts signed in, under both names (代決). */
export const deputyAppointed: Template = (f) => {
  const lines = words(f, 'lines');
  const span = `${dayWords(f, dateOf(count(f, 'from') ?? f.queuedAt))}から${dayWords(f, dateOf((count(f, 'to') ?? f.queuedAt) - 1))}まで`;
  return notice(f, {
    what: `代理：${word(f, 'post')}`,
    of: word(f, 'post'),
    lead: `${word(f, 'holder')}さんの不在の間、${word(f, 'deputy')}さんが代理をします。`,
    happened: `${span}、${word(f, 'post')}の代理は${word(f, 'deputy')}さんです。`,
    next: `回答を待っているものは${lines.length}件です。期限は変わりません。代理の回答は、${word(f, 'holder')}さんと${word(f, 'deputy')}さんの両方の名前で記録されます（代決）。`,
    todo: '代理の人は、サインインして仕事の一覧から回答してください。',
    button: '一覧を開く',
    details: lines.map((line, at) => ({ label: `${at + 1}`, value: openLine(f, line) })),
  });
};

export const linkRenewed: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('新しいリンクをお送りします', '新（あたら）しいリンクを送（おく）ります', 'Your new link'),
    lead: s('ご希望により、新しいリンクをお送りします。', '新（あたら）しいリンクを送（おく）ります。', 'Here is the new link you asked for.'),
    happened: s(`${momentWords(f, f.queuedAt)}に、再発行の申込みを受け付けました。`, `${momentWords(f, f.queuedAt)}に、申（もう）し込（こ）みがありました。`, `We received your request on ${momentWords(f, f.queuedAt)}.`),
    next: s('新しいリンクを使うと、前のリンクは使えなくなります。', '新（あたら）しいリンクを使（つか）うと、前（まえ）のリンクは使えません。', 'Once you use it, the old link stops working.'),
    todo: s('覚えがないときは、何もしなくてかまいません。前のリンクはそのまま使えます。', '知（し）らないときは、何（なに）もしなくていいです。前（まえ）のリンクは使（つか）えます。', 'If you did not ask for it, do nothing; the old link keeps working.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
  });
};

/** Goes to the old and to the new address with the same words: neither is told the other's address. */
export const contactChanged: Template = (f) => {
  const s = says(f);
  const isRepresentative = word(f, 'role') === 'representative';
  const who = s(isRepresentative ? '代表者' : '連絡先の人', isRepresentative ? '代表者（だいひょうしゃ）' : '連絡先（れんらくさき）の人（ひと）', isRepresentative ? 'the representative' : 'the contact person');
  return notice(f, {
    what: s(`${who}が変わりました`, `${who}が変（か）わりました`, `A change of ${who}`),
    lead: s(`この案件の${who}を、申し出により変えました。`, `この案件（あんけん）の${who}を変（か）えました。`, `We changed ${who} of this case as requested.`),
    happened: s(`${momentWords(f, f.queuedAt)}に${who}を変えました。`, `${momentWords(f, f.queuedAt)}に、${who}を変（か）えました。`, `Changed on ${momentWords(f, f.queuedAt)}.`),
    next: s('これからのお知らせは、新しい人に届きます。前の人のリンクは使えなくなりました。', 'これからのメールは、新（あたら）しい人（ひと）に届（とど）きます。前（まえ）の人のリンクは使（つか）えません。', 'Mail now goes to the new person. Links of the former person no longer work.'),
    todo: s(`覚えがないときは、すぐに${f.office.name} ${f.office.tel}へお電話ください。`, `知（し）らないときは、すぐに電話（でんわ）してください。${f.office.name} ${f.office.tel}`, `If you did not expect this, call ${f.office.name}, ${f.office.tel}, at once.`),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
  });
};

/** To the office: an addressee says that an answer given in his or her name was not his or hers. */
export const notMeReported: Template = (f) => {
  const who = word(f, 'who');
  const what = word(f, 'what');
  return notice(f, {
    what: '「自分ではない」という知らせがありました',
    lead: `記録された回答について、「自分ではない」という知らせが${momentWords(f, f.queuedAt)}にありました。`,
    happened: `${who === '' ? '回答の宛先の人' : who}からの知らせです。${what === '' ? '' : `対象は「${what}」です。`}`,
    next: 'そのリンクは使えなくなっています。回答は記録に残っています。',
    todo: '本人に電話で確かめてください。ちがっていたときは、管理者が訂正を記録します。',
    button: '案件を見る',
  });
};
