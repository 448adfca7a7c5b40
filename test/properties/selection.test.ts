import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, fromPb, toPb } from '../../workflows/domain/ballots.js';
import { equalShares, type SharesInput } from '../../workflows/domain/equal-shares.js';
import { compare, exact, fraction, parseExact, rounded, ruleFaults, scoreCall, scoreLine, type ScoringRule, type Sheet } from '../../workflows/domain/scoring-rule.js';
import { bestFit, candidates, lotCommitment, rank, revisionAdvice, select } from '../../workflows/domain/selection.js';

const MEMBERS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
const share = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 6 })).map(([a, b]) => ({ num: Math.min(a, b), den: Math.max(a, b) }));
const rounding = fc.oneof(fc.constant({ mode: 'none' as const }), fc.record({ mode: fc.constantFrom('floor' as const, 'half-up' as const), digits: fc.integer({ min: 0, max: 2 }) }));
const selection = fc.record({ onCross: fc.constantFrom('stop' as const, 'skip' as const, 'remainder' as const, 'runner-up' as const), winnersMax: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }), partialUnitYen: fc.constantFrom(1, 1000) });

/** Rules of every kind the checker accepts. */
const rule: fc.Arbitrary<ScoringRule> = fc.record({
  version: fc.constant(1),
  criteria: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 6 }), max: fc.constantFrom(3, 5, 10) }), { minLength: 1, maxLength: 4 }).map((all) => all.map((c, n) => ({ ...c, id: `c${n}`, label: `c${n}`, min: 0, step: 1, anchors: [] }))),
  aggregate: fc.constantFrom({ kind: 'sum' as const }, { kind: 'mean' as const }, { kind: 'trimmed' as const, dropHigh: 1, dropLow: 1, minReviewers: 5 }),
  bodies: fc.constantFrom(undefined, undefined, [{ id: 'x', label: 'x', points: 40 }, { id: 'y', label: 'y', points: 60 }]),
  scale: fc.constantFrom(undefined, 100),
  rounding,
  recusal: fc.oneof(fc.constant({ kind: 'exclude' as const }), fc.record({ kind: fc.constant('impute-mean' as const), rounding, of: fc.constant(['recused' as const]) })),
  threshold: fc.oneof(fc.constant(null), fc.record({ kind: fc.constant('share' as const), value: share, base: fc.constant('counted' as const) }), fc.record({ kind: fc.constant('points' as const), value: fc.integer({ min: 0, max: 60 }) })),
  rejects: fc.constantFrom([], [{ kind: 'low-on-criterion' as const, atMost: 0, share: { num: 1, den: 2 } }, { kind: 'total-at-most' as const, value: 9 }]),
  quorum: fc.record({ minReviewers: fc.integer({ min: 1, max: 3 }), minShare: share }),
  tieBreak: fc.constantFrom([], [{ kind: 'criterion' as const, id: 'c0' }, { kind: 'smaller-request' as const }], [{ kind: 'smaller-request' as const }, { kind: 'lot' as const }]),
  selection,
  publish: fc.constant({ sheets: false, means: true, comments: true }),
  sources: fc.constant([]),
}).filter((r) => ruleFaults(r).length === 0);

/** A rule, a call of up to eight cases under it, and what they ask for. */
const call = rule.chain((r) => fc.record({
  rule: fc.constant(r),
  cases: fc.array(fc.array(fc.option(fc.tuple(...r.criteria.map((c) => fc.integer({ min: 0, max: c.max }))), { freq: 6 }), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 8 }).map((all) => all.map((rows, n) => ({
    id: `p${n}`,
    sheets: rows.map((row, m): Sheet => ({ reviewer: MEMBERS[m] as string, ...(r.bodies ? { body: m % 2 ? 'x' : 'y' } : {}), ...(row ? { kind: 'scored', points: Object.fromEntries(r.criteria.map((c, k) => [c.id, row[k] as number])) } : { kind: 'recused' }) })),
  }))),
  yen: fc.array(fc.integer({ min: 1, max: 400 }).map((n) => n * 1000), { minLength: 8, maxLength: 8 }),
  envelopeYen: fc.integer({ min: 0, max: 2_000_000 }),
}));
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
const records = { lot: { commitment: lotCommitment('seed'), seed: 'seed' } };
const requestsOf = (c: Call): Record<string, number> => Object.fromEntries(c.cases.map(({ id }) => [id, c.yen[Number(id.slice(1))] ?? 1]));
const ranked = (c: Call) => rank(c.rule.tieBreak, candidates(scoreCall(c.rule, c.cases), requestsOf(c)), records);

describe('totals', () => {
  test('permuting the members changes nothing', () => {
    fc.assert(fc.property(call, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (c, order) => {
      expect(scoreCall(c.rule, c.cases.map((one) => ({ ...one, sheets: order.map((n) => one.sheets[n] as Sheet) })))).toEqual(scoreCall(c.rule, c.cases));
    }));
  });
  test('stay between nothing and full marks, and the working ends at the total', () => {
    fc.assert(fc.property(call, (c) => {
      for (const t of scoreCall(c.rule, c.cases)) {
        expect(compare(parseExact(t.total), parseExact(t.full))).toBeLessThanOrEqual(0);
        expect(compare(parseExact(t.total), fraction(0))).toBeGreaterThanOrEqual(0);
        expect(t.working.findLast((s) => s.kind !== 'quorum' && s.kind !== 'rejected')).toMatchObject(t.working.length > 1 ? { value: t.total } : {});
        expect(t.working.map(scoreLine).every((line) => line.length > 0 && !line.includes('undefined'))).toBe(true);
        expect(JSON.parse(JSON.stringify(t))).toEqual(t);
      }
    }));
  });
  test('rounding is what it says, for any fraction', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 0, max: 4 }), (num, den, digits) => {
      const value = fraction(num, den);
      const unit = fraction(1n, 10n ** BigInt(digits));
      const [down, near] = [rounded(value, { mode: 'floor', digits }), rounded(value, { mode: 'half-up', digits })];
      expect(down.num * value.den <= value.num * down.den && value.num * down.den * unit.den < (down.num * unit.den + down.den) * value.den).toBe(true);
      const twice = 2n * (near.num * value.den - value.num * near.den) * unit.den;
      const one = near.den * value.den;
      expect(twice > -one && twice <= one).toBe(true);
      expect(parseExact(exact(value))).toEqual(value);
    }));
  });
});

describe('the ranking', () => {
  test('a raised score never lowers its own rank or place, and never puts a case out', () => {
    fc.assert(fc.property(call, fc.nat(), fc.nat(), fc.nat(), (c, a, b, k) => {
      const before = ranked(c);
      const target = c.cases[a % c.cases.length] as Call['cases'][number];
      const criterion = c.rule.criteria[k % c.rule.criteria.length] as ScoringRule['criteria'][number];
      const sheets = target.sheets.map((s, n): Sheet => (n === b % 6 && s.kind === 'scored' ? { ...s, points: { ...s.points, [criterion.id]: Math.min(criterion.max, (s.points[criterion.id] ?? 0) + 1) } } : s));
      const after = ranked({ ...c, cases: c.cases.map((one) => (one.id === target.id ? { ...one, sheets } : one)) });
      const [was, is] = [before, after].map((r) => r.places.find((p) => p.id === target.id));
      if (!was) return;
      expect(is?.rank).toBeLessThanOrEqual(was.rank);
      const inTie = (r: typeof before) => r.open.some((t) => t.ids.includes(target.id));
      if (!inTie(before) && !inTie(after)) expect(is?.place).toBeLessThanOrEqual(was.place);
    }), { numRuns: 300 });
  });
  test('removing a rejected proposal changes nothing else', () => {
    fc.assert(fc.property(call, (c) => {
      const out = scoreCall(c.rule, c.cases).find((t) => t.state !== 'qualified');
      if (!out) return;
      const without = { ...c, cases: c.cases.filter((one) => one.id !== out.id) };
      expect(scoreCall(c.rule, without.cases)).toEqual(scoreCall(c.rule, c.cases).filter((t) => t.id !== out.id));
      expect(ranked(without)).toEqual(ranked(c));
      expect(select(c.rule.selection, ranked(without), c.envelopeYen)).toEqual(select(c.rule.selection, ranked(c), c.envelopeYen));
    }));
  });
  test('running it twice, or on candidates in another order, gives the same list', () => {
    fc.assert(fc.property(call, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (c, order) => {
      const first = ranked(c);
      expect(ranked(c)).toEqual(first);
      expect(ranked({ ...c, cases: order.flatMap((n) => c.cases[n] ?? []) })).toEqual(first);
      expect(rank(c.rule.tieBreak, first.places.map(({ id, requestYen, total, criteria }) => ({ id, requestYen, total, criteria })), records)).toEqual(first);
    }));
  });
  test('equal totals share a rank and no others do; places count through', () => {
    fc.assert(fc.property(call, (c) => {
      const { places } = ranked(c);
      expect(places.map((p) => p.place)).toEqual(places.map((_, n) => n + 1));
      for (const p of places) expect(p.rank).toBe(1 + places.filter((o) => compare(parseExact(o.total), parseExact(p.total)) > 0).length);
    }));
  });
});

describe('the selection', () => {
  const answers = fc.array(fc.constantFrom(undefined, 'take-remainder' as const, 'give-way' as const, 'silent' as const), { minLength: 8, maxLength: 8 }).map((all) => Object.fromEntries(all.flatMap((a, n) => (a ? [[`p${n}`, a]] : []))));
  test('never passes the envelope, nor a request, nor the number of winners; what is spent and left make the envelope', () => {
    fc.assert(fc.property(call, answers, fc.subarray(['p0', 'p1', 'p2']), (c, given, gone) => {
      const done = select(c.rule.selection, ranked(c), c.envelopeYen, given, gone);
      expect(done.spentYen).toBe(done.places.reduce((n, p) => n + p.amountYen, 0));
      expect([done.spentYen <= c.envelopeYen, done.spentYen + done.leftYen]).toEqual([true, c.envelopeYen]);
      expect(done.places.every((p) => p.amountYen >= 0 && p.amountYen <= p.requestYen && p.leftYen >= 0)).toBe(true);
      expect(done.places.filter((p) => p.amountYen > 0).length).toBeLessThanOrEqual(c.rule.selection.winnersMax ?? 8);
      expect(done.places.filter((p) => gone.includes(p.id)).every((p) => p.outcome === 'withdrawn')).toBe(true);
      expect(done.places.some((p) => p.outcome === 'waits') && done.waiting === null).toBe(false);
    }), { numRuns: 300 });
  });
  test('advice on another envelope stays within it', () => {
    fc.assert(fc.property(call, answers, fc.integer({ min: 0, max: 3_000_000 }), (c, given, revised) => {
      const done = select(c.rule.selection, ranked(c), c.envelopeYen, given);
      const advice = revisionAdvice(c.rule.selection, done, revised);
      const more = advice.fundable.reduce((n, f) => n + f.addYen, 0);
      if (revised >= done.spentYen) expect(done.spentYen + more).toBeLessThanOrEqual(revised);
      else expect([advice.fundable.length, advice.byRank.reduce((n, f) => n + f.amountYen, 0) >= advice.shortYen, advice.proRata.reduce((n, f) => n + f.amountYen, 0) <= revised]).toEqual([0, true, true]);
    }));
  });
  test('the best fit is what trying every set finds', () => {
    fc.assert(fc.property(fc.array(fc.record({ requestYen: fc.integer({ min: 1, max: 60 }), num: fc.integer({ min: 0, max: 40 }), den: fc.integer({ min: 1, max: 3 }) }), { maxLength: 10 }), fc.integer({ min: 0, max: 300 }), (items, envelope) => {
      const given = items.map((i, n) => ({ id: `p${n}`, requestYen: i.requestYen, total: exact(fraction(i.num, i.den)) }));
      let [best, cheapest] = [fraction(0), 0];
      for (let set = 0; set < 2 ** given.length; set++) {
        const chosen = given.filter((_, n) => set & (1 << n));
        const yen = chosen.reduce((n, i) => n + i.requestYen, 0);
        const worth = chosen.reduce((all, i) => { const t = parseExact(i.total); return fraction(all.num * t.den + t.num * all.den, all.den * t.den); }, fraction(0));
        const d = compare(worth, best);
        if (yen <= envelope && (d > 0 || (d === 0 && yen < cheapest))) [best, cheapest] = [worth, yen];
      }
      const found = bestFit(given, envelope);
      expect([found.total, found.costYen]).toEqual([exact(best), cheapest]);
      expect(given.filter((g) => found.ids.includes(g.id)).reduce((n, g) => n + g.requestYen, 0)).toBe(found.costYen);
      expect(bestFit([...given].reverse(), envelope)).toEqual(found);
    }), { numRuns: 60 });
  });
  test('two hundred candidates are compared exactly, and not one more', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `p${i}`, requestYen: 50_000 + ((i * 7919) % 350) * 1000, total: `${(i * 104_729) % 25_000}/100` }));
    expect(bestFit(many(200), 12_000_000).costYen).toBeLessThanOrEqual(12_000_000);
    expect(() => bestFit(many(201), 12_000_000)).toThrow(RangeError);
  });
});

describe('votes', () => {
  const projects = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 7 }).map((costs) => costs.map((costYen, n) => ({ id: `p${n}`, costYen })));
  const vote: fc.Arbitrary<SharesInput> = projects.chain((all) => fc.record({
    projects: fc.constant(all), choices: fc.array(fc.subarray(all.map((p) => p.id)), { minLength: 1, maxLength: 12 }), budgetYen: fc.integer({ min: 1, max: 150 }),
    utility: fc.constantFrom('count' as const, 'cost' as const), tieBreak: fc.constantFrom([], ['more-votes' as const, 'smaller-cost' as const]),
  }));
  test('equal shares stay within the budget, leave out no voted project that still fits, and do not depend on any order', () => {
    fc.assert(fc.property(vote, (v) => {
      const done = equalShares(v);
      expect(done.spentYen).toBe(done.funded.reduce((n, f) => n + f.costYen, 0));
      expect(done.spentYen).toBeLessThanOrEqual(v.budgetYen);
      for (const p of v.projects) if (v.choices.some((c) => c.includes(p.id)) && !done.funded.some((f) => f.id === p.id)) expect(done.spentYen + p.costYen).toBeGreaterThan(v.budgetYen);
      expect(equalShares({ ...v, projects: [...v.projects].reverse(), choices: [...v.choices].reverse() })).toEqual(done);
    }));
  });
  test('two blocks of 51 and 49 voters get about half each, where counting votes would give all to one', () => {
    const all = ['a', 'b'].flatMap((block) => Array.from({ length: 10 }, (_, n) => ({ id: `${block}${n}`, costYen: 1000 })));
    const choices = Array.from({ length: 100 }, (_, n) => all.filter((p) => p.id.startsWith(n < 51 ? 'a' : 'b')).map((p) => p.id));
    const { funded } = equalShares({ projects: all, choices, budgetYen: 10_000, utility: 'count', tieBreak: [] });
    expect([funded.filter((f) => f.id.startsWith('a')).length, funded.filter((f) => f.id.startsWith('b')).length]).toEqual([5, 5]);
  });
  test('a ballot is counted once whatever the order, and the open text comes back the same without voters', () => {
    fc.assert(fc.property(vote, fc.integer({ min: 1, max: 4 }), fc.constantFrom('exactly' as const, 'at-most' as const), (v, n, kind) => {
      const ballots = v.choices.map((choice, i) => ({ voter: `secret${i}`, choice }));
      const ids = v.projects.map((p) => p.id);
      const result = count({ kind, n }, ids, ballots);
      expect(count({ kind, n }, ids, [...ballots].reverse())).toEqual(result);
      expect(result.cast).toBe(result.valid + Object.values(result.void).reduce((a, b) => a + b, 0));
      const open = { meta: { rule: `${kind} ${n}` }, budgetYen: v.budgetYen, projects: v.projects, choices: result.counted };
      const text = toPb(open);
      expect(text).not.toContain('secret');
      expect(fromPb(text)).toEqual(open);
    }));
  });
});

test('the lot is SHA-256 as every tool computes it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (seed) => {
    expect(lotCommitment(seed)).toBe(createHash('sha256').update(seed, 'utf8').digest('hex'));
  }), { numRuns: 300 });
});
