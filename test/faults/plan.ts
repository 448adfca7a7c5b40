// What happens to the stack in one run, drawn from a seed: the same seed draws the same faults at the same boundaries of each process.
import type { Boundary, Fate, Fates } from './wires.js';

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Troubles that last: what is down, or how a provider behaves, and for how long. */
export type Trouble = { readonly what: 'engine' | 'database' | 'rings' | 'mail' | 'bank'; readonly how: string; readonly forMs: number; readonly afterMs: number };
export type Plan = { readonly fates: Fates; readonly troubles: readonly Trouble[]; readonly words: string };

const ways = ['down', '429', 'slow', 'accept-and-drop'] as const;

/** Swarm: the rates themselves come from the seed, so some runs are all kills, some all cuts, some nearly calm. */
export function swarm(seed: number): Plan {
  const draw = draws(seed);
  const rate = { kill: draw() ** 2 * 0.05, cut: draw() ** 2 * 0.25 };
  let kills = 2 + Math.floor(draw() * 6);
  const own = new Map<string, () => number>();
  // One row of numbers a process and place: what another process does meanwhile moves nothing here.
  const next = (boundary: Boundary): number => {
    const row = `${boundary.process}/${boundary.where}/${boundary.when}`;
    const found = own.get(row) ?? draws(seed * 31 + [...row].reduce((sum, letter) => sum * 33 + letter.charCodeAt(0), 7));
    own.set(row, found);
    return found();
  };
  const troubles: Trouble[] = [];
  let at = 0;
  for (let n = Math.floor(draw() * 6); n > 0; n--) {
    at += 2_000 + draw() * 12_000;
    const what = (['engine', 'database', 'rings', 'mail', 'bank'] as const)[Math.floor(draw() * 5)] ?? 'rings';
    const forMs = Math.round(500 + draw() * 6_000);
    troubles.push({ what, how: what === 'mail' || what === 'bank' ? (ways[Math.floor(draw() * ways.length)] ?? 'down') : 'down', forMs, afterMs: Math.round(at) });
  }
  return {
    fates: (boundary) => {
      const drawn = next(boundary);
      if (drawn < rate.kill && kills > 0) { kills--; return 'kill'; }
      return drawn < rate.kill + rate.cut ? 'cut' : 'pass';
    },
    troubles,
    words: `kill ${(rate.kill * 100).toFixed(1)} % (at most ${kills}), cut ${(rate.cut * 100).toFixed(1)} %, ${troubles.map((t) => `${t.what} ${t.how} ${t.forMs} ms`).join(', ') || 'no outages'}`,
  };
}

/** Written by the clock, not by a life: struck at its first passings only, for it would never end. */
const HOUSEKEEPING = /^(insert|update|delete) (limits|clock|evidence_\w+|sign_in_log)\b/;

/**
 * Every boundary in turn, over as many runs as it takes: a boundary is a place (what is written or called, before or after) and the how-manieth passing of it; each is struck
 * once, in the first run that comes to it and may. After a strike the next waits until a person has been answered again: nobody gets anywhere when what is tried again always
 * dies. Only the first `reach` passings of a place are struck, so that every place has its turn before any has its hundredth. `struck` is carried from run to run.
 */
export function everyBoundary(fate: Exclude<Fate, 'pass'>, process: string, struck: Set<string>, reach: number, answered: () => number): Plan & { readonly passed: () => number; readonly left: () => number } {
  const seen = new Map<string, number>();
  const left = new Set<string>();
  let quietUntil = 0, passed = 0;
  return {
    fates: (boundary) => {
      if (boundary.process !== process) return 'pass';
      const place = `${boundary.where} ${boundary.when} ${boundary.what}`;
      const n = (seen.get(place) ?? 0) + 1;
      seen.set(place, n);
      if (HOUSEKEEPING.test(boundary.what) && n > 2) return 'pass';
      passed++;
      const name = `${place} #${n}`;
      if (n > reach || struck.has(name)) return 'pass';
      if (answered() < quietUntil) { left.add(name); return 'pass'; }
      struck.add(name);
      quietUntil = answered() + 2;
      return fate;
    },
    troubles: [],
    words: `${fate} ${process} at every boundary not struck so far, up to passing ${reach} of a place`,
    passed: () => passed,
    left: () => left.size,
  };
}
