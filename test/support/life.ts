// One whole life of a case on the rules alone: random people, silences and orders, drawn from a seed.
import { advance, submissionEvents, waitsFor } from '../../workflows/domain/advance.js';
import { choicesOf, freeActFields, freeActs, judge } from '../../workflows/domain/acts.js';
import { DAY, instantAt } from '../../workflows/domain/calendar.js';
import type { CaseEvent, CaseState, DatedEvent, Request } from '../../workflows/domain/cases.js';
import { apply, submitted } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import { holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { QueuedMail } from '../../workflows/domain/advance.js';
import { CALENDAR, DEPARTMENTS, valueFor } from './sample.js';

/** A small, fast, seeded generator (mulberry32): same seed, same life. */
export function random(seed: number): (below: number) => number {
  let a = seed >>> 0;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export type Life = { state: CaseState; events: DatedEvent[]; mails: QueuedMail[]; turns: number; trail: string[] };

/** How people behave: chance in 100 that the next thing is an answer, a free act, a wrong answer; otherwise time passes. */
export type Habits = { answer: number; free: number; wrong: number; choose?: (request: Request, choices: readonly string[]) => string | null };

/** Lives until closed, parked for good, or `turns` are over; checks at every turn that the case waits for something. */
export function live(programme: Programme, answers: Values, seed: number, habits: Habits, maxTurns = 600): Life {
  const pick = random(seed);
  const events: DatedEvent[] = [];
  const mails: QueuedMail[] = [];
  const trail: string[] = [];
  let now = instantAt('2026-11-25', '10:00');
  let state = submitted({ id: `case-${seed}`, number: `2026-${programme.code}-0001`, programme: { id: programme.id, version: programme.version }, fiscalYear: 2027, answers }, programme.stages[0]?.id ?? '', now);
  const put = (event: CaseEvent) => { const dated = { ...event, at: Math.max(now, state.lastAt) } as DatedEvent; state = apply(state, dated); events.push(dated); };
  for (const event of submissionEvents(programme, now, false)) { state = apply(state, event); events.push(event); }
  const env = (): Env => ({ now, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: holdsMoney(programme) ? 3_000_000 - state.committedYen : null });
  const take = (moved: { state: CaseState; events: readonly DatedEvent[]; mails: readonly QueuedMail[] }) => { state = moved.state; events.push(...moved.events); mails.push(...moved.mails); };
  const handOver = () => { state = { ...state, requests: state.requests.map((r) => (r.state === 'open' && r.handedOverAt === null && pick(50) > 0 ? { ...r, handedOverAt: now } : r)) }; };
  for (let turn = 0; turn < maxTurns; turn++) {
    if (!state.parked || pick(2) === 0) take(advance(programme, state, env(), pick(4) === 0 ? 'inside' : 'across'));
    handOver();
    if (state.ending && pick(8) > 0) return { state, events, mails, turns: turn, trail };
    const waits = waitsFor(programme, state, env());
    if (waits.includes('nothing')) throw new Error(`seed ${seed}: the case waits for nothing at ${state.steps.at(-1)?.step}`);
    now += pick(3) * 3_600_000 + 1000;
    const dice = pick(100);
    const hand = state.hands.find((h) => h.state === 'wanted');
    if (hand && pick(2) === 0) {
      if (hand.kind === 'document') put({ type: 'hand.done', key: hand.key, result: { sha256: `hash-${hand.key}` } });
      else if (hand.kind === 'follow-up') put({ type: 'hand.done', key: hand.key, result: { draft: 'drf', programme: '市民活動補助金' } });
      else { const way = pick(10); if (way === 0) put({ type: 'hand.given', key: hand.key, cause: 'unclear' }); else put({ type: 'hand.done', key: hand.key, result: { state: way < 3 ? 'returned' : 'settled', reason: '' } }); }
      continue;
    }
    const gate = state.steps.at(-1);
    if (gate?.kind === 'gate' && !gate.settledAt && pick(6) === 0) { state = { ...state, gates: { budget: { result: ['voted', 'voted', 'voted', 'voted', 'cut', 'refused'][pick(6)] ?? 'voted', at: now, note: '' } } }; continue; }
    if (gate?.kind === 'follow-up' && !gate.settledAt && pick(6) === 0) { state = { ...state, gates: { ...state.gates, 'follow-up': { result: '令和9年度の申請', at: now, note: '市民活動補助金' } } }; continue; }
    if ((gate?.kind === 'selection' || gate?.kind === 'public-vote') && !gate.settledAt && !state.gates.selection && pick(6) === 0) { state = { ...state, gates: { ...state.gates, selection: { result: ['selected', 'selected', 'runner-up', 'not-selected'][pick(4)] ?? 'selected', at: now, note: '', yen: 100_000 + pick(200) * 1_000, rank: 1 } } }; continue; }
    const open = state.requests.filter((r) => r.state === 'open');
    if (dice < habits.answer && open.length > 0 && !state.parked) {
      const request = open[pick(open.length)] as Request;
      const by: Actor = request.to.kind === 'post' ? { kind: 'post', post: request.to.post, person: `person of ${request.to.post}` } : { kind: 'party', role: request.to.role };
      const choices = choicesOf(programme, state, request, env());
      const wanted = habits.choose?.(request, choices.map((c) => c.id));
      const choice = choices.find((c) => c.id === wanted) ?? choices[pick(choices.length)];
      if (!choice) {
        // A member of a whole call's panel is offered nothing before declaring; now and then there is a tie.
        const judged = judge(programme, state, env(), { kind: 'free', verb: 'declare', input: { relation: pick(8) === 0 ? 'member' : 'none' } }, by);
        take(judged.moved);
        trail.push(`declare ${request.id} ${judged.ok ? 'ok' : judged.why}`);
        continue;
      }
      const wrong = pick(100) < habits.wrong;
      const input = Object.fromEntries(choice.fields.map((f) => [f.id, wrong ? '' : valueFor(f, programme, pick)]));
      const judged = judge(programme, state, env(), { kind: 'answer', request: request.id, choice: choice.id, input }, by);
      take(judged.moved);
      trail.push(`${request.id} ${choice.id} ${judged.ok ? 'ok' : judged.why}`);
      continue;
    }
    if (dice < habits.answer + habits.free) {
      const kind = (['party', 'administrator', 'post', 'system'] as const)[pick(4)] ?? 'party';
      const verbs = freeActs(programme, state, kind, now);
      const verb = verbs[pick(verbs.length)];
      if (verb && (verb !== 'withdraw' || pick(6) === 0)) {
        const by: Actor = kind === 'party' ? { kind, role: 'contact' } : kind === 'post' ? { kind, post: 'civic.office', person: 'p' } : kind === 'administrator' ? { kind, person: 'admin' } : { kind: 'system' };
        const input: Record<string, unknown> = Object.fromEntries(freeActFields(programme, state, verb).map((f) => [f.id, valueFor(f, programme, pick)]));
        if (verb === 'withdraw') input.last4 = state.number.slice(-4);
        if (verb === 'extend') input.request = open[pick(open.length)]?.id ?? '';
        if (verb === 'undeliverable') Object.assign(input, { mail: 'cases/received', toKind: 'party', toRole: 'contact' });
        const judged = judge(programme, state, env(), { kind: 'free', verb, input }, by);
        take(judged.moved);
        trail.push(`act ${verb} ${judged.ok ? 'ok' : judged.why}`);
      }
      continue;
    }
    const wake = advance(programme, state, env(), 'inside').wakeAt;
    now = wake !== null && pick(3) > 0 ? Math.max(now, wake) : now + pick(5) * DAY;
  }
  return { state, events, mails, turns: maxTurns, trail };
}
