// 本巣市 合併10周年市民発案事業: six criteria of ten points, at most ten winners.
// Not said: the amounts; seven minutes of presentation and eight of questions; in a step that scores, that the mean of the others is added for a member who
// cannot take part (the rule of scoring says it).
import { criteria, type RealProgramme, realSubsidy, scoringRule, sheet } from './real-programme.js';

const SOURCE = '本巣市 市民発案事業の審査';
const LABELS = Array.from({ length: 6 }, (_, n) => `項目${n + 1}`);

/** Sum of all members, with the mean of the others for each who cannot take part. */
export const motosu: RealProgramme = {
  city: '本巣市', years: { from: 2013, to: 2013 }, winnersMax: 10,
  scoring: scoringRule({
    criteria: criteria(LABELS, 10), aggregate: { kind: 'sum' }, recusal: { kind: 'impute-mean', rounding: { mode: 'none' }, of: ['recused', 'absent'] }, selection: { onCross: 'stop', winnersMax: 10, partialUnitYen: 1 },
    sources: [`6項目×10点、10事業以内、参加できない委員にはほかの委員の合計の平均を加える: ${SOURCE}`, '平均の端数: ページにない（当方: 切らない）', '項目の名: 資料にない', '予算を超えるとき: ページにない（当方: そこで止める）'],
  }),
  programme: realSubsidy({
    id: 'motosu-2013', code: 'MO', version: 1, name: { ja: '合併10周年市民発案事業', easy: '市（し）の10周年（しゅうねん）の事業（じぎょう）', en: "Motosu: citizens' projects for the tenth anniversary" },
    aim: '合併10周年を祝う市民の発案を選びます。', scoring: sheet(5, LABELS, 10), sources: [`審査: ${SOURCE}`, '委員の数: ページにない（当方: 5人）'],
  }),
};
