// advance: what follows now, from a case, its programme, the calendar and one instant. Pure and idempotent: run again on its own result it finds nothing.
// An act's transaction calls it held `inside` the stage; only the run calls it `across`, and so only the run moves a case over a border.
import type { Instant } from './calendar.js';
import { addDays, dateOf, DAY, instantAt, nextOpen, OFFICE_OPENS } from './calendar.js';
import type { Ask, CaseEvent, CaseState, DatedEvent, Reminder, Request, StepRun, TellMail } from './cases.js';
import { apply, currentStep, party, post, requestId } from './cases.js';
import { DESK, deskAsks, isDesk } from './desk.js';
import type { Values } from './fields.js';
import type { MailId } from './mail.js';
import type { Addressee } from './people.js';
import { headOf, sameAddressee } from './people.js';
import type { Go, Programme, TellTo, Way } from './programmes.js';
import { stageDef, stageOfStep, stepDef } from './programmes.js';
import { rulesOf } from './steps/index.js';
import type { Ctx, Env } from './steps/step.js';
import { leadPost } from './steps/step.js';

/** A mail that must go out, keyed by business words, so that it can be queued once only. */
export type QueuedMail = { readonly key: string; readonly mail: MailId; readonly to: Addressee; readonly request?: string; readonly about?: Values };

export type Moved = {
  readonly state: CaseState;
  readonly events: readonly DatedEvent[];
  readonly mails: readonly QueuedMail[];
  /** When the rules want to look again by time alone; null = never. */
  readonly wakeAt: Instant | null;
};

/** A case cannot need more turns than this at one instant; more is a definition that goes in circles. */
const TURNS = 300;
/** How often a case may come to the same step before a person must look at it. */
export const ROUNDS_MAX = 12;

/** Applies all that follows at `env.now`. Throws when an invariant is broken; the caller parks the case. */
export function advance(programme: Programme, before: CaseState, env: Env, reach: 'inside' | 'across'): Moved {
  const now = Math.max(env.now, before.lastAt);
  const at = { ...env, now };
  const events: DatedEvent[] = [];
  const mails: QueuedMail[] = [];
  let state = before;
  for (let turn = 0; ; turn++) {
    if (turn > TURNS) throw new Error('the rules go in circles');
    const next = follows(programme, state, at, reach);
    if (next.events.length === 0) break;
    for (const event of next.events) {
      const dated = { ...event, at: now } as DatedEvent;
      state = apply(state, dated);
      events.push(dated);
      if (event.type === 'request.opened') mails.push(askMail(event));
    }
    mails.push(...next.mails);
  }
  return { state, events, mails, wakeAt: wakeOf(programme, state, at) };
}

type Next = { readonly events: readonly CaseEvent[]; readonly mails: readonly QueuedMail[] };
const NOTHING: Next = { events: [], mails: [] };
const only = (...events: CaseEvent[]): Next => ({ events, mails: [] });

/** The next few facts, or nothing. The order is the order of law: the clock first, then what answers settle, then what is asked. */
function follows(programme: Programme, state: CaseState, env: Env, reach: 'inside' | 'across'): Next {
  if (state.parked) return NOTHING;
  if (state.sealed && env.call && env.now >= env.call.closesAt) return only({ type: 'case.unsealed' });
  const clock = byClock(state, env);
  if (clock.events.length > 0) return clock;
  const desk = missing(state, DESK, 0, deskAsks(programme, state, env));
  if (desk.length > 0) return only(...desk);
  if (state.ending) return NOTHING;
  if (state.stage.settled) return reach === 'across' ? cross(programme, state) : NOTHING;
  const run = currentStep(state);
  if (!run) throw new Error('a case that is open and not settled has a step');
  // Nobody is asked about an application that may not be read.
  if (state.sealed) return NOTHING;
  const ctx = contextOf(programme, state, run, env);
  const rules = rulesOf(run.kind);
  const settled = rules.settle(ctx);
  if (settled) {
    const way = ctx.step.on[settled.outcome];
    if (!way) throw new Error(`step ${run.step} has no way for outcome ${settled.outcome}`);
    // A flow that comes back to the same step again and again needs a person's look, not another round.
    if ('step' in way.go && roundOf(state, way.go.step) > ROUNDS_MAX * parkings(state)) return only({ type: 'case.parked', cause: 'too-many-rounds', n: parkings(state) });
    const drops = dropOthers(state, run, 'settled');
    const end: CaseEvent = { type: 'step.settled', step: run.step, round: run.round, outcome: settled.outcome, result: settled.result, ...(settled.publish ? { publish: true } : {}) };
    const next = onWay(programme, state, run, way, [...drops, ...(settled.events ?? []), end], settled.outcome, settled.result);
    return settled.mails ? { ...next, mails: [...settled.mails, ...next.mails] } : next;
  }
  const wanted = (rules.hands?.(ctx) ?? []).filter((hand) => !state.hands.some((h) => h.key === hand.key));
  if (wanted.length > 0) return only(...wanted.map((hand): CaseEvent => ({ type: 'hand.wanted', hand })));
  const asks = rules.asks(ctx);
  const drops = state.requests
    .filter((r) => r.state === 'open' && r.step === run.step && r.round === run.round && !asks.some((a) => a.key === r.key))
    .map((r): CaseEvent => ({ type: 'request.dropped', id: r.id, why: 'not-needed' }));
  const opens = missing(state, run.step, run.round, asks);
  if (drops.length + opens.length > 0) return only(...drops, ...opens);
  const waits = asks.some((a) => state.requests.some((r) => r.id === requestId(run.step, run.round, a.key) && r.state === 'open'))
    || state.hands.some((h) => h.state !== 'done')
    || (rules.wake?.(ctx) ?? null) !== null;
  return waits ? NOTHING : only({ type: 'case.parked', cause: 'nobody-answered', n: parkings(state) });
}

const roundOf = (state: CaseState, step: string): number => state.steps.filter((r) => r.step === step).length + 1;

/** How often a case has been resumed: numbers parkings and endings so that their keys stay unique. */
const parkings = (state: CaseState): number => state.acts.filter((act) => act.verb === 'resume').length + 1;
const endings = (state: CaseState): number => state.acts.filter((act) => act.verb === 'reopen').length + 1;

export function contextOf(programme: Programme, state: CaseState, run: StepRun, env: Env): Ctx {
  const step = stepDef(programme, run.step);
  if (step.kind !== run.kind) throw new Error(`step ${run.step} was a ${run.kind} and is now a ${step.kind}`);
  return { programme, state, run, env, step } as Ctx;
}

const missing = (state: CaseState, step: string, round: number, asks: readonly Ask[]): CaseEvent[] =>
  asks.filter((a) => !state.requests.some((r) => r.id === requestId(step, round, a.key))).map((a) => ({ type: 'request.opened', step, round, ask: a }));

const dropOthers = (state: CaseState, run: StepRun, why: string): CaseEvent[] =>
  state.requests.filter((r) => r.state === 'open' && r.step === run.step && r.round === run.round).map((r) => ({ type: 'request.dropped', id: r.id, why }));

/** Leaves a step by its outcome: to another step of the stage at once, or to the border, where the mails wait for the crossing. */
function onWay(programme: Programme, state: CaseState, run: StepRun, way: Way, first: readonly CaseEvent[], outcome: string, result: Values): Next {
  const told = tell(programme, state, run, way, outcome, result);
  if ('step' in way.go) {
    const opened = open(programme, state, way.go.step);
    const released = opened.kind === 'draft-decision' ? release(state, `${run.step}#${run.round}`) : [];
    return { events: [...first, ...released, opened], mails: told.map((mail) => tellMail(run, outcome, mail)) };
  }
  return only(...first, { type: 'stage.settled', stage: state.stage.id, visit: state.stage.visit, step: run.step, outcome, go: way.go, mails: told });
}

function open(programme: Programme, state: CaseState, step: string): Extract<CaseEvent, { type: 'step.opened' }> {
  return { type: 'step.opened', step, kind: stepDef(programme, step).kind, stage: stageOfStep(programme, step).id, round: roundOf(state, step) };
}

/** Gives back to the envelope what is held and not paid. */
function release(state: CaseState, key: string): CaseEvent[] {
  const paid = state.hands.filter((h) => h.kind === 'payment' && h.result?.state === 'settled').reduce((all, h) => all + Number(h.spec.yen ?? 0), 0);
  const left = state.committedYen - paid;
  return left > 0 ? [{ type: 'money.released', key, yen: left }] : [];
}

/** The run crosses the border: the mails of the outcome go, the next stage opens with its first step, or the case ends. */
function cross(programme: Programme, state: CaseState): Next {
  const { settled, id, visit } = state.stage;
  if (!settled) return NOTHING;
  const run = state.steps.findLast((r) => r.step === settled.step) ?? null;
  const mails = settled.mails.map((mail) => tellMail(run ?? { step: settled.step, round: visit }, settled.outcome, mail));
  if ('end' in settled.go) {
    const n = endings(state);
    const ending = settled.go.end === 'as-before' ? (state.endedBefore ?? 'closed') : settled.go.end;
    return { events: [...release(state, `end-${n}`), { type: 'case.closed', ending, n }], mails };
  }
  if (!('stage' in settled.go)) throw new Error('a border is crossed to a stage or an end');
  const stage = stageDef(programme, settled.go.stage);
  const first = settled.go.at ?? stage.steps[0]?.id;
  if (!first) throw new Error(`stage ${stage.id} has no step`);
  return { events: [{ type: 'stage.opened', stage: stage.id, visit: stageVisits(state, stage.id) + 1, from: id }, open(programme, state, first)], mails };
}

/** How often a stage was entered: once for each unbroken row of its steps. */
function stageVisits(state: CaseState, stage: string): number {
  return state.steps.filter((r) => r.stage === stage).length + (state.stage.id === stage ? state.stage.visit : 0);
}

function tell(programme: Programme, state: CaseState, run: StepRun, way: Way, outcome: string, result: Values): TellMail[] {
  return (way.tell ?? []).flatMap(({ mail, to }) => to.flatMap((who) => addressees(programme, state, run, who)).map((addressee) => ({ mail, to: addressee, about: { ...result, step: run.step, round: run.round, outcome } })));
}

function addressees(programme: Programme, state: CaseState, run: StepRun, who: TellTo): Addressee[] {
  switch (who) {
    case 'contact': return [party('contact')];
    case 'representative': return [party('representative')];
    case 'office': return [post(programme.office.post)];
    case 'lead': return [post(leadPost(programme, state))];
    case 'asked': {
      const asked = state.requests.filter((r) => r.step === run.step && r.round === run.round && r.to.kind === 'post').map((r) => r.to);
      return asked.filter((a, n) => asked.findIndex((b) => sameAddressee(a, b)) === n);
    }
  }
}

const who = (to: Addressee): string => (to.kind === 'post' ? to.post : to.role);
const tellMail = (run: Pick<StepRun, 'step' | 'round'>, outcome: string, { mail, to, about }: TellMail): QueuedMail => ({ key: `tell:${run.step}#${run.round}:${outcome}:${mail}:${who(to)}`, mail, to, ...(about ? { about } : {}) });
const askMail = (event: Extract<CaseEvent, { type: 'request.opened' }>): QueuedMail => {
  const request = requestId(event.step, event.round, event.ask.key);
  return { key: `ask:${request}`, mail: event.ask.mail, to: event.ask.to, request };
};

/** Reminders leave when the office opens. The first two may not fall on the day of asking. */
export function reminderAt(request: Request, which: Reminder, env: Pick<Env, 'calendar'>): Instant | null {
  const due = dateOf(request.dueAt);
  const opened = dateOf(request.openedAt);
  const day = which === 'week-before' ? addDays(due, -7) : which === 'day-before' ? addDays(due, -1) : nextOpen(env.calendar, addDays(due, 1));
  if (which !== 'overdue' && day <= opened) return null;
  const at = instantAt(day, OFFICE_OPENS);
  if (which === 'overdue' && (request.to.kind === 'party' || at >= request.closesAt)) return null;
  return at;
}

/** A reminder that could not leave within this time is recorded as skipped, not sent late in a heap (law 13). */
const REMINDER_KEEPS = DAY;

/** What the clock did, one fact at a time, earliest first. */
function byClock(state: CaseState, env: Env): Next {
  const open = state.requests.filter((r) => r.state === 'open').sort((a, b) => a.closesAt - b.closesAt || (a.id < b.id ? -1 : 1));
  for (const request of open) {
    for (const which of ['week-before', 'day-before', 'overdue'] as const) {
      if (request.reminded.includes(which)) continue;
      const at = reminderAt(request, which, env);
      if (at === null || at > env.now) continue;
      const skipped = env.now - at > REMINDER_KEEPS;
      const event: CaseEvent = { type: 'request.reminded', id: request.id, which, dueAt: at, skipped };
      if (skipped) return only(event);
      const to: Addressee = which === 'overdue' && request.to.kind === 'post' ? post(headOf(request.to.post)) : request.to;
      const mail: MailId = which === 'overdue' ? 'cases/overdue-head' : 'cases/reminder';
      return { events: [event], mails: [{ key: `remind:${request.id}:${which}`, mail, to, request: request.id, about: { which } }] };
    }
  }
  for (const request of open) {
    if (request.closesAt > env.now) break;
    // Silence counts only when the ask had been in the addressee's hands long enough (law 2).
    if (request.handedOverAt === null || request.handedOverAt > request.closesAt - request.minNoticeMs) {
      const from = Math.max(request.handedOverAt ?? env.now, env.now - request.minNoticeMs);
      const closesAt = Math.max(from + request.minNoticeMs, env.now + DAY);
      return only({ type: 'request.moved', id: request.id, dueAt: closesAt - (request.closesAt - request.dueAt), closesAt, why: 'not-handed-over', n: Math.floor(env.now / 1000) });
    }
    return only({ type: 'request.lapsed', id: request.id, dueAt: request.closesAt });
  }
  return NOTHING;
}

/** The next instant at which time alone changes something. */
export function wakeOf(programme: Programme, state: CaseState, env: Env): Instant | null {
  if (state.parked) return null;
  const instants: Instant[] = state.sealed && env.call ? [env.call.closesAt] : [];
  for (const request of state.requests) {
    if (request.state !== 'open') continue;
    instants.push(request.closesAt);
    for (const which of ['week-before', 'day-before', 'overdue'] as const) {
      const at = request.reminded.includes(which) ? null : reminderAt(request, which, env);
      if (at !== null) instants.push(at);
    }
  }
  const run = currentStep(state);
  if (run && !state.ending && !state.stage.settled) {
    const at = rulesOf(run.kind).wake?.(contextOf(programme, state, run, env)) ?? null;
    if (at !== null) instants.push(at);
  }
  return instants.length > 0 ? Math.min(...instants) : null;
}

/** The first facts of a case: it stands in its first stage, which is settled by having been submitted. */
export function submissionEvents(programme: Programme, at: Instant, paper: boolean): readonly DatedEvent[] {
  const [first, second] = programme.stages;
  if (!first || !second) throw new Error('a programme has at least two stages');
  return [
    { type: 'case.submitted', stage: first.id, paper, at },
    { type: 'stage.settled', stage: first.id, visit: 1, step: 'submit', outcome: 'submitted', go: { stage: second.id }, mails: [], at },
  ];
}

/** What a case waits for, for pages and for the law that it never waits for nothing. */
export function waitsFor(programme: Programme, state: CaseState, env: Env): readonly ('person' | 'instant' | 'hand' | 'run' | 'administrator' | 'nothing')[] {
  if (state.ending) return [];
  if (state.parked) return ['administrator'];
  if (state.stage.settled) return ['run'];
  const waits = new Set<'person' | 'instant' | 'hand'>();
  if (state.requests.some((r) => r.state === 'open' && !isDesk(r))) waits.add('person');
  if (state.hands.some((h) => h.state !== 'done')) waits.add('hand');
  if (wakeOf(programme, state, env) !== null) waits.add('instant');
  return waits.size > 0 ? [...waits] : ['nothing'];
}

export type { Go };
