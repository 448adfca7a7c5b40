// 相模原市 協働事業提案制度: the city's share is at most 90, 80 and 70 % in three years; ideas are taken from one person too.
// Not said: that a consultation before filing is a condition; the track of the city's own themes; three years at most as a check over rounds; the cap and the criteria.
import { rate, type RealProgramme, realProposal, row } from './real-programme.js';

const SOURCE = '相模原市 広報 協働事業提案制度（2019年5月）';
const shares = [rate(9, 10), rate(4, 5), rate(7, 10)];

/** For projects from April 2020. */
export const sagamihara: RealProgramme = {
  city: '相模原市', years: { from: 2020, to: null },
  amounts: shares.map((share, n) => row({ rate: share, fromAdoption: n + 1, toAdoption: n + 1, source: `${n + 1}年目: ${SOURCE}。上限額はページにない` })),
  programme: realProposal({
    id: 'sagamihara-2020', code: 'SG', version: 1, name: { ja: '協働事業提案制度', easy: '市（し）といっしょに進（すす）める事業（じぎょう）の提案（ていあん）', en: 'Sagamihara: proposals for joint projects' },
    aim: '市民の団体と市がいっしょに取り組む事業の提案を受けます。', eligible: ['1年以上活動している5人以上の団体（法人でなくてもよい）'], membersMin: 5, ideas: true,
    money: { rateByYear: shares, sources: [`市の負担 1年目90％・2年目80％・3年目70％まで: ${SOURCE}`] }, sources: [`対象・年数・アイデア提案: ${SOURCE}`],
  }),
};
