// Scores against Python's fractions, equal shares, votes of residents and .pb text against pabutools, the best fit against OR-Tools, the lot against hashlib.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../lib/run-command.mjs';

/**
 * @typedef {import('../../workflows/domain/scoring-rule.js').ScoringRule} ScoringRule
 * @typedef {import('../../workflows/domain/scoring-rule.js').Sheet} Sheet
 * @typedef {import('../../workflows/domain/equal-shares.js').SharesInput} SharesInput
 * @typedef {import('../../workflows/domain/ballots.js').PbVote} PbVote
 * @typedef {readonly (readonly number[] | null)[]} Rows one line for each member, null for one who stands aside
 */

const SELF = fileURLToPath(import.meta.url);
const INSTANCES = 200;

/**
 * Numbers that look random and are the same in every run: the multiplier and modulus of Lehmer's generator.
 * @param {number} seed
 * @returns {(below: number) => number}
 */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** @param {readonly string[]} criteria @param {number} max @param {Partial<ScoringRule>} [parts] @returns {ScoringRule} */
const ruleOf = (criteria, max, parts = {}) => ({
  version: 1, criteria: criteria.map((id) => ({ id, label: id, weight: 1, min: 0, max, step: 1, anchors: [] })), aggregate: { kind: 'sum' }, rounding: { mode: 'none' }, recusal: { kind: 'exclude' },
  threshold: null, rejects: [], quorum: { minReviewers: 1, minShare: { num: 0, den: 1 } }, tieBreak: [], selection: { onCross: 'runner-up', partialUnitYen: 1 }, publish: { sheets: false, means: true, comments: true }, sources: [], ...parts,
});
/** @param {number} n */
const items = (n) => Array.from({ length: n }, (_, i) => `c${i}`);
const half = { num: 1, den: 2 };
const obu = ruleOf(items(2), 5, { aggregate: { kind: 'mean' }, scale: 100, threshold: { kind: 'points', value: 50 } });
/**
 * The rules of the cities, each with the size of its panel; the Python side writes the same rules down as formulas of its own.
 * @type {Record<string, { panel: number, rule: ScoringRule }>}
 */
const CITIES = {
  komoro: { panel: 5, rule: ruleOf(items(5), 10) },
  shimane: { panel: 6, rule: ruleOf(items(5), 10, { recusal: { kind: 'impute-mean', rounding: { mode: 'floor', digits: 0 }, of: ['recused'] }, threshold: { kind: 'share', value: { num: 7, den: 10 }, base: 'panel' } }) },
  higashimatsushima: { panel: 7, rule: ruleOf(items(4), 5, { aggregate: { kind: 'mean' }, rounding: { mode: 'half-up', digits: 0 }, threshold: { kind: 'points', value: 15 } }) },
  takahama: { panel: 4, rule: ruleOf(items(10), 5, { bodies: [{ id: 'group', label: 'group', points: 50 }, { id: 'office', label: 'office', points: 50 }] }) },
  higashiura: { panel: 5, rule: ruleOf(items(5), 5, { aggregate: { kind: 'mean' }, scale: 100, rounding: { mode: 'floor', digits: 2 }, rejects: [{ kind: 'low-on-criterion', atMost: 0, share: half }, { kind: 'total-at-most', value: 29 }] }) },
  motosu: { panel: 7, rule: ruleOf(items(6), 10, { recusal: { kind: 'impute-mean', rounding: { mode: 'none' }, of: ['recused'] } }) },
  obu: { panel: 6, rule: { ...obu, criteria: obu.criteria.map((c, n) => ({ ...c, weight: n === 0 ? 6 : 14 })) } },
  mobara: { panel: 15, rule: ruleOf(items(12), 5, { aggregate: { kind: 'mean' } }) },
  yamagata: { panel: 6, rule: ruleOf(items(1), 15, { threshold: { kind: 'share', value: half, base: 'counted' } }) },
  trimmed: { panel: 6, rule: ruleOf(items(3), 5, { aggregate: { kind: 'trimmed', dropHigh: 1, dropLow: 1, minReviewers: 5 } }) },
};
/**
 * Rows whose results the cities' pages print: members × criteria, and the printed total.
 * @type {{ city: string, rows: Rows, total: string }[]}
 */
const PRINTED = [
  ...[{ sum: 102, total: '81.6' }, { sum: 74, total: '59.2' }, { sum: 92, total: '73.6' }].map(({ sum, total }) => ({ city: 'higashiura', rows: spread(sum, 5).map((s) => spread(s, 5)), total })),
  ...[66, 56, 67].map((sum) => ({ city: 'yamagata', rows: spread(sum, 6).map((s) => [s]), total: String(sum) })),
  { city: 'mobara', rows: Array.from({ length: 15 }, (_, m) => [66, 60, 66, 62, 60, 58, 49, ...spread(308, 5)].map((sum) => spread(sum, 15)[m] ?? 0)), total: '48.6' },
];
/** @param {number} sum @param {number} n */
function spread(sum, n) {
  return Array.from({ length: n }, (_, i) => Math.floor(sum / n) + (i < sum % n ? 1 : 0));
}

/** Computes everything on our side and writes it for the other. @param {string} work */
async function compute(work) {
  const { scoreCase, printed } = await import('../../workflows/domain/scoring-rule.js');
  const { bestFit, lotCommitment, lotNumber, rank, select } = await import('../../workflows/domain/selection.js');
  const { count, toPb } = await import('../../workflows/domain/ballots.js');
  const { equalShares } = await import('../../workflows/domain/equal-shares.js');
  const { countVote, openVote } = await import('../../workflows/domain/vote-count.js');
  const next = numbers(20_271);

  /** @param {ScoringRule} rule @param {Rows} rows */
  const scored = (rule, rows) => scoreCase(rule, 'x', rows.map((row, n) => /** @type {Sheet} */ ({
    reviewer: `m${n}`, ...(rule.bodies ? { body: rule.bodies[n % 2]?.id } : {}), ...(row ? { kind: 'scored', points: Object.fromEntries(row.map((p, c) => [`c${c}`, p])) } : { kind: 'recused' }),
  })));
  /** @param {import('../../workflows/domain/scoring-rule.js').CaseTotal} t */
  const result = (t) => ({ total: t.total, state: t.state, means: Object.values(t.criterionMeans) });
  const scores = Object.entries(CITIES).flatMap(([city, { panel, rule }]) => Array.from({ length: INSTANCES }, () => {
    // One call in four is scored low, so that thresholds and rejections are met from both sides.
    const low = next(4) === 0;
    const rows = Array.from({ length: panel }, (_, n) => (n > 0 && next(6) === 0 && !rule.bodies ? null : rule.criteria.map((c) => (low ? next(2) * next(c.max + 1) : next(c.max + 1)))));
    return { city, rows, ...result(scored(rule, rows)) };
  }));
  const golden = PRINTED.flatMap((g) => {
    const rule = CITIES[g.city]?.rule;
    if (!rule) return [];
    const t = scored(rule, g.rows);
    return [{ city: g.city, rows: g.rows, ...result(t), ours: printed(t.total), printed: g.total }];
  });

  const walks = Array.from({ length: INSTANCES }, () => {
    const given = Array.from({ length: 2 + next(12) }, (_, n) => ({ id: `p${String(n).padStart(2, '0')}`, requestYen: (1 + next(20)) * 10_000, total: String(150 + next(12)) }));
    const answers = Object.fromEntries(given.flatMap((c) => [[[c.id, 'take-remainder']], [[c.id, 'give-way']], []][next(3)] ?? []));
    const envelope = next(80) * 10_000 + next(2) * 5_000;
    const { places, waiting } = select({ onCross: 'runner-up', partialUnitYen: 1 }, rank([{ kind: 'smaller-request' }, { kind: 'lot' }], given, { lot: { commitment: lotCommitment('種 2027'), seed: '種 2027' } }), envelope, answers);
    return { given, answers, envelope, places: places.map((p) => [p.id, p.rank, p.amountYen]), waiting: waiting && 'id' in waiting ? waiting.id : null };
  });
  const ballots = Array.from({ length: INSTANCES }, () => {
    const projects = Array.from({ length: 5 + next(6) }, (_, n) => `p${n}`);
    const cast = Array.from({ length: 20 + next(180) }, () => Array.from({ length: next(6) }, () => projects[next(projects.length)] ?? ''));
    const { valid, votes } = count({ kind: 'exactly', n: 3 }, projects, cast.map((choice, n) => ({ voter: `v${n}`, choice })));
    return { projects, cast, valid, votes };
  });
  const lots = Array.from({ length: INSTANCES }, (_, n) => ({ seed: `種${n}😀`, commitment: lotCommitment(`種${n}😀`), number: lotNumber(`種${n}😀`, 'p1') }));

  /** @type {SharesInput['tieBreak'][]} */
  const ties = [[], ['smaller-cost'], ['more-votes']];
  const shares = Array.from({ length: INSTANCES }, (_, n) => {
    const grain = [1, 10, 100][next(3)] ?? 1;
    const projects = Array.from({ length: 3 + next(12) }, (_, i) => ({ id: `p${i}`, costYen: (1 + next(60)) * grain, name: next(3) ? `事業${i}` : `事業;"${i}"`, selected: next(2) === 1 }));
    const choices = Array.from({ length: 4 + next(60) }, (_, v) => projects.filter((_, i) => next(v % 2 ? 3 : 6) === 0 || next(12) === i).map((p) => p.id));
    /** @type {SharesInput} */
    const input = { budgetYen: (20 + next(200)) * grain, projects: projects.map(({ id, costYen }) => ({ id, costYen })), choices, utility: n % 2 ? 'cost' : 'count', tieBreak: ties[n % 3] ?? [] };
    const { funded, addedYen } = equalShares(input);
    const vote = { meta: { description: `seeded ${n}`, country: 'Japan', unit: 'city', instance: String(n), rule: 'equalshares/add1' }, budgetYen: input.budgetYen, projects, choices };
    return { utility: input.utility, tieBreak: input.tieBreak[0] ?? 'id', vote, pb: toPb(vote), byShares: funded.filter((f) => f.by === 'shares').map((f) => [f.id, f.mostYen]), all: funded.map((f) => f.id).sort(), addedYen };
  });

  // Whole votes as they are counted and published: void ballots among them, now and then a candidate that stepped back. Small sums: the other side adds one yen at a time.
  const votes = Array.from({ length: INSTANCES }, (_, n) => {
    const candidates = Array.from({ length: 4 + next(8) }, (_, i) => ({ id: `2026-RV-${String(i + 1).padStart(4, '0')}`, caseId: `c${i}`, title: `事業${i}`, group: '', summary: '', yen: (1 + next(30)) * 10 }));
    const ballots = Array.from({ length: 10 + next(80) }, (_, v) => ({ voter: `v${v}`, choice: [...new Set(Array.from({ length: 2 + next(4) }, () => candidates[next(candidates.length)]?.id ?? ''))] }));
    const seed = `種${n}`;
    /** @type {import('../../workflows/domain/vote-count.js').CountInput} */
    const input = {
      rule: { kind: n % 2 ? 'exactly' : 'at-most', n: 3 }, candidates, ballots, withdrawn: next(3) === 0 ? [candidates[0]?.id ?? ''] : [], envelopeYen: (5 + next(100)) * 10, lot: { commitment: lotCommitment(seed), seed },
      method: n % 3 ? { kind: 'most-votes', onCross: 'skip', partialUnitYen: 1, tieBreak: [{ kind: 'smaller-request' }, { kind: 'lot' }] } : { kind: 'equal-shares', utility: 'count', tieBreak: ['smaller-cost'] },
    };
    const result = countVote(input);
    const pb = toPb(openVote(input, result, { name: '住民の投票', city: '山形市', call: `cal_${n}`, from: 1_800_000_000_000, to: 1_801_000_000_000 }));
    return { method: input.method.kind, exactly: input.rule.kind === 'exactly', seed, pb, choices: ballots.map((b) => b.choice), valid: result.count.valid, withdrawn: input.withdrawn, counted: Object.fromEntries(result.lines.map((l) => [l.id, l.votes])) };
  });

  const fits = Array.from({ length: INSTANCES }, (_, n) => {
    const size = [10, 40, 100, 200][n % 4] ?? 10;
    const unit = n % 3 ? 1000 : 1;
    const given = Array.from({ length: size }, (_, i) => ({ id: `p${i}`, requestYen: (1 + next(n % 3 ? 400 : 400_000)) * unit, total: `${next(25_001)}/100` }));
    const envelope = Math.floor(given.reduce((all, g) => all + g.requestYen, 0) * (1 + next(9)) / 10);
    const { ids, total, costYen } = bestFit(given, envelope);
    return { given, envelope, ids, total, costYen };
  });
  fs.writeFileSync(path.join(work, 'ours.json'), JSON.stringify({ scores, golden, walks, ballots, lots, shares, votes, fits }));
}

/** Reads back the .pb texts that the other side wrote. @param {string} work */
async function readBack(work) {
  const { fromPb } = await import('../../workflows/domain/ballots.js');
  const { shares } = JSON.parse(fs.readFileSync(path.join(work, 'ours.json'), 'utf8'));
  const texts = JSON.parse(fs.readFileSync(path.join(work, 'theirs-pb.json'), 'utf8'));
  const plain = (/** @type {PbVote} */ v) => JSON.stringify([v.budgetYen, v.projects.map((p) => [p.id, p.costYen]).sort(), v.choices.map((c) => [...c].sort().join()).sort()]);
  texts.forEach((/** @type {string} */ text, /** @type {number} */ n) => {
    if (plain(fromPb(text)) !== plain(shares[n].vote)) throw new Error(`.pb ${n} written by pabutools reads otherwise here`);
  });
}

export default {
  name: 'scores, selection and votes',
  /** @param {{ python: string, work: string }} places */
  async check({ python, work }) {
    const run = async (/** @type {string} */ command, /** @type {string[]} */ args) => {
      const { ok, output } = await runCommand(command, args, { withinMs: 300_000 });
      if (!ok) throw new Error(output.trim().split('\n').slice(-8).join('\n  '));
      return output.trim().split('\n').at(-1) ?? '';
    };
    await run(process.execPath, ['--import', 'tsx', SELF, 'compute', work]);
    const compared = await run(python, [SELF.replace(/mjs$/, 'py'), work]);
    await run(process.execPath, ['--import', 'tsx', SELF, 'read-back', work]);
    return compared;
  },
};

if (process.argv[1] === SELF) await (process.argv[2] === 'compute' ? compute : readBack)(process.argv[3] ?? '');
