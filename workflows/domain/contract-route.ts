// Which way a contract takes: small contracts may be made without competition up to a limit that differs by kind, by city and by date.
import type { CivilDate } from './calendar.js';
import { addDays, fiscalYearOf } from './calendar.js';
import { commas, sum, type Yen } from './money.js';

/** Columns of 地方自治法施行令 別表第五: prefectures and designated cities have higher limits. */
export type CityKind = 'city' | 'designated';

/** Rows of 別表第五: works, purchase, hire, sale, lease of the city's own things, and all else such as commissions. */
export type ContractKind = 'works' | 'purchase' | 'hire' | 'sale' | 'lease-out' | 'other';

/** One limit, tax included, in force from a day to a day (null = open). `source` is who said so. */
export type Threshold = { readonly cityKind: CityKind; readonly kind: ContractKind; readonly from: CivilDate | null; readonly to: CivilDate | null; readonly limitYen: Yen; readonly source: string };

/** The day the cabinet order raised the limits. */
export const ORDER_RAISED_ON: CivilDate = '2025-04-01';
const ORDER = '地方自治法施行令 別表第五';
const KINDS: readonly (readonly [ContractKind, Yen, Yen])[] = [['works', 1_300_000, 2_000_000], ['purchase', 800_000, 1_500_000], ['hire', 400_000, 800_000], ['sale', 300_000, 500_000], ['lease-out', 300_000, 300_000], ['other', 500_000, 1_000_000]];

/**
 * The limits of a city or town that took over the raised ones on `adoptedOn`: the order only sets a ceiling, the city's rule and its date
 * decide. Throws before the order allowed it.
 */
export function cityThresholds(adoptedOn: CivilDate, source: string): readonly Threshold[] {
  if (adoptedOn < ORDER_RAISED_ON) throw new RangeError(`limits could not be raised on ${adoptedOn}, before the order of ${ORDER_RAISED_ON}`);
  return KINDS.flatMap(([kind, before, now]) => [
    { cityKind: 'city' as const, kind, from: null, to: addDays(adoptedOn, -1), limitYen: before, source },
    { cityKind: 'city' as const, kind, from: adoptedOn, to: null, limitYen: now, source },
  ]);
}

/** The ceilings of the order itself; for designated cities only the three kinds whose limit we could read. */
export const ORDER_THRESHOLDS: readonly Threshold[] = [
  ...cityThresholds(ORDER_RAISED_ON, ORDER),
  ...([['works', 4_000_000], ['purchase', 3_000_000], ['other', 2_000_000]] as const).map(([kind, limitYen]) => ({ cityKind: 'designated' as const, kind, from: ORDER_RAISED_ON, to: null, limitYen, source: ORDER })),
];

const holds = (row: Threshold, place: { cityKind: CityKind; kind: ContractKind; on: CivilDate }): boolean =>
  row.cityKind === place.cityKind && row.kind === place.kind && (row.from === null || row.from <= place.on) && (row.to === null || place.on <= row.to);

/** The limit that holds on a date. Throws when the table has none, or two: a route is never guessed. */
export function thresholdOn(rows: readonly Threshold[], place: { cityKind: CityKind; kind: ContractKind; on: CivilDate }): Threshold {
  const [row, second] = rows.filter((one) => holds(one, place));
  if (!row || second) throw new RangeError(`${row ? 'two limits' : 'no limit'} for ${place.kind} of a ${place.cityKind} on ${place.on}: correct the table`);
  return row;
}

/**
 * What is wrong with a city's table: rows that overlap, rows that end before they begin, limits above the order's ceiling (which a city may
 * lower, never raise). Empty when nothing is.
 */
export function thresholdFaults(rows: readonly Threshold[], ceiling: readonly Threshold[] = ORDER_THRESHOLDS): readonly string[] {
  const until = (row: Threshold): CivilDate => row.to ?? '9999-12-31';
  const since = (row: Threshold): CivilDate => row.from ?? '0000-01-01';
  const meets = (a: Threshold, b: Threshold): boolean => a.cityKind === b.cityKind && a.kind === b.kind && since(a) <= until(b) && since(b) <= until(a);
  const name = (row: Threshold): string => `${row.cityKind}/${row.kind} from ${row.from ?? 'ever'}`;
  return rows.flatMap((row, n) => [
    ...(since(row) > until(row) ? [`${name(row)} ends before it begins`] : []),
    ...rows.slice(n + 1).filter((other) => meets(row, other)).map((other) => `${name(row)} overlaps ${name(other)}`),
    ...ceiling.filter((top) => meets(row, top) && row.limitYen > top.limitYen).map((top) => `${name(row)} is ${commas(row.limitYen)} yen, above the order's ${commas(top.limitYen)}`),
  ]);
}

/**
 * Ways to a contract. `small`: the limit allows a direct contract on quotations (令167条の2第1項1号). `competition`: an open call with a panel
 * when the nature of the work does not suit a tender (同2号), else a tender.
 */
export type Route = { readonly way: 'small' | 'competition'; readonly limitYen: Yen; readonly row: Threshold };

/**
 * The way an amount takes: small up to and including the limit. `yen` is the estimated price with tax, `on` the day that the city's rule
 * looks at (announcement, decision or signing: cities differ). Throws for an amount that is not positive whole yen.
 */
export function routeOf(rows: readonly Threshold[], order: { cityKind: CityKind; kind: ContractKind; on: CivilDate; yen: Yen }): Route {
  if (!Number.isSafeInteger(order.yen) || order.yen < 1) throw new RangeError(`an order has a price of at least 1 yen, not ${order.yen}`);
  const row = thresholdOn(rows, order);
  return { way: order.yen <= row.limitYen ? 'small' : 'competition', limitYen: row.limitYen, row };
}

/** Marks by which the parts of one piece of work are told apart: brackets, numbers, halves of a year, first and second parts. */
const PART_MARKS = /[（(［[【][^）)］\]】]*[）)］\]】]|第?[0-9一二三四五六七八九十]+[回期次部号]?|その[0-9一二三四五六七八九十]+|[前後上下]半?期|[・\-–—_～~、。]/g;

/** A title without what only tells parts apart: two orders with the same rest are alike. Takes a folded title (one width and case). */
export const likeTitle = (title: string): string => title.replace(PART_MARKS, '');

/** An order for the look at splitting; `supplier` and `purpose` are the city's codes, compared as they are. */
export type Order = { readonly id: string; readonly supplier: string; readonly purpose: string; readonly kind: ContractKind; readonly on: CivilDate; readonly yen: Yen };

/** Orders that together pass a limit which each alone keeps. A warning for a person, never a refusal. */
export type SplitWarning = { readonly orders: readonly string[]; readonly sumYen: Yen; readonly limitYen: Yen; readonly fiscalYear: number };

/**
 * Warns when the next order, small by itself, passes the limit together with the orders of the same supplier, purpose and kind in its
 * fiscal year. The limit is that of the next order's day. Null when there is nothing to ask about.
 */
export function splitWarning(rows: readonly Threshold[], cityKind: CityKind, before: readonly Order[], next: Order): SplitWarning | null {
  const { limitYen, way } = routeOf(rows, { cityKind, kind: next.kind, on: next.on, yen: next.yen });
  if (way !== 'small') return null;
  const fiscalYear = fiscalYearOf(next.on);
  const same = before.filter((one) => one.id !== next.id && one.supplier === next.supplier && one.purpose === next.purpose && one.kind === next.kind && fiscalYearOf(one.on) === fiscalYear);
  const sumYen = sum([...same, next].map((one) => one.yen));
  return same.length > 0 && sumYen > limitYen ? { orders: [...same, next].map((one) => one.id), sumYen, limitYen, fiscalYear } : null;
}
