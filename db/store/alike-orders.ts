// Orders that may belong together: contracts of one department and fiscal year with the same group or a like title, for whoever orders the next.
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { dateOf, fiscalYearOf } from '../../workflows/domain/calendar.js';
import { type CaseState, currentStep, formAnswers } from '../../workflows/domain/cases.js';
import { likeTitle, type Order } from '../../workflows/domain/contract-route.js';
import { departmentOf } from '../../workflows/domain/people.js';
import { findStep, type Programme } from '../../workflows/domain/programmes.js';
import { text, yen } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { cases, programmes, steps } from '../schema/index.js';
import { fold } from './search-text.js';

/** Cases that ended so made no contract, and belong to nothing. */
const NO_CONTRACT: readonly string[] = ['withdrawn', 'notConcluded', 'notSelected', 'ineligible', 'expired'];

/** The orders alike to the one a case is about to place; null unless its open step watches for split orders. Each at its quoted price, or the planned one before that. */
export async function alikeOrders(db: Db, programme: Programme, state: CaseState): Promise<readonly Order[] | null> {
  const run = state.ending ? null : currentStep(state);
  const def = run ? findStep(programme, run.step) : undefined;
  if (def?.kind !== 'route' || !def.watchesSplits) return null;
  const department = departmentOf(programme.office.post);
  const answers = formAnswers(state);
  const [group, title] = [fold(text(answers[programme.meaning.group])), likeTitle(fold(text(answers[programme.meaning.title])))];
  const rows = await db.select({ id: cases.id, number: cases.number, title: cases.title, group: cases.groupName, ending: cases.ending, definition: programmes.definition, step: steps.step, settledAt: steps.settledAt, result: steps.result })
    .from(steps).innerJoin(cases, eq(cases.id, steps.caseId)).innerJoin(programmes, and(eq(programmes.id, cases.programme), eq(programmes.version, cases.version)))
    .where(and(sql`${steps.kind} = 'route'`, inArray(steps.outcome, ['small', 'competition']), ne(cases.id, state.id)));
  const alike = rows.filter((r) => !NO_CONTRACT.includes(r.ending ?? '') && departmentOf(r.definition.office.post) === department && ((group !== '' && fold(r.group) === group) || (title !== '' && likeTitle(fold(r.title)) === title)));
  const quoted = alike.length === 0 ? [] : await db.select({ id: steps.caseId, result: steps.result }).from(steps).where(and(eq(steps.kind, 'quotation'), eq(steps.outcome, 'accepted'), inArray(steps.caseId, alike.map((r) => r.id))));
  const year = fiscalYearOf(dateOf(state.lastAt));
  return alike.flatMap((r): Order[] => {
    const step = findStep(r.definition, r.step);
    const on = dateOf(r.settledAt ?? 0);
    // Alike is what was found here, so to the rule all of them are one purpose of one supplier.
    return step?.kind === 'route' && fiscalYearOf(on) === year ? [{ id: r.number, supplier: department, purpose: 'alike', kind: step.contract, on, yen: yen(quoted.find((q) => q.id === r.id)?.result?.yen) || yen(r.result?.plannedYen) }] : [];
  });
}
