// Invented facts for every mail, for the preview page and the tests. No person, group or number in here is real.
import { instantAt } from '../workflows/domain/calendar.js';
import type { AskWhat, Silence, Tier } from '../workflows/domain/cases.js';
import type { Values } from '../workflows/domain/fields.js';
import type { MailFacts, MailId, MailLink } from '../workflows/domain/mail.js';
import { MAILS } from '../workflows/domain/mail.js';
import type { Language } from '../workflows/domain/words.js';

const CITY = '山形市';
const OFFICE = { name: '市民協働課', tel: '023-000-0000', hours: '平日 8:30–17:15' };
const CASE = {
  number: '2026-CP-0017', title: '夕方の居場所「こども食堂」', programme: '市民提案', group: 'みどり町こども食堂の会', members: '12',
  summary: '夕方の小学生の居場所を、空き店舗で週3日ひらきます。', askedYen: 370_000, lead: 'こども未来課',
};
const REASON = '公益性と実現性が高く評価されました。地域の学校との連絡の方法を、始める前に決めてください。';
const REFUSAL = '応募の条件のうち「すでに始めた事業でないこと」（募集要項 第3の4）に合いませんでした。';
const WORKING = JSON.stringify([
  { kind: 'eligible', yen: 412_500 }, { kind: 'rate', rate: { num: 9, den: 10 }, yen: 371_250 }, { kind: 'unit', unitYen: 1_000, yen: 371_000 },
  { kind: 'cap', capYen: 400_000, yen: 371_000 }, { kind: 'asked', askedYen: 370_000, yen: 370_000 },
]);
const FINAL = JSON.stringify([
  { kind: 'eligible', yen: 380_000 }, { kind: 'rate', rate: { num: 9, den: 10 }, yen: 342_000 }, { kind: 'unit', unitYen: 1_000, yen: 342_000 },
  { kind: 'cap', capYen: 400_000, yen: 342_000 }, { kind: 'decided', decidedYen: 370_000, yen: 342_000 },
]);
const SCORE = { total: 156, full: 250, sheets: 5, threshold: 125 };
const SHA256 = 'b7c1e02f5a4d9038e6f2c1d4a5b69788c0d1e2f3a4b5c6d7e8f90a1b2c3d4e5f';

/** To whom: a post, one of the group's people, or an address only. */
type To = 'post' | 'party' | 'address';
type Sample = { readonly to: To; readonly ask?: { readonly what: AskWhat; readonly silence: Silence; readonly tier?: Tier; readonly note?: Values; readonly choices?: readonly string[] }; readonly about?: Values; readonly without?: 'case' };

const SAMPLES = {
  'cases/draft-saved': { to: 'address', about: { programme: '市民提案', closesAt: instantAt('2026-12-11', '17:00'), pagesDone: 3, pages: 6 }, without: 'case' },
  'cases/draft-closing': { to: 'address', about: { programme: '市民提案', closesAt: instantAt('2026-12-11', '17:00'), pagesDone: 3, pages: 6 }, without: 'case' },
  'cases/call-extended': { to: 'address', about: { programme: '市民提案', closesAt: instantAt('2027-01-15', '17:00'), pagesDone: 3, pages: 6, reason: '大雪で窓口を閉じた日があったため。' }, without: 'case' },
  'cases/call-cancelled': { to: 'address', about: { programme: '市民提案', closesAt: instantAt('2026-12-11', '17:00'), pagesDone: 3, pages: 6, reason: '感染症の広がりのため、今年度の募集を取りやめます。' }, without: 'case' },
  'cases/received': { to: 'party', about: { files: 3, next: '書類の確認中', holder: '市民協働課', logSize: 1284, logRoot: '9VgTx0bPZm1r0pFQGkQyYw3mJ8wq2cX5b1uGmJm3c0k=', logAt: instantAt('2026-11-24', '09:00') } },
  'cases/screening-requested': { to: 'post', ask: { what: 'screening', silence: 'asks-head', note: { round: 1 } } },
  'cases/correction-requested': { to: 'party', ask: { what: 'correction', silence: 'case-ends', note: { fields: ['budget', 'plan', 'members'], labels: ['収支予算', 'いつ、どこで、何をしますか', '人数'], note: '収入と支出が2,500円ちがいます。会員名簿は12人ですが、人数は21人になっています。', round: 1, rounds: 2 } } },
  'cases/correction-received': { to: 'post', about: { fields: ['budget', 'plan'], labels: ['収支予算', 'いつ、どこで、何をしますか'] } },
  'cases/screening-passed': { to: 'party', about: { rounds: 0, note: '' } },
  'cases/refused': { to: 'party', about: { reason: REFUSAL, outcome: 'refused' } },
  'cases/expired': { to: 'party', about: { rounds: 1, outcome: 'expired' } },
  'cases/question-asked': { to: 'post', ask: { what: 'question', silence: 'goes-on', note: { subject: '日程', text: '公開プレゼンテーションは、オンラインでも参加できますか。' } } },
  'cases/question-answered': { to: 'party', about: { question: '公開プレゼンテーションは、オンラインでも参加できますか。', text: '参加できます。前の日までに接続先をお知らせします。' } },
  'cases/withdrawn': { to: 'party', about: { reason: '代表者が転居したため' } },
  'cases/withdrawn-others': { to: 'post' },
  'cases/extended': { to: 'party', ask: { what: 'correction', silence: 'case-ends' }, about: { reason: '大雪のため、期限を7日延ばします。' } },
  'cases/suspended': { to: 'party', about: { from: '2026-11-24', to: '2026-12-07', reason: '大雪のため、市役所を閉じます。', dues: [`correction｜${instantAt('2026-12-18', '17:15')}`] } },
  'cases/dissolved': { to: 'party', about: { moment: 'spent', on: '2026-11-20', books: '清算人の自宅（緑町1-2-3）', reason: '総会の議事録（2026年11月20日）', back: true } },
  'cases/reminder': { to: 'post', ask: { what: 'opinion', silence: 'asks-head', choices: ['引き受ける', '条件をつけて引き受ける', '話し合ってから決める', '断る'] }, about: { which: 'week-before' } },
  'cases/overdue-head': { to: 'post', ask: { what: 'opinion', silence: 'asks-head' }, about: { which: 'overdue' } },
  'cases/answer-recorded': { to: 'post', about: { what: '引き受けられるかの回答', choice: '引き受ける', at: instantAt('2026-11-24', '09:02') } },
  'cases/reopened': { to: 'party', about: { why: 'objection', reason: '点数の集計について申出がありました。' } },
  'cases/objection-requested': { to: 'post', ask: { what: 'objection', silence: 'asks-head', tier: 'T2' } },
  'cases/objection-decided': { to: 'party', about: { reason: '集計を確かめましたが、誤りはありませんでした。', outcome: 'dismissed' } },
  'cases/closed': { to: 'party', about: { summary: '週3日、のべ1,240人の小学生が利用しました。来年度は市の事業として続けます。' } },
  'cases/follow-up-open': { to: 'party', ask: { what: 'follow-up', silence: 'case-ends', note: { form: 'subsidy', programme: '市民活動補助金' } } },
  'cases/continued': { to: 'party', about: { followUp: '2027-GS-0004', programme: '市民活動補助金' } },
  'matching/opinion-requested': { to: 'post', ask: { what: 'opinion', silence: 'asks-head', note: { reason: '分野「こども・若者」の担当課', refused: 1 }, choices: ['引き受ける', '条件をつけて引き受ける', '話し合ってから決める', '断る', 'ほかの課を紹介する'] } },
  'matching/talk-fixed': { to: 'party', about: { date: '2026-12-01T14:00', place: '市役所 4階 会議室2', post: 'こども未来課' } },
  'matching/talk-result-requested': { to: 'post', ask: { what: 'talk-result', silence: 'asks-head', note: { date: '2026-12-01T14:00', place: '市役所 4階 会議室2' } } },
  'matching/lead-requested': { to: 'post', ask: { what: 'lead', silence: 'asks-again', note: { departments: ['こども未来課', '地域福祉課'] } } },
  'matching/office-decides': { to: 'post', ask: { what: 'office-decision', silence: 'asks-again', note: { refused: 3 }, choices: ['ほかの課にたずねる', '引き受ける課がないので終わる', '来年度も話し合いを続ける'] } },
  'matching/taken': { to: 'party', about: { lead: 'こども未来課', joint: ['地域福祉課'], changes: '見守りの研修は、団体の会員全員が受けてください。' } },
  'matching/not-taken': { to: 'party', about: { reason: '今年度は、どの課にも受け入れの体制がありませんでした。', reasons: ['こども未来課：同じ場所で別の事業の予定があります。', '地域福祉課：期限までに回答がありませんでした'] } },
  'matching/next-year': { to: 'party', about: { reason: '来年度の組織の見直しのあとに、もう一度たずねます。', reasons: ['こども未来課：来年度なら引き受けられる見込みです。'] } },
  'matching/form-sheet-requested': { to: 'post', ask: { what: 'form-sheet', silence: 'asks-head' } },
  'matching/form-decision-requested': { to: 'post', ask: { what: 'form-decision', silence: 'asks-head', note: { form: 'subsidy', reasons: ['団体が自らの企画で、自らの仕事として行うもので、市の仕事として委託するものではありません。', '公益のために必要で、市の費用の負担がないと実施できません。', '収入がなく、費用の一部を市が支えます。'] } } },
  'matching/roles-requested': { to: 'post', ask: { what: 'department-roles', silence: 'asks-head', note: { departments: ['こども未来課', '地域福祉課'], department: '地域福祉課', reason: '研修の費用まで負担する予算がありません。', date: '2026-12-10T14:00', place: '市役所 3階 会議室' } } },
  'matching/concurrence-requested': { to: 'post', ask: { what: 'concurrence', silence: 'asks-head', note: { roles: ['こども未来課（70％）：居場所の運営を支える', '地域福祉課（30％）：見守りの研修をひらく'] } } },
  'evaluations/scoring-requested': { to: 'post', ask: { what: 'scoring', silence: 'goes-on' } },
  'evaluations/panel-requested': { to: 'post', ask: { what: 'scoring', silence: 'goes-on' }, about: { call: '課題解決補助金 2027年度', count: 12 }, without: 'case' },
  'evaluations/panel-reminder': { to: 'post', ask: { what: 'scoring', silence: 'goes-on' }, about: { call: '課題解決補助金 2027年度', count: 12, open: 4, which: 'week-before' }, without: 'case' },
  'evaluations/panel-overdue': { to: 'post', ask: { what: 'scoring', silence: 'goes-on' }, about: { call: '課題解決補助金 2027年度', count: 12, open: 4, latePost: '共創審査会 委員', which: 'overdue' }, without: 'case' },
  'evaluations/ballot-requested': { to: 'post', ask: { what: 'ballot', silence: 'goes-on' } },
  'evaluations/runner-up': { to: 'party', ask: { what: 'runner-up', silence: 'counts-as-no', tier: 'T2', note: { offerYen: 150_000 }, choices: ['残りの額で実施する', '次の順位の団体にゆずる'] } },
  'evaluations/requested': { to: 'party', ask: { what: 'evaluation', silence: 'goes-on' } },
  'evaluations/joint-requested': { to: 'post', ask: { what: 'joint-evaluation', silence: 'asks-head', note: { items: ['進め方はよかったか', '成果は出たか'] } } },
  'evaluations/revealed': { to: 'party', about: { text: '始める前の打合せを増やすことを、来年度の約束にします。', apart: ['process'] } },
  'approvals/draft-requested': { to: 'post', ask: { what: 'draft-decision', silence: 'asks-again', note: { review: 'passed', round: 1, ...SCORE } } },
  'approvals/decision-requested': { to: 'post', ask: { what: 'approval', silence: 'asks-again', tier: 'T2', note: { place: 2, places: 4, need: 2, of: 3, subject: 'decision', round: 1 } }, about: { amountYen: 370_000, working: WORKING, conditions: '食品衛生責任者を置くこと', reasons: REASON } },
  'approvals/sent-back': { to: 'post', about: { reason: '条件の書き方が要項と合っていません。', voided: 1 } },
  'approvals/publish-requested': { to: 'post', ask: { what: 'publication', silence: 'asks-again', tier: 'T2', note: { what: 'candidate' } } },
  'approvals/candidate': { to: 'party', about: { outcome: 'published', document: 'document:letter', reasons: REASON, ...SCORE, amountYen: 370_000, working: WORKING, council: '2027年3月定例会' } },
  'approvals/granted': { to: 'party', about: { outcome: 'published', document: 'document:letter', reasons: REASON, ...SCORE, amountYen: 370_000, working: WORKING, conditions: '食品衛生責任者を置くこと' } },
  'approvals/not-selected': { to: 'party', about: { outcome: 'published', document: 'document:letter', reasons: '実施の体制（人数と日程）に無理があると評価されました。', ...SCORE, total: 104 } },
  'approvals/budget-refused': { to: 'party', about: { outcome: 'cut', note: '令和9年度当初予算の修正により、この事業の予算が減らされました。' } },
  'agreements/accept-requested': { to: 'party', ask: { what: 'agreement', silence: 'case-ends', tier: 'T2', note: { version: 2 }, choices: ['この版に合意する', '意見を送る', '合意しない'] }, about: { sha256: SHA256, changed: '市の役割に「空き店舗の紹介」を加えました。' } },
  'agreements/revision-requested': { to: 'post', ask: { what: 'agreement-revision', silence: 'asks-again', note: { version: 1, remark: '市の役割に、空き店舗の紹介を入れてください。' } } },
  'agreements/concluded': { to: 'party', about: { version: 2, document: 'document:agreement:agree#1/v2', sha256: SHA256 } },
  'agreements/not-concluded': { to: 'party', about: { reason: '費用の分担が折り合いませんでした。', by: 'party', outcome: 'declined' } },
  'payments/claim-open': { to: 'party', ask: { what: 'claim', silence: 'goes-on', tier: 'T2', note: { claims: 'advance', limitYen: 296_000 } } },
  'payments/claim-check-requested': { to: 'post', ask: { what: 'claim', silence: 'asks-again', tier: 'T2' }, about: { amountYen: 296_000 } },
  'payments/release-requested': { to: 'post', ask: { what: 'approval', silence: 'asks-again', tier: 'T3', note: { place: 2, places: 2, need: 1, of: 1, subject: 'claim', round: 1 } }, about: { amountYen: 296_000, number: '567' } },
  'payments/claim-returned': { to: 'party', about: { reason: '口座の名義が団体名と違います。', voided: 0 } },
  'payments/order-unclear': { to: 'post', ask: { what: 'payment-unclear', silence: 'asks-again', tier: 'T3' }, about: { yen: 296_000, reason: '応答が途中で切れました' } },
  'payments/paid': { to: 'party', about: { yen: 296_000, as: 'advance', number: '567' } },
  'payments/returned': { to: 'party', ask: { what: 'account', silence: 'goes-on', tier: 'T2', note: { claims: 'account', limitYen: 296_000 } }, about: { reason: '口座の名義が違います' } },
  'payments/account-changed': { to: 'party', about: { before: '456', number: '321', waitUntil: instantAt('2026-12-01', '17:15') } },
  'payments/account-asked': { to: 'party', ask: { what: 'account-renewal', silence: 'asks-again', tier: 'T2', note: { claims: 'successor', limitYen: 296_000 } } },
  'payments/report-due': { to: 'party', ask: { what: 'report', silence: 'demand' } },
  'payments/report-check-requested': { to: 'post', ask: { what: 'report-check', silence: 'asks-again', tier: 'T2', note: { missing: false, round: 1 } } },
  'payments/report-correction': { to: 'party', ask: { what: 'report', silence: 'office-decides', note: { note: '領収書のうち2枚の宛名がありません。' } } },
  'payments/final-amount': { to: 'party', about: { outcome: 'published', document: 'document:letter', finalYen: 342_000, paidYen: 296_000, working: FINAL, note: '飲み物代は食糧費のため対象になりません（募集要項 第5の2）。', rejected: JSON.stringify([{ payee: '川口酒店', what: '飲み物', paidOn: '2027-08-01', yen: 12_500, reason: 'ineligible' }]) } },
  'payments/refund-requested': { to: 'party', about: { yen: 24_000, finalYen: 272_000, paidYen: 296_000, dueOn: '2028-05-19' } },
  'payments/refund-check-requested': { to: 'post', ask: { what: 'refund-receipt', silence: 'asks-again', tier: 'T2', note: { yen: 24_000 } } },
  'payments/refunded': { to: 'party', about: { yen: 24_000, on: '2026-11-20' } },
  'payments/revocation-requested': { to: 'post', ask: { what: 'revocation', silence: 'asks-again', tier: 'T2', note: { paidYen: 200_000 } } },
  'payments/revoked': { to: 'party', about: { keepYen: 0, paidYen: 200_000, reasons: '交付の条件（要綱第9条）に反して、ほかの用途に使われたため。' } },
  'payments/mid-review-requested': { to: 'party', ask: { what: 'mid-review', silence: 'goes-on', choices: ['予定どおり', '見直したいことがある', '途中で終わりにする'] } },
  'payments/change-requested': { to: 'post', ask: { what: 'change', silence: 'asks-again', tier: 'T2', note: { what: '開く日を週3日から週2日にします。', newCostYen: 350_000, newEnd: '2028-01-31' } } },
  'payments/change-answered': { to: 'party', about: { choice: 'refuse', reason: '週2日では、目的の達成が難しいためです。' } },
  'contracts/order-requested': { to: 'post', ask: { what: 'order', silence: 'asks-again', tier: 'T2' } },
  'contracts/quotation-requested': { to: 'party', ask: { what: 'quotation', silence: 'case-ends', tier: 'T2', note: { specification: '見守りの研修を年4回、各20人。教材を含む。' } } },
  'contracts/quotation-check-requested': { to: 'post', ask: { what: 'quotation-check', silence: 'asks-again', tier: 'T2', note: { yen: 480_000, validUntil: '2027-01-31' } } },
  'contracts/not-ordered': { to: 'party', about: { reason: '今年度は、市の職員が研修を行うことにしたため。' } },
  'contracts/completion-requested': { to: 'party', ask: { what: 'completion', silence: 'office-decides', note: { note: '第3回の記録が足りません。' } } },
  'contracts/inspection-requested': { to: 'post', ask: { what: 'inspection', silence: 'asks-again', tier: 'T2', note: { part: true, yen: 240_000, done: '研修を2回行いました。' } } },
  'contracts/invoice-open': { to: 'party', ask: { what: 'invoice', silence: 'office-decides', tier: 'T2', note: { limitYen: 240_000 } } },
  'contracts/late-interest': { to: 'party', about: { yen: 800, dueOn: '2027-10-01', paidOn: '2027-11-20' } },
  'contracts/change-requested': { to: 'post', ask: { what: 'contract-change', silence: 'asks-head', tier: 'T2', note: { yen: 480_000, lastDay: '2028-02-29', what: '研修を2回増やし、3月末まで延ばしたい。' } } },
  'contracts/change-ended': { to: 'party', about: { outcome: 'kept', reason: '今年度の予算では回数を増やせないため。' } },
  'people/handover': { to: 'post', about: { post: 'こども未来課 協働推進員', count: 2, lines: [`2026-CP-0017｜夕方の居場所「こども食堂」｜opinion｜${instantAt('2026-12-04', '17:15')}`, `2026-CP-0021｜川べりの花だん｜talk-result｜${instantAt('2026-12-11', '17:15')}`] }, without: 'case' },
  'people/suspended': { to: 'post', about: { from: '2026-11-24', to: '2026-12-07', reason: '大雪のため、市役所を閉じます。', count: 3 }, without: 'case' },
  'people/code': { to: 'address', about: { code: 'R4TN7QXB', what: '協定書に合意する' } },
  'people/sign-in-link': { to: 'post', without: 'case' },
  'people/passkey-added': { to: 'post', about: { name: '職場のパソコン' }, without: 'case' },
  'people/sealed-opened': { to: 'post', about: { name: '伊藤 由美', reason: '認証サービスが止まり、支払の確認ができないため', until: instantAt('2026-11-24', '10:03') }, without: 'case' },
  'people/deputy-appointed': { to: 'post', about: { post: 'こども未来課 協働推進員', holder: '佐藤 花子', deputy: '鈴木 一郎', from: instantAt('2026-12-01'), to: instantAt('2026-12-05'), lines: [`2026-CP-0017｜夕方の居場所「こども食堂」｜opinion｜${instantAt('2026-12-04', '17:15')}`] }, without: 'case' },
  'people/link-renewed': { to: 'party' },
  'people/contact-changed': { to: 'party', about: { role: 'contact' } },
  'people/not-me-reported': { to: 'post', about: { who: 'こども未来課 協働推進員', what: '引き受けられるかの回答' } },
  'mail/undeliverable': { to: 'post', ask: { what: 'undeliverable', silence: 'asks-again', note: { toKind: 'party', toRole: 'contact', state: 'bounced', mail: 'cases/correction-requested', subject: '【12月4日(金)まで】3か所を直してください' }, choices: ['宛先を直して送る', 'ほかの方法で知らせた'] } },
} satisfies Record<MailId, Sample>;

const ADDRESSEES: { readonly [K in To]: string } = { post: 'こども未来課 協働推進員 佐藤 花子さん', party: '髙橋 花子さん', address: '' };

/** What a mail might be told, in one language. Everything is dated 24 November 2026 and due on 4 December. */
export function previewFacts(mail: MailId, language: Language): MailFacts {
  const sample: Sample = SAMPLES[mail];
  const asked = sample.ask;
  return {
    mail, language, addressee: mail === 'people/code' ? ADDRESSEES.party : ADDRESSEES[sample.to], toKind: sample.to, city: CITY, office: OFFICE, legalBasis: 'guideline', queuedAt: instantAt('2026-11-24', '09:03') + 7_000,
    case: sample.without === 'case' ? null : CASE,
    request: asked
      ? {
        id: 'consult#1/opinion-children', what: asked.what, tier: asked.tier ?? 'T1', silence: asked.silence, openedAt: instantAt('2026-11-20', '10:30'), dueAt: instantAt('2026-12-04', '17:15'), closesAt: instantAt('2026-12-11', '17:15'),
        workingDays: 8, note: asked.note ?? {}, choices: asked.choices ?? [],
      }
      : null,
    about: sample.about ?? {},
  };
}

/** A link as the courier would derive it: with a code where something is asked, none in a mail that only holds a code. */
export function previewLink(mail: MailId): MailLink | null {
  const base = 'https://kyoso.city.example.jp';
  if (MAILS[mail] === 'code') return null;
  if (mail === 'people/sign-in-link') return { url: `${base}/signin/link/sgn_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: 'K7WPM3HX', codePage: `${base}/signin/code` };
  if (mail === 'cases/draft-saved' || mail === 'cases/draft-closing' || mail === 'cases/call-extended' || mail === 'cases/call-cancelled') return { url: `${base}/draft/dft_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: null, codePage: `${base}/a` };
  if (mail === 'cases/follow-up-open') return { url: `${base}/draft/dft_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: 'K7WPM3HX', codePage: `${base}/a` };
  if (mail === 'evaluations/panel-requested' || mail === 'evaluations/panel-reminder') return { url: `${base}/panel/cal_01k9abqz.hld_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: 'K7WPM3HX', codePage: `${base}/a` };
  if (MAILS[mail] === 'ask') return { url: `${base}/a/req_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: 'K7WPM3HX', codePage: `${base}/a` };
  if (SAMPLES[mail].to === 'post') return { url: `${base}/desk/cases/${CASE.number}`, code: null, codePage: `${base}/a` };
  return { url: `${base}/mine/key_01k9abqz.Zr3kQ8w2Vn5tYx7mLp4sDg`, code: null, codePage: `${base}/a` };
}
