// 高浜市 市民予算枠事業(協働推進型): fifty points by the responsible group, fifty by the secretariat.
// Not said: the amounts by grade band (only that fractions under 100 yen are dropped); that a continuing project is not reviewed unless it changes; the
// register of partners; in a step that scores, that the two sides weigh alike however many score (the rule of scoring says it).
import { criteria, NO_THRESHOLD, type RealProgramme, realSubsidy, scoringRule } from './real-programme.js';

const SOURCE = '高浜市 協働事業推進事業における提案内容の審査';
const LABELS = Array.from({ length: 10 }, (_, n) => `項目${n + 1}`);
const marks = criteria(LABELS, 5);

/** Ten criteria, each side's mean fills its own fifty points. */
export const takahama: RealProgramme = {
  city: '高浜市', years: { from: null, to: null },
  scoring: scoringRule({
    criteria: marks, aggregate: { kind: 'mean' }, bodies: [{ id: 'group', label: '担当グループ', points: 50 }, { id: 'office', label: '事務局', points: 50 }],
    sources: [`10項目、担当グループ50点・事務局50点: ${SOURCE}`, '項目の名と1項目5点: ページにない（50点 ÷ 10項目から、当方）'],
  }),
  programme: realSubsidy({
    id: 'takahama-joint', code: 'TK', version: 1, name: { ja: '市民予算枠事業（協働推進型）', easy: '市民（しみん）と市（し）がいっしょに進（すす）める事業（じぎょう）', en: "Takahama: citizens' budget, joint projects" },
    aim: '市民の団体と市の担当グループがいっしょに進める事業に交付金を出します。', eligible: ['協働のパートナーとして登録した団体'], legalBasis: 'guideline', budgetVote: { daysAfterFiscalYearStart: 30 },
    money: { unitYen: 100, sources: ['百円未満切り捨て: 高浜市 市民予算枠事業（協働推進型）交付金交付要綱'] },
    scoring: { panel: ['children.head', 'civic.office'], criteria: marks.map(({ id, label, max }) => ({ id, label, max, asks: label })), quorum: 2, threshold: NO_THRESHOLD },
    sources: [`前年度の2月に担当グループと事務局が採点: ${SOURCE}`, '担当グループ: 見本の市のこども未来課長とする（当方）', '議決を待つ日数 30日: 見本の市のもの（当方）'],
  }),
};
