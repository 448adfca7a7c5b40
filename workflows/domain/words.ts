// Words for the closed lists of the core, one dictionary for pages, mails and letters. A missing word does not compile.
import type { AskWhat, Reminder, RequestState, Silence, Tier } from './cases.js';
import type { DocumentKind, EndingId, Words } from './programmes.js';
import type { RejectReason } from './receipts.js';

/** Languages of citizens' pages and mails. Staff read `ja`. */
export const LANGUAGES = ['ja', 'ja-easy', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The public word in the reader's language. */
export const publicWord = (words: Words, language: Language): string => (language === 'en' ? words.en : language === 'ja-easy' ? words.easy : words.public);

/**
 * What is asked: `heading` is the h1 of the answer page, `act` completes "…をお願いします" in subjects and lists,
 * `easy` and `en` say the same where a citizen may read it.
 */
export const ASK_WORDS: { readonly [K in AskWhat]: { readonly heading: string; readonly act: string; readonly easy: string; readonly en: string } } = {
  screening: { heading: 'この提案の書類を確認してください', act: '書類の確認', easy: '書類（しょるい）を確認（かくにん）する', en: 'check the papers' },
  correction: { heading: '直してほしいところがあります', act: '書類の直し', easy: '書類（しょるい）を直（なお）す', en: 'correct your application' },
  opinion: { heading: 'この提案を引き受けられますか', act: '引き受けられるかの回答', easy: '引（ひ）き受（う）けられるか答（こた）える', en: 'say whether you can take this on' },
  'talk-result': { heading: '話し合いの結果を教えてください', act: '話し合いの結果の報告', easy: '話（はな）し合（あ）いの結果（けっか）を知（し）らせる', en: 'report the result of the talk' },
  lead: { heading: '主に担当する課を決めてください', act: '主に担当する課の決定', easy: '担当（たんとう）する課（か）を決（き）める', en: 'name the leading department' },
  'office-decision': { heading: '引き受ける課が見つかっていません。どうしますか', act: '事務局の判断', easy: '事務局（じむきょく）が決（き）める', en: 'decide how to go on' },
  scoring: { heading: 'この提案を採点してください', act: '採点', easy: '点（てん）をつける', en: 'score this proposal' },
  ballot: { heading: 'この提案に投票してください', act: '投票', easy: '投票（とうひょう）する', en: 'cast your vote' },
  'draft-decision': { heading: '決定の案をつくってください', act: '決定の起案', easy: '決定（けってい）の案（あん）をつくる', en: 'draft the decision' },
  approval: { heading: 'この内容で決裁しますか', act: '決裁', easy: '決裁（けっさい）する', en: 'approve' },
  publication: { heading: '通知を送り、結果を公表してください', act: '通知と公表', easy: '結果（けっか）を知（し）らせる', en: 'send the notice and publish' },
  agreement: { heading: '協定書を確かめて、合意してください', act: '協定書への合意', easy: '約束（やくそく）の文書（ぶんしょ）に合意（ごうい）する', en: 'accept the agreement' },
  'agreement-revision': { heading: '協定書の新しい版をつくってください', act: '協定書の新しい版', easy: '約束（やくそく）の文書（ぶんしょ）を直（なお）す', en: 'write the next version of the agreement' },
  claim: { heading: 'お金を請求できます', act: '請求', easy: 'お金（かね）を請求（せいきゅう）する', en: 'claim the money' },
  account: { heading: '振込ができませんでした。口座を直してください', act: '口座の修正', easy: '口座（こうざ）を直（なお）す', en: 'correct the bank account' },
  'account-renewal': { heading: '代表者が変わりました。振込先の口座を届け出てください', act: '口座の届出', easy: '新（あたら）しい口座（こうざ）を知（し）らせる', en: 'confirm the bank account' },
  'mid-review': { heading: '途中のふりかえりをしてください', act: '途中のふりかえり', easy: '途中（とちゅう）でふりかえる', en: 'look back half-way' },
  change: { heading: '計画の変更を認めますか', act: '変更の承認', easy: '変更（へんこう）を認（みと）めるか決（き）める', en: 'decide on the change' },
  report: { heading: '事業の報告をしてください', act: '報告書の提出', easy: '報告（ほうこく）する', en: 'hand in the report' },
  'report-check': { heading: '報告を確かめて、額を確定してください', act: '報告の確認', easy: '報告（ほうこく）を確認（かくにん）する', en: 'check the report' },
  'refund-receipt': { heading: '返還の入金を確かめてください', act: '返還の確認', easy: '返（かえ）ったお金（かね）を確認（かくにん）する', en: 'confirm the refund' },
  evaluation: { heading: 'いっしょに取り組んだことを評価してください', act: '協働の評価', easy: 'いっしょにしたことをふりかえる', en: 'evaluate working together' },
  'joint-evaluation': { heading: 'ちがいについて話し合い、共同の文をまとめてください', act: '共同のふりかえり', easy: 'いっしょに文（ぶん）をつくる', en: 'write the joint evaluation' },
  question: { heading: '質問に答えてください', act: '質問への回答', easy: '質問（しつもん）に答（こた）える', en: 'answer the question' },
  undeliverable: { heading: 'メールが届きませんでした。ほかの方法で知らせてください', act: '届かないメールの対応', easy: '届（とど）かないメールを直（なお）す', en: 'reach the person another way' },
  objection: { heading: '異議の申出に答えてください', act: '異議への回答', easy: '異議（いぎ）に答（こた）える', en: 'answer the objection' },
  revocation: { heading: '交付の決定を取り消すか、決めてください', act: '取消しの起案', easy: '取（と）り消（け）すか決（き）める', en: 'decide on the revocation' },
  order: { heading: '仕様と予定価格を決めてください', act: '発注の内容の決定', easy: '頼（たの）む内容（ないよう）を決（き）める', en: 'specify the order' },
  quotation: { heading: '見積もりをお願いします', act: '見積もりの提出', easy: '見積（みつ）もりを出（だ）す', en: 'send your quotation' },
  'quotation-check': { heading: '見積もりを確かめてください', act: '見積もりの確認', easy: '見積（みつ）もりを確認（かくにん）する', en: 'check the quotation' },
  completion: { heading: '業務が終わったら届け出てください', act: '完了の届出', easy: '終（お）わったことを知（し）らせる', en: 'say that the work is done' },
  inspection: { heading: '業務を検査してください', act: '検査', easy: '検査（けんさ）する', en: 'inspect the work' },
  invoice: { heading: '請求書を出してください', act: '請求書の提出', easy: '請求書（せいきゅうしょ）を出（だ）す', en: 'send your invoice' },
  'runner-up': { heading: '次点に選ばれました。どうしますか', act: '次点の回答', easy: '次点（じてん）〈次（つぎ）の順番（じゅんばん）〉の答（こた）え', en: 'answer as runner-up' },
  'payment-unclear': { heading: '銀行の答えがはっきりしない振込を確かめてください', act: '振込の確認', easy: '振込（ふりこみ）を確認（かくにん）する', en: 'check the transfer with the bank' },
  'form-sheet': { heading: '協働の形を決めるための質問に答えてください', act: '協働の形の質問への回答', easy: 'いっしょにする方法（ほうほう）の質問（しつもん）に答（こた）える', en: 'answer the questions on the form of co-operation' },
  'form-decision': { heading: '協働の形を決めてください', act: '協働の形の決定', easy: 'いっしょにする方法（ほうほう）を決（き）める', en: 'decide the form of co-operation' },
  'department-roles': { heading: '課ごとの役割と費用の分担を書いてください', act: '課ごとの役割と分担の案', easy: '課（か）の役割（やくわり）を書（か）く', en: 'write down the role and share of each department' },
  concurrence: { heading: 'この役割と分担でよいですか', act: '役割と分担への同意', easy: '役割（やくわり）がよいか答（こた）える', en: 'say whether you concur' },
  'follow-up': { heading: '書きかけの申請を完成させて、提出してください', act: '申請の完成と提出', easy: '申請（しんせい）を書（か）いて出（だ）す', en: 'complete and submit the application' },
  'contract-change': { heading: '契約を変えるか、決めてください', act: '契約の変更の検討', easy: '契約（けいやく）を変（か）えるか決（き）める', en: 'decide on the change of the contract' },
};

/** What silence means, as a sentence that follows the due date. */
export const SILENCE_WORDS: { readonly [K in Silence]: { readonly ja: string; readonly easy: string; readonly en: string } } = {
  'asks-head': { ja: '回答がないときは、課長に確認します。', easy: '答（こた）えがないときは、課長（かちょう）に聞（き）きます。', en: 'Without an answer the head of the department is asked.' },
  'asks-again': { ja: '回答がないときは、もう一度たずねます。', easy: '答（こた）えがないときは、もう一度（いちど）聞（き）きます。', en: 'Without an answer you are asked again.' },
  'case-ends': { ja: '期限までに届かないときは、この案件は終わります。', easy: '期限（きげん）までに届（とど）かないときは、終（お）わります。', en: 'Without an answer this case ends.' },
  'counts-as-no': { ja: '回答がないときは、引き受けないものとして進みます。', easy: '答（こた）えがないときは、「引（ひ）き受（う）けない」とします。', en: 'Silence counts as no.' },
  'goes-on': { ja: '回答がないときは、そのまま次に進みます。', easy: '答（こた）えがないときは、次（つぎ）に進（すす）みます。', en: 'Without an answer the case goes on.' },
  demand: { ja: '期限までに届かないときは、新しい期限を決めて文書で求めます。', easy: '期限（きげん）までに届（とど）かないときは、もう一度（いちど）お願（ねが）いします。', en: 'Without it you get a written demand with a new date.' },
  'office-decides': { ja: '期限までに届かないときは、市が手元の資料で決めます。', easy: '期限（きげん）までに届（とど）かないときは、市（し）が決（き）めます。', en: 'Without it the city decides on what it has.' },
};

export const ENDING_WORDS: { readonly [K in EndingId]: Words } = {
  closed: { staff: '完結', public: '終了', easy: '終（お）わりました。', en: 'Closed' },
  ineligible: { staff: '不受理', public: '条件に合わなかったため終了', easy: '条件（じょうけん）に合（あ）いませんでした。終（お）わりました。', en: 'Closed: conditions not met' },
  expired: { staff: '補正期限切れ', public: '直しが届かなかったため終了', easy: '直（なお）しが届（とど）きませんでした。終（お）わりました。', en: 'Closed: corrections did not arrive' },
  notMatched: { staff: '不調', public: '引き受ける課が見つからず終了', easy: 'いっしょにする課（か）がありませんでした。', en: 'Closed: no department could take it' },
  notSelected: { staff: '不採択', public: '選ばれませんでした', easy: '今回（こんかい）は選（えら）ばれませんでした。', en: 'Not selected' },
  notFunded: { staff: '予算不成立', public: '予算が決まらなかったため終了', easy: '予算（よさん）がなくて、できませんでした。', en: 'Closed: no budget' },
  notConcluded: { staff: '協定不成立', public: '協定が結ばれなかったため終了', easy: '約束（やくそく）ができませんでした。終（お）わりました。', en: 'Closed: no agreement' },
  withdrawn: { staff: '取下げ', public: '提案した人が取り下げました', easy: '取（と）り下（さ）げました〈やめました〉。', en: 'Withdrawn' },
  continued: { staff: '引継ぎ', public: 'ほかの制度に引き継ぎました', easy: 'ほかの制度（せいど）で続（つづ）けます。', en: 'Continued in another programme' },
  discontinued: { staff: '廃止', public: '途中で終了しました', easy: '途中（とちゅう）で終（お）わりました。', en: 'Ended early' },
};

export const TIER_WORDS: { readonly [K in Tier]: string } = {
  T1: 'メールのリンクだけで回答できます。',
  T2: 'リンクのほかに、宛先のメールに届く確認番号が要ります。',
  T3: 'サインインが要ります。',
};

export const REQUEST_STATE_WORDS: { readonly [K in RequestState]: string } = { open: '回答待ち', answered: '回答済', lapsed: '期限切れ', dropped: '不要になった' };
export const REMINDER_WORDS: { readonly [K in Reminder]: string } = { 'week-before': '7日前の確認', 'day-before': '前日の確認', overdue: '期限超過の知らせ' };
/** Why a case is taken up again, by the reasons a programme may name. */
export const REOPEN_WORDS: Readonly<Record<string, string>> = { objection: '異議の申出', refund: '返還', revocation: '交付決定の取消し', change: '契約の変更', dissolution: '団体の解散' };
/** Why a receipt was not recognised. */
export const REJECT_WORDS: { readonly [K in RejectReason]: { readonly ja: string; readonly easy: string; readonly en: string } } = {
  ineligible: { ja: '対象外経費', easy: '対象（たいしょう）にならない費用（ひよう）', en: 'cost that is not eligible' },
  'outside-period': { ja: '期間外の支払い', easy: '期間（きかん）の外（そと）の支払（しはら）い', en: 'paid outside the period' },
  'receipt-faulty': { ja: '領収書の不備', easy: '領収書（りょうしゅうしょ）が正（ただ）しくない', en: 'receipt not in order' },
  'other-name': { ja: '名義の相違', easy: '名前（なまえ）がちがう', en: 'made out to another name' },
  'other-grant': { ja: 'ほかの助成との重複', easy: 'ほかの補助金（ほじょきん）でも払（はら）っている', en: 'also paid by another grant' },
  'no-ground': { ja: '単価・数量の根拠なし', easy: '値段（ねだん）や数（かず）の理由（りゆう）がない', en: 'no ground for price or number' },
};
/** What each document is called. */
export const DOCUMENT_WORDS: { readonly [K in DocumentKind]: string } = {
  'candidate-notice': '採択候補通知書', 'decision-letter': '交付決定通知書', 'refusal-letter': '選考結果通知書', 'draft-sheet': '起案用紙', agreement: '協働事業協定書', 'agreement-certificate': '合意証明書', 'final-amount-letter': '額の確定通知書', 'revocation-letter': '交付決定取消通知書', contract: '業務委託契約書',
};
/** Word for a case that the rules cannot carry on. */
export const PARKED_WORDS: Words = { staff: '事務局確認中', public: '市が確認しています', easy: '市（し）が確認（かくにん）しています。', en: 'The city is checking' };

/** What stands where a sealed application is not to be read, and what is said of it. */
export const SEALED_WORDS = { title: '（締切まで開きません）', why: 'この募集の申請は、締切まで開きません。番号と受け付けた日時だけを見られます。' } as const;

const DAYS = ['日', '月', '火', '水', '木', '金', '土'];
const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const EN_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const day = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** 2026-12-04 → 2026年12月4日（金）; en: Fri 4 December 2026. */
export function dateWords(date: string, language: Language = 'ja'): string {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  if (language === 'en') return `${EN_DAYS[day(date)]} ${d} ${EN_MONTHS[m - 1]} ${y}`;
  return language === 'ja-easy' ? `${y}年${m}月${d}日（${DAYS[day(date)]}曜日）` : `${y}年${m}月${d}日（${DAYS[day(date)]}）`;
}

/** 2026-12-04 → 12月4日(金), for subjects. */
export function shortDate(date: string): string {
  const [, m, d] = date.split('-').map(Number) as [number, number, number];
  return `${m}月${d}日(${DAYS[day(date)]})`;
}

/** 2026-12-04 → 令和8年12月4日, for letters and agreements. */
export function eraDate(date: string): string {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  const year = y - 2018;
  return date >= '2019-05-01' ? `令和${year === 1 ? '元' : year}年${m}月${d}日` : `${y}年${m}月${d}日`;
}

/** 330000 → 330,000円; en: ¥330,000. */
export function yenWords(yen: number, language: Language = 'ja'): string {
  const digits = String(Math.abs(yen)).replace(/\B(?=(\d{3})+$)/g, ',');
  return language === 'en' ? `${yen < 0 ? '-' : ''}¥${digits}` : `${yen < 0 ? '△' : ''}${digits}円`;
}
