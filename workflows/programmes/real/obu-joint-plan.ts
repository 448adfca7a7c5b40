// 大府市 協働企画提案事業: papers, then a public review; points are weighted, converted to 100, and 50 is enough.
// Not said: the criteria but the first (公益性, 30 of 100); in a step that scores, points 0 to 5 that are weighted (the rule of scoring says it); that donors' money is kept apart from tax money; the results meeting; that the report comes in April.
import type { Criterion } from '../../domain/scoring-rule.js';
import { OUR_SHEET, rate, type RealProgramme, realSubsidy, scoringRule } from './real-programme.js';

const SOURCE = '大府市 令和5年度協働企画提案事業 第2次審査結果';
/** Points 0 to 5 weigh 6 and 14, so that 公益性 fills 30 of 100; the unread criteria stand as one. */
const marks: readonly Criterion[] = [{ id: 'c1', label: '公益性（寄附金を使う意義など）', weight: 6, min: 0, max: 5, step: 1, anchors: [] }, { id: 'c2', label: 'そのほかの項目', weight: 14, min: 0, max: 5, step: 1, anchors: [] }];

/** Interested members of the committee do not take part. The eight printed scores of 2023 were all selected. */
export const obu: RealProgramme = {
  city: '大府市', years: { from: 2016, to: null },
  scoring: scoringRule({
    criteria: marks, aggregate: { kind: 'mean' }, scale: 100, recusal: { kind: 'exclude' }, threshold: { kind: 'points', value: 50 },
    sources: [`各項目0から5点、すべて足して100点に換算、50点以上、関係のある委員は加わらない: ${SOURCE}`, '公益性のほかの項目: ページにない（70点の1項目として置く、当方）'],
  }),
  results: [67, 83, 88, 77, 59, 71, 71, 63].map((total) => ({ fiscalYear: 2023, total: String(total), selected: true })),
  programme: realSubsidy({
    id: 'obu-joint-plan', code: 'OB', version: 1, name: { ja: '協働企画提案事業', easy: 'いっしょに考（かんが）える事業（じぎょう）の提案（ていあん）', en: 'Obu: proposals for joint projects' },
    aim: '市民の寄附金で、地域や社会の課題に取り組む事業を助成します。', eligible: ['地域や社会の課題に取り組む、営利を目的としない市民活動団体'],
    firstReview: OUR_SHEET,
    // Each point of the step counts once, so the full marks hold the weights: 30 and 70.
    scoring: { panel: ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5'], criteria: [{ id: 'c1', label: '公益性（寄附金を使う意義など）', max: 30, asks: '寄附金を使う意義など' }, { id: 'c2', label: 'そのほかの項目', max: 70, asks: 'そのほかの項目' }], quorum: 3, threshold: rate(1, 2) },
    sources: [`書類審査のあと公開審査、50点以上: ${SOURCE}`, '第1次審査の項目と点・委員の数: ページにない（当方）'],
  }),
};
