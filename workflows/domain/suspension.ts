// Suspension (期間の休止): one administrative act stops clocks for many cases, after a disaster or while the office is closed (facts: 野々市市 2020, 小牧市 2020).
// The act is written at each case; what is here says which days are then not counted and where dates move to.
import { addDays, type Calendar, type CivilDate, clockOf, dateOf, type Instant, instantAt, isOpen } from './calendar.js';
import type { AskWhat, CaseState, FreeAct, Request } from './cases.js';
import type { Values } from './fields.js';
import { type ClockKind, daysAfter, type Stop, type Suspension, suspensionStops } from './office-clock.js';
import type { Addressee } from './people.js';

/** What an act sets as the term, not the city: ten days for the inspection of a contract (政府契約の支払遅延防止等に関する法律 5条・14条). */
const STATUTORY: readonly AskWhat[] = ['inspection'];

/** Who set the clock of an ask: an act, the programme (for its applicants), or the office for itself. */
export function clockKindOf(what: AskWhat, to: Addressee): ClockKind {
  if (STATUTORY.includes(what)) return 'statutory';
  return to.kind === 'party' ? 'programme' : 'internal';
}

const idOf = (act: FreeAct): string => String(act.values.suspension ?? '');

/** The act by which a suspension reached this case; null when it did not. */
export const suspendedBy = (state: CaseState, suspension: string): FreeAct | null => state.acts.find((act) => act.verb === 'suspend' && idOf(act) === suspension) ?? null;
/** Whether a suspension was taken back at this case. */
export const isTakenBack = (state: CaseState, suspension: string): boolean => state.acts.some((act) => act.verb === 'unsuspend' && idOf(act) === suspension);
const standing = (state: CaseState): readonly FreeAct[] => state.acts.filter((act) => act.verb === 'suspend' && !isTakenBack(state, idOf(act)));
/** The newest suspension of the case that stands; null when there is none. */
export const standingSuspension = (state: CaseState): FreeAct | null => standing(state).at(-1) ?? null;

/** An act as the rule of office clocks reads it. Which cases it reaches was said when it was declared. */
const suspensionOf = (values: Values): Suspension => ({
  from: String(values.from), to: String(values.to), reason: String(values.reason), programmes: 'all', kinds: ['statutory', 'rule', 'programme', 'internal'], legalBasis: typeof values.legalBasis === 'string' && values.legalBasis !== '' ? values.legalBasis : null,
});

/** The days not counted for clocks of a kind; a suspension that was taken back counts for nothing. */
export const restsOf = (state: CaseState, kind: ClockKind): readonly Stop[] => suspensionStops({ kind }, state.programme.id, standing(state).map((act) => suspensionOf(act.values)));

const covers = (rests: readonly Stop[], day: CivilDate): boolean => rests.some((rest) => rest.from <= day && (rest.to === null || day <= rest.to));

/**
 * Where an end moves that is counted from the day after `from`: later by each day of `rests` on the way, and on to an open day when it moved at all.
 * `counted` are rests the end bears already. Without a calendar the day is not rolled. The clock time stays.
 */
export function restedEnd(calendar: Calendar | null, rests: readonly Stop[], from: CivilDate, end: Instant, counted: readonly Stop[] = []): Instant {
  if (rests.length === 0) return end;
  const stands = (day: CivilDate): boolean => covers(rests, day) && !covers(counted, day);
  let day = from;
  for (let left = daysAfter(from, dateOf(end)); left > 0; ) {
    day = addDays(day, 1);
    if (!stands(day)) left--;
  }
  if (day <= dateOf(end)) return end;
  while (stands(day) || (calendar && !isOpen(calendar, day))) day = addDays(day, 1);
  return instantAt(day, clockOf(end));
}

/** Both dates of an open request after the suspension of an act; null when it moves neither (a statutory clock without a legal basis, or a term that is over before). */
export function restedDates(calendar: Calendar, state: CaseState, request: Request, act: Values): { readonly dueAt: Instant; readonly closesAt: Instant } | null {
  const kind = clockKindOf(request.what, request.to);
  const rests = suspensionStops({ kind }, state.programme.id, [suspensionOf(act)]);
  const counted = restsOf(state, kind);
  const moved = (end: Instant): Instant => restedEnd(calendar, rests, dateOf(request.openedAt), end, counted);
  const [dueAt, closesAt] = [moved(request.dueAt), moved(request.closesAt)];
  return dueAt === request.dueAt && closesAt === request.closesAt ? null : { dueAt, closesAt };
}
