// 一宮市民が選ぶ市民活動支援制度 (令和2年度): residents vote for up to three groups, or for the citizens' fund alone.
// Not said: residents as voters (a ballot step asks posts, so delegates of the sample city stand for the record of the count); how a vote becomes an amount
// (one hundredth of the residents' tax by voters, 606 yen a voter in 2013; how it is split over three choices is not on the page); cap and rate.
import { rate, type RealProgramme, realSubsidy } from './real-programme.js';

const SOURCE = '一宮市民が選ぶ市民活動支援制度（令和2年度募集要項）';

/** A ballot holds up to three groups or the fund alone; wages count up to 950 yen an hour. */
export const ichinomiya: RealProgramme = {
  city: '一宮市', years: { from: 2020, to: 2020 }, ballot: { kind: 'at-most', n: 3, instead: 'fund' }, items: [{ head: 'wages', per: 'hour', maxYen: 950, over: 'cut', source: SOURCE }],
  programme: realSubsidy({
    id: 'ichinomiya-2020', code: 'IC', version: 1, name: { ja: '市民が選ぶ市民活動支援制度', easy: '市民（しみん）が選（えら）ぶ活動（かつどう）の支援（しえん）', en: 'Ichinomiya: civic activity chosen by citizens' }, aim: '市民が応援したい団体を選び、その数に応じて活動を支援します。',
    vote: { voters: ['district.north', 'district.south', 'district.east'], quorum: 2, majority: rate(1, 2), question: '市民の投票の結果、この団体は支援を受けますか' },
    money: { sources: [`賃金 1時間950円まで: ${SOURCE}`] }, sources: [`投票 3団体まで、または基金: ${SOURCE}`, '投票の記録: 見本の市の地区代表（当方。実際の投票は市民）'],
  }),
};
