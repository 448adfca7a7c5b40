// 東松島市 地域まちづくり交付金(一般提案) 審査基準: the mean of those who take part, rounded half up; 15 points qualify.
// Not said: the items and the full marks, the cap and the rate (the allowed amount is what the money rule gives; a smaller request is paid as asked).
import { criteria, rate, type RealProgramme, realSubsidy, scoringRule, sheet } from './real-programme.js';

const SOURCE = '東松島市地域まちづくり交付金（一般提案）審査基準';

/** Interested members do not score; order by score. */
export const higashimatsushima: RealProgramme = {
  city: '東松島市', years: { from: 2022, to: null },
  scoring: scoringRule({
    criteria: criteria(['評価'], 20), aggregate: { kind: 'mean' }, rounding: { mode: 'half-up', digits: 0 }, recusal: { kind: 'exclude' }, threshold: { kind: 'points', value: 15 },
    sources: [`合計 ÷ 参加した委員、四捨五入して整数、15点以上、点の順、利害関係のある委員は加わらない: ${SOURCE}`, '項目と満点: ページにない（当方: 1項目20点）'],
  }),
  programme: realSubsidy({
    id: 'higashimatsushima-2022', code: 'HM', version: 1, name: { ja: '地域まちづくり交付金（一般提案）', easy: '地域（ちいき）づくりの交付金（こうふきん）', en: 'Higashimatsushima: grants for local improvement, general proposals' },
    aim: '地域をよくする提案に交付金を出します。',
    // 15 after rounding half up is a mean of 14.5.
    scoring: sheet(5, ['評価'], 20, rate(29, 40)), sources: [`審査と金額: ${SOURCE}`, '項目と満点・委員の数: ページにない（当方: 1項目20点、5人）'],
  }),
};
