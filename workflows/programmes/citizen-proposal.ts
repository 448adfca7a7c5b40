// 市民提案: a citizens' group proposes a project and carries it out together with a department.
// Values follow real rules, named in `sources`; the combination is ours. The posts are those of the sample city.
import type { Programme, Term, Words } from '../domain/programmes.js';

const officeTerm: Term = { due: { workingDays: 10 }, grace: { workingDays: 5 }, minNoticeDays: 3 };
const quick: Term = { due: { workingDays: 5 }, grace: { workingDays: 5 }, minNoticeDays: 2 };
const citizenTerm: Term = { due: { days: 14 }, grace: { days: 7 }, minNoticeDays: 7 };
const words = (staff: string, pub: string, easy: string, en: string): Words => ({ staff, public: pub, easy, en });
/** Another account than before waits three office days before money is ordered to it. */
const changed = { wait: { workingDays: 3 } } as const;
const successor = words('代表者の変更による口座の確認中', '代表者が変わったため、口座の確認中', '代表者（だいひょうしゃ）が変（か）わりました。口座（こうざ）を確認（かくにん）しています。', 'Representative changed, confirm the account');

/** Fields that mean the same in the forms of the programmes that take a proposal over. */
const SAME_FIELDS = Object.fromEntries(['groupName', 'groupKana', 'contactName', 'contactEmail', 'representativeName', 'representativeEmail', 'title', 'summary', 'plan', 'projectStart', 'projectEnd'].map((id) => [id, id]));

const approveMoney = [{ posts: ['finance.check'], need: 1, tier: 'T2' }, { posts: ['finance.release'], need: 1, tier: 'T3' }] as const;

export const citizenProposal: Programme = {
  id: 'citizen-proposal',
  code: 'CP',
  version: 2,
  name: { ja: '市民提案', easy: '市民提案（しみんていあん）', en: 'Citizen proposals' },
  aim: '市の課といっしょに進めたい事業を、市民グループから提案する制度です。',
  eligible: ['市内で活動する5人以上のグループ（法人でなくてもよい）', '規約があり、お金の出し入れを記録していること', '1年以内に終わる、公益のための事業'],
  notEligible: ['特定の政党や宗教のための活動', '営利だけを目的とする事業', '同じ事業でほかの公的な補助を受けるもの', 'すでに始めた事業'],
  documents: ['団体の規約や会則', '会員の人数がわかるもの', '事業の収支の見積り'],
  legalBasis: 'guideline',
  office: { name: '市民協働課', tel: '023-000-0000', hours: '平日 8:30–17:15', post: 'civic.office' },
  money: {
    rateByYear: [{ num: 9, den: 10 }, { num: 4, den: 5 }, { num: 7, den: 10 }],
    capYen: 400_000,
    unitYen: 1_000,
    eligibleHeads: [
      { id: 'honorarium', label: '報償費（講師などへのお礼）' }, { id: 'travel', label: '旅費（講師に限る）' }, { id: 'supplies', label: '消耗品費' }, { id: 'printing', label: '印刷費' },
      { id: 'fuel', label: '燃料費' }, { id: 'fees', label: '手数料' }, { id: 'postage', label: '通信運搬費' }, { id: 'insurance', label: '保険料' }, { id: 'commission', label: '委託料' },
      { id: 'rent', label: '使用料・賃借料' }, { id: 'materials', label: '原材料費' },
    ],
    excludedHeads: [
      { id: 'food', label: '食糧費', rule: '募集要項 第5の2（1）' }, { id: 'running', label: '団体の経常運営費', rule: '募集要項 第5の2（2）' },
      { id: 'wages', label: '構成員の人件費', rule: '募集要項 第5の2（3）' }, { id: 'assets', label: '個人の財産となるもの', rule: '募集要項 第5の2（4）' },
    ],
    advanceMax: { num: 4, den: 5 },
    sources: ['負担割合 90・80・70％: 相模原市 協働事業提案制度', '上限 400,000円: 山形市コミュニティファンド一般補助', '千円未満切り捨て: 浜松市', '概算払 80％まで: 境港市', '費目: 市民活動助成金 助成対象経費一覧', '対象外: 笛吹市'],
  },
  form: [
    { id: 'group', title: '団体のこと', fields: [
      { id: 'groupName', label: '団体名', kind: 'text', required: true, max: 100, autocomplete: 'organization' },
      { id: 'groupKana', label: '団体名（カナ）', kind: 'kana', required: true, max: 100 },
      { id: 'members', label: '人数', kind: 'number', required: true, min: 5, max: 100_000, unit: '人', why: '5人以上のグループが申請できます。' },
      { id: 'activity', label: 'ふだんの活動', kind: 'longtext', required: true, max: 400 },
    ] },
    { id: 'people', title: '連絡先と代表者', intro: 'お知らせは連絡先の人に届きます。協定は代表者の名前で結びます。', fields: [
      { id: 'contactName', label: '連絡先の人の氏名', kind: 'text', required: true, max: 100, autocomplete: 'name', personal: true },
      { id: 'contactKana', label: '連絡先の人の氏名（カナ）', kind: 'kana', required: true, max: 100, personal: true },
      { id: 'contactEmail', label: '連絡先のメールアドレス', kind: 'email', required: true, personal: true },
      { id: 'contactTel', label: '電話番号', kind: 'tel', required: true, personal: true, hint: '例：023-000-0000' },
      { id: 'representativeName', label: '代表者の氏名', kind: 'text', required: true, max: 100, personal: true },
      { id: 'representativeKana', label: '代表者の氏名（カナ）', kind: 'kana', required: true, max: 100, personal: true },
      { id: 'representativeEmail', label: '代表者のメールアドレス', kind: 'email', required: true, personal: true, hint: '連絡先の人と同じでもかまいません' },
    ] },
    { id: 'project', title: '事業のこと', fields: [
      { id: 'title', label: '事業名', kind: 'text', required: true, max: 60 },
      { id: 'theme', label: '分野', kind: 'choice', required: true, options: [
        { id: 'children', label: 'こども・若者' }, { id: 'welfare', label: '福祉・健康' }, { id: 'environment', label: '環境' }, { id: 'culture', label: '文化・スポーツ' }, { id: 'community', label: '地域づくり・防災' }, { id: 'other', label: 'そのほか' },
      ] },
      { id: 'summary', label: '事業の概要', kind: 'longtext', required: true, max: 400, hint: '結果の通知のあとに公開されます' },
      { id: 'problem', label: 'だれの、どんな困りごとを解決しますか', kind: 'longtext', required: true, max: 400, hint: '数字と場所があると伝わります' },
      { id: 'plan', label: 'いつ、どこで、何をしますか', kind: 'longtext', required: true, max: 1000 },
      { id: 'projectStart', label: '始める日', kind: 'date', required: true, hint: '例：2027年4月15日 または 令和9年4月15日' },
      { id: 'projectEnd', label: '終わる日', kind: 'date', required: true, hint: '例：2028年2月29日' },
      { id: 'cityRole', label: '市に望むこと', kind: 'longtext', required: true, max: 400 },
      { id: 'wishedDepartment', label: 'いっしょに進めたい課', kind: 'choice', required: false, options: [
        { id: 'children', label: 'こども未来課' }, { id: 'welfare', label: '地域福祉課' }, { id: 'environment', label: '環境課' }, { id: 'culture', label: '文化振興課' },
      ] },
    ] },
    { id: 'budget', title: 'お金のこと', fields: [{ id: 'budget', label: '収支予算', kind: 'budget', required: true }] },
    { id: 'files', title: 'ファイル', intro: 'PDF、JPEG、PNGを5つまで、1つ10MBまで。あとから出すこともできます。', fields: [{ id: 'files', label: '規約、名簿、見積書など', kind: 'files', required: false, max: 5 }] },
    { id: 'idea', title: 'アイデア', intro: '実行する団体が決まっていなくてもかまいません。', fields: [
      { id: 'title', label: 'アイデアの名前', kind: 'text', required: true, max: 60 },
      { id: 'summary', label: '内容', kind: 'longtext', required: true, max: 1600, hint: '1ページまで。結果の通知のあとに公開されます' },
      { id: 'contactName', label: 'あなたの氏名', kind: 'text', required: true, max: 100, autocomplete: 'name', personal: true },
      { id: 'contactEmail', label: 'メールアドレス', kind: 'email', required: true, personal: true },
    ] },
    { id: 'consent', title: '同意', fields: [
      { id: 'conditions', label: '申請できる条件をすべて満たしています', kind: 'consent', required: true },
      { id: 'agreed', label: '代表者の了解を得ています', kind: 'consent', required: true },
    ] },
  ],
  tracks: [
    { id: 'full', label: '提案を書く', hint: '団体・事業・お金のことを書きます', minutes: 40, pages: ['group', 'people', 'project', 'budget', 'files', 'consent'] },
    { id: 'idea', label: 'アイデアだけを出す', hint: '名前と1ページの文章だけ。補助か委託かは選びません', minutes: 10, pages: ['idea', 'consent'] },
  ],
  meaning: {
    title: 'title', group: 'groupName', summary: 'summary', contactName: 'contactName', contactEmail: 'contactEmail',
    representativeName: 'representativeName', representativeEmail: 'representativeEmail', budget: 'budget', wish: 'cityRole',
  },
  stages: [
    { id: 'submission', words: words('受付済', '受け付けました', '市（し）が受（う）け取（と）りました。', 'Received'), holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [] },
    { id: 'screening', words: words('形式審査中', '書類の確認中', '書類（しょるい）を確認（かくにん）しています。', 'Checking the papers'), holder: '市民協働課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'check', kind: 'formal-check', by: 'civic.screening', term: officeTerm, correction: { term: citizenTerm, rounds: 2 }, on: {
        accepted: { go: { stage: 'matching' }, tell: [{ mail: 'cases/screening-passed', to: ['contact'] }] },
        refused: { go: { end: 'ineligible' }, tell: [{ mail: 'cases/refused', to: ['contact', 'representative'] }] },
        expired: { go: { end: 'expired' }, tell: [{ mail: 'cases/expired', to: ['contact', 'representative'] }] },
      } },
    ] },
    { id: 'matching', words: words('担当課協議中', '担当課との協議中', 'いっしょにする課（か）を探（さが）しています。', 'Talking with departments'), holder: '担当課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'consult', kind: 'consultation', office: 'civic.office', mode: 'in-turn', wished: 'wishedDepartment', term: officeTerm, talk: { due: { days: 21 }, grace: { days: 14 }, minNoticeDays: 5 }, officeTerm: quick, refusals: 3, nextYearTimes: 1,
        candidates: { field: 'theme', table: {
          children: [{ department: 'children', reason: '分野「こども・若者」の担当課' }, { department: 'welfare', reason: '居場所づくりに関わる課' }],
          welfare: [{ department: 'welfare', reason: '分野「福祉・健康」の担当課' }],
          environment: [{ department: 'environment', reason: '分野「環境」の担当課' }],
          culture: [{ department: 'culture', reason: '分野「文化・スポーツ」の担当課' }],
          community: [{ department: 'welfare', reason: '地域づくりに関わる課' }, { department: 'environment', reason: '地域づくりに関わる課' }],
          '*': [],
        } },
        on: {
          taken: { go: { stage: 'review' }, tell: [{ mail: 'matching/taken', to: ['contact', 'asked'] }] },
          'not-taken': { go: { end: 'notMatched' }, tell: [{ mail: 'matching/not-taken', to: ['contact', 'representative'] }] },
          'next-year': { go: { step: 'next-year' }, tell: [{ mail: 'matching/next-year', to: ['contact'] }] },
        } },
      { id: 'next-year', kind: 'wait', until: 'next-fiscal-year', words: words('継続協議', '来年度も話し合いを続けます', '来年度（らいねんど）も話（はな）し合（あ）います。', 'Talks continue next year'), on: { over: { go: { step: 'consult' } } } },
    ] },
    { id: 'review', words: words('審査中', '審査中', '審査（しんさ）〈内容（ないよう）を調（しら）べること〉をしています。', 'Under review'), holder: '審査会', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'score', kind: 'scoring', panel: ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5'], quorum: 3, threshold: { num: 1, den: 2 }, term: { due: { days: 21 }, grace: { days: 3 }, minNoticeDays: 7 }, reviewsMax: 2,
        criteria: [
          { id: 'publicness', label: '公益性', max: 10, asks: '多くの市民のためになるか' }, { id: 'citizenship', label: '市民性', max: 10, asks: '市民ならではの発想か' },
          { id: 'growth', label: '発展性', max: 10, asks: '続き、広がるか' }, { id: 'feasibility', label: '実現性', max: 10, asks: '計画とお金に無理がないか' }, { id: 'independence', label: '自立性', max: 10, asks: '自分たちの力で進められるか' },
        ],
        on: { passed: { go: { step: 'draft' } }, failed: { go: { step: 'draft' } }, undecided: { go: { step: 'draft' } }, 'no-quorum': { go: { step: 'score' } } } },
      { id: 'draft', kind: 'draft-decision', by: 'civic.office', follows: 'score', term: officeTerm, words: words('起案中', '審査中', '審査（しんさ）をしています。', 'Under review'), on: { select: { go: { step: 'approve' } }, reject: { go: { step: 'approve-refusal' } } } },
      { id: 'approve', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: words('決裁中', '審査中', '市（し）が決（き）める手続（てつづき）をしています。', 'Under review'),
        chain: [{ posts: ['civic.head'], need: 1, tier: 'T2' }, { posts: ['planning.head', 'finance.head', 'legal.head'], need: 2, tier: 'T2' }, { posts: ['mayor.deputy'], need: 1, tier: 'T3' }, { posts: ['mayor.head'], need: 1, tier: 'T3' }],
        on: { approved: { go: { step: 'announce' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
      { id: 'announce', kind: 'publication', by: 'civic.office', term: quick, document: 'candidate-notice', what: 'candidate', words: words('結果通知前', '審査中', '審査（しんさ）をしています。', 'Under review'), on: { published: { go: { step: 'budget' }, tell: [{ mail: 'approvals/candidate', to: ['contact', 'representative', 'lead'] }] } } },
      { id: 'budget', kind: 'gate', gate: 'budget', until: { daysAfterFiscalYearStart: 30 }, words: words('採択候補（予算議決前）', '候補に選ばれました（市議会の予算で正式に決まります）', '候補（こうほ）になりました。まだ決定（けってい）ではありません。', "Candidate, subject to the council's budget"), on: {
        voted: { go: { step: 'grant' } },
        cut: { go: { end: 'notFunded' }, tell: [{ mail: 'approvals/budget-refused', to: ['contact', 'representative', 'lead'] }] },
        refused: { go: { end: 'notFunded' }, tell: [{ mail: 'approvals/budget-refused', to: ['contact', 'representative', 'lead'] }] },
      } },
      { id: 'grant', kind: 'publication', by: 'civic.office', term: quick, document: 'decision-letter', what: 'decision', words: words('交付決定 通知前', '市議会で予算が決まりました', '予算（よさん）が決（き）まりました。', 'Budget passed'), on: { published: { go: { stage: 'agreement' }, tell: [{ mail: 'approvals/granted', to: ['contact', 'representative', 'lead'] }] } } },
      { id: 'approve-refusal', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: words('決裁中', '審査中', '市（し）が決（き）める手続（てつづき）をしています。', 'Under review'),
        chain: [{ posts: ['civic.head'], need: 1, tier: 'T2' }, { posts: ['mayor.deputy'], need: 1, tier: 'T3' }, { posts: ['mayor.head'], need: 1, tier: 'T3' }],
        on: { approved: { go: { step: 'announce-refusal' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
      { id: 'announce-refusal', kind: 'publication', by: 'civic.office', term: quick, document: 'refusal-letter', what: 'refusal', words: words('結果通知前', '審査中', '審査（しんさ）をしています。', 'Under review'), on: { published: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact', 'representative'] }] } } },
    ] },
    { id: 'agreement', words: words('協定書調整中', '協定書を確認中', '約束（やくそく）の文書（ぶんしょ）を確認（かくにん）しています。', 'Agreeing on the text'), holder: '担当課', withdraw: { go: { end: 'withdrawn' } }, steps: [
      { id: 'form', kind: 'form-of-cooperation', term: officeTerm, words: words('協働の形の検討中', '協働の形を決めています', 'いっしょにする方法（ほうほう）を決（き）めています。', 'Choosing the form of co-operation'), on: {
        decided: { go: { step: 'roles' } }, none: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'office'] }] },
      } },
      { id: 'roles', kind: 'department-roles', term: officeTerm, talk: { due: { days: 21 }, grace: { days: 14 }, minNoticeDays: 5 }, words: words('課の役割の調整中', '課の役割を決めています', '課（か）の役割（やくわり）を決（き）めています。', 'Settling the role of each department'), on: { agreed: { go: { step: 'agree' } }, alone: { go: { step: 'agree' } } } },
      { id: 'agree', kind: 'agreement', office: 'civic.office', second: 'mayor.deputy', term: { due: { days: 21 }, grace: { days: 14 }, minNoticeDays: 7 }, revisions: 3, on: {
        concluded: { go: { step: 'follow' }, tell: [{ mail: 'agreements/concluded', to: ['contact', 'representative', 'lead', 'office'] }] },
        declined: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'asked'] }] },
        lapsed: { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'asked'] }] },
      } },
      { id: 'follow', kind: 'follow-up', term: { due: { days: 30 }, grace: { days: 14 }, minNoticeDays: 14 }, words: words('引継ぎの申請待ち', '次の申請を待っています', '次（つぎ）の申請（しんせい）を待（ま）っています。', 'Waiting for the follow-up application'),
        programmes: {
          subsidy: { programme: 'general-subsidy', track: 'full', fields: { ...SAME_FIELDS, members: 'members', activity: 'activity', contactTel: 'contactTel', budget: 'budget' } },
          commission: { programme: 'commissioned-work', track: 'offer', fields: { ...SAME_FIELDS, record: 'activity' } },
        },
        on: {
          'own-way': { go: { stage: 'payment' } }, 'taken-over': { go: { end: 'continued' }, tell: [{ mail: 'cases/continued', to: ['contact', 'representative', 'lead', 'office'] }] },
          'not-taken': { go: { end: 'notConcluded' }, tell: [{ mail: 'agreements/not-concluded', to: ['contact', 'representative', 'lead', 'office'] }] },
        } },
    ] },
    { id: 'payment', words: words('支出手続中', '支払の手続中', 'お金（かね）を払（はら）う手続（てつづき）をしています。', 'Payment under way'), holder: '会計課', withdraw: { go: { stage: 'payment', at: 'report' }, until: 'report' }, steps: [
      { id: 'advance-claim', kind: 'claim', claims: 'advance', term: { due: { days: 30 }, grace: { days: 14 }, minNoticeDays: 7 }, changed, on: { claimed: { go: { step: 'advance-check' } }, 'not-claimed': { go: { step: 'work' } } } },
      { id: 'advance-check', kind: 'approval', subject: 'claim', distinct: true, term: quick, mail: 'payments/release-requested', chain: approveMoney, on: { approved: { go: { step: 'advance-pay' } }, 'sent-back': { go: { step: 'advance-claim' }, tell: [{ mail: 'payments/claim-returned', to: ['contact'] }] } } },
      { id: 'advance-pay', kind: 'payment', as: 'advance', office: 'finance.release', on: { paid: { go: { step: 'work' }, tell: [{ mail: 'payments/paid', to: ['contact', 'representative'] }] }, returned: { go: { step: 'advance-account' } }, 'account-asked': { go: { step: 'advance-successor' } } } },
      { id: 'advance-account', kind: 'claim', claims: 'account', term: citizenTerm, changed, words: words('振込不能', '振込ができず、口座の確認中', '口座（こうざ）を確認（かくにん）してください。', 'Transfer returned, check the account'), on: { claimed: { go: { step: 'advance-check' } }, 'not-claimed': { go: { step: 'work' } } } },
      { id: 'advance-successor', kind: 'claim', claims: 'successor', term: citizenTerm, changed, words: successor, on: { claimed: { go: { step: 'advance-check' } }, 'not-claimed': { go: { step: 'advance-successor' } } } },
      { id: 'work', kind: 'work', until: { field: 'projectEnd' }, midReview: true, office: 'civic.office', term: { due: { days: 14 }, grace: { days: 14 }, minNoticeDays: 5 }, freeCut: { num: 1, den: 5 }, words: words('事業実施中', '実施中', '活動（かつどう）をしています。', 'Under way'), on: { ended: { go: { step: 'report' } }, stopped: { go: { step: 'report' } } } },
      { id: 'report', kind: 'report', term: { due: { days: 30 }, grace: { days: 1 }, minNoticeDays: 14 }, demand: { due: { days: 21 }, grace: { days: 1 }, minNoticeDays: 14 }, words: words('実績報告待ち', '報告を待っています', '報告（ほうこく）を待（ま）っています。', 'Waiting for the report'), on: { reported: { go: { step: 'determine' } }, missing: { go: { step: 'determine' } } } },
      { id: 'determine', kind: 'determination', by: 'civic.office', term: officeTerm, corrections: 2, correctionTerm: citizenTerm, words: words('実績確認中', '報告の確認中', '報告（ほうこく）を確認（かくにん）しています。', 'Checking the report'), on: { determined: { go: { step: 'approve-final' } } } },
      { id: 'approve-final', kind: 'approval', subject: 'final-amount', distinct: true, term: quick, mail: 'approvals/decision-requested', chain: [{ posts: ['civic.head'], need: 1, tier: 'T2' }], words: words('額の確定 決裁中', '報告の確認中', '報告（ほうこく）を確認（かくにん）しています。', 'Checking the report'), on: { approved: { go: { step: 'final-letter' } }, 'sent-back': { go: { step: 'determine' } } } },
      { id: 'final-letter', kind: 'publication', by: 'civic.office', term: quick, document: 'final-amount-letter', what: 'final', words: words('額の確定 通知前', '報告の確認中', '報告（ほうこく）を確認（かくにん）しています。', 'Checking the report'), on: { published: { go: { step: 'balance' }, tell: [{ mail: 'payments/final-amount', to: ['contact', 'representative'] }] } } },
      { id: 'balance', kind: 'balance', determination: 'determine', on: { remainder: { go: { step: 'remainder-claim' } }, refund: { go: { step: 'refund' }, tell: [{ mail: 'payments/refund-requested', to: ['contact', 'representative'] }] }, even: { go: { stage: 'evaluation' } } } },
      { id: 'remainder-claim', kind: 'claim', claims: 'remainder', term: { due: { days: 30 }, grace: { days: 14 }, minNoticeDays: 7 }, changed, on: { claimed: { go: { step: 'remainder-check' } }, 'not-claimed': { go: { stage: 'evaluation' } } } },
      { id: 'remainder-check', kind: 'approval', subject: 'claim', distinct: true, term: quick, mail: 'payments/release-requested', chain: approveMoney, on: { approved: { go: { step: 'remainder-pay' } }, 'sent-back': { go: { step: 'remainder-claim' }, tell: [{ mail: 'payments/claim-returned', to: ['contact'] }] } } },
      { id: 'remainder-pay', kind: 'payment', as: 'remainder', office: 'finance.release', on: { paid: { go: { stage: 'evaluation' }, tell: [{ mail: 'payments/paid', to: ['contact', 'representative'] }] }, returned: { go: { step: 'remainder-account' } }, 'account-asked': { go: { step: 'remainder-successor' } } } },
      { id: 'remainder-account', kind: 'claim', claims: 'account', term: citizenTerm, changed, words: words('振込不能', '振込ができず、口座の確認中', '口座（こうざ）を確認（かくにん）してください。', 'Transfer returned, check the account'), on: { claimed: { go: { step: 'remainder-check' } }, 'not-claimed': { go: { stage: 'evaluation' } } } },
      { id: 'remainder-successor', kind: 'claim', claims: 'successor', term: citizenTerm, changed, words: successor, on: { claimed: { go: { step: 'remainder-check' } }, 'not-claimed': { go: { step: 'remainder-successor' } } } },
      { id: 'refund', kind: 'refund', finance: 'finance.check', term: { due: { days: 20 }, grace: { days: 10 }, minNoticeDays: 7 }, words: words('返還待ち', '返していただく額があります', 'お金（かね）を返（かえ）してください。', 'Refund due'), on: { refunded: { go: { stage: 'evaluation' }, tell: [{ mail: 'payments/refunded', to: ['contact'] }] } } },
    ] },
    { id: 'evaluation', words: words('協働評価中', 'ふりかえり中', 'いっしょにふりかえります。', 'Looking back together'), holder: '担当課', steps: [
      { id: 'evaluate', kind: 'evaluation', office: 'civic.office', term: citizenTerm, jointTerm: citizenTerm,
        items: [{ id: 'purpose', label: '目的を分かち合えたか' }, { id: 'process', label: '進め方はよかったか' }, { id: 'synergy', label: '一方だけではできないことができたか' }, { id: 'content', label: '事業の内容はよかったか' }, { id: 'effect', label: '成果は出たか' }],
        on: { evaluated: { go: { step: 'summary' }, tell: [{ mail: 'evaluations/revealed', to: ['contact', 'lead'] }] } } },
      { id: 'summary', kind: 'publication', by: 'civic.office', term: officeTerm, what: 'summary', on: { published: { go: { end: 'closed' }, tell: [{ mail: 'cases/closed', to: ['contact', 'representative', 'lead'] }] } } },
    ] },
    { id: 'aftercare', words: words('再開中', '終わったあとの手続中', '終（お）わったあとの手続（てつづき）をしています。', 'Reopened'), holder: '市民協働課', steps: [
      { id: 'objection', kind: 'ruling', by: 'civic.head', term: { due: { workingDays: 15 }, grace: { workingDays: 10 }, minNoticeDays: 3 }, on: {
        dismissed: { go: { end: 'as-before' }, tell: [{ mail: 'cases/objection-decided', to: ['contact', 'representative'] }] },
        amended: { go: { end: 'as-before' }, tell: [{ mail: 'cases/objection-decided', to: ['contact', 'representative'] }] },
      } },
      { id: 'late-refund', kind: 'refund', finance: 'finance.check', term: { due: { days: 20 }, grace: { days: 10 }, minNoticeDays: 7 }, on: { refunded: { go: { end: 'as-before' }, tell: [{ mail: 'payments/refunded', to: ['contact'] }] } } },
    ] },
  ],
  reopen: { objection: { stage: 'aftercare', at: 'objection' }, refund: { stage: 'aftercare', at: 'late-refund' } },
  calendar: [
    { when: '締切のあと2週間', what: '書類の確認', holder: '市民協働課' }, { when: 'およそ1–2か月', what: '担当課との協議', holder: '各課' }, { when: 'およそ3週間', what: '審査会の採点', holder: '審査会' },
    { when: '採点のあと', what: '候補の決定', holder: '市長' }, { when: '3月', what: '市議会の予算', holder: '市議会' }, { when: '4月', what: '協働の形の決定・協定・開始', holder: '団体と担当課' }, { when: '終わってから30日', what: '報告・ふりかえり', holder: '団体と担当課' },
  ],
  sources: ['山形市 市民活動との共創指針', '流れ: 尼崎市 市民提案制度（令和3年）、甲賀市 市民協働事業提案制度', '採点 5項目×10点: 小諸市', '半分以上: 山形市コミュニティファンド 令和5年度', '報告 30日: 尼崎市', '協定の内容: 市川市 協働事業協定書', '協働の形: 甲賀市 実施要綱（委託・補助・共催・事業協力・実行委員会）', '複数の課の役割と分担: 青梅市、座間市'],
};
