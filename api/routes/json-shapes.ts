// How cases, fields and instants look in JSON. What the public may not read yet is not there at all.
import type { JSONValue } from 'hono/utils/types';
import type { Call } from '../../db/store/calls.js';
import type { Loaded } from '../../db/store/load.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { isDesk } from '../../workflows/domain/desk.js';
import type { Field } from '../../workflows/domain/fields.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { stageDef } from '../../workflows/domain/programmes.js';
import type { Choice } from '../../workflows/domain/steps/step.js';
import { heldDays } from '../pages/day-words.js';
import { stageWord } from '../pages/status.js';
import { statusWords } from '../pages/words.js';

/** 2026-12-04T17:15:00+09:00 */
export const iso = (at: Instant): string => `${new Date(at + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;

/** Values as JSON: what was never filled in is not there. */
export const valuesShape = (values: Readonly<Record<string, unknown>>): Record<string, JSONValue> => JSON.parse(JSON.stringify(values));

/** Fields and choices are data already; the copy takes away what only types know. */
export const fieldShape = (field: Field) => ({
  ...field, options: 'options' in field ? [...field.options] : undefined, lines: 'lines' in field ? [...field.lines] : undefined, plan: 'plan' in field ? { lines: [...field.plan.lines], totalYen: field.plan.totalYen } : undefined,
  receipts: 'receipts' in field ? field.receipts.map((one) => ({ ...one, files: [...one.files] })) : undefined, property: 'property' in field && field.property ? { ...field.property, heads: [...field.property.heads], classes: [...field.property.classes] } : undefined,
});
export const choiceShape = (choice: Choice) => ({ id: choice.id, label: choice.label, consequence: choice.consequence, fields: choice.fields.map(fieldShape) });

export const callShape = (call: Call, now: Instant) => ({ state: now < call.opensAt ? ('scheduled' as const) : now < call.closesAt && call.state !== 'closed' ? ('open' as const) : ('closed' as const), fiscalYear: call.fiscalYear, opensAt: iso(call.opensAt), closesAt: iso(call.closesAt) });

export const summaryShape = (programme: Programme, call: Call | null, now: Instant) => ({ code: programme.code, id: programme.id, version: programme.version, name: programme.name.ja, aim: programme.aim, call: call ? callShape(call, now) : null });

/** The status of a case for the public, or for the group that holds its key. */
export function statusShape({ programme, state, row, env }: Loaded, own: boolean, departments: ReadonlyMap<string, { name: string }>) {
  const words = statusWords.ja;
  const others: Readonly<Record<string, string>> = { party: words.party, panel: words.panel, council: words.council, bank: words.bank, nobody: words.nobody };
  const since = currentStep(state)?.openedAt ?? state.stage.openedAt;
  const due = state.requests.filter((r) => r.state === 'open' && !isDesk(r)).map((r) => r.dueAt);
  const stages = new Map<string, Instant>([[programme.stages[0]?.id ?? '', state.submittedAt]]);
  for (const run of state.steps) if (!stages.has(run.stage)) stages.set(run.stage, run.openedAt);
  return {
    number: row.number, programme: programme.id, title: own || state.publishedAt !== null ? row.title : null, stage: { id: state.ending ? 'ended' : state.stage.id, word: stageWord(programme, state, 'ja', own) },
    holder: others[row.holder] ?? departments.get(row.holder)?.name ?? programme.office.name, since: iso(since), heldDays: heldDays(since, env.now, env.calendar), ended: state.ending !== null, next: due.length > 0 ? iso(Math.min(...due)) : null,
    passed: [...stages].map(([stage, from]) => ({ stage, word: stageDef(programme, stage).words.public, from: iso(from) })),
  };
}
