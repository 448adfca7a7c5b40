// 業務委託: a group offers to do work that is the city's own; specification, quotation, contract, inspection in ten days, payment in thirty.
// Values follow real rules, named in `sources`; the combination is ours. The posts are those of the sample city.
import type { Programme, Term, Words } from '../domain/programmes.js';

const officeTerm: Term = { due: { workingDays: 10 }, grace: { workingDays: 5 }, minNoticeDays: 3 };
const quick: Term = { due: { workingDays: 5 }, grace: { workingDays: 5 }, minNoticeDays: 2 };
const citizenTerm: Term = { due: { days: 14 }, grace: { days: 7 }, minNoticeDays: 7 };
const words = (staff: string, pub: string, easy: string, en: string): Words => ({ staff, public: pub, easy, en });
/** Another account than before waits three office days before money is ordered to it. */
const changed = { wait: { workingDays: 3 } } as const;
const successor = words('代表者の変更による口座の確認中', '代表者が変わったため、口座の確認中', '代表者（だいひょうしゃ）が変（か）わりました。口座（こうざ）を確認（かくにん）しています。', 'Representative changed, confirm the account');
const ordering = words('発注手続中', '発注の手続中', '頼（たの）む手続（てつづき）をしています。', 'Being ordered');
const paying = words('支出手続中', '支払の手続中', 'お金（かね）を払（はら）う手続（てつづき）をしています。', 'Payment under way');
const release = [{ posts: ['finance.check'], need: 1, tier: 'T2' }, { posts: ['finance.release'], need: 1, tier: 'T3' }] as const;
const decided = [{ posts: ['civic.head'], need: 1, tier: 'T2' }, { posts: ['finance.head'], need: 1, tier: 'T2' }, { posts: ['mayor.deputy'], need: 1, tier: 'T3' }] as const;

export const commissionedWork: Programme = {
  id: 'commissioned-work',
  code: 'CT',
  version: 2,
  name: { ja: '市民団体への業務委託', easy: '市（し）の仕事（しごと）を頼（たの）むこと（業務委託）', en: 'Commissioned work' },
  aim: '市がすべき仕事を、その仕事に詳しい市民団体に委託する制度です。',
  eligible: ['市内で活動し、規約と会計の記録がある団体', '申し出る仕事を自分たちで行えること'],
  notEligible: ['団体自身の事業への支援（補助の制度をご利用ください）', '再委託を前提とするもの'],
  documents: ['団体の規約や会則', '同じ種類の仕事の実績'],
  legalBasis: 'regulation',
  office: { name: '市民協働課', tel: '023-000-0000', hours: '平日 8:30–17:15', post: 'civic.office' },
  money: null,
  form: [
    { id: 'group', title: '団体のこと', fields: [
      { id: 'groupName', label: '団体名', kind: 'text', required: true, max: 100, autocomplete: 'organization' }, { id: 'groupKana', label: '団体名（カナ）', kind: 'kana', required: true, max: 100 },
      { id: 'record', label: '同じ種類の仕事の実績', kind: 'longtext', required: true, max: 400 },
      { id: 'contactName', label: '連絡先の人の氏名', kind: 'text', required: true, max: 100, autocomplete: 'name', personal: true }, { id: 'contactEmail', label: '連絡先のメールアドレス', kind: 'email', required: true, personal: true },
      { id: 'representativeName', label: '代表者の氏名', kind: 'text', required: true, max: 100, personal: true }, { id: 'representativeEmail', label: '代表者のメールアドレス', kind: 'email', required: true, personal: true },
    ] },
    { id: 'work', title: '仕事のこと', fields: [
      { id: 'title', label: '仕事の名前', kind: 'text', required: true, max: 60 }, { id: 'summary', label: 'どんな仕事ですか', kind: 'longtext', required: true, max: 400, hint: '結果の通知のあとに公開されます' },
      { id: 'plan', label: '進め方と体制', kind: 'longtext', required: true, max: 1000 }, { id: 'projectStart', label: '始める日', kind: 'date', required: true, hint: '例：2027年4月15日' }, { id: 'projectEnd', label: '終わる日', kind: 'date', required: true, hint: '年度の中で終わる日' },
    ] },
    { id: 'consent', title: '同意', fields: [{ id: 'conditions', label: '申し出る条件をすべて満たしています', kind: 'consent', required: true }] },
  ],
  tracks: [{ id: 'offer', label: '委託を申し出る', hint: '団体と仕事のことを書きます', minutes: 20, pages: ['group', 'work', 'consent'] }],
  meaning: { title: 'title', group: 'groupName', summary: 'summary', contactName: 'contactName', contactEmail: 'contactEmail', representativeName: 'representativeName', representativeEmail: 'representativeEmail' },
  stages: [
    { id: 'submission', words: words('受付済', '受け付けました', '市（し）が受（う）け取（と）りました。', 'Received'), holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [] },
    { id: 'screening', words: words('形式審査中', '書類の確認中', '書類（しょるい）を確認（かくにん）しています。', 'Checking the papers'), holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'check', kind: 'formal-check', by: 'civic.screening', term: officeTerm, correction: { term: citizenTerm, rounds: 2 }, on: {
        accepted: { go: { stage: 'ordering' }, tell: [{ mail: 'cases/screening-passed', to: ['contact'] }] }, refused: { go: { end: 'ineligible' }, tell: [{ mail: 'cases/refused', to: ['contact', 'representative'] }] }, expired: { go: { end: 'expired' }, tell: [{ mail: 'cases/expired', to: ['contact', 'representative'] }] },
      } },
    ] },
    { id: 'ordering', words: ordering, holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'order', kind: 'route', by: 'civic.office', term: officeTerm, cityKind: 'city', contract: 'other', adoptedOn: '2025-04-01', source: '地方自治法施行令 別表第五（令和7年4月1日から）にならう', watchesSplits: true, on: {
        small: { go: { step: 'quote' } }, competition: { go: { step: 'score' } }, 'not-ordered': { go: { end: 'notSelected' }, tell: [{ mail: 'contracts/not-ordered', to: ['contact', 'representative'] }] },
      } },
      { id: 'score', kind: 'scoring', panel: ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5'], quorum: 3, threshold: { num: 3, den: 5 }, term: { due: { days: 21 }, grace: { days: 3 }, minNoticeDays: 7 }, reviewsMax: 2,
        criteria: [{ id: 'effect', label: '効果', max: 10, asks: '市の仕事がよくなるか' }, { id: 'feasibility', label: '実現性', max: 10, asks: '計画に無理がないか' }, { id: 'capability', label: '実施能力', max: 10, asks: '体制と実績があるか' }],
        on: { passed: { go: { step: 'quote' } }, failed: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact', 'representative'] }] }, undecided: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact', 'representative'] }] }, 'no-quorum': { go: { step: 'score' } } } },
      { id: 'quote', kind: 'quotation', by: 'civic.office', term: citizenTerm, checkTerm: quick, on: {
        accepted: { go: { step: 'draft' } }, declined: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative'] }] }, lapsed: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative'] }] },
      } },
      { id: 'draft', kind: 'draft-decision', by: 'civic.office', follows: 'quote', term: officeTerm, words: { ...ordering, staff: '起案中' }, on: { select: { go: { step: 'approve' } }, reject: { go: { step: 'approve-refusal' } } } },
      { id: 'approve', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: { ...ordering, staff: '決裁中' }, chain: decided, on: { approved: { go: { stage: 'contract' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
      { id: 'approve-refusal', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: { ...ordering, staff: '決裁中' }, chain: decided, on: { approved: { go: { step: 'announce-refusal' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
      { id: 'announce-refusal', kind: 'publication', by: 'civic.office', term: quick, document: 'refusal-letter', what: 'refusal', on: { published: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact', 'representative'] }] } } },
    ] },
    { id: 'contract', words: words('契約書調整中', '契約書を確認中', '約束（やくそく）の文書（ぶんしょ）を確認（かくにん）しています。', 'Agreeing on the contract'), holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'sign', kind: 'agreement', office: 'civic.office', second: 'mayor.deputy', document: 'contract', term: { due: { days: 21 }, grace: { days: 14 }, minNoticeDays: 7 }, revisions: 3, on: {
        concluded: { go: { stage: 'performing' }, tell: [{ mail: 'agreements/concluded', to: ['contact', 'representative', 'office'] }] }, declined: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'asked'] }] }, lapsed: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'asked'] }] },
      } },
    ] },
    { id: 'performing', words: words('業務実施中', '実施中', '仕事（しごと）をしています。', 'Under way'), holder: '団体', steps: [
      { id: 'inspect', kind: 'inspection', by: 'civic.screening', term: { due: { days: 400 }, grace: { days: 30 }, minNoticeDays: 14 }, inspectTerm: { due: { days: 10 }, grace: { workingDays: 5 }, minNoticeDays: 2 }, notBy: ['order', 'quote', 'draft', 'terms'], on: {
        passed: { go: { stage: 'payment' } }, 'part-passed': { go: { stage: 'payment' } }, 'change-wanted': { go: { stage: 'change' } },
      } },
    ] },
    { id: 'payment', words: paying, holder: '会計課', steps: [
      { id: 'invoice', kind: 'invoice', term: { due: { days: 30 }, grace: { days: 30 }, minNoticeDays: 7 }, changed, on: { claimed: { go: { step: 'pay-check' } } } },
      { id: 'pay-check', kind: 'approval', subject: 'claim', distinct: true, term: quick, mail: 'payments/release-requested', chain: release, on: { approved: { go: { step: 'pay' } }, 'sent-back': { go: { step: 'invoice' }, tell: [{ mail: 'payments/claim-returned', to: ['contact'] }] } } },
      { id: 'pay', kind: 'payment', as: 'contract', office: 'finance.release', on: { paid: { go: { step: 'late' }, tell: [{ mail: 'payments/paid', to: ['contact', 'representative'] }] }, returned: { go: { step: 'invoice' } }, 'account-asked': { go: { step: 'pay-successor' } } } },
      { id: 'pay-successor', kind: 'claim', claims: 'successor', term: citizenTerm, changed, words: successor, on: { claimed: { go: { step: 'pay-check' } }, 'not-claimed': { go: { step: 'pay-successor' } } } },
      { id: 'late', kind: 'late-interest', rates: [{ from: '2021-04-01', to: '2099-03-31', rate: { num: 25, den: 1000 }, source: '財務大臣告示（令和3年4月1日から年2.5％）。その後の改定は市が入れる' }], on: { 'in-time': { go: { step: 'rest' } }, owed: { go: { step: 'late-check' }, tell: [{ mail: 'contracts/late-interest', to: ['contact', 'representative'] }] } } },
      { id: 'late-check', kind: 'approval', subject: 'late-interest', distinct: true, term: quick, mail: 'payments/release-requested', chain: release, on: { approved: { go: { step: 'late-pay' } }, 'sent-back': { go: { step: 'late-check' } } } },
      { id: 'late-pay', kind: 'payment', as: 'interest', office: 'finance.release', on: { paid: { go: { step: 'rest' }, tell: [{ mail: 'payments/paid', to: ['contact', 'representative'] }] }, returned: { go: { step: 'late-check' } }, 'account-asked': { go: { step: 'late-successor' } } } },
      { id: 'late-successor', kind: 'claim', claims: 'successor', term: citizenTerm, changed, words: successor, on: { claimed: { go: { step: 'late-check' } }, 'not-claimed': { go: { step: 'late-successor' } } } },
      { id: 'rest', kind: 'balance', determination: 'inspect', on: { remainder: { go: { stage: 'performing' } }, refund: { go: { stage: 'evaluation' } }, even: { go: { stage: 'evaluation' } } } },
    ] },
    { id: 'change', aside: true, words: words('契約変更手続中', '契約の変更を確認中', '契約（けいやく）を変（か）える手続（てつづき）をしています。', 'Changing the contract'), holder: '市民協働課', steps: [
      { id: 'terms', kind: 'contract-change', by: 'civic.office', term: officeTerm, on: { drafted: { go: { step: 'approve-change' } }, kept: { go: { stage: 'performing' }, tell: [{ mail: 'contracts/change-ended', to: ['contact', 'representative'] }] } } },
      { id: 'approve-change', kind: 'approval', subject: 'contract-change', distinct: true, term: quick, mail: 'approvals/decision-requested', chain: decided, on: { approved: { go: { step: 'sign-change' } }, 'sent-back': { go: { step: 'terms' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
      { id: 'sign-change', kind: 'agreement', office: 'civic.office', second: 'mayor.deputy', document: 'contract', changes: 'terms', term: citizenTerm, revisions: 0, on: {
        concluded: { go: { stage: 'performing' }, tell: [{ mail: 'agreements/concluded', to: ['contact', 'representative', 'office'] }] }, declined: { go: { stage: 'performing' }, tell: [{ mail: 'contracts/change-ended', to: ['contact', 'representative', 'office'] }] }, lapsed: { go: { stage: 'performing' }, tell: [{ mail: 'contracts/change-ended', to: ['contact', 'representative', 'office'] }] },
      } },
    ] },
    { id: 'evaluation', words: words('評価中', 'ふりかえり中', 'いっしょにふりかえります。', 'Looking back together'), holder: '市民協働課', steps: [
      { id: 'evaluate', kind: 'evaluation', office: 'civic.office', term: citizenTerm, jointTerm: citizenTerm, items: [{ id: 'purpose', label: '目的を分かち合えたか' }, { id: 'process', label: '進め方はよかったか' }, { id: 'effect', label: '成果は出たか' }], on: { evaluated: { go: { step: 'summary' }, tell: [{ mail: 'evaluations/revealed', to: ['contact', 'lead'] }] } } },
      { id: 'summary', kind: 'publication', by: 'civic.office', term: officeTerm, what: 'summary', on: { published: { go: { end: 'closed' }, tell: [{ mail: 'cases/closed', to: ['contact', 'representative'] }] } } },
    ] },
  ],
  reopen: { change: { stage: 'change', at: 'terms', from: ['performing'] } },
  calendar: [{ when: '申出のあと2週間', what: '書類の確認', holder: '市民協働課' }, { when: 'およそ1か月', what: '仕様・見積もり・契約', holder: '市民協働課' }, { when: '届出から10日', what: '検査', holder: '市民協働課' }, { when: '請求から30日', what: '支払', holder: '会計課' }],
  sources: ['流れ: 和歌山県 協働事業委託契約書、尼崎市 提案型事業委託制度', '少額の限度 100万円: 地方自治法施行令 別表第五', '検査 10日・支払 30日・遅延利息: 政府契約の支払遅延防止等に関する法律', '審査 3項目: 尼崎市', '変更契約: 和歌山県 協働事業委託契約書', '分割発注の確認: 地方自治法施行令167条の2の限度を小分けで避けないため'],
};
