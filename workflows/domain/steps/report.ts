// Report (実績報告) with the settlement sheet. Late is first a written demand with a new date, then a missing report; money is never called back by silence alone.
import { deadline, fiscalYearEnd, type Instant, instantAt, OFFICE_CLOSES } from '../calendar.js';
import type { Ask, CaseState } from '../cases.js';
import { party } from '../cases.js';
import type { Field } from '../fields.js';
import type { Programme, StepDef } from '../programmes.js';
import { budgetOf } from './draft-decision.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, hasLapsed } from './step.js';

/** What a report asks for: what was done, what came of it, and what each planned line really cost. */
export function reportFields(programme: Programme, state: CaseState): readonly Field[] {
  const budget = budgetOf(programme, state);
  const label = (head: string) => programme.money?.eligibleHeads.find((h) => h.id === head)?.label ?? head;
  return [
    { id: 'done', label: '行ったこと', kind: 'longtext', required: true, max: 2000 },
    { id: 'effect', label: '成果と、うまくいかなかったこと', kind: 'longtext', required: true, max: 2000 },
    ...(budget ? [
      { id: 'spent', label: '使ったお金', kind: 'spent', required: true, lines: budget.costs.map((line) => ({ label: `${label(line.head)}（${line.what}）`, plannedYen: line.yen })) } as const,
      { id: 'othersYen', label: 'ほかの補助金・助成金で受け取った額', kind: 'yen', required: true, min: 0, max: 1_000_000_000, hint: 'なければ0' } as const,
    ] : []),
    { id: 'receipts', label: '領収書・写真', kind: 'files', required: false, max: 10 },
  ];
}

/** The last office minute of the fiscal year, where a report may not be due later; null where it may, or when that is over already. No suspension moves it: it is the end of a budget. */
export function reportLimit(def: StepDef, state: CaseState, openedAt: Instant): Instant | null {
  const last = instantAt(fiscalYearEnd(state.fiscalYear), OFFICE_CLOSES);
  return def.kind === 'report' && def.notAfterYearEnd && last > openedAt ? last : null;
}

/** Two dates, the earlier one counts: so many days after the end, and not after the fiscal year (いわき市). A work that ends later than that has its days. */
function beforeYearEnd(ctx: Ctx<'report'>, asked: Ask): Ask {
  const last = reportLimit(ctx.step, ctx.state, ctx.run.openedAt);
  if (last === null || asked.dueAt <= last) return asked;
  return { ...asked, dueAt: last, closesAt: Math.max(deadline(ctx.env.calendar, last, ctx.step.term.grace), ctx.env.now + asked.minNoticeMs) };
}

export const report: StepKind<'report'> = {
  outcomes: ['reported', 'missing'],
  asks(ctx) {
    const common = { what: 'report', to: party('contact'), tier: 'T1', mail: 'payments/report-due' } as const;
    if (!hasLapsed(ctx, 'report')) return [beforeYearEnd(ctx, ask(ctx, { ...common, key: 'report', term: ctx.step.term, silence: 'demand' }))];
    return [ask(ctx, { ...common, key: 'demand', term: ctx.step.demand, silence: 'office-decides', note: { demand: true } })];
  },
  choices: (ctx) => [{ id: 'report', label: '報告を提出する', consequence: '市が確かめて、金額を確定します。', fields: reportFields(ctx.programme, ctx.state) }],
  settle(ctx) {
    const given = answerOf(ctx, 'report') ?? answerOf(ctx, 'demand');
    if (given) return { outcome: 'reported', result: given.values };
    return hasLapsed(ctx, 'demand') ? { outcome: 'missing', result: {} } : null;
  },
};
