// 境港市 市民活動推進補助金: the rules after the decision; four fifths may be paid before the report, a cut of a fifth is free.
// Not said: that the report is due promptly, without a number of days; receipts dated before the decision (people check them); rate, cap and review.
import { rate, type RealProgramme, realSubsidy } from './real-programme.js';

const SOURCE = '境港市 市民活動推進補助金の交付決定を受けた団体へ';

/** Advance up to 80 %, free cut up to 20 %. */
export const sakaiminato: RealProgramme = {
  city: '境港市', years: { from: null, to: null },
  programme: realSubsidy({
    id: 'sakaiminato', code: 'SK', version: 1, name: { ja: '市民活動推進補助金', easy: '市民活動（しみんかつどう）の補助金（ほじょきん）', en: 'Sakaiminato: grants for civic activity' }, aim: '市民の団体が進める活動を補助します。',
    documents: ['対象となる費用すべての領収書（内訳があり、交付の決定の日より後のもの）', '市民に知らせたことがわかるもの', '自己評価表'],
    money: { advanceMax: rate(4, 5), excludedHeads: [{ id: 'before', label: '交付決定前の支出', rule: '交付決定の日より前の領収書' }], sources: [`概算払 80％まで: ${SOURCE}`] }, freeCut: rate(1, 5), sources: [`変更と報告: ${SOURCE}`],
  }),
};
