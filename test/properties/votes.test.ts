// Votes of residents for all ballots: what is valid, what the envelope allows, and that whoever counts the published file again finds the same.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BallotRule, fromPb, toPb } from '../../workflows/domain/ballots.js';
import { checkProgramme } from '../../workflows/domain/check-programme.js';
import { lotCommitment } from '../../workflows/domain/selection.js';
import { choiceFault, type CountInput, countVote, openVote, voteFaults, type VoteMethod } from '../../workflows/domain/vote-count.js';
import { residentVote } from '../../workflows/programmes/resident-vote.js';

const IDS = Array.from({ length: 7 }, (_, n) => `2026-RV-000${n + 1}`);
const rule: fc.Arbitrary<BallotRule> = fc.record({ kind: fc.constantFrom('exactly', 'at-most'), n: fc.integer({ min: 1, max: 4 }), instead: fc.constantFrom(undefined, 'fund'), sumMaxYen: fc.option(fc.integer({ min: 1, max: 90 }).map((n) => n * 10_000), { nil: undefined }) }, { requiredKeys: ['kind', 'n'] });
const method: fc.Arbitrary<VoteMethod> = fc.oneof(
  fc.record({ kind: fc.constant('most-votes' as const), onCross: fc.constantFrom('stop' as const, 'skip' as const, 'remainder' as const), winnersMax: fc.integer({ min: 1, max: 5 }), partialUnitYen: fc.constantFrom(1, 1000), tieBreak: fc.constantFrom([{ kind: 'lot' as const }], [{ kind: 'smaller-request' as const }, { kind: 'lot' as const }]) }),
  fc.record({ kind: fc.constant('equal-shares' as const), utility: fc.constantFrom('count' as const, 'cost' as const), tieBreak: fc.constant([]) }),
);
const input: fc.Arbitrary<CountInput> = fc.record({
  rule, method, envelopeYen: fc.integer({ min: 0, max: 200 }).map((n) => n * 10_000), withdrawn: fc.subarray(IDS, { maxLength: 2 }), lot: fc.constant({ commitment: lotCommitment('種'), seed: '種' }),
  candidates: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 7, maxLength: 7 }).map((all) => all.map((n, i) => ({ id: IDS[i] ?? '', caseId: `c${i}`, title: `事業\n${i}`, group: '', summary: '', yen: n * 10_000 }))),
  ballots: fc.array(fc.array(fc.constantFrom(...IDS, 'fund', '?'), { maxLength: 5 }), { maxLength: 30 }).map((all) => all.map((choice, n) => ({ voter: `v${n}`, choice }))),
});

describe('a vote of residents', () => {
  test('a ballot is valid exactly when its number, its sum and what stands alone are as the rule says', () => {
    fc.assert(fc.property(input, ({ rule: r, candidates, ballots }) => {
      for (const { choice } of ballots) {
        const sum = choice.reduce((all, id) => all + (candidates.find((c) => c.id === id)?.yen ?? 0), 0);
        const alone = choice.length === 1 && choice[0] === r.instead;
        const plain = choice.every((id) => IDS.includes(id)) && new Set(choice).size === choice.length && (r.kind === 'exactly' ? choice.length === r.n : choice.length >= 1 && choice.length <= r.n) && sum <= (r.sumMaxYen ?? Infinity);
        expect(choiceFault(r, candidates, choice) === null).toBe(alone || plain);
      }
    }));
  });

  test('the envelope is never passed, every ballot is counted or void, and who stepped back or got no vote gets nothing', () => {
    fc.assert(fc.property(input, (given) => {
      const { count, lines, spentYen, leftYen } = countVote(given);
      expect([spentYen + leftYen, spentYen <= given.envelopeYen, count.valid + Object.values(count.void).reduce((all, n) => all + n, 0)]).toEqual([given.envelopeYen, true, given.ballots.length]);
      expect(lines.map((l) => l.id).sort()).toEqual(IDS);
      for (const line of lines) {
        if (given.withdrawn.includes(line.id)) expect([line.outcome, line.grantYen]).toEqual(['withdrawn', 0]);
        else if (line.votes === 0) expect([line.outcome, line.grantYen]).toEqual(['not-selected', 0]);
        expect(line.grantYen).toBeLessThanOrEqual(line.yen);
      }
      if (given.method.kind === 'most-votes') expect(lines.filter((l) => l.outcome === 'selected').length).toBeLessThanOrEqual(given.method.winnersMax ?? 7);
    }));
  });

  test('the order in which ballots lie in the box changes nothing', () => {
    fc.assert(fc.property(input, (given) => {
      const plain = ({ lines, spentYen }: ReturnType<typeof countVote>) => ({ lines, spentYen });
      expect(plain(countVote({ ...given, ballots: [...given.ballots].reverse() }))).toEqual(plain(countVote(given)));
    }));
  });

  test('the published file reads back with the same votes and the same selected', () => {
    fc.assert(fc.property(input, (given) => {
      const result = countVote(given);
      const back = fromPb(toPb(openVote(given, result, { name: '投票', city: '市', call: 'cal_1', from: 0, to: 1 })));
      expect(back.choices.length).toBe(result.count.valid);
      for (const p of back.projects) {
        const line = result.lines.find((l) => l.id === p.id);
        expect([back.choices.filter((c) => c.includes(p.id)).length, p.selected]).toEqual([line?.votes, line?.outcome === 'selected']);
      }
    }));
  });
});

test('the checker says what is wrong with a vote', () => {
  const step = residentVote.stages.flatMap((s) => s.steps).find((s) => s.kind === 'public-vote');
  if (step?.kind !== 'public-vote') throw new Error('the programme votes');
  expect(voteFaults(step, true)).toEqual([]);
  expect(voteFaults({ rule: { kind: 'exactly', n: 0, instead: 'fund' }, method: { kind: 'most-votes', onCross: 'stop', winnersMax: 0, partialUnitYen: 1, tieBreak: [] } }, false)).toHaveLength(5);
  const broken = JSON.parse(JSON.stringify(residentVote).replace('"confirm":"civic.head"', '"confirm":"nobody.here"')) as typeof residentVote;
  expect(checkProgramme(broken, { posts: [], departments: [] })).toContain('resident-vote public-vote: asks a post nobody.here that does not exist');
});
