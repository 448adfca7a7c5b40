import fc from 'fast-check';
import { expect, test } from 'vitest';
import { submitted } from '../../workflows/domain/cases.js';
import type { CaseState, Request } from '../../workflows/domain/cases.js';
import type { StepOf } from '../../workflows/domain/programmes.js';
import { scored, scoring } from '../../workflows/domain/steps/scoring.js';
import type { Ctx } from '../../workflows/domain/steps/step.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { CALENDAR, DEPARTMENTS } from '../support/sample.js';

const step = citizenProposal.stages.flatMap((s) => s.steps).find((s) => s.id === 'score') as StepOf<'scoring'>;
const sheet = fc.record(Object.fromEntries(step.criteria.map((c) => [c.id, fc.integer({ min: 0, max: c.max })])));

/** A scoring step whose members handed in these sheets; null = recused. */
function scoringOf(panel: readonly string[], sheets: readonly (Record<string, number> | null)[]): Ctx<'scoring'> {
  const base = submitted({ id: 'c', number: 'n', programme: { id: citizenProposal.id, version: 1 }, fiscalYear: 2027, answers: {} }, 'submission', 0);
  const run = { step: 'score', kind: 'scoring' as const, stage: 'review', round: 1, openedAt: 0, settledAt: null, outcome: null, result: null };
  const requests = panel.map((member, n) => ({
    key: `sheet-${member}`, id: `score#1/sheet-${member}`, step: 'score', round: 1, state: 'answered',
    answer: { choice: sheets[n] ? 'score' : 'recuse', values: Object.fromEntries(Object.entries(sheets[n] ?? {}).map(([k, v]) => [k, String(v)])), at: 0, by: { kind: 'system' } },
  })) as unknown as Request[];
  const state: CaseState = { ...base, steps: [run], requests };
  return { programme: citizenProposal, state, run, env: { now: 0, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 0 }, step: { ...step, panel } };
}

const panel = step.panel;
const sheets = fc.array(fc.option(sheet, { freq: 5 }), { minLength: panel.length, maxLength: panel.length });

test('the order of the members changes nothing', () => {
  fc.assert(fc.property(sheets, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (given, order) => {
    expect(scored(scoringOf(order.map((n) => panel[n] ?? ''), order.map((n) => given[n] ?? null)))).toEqual(scored(scoringOf(panel, given)));
  }));
});

test('a higher score never turns a pass into a fail', () => {
  fc.assert(fc.property(sheets, fc.integer({ min: 0, max: 4 }), fc.constantFrom(...step.criteria.map((c) => c.id)), (given, member, criterion) => {
    const before = scored(scoringOf(panel, given));
    const raised = given.map((s, n) => (s && n === member ? { ...s, [criterion]: Math.min(10, (s[criterion] ?? 0) + 1) } : s));
    const after = scored(scoringOf(panel, raised));
    expect(after.total).toBeGreaterThanOrEqual(before.total);
    if (before.passed) expect(after.passed).toBe(true);
  }));
});

test('exactly at the threshold passes (≥), one point below does not', () => {
  const half = Object.fromEntries(step.criteria.map((c) => [c.id, 5]));
  expect(scored(scoringOf(panel, panel.map(() => half))).passed).toBe(true);
  expect(scored(scoringOf(panel, panel.map((_, n) => (n === 0 ? { ...half, publicness: 4 } : half)))).passed).toBe(false);
});

test('a recused member is left out of points and of full marks', () => {
  const eight = Object.fromEntries(step.criteria.map((c) => [c.id, 8]));
  expect(scored(scoringOf(panel, [null, eight, eight, eight, eight]))).toEqual({ total: 160, full: 200, sheets: 4, recused: 1, passed: true });
});

test('a member who declares a tie after scoring is left out of points and of full marks', () => {
  const eight = Object.fromEntries(step.criteria.map((c) => [c.id, 8]));
  const before = scoringOf(panel, panel.map(() => eight));
  const tied = { n: 1, verb: 'declare' as const, values: { relation: 'relative' }, at: 1, by: { kind: 'post' as const, post: panel[0] ?? '', person: 'p' } };
  const after = { ...before, step: { ...before.step, perCall: { gatherDays: 7 } }, state: { ...before.state, acts: [tied] } };
  expect(scored(after)).toEqual({ total: 160, full: 200, sheets: 4, recused: 1, passed: true });
});

test('as many sheets as the quorum decide, one fewer do not', () => {
  const eight = Object.fromEntries(step.criteria.map((c) => [c.id, 8]));
  const ends = (sheets: number) => scoring.settle(scoringOf(panel, panel.map((_, n) => (n < sheets ? eight : null))))?.outcome;
  expect([ends(step.quorum), ends(step.quorum - 1)]).toEqual(['passed', 'no-quorum']);
});
