// 浜田市 課題解決特別事業: the whole cost of district committees' projects, from 200,000 yen up to a cap by kind of project.
// Not said: the lower amounts of the first years (100,000 to 500,000); by the definition alone, the least amount and the cap of each kind (the table of amounts says them).
import { rate, type RealProgramme, realSubsidy, row } from './real-programme.js';

const SOURCE = '浜田市 課題解決特別事業';
const kind = (course: string, capYen: number) => row({ course, capYen, leastYen: 200_000, rate: rate(10, 10), source: SOURCE });
/** Goods of 200,000 yen or more each do not count. */
const goods = (head: string) => ({ head, per: 'piece', maxYen: 199_999, over: 'refuse', source: SOURCE } as const);

/** Ten tenths; three kinds of project. */
export const hamada: RealProgramme = {
  city: '浜田市', years: { from: 2016, to: null }, amounts: [kind('new', 500_000), kind('model', 1_000_000), kind('districts', 2_000_000)], items: [goods('supplies'), goods('equipment')],
  programme: realSubsidy({
    id: 'hamada-2016', code: 'HD', version: 1, name: { ja: '課題解決特別事業', easy: '地区（ちく）の困（こま）りごとを解決（かいけつ）する事業（じぎょう）', en: "Hamada: districts' projects that solve a problem" }, aim: '認定された地区まちづくり推進委員会が、地区の課題を解決する事業です。',
    eligible: ['認定された地区まちづくり推進委員会'], notEligible: ['宗教・政治の活動'], courses: [{ id: 'new', label: '新しい・広げる事業' }, { id: 'model', label: '複数年・モデルの事業' }, { id: 'districts', label: '複数の地区の事業' }],
    money: {
      rateByYear: [rate(10, 10)], capYen: 2_000_000, excludedHeads: [{ id: 'goods', label: '1つ20万円以上の物品', rule: SOURCE }, { id: 'alcohol', label: '酒類', rule: SOURCE }, { id: 'building', label: '建物の工事', rule: SOURCE }],
      sources: [`10分の10、事業の種類ごとに200,000円から500,000・1,000,000・2,000,000円: ${SOURCE}`],
    },
    sources: [`対象と金額: ${SOURCE}`, '20万円以上の物品の制限を消耗品費と備品購入費に置く（当方の読み）'],
  }),
};
