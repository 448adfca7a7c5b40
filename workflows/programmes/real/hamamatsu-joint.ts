// 浜松市 市民提案による住みよい地域づくり助成事業: half of the cost, in thousands of yen, up to two million.
// Not said: the lower rates of the second and third adoption (a table that is not on the part that can be read); the review.
import { rate, type RealProgramme, realSubsidy, row } from './real-programme.js';

const SOURCE = '浜松市 市民提案による住みよい地域づくり助成事業費補助金交付要綱';

/** The first adoption; nothing is known of later ones, so the table gives them nothing. */
export const hamamatsu: RealProgramme = {
  city: '浜松市', years: { from: null, to: null }, amounts: [row({ rate: rate(1, 2), capYen: 2_000_000, toAdoption: 1, source: SOURCE })],
  programme: realSubsidy({
    id: 'hamamatsu-joint', code: 'HJ', version: 1, name: { ja: '市民提案による住みよい地域づくり助成事業', easy: '住（す）みよい地域（ちいき）づくりの助成（じょせい）', en: "Hamamatsu: grants for citizens' proposals" }, aim: '市民が提案する、住みよい地域をつくる事業を助成します。', legalBasis: 'guideline',
    money: { rateByYear: [rate(1, 2)], capYen: 2_000_000, unitYen: 1_000, sources: [`2分の1、千円未満切り捨て、上限 2,000,000円: ${SOURCE}`] }, sources: [`金額: ${SOURCE}`],
  }),
};
