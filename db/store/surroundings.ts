// What the rules may see around a case beside its own facts: envelope, call, other orders, accounts, the log. Each is read only where the open step looks at it.
import { and, eq } from 'drizzle-orm';
import { type CaseState, currentStep } from '../../workflows/domain/cases.js';
import { findStep, holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { Db } from '../client.js';
import { envelopes } from '../schema/index.js';
import { alikeOrders } from './alike-orders.js';
import { headLate } from './evidence-log.js';
import type { CaseRow } from './load.js';
import { meetingsOf } from './meetings.js';
import { paidBefore } from './paid-before.js';
import { callViewOf } from './panel.js';

/** All of it for one case. `lock` is the caller's hold on the case: only then is the envelope locked, after the case (law 3). */
export async function surroundings(db: Db, row: CaseRow, programme: Programme, state: CaseState, lock: boolean): Promise<Omit<Env, 'now' | 'calendar' | 'departments'>> {
  const run = state.ending ? null : currentStep(state);
  const step = run ? findStep(programme, run.step) : undefined;
  const call = await callViewOf(db, programme, row.call, state);
  const late = step?.kind === 'publication' && (await headLate(db));
  const envelopeFreeYen = holdsMoney(programme) ? await envelopeFree(db, state, lock) : null;
  const orders = await alikeOrders(db, programme, state);
  const asksAccount = (step?.kind === 'claim' || step?.kind === 'invoice') && step.changed !== undefined;
  const adopted = step?.kind === 'draft-decision' && programme.money?.confirmsAdoption ? (await meetingsOf(db, row)).filter((m) => m.sameGroup && m.sameTitle && m.sameProgramme && m.granted).map((m) => m.number) : null;
  return {
    envelopeFreeYen, paidBefore: asksAccount ? await paidBefore(db, row) : null,
    ...(call ? { call } : {}), ...(orders ? { alikeOrders: orders } : {}), ...(late ? { evidenceLate: true as const } : {}), ...(adopted ? { adopted } : {}),
  };
}

/** What may still be committed from the case's envelope. While a decision is drafted the envelope is locked too. */
async function envelopeFree(db: Db, state: CaseState, lock: boolean): Promise<number> {
  const query = db.select({ budget: envelopes.budgetYen, committed: envelopes.committedYen }).from(envelopes).where(and(eq(envelopes.programme, state.programme.id), eq(envelopes.fiscalYear, state.fiscalYear)));
  const drafting = ['draft-decision', 'approval', 'contract-change'].includes(state.steps.at(-1)?.kind ?? '');
  const [row] = lock && drafting ? await query.for('no key update') : await query;
  return row ? row.budget - row.committed : 0;
}
