// The method of equal shares: each voter holds an equal part of the budget, and a project is paid by those who voted for it.
// Exact: shares are whole numbers over one common denominator, never floats.
import type { Yen } from './money.js';
import { compare, type Exact, exact, type Fraction, fraction } from './scoring-rule.js';

/**
 * `utility` is what a voter gains by a funded project: one (`count`) or its cost (`cost`). Equal prices are decided by `tieBreak` in its
 * order and at last by the project's id. `choices` are the valid ballots, each without repetition.
 */
export type SharesInput = {
  readonly budgetYen: Yen;
  readonly projects: readonly { readonly id: string; readonly costYen: Yen }[];
  readonly choices: readonly (readonly string[])[];
  readonly utility: 'count' | 'cost';
  readonly tieBreak: readonly ('more-votes' | 'smaller-cost')[];
};

/** A funded project. `payers` and `mostYen` (the most one voter paid for it) are given where its voters paid; `rest` came in by the greedy end. */
export type SharesFunded = { readonly id: string; readonly costYen: Yen; readonly votes: number } & ({ readonly by: 'shares'; readonly mostYen: Exact; readonly payers: number } | { readonly by: 'rest' });
/** `addedYen` is what the add1 completion laid on top of each voter's share of `shareYen`. */
export type SharesResult = { readonly shareYen: Exact; readonly addedYen: number; readonly funded: readonly SharesFunded[]; readonly spentYen: Yen };

/** Voters with the same ballot stay equally rich, so they are one holder. */
type Holder = { readonly size: bigint; c: bigint; s: bigint };
type Project = { readonly id: string; readonly costYen: Yen; readonly cost: bigint; readonly utility: bigint; readonly votes: number; readonly holders: readonly Holder[] };
/** `(c + s × added) ÷ den` yen for one unit of utility. */
type Price = { readonly c: bigint; readonly s: bigint; readonly den: bigint };
type Paid = { readonly project: Project; readonly most: Fraction; readonly payers: bigint };

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function tieOrder(input: SharesInput): (a: Project, b: Project) => number {
  return (a, b) => {
    for (const rule of input.tieBreak) {
      const d = rule === 'more-votes' ? b.votes - a.votes : a.costYen - b.costYen;
      if (d !== 0) return d;
    }
    return byId(a, b);
  };
}

/**
 * One run with `added` yen on top of each share. Every amount is a straight line in `added`; each comparison also notes the next whole
 * `added` at which it would come out otherwise, so up to `next` the run is the same and need not be repeated yen by yen.
 */
function run(input: SharesInput, projects: readonly Project[], holders: readonly Holder[], added: bigint): { paid: Paid[]; next: bigint | null } {
  let next: bigint | null = null;
  /** The sign of `c + s × added`. */
  const sign = (c: bigint, s: bigint): number => {
    const value = c + s * added;
    if (s !== 0n) {
      const turns = value === 0n ? added + 1n : value < 0n === s > 0n ? (s > 0n ? (-c + s - 1n) / s : (c - s - 1n) / -s) : null;
      if (turns !== null && (next === null || turns < next)) next = turns;
    }
    return value < 0n ? -1 : value > 0n ? 1 : 0;
  };
  const against = (a: Price, b: Price): number => sign(a.c * b.den - b.c * a.den, a.s * b.den - b.s * a.den);

  let den = BigInt(input.choices.length);
  for (const h of holders) [h.c, h.s] = [BigInt(input.budgetYen), den];
  const order = tieOrder(input);
  // The price a project had last: it can only rise, so what was dearer than the best needs no new look.
  const last = new Map<Project, Price>(projects.map((p) => [p, { c: p.cost, s: 0n, den: BigInt(p.votes) * p.utility }]));
  const paid: Paid[] = [];
  for (;;) {
    let best: Price | null = null;
    let tied: { project: Project; rest: { c: bigint; s: bigint }; rich: bigint }[] = [];
    // Only the order of looking, which changes nothing but the time it takes.
    const looked = [...last].map(([project, price]) => ({ project, price, now: fraction(price.c + price.s * added, price.den) })).sort((a, b) => compare(a.now, b.now));
    for (const { project, price } of looked) {
      if (best && against(price, best) > 0) continue;
      let [c, s] = [0n, 0n];
      for (const h of project.holders) [c, s] = [c + h.size * h.c, s + h.size * h.s];
      if (sign(c - project.cost * den, s) < 0) { last.delete(project); continue; }
      // Those who cannot pay an equal part give all they have; the others share what is left.
      let rest = { c: project.cost * den, s: 0n };
      let rich = BigInt(project.votes);
      let able: readonly Holder[] = project.holders;
      for (;;) {
        const [r, k] = [rest, rich];
        const still: Holder[] = [];
        for (const h of able) {
          if (sign(h.c * k - r.c, h.s * k - r.s) >= 0) still.push(h);
          else { rest = { c: rest.c - h.size * h.c, s: rest.s - h.size * h.s }; rich -= h.size; }
        }
        if (still.length === able.length) break;
        able = still;
      }
      const now: Price = { ...rest, den: den * rich * project.utility };
      last.set(project, now);
      const d = best ? against(now, best) : -1;
      if (d < 0) [best, tied] = [now, [{ project, rest, rich }]];
      else if (d === 0) tied.push({ project, rest, rich });
    }
    const first = tied.sort((a, b) => order(a.project, b.project))[0];
    if (!first) return { paid, next };
    const { project, rest, rich } = first;
    let payers = 0n;
    for (const h of project.holders) if (h.c + h.s * added > 0n) payers += h.size;
    paid.push({ project, most: fraction(rest.c + rest.s * added, den * rich), payers });
    last.delete(project);
    const common = gcd(rich, gcd(rest.c, rest.s));
    const [wider, c, s] = [rich / common, rest.c / common, rest.s / common];
    const mine = new Set(project.holders);
    for (const h of holders) {
      [h.c, h.s] = [h.c * wider, h.s * wider];
      if (mine.has(h)) [h.c, h.s] = sign(h.c - c, h.s - s) >= 0 ? [h.c - c, h.s - s] : [0n, 0n];
    }
    den *= wider;
  }
}

/**
 * Funds projects by equal shares; then add1: each share grows by one yen at a time until nothing more fits, or up to the last step at which
 * the whole is within the budget; then the rest, most votes' utility per yen first, each that still fits. Never above the budget.
 * A project without a vote is never funded. The order of ballots and projects changes nothing.
 * Throws an Error for costs below one yen, an id twice, or a choice nobody declared.
 */
export function equalShares(input: SharesInput): SharesResult {
  const known = new Set(input.projects.map((p) => p.id));
  if (known.size !== input.projects.length) throw new Error('a project stands twice');
  if (!Number.isSafeInteger(input.budgetYen) || input.budgetYen < 0 || input.projects.some((p) => !Number.isSafeInteger(p.costYen) || p.costYen < 1)) throw new Error('costs must be whole yen of one or more');
  const alike = new Map<string, { choice: readonly string[]; size: number }>();
  for (const choice of input.choices) {
    if (new Set(choice).size !== choice.length || choice.some((id) => !known.has(id))) throw new Error('a ballot repeats a project or names an unknown one');
    const key = JSON.stringify([...choice].sort());
    const group = alike.get(key) ?? { choice, size: 0 };
    group.size++;
    alike.set(key, group);
  }
  const groups = [...alike.values()].map((g) => ({ ...g, chosen: new Set(g.choice), holder: { size: BigInt(g.size), c: 0n, s: 0n } as Holder }));
  const projects = input.projects.map((p): Project => {
    const own = groups.filter((g) => g.chosen.has(p.id));
    return { ...p, cost: BigInt(p.costYen), utility: input.utility === 'cost' ? BigInt(p.costYen) : 1n, votes: own.reduce((n, g) => n + g.size, 0), holders: own.map((g) => g.holder) };
  }).filter((p) => p.votes > 0);
  if (projects.length === 0) return { shareYen: '0', addedYen: 0, funded: [], spentYen: 0 };

  const holders = groups.map((g) => g.holder);
  const costOf = (paid: readonly Paid[]): bigint => paid.reduce((n, { project }) => n + project.cost, 0n);
  const budget = BigInt(input.budgetYen);
  let [added, kept] = [0n, 0n];
  let paid: Paid[] = [];
  for (;;) {
    const { paid: now, next } = run(input, projects, holders, added);
    if (costOf(now) > budget) {
      // One yen less is the last step within the budget; the projects are those of the step before, what each voter paid may differ.
      kept = added - 1n;
      paid = run(input, projects, holders, kept).paid;
      break;
    }
    [paid, kept] = [now, added];
    const funded = new Set(now.map((p) => p.project));
    if (next === null || projects.every((p) => funded.has(p) || costOf(now) + p.cost > budget)) break;
    added = next;
  }

  const order = tieOrder(input);
  const perYen = (p: Project): Fraction => fraction(BigInt(p.votes) * p.utility, p.cost);
  const shared = new Set(paid.map((p) => p.project));
  let spent = costOf(paid);
  const rest: Project[] = [];
  for (const project of projects.filter((p) => !shared.has(p)).sort((a, b) => compare(perYen(b), perYen(a)) || order(a, b))) {
    if (spent + project.cost > budget) continue;
    spent += project.cost;
    rest.push(project);
  }
  const about = ({ id, costYen, votes }: Project) => ({ id, costYen, votes });
  return {
    shareYen: exact(fraction(budget, input.choices.length)),
    addedYen: Number(kept),
    funded: [...paid.map((p): SharesFunded => ({ ...about(p.project), by: 'shares', mostYen: exact(p.most), payers: Number(p.payers) })), ...rest.map((p): SharesFunded => ({ ...about(p), by: 'rest' }))],
    spentYen: Number(spent),
  };
}
