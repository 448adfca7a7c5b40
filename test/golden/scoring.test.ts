// Real rules of Japanese cities as data, with the figures their pages print. Sheets are made up where a page shows results only; then they lead to that result.
import { describe, expect, test } from 'vitest';
import { compareEntries, count, fromPb, toPb, voidWhy } from '../../workflows/domain/ballots.js';
import { type CaseTotal, decimal, printed, recuse, ruleFaults, scoreCall, scoreCase, scoreLine, type ScoringRule, type Sheet } from '../../workflows/domain/scoring-rule.js';
import { bestFit, candidates, lotCommitment, rank, revisionAdvice, type RunnerUpAnswer, select } from '../../workflows/domain/selection.js';

/** A rule of equal criteria; what a test does not name is the plainest choice. */
function ruleOf(criteria: readonly string[], max: number, parts: Partial<ScoringRule> = {}): ScoringRule {
  return {
    version: 1, criteria: criteria.map((label) => ({ id: label, label, weight: 1, min: 0, max, step: 1, anchors: [] })), aggregate: { kind: 'sum' }, rounding: { mode: 'none' },
    recusal: { kind: 'exclude' }, threshold: null, rejects: [], quorum: { minReviewers: 1, minShare: { num: 0, den: 1 } }, tieBreak: [], selection: { onCross: 'stop', partialUnitYen: 1 },
    publish: { sheets: false, means: true, comments: true }, sources: [], ...parts,
  };
}
/** A sheet whose points come in the order of the criteria; null = stands aside. */
const sheetOf = (rule: ScoringRule, reviewer: string, points: readonly number[] | null, body?: string): Sheet => ({
  reviewer, ...(body ? { body } : {}), ...(points ? { kind: 'scored' as const, points: Object.fromEntries(rule.criteria.map((c, n) => [c.id, points[n] ?? 0])) } : { kind: 'recused' as const }),
});
const sheetsOf = (rule: ScoringRule, rows: readonly (readonly number[] | null)[]): Sheet[] => rows.map((row, n) => sheetOf(rule, `m${n}`, row));
/** Points for `n` criteria that add up to `sum`, as even as whole points allow. */
const spread = (sum: number, n: number): number[] => Array.from({ length: n }, (_, i) => Math.floor(sum / n) + (i < sum % n ? 1 : 0));
const lines = (t: CaseTotal): string[] => t.working.map(scoreLine);

describe('小諸市 市民活動促進事業補助金 (進め方, 平成28年度)', () => {
  const rule = ruleOf(['公益性', '市民性', '発展性', '実現性', '自立性'], 10, { tieBreak: [{ kind: 'smaller-request' }], selection: { onCross: 'runner-up', partialUnitYen: 1 } });
  /** Five members whose totals add up to this. */
  const totalling = (sum: number): Sheet[] => sheetsOf(rule, spread(sum, 5).map((each) => spread(each, 5)));
  const requests = { a: 200_000, b: 180_000, c: 150_000, d: 120_000, e: 70_000 };
  const table = scoreCall(rule, [['a', 210], ['b', 190], ['c', 190], ['d', 180], ['e', 170]].map(([id, sum]) => ({ id: String(id), sheets: totalling(Number(sum)) })));
  const ranking = rank(rule.tieBreak, candidates(table, requests));
  const walk = (answers: Record<string, RunnerUpAnswer> = {}) => select(rule.selection, ranking, 600_000, answers);

  test('five members, five criteria of ten points: a sum of 250 at most', () => {
    expect(table.map((t) => [t.total, t.full])).toEqual([['210', '250'], ['190', '250'], ['190', '250'], ['180', '250'], ['170', '250']]);
    expect(lines(table[0] as CaseTotal)).toEqual(['採点した委員 5人（42、42、42、42、42）', '合計 210点', '定足数：5人のうち5人 満たす']);
  });
  test('of equal sums the smaller request comes first, and both show the same rank', () => {
    expect(ranking.places.map((p) => [p.id, p.rank, p.place, p.by])).toEqual([['a', 1, 1, []], ['c', 2, 2, ['smaller-request']], ['b', 2, 3, ['smaller-request']], ['d', 4, 4, []], ['e', 5, 5, []]]);
  });
  test('the first request that crosses the envelope of 600,000 is the runner-up and has the choice; until then the walk waits', () => {
    expect(walk().places.map((p) => [p.id, p.outcome, p.amountYen, p.leftYen])).toEqual([['a', 'funded', 200_000, 400_000], ['c', 'funded', 150_000, 250_000], ['b', 'funded', 180_000, 70_000], ['d', 'runner-up', 0, 70_000], ['e', 'waits', 0, 70_000]]);
    expect(walk().waiting).toEqual({ kind: 'runner-up', id: 'd', offerYen: 70_000 });
  });
  test('choice A takes the remainder', () => {
    const { places, leftYen, waiting } = walk({ d: 'take-remainder' });
    expect([places.slice(3).map((p) => [p.outcome, p.amountYen]), leftYen, waiting]).toEqual([[['partial', 70_000], ['not-funded', 0]], 0, null]);
  });
  test('choice B, or silence, gives way to the next', () => {
    for (const answer of ['give-way', 'silent'] as const) expect(walk({ d: answer }).places.slice(3).map((p) => [p.outcome, p.amountYen])).toEqual([['gave-way', 0], ['funded', 70_000]]);
  });
  test('who gives way hands the choice to the next that crosses, and no one after the last', () => {
    const tight = (answers: Record<string, RunnerUpAnswer>) => select(rule.selection, ranking, 560_000, answers);
    expect(tight({ d: 'give-way' }).waiting).toEqual({ kind: 'runner-up', id: 'e', offerYen: 30_000 });
    expect(tight({ d: 'give-way', e: 'give-way' })).toMatchObject({ waiting: null, leftYen: 30_000 });
  });
  test('a winner who withdraws leaves the money to the list', () => {
    expect(select(rule.selection, ranking, 600_000, {}, ['a']).places.map((p) => p.outcome)).toEqual(['withdrawn', 'funded', 'funded', 'funded', 'funded']);
  });
  test('the best sum of points is advice beside the list: of 540,000 it would pass over b, which is ranked above d and e', () => {
    expect(bestFit(ranking.places, 540_000)).toEqual({ kind: 'advice', ids: ['a', 'c', 'd', 'e'], total: '750', costYen: 540_000 });
  });
  test('a larger or smaller envelope gives advice and changes no amount', () => {
    const done = walk({ d: 'take-remainder' });
    expect(revisionAdvice(rule.selection, done, 660_000)).toMatchObject({ freeYen: 60_000, fundable: [{ id: 'd', addYen: 50_000, whole: true }, { id: 'e', addYen: 10_000, whole: false }], shortYen: 0, byRank: [], proRata: [] });
    expect(revisionAdvice({ ...rule.selection, partialUnitYen: 1000 }, done, 400_000)).toMatchObject({ fundable: [], shortYen: 200_000, byRank: [{ id: 'd', amountYen: 70_000 }, { id: 'b', amountYen: 180_000 }], proRata: [{ id: 'a', amountYen: 133_000 }, { id: 'c', amountYen: 100_000 }, { id: 'b', amountYen: 120_000 }, { id: 'd', amountYen: 46_000 }] });
  });
});

describe('島根 寄附者テーマ助成 (審査基準): at least 70 % of full marks, ties by deliberation', () => {
  const rule = ruleOf(['一', '二', '三', '四', '五'], 10, { recusal: { kind: 'impute-mean', rounding: { mode: 'floor', digits: 0 }, of: ['recused'] }, threshold: { kind: 'share', value: { num: 7, den: 10 }, base: 'panel' }, tieBreak: [{ kind: 'deliberation' }] });
  test('for a linked member the mean of the others is added, the fraction dropped', () => {
    const t = scoreCase(rule, 'x', sheetsOf(rule, [null, spread(36, 5), spread(35, 5), spread(35, 5), spread(35, 5)]));
    expect([t.total, t.full, t.state]).toEqual(['176', '250', 'qualified']);
    expect(lines(t)).toContain('加わらない1人の分として、ほかの委員の平均 35.25点 × 1 ＝ 35点を加え 176点');
  });
  test('two linked members: the mean is multiplied first and cut once', () => {
    expect(scoreCase(rule, 'x', sheetsOf(rule, [null, null, spread(36, 5), spread(35, 5), spread(34, 5), spread(35, 5), spread(33, 5)])).total).toBe('242');
  });
  test('exactly 70 % is enough, one point below is not', () => {
    const at = (sum: number) => scoreCase(rule, 'x', sheetsOf(rule, spread(sum, 5).map((s) => spread(s, 5)))).state;
    expect([at(175), at(174)]).toEqual(['qualified', 'below-threshold']);
  });
  test('a tie waits for the minutes, and only where its order matters', () => {
    const equals = ['p', 'q'].map((id) => ({ id, requestYen: 100, total: '180' }));
    const open = rank(rule.tieBreak, equals);
    expect(open.open).toEqual([{ ids: ['p', 'q'], needs: 'deliberation' }]);
    expect(select(rule.selection, open, 200)).toMatchObject({ waiting: null, spentYen: 200 });
    expect(select(rule.selection, open, 150)).toMatchObject({ waiting: { kind: 'tie', ids: ['p', 'q'] }, spentYen: 0 });
    const said = rank(rule.tieBreak, equals, { deliberations: [{ ids: ['p', 'q'], order: ['q', 'p'], record: '第2回審査会議事録' }] });
    expect(said.places.map((p) => [p.id, p.rank, p.place, p.record])).toEqual([['q', 1, 1, '第2回審査会議事録'], ['p', 1, 2, '第2回審査会議事録']]);
    expect(select(rule.selection, said, 150).places.map((p) => p.outcome)).toEqual(['funded', 'not-funded']);
  });
});

describe('東松島市 地域まちづくり交付金(一般提案)審査基準', () => {
  const rule = ruleOf(['一', '二', '三', '四'], 5, { aggregate: { kind: 'mean' }, rounding: { mode: 'half-up', digits: 0 }, threshold: { kind: 'points', value: 15 } });
  const of = (...sums: (number | null)[]) => scoreCase(rule, 'x', sheetsOf(rule, sums.map((s) => (s === null ? null : spread(s, 4)))));
  test('interested members do not take part; the sum is divided by those who do and rounded half up', () => {
    expect(of(null, 15, 14)).toMatchObject({ total: '15', state: 'qualified', counted: 2 });
    expect(lines(of(null, 15, 14))).toEqual(['採点した委員 2人（15、14）、利害関係で加わらない委員 1人', '2人の平均 14.5点', '整数まで（その下は四捨五入） 15点', '定足数：3人のうち2人 満たす', '基準 15点以上：15点 満たす']);
  });
  test('15 points qualify; a mean of 14.33 does not', () => {
    expect(of(15, 14, 14)).toMatchObject({ total: '14', state: 'below-threshold' });
  });
  test('an interest declared after scoring voids the sheet, and both versions can be shown', () => {
    const before = sheetsOf(rule, [spread(20, 4), spread(14, 4), spread(14, 4)]);
    const after = recuse(before, 'm0');
    expect([scoreCase(rule, 'x', before).total, scoreCase(rule, 'x', after).total]).toEqual(['16', '14']);
    expect(after[0]).toMatchObject({ kind: 'recused', voided: { 一: 5 } });
  });
});

describe('高浜市 協働事業推進事業 (提案内容の審査): 50 points by the responsible group, 50 by the secretariat, ten criteria', () => {
  const ten = Array.from({ length: 10 }, (_, n) => `項目${n + 1}`);
  const rule = ruleOf(ten, 5, { bodies: [{ id: 'group', label: '担当グループ', points: 50 }, { id: 'office', label: '事務局', points: 50 }] });
  test('each side fills its own 50 points by the mean of its sheets', () => {
    const t = scoreCase(rule, 'x', [sheetOf(rule, 'g', spread(42, 10), 'group'), sheetOf(rule, 's', spread(38, 10), 'office'), sheetOf(rule, 't', spread(37, 10), 'office')]);
    expect([t.total, t.full]).toEqual(['159/2', '100']);
    expect(lines(t)[2]).toBe('事務局：平均 37.5点（50点満点）→ 50点満点で 37.5点');
  });
  test('after-evaluation: own 20, department 20 and committee 60 make 100; a side that is missing leaves no quorum', () => {
    const after = ruleOf(ten, 5, { bodies: [{ id: 'own', label: '団体', points: 20 }, { id: 'department', label: '担当課', points: 20 }, { id: 'committee', label: '委員会', points: 60 }] });
    const sheets = [sheetOf(after, 'o', spread(40, 10), 'own'), sheetOf(after, 'd', spread(35, 10), 'department'), sheetOf(after, 'c1', spread(40, 10), 'committee'), sheetOf(after, 'c2', spread(45, 10), 'committee')];
    expect(scoreCase(after, 'x', sheets).total).toBe('81');
    expect(scoreCase(after, 'x', sheets.slice(0, 2)).state).toBe('no-quorum');
  });
});

describe('東浦町 パートナーシップ推進事業補助金 (審査結果 平成28・30年度)', () => {
  const rule = ruleOf(['公益性', '組織力', '実現性', '補助支援効果', '発展性'], 5, {
    aggregate: { kind: 'mean' }, scale: 100, rounding: { mode: 'floor', digits: 2 }, rejects: [{ kind: 'low-on-criterion', atMost: 0, share: { num: 1, den: 2 } }, { kind: 'total-at-most', value: 29 }],
  });
  const of = (sum: number, members: number) => scoreCase(rule, 'x', sheetsOf(rule, spread(sum, members).map((s) => spread(s, 5))));
  test('the printed scores are sums of five members: 102, 74 and 92 of 125', () => {
    expect([102, 74, 92].map((sum) => printed(of(sum, 5).total))).toEqual(['81.6', '59.2', '73.6']);
  });
  test('what comes after the second decimal is dropped', () => {
    expect([printed(of(89, 6).total), printed(of(53, 3).total)]).toEqual(['59.33', '70.66']);
  });
  test('half of the members with a 0 on one criterion reject, however high the total', () => {
    const zeros = (n: number) => scoreCase(rule, 'x', sheetsOf(rule, Array.from({ length: 4 }, (_, i) => [5, 5, i < n ? 0 : 5, 5, 5])));
    expect([zeros(1).state, zeros(2).state, zeros(2).total]).toEqual(['qualified', 'rejected', '90']);
    expect(lines(zeros(2))).toContain('「実現性」を0点以下とした委員が2人のため不採択');
  });
  test('zeros on different criteria do not add up, and a total of 29 or less rejects', () => {
    expect(scoreCase(rule, 'x', sheetsOf(rule, [[0, 5, 5, 5, 5], [5, 0, 5, 5, 5], [5, 5, 0, 5, 5], [5, 5, 5, 5, 5]])).state).toBe('qualified');
    expect([of(29, 4).total, of(29, 4).state, scoreCase(rule, 'x', sheetsOf(rule, [[2, 2, 2, 1, 0], [2, 2, 2, 1, 1], [2, 2, 2, 1, 1], [2, 2, 2, 1, 1]])).state]).toEqual(['29', 'rejected', 'qualified']);
  });
});

describe('本巣市 合併10周年市民発案事業 (審査): six criteria of ten points, at most ten winners', () => {
  const rule = ruleOf(['一', '二', '三', '四', '五', '六'], 10, { recusal: { kind: 'impute-mean', rounding: { mode: 'none' }, of: ['recused', 'absent'] }, selection: { onCross: 'stop', winnersMax: 10, partialUnitYen: 1 } });
  test('for a member who cannot take part the average of the others is added, exactly', () => {
    const t = scoreCase(rule, 'x', [...sheetsOf(rule, [spread(50, 6), spread(47, 6), spread(44, 6)]), { reviewer: 'away', kind: 'absent' }, { reviewer: 'kin', kind: 'recused' }]);
    expect([t.total, t.full]).toEqual(['235', '300']);
    expect(scoreCase(rule, 'y', [...sheetsOf(rule, [spread(50, 6), spread(47, 6), spread(45, 6)]), { reviewer: 'away', kind: 'absent' }]).total).toBe('568/3');
  });
  test('the eleventh is not selected although money is left', () => {
    const list = rank([], Array.from({ length: 12 }, (_, n) => ({ id: `p${10 + n}`, requestYen: 1000, total: String(300 - n) })));
    const done = select(rule.selection, list, 1_000_000);
    expect([done.places.filter((p) => p.outcome === 'funded').length, done.leftYen]).toEqual([10, 990_000]);
    expect(revisionAdvice(rule.selection, done, 2_000_000).fundable).toEqual([]);
  });
});

describe('大府市 協働企画提案事業 (令和5年度第2次審査結果)', () => {
  // 公益性 counts 30 of 100; the other criteria are not on the page that can be read, so they stand here as one of 70.
  const base = ruleOf(['公益性', 'その他'], 5, { aggregate: { kind: 'mean' }, scale: 100, threshold: { kind: 'points', value: 50 }, selection: { onCross: 'skip', partialUnitYen: 1 } });
  const rule = { ...base, criteria: base.criteria.map((c, n) => ({ ...c, weight: [6, 14][n] ?? 1 })) };
  test('points 0 to 5 are weighted and converted to 100; an interested member is left out of both sides', () => {
    expect(scoreCase(rule, 'x', sheetsOf(rule, [null, [5, 4], [3, 4], [4, 3]]))).toMatchObject({ total: '226/3', full: '100', state: 'qualified' });
  });
  test('the eight printed scores are all selected, and the two of 71 share the fourth rank', () => {
    const list = rank([{ kind: 'smaller-request' }], [67, 83, 88, 77, 59, 71, 71, 63].map((total, n) => ({ id: `p${n}`, requestYen: 100_000 + n, total: String(total) })));
    expect(list.places.map((p) => [p.total, p.rank])).toEqual([['88', 1], ['83', 2], ['77', 3], ['71', 4], ['71', 4], ['67', 6], ['63', 7], ['59', 8]]);
    expect(select(rule.selection, list, 10_000_000).places.every((p) => p.outcome === 'funded')).toBe(true);
  });
  test('50 points are enough', () => {
    const low = ruleOf(['一'], 2, { aggregate: { kind: 'mean' }, scale: 100, threshold: { kind: 'points', value: 50 } });
    expect([[1], [0]].map((row) => scoreCase(low, 'x', sheetsOf(low, [row])).state)).toEqual(['qualified', 'below-threshold']);
  });
});

describe('茂原市 協働提案事業 (令和4年度): twelve criteria of five points, mean of fifteen', () => {
  const rule = ruleOf(Array.from({ length: 12 }, (_, n) => `項目${n + 1}`), 5, { aggregate: { kind: 'mean' } });
  // The seven printed means are k ÷ 15; the other five criteria share what is left of 729.
  const sums = [66, 60, 66, 62, 60, 58, 49, ...spread(308, 5)];
  const t = scoreCase(rule, 'x', sheetsOf(rule, Array.from({ length: 15 }, (_, member) => sums.map((sum) => spread(sum, 15)[member] ?? 0))));
  test('the mean is 48.6 of 60', () => {
    expect([t.total, printed(t.total), t.full]).toEqual(['243/5', '48.6', '60']);
  });
  test('the means of the criteria print as on the page, each rounded by itself', () => {
    expect(rule.criteria.slice(0, 7).map((c) => decimal(t.criterionMeans[c.id] ?? '', 2))).toEqual(['4.40', '4.00', '4.40', '4.13', '4.00', '3.87', '3.27']);
  });
});

describe('山形市コミュニティファンド 分野補助 (評議委員会の結果, 令和5年度): six members of fifteen points, half of 90', () => {
  const rule = ruleOf(['評価'], 15, { threshold: { kind: 'share', value: { num: 1, den: 2 }, base: 'counted' } });
  const of = (id: string, sum: number) => ({ id, sheets: sheetsOf(rule, spread(sum, 6).map((s) => [s])) });
  test('45 is enough and 44 is not; the printed 66, 56 and 67 pass', () => {
    expect(scoreCall(rule, [of('a', 66), of('b', 56), of('c', 67), of('d', 45), of('e', 44)]).map((t) => [t.total, t.full, t.state])).toEqual([['66', '90', 'qualified'], ['56', '90', 'qualified'], ['67', '90', 'qualified'], ['45', '90', 'qualified'], ['44', '90', 'below-threshold']]);
  });
  test('sector A is ranked by total inside the sector and funded while its money lasts', () => {
    const list = rank(rule.tieBreak, candidates(scoreCall(rule, [of('second', 56), of('first', 66), of('out', 44)]), { first: 250_000, second: 250_000, out: 250_000 }));
    expect(select(rule.selection, list, 500_000).places.map((p) => [p.id, p.rank, p.amountYen])).toEqual([['first', 1, 250_000], ['second', 2, 250_000]]);
  });
});

describe('山形市 市民活動支援補助金の市民投票 (シーズ, 2005): choose exactly three or the ballot is void, six winners', () => {
  const projects = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const rule = { kind: 'exactly' as const, n: 3 };
  const votes = [...Array<string[]>(40).fill(['a', 'b', 'c']), ...Array<string[]>(30).fill(['d', 'e', 'f']), ...Array<string[]>(20).fill(['a', 'g', 'd']), ...Array<string[]>(60).fill(['h']), ['a', 'b'], ['a', 'b', 'c', 'd'], ['a', 'a', 'b'], ['a', 'b', 'z'], []];
  const result = count(rule, projects, votes.map((choice, n) => ({ voter: `v${n}`, choice })));
  test('sixty voters who name one project only do not count: block voting is stopped', () => {
    expect(result).toMatchObject({ cast: 155, valid: 90, void: { 'too-few': 61, 'too-many': 1, 'same-choice-twice': 1, 'unknown-choice': 1, blank: 1 }, votes: { a: 60, d: 50, b: 40, c: 40, e: 30, f: 30, g: 20, h: 0 } });
  });
  test('six are selected by votes', () => {
    const list = rank([{ kind: 'smaller-request' }], projects.map((id, n) => ({ id, requestYen: 300_000 - n, total: String(result.votes[id]) })));
    expect(select({ onCross: 'stop', winnersMax: 6, partialUnitYen: 1 }, list, 2_000_000).places.filter((p) => p.amountYen > 0).map((p) => p.id)).toEqual(['a', 'd', 'c', 'b', 'f', 'e']);
  });
  test('the counted ballots leave the house without voters and come back the same', () => {
    const vote = { meta: { description: '市民投票; 2005', rule: 'exactly "3"' }, budgetYen: 2_000_000, projects: projects.map((id) => ({ id, costYen: 300_000, name: `事業;${id}`, selected: id === 'a' })), choices: result.counted };
    expect(toPb(vote)).not.toMatch(/v\d+/);
    expect(fromPb(toPb(vote))).toEqual(vote);
    expect(() => fromPb(toPb(vote).replace(/\n90;.*\n$/, '\n'))).toThrow('says 90 votes and has 89');
  });
});

test('一宮市 市民が選ぶ市民活動支援制度 (募集要項, 令和2年度): up to three groups, or the fund alone', () => {
  const rule = { kind: 'at-most' as const, n: 3, instead: 'fund' };
  expect([['a'], ['a', 'b', 'c'], ['fund'], ['fund', 'a'], ['a', 'b', 'c', 'd'], []].map((choice) => voidWhy(rule, ['a', 'b', 'c', 'd'], choice))).toEqual([null, null, null, 'not-alone', 'too-many', 'blank']);
});

test('市川市 1%支援制度 (結果, 平成27年度): groups and fund add up to the printed totals of people', () => {
  const voters = Array.from({ length: 7668 }, (_, n) => ({ voter: String(n), choice: [n < 7089 ? 'group' : 'fund'] }));
  const { valid, votes } = count({ kind: 'at-most', n: 3, instead: 'fund' }, ['group'], voters);
  expect([valid, votes]).toEqual([7668, { group: 7089, fund: 579 }]);
});

test('paper typed by two people counts only where both typed the same', () => {
  const { agreed, differ } = compareEntries([{ paper: '1', choice: ['a', 'b'] }, { paper: '2', choice: ['a'] }, { paper: '3', choice: ['c'] }], [{ paper: '1', choice: ['b', 'a'] }, { paper: '2', choice: ['b'] }, { paper: '4', choice: ['c'] }]);
  expect(agreed).toEqual([{ voter: '1', choice: ['a', 'b'] }]);
  expect(differ).toEqual([{ paper: '2', first: ['a'], second: ['b'] }, { paper: '3', first: ['c'], second: null }, { paper: '4', first: null, second: ['c'] }]);
});

test('a tie that goes to the lot waits for the seed, and refuses one that was not committed to', () => {
  const equals = ['a', 'b', 'c'].map((id) => ({ id, requestYen: 100, total: '70' }));
  const commitment = lotCommitment('令和9年度の種');
  expect(commitment).toMatch(/^[0-9a-f]{64}$/);
  expect(rank([{ kind: 'lot' }], equals, { lot: { commitment, seed: null } }).open).toEqual([{ ids: ['a', 'b', 'c'], needs: 'lot' }]);
  const drawn = rank([{ kind: 'lot' }], equals, { lot: { commitment, seed: '令和9年度の種' } });
  expect([drawn.open, drawn.places.map((p) => p.rank)]).toEqual([[], [1, 1, 1]]);
  expect(() => rank([{ kind: 'lot' }], equals, { lot: { commitment, seed: 'another' } })).toThrow('committed');
});

test('the trimmed mean leaves out one highest and one lowest of five sheets, none of four, and shows the plain mean beside it', () => {
  const rule = ruleOf(['一'], 10, { aggregate: { kind: 'trimmed', dropHigh: 1, dropLow: 1, minReviewers: 5 } });
  const of = (...points: number[]) => scoreCase(rule, 'x', sheetsOf(rule, points.map((p) => [p])));
  expect([of(10, 6, 7, 5, 0).total, of(10, 6, 7, 5, 0).plainMean, of(10, 6, 7, 0).total]).toEqual(['6', '28/5', '23/4']);
});

test('more than half of the panel and three sheets make a quorum', () => {
  const rule = ruleOf(['一'], 10, { quorum: { minReviewers: 3, minShare: { num: 1, den: 2 }, strictly: true } });
  const of = (scored: number, panel: number) => scoreCase(rule, 'x', sheetsOf(rule, Array.from({ length: panel }, (_, n) => (n < scored ? [5] : null)))).state;
  expect([of(3, 5), of(3, 6), of(2, 3), of(3, 3)]).toEqual(['qualified', 'no-quorum', 'no-quorum', 'qualified']);
});

test('a faulty rule or sheet is refused with every fault named, and a rule survives JSON', () => {
  const rule = ruleOf(['一', '二'], 10);
  expect(ruleFaults(rule)).toEqual([]);
  expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
  expect(ruleFaults({ ...rule, criteria: [...rule.criteria, ...rule.criteria], tieBreak: [{ kind: 'criterion', id: '三' }] })).toHaveLength(3);
  expect(() => scoreCase(rule, 'x', [...sheetsOf(rule, [[11, 3]]), { reviewer: 'm0', kind: 'absent' }])).toThrow('m0 has two sheets; m0 gave 11 for 一');
});
