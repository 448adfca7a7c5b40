// Final determination (額の確定): the officer accepts what counts of each line; the amount is computed, never typed: min(decided, recomputed).
import { party, settledKind } from '../cases.js';
import type { Field, Values } from '../fields.js';
import type { Working } from '../money.js';
import { finalAmount, sum } from '../money.js';
import { sums } from './claim.js';
import { budgetOf } from './draft-decision.js';
import { reportFields } from './report.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, hold, lineAnswer, reasonField, remarkField, text, yen } from './step.js';

type K = 'determination';

/** The report as it stands: the newest correction, else what was handed in. */
export function reportOf(ctx: Ctx<K>): Values {
  for (let n = ctx.step.corrections; n >= 1; n--) {
    const again = answerOf(ctx, `correction-${n}`);
    if (again) return again.values;
  }
  return settledKind(ctx.state, 'report')?.result ?? {};
}

const isMissing = (ctx: Ctx<K>): boolean => settledKind(ctx.state, 'report')?.outcome !== 'reported';
const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);

/** The final amount for what the officer recognised of each line. */
export function determined(ctx: Ctx<K>, recognised: readonly number[], othersYen: number): Working | null {
  const budget = budgetOf(ctx.programme, ctx.state);
  const rule = ctx.programme.money;
  if (!rule || !budget) return null;
  const eligible = new Set(rule.eligibleHeads.map((h) => h.id));
  const spentEligibleYen = sum(budget.costs.map((line, n) => (eligible.has(line.head) ? (recognised[n] ?? 0) : 0)));
  return finalAmount(rule, { decidedYen: sums(ctx.state).decidedYen, spentEligibleYen, otherGrantsYen: othersYen });
}

const turn = (ctx: Ctx<K>): number => { let n = 1; while (lineAnswer(ctx, `check-${n}`)?.choice === 'correct' && (answerOf(ctx, `correction-${n}`) || hasLapsed(ctx, `correction-${n}`))) n++; return n; };

export const determination: StepKind<K> = {
  outcomes: ['determined'],
  asks(ctx) {
    const n = turn(ctx);
    const check = lineAnswer(ctx, `check-${n}`);
    if (!check) return askOffice(ctx, ctx.step.by, { key: `check-${n}`, what: 'report-check', tier: 'T2', term: ctx.step.term, mail: 'payments/report-check-requested', note: { missing: isMissing(ctx), round: n } });
    if (check.choice === 'correct') return [ask(ctx, { key: `correction-${n}`, what: 'report', to: party('contact'), tier: 'T1', term: ctx.step.correctionTerm, silence: 'office-decides', mail: 'payments/report-correction', note: { note: text(check.values.note) } })];
    return [];
  },
  choices(ctx, request) {
    if (request.what === 'report') return [{ id: 'corrected', label: '直して提出する', consequence: '市がもう一度確かめます。', fields: reportFields(ctx.programme, ctx.state) }];
    const report = reportOf(ctx);
    const spent = numbers(report.spent);
    const lines: Field[] = reportFields(ctx.programme, ctx.state).filter((f) => f.kind === 'spent').map((f) => ({ ...f, id: 'recognised', label: '認める額', lines: f.kind === 'spent' ? f.lines.map((line, n) => ({ label: line.label, plannedYen: spent[n] ?? 0 })) : [] }) as Field);
    const accept = { id: 'accept', label: '認めて額を確定する', consequence: 'ルールどおりに計算した額が確定します。決定額より増えることはありません。', fields: [...(isMissing(ctx) ? [] : lines), remarkField('note', '認めなかった費用とその理由')] };
    const n = turn(ctx);
    return isMissing(ctx) || n > ctx.step.corrections ? [accept] : [accept, { id: 'correct', label: '直しを求める', consequence: '提案者が報告を直します。', fields: [reasonField('note', '何をどう直すか', '提案者がそのまま読みます')] }];
  },
  check(ctx, request, choice, values) {
    if (request.what !== 'report-check' || choice !== 'accept') return [];
    const spent = numbers(reportOf(ctx).spent);
    return numbers(values.recognised).flatMap((yen, n) => (yen > (spent[n] ?? 0) ? [{ at: `recognised.${n}`, code: 'above-decided' as const, facts: { max: spent[n] ?? 0, is: yen } }] : []));
  },
  settle(ctx) {
    const n = turn(ctx);
    const check = lineAnswer(ctx, `check-${n}`);
    if (check?.choice !== 'accept') return null;
    const working = determined(ctx, numbers(check.values.recognised), yen(reportOf(ctx).othersYen));
    const { decidedYen, paidYen } = sums(ctx.state);
    const finalYen = working?.amountYen ?? 0;
    return {
      outcome: 'determined',
      result: { finalYen, paidYen, decidedYen, working: JSON.stringify(working?.steps ?? []), note: text(check.values.note) },
      // A determination that was sent back is made again: what is held follows the newest one, down or up.
      events: hold(ctx, Math.max(finalYen, paidYen)),
    };
  },
};
