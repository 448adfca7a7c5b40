// 四條畷市 公募型協働のまちづくり提案事業補助金 (令和8年度事業): the city's share falls with each adoption; selected subject to next year's budget.
// Not said: one project for each group, and the same project of the same group three times at most (checks over cases and rounds); the criteria and their points.
import { OUR_SHEET, type RealProgramme, rate, realSubsidy, row } from './real-programme.js';

const SOURCE = '四條畷市 公募型協働のまちづくり提案事業補助金（令和8年度事業）';
const shares = [rate(4, 5), rate(7, 10), rate(1, 2)];

/** 80, 70 and 50 %, up to 1,000,000 yen; nothing for a fourth time. */
export const shijonawate: RealProgramme = {
  city: '四條畷市', years: { from: 2026, to: null },
  amounts: shares.map((share, n) => row({ rate: share, capYen: 1_000_000, fromAdoption: n + 1, toAdoption: n + 1, source: `${n + 1}回目: ${SOURCE}` })),
  programme: realSubsidy({
    id: 'shijonawate-r8', code: 'SJ', version: 1, name: { ja: '公募型協働のまちづくり提案事業補助金', easy: 'まちづくりの提案（ていあん）の補助金（ほじょきん）', en: 'Shijonawate: grants for proposed joint projects' },
    aim: '市民グループが提案するまちづくりの事業を補助します。', eligible: ['1つの団体につき1つの事業', '同じ団体の同じ事業は3回まで'],
    money: { rateByYear: shares, capYen: 1_000_000, sources: [`補助率 80・70・50％、上限 1,000,000円: ${SOURCE}`] },
    firstReview: OUR_SHEET, scoring: OUR_SHEET, budgetVote: { daysAfterFiscalYearStart: 30 },
    sources: [`書類審査と公開プレゼンテーション、翌年度の予算の議決が条件: ${SOURCE}`, '審査の項目と点: ページにない（当方: 1項目10点、半分以上）', '議決を待つ日数 30日: 見本の市のもの（当方）'],
  }),
};
