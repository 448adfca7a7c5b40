// 小諸市 市民活動促進事業補助金: two courses, each a programme with an envelope of its own; the first request that does not fit may choose.
// Not said: that the step-up course is for a second application and not for last year's challenge winner (a check over rounds); that a group that names
// no choice within 7 days gives way is our reading; the rate; the briefing at which last year's winners present.
import { criteria, type RealProgramme, rate, realSubsidy, row, scoringRule, sheet } from './real-programme.js';

const LABELS = ['公益性', '市民性', '発展性', '実現性', '自立性'];
const HOW = '小諸市 審査から補助金交付額決定までの進め方（平成28年度）';
const shared = {
  version: 1, membersMin: 5, notEligible: ['ほかの公的な補助を受けるもの'], scoring: sheet(5, LABELS, 10),
  sources: [`審査 5人×5項目×10点: ${HOW}`, '対象: 小諸市 令和6年度市民活動促進事業補助金'],
};
const eligible = ['市内に拠点があり、規約を持つ5人以上の市民のグループ', '自立して続けられる活動', '年度のうちに終わる事業'];
const scoring = scoringRule({
  criteria: criteria(LABELS, 10), aggregate: { kind: 'sum' }, tieBreak: [{ kind: 'smaller-request' }], selection: { onCross: 'runner-up', partialUnitYen: 1 },
  sources: [`5人の合計 250点満点、同点は申請額の少ない順、予算を超える最初の事業が次点: ${HOW}`],
});
const once = (capYen: number) => [row({ rate: rate(1, 1), capYen, toAdoption: 1, source: `各コース1回まで、上限: ${HOW}。補助率はページにない` })];

/** チャレンジ: first-time applicants, up to 200,000 yen; 600,000 in fiscal 2016. */
export const komoroChallenge: RealProgramme = {
  city: '小諸市', years: { from: 2016, to: null }, scoring, amounts: once(200_000), envelopes: [{ fiscalYear: 2016, yen: 600_000 }],
  programme: realSubsidy({
    ...shared, id: 'komoro-challenge', code: 'KC', name: { ja: '市民活動促進事業補助金（チャレンジ）', easy: '市民活動（しみんかつどう）の補助金（ほじょきん） はじめての人（ひと）', en: 'Komoro: grants for civic activity, challenge course' },
    aim: 'はじめて申請する市民グループの活動を補助します。', eligible: [...eligible, 'はじめて申請するグループ'], money: { capYen: 200_000, sources: [`上限 200,000円: ${HOW}`] },
  }),
};

/** ステップアップ: second application, up to 150,000 yen; 300,000 in fiscal 2016. */
export const komoroStepup: RealProgramme = {
  city: '小諸市', years: { from: 2016, to: null }, scoring, amounts: once(150_000), envelopes: [{ fiscalYear: 2016, yen: 300_000 }],
  programme: realSubsidy({
    ...shared, id: 'komoro-stepup', code: 'KS', name: { ja: '市民活動促進事業補助金（ステップアップ）', easy: '市民活動（しみんかつどう）の補助金（ほじょきん） 2回目（かいめ）の人（ひと）', en: 'Komoro: grants for civic activity, step-up course' },
    aim: '2回目に申請する市民グループの活動を補助します。', eligible: [...eligible, '2回目の申請（前の年のチャレンジに選ばれたグループを除く）'], money: { capYen: 150_000, sources: [`上限 150,000円: ${HOW}`] },
  }),
};
