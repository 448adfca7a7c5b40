// Report (実績報告) with the settlement: one sum for each planned line, or the receipts it is added up from. Late is first a written demand with a new date, then a missing report; money is never called back by silence alone.
import { type CivilDate, dateOf, deadline, fiscalYearEnd, type Instant, instantAt, OFFICE_CLOSES } from '../calendar.js';
import type { Ask, CaseState } from '../cases.js';
import { party, settledStep } from '../cases.js';
import type { Field, Values } from '../fields.js';
import { type Programme, receiptRule, type StepDef } from '../programmes.js';
import type { Plan, Receipt, ReceiptRule } from '../receipts.js';
import { planOf } from './plan.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, hasLapsed } from './step.js';

/** What a report asks for: what was done, what came of it, and what each planned line really cost, by its receipts where the programme says so. `today` bounds the days of payment. */
export function reportFields(programme: Programme, state: CaseState, today: CivilDate = dateOf(state.lastAt)): readonly Field[] {
  const plan = planOf(programme, state);
  const rule = receiptRule(programme);
  return [
    { id: 'done', label: '行ったこと', kind: 'longtext', required: true, max: 2000 },
    { id: 'effect', label: '成果と、うまくいかなかったこと', kind: 'longtext', required: true, max: 2000 },
    ...(plan ? [
      rule ? receiptsField(rule, plan, state, today) : { id: 'spent', label: '使ったお金', kind: 'spent', required: true, lines: plan.lines.map(({ label, plannedYen }) => ({ label, plannedYen })) } as const,
      { id: 'othersYen', label: 'ほかの補助金・助成金で受け取った額', kind: 'yen', required: true, min: 0, max: 1_000_000_000, hint: 'なければ0' } as const,
      ...(programme.money?.cutsExcess ? [{ id: 'incomeYen', label: '事業の収入（参加費・売上など）', kind: 'yen', required: true, min: 0, max: 1_000_000_000, hint: '補助金・助成金と自分たちのお金を除きます。なければ0' } as const] : []),
    ] : []),
    plan && rule ? { id: 'photos', label: '写真やちらしなど', kind: 'files', required: false, max: 10 } : { id: 'receipts', label: '領収書・写真', kind: 'files', required: false, max: 10 },
  ];
}

/** The first day on which a payment counts: that of the decision; null when there was none. */
export function firstDay(rule: ReceiptRule, state: CaseState): CivilDate | null {
  const decidedAt = settledStep(state, rule.notBefore)?.settledAt ?? null;
  return decidedAt === null ? null : dateOf(decidedAt);
}

function receiptsField(rule: ReceiptRule, plan: Plan, state: CaseState, today: CivilDate): Field {
  const from = firstDay(rule, state);
  return {
    id: 'receipts', label: '領収書', kind: 'receipts', required: false, plan, ...(from ? { from } : {}), to: today, ...(rule.property ? { property: rule.property } : {}),
    hint: `1枚ずつ、予算のどの費目かを選んで付けてください。スマートフォンで撮った写真で出せます。${from ? '決定の日より前の支払いは対象になりません。' : ''}`,
  };
}

/** The report as it was last handed in: the newest answer to whoever asked for one. */
export const newestReport = (state: CaseState): Values => state.requests.findLast((r) => r.what === 'report' && r.answer)?.answer?.values ?? {};
/** The receipts of a report. */
export const receiptsOf = (report: Values): readonly Receipt[] => (Array.isArray(report.receipts) ? (report.receipts as readonly unknown[]).filter((one): one is Receipt => typeof one === 'object' && one !== null) : []);

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
  choices: (ctx) => [{ id: 'report', label: '報告を提出する', consequence: '市が確かめて、金額を確定します。', fields: reportFields(ctx.programme, ctx.state, dateOf(ctx.env.now)) }],
  settle(ctx) {
    const given = answerOf(ctx, 'report') ?? answerOf(ctx, 'demand');
    if (given) return { outcome: 'reported', result: given.values };
    return hasLapsed(ctx, 'demand') ? { outcome: 'missing', result: {} } : null;
  },
};
