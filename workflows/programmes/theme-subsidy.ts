// 課題解決補助金: a themed subsidy whose calls are selected as a whole, by rank under the envelope, with a runner-up's choice.
// Every value is one of a real rule, named in `sources`; the combination is ours.
import { generalSubsidy, RECEIPTS } from './general-subsidy.js';
import { subsidy } from './subsidy.js';

const CRITERIA = [{ id: 'publicness', label: '公益性', asks: '多くの市民のためになるか' }, { id: 'citizenship', label: '市民性', asks: '市民ならではの発想か' }, { id: 'growth', label: '発展性', asks: '続き、広がるか' }, { id: 'feasibility', label: '実現性', asks: '計画とお金に無理がないか' }, { id: 'independence', label: '自立性', asks: '自分たちの力で進められるか' }] as const;
const PANEL = ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5'];

export const themeSubsidy = subsidy({
  id: 'theme-subsidy',
  code: 'TS',
  version: 2,
  name: { ja: '課題解決補助金', easy: '課題解決補助金（かだいかいけつほじょきん）', en: 'Grants for the city’s themes' },
  aim: '市が示すテーマに取り組む市民グループの事業に補助する制度です。募集ごとに、点の高い順に予算の中で決めます。',
  eligible: generalSubsidy.eligible, notEligible: generalSubsidy.notEligible, documents: generalSubsidy.documents, legalBasis: 'guideline', office: generalSubsidy.office,
  money: {
    rateByYear: [{ num: 4, den: 5 }, { num: 7, den: 10 }, { num: 3, den: 5 }], confirmsAdoption: true, capYen: 500_000, unitYen: 1_000,
    eligibleHeads: generalSubsidy.money?.eligibleHeads ?? [], excludedHeads: generalSubsidy.money?.excludedHeads ?? [], advanceMax: { num: 1, den: 2 },
    sources: ['補助率 80・70・60％: 小牧市 市民活動助成金', '上限 500,000円: 総社市 市民提案型事業', '千円未満切り捨て: 浜松市', '概算払 2分の1まで: いわき市'],
  },
  scoring: { panel: PANEL, criteria: CRITERIA.map((c) => ({ ...c, max: 10 })), quorum: 3, threshold: { num: 1, den: 2 }, perCall: { gatherDays: 45 } },
  selection: {
    runnerUp: { due: { days: 7 }, grace: { days: 0 }, minNoticeDays: 5 },
    rule: {
      version: 1, criteria: CRITERIA.map(({ id, label }) => ({ id, label, weight: 1, min: 0, max: 10, step: 1, anchors: [] })), aggregate: { kind: 'sum' }, rounding: { mode: 'none' },
      recusal: { kind: 'impute-mean', rounding: { mode: 'floor', digits: 0 }, of: ['recused', 'absent'] }, threshold: { kind: 'share', value: { num: 1, den: 2 }, base: 'panel' }, rejects: [], quorum: { minReviewers: 3, minShare: { num: 1, den: 2 }, strictly: true },
      tieBreak: [{ kind: 'smaller-request' }, { kind: 'deliberation' }], selection: { onCross: 'runner-up', partialUnitYen: 1_000 }, publish: { sheets: false, means: true, comments: false },
      sources: ['5人×5項目×10点の合計、同点は申請額の小さい順、次点の選択は1週間: 小諸市', '加わらない委員の分は、ほかの委員の平均を足す: 本巣市', '端数は切り捨て: 島根県', '半分以上: 山形市コミュニティファンド 令和5年度'],
    },
  },
  sealedUntilClose: true,
  withdrawalDays: 20,
  report: { days: 30, notAfterYearEnd: true },
  receipts: RECEIPTS,
  freeCut: { num: 1, den: 5 },
  interestOnRevocation: true,
  dissolution: 'proven-cost',
  themes: [{ id: 'children', label: 'こどもの居場所' }, { id: 'disaster', label: '防災' }, { id: 'ageing', label: '見守り' }],
  sources: ['流れ: 小諸市 市民活動促進事業補助金', '報告 30日: 尼崎市', '取得財産の登録 1つ50,000円から: この市の値', '取下げ 決定から20日: 鹿嶋市'],
});
