// Disclosure requests (開示請求): until when a city must decide, by the clock of its own ordinance. A clock of its own beside the case: nothing of the case waits for it.
import type { Calendar, CivilDate } from './calendar.js';
import { type Due, dueOf, type OfficeClock, type Stop } from './office-clock.js';

/**
 * How long a city may take. `extension`: `more` days after the first end, or a new length of the `whole` from the request. `pauseOnCorrection`: days in
 * which the requester corrects the request are not counted. `partInTime`: for masses of paper a part in time is enough, and the rest has no fixed day.
 */
export type DisclosureClock = {
  readonly length: number;
  readonly unit: 'workingDays' | 'days';
  readonly firstDayCounts: boolean;
  readonly pauseOnCorrection: boolean;
  readonly extension: { readonly days: number; readonly is: 'more' | 'whole' };
  readonly partInTime: boolean;
  readonly source: string;
};

/** What happened to a request so far. A correction that lasts has no end. */
export type DisclosureRequest = { readonly receivedOn: CivilDate; readonly corrections: readonly { readonly from: CivilDate; readonly to: CivilDate | null }[]; readonly extended: boolean };

/**
 * The day on which the decision is due at the latest; null in it while a correction stops the clock. An ordinance set the period, so its end rolls to an
 * open day (地方自治法4条の2第4項). Days are counted from the day after the request (民法140条) unless the clock counts the first.
 */
export function disclosureDue(calendar: Calendar, clock: DisclosureClock, request: DisclosureRequest): Due {
  const stops: Stop[] = request.corrections.map((c) => ({ ...c, cause: 'correction' }));
  const office: OfficeClock = { kind: 'rule', length: clock.length, unit: clock.unit, roll: 'next', firstDayCounts: clock.firstDayCounts, pauses: clock.pauseOnCorrection ? ['correction'] : [] };
  if (!request.extended) return dueOf(calendar, office, request.receivedOn, stops);
  const { days, is } = clock.extension;
  if (is === 'whole') return dueOf(calendar, { ...office, length: days, unit: 'days' }, request.receivedOn, stops);
  const first = dueOf(calendar, office, request.receivedOn, stops);
  if (first.lastDay === null) return first;
  const second = dueOf(calendar, { ...office, length: days, unit: 'days', firstDayCounts: false }, first.lastDay, stops);
  return { ...second, notCounted: first.notCounted + second.notCounted };
}

/**
 * Whether the rest of a mass of paper has no fixed day: the city's clock allows it, and a part was decided no later than the extended end. The rest must then
 * follow within a reasonable time, which a person names.
 */
export function restIsOpen(calendar: Calendar, clock: DisclosureClock, request: DisclosureRequest, partDecidedOn: CivilDate): boolean {
  const { on } = disclosureDue(calendar, clock, { ...request, extended: true });
  return clock.partInTime && on !== null && partDecidedOn <= on;
}

/** Clocks of real cities. What a page leaves open is named in `source` as ours (当方). */
export const DISCLOSURE_CLOCKS = {
  azumino: { length: 14, unit: 'workingDays', firstDayCounts: false, pauseOnCorrection: false, extension: { days: 30, is: 'more' }, partInTime: false, source: '安曇野市 開示の請求から決定まで。延長の30日をあとに足すのは当方の読み' },
  itoman: { length: 15, unit: 'days', firstDayCounts: true, pauseOnCorrection: false, extension: { days: 45, is: 'whole' }, partInTime: false, source: '糸満市 請求のあった日から15日、長くて45日' },
  osaka: { length: 15, unit: 'days', firstDayCounts: false, pauseOnCorrection: false, extension: { days: 15, is: 'more' }, partInTime: false, source: '大阪府 開示請求の手続（自分の情報）' },
  fukui: { length: 15, unit: 'days', firstDayCounts: false, pauseOnCorrection: true, extension: { days: 30, is: 'more' }, partInTime: true, source: '福井県公文書公開条例 第12条関係。初日を数えないのは民法140条（当方）' },
} as const satisfies Record<string, DisclosureClock>;
