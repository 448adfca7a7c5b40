// How a call's panel turns sheets into totals: the rule is data, fixed when the call opens, and every total is exact and can be worked again by hand.
import type { Rate } from './money.js';

// --- exact numbers ---

/** An exact number as text in lowest terms, `81` or `408/5`. Equal texts are equal values, and it survives JSON. */
export type Exact = string;
/** The same to calculate with: lowest terms, `den` above zero. */
export type Fraction = { readonly num: bigint; readonly den: bigint };

/** `num ÷ den` in lowest terms. Throws a RangeError when `den` is zero. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  let [a, b] = [BigInt(num), BigInt(den)];
  if (b === 0n) throw new RangeError('a fraction needs a denominator');
  if (b < 0n) [a, b] = [-a, -b];
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return { num: a / x, den: b / x };
}

/** The text of a fraction. */
export const exact = (f: Fraction): Exact => (f.den === 1n ? String(f.num) : `${f.num}/${f.den}`);

/** The fraction of a text. Throws a SyntaxError for anything but `n` or `n/d`. */
export function parseExact(text: Exact): Fraction {
  if (!/^-?\d+(\/\d+)?$/.test(text)) throw new SyntaxError(`not an exact number: ${text}`);
  const [num = '0', den = '1'] = text.split('/');
  return fraction(BigInt(num), BigInt(den));
}

/** Exact sum. */
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den + b.num * a.den, a.den * b.den);
/** Exact product. */
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.num, a.den * b.den);
/** Below zero when `a` is smaller, zero when equal, above zero when larger. */
export function compare(a: Fraction, b: Fraction): number {
  const d = a.num * b.den - b.num * a.den;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
}
const ZERO = fraction(0n);
const total = (values: readonly Fraction[]): Fraction => values.reduce(plus, ZERO);

/** How a number is cut: to so many decimal digits, downwards or half up. Only for numbers of zero and above. */
export type Rounding = { readonly mode: 'none' } | { readonly mode: 'floor' | 'half-up'; readonly digits: number };

/** The value rounded; exact again. */
export function rounded(value: Fraction, rounding: Rounding): Fraction {
  if (rounding.mode === 'none') return value;
  const unit = 10n ** BigInt(rounding.digits);
  const up = rounding.mode === 'half-up' ? value.den : 0n;
  return fraction((2n * value.num * unit + up) / (2n * value.den), unit);
}

/** For reading only: rounded half up, with exactly so many digits after the point. */
export function decimal(value: Exact, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const { num, den } = rounded(parseExact(value), { mode: 'half-up', digits });
  const all = String((num * unit) / den).padStart(digits + 1, '0');
  return digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** For reading without loss where two digits are enough, else with the fraction beside it: `81.6`, `48.67（146/3）`. */
export function printed(value: Exact): string {
  const short = decimal(value, 2).replace(/\.?0+$/, '');
  const same = compare(rounded(parseExact(value), { mode: 'floor', digits: 2 }), parseExact(value)) === 0;
  return same ? short : `${decimal(value, 2)}（${value}）`;
}

// --- the rule ---

/** One line of the sheet: whole points from `min` to `max` in steps of `step`, counted `weight` times; `anchors` say what a step means. */
export type Criterion = { readonly id: string; readonly label: string; readonly weight: number; readonly min: number; readonly max: number; readonly step: number; readonly anchors: readonly string[] };

/** What puts a proposal out whatever its rank. */
export type RejectRule =
  /** At least this share of the counted members gave `atMost` points or fewer on one and the same criterion. */
  | { readonly kind: 'low-on-criterion'; readonly atMost: number; readonly share: Rate }
  /** The total is this or less. */
  | { readonly kind: 'total-at-most'; readonly value: number };

/** What decides between equal totals, in the order of the rule. A lot is drawn from a seed whose hash was published before. */
export type TieBreak = { readonly kind: 'criterion'; readonly id: string } | { readonly kind: 'smaller-request' } | { readonly kind: 'deliberation' } | { readonly kind: 'lot' };

/**
 * How the ranking is cut under the envelope. `onCross` says what happens at the first request that does not fit: nobody after it, the
 * next that fits, it gets what is left, or it chooses (runner-up). Amounts cut by the envelope are multiples of `partialUnitYen`.
 */
export type SelectionRule = { readonly onCross: 'stop' | 'skip' | 'remainder' | 'runner-up'; readonly winnersMax?: number; readonly partialUnitYen: number };

/**
 * One call's scoring as JSON. Frozen when the call opens; a change is a new `version`. There is no normalising by member: with it a raised
 * score could lower a rank and a rejected proposal could move the others, so it is never what ranks.
 */
export type ScoringRule = {
  readonly version: number;
  readonly criteria: readonly Criterion[];
  /** `trimmed` is the mean after the highest and lowest sheets are left out, and the plain mean below `minReviewers` sheets. */
  readonly aggregate: { readonly kind: 'sum' | 'mean' } | { readonly kind: 'trimmed'; readonly dropHigh: number; readonly dropLow: number; readonly minReviewers: number };
  /** Groups of scorers with points of their own: the mean of each group's sheets fills its points. Replaces `aggregate` when given. */
  readonly bodies?: readonly { readonly id: string; readonly label: string; readonly points: number }[];
  /** What full marks are converted to, before rounding. */
  readonly scale?: number;
  readonly rounding: Rounding;
  /** A member who stands aside is left out, or the mean of the others is added for each (only for sums), rounded by itself. */
  readonly recusal: { readonly kind: 'exclude' } | { readonly kind: 'impute-mean'; readonly rounding: Rounding; readonly of: readonly ('recused' | 'absent')[] };
  /** Reached with exactly the value (≥). `base`: full marks of the sheets counted or filled in, or of the whole panel. */
  readonly threshold: { readonly kind: 'share'; readonly value: Rate; readonly base: 'counted' | 'panel' } | { readonly kind: 'points'; readonly value: number } | null;
  readonly rejects: readonly RejectRule[];
  /** Sheets needed: at least `minReviewers`, and at least (`strictly`: more than) `minShare` of the panel. */
  readonly quorum: { readonly minReviewers: number; readonly minShare: Rate; readonly strictly?: true };
  readonly tieBreak: readonly TieBreak[];
  readonly selection: SelectionRule;
  readonly publish: { readonly sheets: boolean; readonly means: boolean; readonly comments: boolean };
  readonly sources: readonly string[];
};

/** What one member handed in for one case. A sheet voided by a later declaration keeps its points, so that both versions can be shown. */
export type Sheet = { readonly reviewer: string; readonly body?: string } & (
  | { readonly kind: 'scored'; readonly points: Readonly<Record<string, number>> }
  | { readonly kind: 'recused'; readonly voided?: Readonly<Record<string, number>> }
  | { readonly kind: 'absent' }
);

/** One line of the way to a total. Sheets stand by size and without names: who gave what is for `publish` to decide. */
export type ScoreStep =
  | { readonly kind: 'sheets'; readonly totals: readonly number[]; readonly recused: number; readonly absent: number }
  | { readonly kind: 'dropped'; readonly high: readonly number[]; readonly low: readonly number[] }
  | { readonly kind: 'sum' | 'mean'; readonly sheets: number; readonly value: Exact }
  | { readonly kind: 'imputed'; readonly mean: Exact; readonly members: number; readonly added: Exact; readonly value: Exact }
  | { readonly kind: 'body'; readonly label: string; readonly mean: Exact; readonly each: number; readonly points: number; readonly value: Exact }
  | { readonly kind: 'bodies'; readonly value: Exact }
  | { readonly kind: 'scale'; readonly from: Exact; readonly to: number; readonly value: Exact }
  | { readonly kind: 'rounded'; readonly mode: 'floor' | 'half-up'; readonly digits: number; readonly value: Exact }
  | { readonly kind: 'quorum'; readonly sheets: number; readonly panel: number; readonly met: boolean }
  | { readonly kind: 'rejected'; readonly rule: RejectRule; readonly criterion?: string; readonly members?: number }
  | { readonly kind: 'threshold'; readonly least: Exact; readonly value: Exact; readonly met: boolean };

/** The result of one case. `plainMean` is the mean of the sheets before trimming, `criterionMeans` the unweighted points; `full` the most the total could be. */
export type CaseTotal = {
  readonly id: string;
  readonly state: 'qualified' | 'below-threshold' | 'rejected' | 'no-quorum';
  readonly total: Exact;
  readonly full: Exact;
  readonly plainMean: Exact;
  readonly criterionMeans: Readonly<Record<string, Exact>>;
  readonly counted: number;
  readonly working: readonly ScoreStep[];
};

const isWhole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isShare = ({ num, den }: Rate): boolean => isWhole(num) && isWhole(den) && den > 0 && num <= den;

/** All faults of a rule, in words for the person who writes it; empty when it may be used. */
export function ruleFaults(rule: ScoringRule): string[] {
  const faults: string[] = [];
  const ids = rule.criteria.map((c) => c.id);
  if (ids.length === 0) faults.push('criteria: there is none');
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) faults.push(`criteria: ${id} stands twice`);
  for (const c of rule.criteria) {
    if (![c.weight, c.min, c.max, c.step].every(isWhole) || c.weight < 1 || c.step < 1 || c.min >= c.max) faults.push(`criteria: ${c.id} needs whole numbers, a weight and a step of one or more, and min below max`);
    else if ((c.max - c.min) % c.step !== 0) faults.push(`criteria: ${c.id} never reaches its maximum in steps of ${c.step}`);
  }
  const trim = rule.aggregate;
  if (trim.kind === 'trimmed' && ![trim.dropHigh, trim.dropLow, trim.minReviewers].every(isWhole)) faults.push('aggregate: trimming needs whole numbers');
  if (trim.kind === 'trimmed' && trim.minReviewers <= trim.dropHigh + trim.dropLow) faults.push('aggregate: trimming would leave no sheet');
  if (rule.recusal.kind === 'impute-mean' && (trim.kind !== 'sum' || rule.bodies)) faults.push('recusal: filling in is for sums; a mean does not change by it');
  if (rule.bodies && (rule.bodies.length === 0 || rule.bodies.some((b) => !isWhole(b.points) || b.points < 1))) faults.push('bodies: each needs points');
  if (rule.scale !== undefined && (!isWhole(rule.scale) || rule.scale < 1)) faults.push('scale: must be a whole number of one or more');
  for (const r of [rule.rounding, ...(rule.recusal.kind === 'impute-mean' ? [rule.recusal.rounding] : [])]) if (r.mode !== 'none' && (!isWhole(r.digits) || r.digits > 9)) faults.push('rounding: digits must be 0 to 9');
  if (rule.threshold?.kind === 'share' && !isShare(rule.threshold.value)) faults.push('threshold: must be a share from 0 to 1');
  if (rule.threshold?.kind === 'points' && !isWhole(rule.threshold.value)) faults.push('threshold: must be whole points');
  if (rule.threshold?.kind === 'share' && rule.threshold.base === 'panel' && (rule.aggregate.kind !== 'sum' || rule.bodies || rule.scale !== undefined)) faults.push('threshold: the whole panel is a base for plain sums only');
  for (const r of rule.rejects) if (r.kind === 'low-on-criterion' ? !isShare(r.share) || r.share.num === 0 || !isWhole(r.atMost) : !isWhole(r.value)) faults.push(`rejects: ${r.kind} needs whole points and a share above zero`);
  if (!isWhole(rule.quorum.minReviewers) || rule.quorum.minReviewers < 1 || !isShare(rule.quorum.minShare)) faults.push('quorum: at least one sheet and a share from 0 to 1');
  for (const t of rule.tieBreak) if (t.kind === 'criterion' && !ids.includes(t.id)) faults.push(`tie-break: there is no criterion ${t.id}`);
  if (!isWhole(rule.selection.partialUnitYen) || rule.selection.partialUnitYen < 1) faults.push('selection: amounts need a unit of one yen or more');
  if (rule.selection.winnersMax !== undefined && (!isWhole(rule.selection.winnersMax) || rule.selection.winnersMax < 1)) faults.push('selection: winnersMax must be one or more');
  return faults;
}

/** All faults of one case's sheets under a rule: a member twice, a criterion without points, points off the scale, a body nobody knows. */
export function sheetFaults(rule: ScoringRule, sheets: readonly Sheet[]): string[] {
  const twice = sheets.filter((s, n) => sheets.findIndex((t) => t.reviewer === s.reviewer) !== n).map((s) => `${s.reviewer} has two sheets`);
  const off = sheets.flatMap((s) => {
    const body = rule.bodies && !rule.bodies.some((b) => b.id === s.body) ? [`${s.reviewer} is of no known body`] : [];
    if (s.kind !== 'scored') return body;
    const wrong = rule.criteria.filter(({ id, min, max, step }) => { const p = s.points[id]; return p === undefined || !Number.isSafeInteger(p) || p < min || p > max || (p - min) % step !== 0; });
    return [...body, ...wrong.map((c) => `${s.reviewer} gave ${s.points[c.id]} for ${c.id}`)];
  });
  return [...twice, ...off];
}

/** The sheets after a member declares an interest: the sheet no longer counts, its points stay to be shown (the earlier version is the caller's to keep). */
export function recuse(sheets: readonly Sheet[], reviewer: string): Sheet[] {
  return sheets.map((s) => (s.reviewer !== reviewer ? s : { reviewer, ...(s.body === undefined ? {} : { body: s.body }), kind: 'recused', ...(s.kind === 'scored' ? { voided: s.points } : {}) }));
}

type Marked = { readonly body?: string; readonly points: Readonly<Record<string, number>>; readonly sum: number };

/** The value by the rule's aggregate, the most it could be, and the steps to it. */
function aggregated(rule: ScoringRule, marked: readonly Marked[], each: number, out: { recused: number; absent: number }): { value: Fraction; full: Fraction; steps: ScoreStep[] } {
  const sums = marked.map((m) => m.sum);
  const meanOf = (some: readonly number[]): Fraction => fraction(some.reduce((a, b) => a + b, 0), Math.max(1, some.length));
  if (rule.bodies) {
    const parts = rule.bodies.map((body) => {
      const mean = meanOf(marked.filter((m) => m.body === body.id).map((m) => m.sum));
      const value = times(mean, fraction(body.points, each));
      return { value, step: { kind: 'body', label: body.label, mean: exact(mean), each, points: body.points, value: exact(value) } as const };
    });
    const value = total(parts.map((p) => p.value));
    return { value, full: fraction(rule.bodies.reduce((a, b) => a + b.points, 0)), steps: [...parts.map((p) => p.step), { kind: 'bodies', value: exact(value) }] };
  }
  const how = rule.aggregate;
  if (how.kind === 'sum') {
    const value = fraction(sums.reduce((a, b) => a + b, 0));
    const steps: ScoreStep[] = [{ kind: 'sum', sheets: sums.length, value: exact(value) }];
    const { recusal } = rule;
    const members = recusal.kind === 'impute-mean' ? recusal.of.reduce((n, why) => n + out[why], 0) : 0;
    const full = fraction(each * (sums.length + members));
    if (recusal.kind !== 'impute-mean' || members === 0) return { value, full, steps };
    const added = rounded(times(meanOf(sums), fraction(members)), recusal.rounding);
    const filled = plus(value, added);
    return { value: filled, full, steps: [...steps, { kind: 'imputed', mean: exact(meanOf(sums)), members, added: exact(added), value: exact(filled) }] };
  }
  const trimmed = how.kind === 'trimmed' && sums.length >= how.minReviewers;
  const left = trimmed ? sums.slice(how.dropHigh, sums.length - how.dropLow) : sums;
  const dropped: ScoreStep[] = trimmed ? [{ kind: 'dropped', high: sums.slice(0, how.dropHigh), low: sums.slice(sums.length - how.dropLow) }] : [];
  const value = meanOf(left);
  return { value, full: fraction(each), steps: [...dropped, { kind: 'mean', sheets: left.length, value: exact(value) }] };
}

/** Which rejecting rule applies, if any; the first in the order of the rule and of the criteria. */
function rejection(rule: ScoringRule, marked: readonly Marked[], value: Fraction): ScoreStep | null {
  for (const reject of rule.rejects) {
    if (reject.kind === 'total-at-most') {
      if (compare(value, fraction(reject.value)) <= 0) return { kind: 'rejected', rule: reject };
      continue;
    }
    for (const c of rule.criteria) {
      const members = marked.filter((m) => (m.points[c.id] ?? 0) <= reject.atMost).length;
      if (members > 0 && members * reject.share.den >= marked.length * reject.share.num) return { kind: 'rejected', rule: reject, criterion: c.label, members };
    }
  }
  return null;
}

/**
 * The total of one case. The order of the sheets changes nothing; every sheet given makes the panel, so a member without one is `absent`.
 * Throws an Error that names every fault of the sheets; the rule is taken to be free of faults (`ruleFaults`).
 */
export function scoreCase(rule: ScoringRule, id: string, sheets: readonly Sheet[]): CaseTotal {
  const faults = sheetFaults(rule, sheets);
  if (faults.length > 0) throw new Error(`sheets of ${id}: ${faults.join('; ')}`);
  const marked = sheets.flatMap((s): Marked[] => (s.kind === 'scored' ? [{ body: s.body, points: s.points, sum: rule.criteria.reduce((all, c) => all + c.weight * (s.points[c.id] ?? 0), 0) }] : [])).sort((a, b) => b.sum - a.sum);
  const out = { recused: sheets.filter((s) => s.kind === 'recused').length, absent: sheets.filter((s) => s.kind === 'absent').length };
  const each = rule.criteria.reduce((all, c) => all + c.weight * c.max, 0);
  const start = aggregated(rule, marked, each, out);
  const working: ScoreStep[] = [{ kind: 'sheets', totals: marked.map((m) => m.sum), ...out }, ...start.steps];

  let { value, full } = start;
  if (rule.scale !== undefined) {
    if (full.num > 0n) value = times(value, times(fraction(rule.scale), fraction(full.den, full.num)));
    working.push({ kind: 'scale', from: exact(full), to: rule.scale, value: exact(value) });
    full = fraction(rule.scale);
  }
  if (rule.rounding.mode !== 'none') {
    value = rounded(value, rule.rounding);
    working.push({ kind: 'rounded', mode: rule.rounding.mode, digits: rule.rounding.digits, value: exact(value) });
  }

  const { minReviewers, minShare, strictly } = rule.quorum;
  const [have, need] = [marked.length * minShare.den, sheets.length * minShare.num];
  const everyBody = (rule.bodies ?? []).every((body) => marked.some((m) => m.body === body.id));
  const quorum = marked.length >= minReviewers && (strictly ? have > need : have >= need) && everyBody;
  working.push({ kind: 'quorum', sheets: marked.length, panel: sheets.length, met: quorum });
  const rejected = quorum ? rejection(rule, marked, value) : null;
  if (rejected) working.push(rejected);
  let reached = true;
  if (rule.threshold) {
    const base = rule.threshold.kind === 'share' && rule.threshold.base === 'panel' ? fraction(each * sheets.length) : full;
    const least = rule.threshold.kind === 'points' ? fraction(rule.threshold.value) : times(base, fraction(rule.threshold.value.num, rule.threshold.value.den));
    reached = compare(value, least) >= 0;
    working.push({ kind: 'threshold', least: exact(least), value: exact(value), met: reached });
  }
  const count = Math.max(1, marked.length);
  return {
    id,
    state: !quorum ? 'no-quorum' : rejected ? 'rejected' : reached ? 'qualified' : 'below-threshold',
    total: exact(value),
    full: exact(full),
    plainMean: exact(fraction(marked.reduce((all, m) => all + m.sum, 0), count)),
    criterionMeans: Object.fromEntries(rule.criteria.map((c) => [c.id, exact(fraction(marked.reduce((all, m) => all + (m.points[c.id] ?? 0), 0), count))])),
    counted: marked.length,
    working,
  };
}

/** The table of a whole call, in the order of the cases given. Throws as `scoreCase` does, and for a faulty rule. */
export function scoreCall(rule: ScoringRule, cases: readonly { readonly id: string; readonly sheets: readonly Sheet[] }[]): CaseTotal[] {
  const faults = ruleFaults(rule);
  if (faults.length > 0) throw new Error(`scoring rule ${rule.version}: ${faults.join('; ')}`);
  return cases.map((c) => scoreCase(rule, c.id, c.sheets));
}

/** One line of the working as people read it. */
export function scoreLine(step: ScoreStep): string {
  switch (step.kind) {
    case 'sheets': return `採点した委員 ${step.totals.length}人（${step.totals.join('、')}）${step.recused ? `、利害関係で加わらない委員 ${step.recused}人` : ''}${step.absent ? `、採点のない委員 ${step.absent}人` : ''}`;
    case 'dropped': return `最高 ${step.high.join('、') || 'なし'}、最低 ${step.low.join('、') || 'なし'} を除く`;
    case 'sum': return `合計 ${printed(step.value)}点`;
    case 'mean': return `${step.sheets}人の平均 ${printed(step.value)}点`;
    case 'imputed': return `加わらない${step.members}人の分として、ほかの委員の平均 ${printed(step.mean)}点 × ${step.members} ＝ ${printed(step.added)}点を加え ${printed(step.value)}点`;
    case 'body': return `${step.label}：平均 ${printed(step.mean)}点（${step.each}点満点）→ ${step.points}点満点で ${printed(step.value)}点`;
    case 'bodies': return `合計 ${printed(step.value)}点`;
    case 'scale': return `満点 ${printed(step.from)}点を${step.to}点に換算 ${printed(step.value)}点`;
    case 'rounded': return `${step.digits === 0 ? '整数' : `小数第${step.digits}位`}まで${step.mode === 'floor' ? '（その下は切り捨て）' : '（その下は四捨五入）'} ${printed(step.value)}点`;
    case 'quorum': return `定足数：${step.panel}人のうち${step.sheets}人 ${step.met ? '満たす' : '満たさない'}`;
    case 'rejected': return step.rule.kind === 'total-at-most' ? `${step.rule.value}点以下のため不採択` : `「${step.criterion}」を${step.rule.atMost}点以下とした委員が${step.members}人のため不採択`;
    case 'threshold': return `基準 ${printed(step.least)}点以上：${printed(step.value)}点 ${step.met ? '満たす' : '満たさない'}`;
  }
}
