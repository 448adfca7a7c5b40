// The terms of a contract in force: what was ordered and quoted, until both sides agreed on a change (変更契約).
import { type CaseState, formAnswers } from './cases.js';
import type { Values } from './fields.js';
import type { Yen } from './money.js';
import { quotedYen } from './steps/quotation.js';
import { text, yen } from './steps/step.js';

/** What a change may replace: the price with tax, the last day, and what is to be done. */
export type ContractTerms = { readonly yen: Yen; readonly lastDay: string; readonly specification: string };

/** The newest change that both sides agreed on; null where the contract stands as it was first signed. */
export function changedTerms(state: CaseState): ContractTerms | null {
  const agreed = state.steps.findLastIndex((r) => r.kind === 'agreement' && r.outcome === 'concluded');
  const result = state.steps.slice(0, Math.max(0, agreed)).findLast((r) => r.kind === 'contract-change' && r.outcome === 'drafted')?.result;
  return result ? { yen: yen(result.yen), lastDay: text(result.lastDay), specification: text(result.specification) } : null;
}

/** The terms in force; null where nothing was quoted. */
export function contractTerms(state: CaseState): ContractTerms | null {
  const price = quotedYen(state);
  if (price === null) return null;
  return changedTerms(state) ?? { yen: price, lastDay: text(formAnswers(state).projectEnd), specification: text(state.steps.findLast((r) => r.kind === 'route')?.result?.specification) };
}

/** The change that is being decided or agreed on: drafted, and no agreement has ended since; null when there is none. */
export function openChange(state: CaseState): Values | null {
  const at = state.steps.findLastIndex((r) => r.kind === 'contract-change');
  const run = state.steps[at];
  const over = state.steps.slice(at + 1).some((r) => r.kind === 'agreement' && r.settledAt !== null);
  return run?.outcome === 'drafted' && !over ? run.result : null;
}

/** What inspections let pass so far; null before the first. */
export function inspectedYen(state: CaseState): Yen | null {
  const passed = state.steps.filter((r) => r.kind === 'inspection' && (r.outcome === 'passed' || r.outcome === 'part-passed'));
  return passed.length > 0 ? passed.reduce((all, r) => all + yen(r.result?.yen), 0) : null;
}
