// Contracts: order, quotation, completion, inspection, invoice, and what a late payment owes.
import type { MailFacts } from '../../workflows/domain/mail.js';
import { count, isTrue, word } from '../about.js';
import type { Line, Template } from '../content.js';
import { proposal } from '../proposal.js';
import { says } from '../say.js';
import { ask, notice } from '../shape.js';
import { dayWords } from '../when.js';
import { money } from '../working.js';

const yenLine = (f: MailFacts, key: string, label: string): Line => { const yen = count(f, key); return { label, value: yen === null ? '' : money(f, yen) }; };
const fromCity = (f: MailFacts): Line => ({ label: says(f)('市から', '市（し）から', 'From the city'), value: word(f, 'note') });

export const orderRequested: Template = (f) => ask(f, {
  what: '仕様と予定価格を決めてください', lead: '委託の申出の書類がそろいました。発注するかどうかを決めてください。', want: '仕様・予定価格・理由を書く／発注しない、から選ぶ', button: '決める', details: proposal(f),
});

export const quotationRequested: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('見積もりをお願いします', '見積（みつ）もりをお願（ねが）いします', 'please send a quotation'),
    lead: s('仕様が決まりました。見積もりをお願いします。', '頼（たの）む内容（ないよう）が決（き）まりました。いくらでできるか、教（おし）えてください。', 'The work is specified; please name your price.'),
    want: s('見積もりを出す／辞退する、から選ぶ', '見積（みつ）もりを出（だ）す。できないときは、そう答（こた）える', 'send your quotation, or decline'),
    button: s('見積もりを出す', '見積（みつ）もりを出（だ）す', 'Send the quotation'),
    details: [{ label: s('仕様', '内容（ないよう）', 'Work'), value: word(f, 'specification') }, fromCity(f)],
  });
};

export const quotationCheckRequested: Template = (f) => ask(f, {
  what: '見積もりを確かめてください', lead: '見積もりが届きました。', want: 'この見積もりで案をつくる／もう一度求める、から選ぶ', button: '確かめる', details: [yenLine(f, 'yen', '見積金額'), ...proposal(f).slice(0, 1)],
});

export const notOrdered: Template = (f) => {
  const s = says(f);
  return notice(f, {
    what: s('委託の申出についてお知らせします', '申（もう）し出（で）のお知（し）らせ', 'About your offer'),
    lead: s('申出のあった委託について、検討の結果をお知らせします。', 'もらった申（もう）し出（で）について、お知（し）らせします。', 'We have considered your offer.'),
    happened: s('今回は発注しないことにしました。', '今回（こんかい）は、頼（たの）みません。', 'The city does not order this work now.'),
    next: s(`理由：${word(f, 'reason')}`, `理由（りゆう）：${word(f, 'reason')}`, `Reason: ${word(f, 'reason')}`),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
  });
};

export const completionRequested: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('業務が終わったら届け出てください', '終（お）わったら知（し）らせてください', 'please tell us when the work is done'),
    lead: word(f, 'note') === '' ? s('業務の全部又は一部が終わったら、届け出てください。', '仕事（しごと）が終（お）わったら、知（し）らせてください。', 'Please say when the work, or a part of it, is done.') : s('検査の結果、やり直しが必要なところがありました。', 'やり直（なお）してほしいところがあります。', 'The inspection found something to do again.'),
    want: s('全部／一部が終わったことを届け出る', '終（お）わったことを知（し）らせる', 'say that all or a part is done'),
    button: s('届け出る', '知（し）らせる', 'Say it is done'),
    details: [fromCity(f)],
  });
};

export const inspectionRequested: Template = (f) => ask(f, {
  what: '検査をお願いします', lead: `業務の${isTrue(f, 'part') ? '一部' : '全部'}が終わったと届出がありました。届出から10日以内に検査します。`, want: '合格とする／やり直しを求める、から選ぶ', button: '検査する',
  details: [yenLine(f, 'yen', '検査する分の金額'), { label: '届出', value: word(f, 'done') }],
});

export const invoiceOpen: Template = (f) => {
  const s = says(f);
  return ask(f, {
    what: s('請求書を出してください', '請求書（せいきゅうしょ）を出（だ）してください', 'please send your invoice'),
    lead: s('検査に合格しました。請求書を受けてから30日以内に支払います。', '検査（けんさ）に合格（ごうかく）しました。請求書（せいきゅうしょ）が届（とど）いてから30日（にち）以内（いない）に払（はら）います。', 'The work passed inspection. We pay at the latest 30 days after your invoice arrives.'),
    want: s('額と口座を確かめて、請求書を出す', '金額（きんがく）と口座（こうざ）を入（い）れる', 'check the sum and the account and send the invoice'),
    button: s('請求書を出す', '請求書（せいきゅうしょ）を出（だ）す', 'Send the invoice'),
    details: [yenLine(f, 'limitYen', s('請求できる額', '金額（きんがく）', 'Sum'))],
  });
};

export const lateInterest: Template = (f) => {
  const s = says(f);
  const yen = money(f, count(f, 'yen') ?? 0);
  return notice(f, {
    what: s('支払が遅れたことのおわび', '払（はら）うのが遅（おく）れました', 'We paid you late'),
    lead: s('支払が期限に遅れました。おわびします。', '払（はら）うのが遅（おく）れました。ごめんなさい。', 'Our payment came after its due date. We apologise.'),
    happened: word(f, 'dueOn') === '' ? s('支払の日は、案件のページにあります。', '日（ひ）は、案件（あんけん）のページで見（み）られます。', 'The dates are on the page of the case.') : s(`期限は${dayWords(f, word(f, 'dueOn'))}、支払は${dayWords(f, word(f, 'paidOn'))}でした。`, `期限（きげん）は${dayWords(f, word(f, 'dueOn'))}でした。払（はら）ったのは${dayWords(f, word(f, 'paidOn'))}です。`, `It was due on ${dayWords(f, word(f, 'dueOn'))} and paid on ${dayWords(f, word(f, 'paidOn'))}.`),
    next: s(`遅延利息${yen}を、同じ口座に振り込みます。請求は要りません。`, `利息（りそく）${yen}を、同（おな）じ口座（こうざ）に払（はら）います。`, `We transfer ${yen} of interest to the same account; you need not ask for it.`),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
  });
};

export const changeRequested: Template = (f) => ask(f, {
  what: '契約を変えるか決めてください', lead: word(f, 'what') === '' ? '契約の変更の案をつくってください。' : '相手から、契約の変更の申出がありました。', want: '変更契約の案をつくる／変えない、から選ぶ', button: '決める',
  details: [{ label: '申出の内容', value: word(f, 'what') }, yenLine(f, 'yen', 'いまの契約金額'), { label: 'いまの終わりの日', value: word(f, 'lastDay') === '' ? '' : dayWords(f, word(f, 'lastDay')) }],
});

export const changeEnded: Template = (f) => {
  const s = says(f);
  const kept = word(f, 'outcome') === 'kept';
  return notice(f, {
    what: s('契約は変わりません', '契約（けいやく）は変（か）わりません', 'Your contract stays as it is'),
    lead: s('契約の変更について、結果をお知らせします。', '契約（けいやく）を変（か）える話（はなし）の結果（けっか）です。', 'This is about the change of your contract.'),
    happened: kept ? s('市は、契約を変えないことにしました。', '市（し）は、変（か）えないことにしました。', 'The city decided not to change it.') : s('双方の合意がそろいませんでした。', '両方（りょうほう）の合意（ごうい）ができませんでした。', 'The two sides did not both agree.'),
    next: s('もとの契約のまま続きます。金額も期間も変わりません。', '前（まえ）の約束（やくそく）のまま続（つづ）きます。', 'It goes on unchanged, with the same price and term.'),
    button: s('案件を見る', '案件（あんけん）を見（み）る', 'See the case'),
    details: [{ label: s('理由', '理由（りゆう）', 'Reason'), value: word(f, 'reason') }],
  });
};
