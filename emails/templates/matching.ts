// Mails of the talks with departments.
import { dateOf } from '../../workflows/domain/calendar.js';
import { FORM_WORDS } from '../../workflows/domain/subsidy-amount.js';
import { count, place, word, words } from '../about.js';
import type { Template } from '../content.js';
import { proposal } from '../proposal.js';
import { remedy } from '../remedy.js';
import { isStaff, says } from '../say.js';
import { ask, binding, notice } from '../shape.js';
import { dayWords, typedMoment } from '../when.js';

/** The name of a form of co-operation; '' for none. */
const formWord = (form: string): string => Object.entries(FORM_WORDS).find(([id]) => id === form)?.[1] ?? '';

export const opinionRequested: Template = (f) => {
  const refused = count(f, 'refused') ?? 0;
  return ask(f, {
    what: '引き受けられるか教えてください',
    lead: 'この提案を、あなたの課で引き受けられるか、回答をお願いします。',
    want: `${(f.request?.choices.length ? f.request.choices : ['引き受ける', '条件をつけて引き受ける', '話し合ってから決める', '断る']).join('／')}、から選ぶ`,
    button: '回答する',
    details: [...proposal(f), { label: 'なぜ貴課か', value: word(f, 'reason') }, { label: 'これまで', value: refused === 0 ? '' : `ほかの${refused}課が引き受けられないと回答しました` }],
  });
};

export const talkFixed: Template = (f) => {
  const s = says(f);
  const date = word(f, 'date');
  const department = word(f, 'post');
  const when = typedMoment(f, date);
  return notice(f, {
    what: s('話し合いの日時が決まりました', '話（はな）し合（あ）いの日（ひ）が決（き）まりました', 'A meeting has been set'),
    lead: isStaff(f) ? '提案者との話し合いの日時を、提案者に知らせました。' : s(`${department || '担当課'}が、あなたと話し合って決めたいと言っています。`, `${department || '担当（たんとう）の課（か）'}が、あなたと話（はな）したいです。`, `${department || 'The department'} would like to talk with you before it answers.`),
    happened: s(`日時は${when}です。`, `日（ひ）と時間（じかん）は、${when}です。`, `The meeting is on ${when}.`),
    next: isStaff(f) ? '話し合いのあとに、結果を回答してください。お願いのメールを別に送っています。' : s('話し合いのあとに、引き受けるかどうかが決まります。', '話（はな）し合（あ）いのあとで、課（か）が決（き）めます。', 'The department answers after the meeting.'),
    todo: s('日時の都合が悪いときは、下の電話へお知らせください。', '行（い）けないときは、電話（でんわ）してください。', 'If you cannot come, please call.'),
    button: s('予定を見る', '予定（よてい）を見（み）る', 'See the date'),
    details: [{ label: s('場所', '場所（ばしょ）', 'Place'), value: place(f, 'place') }, { label: s('相手', '相手（あいて）', 'With'), value: isStaff(f) ? (f.case?.group ?? '') : department }],
  });
};

export const talkResultRequested: Template = (f) => ask(f, {
  what: '話し合いの結果を教えてください',
  lead: '提案者との話し合いの結果を、回答してください。',
  want: `${(f.request?.choices.length ? f.request.choices : ['引き受ける', '条件をつけて引き受ける', 'もう一度話し合う', '断る']).join('／')}、から選ぶ`,
  button: '回答する',
  details: [{ label: '話し合い', value: typedMoment(f, word(f, 'date')) }, { label: '場所', value: place(f, 'place') }, ...proposal(f)],
});

export const leadRequested: Template = (f) => ask(f, {
  what: '主に担当する課を決めてください',
  lead: '二つ以上の課が引き受けると回答しました。主に担当する課を決めてください。',
  want: `${words(f, 'departments').join('／') || '引き受けた課'}、から選ぶ`,
  button: '決める',
  details: proposal(f),
});

export const officeDecides: Template = (f) => {
  const refused = count(f, 'refused') ?? 0;
  return ask(f, {
    what: '事務局の判断が必要です',
    lead: '引き受ける課が見つかっていません。どう進めるか決めてください。',
    want: `${(f.request?.choices.length ? f.request.choices : ['ほかの課にたずねる', '終わる', '来年度も話し合いを続ける']).join('／')}、から選ぶ`,
    button: '判断する',
    details: [{ label: 'これまで', value: refused === 0 ? '' : `${refused}課が引き受けられないと回答したか、期限までに回答しませんでした` }, { label: '待ち始め', value: f.request ? `提案者は${dayWords(f, dateOf(f.request.openedAt))}から、事務局の判断を待っています` : '' }, ...proposal(f)],
  });
};

export const taken: Template = (f) => {
  const s = says(f);
  const lead = word(f, 'lead') || f.case?.lead || s('担当課', '担当（たんとう）の課（か）', 'a department');
  const joint = words(f, 'joint').join('、');
  return notice(f, {
    what: s('いっしょに進める課が決まりました', 'いっしょにする課（か）が決（き）まりました', 'A department will work with you'),
    lead: isStaff(f) ? `この提案は、${lead}が主に担当することになりました。` : s(`あなたの提案は、${lead}がいっしょに進めます。`, `${lead}が、あなたといっしょにします。`, `${lead} takes up your proposal together with you.`),
    happened: s(`${lead}が引き受けました。${joint === '' ? '' : `${joint}も協力します。`}`, `${lead}が引（ひ）き受（う）けました。${joint === '' ? '' : `${joint}も手伝（てつだ）います。`}`, `${lead} agreed to take it on.${joint === '' ? '' : ` Also taking part: ${joint}.`}`),
    next: s('次は審査です。結果が出るまで、案件のページで進み具合を見られます。', '次（つぎ）は審査（しんさ）〈内容（ないよう）を調（しら）べること〉です。', 'Next comes the review. The page of the case shows where it stands.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [{ label: s('条件', '条件（じょうけん）', 'Conditions'), value: word(f, 'changes') }],
  });
};

export const notTaken: Template = (f) => {
  const s = says(f);
  return binding(f, {
    what: s('担当課との協議の結果をお知らせします', '話（はな）し合（あ）いの結果（けっか）', 'Outcome of the talks with departments'),
    lead: s('担当課との協議の結果をお知らせします。', '課（か）との話（はな）し合（あ）いの結果（けっか）をお知（し）らせします。', 'This is the outcome of the talks with the departments.'),
    result: s('引き受ける課が見つからなかったため、この案件は終わります。', 'いっしょにする課（か）がありませんでした。終（お）わります。', 'No department could take it on, so this case ends.'),
    reason: word(f, 'reason'),
    remedy: remedy(f, 'talks'),
    next: s('内容を変えて、次の募集にまた出すことができます。', '次（つぎ）の募集（ぼしゅう）に、また出（だ）すことができます。', 'You may change it and apply again in the next call.'),
    button: s('通知を読む', '通知（つうち）を読（よ）む', 'Read the notice'),
    details: [{ label: s('各課の回答', '課（か）の答（こた）え', 'What each department said'), value: words(f, 'reasons').join('\n') }],
  });
};

export const nextYear: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('来年度も話し合いを続けます', '来年度（らいねんど）も話（はな）し合（あ）います', 'Talks continue next fiscal year'),
    lead: s('この提案は、来年度も担当課と話し合いを続けることになりました。', '4月（がつ）から、もう一度（いちど）課（か）と話（はな）し合（あ）います。', 'Talks about your proposal go on in the next fiscal year.'),
    happened: word(f, 'reason') || s('事務局が決めました。', '市（し）が決（き）めました。', 'The programme office decided so.'),
    next: s('4月の最初の開庁日に、もう一度、担当課にたずねます。', '4月（がつ）の初（はじ）めに、もう一度（いちど）聞（き）きます。', 'On the first working day of April the departments are asked again.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [{ label: s('各課の回答', '課（か）の答（こた）え', 'What each department said'), value: words(f, 'reasons').join('\n') }],
  });
};

export const formSheetRequested: Template = (f) => ask(f, {
  what: '協働の形を決めるための質問に答えてください',
  lead: 'この提案をどの形で進めるか決めるため、性質・必要性・採算性についての質問に答えてください。',
  want: '7つの質問に答える。合う形とその理由が、答えから示されます',
  button: '質問に答える',
  details: proposal(f),
});

export const formDecisionRequested: Template = (f) => {
  const form = formWord(word(f, 'form'));
  return ask(f, {
    what: '協働の形を決めてください',
    lead: form === '' ? '答えからは、市が加わる形がありませんでした。どうするか決めてください。' : `答えから、「${form}」が合うと示されました。この形にするか決めてください。`,
    want: `${(f.request?.choices.length ? f.request.choices : ['示された形にする', 'ほかの形にする', '質問に答え直す']).join('／')}、から選ぶ`,
    button: '決める',
    details: [{ label: '示された形', value: form }, { label: 'その理由', value: words(f, 'reasons').join('\n') }, ...proposal(f).slice(0, 2)],
  });
};

export const rolesRequested: Template = (f) => {
  const objected = word(f, 'department');
  return ask(f, {
    what: '課ごとの役割と費用の分担を書いてください',
    lead: objected === '' ? 'この提案は、二つ以上の課で担当します。それぞれの役割と費用の分担を書いてください。' : `${objected}が、話し合って決めたいと回答しました。話し合いのあと、新しい案を書いてください。`,
    want: '課ごとの役割と、費用を負担する割合を書く',
    button: '案を書く',
    details: [{ label: '担当する課', value: words(f, 'departments').join('、') }, { label: '届いた意見', value: word(f, 'reason') }, { label: '話し合い', value: word(f, 'date') === '' ? '' : `${typedMoment(f, word(f, 'date'))} ${place(f, 'place')}` }, ...proposal(f).slice(0, 2)],
  });
};

export const concurrenceRequested: Template = (f) => ask(f, {
  what: 'この役割と分担でよいか教えてください',
  lead: '主に担当する課から、役割と費用の分担の案が届きました。',
  want: `${(f.request?.choices.length ? f.request.choices : ['この役割と分担でよい', '話し合いたい']).join('／')}、から選ぶ`,
  button: '回答する',
  details: [{ label: '案', value: words(f, 'roles').join('\n') }, ...proposal(f)],
});
