// 東浦町 パートナーシップ推進事業補助金: two types with criteria of their own; the mean is converted to 100 and cut after the second digit.
// Not said: in a step that scores, that half of the judges with a 0 on one criterion reject (the rule of scoring says it); cap and rate; which of the two types each printed result belongs to.
import { criteria, type PrintedResult, rate, type RealProgramme, realSubsidy, scoringRule, sheet } from './real-programme.js';

const SOURCE = '東浦町 パートナーシップ推進事業補助金 審査結果（平成28・30年度）';
/** 102, 74 and 92 points of five judges' 125, as printed (81.6, 59.2, 73.6). */
const RESULTS: readonly PrintedResult[] = [
  { fiscalYear: 2018, total: '408/5', amountYen: 300_000, selected: true }, { fiscalYear: 2018, total: '296/5', amountYen: 240_000, selected: true },
  { fiscalYear: 2016, total: '368/5', amountYen: 260_000, selected: true }, { fiscalYear: 2016, total: '408/5', amountYen: 170_000, selected: true },
];

function type(id: string, code: string, kind: string, en: string, labels: readonly string[]): RealProgramme {
  return {
    city: '東浦町', years: { from: 2016, to: null }, results: RESULTS,
    scoring: scoringRule({
      criteria: criteria(labels, 5), aggregate: { kind: 'mean' }, scale: 100, rounding: { mode: 'floor', digits: 2 },
      rejects: [{ kind: 'low-on-criterion', atMost: 0, share: rate(1, 2) }, { kind: 'total-at-most', value: 29 }],
      sources: [`0から5点、100点に換算し小数第2位の下を切り捨て、委員の半数以上が0点の項目があるもの・29点以下は不採択: ${SOURCE}`],
    }),
    programme: realSubsidy({
      id, code, version: 1, name: { ja: `パートナーシップ推進事業補助金（${kind}）`, easy: 'いっしょに進（すす）める活動（かつどう）の補助金（ほじょきん）', en: `Higashiura: partnership grants, ${en}` },
      // 29 or less, cut after the second digit, is less than 29.01.
      aim: '町といっしょに進める市民グループの事業を補助します。', scoring: sheet(5, labels, 5, rate(2901, 10_000)), sources: [`審査の項目: ${SOURCE}`, '委員5人: 結果の点から（当方の読み）'],
    }),
  };
}

/** NPO法人初動支援型. */
export const higashiuraStartup = type('higashiura-startup', 'HS', 'NPO法人初動支援型', 'starting up', ['公益性', '組織力', '実現性', '補助支援効果', '発展性']);
/** テーマ特定型. */
export const higashiuraTheme = type('higashiura-theme', 'HT', 'テーマ特定型', 'given theme', ['公益性', '実現性', '協働性', '先進性', '発展性']);
