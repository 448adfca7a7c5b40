// From totals to a list: the ranking with its tie-breaks, the walk down under the envelope, and what people may want to know before they decide.
import { floorTo, type Yen } from './money.js';
import { type CaseTotal, compare, type Exact, exact, type Fraction, fraction, parseExact, type SelectionRule, type TieBreak } from './scoring-rule.js';

// --- ranking ---

/** What is ranked: the exact total, the request, and the criterion means that a tie-break may look at. */
export type Candidate = { readonly id: string; readonly requestYen: Yen; readonly total: Exact; readonly criteria?: Readonly<Record<string, Exact>> };

/** The candidates of a table: the qualified cases only, with what each asks for (already within cap and rate). Throws for a case without a request. */
export function candidates(table: readonly CaseTotal[], requestYen: Readonly<Record<string, Yen>>): Candidate[] {
  return table.filter((t) => t.state === 'qualified').map((t) => {
    const asks = requestYen[t.id];
    if (asks === undefined) throw new Error(`no request for ${t.id}`);
    return { id: t.id, requestYen: asks, total: t.total, criteria: t.criterionMeans };
  });
}

/** What people added to the rule: minutes of deliberations (`order` null = talked over and left open), and the lot. */
export type TieRecords = {
  readonly deliberations?: readonly { readonly ids: readonly string[]; readonly order: readonly string[] | null; readonly record: string }[];
  /** `commitment` is published before anybody knows the ties (`lotCommitment`), `seed` after; null until then. */
  readonly lot?: { readonly commitment: string; readonly seed: string | null };
};

/** A place in the list. Equal totals share `rank` and the next rank counts on; `place` is the order after tie-breaks, `by` what decided it. */
export type Ranked = Candidate & { readonly rank: number; readonly place: number; readonly by: readonly TieBreak['kind'][]; readonly record?: string };
/** An order people still owe: minutes, the lot's seed, or a rule (`none` is left in the list). */
export type OpenTie = { readonly ids: readonly string[]; readonly needs: 'deliberation' | 'lot' | 'none' };
/** The whole list, best first, with the orders still owed. */
export type Ranking = { readonly places: readonly Ranked[]; readonly open: readonly OpenTie[] };

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
type Split = { readonly groups: readonly (readonly Candidate[])[]; readonly record?: string } | { readonly needs: OpenTie['needs'] };

/** Equal ones parted by one tie-break, best first; or what is missing for it. */
function part(tie: TieBreak, equals: readonly Candidate[], records: TieRecords): Split {
  const grouped = (order: (a: Candidate, b: Candidate) => number): Split => {
    const groups: Candidate[][] = [];
    for (const c of [...equals].sort((a, b) => order(a, b) || byId(a, b))) {
      const before = groups.at(-1);
      if (before?.[0] && order(before[0], c) === 0) before.push(c);
      else groups.push([c]);
    }
    return { groups };
  };
  switch (tie.kind) {
    case 'smaller-request': return grouped((a, b) => a.requestYen - b.requestYen);
    case 'criterion': {
      const mean = (c: Candidate): Fraction => parseExact(c.criteria?.[tie.id] ?? '0');
      return grouped((a, b) => compare(mean(b), mean(a)));
    }
    case 'deliberation': {
      const minutes = records.deliberations?.find((d) => equals.every((c) => (d.order ?? d.ids).includes(c.id)));
      if (!minutes) return { needs: 'deliberation' };
      const { order } = minutes;
      return order ? { ...grouped((a, b) => order.indexOf(a.id) - order.indexOf(b.id)), record: minutes.record } : { groups: [equals] };
    }
    case 'lot': {
      const { lot } = records;
      if (!lot || lot.seed === null) return { needs: 'lot' };
      const { seed } = lot;
      if (lotCommitment(seed) !== lot.commitment) throw new Error('the seed of the lot is not the one that was committed to');
      return grouped((a, b) => { const [x, y] = [lotNumber(seed, a.id), lotNumber(seed, b.id)]; return x < y ? -1 : x > y ? 1 : 0; });
    }
  }
}

/**
 * The ranking, highest total first. The order of the candidates given changes nothing. Where people still owe an order the group stands
 * together by id and is named in `open`: no place inside it means anything yet. Throws an Error for an id twice or a seed that was not committed to.
 */
export function rank(tieBreak: readonly TieBreak[], given: readonly Candidate[], records: TieRecords = {}): Ranking {
  if (new Set(given.map((c) => c.id)).size !== given.length) throw new Error('a candidate stands twice');
  const open: OpenTie[] = [];
  const totals = new Map(given.map((c) => [c.id, parseExact(c.total)]));
  const sorted = [...given].sort((a, b) => compare(totals.get(b.id) as Fraction, totals.get(a.id) as Fraction) || byId(a, b));
  const untie = (equals: readonly Candidate[], ties: readonly TieBreak[], by: readonly TieBreak['kind'][], record?: string): Omit<Ranked, 'rank' | 'place'>[] => {
    const [tie, ...rest] = ties;
    if (equals.length === 1) return equals.map((c) => ({ ...c, by, ...(record === undefined ? {} : { record }) }));
    const split: Split = tie ? part(tie, equals, records) : { needs: 'none' };
    if (!tie || 'needs' in split) {
      open.push({ ids: equals.map((c) => c.id), needs: 'needs' in split ? split.needs : 'none' });
      return equals.map((c) => ({ ...c, by }));
    }
    return split.groups.flatMap((group) => (split.groups.length === 1 ? untie(group, rest, by, record) : untie(group, rest, [...by, tie.kind], split.record ?? record)));
  };
  const places: Ranked[] = [];
  for (let at = 0; at < sorted.length; ) {
    const equals = sorted.slice(at).filter((c) => totals.get(c.id) && compare(totals.get(c.id) as Fraction, totals.get(sorted[at]?.id ?? '') as Fraction) === 0);
    untie(equals, tieBreak, []).forEach((c, n) => places.push({ ...c, rank: at + 1, place: at + n + 1 }));
    at += equals.length;
  }
  return { places, open };
}

// --- the walk down under the envelope ---

/** The runner-up's answer; silence past the week counts as giving way. */
export type RunnerUpAnswer = 'take-remainder' | 'give-way' | 'silent';
/** `waits` = an answer or an order is owed above it. */
export type PlaceOutcome = 'funded' | 'partial' | 'runner-up' | 'gave-way' | 'open-tie' | 'waits' | 'not-funded' | 'withdrawn';
/** `leftYen` is what the envelope holds after this line: the walk can be followed line by line. `offerYen` is what a runner-up may take. */
export type SelectedPlace = Ranked & { readonly outcome: PlaceOutcome; readonly amountYen: Yen; readonly leftYen: Yen; readonly offerYen?: Yen };
/** The list with what each gets. `spentYen` + `leftYen` = `envelopeYen`, all in yen. */
export type Selection = {
  readonly places: readonly SelectedPlace[];
  readonly envelopeYen: Yen;
  readonly spentYen: Yen;
  readonly leftYen: Yen;
  /** Who owes an answer before the walk can go on; null when it is at its end. */
  readonly waiting: { readonly kind: 'runner-up'; readonly id: string; readonly offerYen: Yen } | ({ readonly kind: 'tie' } & OpenTie) | null;
};

type Fate = { readonly outcome: PlaceOutcome; readonly amountYen?: Yen; readonly offerYen?: Yen };

/**
 * Walks down the ranking and adds requests while they fit; never passes the envelope. A tie still open stops the walk only where its order
 * would matter. What a withdrawn winner leaves goes back into the envelope. Run again with one more answer it goes on where it stopped.
 */
export function select(rule: SelectionRule, ranking: Ranking, envelopeYen: Yen, answers: Readonly<Record<string, RunnerUpAnswer>> = {}, withdrawn: readonly string[] = []): Selection {
  let left = envelopeYen;
  let winners = 0;
  let ended = false;
  let waiting: Selection['waiting'] = null;
  const places: SelectedPlace[] = [];
  const put = (c: Ranked, { outcome, amountYen = 0, offerYen }: Fate): void => {
    left -= amountYen;
    if (amountYen > 0) winners++;
    places.push({ ...c, outcome, amountYen, leftYen: left, ...(offerYen === undefined ? {} : { offerYen }) });
  };
  /** What becomes of the next in line; says also whether the walk ends or waits here. */
  const fate = (c: Ranked): Fate => {
    if (winners >= (rule.winnersMax ?? Infinity)) ended = true;
    if (waiting) return { outcome: 'waits' };
    if (ended) return { outcome: 'not-funded' };
    if (c.requestYen <= left) return { outcome: 'funded', amountYen: c.requestYen };
    if (rule.onCross === 'skip') return { outcome: 'not-funded' };
    const offerYen = floorTo(left, rule.partialUnitYen);
    if (rule.onCross === 'stop' || offerYen === 0) ended = true;
    if (ended) return { outcome: 'not-funded' };
    const answer = rule.onCross === 'remainder' ? 'take-remainder' : answers[c.id];
    ended = answer === 'take-remainder';
    if (ended) return { outcome: 'partial', amountYen: offerYen, offerYen };
    if (answer !== undefined) return { outcome: 'gave-way', offerYen };
    waiting = { kind: 'runner-up', id: c.id, offerYen };
    return { outcome: 'runner-up', offerYen };
  };
  const goes = new Set(withdrawn);
  for (let at = 0; at < ranking.places.length; ) {
    const here = ranking.places[at] as Ranked;
    const tie = ranking.open.find((t) => t.ids.includes(here.id));
    const group = tie ? ranking.places.slice(at, at + tie.ids.length) : [here];
    at += group.length;
    const live = group.filter((c) => !goes.has(c.id));
    const allFit = live.reduce((n, c) => n + c.requestYen, 0) <= left && winners + live.length <= (rule.winnersMax ?? Infinity);
    const noneFits = (rule.onCross === 'stop' || rule.onCross === 'skip') && live.every((c) => c.requestYen > left);
    const full = winners >= (rule.winnersMax ?? Infinity);
    const matters = tie && live.length > 1 && !waiting && !ended && !allFit && !noneFits && !full;
    if (matters) waiting = { kind: 'tie', ids: live.map((c) => c.id), needs: tie.needs };
    for (const c of group) {
      put(c, goes.has(c.id) ? { outcome: 'withdrawn' } : matters ? { outcome: 'open-tie' } : fate(c));
    }
  }
  return { places, envelopeYen, spentYen: envelopeYen - left, leftYen: left, waiting };
}

// --- advice: shown to people, decides nothing ---

/** What another envelope would allow. Amounts already selected are untouched: more money is walked on in order, less is shown both ways. */
export type RevisionAdvice = {
  readonly kind: 'advice';
  readonly freeYen: Yen;
  /** In order of the list; `whole` false = only this part of what is missing would fit, and the walk ends there. */
  readonly fundable: readonly { readonly id: string; readonly addYen: Yen; readonly whole: boolean }[];
  readonly shortYen: Yen;
  /** From the end of the list until the shortage is covered. */
  readonly byRank: readonly { readonly id: string; readonly amountYen: Yen }[];
  /** Every amount cut alike, rounded down to the unit. */
  readonly proRata: readonly { readonly id: string; readonly amountYen: Yen }[];
};

/** Advice on a revised envelope for a selection under this rule. */
export function revisionAdvice(rule: SelectionRule, selection: Selection, revisedYen: Yen): RevisionAdvice {
  const held = selection.places.filter((p) => p.amountYen > 0);
  let free = Math.max(0, revisedYen - selection.spentYen);
  const short = Math.max(0, selection.spentYen - revisedYen);
  const fundable: { id: string; addYen: Yen; whole: boolean }[] = [];
  let winners = held.length;
  const freeYen = free;
  for (const p of selection.places) {
    const missing = p.requestYen - p.amountYen;
    if (p.outcome === 'withdrawn' || missing === 0 || (p.amountYen === 0 && winners >= (rule.winnersMax ?? Infinity))) continue;
    const whole = missing <= free;
    const addYen = whole ? missing : floorTo(free, rule.partialUnitYen);
    if (whole || addYen > 0) { fundable.push({ id: p.id, addYen, whole }); free -= addYen; if (p.amountYen === 0) winners++; }
    if (!whole) break;
  }
  const byRank: { id: string; amountYen: Yen }[] = [];
  for (let owed = short, n = held.length - 1; owed > 0 && n >= 0; n--) {
    const { id, amountYen } = held[n] as SelectedPlace;
    byRank.push({ id, amountYen });
    owed -= amountYen;
  }
  const cut = (yen: Yen): Yen => floorTo(Number((BigInt(yen) * BigInt(revisedYen)) / BigInt(selection.spentYen)), rule.partialUnitYen);
  return { kind: 'advice', freeYen, fundable, shortYen: short, byRank, proRata: short > 0 ? held.map((p) => ({ id: p.id, amountYen: cut(p.amountYen) })) : [] };
}

/** The set of proposals with the highest sum of scores that fits the envelope. It can pass over the best one: a comparison, not a selection. */
export type BestFit = { readonly kind: 'advice'; readonly ids: readonly string[]; readonly total: Exact; readonly costYen: Yen };
/** Most candidates the best fit is computed for. */
export const BEST_FIT_MAX = 200;

type Fit = { readonly yen: Yen; readonly worth: bigint; readonly taken: number; readonly before: Fit | null };

/**
 * The best fit, exactly, for at most 200 candidates (RangeError above). Among equal sums the cheapest set, then one fixed by the ids.
 * Milliseconds for scores and requests as calls have them; scores made to follow the requests to the yen can take half a minute.
 * Keeps, item by item, only those sets that no cheaper set equals and that could still overtake the best known one.
 */
export function bestFit(given: readonly Candidate[], envelopeYen: Yen): BestFit {
  if (given.length > BEST_FIT_MAX) throw new RangeError(`at most ${BEST_FIT_MAX} candidates can be compared exactly`);
  const totals = given.map((c) => ({ id: c.id, yen: c.requestYen, total: parseExact(c.total) }));
  const den = totals.reduce((d, { total }) => fraction(d * total.den, fraction(d, total.den).den === 1n ? total.den : 1n).num, 1n);
  const items = totals.map(({ id, yen, total }) => ({ id, yen, worth: (total.num * den) / total.den }))
    .filter((i) => i.worth > 0n && i.yen <= envelopeYen)
    .sort((a, b) => { const d = b.worth * BigInt(a.yen) - a.worth * BigInt(b.yen); return d < 0n ? -1 : d > 0n ? 1 : byId(a, b); });
  // Sums over the items by worth per yen: how much the rest could add at most.
  const sums = [{ yen: 0, worth: 0n }];
  for (const i of items) { const s = sums.at(-1) ?? { yen: 0, worth: 0n }; sums.push({ yen: s.yen + i.yen, worth: s.worth + i.worth }); }
  const at = (n: number) => sums[n] as { yen: number; worth: bigint };
  /**
   * Whether a set could still reach the best known sum with items from `n` on: whole items in order and a part of the next bound what they add.
   * Sets are asked in order of their cost, so the item that breaks the room only moves back; the division is done only where whole items leave it open.
   */
  const reaches = (n: number) => {
    let low = items.length;
    return (f: Fit): boolean => {
      const limit = at(n).yen + envelopeYen - f.yen;
      while (low > n && at(low).yen > limit) low--;
      const sure = f.worth + at(low).worth - at(n).worth;
      const next = items[low];
      if (sure >= known || !next) return sure >= known;
      return sure + next.worth > known && sure + (next.worth * BigInt(limit - at(low).yen)) / BigInt(next.yen) >= known;
    };
  };
  /** What taking the items from `n` on in order, each that fits, adds for certain. */
  const greedy = (n: number, free: Yen): bigint => {
    let [sum, room] = [0n, free];
    for (let k = n; k < items.length; k++) { const i = items[k]; if (i && i.yen <= room) { sum += i.worth; room -= i.yen; } }
    return sum;
  };
  let known = greedy(0, envelopeYen);
  let fits: Fit[] = [{ yen: 0, worth: 0n, taken: -1, before: null }];
  items.forEach((item, n) => {
    const withIt = fits.filter((f) => f.yen + item.yen <= envelopeYen).map((f): Fit => ({ yen: f.yen + item.yen, worth: f.worth + item.worth, taken: n, before: f }));
    const merged: Fit[] = [];
    let top = -1n;
    const still = reaches(n + 1);
    for (let [a, b] = [0, 0]; a < fits.length || b < withIt.length; ) {
      const [x, y] = [fits[a], withIt[b]];
      const old = x && (!y || x.yen < y.yen || (x.yen === y.yen && x.worth >= y.worth));
      const f = (old ? x : y) as Fit;
      if (old) a++; else b++;
      if (f.worth <= top || !still(f)) continue;
      top = f.worth;
      merged.push(f);
    }
    fits = merged;
    // A better known sum drops more sets at the next item; the best set of each round is the likeliest to give one.
    for (const f of [fits.at(-1), fits[fits.length >> 1]]) if (f) { const sure = f.worth + greedy(n + 1, envelopeYen - f.yen); if (sure > known) known = sure; }
  });
  const best = fits.at(-1) ?? null;
  const ids: string[] = [];
  for (let f = best; f; f = f.before) { const item = items[f.taken]; if (item) ids.push(item.id); }
  return { kind: 'advice', ids: ids.sort(), total: exact(fraction(best?.worth ?? 0n, den)), costYen: best?.yen ?? 0 };
}

// --- the lot ---

/** What is published before the draw: SHA-256 of the seed, in hexadecimal. Anybody can check it with any tool once the seed is out. */
export const lotCommitment = (seed: string): string => sha256(seed);
/** The number a candidate draws: SHA-256 of `seed:id`; the smallest comes first. It does not depend on who else takes part. */
export const lotNumber = (seed: string, id: string): string => sha256(`${seed}:${id}`);

const ROUNDS = ('428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174'
  + 'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967'
  + '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070'
  + '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2').match(/.{8}/g)?.map((h) => Number.parseInt(h, 16)) ?? [];
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/** FIPS 180-4, on the UTF-8 bytes of a text. Here because rules reach no library and the lot must come out alike wherever it is drawn. */
function sha256(text: string): string {
  const utf8 = Array.from(encodeURIComponent(text).matchAll(/%(..)|(.)/g), ([, hex, char]) => (hex ? Number.parseInt(hex, 16) : (char ?? '').charCodeAt(0)));
  const bits = utf8.length * 8;
  const bytes = [...utf8, 0x80, ...Array<number>((119 - (utf8.length % 64)) % 64).fill(0), 0, 0, 0, Math.floor(bits / 2 ** 32), ...[24, 16, 8, 0].map((n) => (bits >>> n) & 255)];
  const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
  const h = [...START];
  for (let at = 0; at < bytes.length; at += 64) {
    const w = Array.from({ length: 64 }, (_, t) => (t < 16 ? bytes.slice(at + 4 * t, at + 4 * t + 4).reduce((v, b) => (v << 8) | b, 0) : 0));
    const word = (t: number): number => w[t] as number;
    for (let t = 16; t < 64; t++) {
      const [x, y] = [word(t - 15), word(t - 2)];
      w[t] = (word(t - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + word(t - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, i] = h as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t++) {
      const one = (i + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (ROUNDS[t] as number) + word(t)) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [i, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, i].forEach((v, n) => { h[n] = ((h[n] as number) + v) | 0; });
  }
  return h.map((v) => (v >>> 0).toString(16).padStart(8, '0')).join('');
}
