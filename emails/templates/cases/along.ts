// What may happen at any stage: questions, reminders, longer dates, withdrawal, reopening, objections, the end.
import { dateOf } from '../../../workflows/domain/calendar.js';
import type { MailFacts } from '../../../workflows/domain/mail.js';
import type { Language } from '../../../workflows/domain/words.js';
import { ASK_WORDS, SILENCE_WORDS } from '../../../workflows/domain/words.js';
import { count, isTrue, word } from '../../about.js';
import type { Template } from '../../content.js';
import { proposal } from '../../proposal.js';
import { remedy } from '../../remedy.js';
import { isStaff, languageOf, says } from '../../say.js';
import { ask, binding, notice } from '../../shape.js';
import { dayWords, momentWords } from '../../when.js';

const seeCase = (f: MailFacts): string => says(f)('案件を見る', '案件（あんけん）を見（み）る', 'See the case');

/** What the request of this mail asks, in the reader's language. */
function asked(f: MailFacts): string {
  if (!f.request) return '';
  const words = ASK_WORDS[f.request.what];
  const by: { [K in Language]: string } = { ja: words.act, 'ja-easy': words.easy, en: words.en };
  return by[languageOf(f)];
}

export const questionAsked: Template = (f) => ask(f, {
  what: '質問への回答をお願いします',
  lead: '提案した人から質問が届きました。',
  want: '質問に答える。答えは、質問した人にそのまま届きます。',
  silence: '回答がないときは、課長に知らせます。',
  button: '答える',
  details: [{ label: '何について', value: word(f, 'subject') }, { label: '質問', value: word(f, 'text') }, ...proposal(f).slice(0, 1)],
});

export const questionAnswered: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('質問への答えが届きました', '質問（しつもん）の答（こた）えです', 'An answer to your question'),
    lead: s('いただいた質問に、市が答えました。', '市（し）が、あなたの質問（しつもん）に答（こた）えました。', 'The city has answered your question.'),
    happened: s(`${momentWords(f, f.queuedAt)}に${f.office.name}が答えました。`, `${momentWords(f, f.queuedAt)}に答（こた）えました。`, `Answered on ${momentWords(f, f.queuedAt)} by ${f.office.name}.`),
    next: s('質問と答えは、案件のページに残ります。', '質問（しつもん）と答（こた）えは、ページで見（み）られます。', 'Question and answer stay on the page of the case.'),
    button: seeCase(f),
    details: [{ label: s('質問', '質問（しつもん）', 'Question'), value: word(f, 'question') }, { label: s('答え', '答（こた）え', 'Answer'), value: word(f, 'text') }],
  });
};

export const withdrawn: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('取り下げを受け付けました', '取（と）り下（さ）げました', 'Your withdrawal has been received'),
    lead: s('この案件の取り下げを受け付けました。', 'この案件（あんけん）を取（と）り下（さ）げました〈やめました〉。', 'We have received the withdrawal of this case.'),
    happened: s(`${momentWords(f, f.queuedAt)}に、取り下げを受け付けました。`, `${momentWords(f, f.queuedAt)}に取（と）り下（さ）げました。`, `Withdrawn on ${momentWords(f, f.queuedAt)}.`),
    next: s('この案件で市からお願いしていたことは、すべて終わりました。', '市（し）からのお願（ねが）いは、全部（ぜんぶ）なくなりました。', 'All requests of this case have ended.'),
    todo: s(`取り下げた覚えがないときは、すぐに${f.office.name} ${f.office.tel}へお電話ください。`, `知（し）らないときは、すぐに電話（でんわ）してください。${f.office.name} ${f.office.tel}`, `If this was not you, call ${f.office.name}, ${f.office.tel}, at once. Otherwise there is nothing to do.`),
    button: seeCase(f),
    details: [{ label: s('理由', '理由（りゆう）', 'Reason'), value: word(f, 'reason') }],
  });
};

export const withdrawnOthers: Template = (f) => notice(f, {
  what: '取り下げられました',
  lead: '回答をお願いしていた案件が、提案者によって取り下げられました。',
  happened: `${momentWords(f, f.queuedAt)}に、提案者が取り下げました。`,
  next: '回答のお願いは終わりました。お送りしたリンクは使えません。',
  button: '案件を見る',
  details: proposal(f),
});

export const extended: Template = (f) => {
  const s = says(f);
  const due = f.request ? momentWords(f, f.request.dueAt) : '';
  return notice(f, {
    what: s('期限を延ばしました', '期限（きげん）を延（の）ばしました', 'You have more time'),
    lead: s(`「${asked(f)}」の期限を延ばしました。`, `期限（きげん）を延（の）ばしました。お願（ねが）い：${asked(f)}`, `The due date to ${asked(f)} has been moved.`),
    happened: s(`新しい期限は${due}です。`, `新（あたら）しい期限（きげん）は、${due}です。`, `The new due date is ${due}.`),
    next: s('前にお送りしたリンクと番号が、そのまま使えます。', '前（まえ）のリンクと番号（ばんごう）を使（つか）ってください。', 'The link and code you have keep working.'),
    todo: s(`新しい期限までに、「${asked(f)}」をお願いします。`, `新（あたら）しい期限（きげん）までに、お願（ねが）いします。`, `Please ${asked(f)} by the new date.`),
    button: s('回答する', '答（こた）える', 'Answer'),
    details: [{ label: s('理由', '理由（りゆう）', 'Reason'), value: word(f, 'reason') }],
  });
};

/** To the liquidator: that the dissolution is written down, what follows by its moment, and that the books are to be kept. */
export const dissolved: Template = (f) => {
  const s = says(f);
  const moment = word(f, 'moment');
  const day = word(f, 'on') ? dayWords(f, word(f, 'on')) : '';
  const next = moment === 'undecided' ? s('決定の前の解散のため、申請は取り下げたものとして終わります。', '決（き）まる前（まえ）だったので、申請（しんせい）は終（お）わります。', 'As nothing had been decided, the application ends as withdrawn.')
    : moment === 'spent' && isTrue(f, 'back') ? s('途中まで実施した分を報告してください。証拠のある費用から額を確定し、受け取りすぎた分は返していただきます。', 'したことと使（つか）ったお金（かね）を知（し）らせてください。多（おお）くもらったお金（かね）は返（かえ）します。', 'Please report what was done. The amount is settled on proven cost; what was received above it is to be paid back.')
    : s('交付の決定の取消しについて、市が決めてお知らせします。受け取ったお金があるときは、返していただく額をあわせてお知らせします。', '決定（けってい）を取（と）り消（け）すか、市（し）が決（き）めて知（し）らせます。', 'The city decides on revoking the grant and tells you, with what is to be paid back, if anything was received.');
  return notice(f, {
    what: s('団体の解散を記録しました', '団体（だんたい）が解散（かいさん）しました', 'The dissolution of the group is on record'),
    lead: s('団体の解散を記録しました。これからのお知らせは、清算人（または最後の代表者）のあなたに届きます。', 'これからのお知（し）らせは、あなたに届（とど）きます。', 'The dissolution of the group is on record. From now on its mail goes to you as liquidator or last representative.'),
    happened: day ? s(`${day}に解散したと記録しました。`, `${day}に解散（かいさん）〈グループをやめること〉しました。`, `Dissolved on ${day}.`) : s('解散したと記録しました。', '解散（かいさん）〈グループをやめること〉しました。', 'Dissolved.'),
    next,
    todo: s('帳簿と領収書は、下の人と場所で保管してください。', '帳簿（ちょうぼ）〈お金（かね）の記録（きろく）〉と領収書（りょうしゅうしょ）を残（のこ）してください。', 'Books and receipts are to be kept as below.'),
    button: seeCase(f),
    details: [{ label: s('帳簿の保管', '帳簿（ちょうぼ）', 'Books'), value: word(f, 'books') }, { label: s('確かめた資料', '見（み）た書類（しょるい）', 'Papers seen'), value: word(f, 'reason') }],
  });
};

export const reminder: Template = (f) => {
  const s = says(f);
  const opened = f.request ? dayWords(f, dateOf(f.request.openedAt)) : '';
  const now = momentWords(f, f.queuedAt);
  return ask(f, {
    prefix: s('確認・', '確認（かくにん）・', ''),
    what: s(`${asked(f)}のお願い`, 'お願（ねが）いがあります', `please ${asked(f)}`),
    lead: s(`${opened}にお願いした「${asked(f)}」が、${now}の時点でまだ届いていません。`, `${opened}にお願（ねが）いしたことが、まだ届（とど）いていません。`, `We asked you on ${opened}; nothing had arrived by ${now}.`),
    want: s(isStaff(f) && f.request && f.request.choices.length > 0 ? `${f.request.choices.join('／')}、から選ぶ` : asked(f), asked(f), asked(f)),
    button: s('回答する', '答（こた）える', 'Answer'),
    details: [
      { label: s('この確認', 'このメール', 'This mail'), value: word(f, 'which') === 'day-before' ? s('期限の前の日にお送りしています。お願いのメールとは行き違いのことがあります。', '期限（きげん）の前（まえ）の日（ひ）に送（おく）っています。', 'is sent the day before the due date.') : s('期限の7日前にお送りしています。', '期限（きげん）の7日前（なのかまえ）に送（おく）っています。', 'is sent seven days before the due date.') },
      ...(isStaff(f) ? proposal(f) : []),
    ],
  });
};

/** To the head of the department: what is late, at which post, and what happens next. */
export const overdueHead: Template = (f) => {
  const department = f.addressee.split(' ')[0] ?? '';
  const late = word(f, 'latePost') || `${department}の担当`;
  const request = f.request;
  const until = request ? momentWords(f, request.closesAt) : '';
  const then = !request ? '' : request.silence === 'asks-head' ? `${until}までに回答がないときは、課長あてに回答をお願いします。` : `${until}までの間、回答を受け付けます。${SILENCE_WORDS[request.silence].ja}`;
  return notice(f, {
    what: '期限を過ぎた回答があります',
    lead: `${late}にお願いした「${asked(f)}」が、期限を過ぎています。`,
    happened: request ? `期限は${momentWords(f, request.dueAt)}でした。お願いした日は${dayWords(f, dateOf(request.openedAt))}です。` : '',
    next: then,
    todo: '担当に確かめてください。担当が不在のときは、下の電話へご相談ください。',
    button: '担当を確かめる',
    details: proposal(f),
  });
};

export const answerRecorded: Template = (f) => {
  const s = says(f);
  const at = momentWords(f, count(f, 'at') ?? f.queuedAt);
  const what = word(f, 'what');
  const choice = word(f, 'choice');
  return notice(f, {
    what: s('回答を受け付けました', '答（こた）えを受（う）け取（と）りました', 'Your answer has been received'),
    lead: s('あなたあてのお願いに、次の回答が記録されました。', 'あなたの答（こた）えを受（う）け取（と）りました。', 'The following answer was recorded in your name.'),
    happened: s(`${at}に記録しました。`, `${at}に受（う）け取（と）りました。`, `Recorded on ${at}.`),
    next: s('この回答をもとに、次に進みます。', '次（つぎ）に進（すす）みます。', 'The case goes on from there.'),
    todo: s(`覚えがないときは、すぐに${f.office.name} ${f.office.tel}へお電話ください。`, `知（し）らないときは、すぐに電話（でんわ）してください。${f.office.name} ${f.office.tel}`, `If this was not you, call ${f.office.name}, ${f.office.tel}, at once. Otherwise there is nothing to do.`),
    button: s('記録を見る', '記録（きろく）を見（み）る', 'See the record'),
    details: [{ label: s('お願い', 'お願（ねが）い', 'Asked'), value: what }, { label: s('回答', '答（こた）え', 'Answer'), value: choice }],
  });
};

export const reopened: Template = (f) => {
  const s = says(f);
  const why = word(f, 'why');
  return notice(f, {
    what: s('案件を再開しました', '案件（あんけん）をもう一度（いちど）始（はじ）めました', 'Your case is open again'),
    lead: s(why === 'objection' ? '異議の申出を受け、この案件を再開しました。' : 'この案件を再開しました。', 'この案件（あんけん）を、もう一度（いちど）始（はじ）めました。', why === 'objection' ? 'The case is open again because of your objection.' : 'The case is open again.'),
    happened: s(`${momentWords(f, f.queuedAt)}に再開しました。`, `${momentWords(f, f.queuedAt)}に始（はじ）めました。`, `Reopened on ${momentWords(f, f.queuedAt)}.`),
    next: s('結果が出たときに、またお知らせします。それまで、前の決定はそのままです。', '決（き）まったら、またお知（し）らせします。前（まえ）の決定（けってい）はそのままです。', 'You will hear from us when it is settled. Until then the earlier decision stands.'),
    button: seeCase(f),
    details: [{ label: s('理由', '理由（りゆう）', 'Reason'), value: word(f, 'reason') }],
  });
};

export const objectionRequested: Template = (f) => ask(f, {
  what: '異議への回答をお願いします',
  lead: '結果に対する異議の申出がありました。',
  want: '決定を変えない／決定を見直す、から選び、理由を書く。理由は申し出た人がそのまま読みます。',
  button: '回答する',
  details: proposal(f),
});

export const objectionDecided: Template = (f) => {
  const s = says(f);
  const isAmended = word(f, 'outcome') === 'amended';
  return binding(f, {
    what: s('異議の申出への回答をお知らせします', '異議（いぎ）への答（こた）え', 'Answer to your objection'),
    lead: s('異議の申出に、市が回答しました。', 'あなたの異議（いぎ）〈納得（なっとく）できないという知（し）らせ〉に答（こた）えました。', 'The city has answered your objection.'),
    result: isAmended ? s('決定を見直すことにしました。', '決定（けってい）を見直（みなお）します。', 'The decision will be reconsidered.') : s('決定は変わりません。', '決定（けってい）は変（か）わりません。', 'The decision stands.'),
    reason: word(f, 'reason'),
    remedy: remedy(f, 'decision'),
    next: isAmended ? s('見直しの手続は、担当から別にご連絡します。', '市（し）から、また連絡（れんらく）します。', 'We will contact you about the next steps.') : s('この手続はこれで終わりです。', 'この手続（てつづき）は終（お）わりです。', 'This ends the procedure.'),
    button: s('回答を読む', '答（こた）えを読（よ）む', 'Read the answer'),
  });
};

export const closed: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('案件が終わりました', '案件（あんけん）が終（お）わりました', 'Your case is closed'),
    lead: s('すべての手続が終わりました。ありがとうございました。', '全部（ぜんぶ）の手続（てつづき）が終（お）わりました。ありがとうございました。', 'All steps are done. Thank you.'),
    happened: s(`${momentWords(f, f.queuedAt)}に終わり、概要を公表しました。`, `${momentWords(f, f.queuedAt)}に終（お）わりました。内容（ないよう）を公開（こうかい）しました。`, `Closed on ${momentWords(f, f.queuedAt)}; a summary is now public.`),
    next: s('公表した内容は、だれでも案件のページで見られます。', 'だれでも、ページで見（み）ることができます。', 'Anybody can read the summary on the public page.'),
    button: seeCase(f),
    details: [{ label: s('概要', '内容（ないよう）', 'Summary'), value: word(f, 'summary') }],
  });
};
