// The filter of the case list lives in the URL, in words a person could type; here it becomes instants the store can compare.
import type { Calendar, CivilDate, Instant } from '../../workflows/domain/calendar.js';
import { addDays, dateOf, instantAt, isCivilDate, isOpen } from '../../workflows/domain/calendar.js';

/** Age classes of a stage, in office days. */
export const AGES = { '0-5': [0, 5], '6-10': [6, 10], '11-20': [11, 20], '21-40': [21, 40], '41-': [41, null] } as const;
export type AgeClass = keyof typeof AGES;
/** How deep in lateness, in office days. */
export const DEPTHS = { '0-3': [0, 3], '4-10': [4, 10], '11-': [11, null] } as const;
export type DepthClass = keyof typeof DEPTHS;

/** Questions that are asked every day, as ready-made filters. */
export const QUESTIONS = {
  late: { label: '期限超過', query: 'late=all' },
  still: { label: '動きのない10件', query: 'sort=still' },
  party: { label: '提案者待ち', query: 'holder=party' },
  stuck: { label: '止まっている', query: 'stuck=1' },
  today: { label: 'きょうが期限', query: 'due=today' },
  closed: { label: '終わったもの', query: 'state=closed' },
} as const;
export type QuestionId = keyof typeof QUESTIONS;

/** What the URL says. Unknown values match nothing rather than everything. */
export type CaseFilter = {
  readonly q?: string; readonly programme?: string; readonly stage?: string; readonly holder?: string; readonly age?: string; readonly late?: string; readonly due?: string;
  readonly stuck?: string; readonly state?: string; readonly sort?: string; readonly call?: string; readonly after?: string;
};
export const FILTER_KEYS = ['q', 'programme', 'stage', 'holder', 'age', 'late', 'due', 'stuck', 'state', 'sort', 'call'] as const;

/** The same as instants: half-open ranges, `null` ends are open. `impossible` when a value of the URL cannot match anything. */
export type CaseRanges = {
  readonly stageFrom: Instant | null; readonly stageBefore: Instant | null; readonly dueFrom: Instant | null; readonly dueBefore: Instant | null; readonly impossible: boolean;
};

/** The date that lies `n` office days before `from`. */
export function officeDaysBefore(calendar: Calendar, from: CivilDate, n: number): CivilDate {
  let day = from;
  for (let left = n; left > 0; ) {
    day = addDays(day, -1);
    if (isOpen(calendar, addDays(day, 1))) left--;
  }
  return day;
}

/** From a class of office days to the range of instants whose age falls into it. */
export function agesToRange(calendar: Calendar, now: Instant, from: number, to: number | null): { from: Instant | null; before: Instant } {
  const today = dateOf(now);
  const before = from === 0 ? now + 1 : instantAt(addDays(officeDaysBefore(calendar, today, from), 1));
  return { from: to === null ? null : instantAt(addDays(officeDaysBefore(calendar, today, to + 1), 1)), before };
}

/** Turns the age, lateness and due day of the URL into instants. */
export function rangesOf(filter: CaseFilter, now: Instant, calendar: Calendar): CaseRanges {
  let stage: { from: Instant | null; before: Instant | null } = { from: null, before: null };
  let due: { from: Instant | null; before: Instant | null } = { from: null, before: null };
  let impossible = false;
  if (filter.age) {
    const found = (AGES as Record<string, readonly [number, number | null]>)[filter.age];
    if (found) stage = agesToRange(calendar, now, ...found);
    else impossible = true;
  }
  if (filter.late) {
    const found = filter.late === 'all' ? ([0, null] as const) : (DEPTHS as Record<string, readonly [number, number | null]>)[filter.late];
    if (found) due = agesToRange(calendar, now, found[0], found[1]);
    else impossible = true;
  }
  if (filter.due) {
    const day = filter.due === 'today' ? dateOf(now) : filter.due;
    if (isCivilDate(day)) due = { from: instantAt(day), before: instantAt(addDays(day, 1)) };
    else impossible = true;
  }
  return { stageFrom: stage.from, stageBefore: stage.before, dueFrom: due.from, dueBefore: due.before, impossible };
}

/** The address of the list with one part changed; `null` takes it off. The page always starts anew. */
export function listHref(filter: CaseFilter, change: { readonly [K in keyof CaseFilter]?: string | null } = {}): string {
  const params = new URLSearchParams();
  for (const key of FILTER_KEYS) {
    const value = key in change ? change[key] : filter[key];
    if (value) params.set(key, value);
  }
  if (change.after) params.set('after', change.after);
  const query = params.toString();
  return query ? `/admin/cases?${query}` : '/admin/cases';
}
