// 市民が選ぶ活動補助金: a subsidy whose winners the residents choose, each for exactly three projects, as 山形市 did in 2005. The rule of the ballot, the number of winners and the
// cap are that city's; what its page does not say is ours and says so in `sources`.
import { generalSubsidy } from './general-subsidy.js';
import { subsidy } from './subsidy.js';

const YAMAGATA = '山形市市民活動支援補助金（2005年）';

export const residentVote = subsidy({
  id: 'resident-vote',
  code: 'RV',
  version: 2,
  name: { ja: '市民が選ぶ活動補助金', easy: '市民（しみん）が選（えら）ぶ活動（かつどう）の補助金（ほじょきん）', en: 'Grants chosen by residents' },
  aim: '市民グループの事業を、住民の投票で選んで補助する制度です。ちょうど3つの事業を選んで投票します。',
  eligible: generalSubsidy.eligible, notEligible: generalSubsidy.notEligible, documents: generalSubsidy.documents, legalBasis: 'guideline', office: generalSubsidy.office,
  money: {
    rateByYear: [{ num: 1, den: 1 }], capYen: 300_000, unitYen: 1_000,
    eligibleHeads: generalSubsidy.money?.eligibleHeads ?? [], excludedHeads: generalSubsidy.money?.excludedHeads ?? [], advanceMax: { num: 1, den: 2 },
    sources: [`上限 約30万円: ${YAMAGATA}`, '補助率: ページにない（当方: 対象経費の全額）', '千円未満切り捨て、概算払 2分の1まで: ページにない（当方）'],
  },
  scoring: null,
  publicVote: {
    rule: { kind: 'exactly', n: 3 },
    method: { kind: 'most-votes', onCross: 'skip', winnersMax: 6, partialUnitYen: 1_000, tieBreak: [{ kind: 'smaller-request' }, { kind: 'lot' }] },
    confirm: 'civic.head',
  },
  withdrawalDays: 20,
  report: { days: 30, notAfterYearEnd: true },
  freeCut: { num: 1, den: 5 },
  interestOnRevocation: true,
  sources: [
    `投票 ちょうど3つ（組織票を防ぐため、それ以外は無効）、6事業: ${YAMAGATA}`, '投票番号による住民の投票: 当方（2005年は、くじで選ばれた市民と各団体からの審査員 約200人が会場で投票）', '得票が同じとき、予算を超えるとき: ページにない（当方: 申請額の小さい順、次にくじ。入る事業に進む）',
    '集計の確定は市民協働課長: 当方', '取下げ 決定から20日: 鹿嶋市', '報告 30日: 尼崎市', '使い残しの取消しと加算金: 一般の補助金と同じ（当方）',
  ],
});
