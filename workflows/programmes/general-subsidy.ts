// 市民活動補助金: the general subsidy of the sample city. Every value is one of a real rule, named in `sources`; the combination is ours.
import { type ReceiptRule, YEARS_OF_USE } from '../domain/receipts.js';
import { subsidy } from './subsidy.js';

/** Receipts for every payment, and goods of 50,000 yen or more each on a register; our own threshold. */
export const RECEIPTS: ReceiptRule = {
  notBefore: 'grant',
  property: { heads: ['equipment', 'supplies', 'materials'], fromYen: 50_000, classes: YEARS_OF_USE, source: '年数: 減価償却資産の耐用年数等に関する省令 別表第一。1つ50,000円からは、この市の値' },
};

export const generalSubsidy = subsidy({
  id: 'general-subsidy',
  code: 'GS',
  version: 2,
  name: { ja: '市民活動補助金', easy: '市民活動補助金（しみんかつどうほじょきん）', en: 'Grants for civic activity' },
  aim: '市民グループが自分たちで進める公益のための事業に、費用の一部を補助する制度です。',
  eligible: ['市内で活動する5人以上のグループ（法人でなくてもよい）', '規約があり、お金の出し入れを記録していること', '年度のうちに終わる、公益のための事業'],
  notEligible: ['特定の政党や宗教のための活動', '営利だけを目的とする事業', '同じ事業でほかの公的な補助を受けるもの', '交付の決定より前の支出'],
  documents: ['団体の規約や会則', '役員の名簿', '前の年の決算書', '見積書'],
  legalBasis: 'guideline',
  office: { name: '市民協働課', tel: '023-000-0000', hours: '平日 8:30–17:15', post: 'civic.office' },
  money: {
    rateByYear: [{ num: 4, den: 5 }, { num: 7, den: 10 }, { num: 1, den: 2 }],
    confirmsAdoption: true,
    capYen: 400_000,
    unitYen: 1_000,
    eligibleHeads: [
      { id: 'honorarium', label: '報償費' }, { id: 'wages', label: '賃金（計算の根拠があるもの）' }, { id: 'travel', label: '旅費（講師に限る）' }, { id: 'supplies', label: '消耗品費' }, { id: 'printing', label: '印刷費' }, { id: 'fuel', label: '燃料費' }, { id: 'utilities', label: '光熱水費' },
      { id: 'fees', label: '手数料' }, { id: 'postage', label: '通信運搬費' }, { id: 'insurance', label: '保険料' }, { id: 'commission', label: '委託料' }, { id: 'rent', label: '使用料・賃借料' }, { id: 'materials', label: '原材料費' }, { id: 'equipment', label: '備品購入費（1つ1万円未満）' },
    ],
    excludedHeads: [
      { id: 'running', label: '団体の経常運営費', rule: '要綱 第4条（1）' }, { id: 'food', label: '構成員の飲食費', rule: '要綱 第4条（2）' }, { id: 'before', label: '交付決定前の支出', rule: '要綱 第4条（3）' }, { id: 'assets', label: '個人の財産となるもの', rule: '要綱 第4条（4）' }, { id: 'alcohol', label: '酒類', rule: '要綱 第4条（5）' },
    ],
    advanceMax: { num: 4, den: 5 },
    sources: ['補助率 80・70・50％: 四條畷市 公募型協働のまちづくり提案事業補助金', '上限 400,000円: 山形市コミュニティファンド一般補助', '千円未満切り捨て: 浜松市', '概算払 80％まで: 境港市', '費目: 市民活動助成金 助成対象経費一覧', '対象外: 笛吹市、浜田市'],
  },
  scoring: {
    panel: ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5'], quorum: 3, threshold: { num: 1, den: 2 },
    criteria: [{ id: 'publicness', label: '公益性', max: 3, asks: '多くの市民のためになるか' }, { id: 'citizenship', label: '市民性', max: 3, asks: '市民ならではの発想か' }, { id: 'growth', label: '発展性', max: 3, asks: '続き、広がるか' }, { id: 'feasibility', label: '実現性', max: 3, asks: '計画とお金に無理がないか' }, { id: 'independence', label: '自立性', max: 3, asks: '自分たちの力で進められるか' }],
  },
  withdrawalDays: 20,
  report: { days: 14, notAfterYearEnd: true },
  receipts: RECEIPTS,
  freeCut: { num: 1, den: 5 },
  interestOnRevocation: true,
  dissolution: 'proven-cost',
  sources: ['流れ: 山形市 市民活動支援補助金・鹿嶋市 補助金等交付規則', '取下げ 決定から20日: 鹿嶋市', '報告 14日・3月31日まで: いわき市', '軽微な変更 2割以内の減: 境港市', '領収書の日付の確認: 境港市', '取得財産の登録 1つ50,000円から: この市の値', '採点: 山形市コミュニティファンド 令和5年度（15点×委員、半分以上）', '加算金 年10.95％: 補助金適正化法の例にならう', '解散 支出の前は全額返還: ひょうごコミュニティ財団'],
});
