// Receipts (領収書) of a report: each for one line of the plan, so that the settlement is added up and never typed.
// What an officer does not recognise leaves the eligible cost item by item, with a reason from a closed list; what was bought to last is put on a register.
import type { CivilDate } from './calendar.js';
import { addDays, isCivilDate } from './calendar.js';
import type { Yen } from './money.js';
import { sum } from './money.js';

/** Goods by their years of use, as the table of depreciation names them. */
export type PropertyClass = { readonly id: string; readonly label: string; readonly years: number };

/** A programme that has every payment shown by its receipt. */
export type ReceiptRule = {
  /** The step whose end is the decision: what was paid before that day does not count (境港市 compares the dates of receipts). */
  readonly notBefore: string;
  /** Goods of these cost heads are property from this price each on; they may not be disposed of freely during the years of their class. */
  readonly property?: { readonly heads: readonly string[]; readonly fromYen: Yen; readonly classes: readonly PropertyClass[]; readonly source: string };
};

/** One receipt. `line` counts the lines of the plan from 0; `property` is a class of goods, null for what is none; `files` are ids of photos or PDFs. */
export type Receipt = {
  readonly line: number;
  readonly what: string;
  readonly payee: string;
  readonly paidOn: CivilDate;
  readonly yen: Yen;
  readonly pieces: number;
  readonly property: string | null;
  readonly files: readonly string[];
};

/** A line of the decided plan; `changedYen` is what the newest approved change made of it. `head` is its cost head. */
export type PlanLine = { readonly label: string; readonly head: string; readonly plannedYen: Yen; readonly changedYen?: Yen };
/** The plan as last changed. A change may name a new whole without naming lines. */
export type Plan = { readonly lines: readonly PlanLine[]; readonly totalYen: Yen };

/** What a line of the plan holds now. */
export const plannedOf = (line: PlanLine): Yen => line.changedYen ?? line.plannedYen;

/** Yen of receipts for each of so many lines; receipts of no such line count nowhere. */
export function spentByLine(lines: number, receipts: readonly Pick<Receipt, 'line' | 'yen'>[]): readonly Yen[] {
  return Array.from({ length: lines }, (_, n) => sum(receipts.filter((one) => one.line === n).map((one) => one.yen)));
}

/** Plan, spent, and spent less plan (negative when less was spent). */
export type Difference = { readonly label: string; readonly plannedYen: Yen; readonly spentYen: Yen; readonly differenceYen: number };

/** The difference to the plan, line by line and in total (job C-9). The spent lines always add up to the total. */
export function differences(plan: Plan, receipts: readonly Pick<Receipt, 'line' | 'yen'>[]): { readonly lines: readonly Difference[]; readonly total: Difference } {
  const spent = spentByLine(plan.lines.length, receipts);
  const of = (label: string, plannedYen: Yen, spentYen: Yen): Difference => ({ label, plannedYen, spentYen, differenceYen: spentYen - plannedYen });
  return { lines: plan.lines.map((line, n) => of(line.label, plannedOf(line), spent[n] ?? 0)), total: of('合計', plan.totalYen, sum(spent)) };
}

/** Why a single item is not recognised (job D-6): not eligible, outside the period, receipt not in order, another name on it, paid by another grant too, no ground for price or number. */
export const REJECT_REASONS = ['ineligible', 'outside-period', 'receipt-faulty', 'other-name', 'other-grant', 'no-ground'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export type Rejected = { readonly receipt: Receipt; readonly reason: RejectReason };

/** Receipts by what the officer said of each; '' = recognised. Every receipt is in exactly one of the two, so their sums make the whole. */
export function judged(receipts: readonly Receipt[], verdicts: readonly string[]): { readonly accepted: readonly Receipt[]; readonly rejected: readonly Rejected[] } {
  const reason = (n: number) => REJECT_REASONS.find((one) => one === verdicts[n]);
  return {
    accepted: receipts.filter((_, n) => !reason(n)),
    rejected: receipts.flatMap((receipt, n) => { const why = reason(n); return why ? [{ receipt, reason: why }] : []; }),
  };
}

/** Whether a receipt repeats an earlier one: same payee, day and sum. For the officer's eye; two such payments can be real. */
export function isRepeated(receipts: readonly Receipt[], n: number): boolean {
  const it = receipts[n];
  return it !== undefined && receipts.slice(0, n).some((one) => one.payee === it.payee && one.paidOn === it.paidOn && one.yen === it.yen);
}

/** Whether goods of this head at this price each are property. Compared as a product: no price per piece is ever rounded. */
export function isProperty(rule: ReceiptRule['property'], head: string, bought: { readonly yen: Yen; readonly pieces: number }): boolean {
  return rule !== undefined && rule.heads.includes(head) && BigInt(bought.yen) >= BigInt(rule.fromYen) * BigInt(bought.pieces);
}

/** Property bought (取得財産): price of all pieces, and the last day on which it may not be disposed of without the city's leave. */
export type Property = { readonly what: string; readonly acquiredOn: CivilDate; readonly yen: Yen; readonly pieces: number; readonly label: string; readonly restrictedUntil: CivilDate };

/** The register of what was bought to last, in the order of the receipts. */
export function propertyOf(rule: ReceiptRule['property'], lines: readonly PlanLine[], receipts: readonly Receipt[]): readonly Property[] {
  return receipts.flatMap((one) => {
    const found = rule?.classes.find((c) => c.id === one.property);
    if (!found || !isProperty(rule, lines[one.line]?.head ?? '', one)) return [];
    return [{ what: one.what, acquiredOn: one.paidOn, yen: one.yen, pieces: one.pieces, label: found.label, restrictedUntil: lastDayOf(one.paidOn, found.years) }];
  });
}

/** The last day of so many years that begin with this day; where the last month lacks the day, its last one (民法143条). */
export function lastDayOf(from: CivilDate, years: number): CivilDate {
  const again = `${String(Number(from.slice(0, 4)) + years).padStart(4, '0')}${from.slice(4)}`;
  return isCivilDate(again) ? addDays(again, -1) : `${again.slice(0, 8)}28`;
}

/** Years of use of what groups buy (減価償却資産の耐用年数等に関する省令 別表第一「器具及び備品」). */
export const YEARS_OF_USE: readonly PropertyClass[] = [
  { id: 'metal-desk', label: '机・いす・棚（金属製）', years: 15 }, { id: 'desk', label: '机・いす・棚（そのほか）', years: 8 }, { id: 'computer', label: 'パソコン', years: 4 }, { id: 'office', label: '複写機・印刷機', years: 5 },
  { id: 'sound', label: '音響・映像の機器', years: 5 }, { id: 'camera', label: 'カメラ・映写機', years: 5 }, { id: 'cooling', label: '冷暖房の機器', years: 6 }, { id: 'instrument', label: '楽器', years: 5 }, { id: 'sign', label: '看板', years: 3 }, { id: 'sport', label: 'スポーツ用具', years: 3 },
  { id: 'metal', label: 'そのほか（主に金属製）', years: 10 }, { id: 'other', label: 'そのほか', years: 5 },
];
