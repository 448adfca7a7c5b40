// What a step kind is: pure functions of the case. Nothing here writes; the engine compares what a kind wants with what is there.
import type { Calendar, Instant } from '../calendar.js';
import { DAY, dateOf, deadline } from '../calendar.js';
import type { Answer, Ask, AskWhat, CaseEvent, CaseState, Hand, Request, Silence, StepRun, Tier } from '../cases.js';
import { requestId } from '../cases.js';
import type { Fault, Field, Option, Values } from '../fields.js';
import type { MailId } from '../mail.js';
import type { Addressee, PostCode } from '../people.js';
import { championOf, headOf } from '../people.js';
import type { Programme, StepOf, Term } from '../programmes.js';
import { clockKindOf, restedEnd, restsOf } from '../suspension.js';
import type { StepKindId } from './kinds.js';

/** What the rules may look at: one instant, one calendar, the departments that exist, what is left of the envelope. */
export type Env = {
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly departments: readonly Option[];
  /** What may still be committed for this case; null = the programme has no money. */
  readonly envelopeFreeYen: number | null;
  /** The log of evidence has had no head for four hours: what would make a result public waits. */
  readonly evidenceLate?: true;
  /** The account the group was last paid to in another case, and its contact's address then; looked at while an account is asked. */
  readonly paidBefore?: { readonly account: Values; readonly contactEmail: string } | null;
  /** The case's call, where the programme's rules look at it; absent elsewhere. */
  readonly call?: CallView;
  /** Numbers of the cases in which the same project of the same group was granted before; only while a decision is drafted whose rule asks how often. */
  readonly adopted?: readonly string[];
};

/** What the rules may see of the call of a case. */
export type CallView = {
  readonly closesAt: Instant;
  /** Whether every open case of the call has come as far as the step this case stands at. */
  readonly gathered: boolean;
  /** Who holds each post of the panel at this instant, by person id; a post whose holder's term ended is not there. */
  readonly seats: { readonly [post: PostCode]: string };
};

/** A step of a case at an instant, whatever its kind. */
export type Standing = {
  readonly programme: Programme;
  readonly run: StepRun;
  readonly state: CaseState;
  readonly env: Env;
};
/** The same with the parameters of its kind. */
export type Ctx<K extends StepKindId = StepKindId> = Standing & { readonly step: StepOf<K> };

/** One answer a person may give now, with the fields it needs and one line that says what follows. */
export type Choice = { readonly id: string; readonly label: string; readonly consequence: string; readonly fields: readonly Field[] };

/** A mail that the end of a step causes by itself, beside what its outcome tells. */
export type StepMail = { readonly key: string; readonly mail: MailId; readonly to: Addressee; readonly about: Values };
export type Settled = { readonly outcome: string; readonly result: Values; readonly publish?: true; readonly events?: readonly CaseEvent[]; readonly mails?: readonly StepMail[] };
export type WantedHand = Pick<Hand, 'key' | 'kind' | 'spec'>;

/**
 * A step kind. `asks` states who should be asked what now; asks that were answered or lapsed stay as they are.
 * `choices` says which answers an open request allows; `settle` how the step ended, by answers or by the clock.
 */
export type StepKind<K extends StepKindId> = {
  readonly outcomes: readonly string[];
  asks(ctx: Ctx<K>): readonly Ask[];
  choices(ctx: Ctx<K>, request: Request): readonly Choice[];
  settle(ctx: Ctx<K>): Settled | null;
  /** What must be done in the world before or while it is asked. */
  hands?(ctx: Ctx<K>): readonly WantedHand[];
  /** Faults over several fields of one answer. */
  check?(ctx: Ctx<K>, request: Request, choice: string, values: Values): readonly Fault[];
  /** What else an answer changes at once. */
  follows?(ctx: Ctx<K>, request: Request, choice: string, values: Values): readonly CaseEvent[];
  /** The next instant at which time alone changes something. */
  wake?(ctx: Ctx<K>): Instant | null;
};

/** The request of this round with this key, if it was ever opened. */
export function requestOf(ctx: Standing, key: string): Request | null {
  const id = requestId(ctx.run.step, ctx.run.round, key);
  return ctx.state.requests.find((r) => r.id === id) ?? null;
}

export const requestsOf = (ctx: Standing): readonly Request[] => ctx.state.requests.filter((r) => r.step === ctx.run.step && r.round === ctx.run.round);
export const handOf = (ctx: Standing, key: string): Hand | null => ctx.state.hands.find((h) => h.key === key) ?? null;
export const answerOf = (ctx: Standing, key: string): Answer | null => requestOf(ctx, key)?.answer ?? null;
export const hasLapsed = (ctx: Standing, key: string): boolean => requestOf(ctx, key)?.state === 'lapsed';

type AskParts = { key: string; what: AskWhat; to: Addressee; tier: Tier; term: Term; silence: Silence; mail: MailId; notBy?: readonly string[]; document?: string; note?: Values };

/** An ask whose dates are counted from now by the programme's term; days of a suspension do not count. */
export function ask(ctx: Standing, parts: AskParts): Ask {
  const { term, ...rest } = parts;
  const dueAt = deadline(ctx.env.calendar, ctx.env.now, term.due);
  const closesAt = deadline(ctx.env.calendar, dueAt, term.grace);
  const rests = restsOf(ctx.state, clockKindOf(parts.what, parts.to));
  const moved = (end: Instant): Instant => restedEnd(ctx.env.calendar, rests, dateOf(ctx.env.now), end);
  return { ...rest, dueAt: moved(dueAt), closesAt: moved(closesAt), minNoticeMs: term.minNoticeDays * DAY };
}

const variant = (key: string, level: number): string => (level === 0 ? key : `${key}~${level}`);

/**
 * Asks along a line of posts: when one stays silent the next is asked, with new dates. Returns nothing once someone answered
 * or everybody stayed silent (`lineLapsed`).
 */
export function askLine(ctx: Standing, posts: readonly PostCode[], parts: Omit<AskParts, 'to' | 'silence'> & { last: Silence }): readonly Ask[] {
  const { last, ...rest } = parts;
  for (const [level, post] of posts.entries()) {
    const key = variant(parts.key, level);
    const existing = requestOf(ctx, key);
    if (existing?.state === 'answered') return [];
    if (existing?.state === 'lapsed' || existing?.state === 'dropped') continue;
    const silence: Silence = level < posts.length - 1 ? 'asks-head' : last;
    return [ask(ctx, { ...rest, key, to: { kind: 'post', post }, silence })];
  }
  return [];
}

/** The answer anybody on the line gave. */
export function lineAnswer(ctx: Standing, key: string): (Answer & { request: Request }) | null {
  const request = requestsOf(ctx).find((r) => r.state === 'answered' && (r.key === key || r.key.startsWith(`${key}~`)));
  return request?.answer ? { ...request.answer, request } : null;
}

/** Whether everybody on a line of `length` posts stayed silent. */
export const lineLapsed = (ctx: Standing, key: string, length: number): boolean => hasLapsed(ctx, variant(key, length - 1));

/** How often the office's line is asked again before the case is given to an administrator. */
const OFFICE_ROUNDS = 3;

/**
 * The line for what the office owes: the post, its head, the programme office, and round again. An office's silence never
 * decides against a citizen; when the line is used up nothing is left to wait for and the engine parks the case. Each resumption grants a new line.
 */
export function officeLine(ctx: Standing, post: PostCode): readonly PostCode[] {
  const resumed = ctx.state.acts.filter((act) => act.verb === 'resume' && act.at >= ctx.run.openedAt).length;
  const once = [post, headOf(post), ctx.programme.office.post];
  return Array.from({ length: OFFICE_ROUNDS * (1 + resumed) }, () => once).flat();
}

/** Asks what the office owes, along its line. */
export function askOffice(ctx: Standing, post: PostCode, parts: Omit<AskParts, 'to' | 'silence'>): readonly Ask[] {
  return askLine(ctx, officeLine(ctx, post), { ...parts, last: 'asks-again' });
}

/** What brings the sum held in the envelope for this case to `yen`: more, less or nothing. */
export function hold(ctx: Standing, yen: number): readonly CaseEvent[] {
  const key = `${ctx.run.step}#${ctx.run.round}`;
  const more = yen - ctx.state.committedYen;
  if (more === 0) return [];
  return more > 0 ? [{ type: 'money.committed', key, yen: more }] : [{ type: 'money.released', key, yen: -more }];
}

/** The department that leads the case: as matching found, else the programme office's post. */
export function leadPost(programme: Programme, state: CaseState): PostCode {
  const matching = state.steps.findLast((run) => run.kind === 'consultation' && run.outcome === 'taken');
  const lead = matching?.result?.lead;
  return typeof lead === 'string' ? championOf(lead) : programme.office.post;
}

export const reasonField = (id: string, label: string, hint?: string): Field => ({ id, label, kind: 'longtext', required: true, max: 1000, ...(hint ? { hint } : {}) });
export const remarkField = (id: string, label: string, hint?: string): Field => ({ id, label, kind: 'longtext', required: false, max: 1000, ...(hint ? { hint } : {}) });

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const yen = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
