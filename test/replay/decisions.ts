// Recorded decisions: what was fed to the rules, and what they said. One function plays an entry, for the recorder and for the test.
import { type ActInput, judge } from '../../workflows/domain/acts.js';
import { advance, type Moved, submissionEvents } from '../../workflows/domain/advance.js';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { apply, type CaseEvent, type CaseState, type DatedEvent, keyOf, submitted } from '../../workflows/domain/cases.js';
import type { Option, Values } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import { holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import type { Env } from '../../workflows/domain/steps/step.js';

/** The first line of a file: all that the rules were given beside the entries. */
export type Header = { readonly programme: Programme; readonly answers: Values; readonly calendar: Calendar; readonly departments: readonly Option[]; readonly budgetYen: number };
/** What reached the case at an instant. */
export type Fed =
  | { readonly advance: 'across' | 'inside' }
  | { readonly act: ActInput; readonly by: Actor }
  | { readonly event: CaseEvent }
  | { readonly gate: string; readonly result: string; readonly yen?: number }
  | { readonly handed: readonly string[] };
/** One entry: when, what was fed, what the rules said. */
export type Entry = { readonly at: Instant; readonly fed: Fed; readonly said: readonly string[] };
export type RecordedLife = { readonly seed: number; readonly start: Instant; readonly entries: readonly Entry[] };

/** The case at the beginning of a recorded life. */
export function begin(header: Header, seed: number, start: Instant): CaseState {
  const { programme, answers } = header;
  const identity = { id: `case-${seed}`, number: `2026-${programme.code}-0001`, programme: { id: programme.id, version: programme.version }, fiscalYear: 2027, answers };
  return submissionEvents(programme, start, false).reduce(apply, submitted(identity, programme.stages[0]?.id ?? '', start));
}

export const envOf = (header: Header, state: CaseState, now: Instant): Env => ({ now, calendar: header.calendar, departments: header.departments, envelopeFreeYen: holdsMoney(header.programme) ? header.budgetYen - state.committedYen : null });

/** Feeds one thing to the rules and tells what they said: events with what matters in them, mails, the next wake, or the refusal. */
export function play(header: Header, state: CaseState, at: Instant, fed: Fed): { state: CaseState; said: string[] } {
  const env = envOf(header, state, at);
  if ('advance' in fed) return told(advance(header.programme, state, env, fed.advance));
  if ('act' in fed) {
    const judged = judge(header.programme, state, env, fed.act, fed.by);
    const { state: after, said } = told(judged.moved);
    return { state: after, said: judged.ok ? said : [`refused ${judged.why} ${judged.faults.map((f) => `${f.at}:${f.code}`).join(' ')}`.trim(), ...said] };
  }
  if ('event' in fed) {
    const event = { ...fed.event, at: Math.max(at, state.lastAt) } as DatedEvent;
    return { state: apply(state, event), said: [words(event)] };
  }
  if ('gate' in fed) return { state: { ...state, gates: { ...state.gates, [fed.gate]: { result: fed.result, at, note: '', ...(fed.yen === undefined ? {} : { yen: fed.yen, rank: 1 }) } } }, said: [] };
  return { state: { ...state, requests: state.requests.map((r) => (fed.handed.includes(r.id) ? { ...r, handedOverAt: at } : r)) }, said: [] };
}

const told = (moved: Moved): { state: CaseState; said: string[] } => ({ state: moved.state, said: [...moved.events.map(words), ...moved.mails.map((m) => `mail ${m.key}`), `wake ${moved.wakeAt}`] });

/** An event by its key, with what the rules decided in it. */
function words(event: DatedEvent): string {
  const key = keyOf(event);
  switch (event.type) {
    case 'step.settled': return `${key} ${event.outcome}`;
    case 'stage.settled': return `${key} ${JSON.stringify(event.go)}`;
    case 'request.opened': return `${key} ${event.ask.tier} ${event.ask.dueAt} ${event.ask.closesAt}`;
    case 'request.moved': return `${key} ${event.dueAt} ${event.closesAt}`;
    case 'request.reminded': return `${key} ${event.skipped}`;
    case 'money.committed': case 'money.released': return `${key} ${event.yen}`;
    case 'hand.wanted': return `${key} ${event.hand.spec.yen ?? ''}`.trim();
    case 'case.closed': return `${key} ${event.ending}`;
    default: return key;
  }
}
