// 甲州市 市民提案型協働のまちづくり補助制度: up to 200,000 yen; what income and subsidy bring above the eligible cost is taken off.
// Not said: the rate and the review.
import { type RealProgramme, realSubsidy } from './real-programme.js';

const SOURCE = '甲州市 市民提案型協働のまちづくり補助制度';

/** The subsidy may fall to nothing when a project earns its cost. */
export const koshu: RealProgramme = {
  city: '甲州市', years: { from: null, to: null },
  programme: realSubsidy({
    id: 'koshu', code: 'KO', version: 1, name: { ja: '市民提案型協働のまちづくり補助', easy: 'まちづくりの補助金（ほじょきん）', en: "Koshu: grants for citizens' proposals" }, aim: '市民が提案するまちづくりの事業を補助します。',
    money: { capYen: 200_000, cutsExcess: true, sources: [`上限 200,000円、収入と補助が対象の費用を超えた分は減らす: ${SOURCE}`] }, sources: [`金額: ${SOURCE}`],
  }),
};
