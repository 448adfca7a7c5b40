// いわき市 自治会活性化応援モデル事業補助金: half may be paid at the start; the report is due after 14 days and by 31 March.
// Not said: that a rise of cost up to a fifth needs no approval either (the work step lets only cuts pass); the account form when the representative changed; rate, cap and review.
import { rate, type RealProgramme, realSubsidy } from './real-programme.js';

const SOURCE = 'いわき市 自治会活性化応援モデル事業補助金 決定後の書類';

/** Advance up to one half; two clocks for the report, the earlier wins. */
export const iwaki: RealProgramme = {
  city: 'いわき市', years: { from: 2025, to: null },
  programme: realSubsidy({
    id: 'iwaki-jichikai', code: 'IW', version: 1, name: { ja: '自治会活性化応援モデル事業補助金', easy: '自治会（じちかい）の補助金（ほじょきん）', en: "Iwaki: grants for neighbourhood associations' model projects" }, aim: '自治会を元気にする取組を補助します。', eligible: ['自治会'],
    money: { advanceMax: rate(1, 2), sources: [`着手金 2分の1まで: ${SOURCE}`] }, freeCut: rate(1, 5), report: { days: 14, notAfterYearEnd: true }, sources: [`報告 14日・3月31日まで、2割を超える変更は承認: ${SOURCE}`],
  }),
};
