// 茂原市 協働提案事業 (令和4年度): twelve criteria of five points, the mean over fifteen judges.
// Not said: the names of the criteria, the money, a least score; that the fifteen are thirteen of the committee and two of the department (the sample city has six posts of a panel).
import { criteria, type RealProgramme, realProposal, scoringRule, sheet } from './real-programme.js';

const SOURCE = '茂原市 令和4年度協働提案事業';
const LABELS = Array.from({ length: 12 }, (_, n) => `項目${n + 1}`);

/** The printed mean is 48.6 of 60. */
export const mobara: RealProgramme = {
  city: '茂原市', years: { from: 2022, to: 2022 },
  scoring: scoringRule({ criteria: criteria(LABELS, 5), aggregate: { kind: 'mean' }, publish: { sheets: false, means: true, comments: false }, sources: [`12項目×5点、委員15人の平均、項目ごとの平均を公表: ${SOURCE}`, '項目の名: 資料にない'] }),
  results: [{ fiscalYear: 2022, total: '243/5', selected: true }],
  programme: realProposal({
    id: 'mobara-proposal-2022', code: 'MB', version: 1, name: { ja: '協働提案事業', easy: '市（し）といっしょに進（すす）める事業（じぎょう）の提案（ていあん）', en: 'Mobara: proposals for joint projects' },
    aim: '市民の団体が提案し、市の担当課といっしょに進める事業です。', scoring: sheet(6, LABELS, 5), ideas: false, sources: [`審査と、団体・担当課によるふりかえりの公表: ${SOURCE}`, '委員: 見本の市の審査会の6人（当方。実際は15人）'],
  }),
};
