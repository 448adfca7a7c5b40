// A case as the rules see it, and the events that change it. `apply` is the only way a case changes;
// the same events are written to Postgres, so the log and the tables cannot tell two stories.
import type { Instant } from './calendar.js';
import type { Values } from './fields.js';
import type { MailId } from './mail.js';
import type { Yen } from './money.js';
import type { Actor, Addressee, PartyRole } from './people.js';
import type { EndingId, Go, StageId } from './programmes.js';
import type { StepKindId } from './steps/kinds.js';

/** How strongly an answer is bound to a person: T1 link; T2 link and a code to the mailbox, or a session; T3 fresh sign-in (facts: ASVS 2.3.5, 6.5.5). */
export const TIERS = ['T1', 'T2', 'T3'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * What is asked of whom. A step kind states the asks that should stand now; the engine opens what is missing.
 * `key` is unique within the round of its step. Every ask has a due date, an end, and a meaning of silence.
 */
export type Ask = {
  readonly key: string;
  readonly what: AskWhat;
  readonly to: Addressee;
  readonly tier: Tier;
  readonly dueAt: Instant;
  /** When silence takes effect and the link dies. */
  readonly closesAt: Instant;
  /** In words of `SILENCE`, what happens at `closesAt` without an answer. */
  readonly silence: Silence;
  /** Silence counts only if the ask was handed over this long before `closesAt`. */
  readonly minNoticeMs: number;
  readonly mail: MailId;
  /** Steps whose newest round's answerers may not answer this one (two people). */
  readonly notBy?: readonly string[];
  /** The document this is about: key of the hand that made it. */
  readonly document?: string;
  /** What the reader is shown of why and what; never names. */
  readonly note?: Values;
};

/** What can be asked; the words are in words.ts. */
export const ASK_WHATS = [
  'screening', 'correction', 'opinion', 'talk-result', 'lead', 'office-decision', 'scoring', 'ballot', 'draft-decision', 'approval', 'publication',
  'agreement', 'agreement-revision', 'claim', 'account', 'account-renewal', 'mid-review', 'change', 'report', 'report-check', 'refund-receipt',
  'evaluation', 'joint-evaluation', 'question', 'undeliverable', 'objection', 'revocation', 'order', 'quotation', 'quotation-check', 'completion', 'inspection', 'invoice', 'runner-up', 'payment-unclear',
  'form-sheet', 'form-decision', 'department-roles', 'concurrence', 'follow-up', 'contract-change',
] as const;
export type AskWhat = (typeof ASK_WHATS)[number];

/** Meanings of silence. */
export const SILENCES = ['asks-head', 'asks-again', 'case-ends', 'counts-as-no', 'goes-on', 'demand', 'office-decides'] as const;
export type Silence = (typeof SILENCES)[number];

export type Answer = { readonly choice: string; readonly values: Values; readonly at: Instant; readonly by: Actor };

export type RequestState = 'open' | 'answered' | 'lapsed' | 'dropped';

/** A request: an ask that was opened. `id` = `<step>#<round>/<ask key>`, unique in the case. */
export type Request = Ask & {
  readonly id: string;
  readonly step: string;
  readonly round: number;
  readonly openedAt: Instant;
  readonly state: RequestState;
  readonly endedAt: Instant | null;
  readonly answer: Answer | null;
  /** When the mail left the house or the page was first listed for the addressee; null = not yet. */
  readonly handedOverAt: Instant | null;
  readonly reminded: readonly Reminder[];
};

/** Seven days before, one day before, and the head once after (job D-2). */
export const REMINDERS = ['week-before', 'day-before', 'overdue'] as const;
export type Reminder = (typeof REMINDERS)[number];

/** One run through a step. */
export type StepRun = {
  readonly step: string;
  readonly kind: StepKindId;
  readonly stage: StageId;
  readonly round: number;
  readonly openedAt: Instant;
  readonly settledAt: Instant | null;
  readonly outcome: string | null;
  readonly result: Values | null;
};

/** Something that must be done in the world, once. `key` is unique in the case. */
export type Hand = {
  readonly key: string;
  readonly kind: HandKind;
  readonly spec: Values;
  readonly state: 'wanted' | 'done' | 'with-person';
  readonly result: Values | null;
};
export const HAND_KINDS = ['document', 'payment', 'follow-up'] as const;
export type HandKind = (typeof HAND_KINDS)[number];

/** Acts that need no request. */
export const FREE_ACTS = ['withdraw', 'contact', 'question', 'change', 'note', 'extend', 'reopen', 'resume', 'undeliverable', 'declare', 'suspend', 'unsuspend', 'dissolve'] as const;
export type FreeActVerb = (typeof FREE_ACTS)[number];
export type FreeAct = { readonly n: number; readonly verb: FreeActVerb; readonly values: Values; readonly at: Instant; readonly by: Actor };

export type StageRun = {
  readonly id: StageId;
  readonly visit: number;
  readonly openedAt: Instant;
  /** Set when the rules know how the stage ended; the run crosses the border later. */
  readonly settled: { readonly step: string; readonly outcome: string; readonly go: Go; readonly at: Instant; readonly mails: readonly TellMail[] } | null;
};

/** What one vote or decision over a whole call said (for example the council's on the budget); of the call's selection the part about this case, with its place and its yen. */
export type Gate = { readonly result: string; readonly at: Instant; readonly note: string; readonly yen?: Yen; readonly rank?: number | null };

export type CaseState = {
  readonly id: string;
  readonly number: string;
  readonly programme: { readonly id: string; readonly version: number };
  /** The fiscal year whose budget the case is for. */
  readonly fiscalYear: number;
  readonly submittedAt: Instant;
  readonly ending: EndingId | null;
  /** How it ended the last time, when it was reopened since. */
  readonly endedBefore: EndingId | null;
  readonly parked: { readonly cause: string; readonly at: Instant } | null;
  readonly stage: StageRun;
  readonly steps: readonly StepRun[];
  readonly requests: readonly Request[];
  readonly hands: readonly Hand[];
  readonly acts: readonly FreeAct[];
  /** Form answers, newest last. */
  readonly answers: readonly Values[];
  readonly gates: { readonly [id: string]: Gate };
  /** What of the envelope is held for this case now, paid sums included. */
  readonly committedYen: Yen;
  /** The call is not closed yet and the application is not to be read; absent once it was opened, and where calls are not sealed. */
  readonly sealed?: true;
  /** When the result was made public; null = the public reads neutral words. */
  readonly publishedAt: Instant | null;
  /** The case's last instant: nothing may be dated before it. */
  readonly lastAt: Instant;
};

export type TellMail = { readonly mail: MailId; readonly to: Addressee; readonly about?: Values };

/** What happened. Each becomes one append-only row with the unique key `keyOf` gives it. */
export type CaseEvent =
  | { readonly type: 'case.submitted'; readonly stage: StageId; readonly paper: boolean }
  | { readonly type: 'stage.settled'; readonly stage: StageId; readonly visit: number; readonly step: string; readonly outcome: string; readonly go: Go; readonly mails: readonly TellMail[] }
  | { readonly type: 'stage.opened'; readonly stage: StageId; readonly visit: number; readonly from: StageId }
  | { readonly type: 'step.opened'; readonly step: string; readonly kind: StepKindId; readonly stage: StageId; readonly round: number }
  | { readonly type: 'step.settled'; readonly step: string; readonly round: number; readonly outcome: string; readonly result: Values; readonly publish?: true }
  | { readonly type: 'request.opened'; readonly step: string; readonly round: number; readonly ask: Ask }
  | { readonly type: 'request.answered'; readonly id: string; readonly choice: string; readonly values: Values; readonly by: Actor }
  | { readonly type: 'request.lapsed'; readonly id: string; readonly dueAt: Instant }
  | { readonly type: 'request.dropped'; readonly id: string; readonly why: string }
  | { readonly type: 'request.moved'; readonly id: string; readonly dueAt: Instant; readonly closesAt: Instant; readonly why: string; readonly n: number; /** To an earlier date: an extension was taken back. */ readonly back?: true }
  | { readonly type: 'request.reminded'; readonly id: string; readonly which: Reminder; readonly dueAt: Instant; readonly skipped: boolean }
  | { readonly type: 'hand.wanted'; readonly hand: { readonly key: string; readonly kind: HandKind; readonly spec: Values } }
  | { readonly type: 'hand.given'; readonly key: string; readonly cause: string }
  | { readonly type: 'hand.done'; readonly key: string; readonly result: Values }
  | { readonly type: 'act.taken'; readonly n: number; readonly verb: FreeActVerb; readonly values: Values; readonly by: Actor }
  | { readonly type: 'answers.changed'; readonly version: number; readonly values: Values; readonly fields: readonly string[] }
  /** Another account than before was given: no payment is ordered to it until then. `key`: the step's round. */
  | { readonly type: 'account.changed'; readonly key: string; readonly until: Instant }
  | { readonly type: 'money.committed'; readonly key: string; readonly yen: Yen }
  | { readonly type: 'money.released'; readonly key: string; readonly yen: Yen }
  | { readonly type: 'case.unsealed' }
  | { readonly type: 'case.closed'; readonly ending: EndingId; readonly n: number }
  | { readonly type: 'case.reopened'; readonly stage: StageId; readonly step: string; readonly visit: number; readonly why: string }
  | { readonly type: 'case.parked'; readonly cause: string; readonly n: number }
  | { readonly type: 'case.resumed'; readonly n: number };

export type Dated<E> = E & { readonly at: Instant };
export type DatedEvent = Dated<CaseEvent>;

export const EVENT_TYPES = [
  'case.submitted', 'stage.settled', 'stage.opened', 'step.opened', 'step.settled', 'request.opened', 'request.answered', 'request.lapsed', 'request.dropped',
  'request.moved', 'request.reminded', 'hand.wanted', 'hand.given', 'hand.done', 'act.taken', 'answers.changed', 'account.changed', 'money.committed', 'money.released', 'case.unsealed', 'case.closed',
  'case.reopened', 'case.parked', 'case.resumed',
] as const satisfies readonly CaseEvent['type'][];

export const requestId = (step: string, round: number, key: string): string => `${step}#${round}/${key}`;

/** The business key of an event: the same fact gets the same key, so that it cannot be written twice. */
export function keyOf(event: CaseEvent): string {
  switch (event.type) {
    case 'case.submitted': return 'case.submitted';
    case 'stage.settled': return `stage.settled:${event.stage}#${event.visit}:${event.step}:${event.outcome}`;
    case 'stage.opened': return `stage.opened:${event.stage}#${event.visit}`;
    case 'step.opened': return `step.opened:${event.step}#${event.round}`;
    case 'step.settled': return `step.settled:${event.step}#${event.round}`;
    case 'request.opened': return `request.opened:${requestId(event.step, event.round, event.ask.key)}`;
    case 'request.answered': return `request.ended:${event.id}`;
    case 'request.lapsed': return `request.ended:${event.id}`;
    case 'request.dropped': return `request.ended:${event.id}`;
    case 'request.moved': return `request.moved:${event.id}:${event.n}`;
    case 'request.reminded': return `request.reminded:${event.id}:${event.which}`;
    case 'hand.wanted': return `hand.wanted:${event.hand.key}`;
    case 'hand.given': return `hand.given:${event.key}`;
    case 'hand.done': return `hand.done:${event.key}`;
    case 'act.taken': return `act.taken:${event.n}`;
    case 'answers.changed': return `answers.changed:${event.version}`;
    case 'account.changed': return `account.changed:${event.key}`;
    case 'money.committed': return `money.committed:${event.key}`;
    case 'money.released': return `money.released:${event.key}`;
    case 'case.unsealed': return 'case.unsealed';
    case 'case.closed': return `case.closed:${event.n}`;
    case 'case.reopened': return `case.reopened:${event.visit}`;
    case 'case.parked': return `case.parked:${event.n}`;
    case 'case.resumed': return `case.resumed:${event.n}`;
  }
}

/** What a case is before its first event. */
export type CaseIdentity = Pick<CaseState, 'id' | 'number' | 'programme' | 'fiscalYear'> & { readonly answers: Values };

/** The case after its submission. */
export function submitted(identity: CaseIdentity, stage: StageId, at: Instant): CaseState {
  return {
    id: identity.id, number: identity.number, programme: identity.programme, fiscalYear: identity.fiscalYear,
    submittedAt: at, ending: null, endedBefore: null, parked: null,
    stage: { id: stage, visit: 1, openedAt: at, settled: null },
    steps: [], requests: [], hands: [], acts: [], answers: [identity.answers], gates: {}, committedYen: 0, publishedAt: null, lastAt: at,
  };
}

/** The case after one more event. Pure; an event that does not fit the case is a broken invariant and throws. */
export function apply(state: CaseState, event: DatedEvent): CaseState {
  return { ...change(state, event), lastAt: Math.max(state.lastAt, event.at) };
}

function change(state: CaseState, event: DatedEvent): CaseState {
  switch (event.type) {
    case 'case.submitted':
    case 'account.changed':
      return state;
    case 'stage.settled':
      return { ...state, stage: { ...state.stage, settled: { step: event.step, outcome: event.outcome, go: event.go, at: event.at, mails: event.mails } } };
    case 'stage.opened':
      return { ...state, stage: { id: event.stage, visit: event.visit, openedAt: event.at, settled: null } };
    case 'step.opened':
      return { ...state, steps: [...state.steps, { step: event.step, kind: event.kind, stage: event.stage, round: event.round, openedAt: event.at, settledAt: null, outcome: null, result: null }] };
    case 'step.settled':
      return {
        ...state,
        publishedAt: event.publish ? (state.publishedAt ?? event.at) : state.publishedAt,
        steps: replace(state.steps, (run) => run.step === event.step && run.round === event.round, (run) => ({ ...run, settledAt: event.at, outcome: event.outcome, result: event.result })),
      };
    case 'request.opened':
      return {
        ...state,
        requests: [
          ...state.requests,
          { ...event.ask, id: requestId(event.step, event.round, event.ask.key), step: event.step, round: event.round, openedAt: event.at, state: 'open', endedAt: null, answer: null, handedOverAt: null, reminded: [] },
        ],
      };
    case 'request.answered':
      return { ...state, requests: request(state, event.id, (r) => ({ ...r, state: 'answered', endedAt: event.at, answer: { choice: event.choice, values: event.values, at: event.at, by: event.by } })) };
    case 'request.lapsed':
      return { ...state, requests: request(state, event.id, (r) => ({ ...r, state: 'lapsed', endedAt: event.at })) };
    case 'request.dropped':
      return { ...state, requests: request(state, event.id, (r) => ({ ...r, state: 'dropped', endedAt: event.at })) };
    case 'request.moved':
      return { ...state, requests: request(state, event.id, (r) => ({ ...r, dueAt: event.dueAt, closesAt: event.closesAt })) };
    case 'request.reminded':
      return { ...state, requests: request(state, event.id, (r) => ({ ...r, reminded: [...r.reminded, event.which] })) };
    case 'hand.wanted':
      return { ...state, hands: [...state.hands, { ...event.hand, state: 'wanted', result: null }] };
    case 'hand.given':
      return { ...state, hands: replace(state.hands, (h) => h.key === event.key, (h) => ({ ...h, state: 'with-person' })) };
    case 'hand.done':
      return { ...state, hands: replace(state.hands, (h) => h.key === event.key, (h) => ({ ...h, state: 'done', result: event.result })) };
    case 'act.taken':
      return { ...state, acts: [...state.acts, { n: event.n, verb: event.verb, values: event.values, at: event.at, by: event.by }] };
    case 'answers.changed':
      return { ...state, answers: [...state.answers, event.values] };
    case 'money.committed':
      return { ...state, committedYen: state.committedYen + event.yen };
    case 'money.released':
      return { ...state, committedYen: state.committedYen - event.yen };
    case 'case.unsealed': {
      const { sealed: _sealed, ...open } = state;
      return open;
    }
    case 'case.closed':
      return { ...state, ending: event.ending };
    case 'case.reopened':
      return { ...state, ending: null, endedBefore: state.ending, stage: { id: event.stage, visit: event.visit, openedAt: event.at, settled: null } };
    case 'case.parked':
      return { ...state, parked: { cause: event.cause, at: event.at } };
    case 'case.resumed':
      return { ...state, parked: null };
  }
}

function replace<T>(list: readonly T[], is: (item: T) => boolean, by: (item: T) => T): readonly T[] {
  const at = list.findLastIndex(is);
  const item = list[at];
  if (item === undefined) throw new Error('an event speaks of something the case does not have');
  return list.with(at, by(item));
}

function request(state: CaseState, id: string, by: (r: Request) => Request): readonly Request[] {
  return replace(state.requests, (r) => r.id === id && r.state === 'open', by);
}

/** The step that is open now, if any. */
export function currentStep(state: CaseState): StepRun | null {
  const last = state.steps.at(-1);
  return last && last.settledAt === null ? last : null;
}

/** The newest settled run of a step. */
export function settledStep(state: CaseState, step: string): StepRun | null {
  return state.steps.findLast((run) => run.step === step && run.settledAt !== null) ?? null;
}

/** The newest settled run of a kind of step. */
export function settledKind(state: CaseState, kind: StepKindId): StepRun | null {
  return state.steps.findLast((run) => run.kind === kind && run.settledAt !== null) ?? null;
}

/** The newest answers of the form. */
export const formAnswers = (state: CaseState): Values => state.answers.at(-1) ?? {};

export const party = (role: PartyRole): Addressee => ({ kind: 'party', role });
export const post = (code: string): Addressee => ({ kind: 'post', post: code });
