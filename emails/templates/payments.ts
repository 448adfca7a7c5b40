// Money: claims, transfers, reports, the final amount, changes of the plan.
import type { MailFacts } from '../../workflows/domain/mail.js';
import { count, isTrue, word } from '../about.js';
import type { Line, Template } from '../content.js';
import { proposal } from '../proposal.js';
import { remedy } from '../remedy.js';
import { isStaff, says } from '../say.js';
import { ask, binding, notice } from '../shape.js';
import { amountLines, money, rejectedLines } from '../working.js';
import { dayWords, momentWords } from '../when.js';

const seeCase = (f: MailFacts): string => says(f)('案件を見る', '案件（あんけん）を見（み）る', 'See the case');
const readNotice = (f: MailFacts): string => says(f)('通知を読む', '通知（つうち）を読（よ）む', 'Read the notice');

/** An advance or what is left after the report. */
function kindWords(f: MailFacts, kind: string): string {
  return kind === 'advance' ? says(f)('先払い', '先（さき）に払（はら）うお金（かね）', 'advance') : says(f)('残りの額', '残（のこ）りのお金（かね）', 'remainder');
}
const yenLine = (f: MailFacts, key: string, label: string): Line => { const yen = count(f, key); return { label, value: yen === null ? '' : money(f, yen) }; };

/** What silence does to money is said in full: nothing is paid. */
export const claimOpen: Template = (f) => {
  const s = says(f);
  const isAdvance = word(f, 'claims') === 'advance';
  const kind = kindWords(f, word(f, 'claims'));
  const limit = count(f, 'limitYen');
  return ask(f, {
    what: s(`請求できます：${kind}`, 'お金（かね）を請求（せいきゅう）できます', `you can claim the ${kind}`),
    lead: s(`${kind}を請求できます。額と振込先を入れてください。`, `${kind}を請求（せいきゅう）〈払（はら）ってくださいと言（い）うこと〉できます。`, `You can now claim the ${kind}.`),
    want: s(isAdvance ? '請求する／先払いは要らない、から選ぶ' : '額と口座を確かめて、請求する', '金額（きんがく）と口座（こうざ）を入（い）れる', isAdvance ? 'claim it, or say that you need no advance' : 'check the sum and the account and claim it'),
    silence: isAdvance
      ? s('請求がないときは、先払いをせず、報告のあとにまとめて支払います。', '請求（せいきゅう）がないときは、報告（ほうこく）のあとに払（はら）います。', 'Without a claim everything is paid after the report.')
      : s('請求がないときは、支払わないまま手続が終わります。', '請求（せいきゅう）がないときは、払（はら）うことができません。', 'Without a claim nothing more is paid.'),
    button: s('請求する', '請求（せいきゅう）する', 'Claim'),
    details: [
      { label: s(isAdvance ? '請求できる額' : '請求する額', '金額（きんがく）', 'Sum'), value: limit === null ? '' : s(`${money(f, limit)}${isAdvance ? 'まで' : ''}`, `${money(f, limit)}${isAdvance ? 'まで' : ''}`, `${isAdvance ? 'up to ' : ''}${money(f, limit)}`) },
      { label: s('用意するもの', '必要（ひつよう）なもの', 'You need'), value: s('振込先の通帳（銀行、支店、口座番号、名義のカナ）', '通帳（つうちょう）〈銀行（ぎんこう）のノート〉', 'your bank book (bank, branch, account number, holder in kana)') },
    ],
  });
};

export const claimCheckRequested: Template = (f) => ask(f, {
  what: '請求の確認をお願いします',
  lead: '団体から請求が届きました。額と口座を確かめてください。',
  want: '認める／差し戻す、から選ぶ',
  button: '確認する',
  details: [yenLine(f, 'amountYen', '請求額'), ...proposal(f)],
});

export const releaseRequested: Template = (f) => {
  const place = count(f, 'place');
  const places = count(f, 'places');
  return ask(f, {
    what: '支払の承認をお願いします',
    lead: '支払の承認をお願いします。前の人とは別の人が承認します。',
    want: '決裁する／差し戻す、から選ぶ',
    button: '承認する',
    details: [
      yenLine(f, 'amountYen', '支払う額'),
      { label: '支払先', value: word(f, 'number') === '' ? '' : `${f.case?.group ?? ''}（口座の終わり3けた ${word(f, 'number')}）` },
      { label: '順番', value: place === null || places === null ? '' : `${places}人のうち${place}人目` },
      ...proposal(f).slice(0, 1),
    ],
  });
};

export const claimReturned: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('請求をお返ししました', '請求（せいきゅう）を返（かえ）しました', 'Your claim was sent back'),
    lead: s('請求の内容に、直してほしいところがありました。', '請求（せいきゅう）に、直（なお）してほしいところがあります。', 'Something in your claim needs to be corrected.'),
    happened: s(`お返しした理由：${word(f, 'reason')}`, `理由（りゆう）：${word(f, 'reason')}`, `Reason: ${word(f, 'reason')}`),
    next: s('新しい請求のお願いを、別のメールでお送りしています。', 'もう一度（いちど）請求（せいきゅう）するメールを送（おく）りました。', 'A new request to claim has been mailed to you.'),
    todo: s('新しいメールのリンクから、直して請求してください。', '新（あたら）しいメールから、もう一度（いちど）してください。', 'Please claim again from that new mail.'),
    button: seeCase(f),
  });
};

export const orderUnclear: Template = (f) => ask(f, {
  what: '振込の確認をお願いします',
  lead: '振込の結果がはっきりしません。二重に振り込まないため、自動では進めません。',
  want: '銀行の明細を見て、振り込まれていた／振り込まれていなかった、から選ぶ',
  button: '確かめる',
  details: [yenLine(f, 'yen', '額'), { label: '理由', value: word(f, 'reason') }, ...proposal(f).slice(0, 1)],
});

export const paid: Template = (f) => {
  const s = says(f);
  const yen = count(f, 'yen');
  const kind = kindWords(f, word(f, 'as'));
  const number = word(f, 'number');
  const isAdvance = word(f, 'as') === 'advance';
  const to = number === '' ? '' : s(`、口座の終わり3けた ${number}`, `、口座（こうざ）の終（お）わりの3けた ${number}`, `, account ending in ${number}`);
  return notice(f, {
    what: s('振り込みました', 'お金（かね）を振（ふ）り込（こ）みました', 'We have paid'),
    lead: s('お金を振り込みました。', 'お金（かね）を振（ふ）り込（こ）みました。', 'The money has been transferred.'),
    happened: yen === null ? '' : s(`${money(f, yen)}（${kind}${to}）を、${momentWords(f, f.queuedAt)}までに振り込みました。`, `${money(f, yen)}（${kind}${to}）を振（ふ）り込（こ）みました。`, `${money(f, yen)} (${kind}${to}) was transferred by ${momentWords(f, f.queuedAt)}.`),
    next: isAdvance ? s('事業が終わったら、報告をお願いします。そのときに領収書が要ります。', '活動（かつどう）が終（お）わったら、報告（ほうこく）してください。領収書（りょうしゅうしょ）が必要（ひつよう）です。', 'When the work is done we ask for your report; keep the receipts.') : s('次はふりかえりです。', '次（つぎ）はふりかえりです。', 'Next comes the evaluation.'),
    button: s('明細を見る', '内容（ないよう）を見（み）る', 'See the details'),
  });
};

export const returned: Template = (f) => {
  const s = says(f);
  const reason = word(f, 'reason');
  return ask(f, {
    what: s('振込ができませんでした', '振込（ふりこみ）ができませんでした', 'the transfer did not go through'),
    lead: s('銀行から振込が戻ってきました。口座を直してください。', '銀行（ぎんこう）から、お金（かね）が戻（もど）りました。口座（こうざ）を直（なお）してください。', 'The bank sent the transfer back. Please correct the account.'),
    want: s('通帳を見て、口座の番号と名義（カナ）を直す', '通帳（つうちょう）を見（み）て、番号（ばんごう）と名前（なまえ）（カナ）を直（なお）す', 'correct account number and holder from your bank book'),
    silence: s('直しがないときは、支払わないまま次に進みます。', '直（なお）しがないときは、払（はら）うことができません。', 'Without it nothing is paid and the case goes on.'),
    button: s('口座を直す', '口座（こうざ）を直（なお）す', 'Correct the account'),
    details: [{ label: s('銀行の理由', '銀行（ぎんこう）の理由（りゆう）', 'Bank’s reason'), value: reason }, yenLine(f, 'limitYen', s('支払う額', '金額（きんがく）', 'Sum')), { label: s('お金', 'お金（かね）', 'Money'), value: s('この額は取り置いてあります。直しのあと、もう一度振り込みます。', '市（し）がお金（かね）を持（も）っています。直（なお）したら、もう一度（いちど）振（ふ）り込（こ）みます。', 'The sum is set aside and sent again after your correction.') }],
  });
};

/** Goes to the contact of today and to every earlier one with the same words: whoever did not change the account can stop the payment. */
export const accountChanged: Template = (f) => {
  const s = says(f);
  const until = momentWords(f, count(f, 'waitUntil') ?? f.queuedAt);
  const [before, number] = [word(f, 'before'), word(f, 'number')];
  return notice(f, {
    what: s('振込先の口座が変わりました', '振込先（ふりこみさき）の口座（こうざ）が変（か）わりました', 'The bank account has changed'),
    lead: s('この案件の振込先として、前とちがう口座が届け出られました。', '前（まえ）とちがう口座（こうざ）が届（とど）きました。', 'Another bank account than before was given for this case.'),
    happened: s(`口座の番号の終わりの3けたは、前が ${before}、新しいものが ${number} です。`, `口座（こうざ）の番号（ばんごう）の終（お）わりの3けた：前（まえ） ${before}、新（あたら）しい ${number}`, `Last three digits: ${before} before, ${number} now.`),
    next: s(`${until}までは振り込みません。そのあいだに市が口座を確かめます。`, `${until}までは、お金（かね）を振（ふ）り込（こ）みません。市（し）が口座（こうざ）を確認（かくにん）します。`, `Nothing is paid before ${until}; the city checks the account meanwhile.`),
    todo: s(`覚えがないときは、すぐに${f.office.name} ${f.office.tel}へお電話ください。`, `知（し）らないときは、すぐに電話（でんわ）してください。${f.office.name} ${f.office.tel}`, `If you did not change it, call ${f.office.name}, ${f.office.tel}, at once.`),
    button: seeCase(f),
  });
};

/** The representative changed after the account was given: nothing is paid until the account is confirmed (いわき市). */
export const accountAsked: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('口座の届出', '口座（こうざ）を知（し）らせてください', 'please confirm the bank account'),
    lead: s('代表者が変わりました。いまの代表者の口座、または団体の口座を届け出てください。', '代表者（だいひょうしゃ）が変（か）わりました。お金（かね）を受（う）け取（と）る口座（こうざ）を教（おし）えてください。', 'The representative has changed. Please give the account the money shall go to.'),
    want: s('通帳を見て、口座の番号と名義（カナ）を届け出る', '通帳（つうちょう）を見（み）て、番号（ばんごう）と名前（なまえ）（カナ）を書（か）く', 'give account number and holder from your bank book'),
    silence: s('届出があるまで、振込を待ちます。', '届（とど）くまで、お金（かね）を振（ふ）り込（こ）みません。', 'Until then nothing is paid.'),
    button: s('口座を届け出る', '口座（こうざ）を知（し）らせる', 'Give the account'),
    details: [yenLine(f, 'limitYen', s('支払う額', '金額（きんがく）', 'Sum')), { label: s('お金', 'お金（かね）', 'Money'), value: s('この額は取り置いてあります。市が口座を確かめたあと、振り込みます。', '市（し）がお金（かね）を持（も）っています。口座（こうざ）を確認（かくにん）したら、振（ふ）り込（こ）みます。', 'The sum is set aside and paid once the city has checked the account.') }],
  });
};

export const reportDue: Template = (f) => {
  const s = says(f);
  const isDemand = isTrue(f, 'demand');
  return ask(f, {
    what: s(isDemand ? '報告書が届いていません' : '報告書の提出', isDemand ? '報告（ほうこく）が届（とど）いていません' : '報告（ほうこく）してください', isDemand ? 'your report is overdue' : 'please hand in your report'),
    lead: isDemand ? s('報告書が期限までに届きませんでした。新しい期限までに提出してください。', '報告（ほうこく）が届（とど）いていません。新（あたら）しい期限（きげん）までに出（だ）してください。', 'Your report did not arrive in time. Please hand it in by the new date.') : s('事業が終わりました。報告をお願いします。', '活動（かつどう）が終（お）わりました。報告（ほうこく）してください。', 'The project has ended. Please report on it.'),
    want: s('行ったこと、成果、使ったお金を報告する', 'したこと、よかったこと、使（つか）ったお金（かね）を書（か）く', 'report what was done, what came of it and what it cost'),
    button: s('報告する', '報告（ほうこく）する', 'Report'),
    details: [{ label: s('用意するもの', '必要（ひつよう）なもの', 'You need'), value: s('領収書、写真', '領収書（りょうしゅうしょ）、写真（しゃしん）', 'receipts, photographs') }, { label: s('お金', 'お金（かね）', 'Money'), value: s('報告をもとに額が確定します。先に受け取った額のほうが多いときは、返していただきます。', '報告（ほうこく）を見（み）て、金額（きんがく）を決（き）めます。もらいすぎたお金（かね）は返（かえ）します。', 'The final amount follows from the report; an advance above it is paid back.') }],
  });
};

export const reportCheckRequested: Template = (f) => ask(f, {
  what: '報告の確認と額の確定をお願いします',
  lead: isTrue(f, 'missing') ? '報告が届かないまま期限が過ぎました。手元の資料で額を確定してください。' : '実績の報告が届きました。費用を確かめて、額を確定してください。',
  want: isTrue(f, 'missing') ? '額を確定する' : '認めて額を確定する／直しを求める、から選ぶ',
  button: '確認する',
  details: [{ label: '回数', value: (count(f, 'round') ?? 1) > 1 ? `${count(f, 'round')}回目の確認です` : '' }, ...proposal(f)],
});

export const reportCorrection: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('報告書を直してください', '報告（ほうこく）を直（なお）してください', 'please correct your report'),
    lead: s('報告書を確かめたところ、直してほしいところがありました。', '報告（ほうこく）に、直（なお）してほしいところがあります。', 'We checked your report and ask you to correct it.'),
    want: s('報告書を直して、もう一度提出する', '直（なお）して、もう一度（いちど）出（だ）す', 'correct the report and hand it in again'),
    button: s('直す', '直（なお）す', 'Correct it'),
    details: [{ label: s('市から', '市（し）から', 'From the city'), value: word(f, 'note') }],
  });
};

export const finalAmountFixed: Template = (f) => {
  const s = says(f);
  const final = count(f, 'finalYen');
  const before = count(f, 'paidYen');
  const left = final === null || before === null ? null : final - before;
  return binding(f, {
    what: s('額の確定についてお知らせします', '金額（きんがく）のお知（し）らせ', 'About the final amount'),
    lead: s('報告をもとに、額を確定しました。', '報告（ほうこく）を見（み）て、金額（きんがく）を決（き）めました。', 'The amount has been fixed on the basis of your report.'),
    result: final === null ? s('確定した額は、通知に書いてあります。', '金額（きんがく）は、通知（つうち）に書（か）いてあります。', 'The letter states the final amount.') : s(`確定額は${money(f, final)}です。`, `決（き）まった金額（きんがく）は、${money(f, final)}です。`, `The final amount is ${money(f, final)}.`),
    reason: word(f, 'note'),
    remedy: remedy(f, 'decision'),
    next: left === null ? s('支払いや返還があるときは、別のメールでお知らせします。', 'お金（かね）のことは、次（つぎ）のメールでお知（し）らせします。', 'If anything is to be paid or paid back, another mail tells you.')
      : left > 0 ? s(`残りの${money(f, left)}を請求できます。お願いのメールを別にお送りします。`, `残（のこ）りの${money(f, left)}を請求（せいきゅう）できます。`, `You can claim the remaining ${money(f, left)}; a separate mail asks you to.`)
        : left < 0 ? s(`${money(f, -left)}を返していただきます。方法を別のメールでお知らせします。`, `${money(f, -left)}を返（かえ）してください。`, `${money(f, -left)} is to be paid back; a separate mail tells how.`)
          : s('支払いも返還もありません。', '払（はら）うお金（かね）も、返（かえ）すお金（かね）もありません。', 'Nothing more is to be paid on either side.'),
    button: readNotice(f),
    details: [...amountLines(f, 'finalYen', s('確定額', '決（き）まった額（がく）', 'Final')), ...rejectedLines(f), yenLine(f, 'paidYen', s('支払済', '払（はら）ったお金（かね）', 'Paid so far'))],
  });
};

export const refundRequested: Template = (f) => {
  const s = says(f);
  const yen = count(f, 'yen');
  const dueOn = word(f, 'dueOn');
  const interest = count(f, 'interestYen');
  return binding(f, {
    what: s('精算についてお知らせします', 'お金（かね）の計算（けいさん）のお知（し）らせ', 'About the settlement'),
    lead: interest !== null ? s('交付の決定を取り消したため、返していただく額があります。', '決定（けってい）を取（と）り消（け）しました。お金（かね）を返（かえ）してください。', 'Because the grant was revoked, money is to be paid back.') : s('先に受け取った額が、確定した額より多くなりました。', '先（さき）にもらったお金（かね）が、多（おお）くなりました。', 'The advance was more than the final amount.'),
    result: s(`${yen === null ? '差額' : money(f, yen)}を返していただきます。`, `${yen === null ? '差（さ）' : money(f, yen)}を返（かえ）してください。`, `${yen === null ? 'The difference' : money(f, yen)} is to be paid back.`),
    reason: s('支払済の額から、確定額を引いた額です。', 'もらったお金（かね）から、決（き）まったお金（かね）を引（ひ）きました。', 'What was paid less the final amount.'),
    remedy: remedy(f, 'decision'),
    next: s(`納付書を${f.office.name}からお渡しします。${dueOn === '' ? '' : `${dayWords(f, dueOn)}までに納めてください。`}入金を確かめたらお知らせします。`, `払（はら）う紙（かみ）を渡（わた）します。${dueOn === '' ? '' : `${dayWords(f, dueOn)}までに払（はら）ってください。`}`, `${f.office.name} gives you a payment slip.${dueOn === '' ? '' : ` Please pay by ${dayWords(f, dueOn)}.`} We tell you when it has arrived.`),
    button: readNotice(f),
    details: [yenLine(f, 'finalYen', interest !== null ? s('取り消さない額', '残（のこ）るお金（かね）', 'What stays') : s('確定額', '決（き）まった額（がく）', 'Final')), yenLine(f, 'paidYen', s('支払済', '払（はら）ったお金（かね）', 'Paid so far')), { label: s('加算金', '加（くわ）えるお金（かね）', 'Interest'), value: interest === null ? '' : s(`${money(f, interest)}（${dayWords(f, word(f, 'interestOn'))}に納めるとき。納める日までの日数で変わります）`, `${money(f, interest)}（払（はら）う日（ひ）で変（か）わります）`, `${money(f, interest)} if paid on ${dayWords(f, word(f, 'interestOn'))}; it grows with each day`) }],
  });
};

export const refundCheckRequested: Template = (f) => ask(f, {
  what: '返還の確認をお願いします',
  lead: '団体からの返還の入金を確かめてください。',
  want: '入金を確かめ、額と日を記録する',
  button: '確かめる',
  details: [yenLine(f, 'yen', '返還額'), ...((count(f, 'interestYen') ?? 0) > 0 ? [yenLine(f, 'interestYen', '加算金（きょうの入金の場合）')] : []), ...proposal(f).slice(0, 1)],
});

export const refunded: Template = (f) => {
  const s = says(f);
  const yen = count(f, 'yen') ?? 0;
  const on = word(f, 'on');
  return notice(f, {
    what: s('返還を確認しました', 'お金（かね）が返（かえ）りました', 'Your refund has arrived'),
    lead: s('返していただいたお金を確認しました。', '返（かえ）したお金（かね）が届（とど）きました。', 'We have received your refund.'),
    happened: yen === 0 ? s('返していただく額はありませんでした。', '返（かえ）すお金（かね）は、ありませんでした。', 'Nothing had to be paid back.') : s(`${on === '' ? '' : `${dayWords(f, on)}に`}${money(f, yen)}の入金を確認しました。`, `${on === '' ? '' : `${dayWords(f, on)}に`}${money(f, yen)}が届（とど）きました。`, `${money(f, yen)} arrived${on === '' ? '' : ` on ${dayWords(f, on)}`}.`),
    next: s('お金の手続は終わりました。', 'お金（かね）の手続（てつづき）は終（お）わりました。', 'All matters of money are settled.'),
    button: seeCase(f),
  });
};

export const revocationRequested: Template = (f) => ask(f, {
  what: '取消しの案をつくってください',
  lead: '交付の決定を取り消すかどうか、案をつくってください。',
  want: '取り消す／取り消さない、から選び、理由と根拠の条項を書く',
  button: '案をつくる',
  details: [yenLine(f, 'paidYen', '支払済'), ...proposal(f)],
});

/** The revocation comes before the refund: the next mail tells the sum, its interest and the day. */
export const revoked: Template = (f) => {
  const s = says(f);
  const keep = count(f, 'keepYen') ?? 0;
  return binding(f, {
    what: s('交付決定の取消しについてお知らせします', '取（と）り消（け）しのお知（し）らせ', 'About the revocation of your grant'),
    lead: s('交付の決定を取り消したので、お知らせします。', 'お金（かね）を出（だ）す決定（けってい）を取（と）り消（け）しました。', 'The decision on your grant has been revoked.'),
    result: keep === 0 ? s('交付の決定を全部取り消しました。', '全部（ぜんぶ）取（と）り消（け）しました。', 'The grant is revoked in full.') : s(`交付の決定の一部を取り消しました。残る額は${money(f, keep)}です。`, `一部（いちぶ）を取（と）り消（け）しました。残（のこ）るお金（かね）は${money(f, keep)}です。`, `The grant is revoked in part; ${money(f, keep)} remain.`),
    reason: word(f, 'reasons'),
    remedy: remedy(f, 'decision'),
    next: s('返していただく額があるときは、額と期限を別のメールでお知らせします。', '返（かえ）すお金（かね）があるときは、次（つぎ）のメールでお知（し）らせします。', 'If anything is to be paid back, another mail tells the sum and the day.'),
    button: readNotice(f),
    details: [yenLine(f, 'paidYen', s('支払済', '払（はら）ったお金（かね）', 'Paid so far'))],
  });
};

export const midReviewRequested: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('途中のふりかえりをお願いします', '途中（とちゅう）でふりかえってください', 'please look back half-way'),
    lead: s('事業の期間の半分が過ぎました。ここまでをふりかえってください。', '活動（かつどう）の半分（はんぶん）が過（す）ぎました。ふりかえってください。', 'Half of the project’s term is over. Please look back on it.'),
    want: f.request?.choices.length && languageIsJapanese(f) ? `${f.request.choices.join('／')}、から選ぶ` : s('進み具合を選び、できたことを書く', 'どうか選（えら）んで、できたことを書（か）く', 'say how it goes and what has been done'),
    button: s('ふりかえる', 'ふりかえる', 'Look back'),
    details: isStaff(f) ? proposal(f) : [],
  });
};
const languageIsJapanese = (f: MailFacts): boolean => says(f)('ja', '', '') === 'ja';

export const changeRequested: Template = (f) => {
  const cost = count(f, 'newCostYen') ?? 0;
  const end = word(f, 'newEnd');
  return ask(f, {
    what: '計画の変更の承認をお願いします',
    lead: '団体から、計画を変えたいという申請が届きました。',
    want: '変更を認める／変更を認めない、から選ぶ',
    button: '回答する',
    details: [{ label: '変えること', value: word(f, 'what') }, { label: '総事業費', value: cost === 0 ? '' : money(f, cost) }, { label: '終わりの日', value: end === '' ? '' : dayWords(f, end) }, ...proposal(f).slice(0, 1)],
  });
};

export const changeAnswered: Template = (f) => {
  const s = says(f);
  const isApproved = word(f, 'choice') === 'approve';
  return binding(f, {
    what: s('計画の変更の結果をお知らせします', '計画（けいかく）の変更（へんこう）の結果（けっか）', 'Result of your change request'),
    lead: s('計画の変更の申請に、市が回答しました。', '計画（けいかく）の変更（へんこう）に、市（し）が答（こた）えました。', 'The city has answered your request to change the plan.'),
    result: isApproved ? s('変更を認めます。', '計画（けいかく）を変（か）えてもよいです。', 'The change is approved.') : s('変更は認められません。', '計画（けいかく）は変（か）えられません。', 'The change is not approved.'),
    reason: isApproved ? '' : word(f, 'reason'),
    remedy: isApproved ? '' : remedy(f, 'decision'),
    next: isApproved ? s('変えた計画で進めてください。', '新（あたら）しい計画（けいかく）で進（すす）めてください。', 'Please go on with the changed plan.') : s('もとの計画で進めてください。', '前（まえ）の計画（けいかく）で進（すす）めてください。', 'Please go on with the plan as it was.'),
    button: seeCase(f),
    details: [{ label: s('条件', '条件（じょうけん）', 'Conditions'), value: isApproved ? word(f, 'note') : '' }],
  });
};
