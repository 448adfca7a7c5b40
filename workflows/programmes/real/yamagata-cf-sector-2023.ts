// 山形市コミュニティファンド 分野補助 (令和5年度): six members of fifteen points; half of the full marks, and within the sector's money.
// Not said: the cap of each sector (100,000 to 300,000); what the fifteen points are made of; that each sector has its own money.
import { criteria, rate, type RealProgramme, realSubsidy, scoringRule, sheet } from './real-programme.js';

const SOURCE = '山形市コミュニティファンド 評議委員会の結果（令和5年度）';

/** Ranked inside each sector, funded while its money lasts. */
export const yamagataSector: RealProgramme = {
  city: '山形市', years: { from: 2023, to: null },
  scoring: scoringRule({
    criteria: criteria(['評価'], 15), aggregate: { kind: 'sum' }, threshold: { kind: 'share', value: rate(1, 2), base: 'counted' }, selection: { onCross: 'stop', partialUnitYen: 1 },
    sources: [`6人×15点、90点の半分以上かつ予算の範囲、分野ごとの順: ${SOURCE}`, '15点の内訳: ページにない（1項目として置く、当方）', '予算を超えるとき: ページにない（当方: そこで止める）'],
  }),
  results: [
    { fiscalYear: 2023, group: 'A', total: '66', amountYen: 250_000, selected: true }, { fiscalYear: 2023, group: 'A', total: '56', amountYen: 250_000, selected: true }, { fiscalYear: 2023, group: 'B', total: '67', amountYen: 100_000, selected: true },
  ],
  programme: realSubsidy({
    id: 'yamagata-cf-sector-2023', code: 'YS', version: 1, name: { ja: 'コミュニティファンド 分野補助', easy: '市民活動（しみんかつどう）の基金（ききん） 分野（ぶんや）の補助（ほじょ）', en: 'Yamagata: community fund, grants by sector' },
    aim: '分野を決めた寄附で、市民活動団体の事業を補助します。', eligible: ['おもに山形市で活動する市民活動団体・NPO'],
    money: { capYen: 300_000, sources: ['上限 分野により100,000円から300,000円: 広報やまがた（2024年3月。ここではそのうち最も大きい額）'] },
    scoring: sheet(6, ['評価'], 15, rate(1, 2)), sources: [`書類審査: ${SOURCE}`, '15点の内訳: ページにない（1項目として置く、当方）'],
  }),
};
