// Amounts that the steps read from the programme: rates by adoption (四條畷市), courses and a year's measure (小牧市), the excess that is cut (甲州市). Scenario 4 names the measure.
import { expect, test } from 'vitest';
import { judge } from '../../workflows/domain/acts.js';
import { advance } from '../../workflows/domain/advance.js';
import { instantAt } from '../../workflows/domain/calendar.js';
import { apply, type CaseEvent, type CaseState, type DatedEvent, submitted } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import { ruleOfForm } from '../../workflows/domain/grant-rule.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { allowed } from '../../workflows/domain/steps/draft-decision.js';
import { determined } from '../../workflows/domain/steps/determination.js';
import { generalSubsidy } from '../../workflows/programmes/general-subsidy.js';
import { REAL_PROGRAMMES } from '../../workflows/programmes/real/index.js';
import { APPLICATION, CALENDAR, DEPARTMENTS } from '../support/sample.js';

const of = (id: string): Programme => REAL_PROGRAMMES.find((p) => p.id === id) ?? expect.fail(`no ${id}`);
const at = instantAt('2026-12-01', '10:00');
const OFFICE = { kind: 'post', post: 'civic.office', person: 'suzuki' } as const;
const envOf = (adopted: readonly string[]) => ({ now: at, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 3_000_000, adopted });

/** A case whose review was passed and whose decision is being drafted. */
function drafting(programme: Programme, answers: Values, fiscalYear: number, adopted: readonly string[] = []): CaseState {
  const events: CaseEvent[] = [
    { type: 'stage.opened', stage: 'review', visit: 1, from: 'screening' }, { type: 'step.opened', step: 'score', kind: 'scoring', stage: 'review', round: 1 },
    { type: 'step.settled', step: 'score', round: 1, outcome: 'passed', result: {} }, { type: 'step.opened', step: 'draft', kind: 'draft-decision', stage: 'review', round: 1 },
  ];
  const state = events.reduce((s, event) => apply(s, { ...event, at } as DatedEvent), submitted({ id: 'c', number: '2026-GS-0001', programme: { id: programme.id, version: programme.version }, fiscalYear, answers }, 'submission', at));
  return advance(programme, state, envOf(adopted), 'inside').state;
}
const draft = (programme: Programme, state: CaseState, input: Record<string, unknown>, adopted: readonly string[] = []) => judge(programme, state, envOf(adopted), { kind: 'answer', request: 'draft#1/draft', choice: 'select', input: { reasons: 'よい事業です', ...input } }, OFFICE);

test('4: how often a project was adopted is confirmed by the officer with the record beside it, is never chosen before, and decides the rate from the draft to the final amount', () => {
  const adopted = ['2024-GS-0003', '2025-GS-0011'];
  const state = drafting(generalSubsidy, APPLICATION, 2027, adopted);
  expect(draft(generalSubsidy, state, { amountYen: 330_000 }, adopted)).toMatchObject({ ok: false, faults: [{ at: 'adoption', code: 'not-chosen' }] });
  // 412,500 at 50 % is 206,250, in thousands 206,000: what the first year would have given is refused beside its field.
  expect(draft(generalSubsidy, state, { amountYen: 330_000, adoption: '3' }, adopted)).toMatchObject({ ok: false, faults: [{ at: 'amountYen', code: 'above-decided', facts: { max: 206_000, is: 330_000 } }] });
  const drafted = draft(generalSubsidy, state, { amountYen: 206_000, adoption: '3' }, adopted);
  expect(drafted.ok).toBe(true);
  const after = drafted.moved.state;
  expect(allowed(generalSubsidy, after)?.amountYen).toBe(206_000);
  expect(determined(generalSubsidy, after, [200_000, 100_000], { othersYen: 0 })?.amountYen).toBe(150_000);
});

test('4: 小牧市: the measure of fiscal 2020 waives the rate in two courses for that year only; the course is the applicant’s, the adoption the officer’s', () => {
  const komaki = of('komaki-2020');
  const cost = (asked: number): Values => ({ ...APPLICATION, budget: { costs: [{ head: 'supplies', what: '用品', yen: 100_000 }], ownYen: 100_000 - asked, feesYen: 0, otherGrantsYen: 0, askedYen: asked } });
  const most = (course: string, fiscalYear: number, adoption: number) => allowed(komaki, drafting(komaki, { ...cost(100_000), course }, fiscalYear), adoption)?.amountYen ?? null;
  expect([most('widen', 2020, 3), most('widen', 2021, 3), most('begin', 2020, 1), most('begin', 2020, 2)]).toEqual([100_000, 60_000, 80_000, 70_000]);
  expect(most('begin', 2020, 4)).toBeNull();
  // The form takes the best the course can give, because the applicant is not asked how often.
  expect([ruleOfForm(komaki, { course: 'widen' }, 2020)?.rateByYear, ruleOfForm(komaki, { course: 'widen' }, 2021)?.rateByYear]).toEqual([[{ num: 1, den: 1 }], [{ num: 4, den: 5 }]]);
});

test('甲州市: own income and subsidy above the eligible cost are cut when the decision is drafted and when the amount is fixed, down to nothing', () => {
  const koshu = of('koshu');
  const budget = (feesYen: number) => ({ ...APPLICATION, budget: { costs: [{ head: 'supplies', what: '用品', yen: 300_000 }], ownYen: 0, feesYen, otherGrantsYen: 0, askedYen: 300_000 } });
  expect([100_000, 130_000, 450_000].map((fees) => allowed(koshu, drafting(koshu, budget(fees), 2027))?.amountYen)).toEqual([200_000, 170_000, 0]);
  const state = drafting(koshu, budget(100_000), 2027);
  const decided = draft(koshu, state, { amountYen: 200_000 }).moved.state;
  const final = (income: number, others = 0) => determined(koshu, decided, [300_000], { othersYen: others, incomeYen: income });
  expect([final(0)?.amountYen, final(130_000)?.amountYen, final(400_000)?.amountYen]).toEqual([200_000, 170_000, 0]);
  expect(final(130_000)?.steps.map((s) => s.kind)).toContain('excess');
});
