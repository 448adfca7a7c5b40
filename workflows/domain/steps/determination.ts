// Final determination (額の確定): the officer says what counts, of each line or receipt by receipt; the amount is computed, never typed: min(decided, recomputed).
import { dateOf } from '../calendar.js';
import type { CaseState } from '../cases.js';
import { formAnswers, party, settledKind } from '../cases.js';
import type { Field, Values } from '../fields.js';
import type { Working } from '../money.js';
import { ruleOfCase } from '../grant-rule.js';
import { finalAmount, sum } from '../money.js';
import { type Programme, receiptRule } from '../programmes.js';
import { judged, type Property, propertyOf, REJECT_REASONS, type Rejected, spentByLine } from '../receipts.js';
import { REJECT_WORDS } from '../words.js';
import { sums } from './claim.js';
import { adoptionOf, budgetOf } from './draft-decision.js';
import { planOf } from './plan.js';
import { firstDay, newestReport, receiptsOf, reportFields } from './report.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, hold, lineAnswer, list, reasonField, remarkField, text, yen } from './step.js';

type K = 'determination';

/**
 * The report as it stands: the newest correction, else what was handed in. Where receipts are judged one by one, a correction also stands
 * when the approver sent the determination back.
 */
export function reportOf(ctx: Ctx<K>): Values {
  if (receiptRule(ctx.programme)) return newestReport(ctx.state);
  for (let n = ctx.step.corrections; n >= 1; n--) {
    const again = answerOf(ctx, `correction-${n}`);
    if (again) return again.values;
  }
  return settledKind(ctx.state, 'report')?.result ?? {};
}

const isMissing = (ctx: Ctx<K>): boolean => settledKind(ctx.state, 'report')?.outcome !== 'reported';
const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);

/** The final amount for what is recognised of each line, by the rule of the case's adoption and course, and by what the report says of other grants and income. */
export function determined(programme: Programme, state: CaseState, recognised: readonly number[], report: Values): Working | null {
  const budget = budgetOf(programme, state);
  const rule = ruleOfCase(programme, formAnswers(state), state.fiscalYear, adoptionOf(state));
  if (!rule || !budget) return null;
  const eligible = new Set(rule.eligibleHeads.map((h) => h.id));
  const spentEligibleYen = sum(budget.costs.map((line, n) => (eligible.has(line.head) ? (recognised[n] ?? 0) : 0)));
  const othersYen = yen(report.othersYen);
  return finalAmount(rule, { decidedYen: sums(state).decidedYen, spentEligibleYen, otherGrantsYen: othersYen, incomeYen: othersYen + yen(report.incomeYen) });
}

/** The final amount for a report whose receipts were judged so; without verdicts, what it can be at most. */
export function determinedBy(programme: Programme, state: CaseState, report: Values, verdicts: readonly string[] = []): Working | null {
  const lines = budgetOf(programme, state)?.costs.length ?? 0;
  return determined(programme, state, spentByLine(lines, judged(receiptsOf(report), verdicts).accepted), report);
}

/** What the newest determination did not recognise, item by item (job D-6). */
export function rejectedOf(state: CaseState): readonly Rejected[] {
  return judged(receiptsOf(newestReport(state)), list(settledKind(state, 'determination')?.result?.verdicts)).rejected;
}

/** The register of property bought (取得財産), less what was not recognised; empty before the report. */
export function registerOf(programme: Programme, state: CaseState): readonly Property[] {
  const { accepted } = judged(receiptsOf(newestReport(state)), list(settledKind(state, 'determination')?.result?.verdicts));
  return propertyOf(receiptRule(programme)?.property, planOf(programme, state)?.lines ?? [], accepted);
}

/** What the officer says of the money: of each receipt whether it counts, or of each line how much does. */
function recognition(ctx: Ctx<K>): readonly Field[] {
  if (isMissing(ctx)) return [];
  const report = reportOf(ctx);
  const plan = planOf(ctx.programme, ctx.state);
  const rule = receiptRule(ctx.programme);
  const from = rule ? firstDay(rule, ctx.state) : null;
  if (plan && rule) return [{ id: 'verdicts', label: '領収書を認めるか', kind: 'verdicts', required: true, plan, ...(from ? { from } : {}), receipts: receiptsOf(report), options: REJECT_REASONS.map((id) => ({ id, label: REJECT_WORDS[id].ja })) }];
  const spent = numbers(report.spent);
  return reportFields(ctx.programme, ctx.state).flatMap((f): Field[] => (f.kind === 'spent' ? [{ ...f, id: 'recognised', label: '認める額', lines: f.lines.map((line, n) => ({ label: line.label, plannedYen: spent[n] ?? 0 })) }] : []));
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
    if (request.what === 'report') return [{ id: 'corrected', label: '直して提出する', consequence: '市がもう一度確かめます。', fields: reportFields(ctx.programme, ctx.state, dateOf(ctx.env.now)) }];
    const accept = { id: 'accept', label: '認めて額を確定する', consequence: 'ルールどおりに計算した額が確定します。決定額より増えることはありません。', fields: [...recognition(ctx), remarkField('note', receiptRule(ctx.programme) ? '団体に伝えること' : '認めなかった費用とその理由')] };
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
    const report = reportOf(ctx);
    const { verdicts } = check.values;
    const working = verdicts ? determinedBy(ctx.programme, ctx.state, report, list(verdicts)) : determined(ctx.programme, ctx.state, numbers(check.values.recognised), report);
    const { decidedYen, paidYen } = sums(ctx.state);
    const finalYen = working?.amountYen ?? 0;
    return {
      outcome: 'determined',
      result: { finalYen, paidYen, decidedYen, working: JSON.stringify(working?.steps ?? []), note: text(check.values.note), ...(verdicts ? { verdicts } : {}) },
      // A determination that was sent back is made again: what is held follows the newest one, down or up.
      events: hold(ctx, Math.max(finalYen, paidYen)),
    };
  },
};
