// 山形市: general grants for civic activity in three versions. 2005: citizens vote, each for exactly three. The fund until 2022: the council reads the papers,
// citizens vote after presentations. From 2023: the council reads and hears. That the three are versions of one programme is our reading: the first was a city grant of its own.
// Not said: jurors drawn by lot and sent by each applicant (a ballot step asks posts, so delegates of the sample city stand for them; the ballots themselves
// are counted by the rule of the ballot); filing in person; that the same project may not come two years running; the scoring of 2023.
import { OUR_SHEET, rate, type RealProgramme, realSubsidy, row } from './real-programme.js';

const IDENTITY = { id: 'yamagata-general', code: 'YG', eligible: ['おもに山形市で活動する市民活動団体', '分野を問わない公益の事業'] } as const;
const easy = '市民活動（しみんかつどう）の補助金（ほじょきん）';
const FUND = '山形市コミュニティファンド 公開プレゼンテーション補助';
const vote = { voters: ['district.north', 'district.south', 'district.east'], quorum: 2, majority: rate(1, 2), question: '市民の投票の結果、この事業は選ばれましたか' };
const stand = '投票の記録: 見本の市の地区代表（当方。実際の投票は市民）';
const capOf = (fiscalYear: number, capYen: number) => row({ fiscalYear, capYen, rate: rate(1, 1), source: `${fiscalYear}年度の上限: ${FUND}。補助率はページにない` });

/** 2005: about two hundred voters, each for exactly three projects or void; six winners. */
export const yamagata2005: RealProgramme = {
  city: '山形市', years: { from: 2005, to: 2005 }, ballot: { kind: 'exactly', n: 3 }, winnersMax: 6,
  programme: realSubsidy({
    ...IDENTITY, version: 1, name: { ja: '市民活動支援補助金', easy, en: 'Yamagata: grants for civic activity' }, aim: '市民の投票で選ぶ市民活動の補助です。',
    money: { capYen: 300_000, sources: ['上限 約30万円: 山形市市民活動支援補助金（2005年）'] }, vote, sources: ['投票 ちょうど3つ、6事業: 山形市市民活動支援補助金（2005年）', stand],
  }),
};

/** The fund until fiscal 2022: papers, then an electronic vote of citizens after presentations. What a ballot may hold is not known. */
export const yamagataPresentation: RealProgramme = {
  city: '山形市', years: { from: 2014, to: 2022 }, amounts: [capOf(2014, 300_000), capOf(2017, 300_000), capOf(2018, 300_000), capOf(2019, 400_000)], envelopes: [{ fiscalYear: 2014, yen: 3_000_000 }],
  programme: realSubsidy({
    ...IDENTITY, version: 2, name: { ja: 'コミュニティファンド 公開プレゼンテーション補助', easy, en: 'Yamagata: community fund, grants after public presentation' }, aim: '発表を聞いた市民の投票で選ぶ市民活動の補助です。',
    documents: ['支援申込書', '事業計画書', '収支予算書', '事業のPRと団体の概要', '事業の日程と体制', '定款・規約・会則', '直近の事業報告書と決算書'],
    money: { capYen: 400_000, sources: [`上限 400,000円（2019年度。2018年度までは300,000円）: ${FUND}`] }, scoring: OUR_SHEET, vote, sources: [`評議委員会の書類審査のあと、市民審査員の電子投票: ${FUND}`, '書類審査の点: ページにない（当方: 1項目10点、半分以上）', stand],
  }),
};

/** From fiscal 2023: the council reads the papers and hears an explanation; no vote. */
export const yamagataGeneral: RealProgramme = {
  city: '山形市', years: { from: 2023, to: null },
  programme: realSubsidy({
    ...IDENTITY, version: 3, name: { ja: 'コミュニティファンド 一般補助', easy, en: 'Yamagata: community fund, general grants' }, aim: '分野を問わず、新しい公益の事業を補助します。', eligible: [...IDENTITY.eligible, '新しい事業'],
    money: { capYen: 400_000, sources: ['上限 400,000円: 広報やまがた（2024年3月）'] }, firstReview: OUR_SHEET, scoring: OUR_SHEET,
    sources: ['評議委員会の書類審査と説明の聴取（2022年度までの市民投票に代わる）: 山形市コミュニティファンド', '審査の点: ページにない（当方: 1項目10点、半分以上）'],
  }),
};
