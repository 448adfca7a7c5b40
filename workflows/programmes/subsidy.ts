// 補助金: from a city's values to a whole programme. What differs from city to city is a value; the way a subsidy goes is here, once.
import type { Option } from '../domain/fields.js';
import { REFUND_INTEREST } from '../domain/interest.js';
import type { MoneyRule } from '../domain/money.js';
import type { ReceiptRule } from '../domain/receipts.js';
import type { ScoringRule } from '../domain/scoring-rule.js';
import type { FormPage, Programme, StepDef, StepParams, Term, Words } from '../domain/programmes.js';

type Sheet = Pick<StepParams['scoring'], 'panel' | 'criteria' | 'quorum' | 'threshold' | 'perCall'>;

/** What a city's rule says of its subsidy. */
export type SubsidyValues = Pick<Programme, 'id' | 'code' | 'version' | 'name' | 'aim' | 'eligible' | 'notEligible' | 'documents' | 'legalBasis' | 'office' | 'sources'> & {
  readonly money: MoneyRule;
  /** The panel's sheet; null where only a vote decides (then `vote` or `publicVote` is needed). */
  readonly scoring: Sheet | null;
  /** A review of the papers before the one that decides (四條畷市, 大府市: papers, then a public presentation). */
  readonly firstReview?: Sheet;
  /** A vote on each project after the panel, or in its place (山形市 until 2022). */
  readonly vote?: Pick<StepParams['ballot'], 'voters' | 'quorum' | 'majority' | 'question'>;
  /** The whole call is selected at once, by rank under its envelope. */
  readonly selection?: { readonly rule: ScoringRule; readonly runnerUp: Term };
  /** Residents vote over the whole call at once, after the panel or in its place. */
  readonly publicVote?: Pick<StepParams['public-vote'], 'rule' | 'insteadLabel' | 'method' | 'confirm'>;
  /** The council's budget comes between selection and decision: so many days after the year's start a missing vote counts as refused. */
  readonly budgetVote?: StepParams['gate']['until'];
  /** The applications of a call are opened together when it closes. */
  readonly sealedUntilClose?: true;
  /** Days after the decision in which it may be withdrawn as if it had never been made (鹿嶋市: 20). */
  readonly withdrawalDays: number;
  /** Days after the end of the work in which the report is due, and whether 31 March is the latest day. */
  readonly report: { readonly days: number; readonly notAfterYearEnd: boolean };
  /** Each payment is shown by its receipt; property bought is put on a register. */
  readonly receipts?: ReceiptRule;
  /** Largest cut of the whole cost that needs no approval. */
  readonly freeCut: StepParams['work']['freeCut'];
  /** Whether a revoked sum bears the interest of the national act; only a city's own rule can say so. */
  readonly interestOnRevocation: boolean;
  /** After partial work of a group that dissolves: the amount on proven cost, or revocation. Before spending the whole returns (ひょうごコミュニティ財団). */
  readonly dissolution?: 'proven-cost' | 'revocation';
  readonly themes?: readonly Option[];
  /** Courses of one programme; what a course changes in the amounts stands in a table of amounts beside the programme. */
  readonly courses?: readonly Option[];
  /** Least number of members; 5 unless given, 1 = the rule names none. */
  readonly membersMin?: number;
};

const officeTerm: Term = { due: { workingDays: 10 }, grace: { workingDays: 5 }, minNoticeDays: 3 };
const quick: Term = { due: { workingDays: 5 }, grace: { workingDays: 5 }, minNoticeDays: 2 };
const citizenTerm: Term = { due: { days: 14 }, grace: { days: 7 }, minNoticeDays: 7 };
const words = (staff: string, pub: string, easy: string, en: string): Words => ({ staff, public: pub, easy, en });
/** Another account than before waits three office days before money is ordered to it. */
const changed = { wait: { workingDays: 3 } } as const;
const reviewed = words('審査中', '審査中', '審査（しんさ）〈内容（ないよう）を調（しら）べること〉をしています。', 'Under review');
const release = [{ posts: ['finance.check'], need: 1, tier: 'T2' }, { posts: ['finance.release'], need: 1, tier: 'T3' }] as const;
const decided = [{ posts: ['civic.head'], need: 1, tier: 'T2' }, { posts: ['mayor.deputy'], need: 1, tier: 'T3' }, { posts: ['mayor.head'], need: 1, tier: 'T3' }] as const;

/**
 * The definition of a subsidy with these values: application, review, decision, advance, work, report, final amount, settlement, and revocation
 * also after the end. Throws an Error when nobody would review: neither a panel nor a vote.
 */
export function subsidy(values: SubsidyValues): Programme {
  const { id, code, version, name, aim, eligible, notEligible, documents, legalBasis, office, sources, money } = values;
  if (!values.scoring && !values.vote && !values.publicVote) throw new Error(`${id}: needs a panel or a vote`);
  return {
    id, code, version, name, aim, eligible, notEligible, documents, legalBasis, office, money,
    form: form(values),
    tracks: [{ id: 'full', label: '申請を書く', hint: '団体・事業・お金のことを書きます', minutes: 40, pages: ['group', 'people', 'project', 'budget', 'files', 'consent'] }],
    meaning: { title: 'title', group: 'groupName', summary: 'summary', contactName: 'contactName', contactEmail: 'contactEmail', representativeName: 'representativeName', representativeEmail: 'representativeEmail', budget: 'budget', ...(values.courses ? { course: 'course' } : {}) },
    stages: [
      { id: 'submission', words: words('受付済', '受け付けました', '市（し）が受（う）け取（と）りました。', 'Received'), holder: office.name, withdraw: { go: { end: 'withdrawn' } }, steps: [] },
      { id: 'screening', words: words('形式審査中', '書類の確認中', '書類（しょるい）を確認（かくにん）しています。', 'Checking the papers'), holder: office.name, withdraw: { go: { end: 'withdrawn' } }, steps: [
        { id: 'check', kind: 'formal-check', by: 'civic.screening', term: officeTerm, correction: { term: citizenTerm, rounds: 2 }, on: {
          accepted: { go: { stage: 'review' }, tell: [{ mail: 'cases/screening-passed', to: ['contact'] }] },
          refused: { go: { end: 'ineligible' }, tell: [{ mail: 'cases/refused', to: ['contact', 'representative'] }] },
          expired: { go: { end: 'expired' }, tell: [{ mail: 'cases/expired', to: ['contact', 'representative'] }] },
        } },
      ] },
      { id: 'review', words: reviewed, holder: values.scoring || !values.publicVote ? '審査会' : '住民の投票', withdraw: { go: { end: 'withdrawn' } }, steps: review(values) },
      { id: 'payment', words: words('交付・精算中', '支払の手続中', 'お金（かね）を払（はら）う手続（てつづき）をしています。', 'Payment under way'), holder: '会計課', withdraw: { go: { end: 'withdrawn' }, until: money.advanceMax.num === 0 ? 'report' : 'advance-pay', within: { from: 'grant', days: values.withdrawalDays } }, steps: settling(values) },
      { id: 'summary', words: words('結果の公表前', '結果をまとめています', '結果（けっか）をまとめています。', 'Summing up'), holder: office.name, steps: [
        { id: 'publish', kind: 'publication', by: office.post, term: officeTerm, what: 'summary', on: { published: { go: { end: 'closed' }, tell: [{ mail: 'cases/closed', to: ['contact', 'representative'] }] } } },
      ] },
      { id: 'aftercare', words: words('再開中', '終わったあとの手続中', '終（お）わったあとの手続（てつづき）をしています。', 'Reopened'), holder: office.name, steps: aftercare(values) },
    ],
    ...(values.sealedUntilClose ? { sealedUntilClose: true } : {}),
    reopen: { objection: { stage: 'aftercare', at: 'objection' }, revocation: { stage: 'aftercare', at: 'revoke', whileOpen: true } },
    ...(values.dissolution ? { dissolution: { decided: 'grant', unspent: { stage: 'aftercare', at: 'revoke' }, spent: values.dissolution === 'revocation' ? { stage: 'aftercare', at: 'revoke' } : { stage: 'payment', at: 'report' } } } : {}),
    calendar: [
      { when: '締切のあと2週間', what: '書類の確認', holder: office.name }, { when: 'およそ3週間', what: values.publicVote ? '住民の投票' : '審査会の採点', holder: values.publicVote ? '住民' : '審査会' }, { when: '採点のあと', what: '交付の決定', holder: '市長' },
      { when: `終わってから${values.report.days}日${values.report.notAfterYearEnd ? '（3月31日まで）' : ''}`, what: '報告', holder: '団体' },
    ],
    sources,
  };
}

function form({ publicVote, themes, courses, membersMin = 5, money }: SubsidyValues): readonly FormPage[] {
  return [
    { id: 'group', title: '団体のこと', fields: [
      { id: 'groupName', label: '団体名', kind: 'text', required: true, max: 100, autocomplete: 'organization' }, { id: 'groupKana', label: '団体名（カナ）', kind: 'kana', required: true, max: 100 },
      { id: 'members', label: '人数', kind: 'number', required: true, min: membersMin, max: 100_000, unit: '人', ...(membersMin > 1 ? { why: `${membersMin}人以上のグループが申請できます。` } : {}) }, { id: 'activity', label: 'ふだんの活動', kind: 'longtext', required: true, max: 400 },
    ] },
    { id: 'people', title: '連絡先と代表者', intro: 'お知らせは連絡先の人に届きます。', fields: [
      { id: 'contactName', label: '連絡先の人の氏名', kind: 'text', required: true, max: 100, autocomplete: 'name', personal: true }, { id: 'contactEmail', label: '連絡先のメールアドレス', kind: 'email', required: true, personal: true },
      { id: 'contactTel', label: '電話番号', kind: 'tel', required: true, personal: true, hint: '例：023-000-0000' },
      { id: 'representativeName', label: '代表者の氏名', kind: 'text', required: true, max: 100, personal: true }, { id: 'representativeEmail', label: '代表者のメールアドレス', kind: 'email', required: true, personal: true, hint: '連絡先の人と同じでもかまいません' },
    ] },
    { id: 'project', title: '事業のこと', fields: [
      { id: 'title', label: '事業名', kind: 'text', required: true, max: 60 },
      ...(courses ? [{ id: 'course', label: 'コース', kind: 'choice', required: true, options: courses } as const] : []),
      ...(themes ? [{ id: 'theme', label: 'テーマ', kind: 'choice', required: true, options: themes } as const] : []),
      { id: 'summary', label: '事業の概要', kind: 'longtext', required: true, max: 400, hint: publicVote ? '住民の投票のページで公開されます' : '結果の通知のあとに公開されます' }, { id: 'plan', label: 'いつ、どこで、何をしますか', kind: 'longtext', required: true, max: 1000 },
      { id: 'projectStart', label: '始める日', kind: 'date', required: true, hint: '交付の決定より前の支出は対象になりません' }, { id: 'projectEnd', label: '終わる日', kind: 'date', required: true, hint: '例：2028年2月29日' },
    ] },
    { id: 'budget', title: 'お金のこと', ...(money.rateByYear.length > 1 ? { intro: '市が出せる割合は、採択の回数で変わります。' } : {}), fields: [{ id: 'budget', label: '収支予算', kind: 'budget', required: true }] },
    { id: 'files', title: 'ファイル', intro: 'PDF、JPEG、PNGを5つまで、1つ10MBまで。', fields: [{ id: 'files', label: '規約、名簿、見積書など', kind: 'files', required: false, max: 5 }] },
    { id: 'consent', title: '同意', fields: [{ id: 'conditions', label: '申請できる条件をすべて満たしています', kind: 'consent', required: true }, { id: 'agreed', label: '代表者の了解を得ています', kind: 'consent', required: true }] },
  ];
}

/** The reviews in their order; who fails one goes to the draft, which then can only be a refusal, because the last review was never passed. */
function review({ office, firstReview, scoring, vote, publicVote, selection, budgetVote }: SubsidyValues): readonly StepDef[] {
  const panel = (id: string, sheet: Sheet, next: string): StepDef => ({ id, kind: 'scoring', ...sheet, term: { due: { days: 21 }, grace: { days: 3 }, minNoticeDays: 7 }, reviewsMax: 2, on: { passed: { go: { step: next } }, failed: { go: { step: selection && id === 'score' ? 'select' : 'draft' } }, undecided: { go: { step: next } }, 'no-quorum': { go: { step: id } } } });
  return [
    ...(firstReview ? [panel('first-score', firstReview, scoring ? 'score' : publicVote ? 'public-vote' : 'vote')] : []),
    ...(scoring ? [panel('score', scoring, selection ? 'select' : publicVote ? 'public-vote' : vote ? 'vote' : 'draft')] : []),
    ...(selection ? [{ id: 'select', kind: 'selection', follows: 'score', ...selection, words: { ...reviewed, staff: '選考待ち' }, on: { selected: { go: { step: 'draft' } }, 'gave-way': { go: { step: 'draft' } }, 'not-selected': { go: { step: 'draft' } } } } as const] : []),
    ...(vote ? [{ id: 'vote', kind: 'ballot', ...vote, term: { due: { days: 21 }, grace: { days: 3 }, minNoticeDays: 7 }, roundsMax: 2, words: words('投票中', '投票中', '投票（とうひょう）をしています。', 'Voting'), on: { carried: { go: { step: 'draft' } }, rejected: { go: { step: 'draft' } }, undecided: { go: { step: 'draft' } }, 'no-quorum': { go: { step: 'vote' } } } } as const] : []),
    ...(publicVote ? [{ id: 'public-vote', kind: 'public-vote', ...publicVote, words: words('住民の投票', '投票中', '住民（じゅうみん）が投票（とうひょう）します。', 'Residents vote'), on: { selected: { go: { step: 'draft' } }, 'not-selected': { go: { step: 'draft' } } } } as const] : []),
    { id: 'draft', kind: 'draft-decision', by: office.post, follows: selection ? 'select' : publicVote ? 'public-vote' : vote ? 'vote' : 'score', term: officeTerm, words: { ...reviewed, staff: '起案中' }, on: { select: { go: { step: 'approve' } }, reject: { go: { step: 'approve-refusal' } } } },
    { id: 'approve', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: { ...reviewed, staff: '決裁中' }, chain: decided, on: { approved: { go: { step: budgetVote ? 'announce' : 'grant' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
    ...(budgetVote ? beforeBudget(office.post, budgetVote) : []),
    { id: 'grant', kind: 'publication', by: office.post, term: quick, document: 'decision-letter', what: 'decision', words: { ...reviewed, staff: '交付決定 通知前' }, on: { published: { go: { stage: 'payment' }, tell: [{ mail: 'approvals/granted', to: ['contact', 'representative'] }] } } },
    { id: 'approve-refusal', kind: 'approval', subject: 'decision', distinct: true, term: quick, mail: 'approvals/decision-requested', document: 'draft-sheet', words: { ...reviewed, staff: '決裁中' }, chain: decided, on: { approved: { go: { step: 'announce-refusal' } }, 'sent-back': { go: { step: 'draft' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
    { id: 'announce-refusal', kind: 'publication', by: office.post, term: quick, document: 'refusal-letter', what: 'refusal', words: { ...reviewed, staff: '結果通知前' }, on: { published: { go: { end: 'notSelected' }, tell: [{ mail: 'approvals/not-selected', to: ['contact', 'representative'] }] } } },
  ];
}

/** A candidate until the council votes the budget. */
function beforeBudget(by: string, until: StepParams['gate']['until']): readonly StepDef[] {
  const tell = [{ mail: 'approvals/budget-refused', to: ['contact', 'representative'] }] as const;
  return [
    { id: 'announce', kind: 'publication', by, term: quick, document: 'candidate-notice', what: 'candidate', words: { ...reviewed, staff: '結果通知前' }, on: { published: { go: { step: 'budget' }, tell: [{ mail: 'approvals/candidate', to: ['contact', 'representative'] }] } } },
    { id: 'budget', kind: 'gate', gate: 'budget', until, words: words('採択候補（予算議決前）', '候補に選ばれました（市議会の予算で正式に決まります）', '候補（こうほ）になりました。まだ決定（けってい）ではありません。', "Candidate, subject to the council's budget"), on: { voted: { go: { step: 'grant' } }, cut: { go: { end: 'notFunded' }, tell }, refused: { go: { end: 'notFunded' }, tell } } },
  ];
}

/** Advance, work, report, final amount, and what is left to pay or to pay back. Without an advance the whole is paid after the report (精算払). */
function settling({ office, report, receipts, freeCut, money }: SubsidyValues): readonly StepDef[] {
  const successor = words('代表者の変更による口座の確認中', '代表者が変わったため、口座の確認中', '代表者（だいひょうしゃ）が変（か）わりました。口座（こうざ）を確認（かくにん）しています。', 'Representative changed, confirm the account');
  const returned = words('振込不能', '振込ができず、口座の確認中', '口座（こうざ）を確認（かくにん）してください。', 'Transfer returned, check the account');
  const checking = words('実績確認中', '報告の確認中', '報告（ほうこく）を確認（かくにん）しています。', 'Checking the report');
  const claimTerm: Term = { due: { days: 30 }, grace: { days: 14 }, minNoticeDays: 7 };
  const pay = (as: 'advance' | 'remainder', claims: 'advance' | 'remainder', on: StepDef['on'][string]['go']): readonly StepDef[] => [
    { id: `${as}-claim`, kind: 'claim', claims, term: claimTerm, changed, on: { claimed: { go: { step: `${as}-check` } }, 'not-claimed': { go: on } } },
    { id: `${as}-check`, kind: 'approval', subject: 'claim', distinct: true, term: quick, mail: 'payments/release-requested', chain: release, on: { approved: { go: { step: `${as}-pay` } }, 'sent-back': { go: { step: `${as}-claim` }, tell: [{ mail: 'payments/claim-returned', to: ['contact'] }] } } },
    { id: `${as}-pay`, kind: 'payment', as, office: 'finance.release', on: { paid: { go: on, tell: [{ mail: 'payments/paid', to: ['contact', 'representative'] }] }, returned: { go: { step: `${as}-account` } }, 'account-asked': { go: { step: `${as}-successor` } } } },
    { id: `${as}-account`, kind: 'claim', claims: 'account', term: citizenTerm, changed, words: returned, on: { claimed: { go: { step: `${as}-check` } }, 'not-claimed': { go: on } } },
    { id: `${as}-successor`, kind: 'claim', claims: 'successor', term: citizenTerm, changed, words: successor, on: { claimed: { go: { step: `${as}-check` } }, 'not-claimed': { go: { step: `${as}-successor` } } } },
  ];
  const advance = pay('advance', 'advance', { step: 'work' });
  return [
    ...(money.advanceMax.num === 0 ? [] : advance),
    { id: 'work', kind: 'work', until: { field: 'projectEnd' }, midReview: false, office: office.post, term: { due: { days: 14 }, grace: { days: 14 }, minNoticeDays: 5 }, freeCut, words: words('事業実施中', '実施中', '活動（かつどう）をしています。', 'Under way'), on: { ended: { go: { step: 'report' } }, stopped: { go: { step: 'report' } } } },
    { id: 'report', kind: 'report', term: { due: { days: report.days }, grace: { days: 1 }, minNoticeDays: Math.min(14, report.days) }, demand: { due: { days: 21 }, grace: { days: 1 }, minNoticeDays: 14 }, ...(report.notAfterYearEnd ? { notAfterYearEnd: true } : {}), ...(receipts ? { receipts } : {}), words: words('実績報告待ち', '報告を待っています', '報告（ほうこく）を待（ま）っています。', 'Waiting for the report'), on: { reported: { go: { step: 'determine' } }, missing: { go: { step: 'determine' } } } },
    { id: 'determine', kind: 'determination', by: office.post, term: officeTerm, corrections: 2, correctionTerm: citizenTerm, words: checking, on: { determined: { go: { step: 'approve-final' } } } },
    { id: 'approve-final', kind: 'approval', subject: 'final-amount', distinct: true, term: quick, mail: 'approvals/decision-requested', chain: [{ posts: ['civic.head'], need: 1, tier: 'T2' }], words: { ...checking, staff: '額の確定 決裁中' }, on: { approved: { go: { step: 'final-letter' } }, 'sent-back': { go: { step: 'determine' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
    { id: 'final-letter', kind: 'publication', by: office.post, term: quick, document: 'final-amount-letter', what: 'final', words: { ...checking, staff: '額の確定 通知前' }, on: { published: { go: { step: 'balance' }, tell: [{ mail: 'payments/final-amount', to: ['contact', 'representative'] }] } } },
    { id: 'balance', kind: 'balance', determination: 'determine', on: { remainder: { go: { step: 'remainder-claim' } }, refund: { go: { step: 'refund' }, tell: [{ mail: 'payments/refund-requested', to: ['contact', 'representative'] }] }, even: { go: { stage: 'summary' } } } },
    ...pay('remainder', 'remainder', { stage: 'summary' }),
    { id: 'refund', kind: 'refund', finance: 'finance.check', term: { due: { days: 20 }, grace: { days: 10 }, minNoticeDays: 7 }, words: words('返還待ち', '返していただく額があります', 'お金（かね）を返（かえ）してください。', 'Refund due'), on: { refunded: { go: { stage: 'summary' }, tell: [{ mail: 'payments/refunded', to: ['contact'] }] } } },
  ];
}

/** After the end, or when a grant is broken off: an objection, or the revocation with its letter and its refund. */
function aftercare({ office, interestOnRevocation }: SubsidyValues): readonly StepDef[] {
  return [
    { id: 'objection', kind: 'ruling', by: 'civic.head', term: { due: { workingDays: 15 }, grace: { workingDays: 10 }, minNoticeDays: 3 }, on: {
      dismissed: { go: { end: 'as-before' }, tell: [{ mail: 'cases/objection-decided', to: ['contact', 'representative'] }] }, amended: { go: { end: 'as-before' }, tell: [{ mail: 'cases/objection-decided', to: ['contact', 'representative'] }] },
    } },
    { id: 'revoke', kind: 'revocation', by: office.post, term: officeTerm, on: { revoked: { go: { step: 'approve-revocation' } }, kept: { go: { end: 'as-before' } } } },
    { id: 'approve-revocation', kind: 'approval', subject: 'revocation', distinct: true, term: quick, mail: 'approvals/decision-requested', chain: decided, on: { approved: { go: { step: 'announce-revocation' } }, 'sent-back': { go: { step: 'revoke' }, tell: [{ mail: 'approvals/sent-back', to: ['office'] }] } } },
    { id: 'announce-revocation', kind: 'publication', by: office.post, term: quick, document: 'revocation-letter', what: 'revocation', on: { published: { go: { step: 'revoked-refund' }, tell: [{ mail: 'payments/revoked', to: ['contact', 'representative'] }, { mail: 'payments/refund-requested', to: ['contact', 'representative'] }] } } },
    { id: 'revoked-refund', kind: 'refund', finance: 'finance.check', term: { due: { days: 20 }, grace: { days: 10 }, minNoticeDays: 7 }, ...(interestOnRevocation ? { interest: REFUND_INTEREST } : {}), words: words('返還待ち', '返していただく額があります', 'お金（かね）を返（かえ）してください。', 'Refund due'), on: { refunded: { go: { end: 'discontinued' }, tell: [{ mail: 'payments/refunded', to: ['contact'] }] } } },
  ];
}
