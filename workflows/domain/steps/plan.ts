// The plan a report is measured by: the budget of the case, as the newest change that holds made it.
import type { CaseState } from '../cases.js';
import { plannedOf, type Plan } from '../receipts.js';
import { sum } from '../money.js';
import type { Programme } from '../programmes.js';
import { budgetOf } from './draft-decision.js';
import { yen } from './step.js';
import { heldChanges } from './work.js';

/** Lines and whole of the decided plan as last changed; null when the case has no budget. A change without lines changes the whole only. */
export function planOf(programme: Programme, state: CaseState): Plan | null {
  const budget = budgetOf(programme, state);
  if (!budget) return null;
  const changes = heldChanges(state);
  const changed = changes.findLast((act) => Array.isArray(act.values.newLines))?.values.newLines as readonly number[] | undefined;
  const label = (head: string) => programme.money?.eligibleHeads.find((h) => h.id === head)?.label ?? head;
  const lines = budget.costs.map((line, n) => ({ label: `${label(line.head)}（${line.what}）`, head: line.head, plannedYen: line.yen, ...(changed ? { changedYen: changed[n] ?? line.yen } : {}) }));
  const whole = yen(changes.findLast((act) => yen(act.values.newCostYen) > 0)?.values.newCostYen);
  return { lines, totalYen: whole || sum(lines.map(plannedOf)) };
}
