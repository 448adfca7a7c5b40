// 小牧市 市民活動助成金: three courses at 80, 70 and 60 %, and a special measure for fiscal 2020 only that waived the rate in two of them.
// Not said: that the measure is for projects against infection only; wages of staff in はじめる in that year; that groups under five years may enter any course; the caps.
import { rate, type RealProgramme, realSubsidy, row } from './real-programme.js';

const MEASURE = '小牧市 市民活動助成金交付制度の特例措置（2020年度。感染対策のための事業）';
const USUAL = '小牧市 市民活動助成金';
const shares = [rate(4, 5), rate(7, 10), rate(3, 5)];

/** The measure stands before the usual rows, so it holds in its year and is gone the year after. */
const amounts = [
  ...['widen', 'connect'].map((course) => row({ course, fiscalYear: 2020, rate: rate(1, 1), source: MEASURE })),
  ...shares.map((share, n) => row({ rate: share, fromAdoption: n + 1, toAdoption: n + 1, source: `${n + 1}回目: ${USUAL}。上限額はページにない` })),
];

/** Three courses; the steps read the table. */
export const komaki: RealProgramme = {
  city: '小牧市', years: { from: null, to: null },
  amounts,
  programme: realSubsidy({
    id: 'komaki-2020', code: 'KM', version: 1, name: { ja: '市民活動助成金', easy: '市民活動（しみんかつどう）の助成金（じょせいきん）', en: 'Komaki: grants for civic activity' }, aim: '市民の活動を、はじめる・ひろげる・つなげるの3つのコースで助成します。',
    courses: [{ id: 'begin', label: 'はじめる' }, { id: 'widen', label: 'ひろげる' }, { id: 'connect', label: 'つなげる' }], money: { rateByYear: shares, amounts, confirmsAdoption: true, sources: [`補助率 80・70・60％: ${USUAL}`] }, sources: [`コース: ${USUAL}`, `2020年度の特例: ${MEASURE}`],
  }),
};
