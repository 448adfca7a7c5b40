// Skipped and forbidden steps (attack family A6): any act by anybody in any state and order. A model that reads the log alone says what is allowed; a refusal leaves nothing.
import { expect, test } from 'vitest';
import { type ActInput, choicesOf, freeActFields, judge } from '../../workflows/domain/acts.js';
import { advance } from '../../workflows/domain/advance.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { type CaseState, type DatedEvent, FREE_ACTS } from '../../workflows/domain/cases.js';
import type { Actor } from '../../workflows/domain/people.js';
import { holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import { random } from '../support/life.js';
import { lifeOf } from '../support/lived.js';
import { CALENDAR, DEPARTMENTS, valueFor } from '../support/sample.js';
import { Model } from './model.js';

/** `KYOSO_SEQUENCES=100000` plays the long form; this many are played with every change. */
const SEQUENCES = Number(process.env.KYOSO_SEQUENCES ?? 6_000);
const ACTS = 5;
type Snapshot = { readonly programme: Programme; readonly state: CaseState; readonly events: readonly DatedEvent[] };
type Pick = (below: number) => number;

/** States from all programmes and all places: lives cut off after a few or many turns. */
const SNAPSHOTS: readonly Snapshot[] = Array.from({ length: 240 }, (_, n) => {
  const { programme, life } = lifeOf(n, 3 + ((n * 37) % 160));
  return { programme, state: life.state, events: life.events };
});

const envOf = (programme: Programme, state: CaseState, now: number): Env => ({ now, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: holdsMoney(programme) ? 3_000_000 - state.committedYen : null });
const one = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

/** Who tries it: mostly whom it asks, else anybody; now and then a person who answered before. */
function somebody(pick: Pick, state: CaseState, act: ActInput): Actor {
  const asked = act.kind === 'answer' && pick(4) > 0 ? state.requests.find((r) => r.id === act.request)?.to : state.requests.length > 0 ? one(pick, state.requests).to : null;
  const person = pick(3) === 0 ? state.requests.flatMap((r) => (r.answer?.by.kind === 'post' ? [r.answer.by.person] : [])).at(-1 - pick(3)) : undefined;
  switch (pick(act.kind === 'answer' ? 16 : 6)) {
    case 0: return { kind: 'administrator', person: 'admin' };
    case 1: return { kind: 'system' };
    case 2: return { kind: 'party', role: one(pick, ['contact', 'representative'] as const) };
    case 3: return { kind: 'post', post: one(pick, ['civic.office', 'mayor.head', 'finance.release', 'nobody.nowhere']), person: person ?? 'somebody' };
    default: return asked?.kind === 'party' ? { kind: 'party', role: asked.role } : { kind: 'post', post: asked?.kind === 'post' ? asked.post : 'civic.office', person: person ?? `person of ${asked?.kind === 'post' ? asked.post : ''}` };
  }
}

/** Something that somebody tries, right or wrong. */
function attempt(pick: Pick, programme: Programme, state: CaseState, env: Env): ActInput {
  const right = pick(4) > 0;
  if (pick(5) < 3 && state.requests.length > 0) {
    const open = state.requests.filter((r) => r.state === 'open');
    const request = open.length > 0 && pick(4) > 0 ? one(pick, open) : one(pick, state.requests);
    const choices = choicesOf(programme, state, request, env);
    const choice = choices.length > 0 && right ? one(pick, choices) : null;
    return { kind: 'answer', request: pick(30) === 0 ? 'none#1/none' : request.id, choice: choice?.id ?? 'accept', input: Object.fromEntries((choice?.fields ?? []).map((f) => [f.id, right ? valueFor(f, programme, pick) : ''])) };
  }
  const verb = one(pick, FREE_ACTS);
  const input: Record<string, unknown> = Object.fromEntries(freeActFields(programme, state, verb).map((f) => [f.id, right ? valueFor(f, programme, pick) : '']));
  if (verb === 'withdraw' && right) input.last4 = state.number.slice(-4);
  if (verb === 'extend' && right) input.request = state.requests.find((r) => r.state === 'open')?.id ?? '';
  return { kind: 'free', verb, input };
}

test('whatever anybody tries in whatever order, only what the model allows happens, once and under their own name, and a refusal leaves nothing but what the clock did', () => {
  const counted = { accepted: 0, refused: 0 };
  for (let seed = 0; seed < SEQUENCES; seed++) {
    const pick = random(seed + 1_000_003);
    const { programme, state: from, events } = SNAPSHOTS[seed % SNAPSHOTS.length] as Snapshot;
    const model = new Model().read(events);
    let state = from;
    let now = state.lastAt;
    for (let n = 0; n < ACTS; n++) {
      now += pick(6) === 0 ? pick(40) * DAY : pick(3_600_000);
      const env = envOf(programme, state, now);
      const act = attempt(pick, programme, state, env);
      const by = somebody(pick, state, act);
      const at = `seed ${seed}, act ${n}: ${JSON.stringify({ act, by })}`;
      const clock = advance(programme, state, env, 'inside');
      const judged = judge(programme, state, env, act, by);
      model.read(clock.events);
      const instant = Math.max(now, clock.state.lastAt);
      const allowed = act.kind === 'answer' ? model.mayAnswer(act.request, by, instant) : model.mayDo(act.verb, by);
      if (judged.ok) {
        if (!allowed) throw new Error(`${at} happened and is not allowed`);
        const rest = judged.moved.events.slice(clock.events.length);
        const [first] = rest;
        const own = act.kind === 'answer' ? first?.type === 'request.answered' && first.id === act.request && first.by === by : first?.type === 'act.taken' && first.verb === act.verb && first.by === by;
        if (!own || rest.filter(({ type }) => type === 'request.answered' || type === 'act.taken').length !== 1) throw new Error(`${at} is not in the log once, as its own: ${JSON.stringify(rest.map(({ type }) => type))}`);
        model.read(rest);
        counted.accepted++;
      } else {
        if (act.kind === 'answer' && allowed && judged.why !== 'faults') throw new Error(`${at} is allowed and was refused as ${judged.why}`);
        if (JSON.stringify(judged.moved.events) !== JSON.stringify(clock.events) || judged.moved.mails.length !== clock.mails.length) throw new Error(`${at} was refused and left something`);
        counted.refused++;
      }
      state = judged.moved.state;
      for (const request of state.requests) if ((request.state === 'open') !== (model.requests.get(request.id)?.state === 'open')) throw new Error(`${at}: ${request.id} is ${request.state} and the log says ${model.requests.get(request.id)?.state}`);
    }
  }
  expect(counted.accepted).toBeGreaterThan(SEQUENCES / 4);
  expect(counted.refused).toBeGreaterThan(SEQUENCES);
}, 600_000);
