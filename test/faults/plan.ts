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

/**
 * Every boundary in turn: of `every` runs, run number `offset` (0 …) strikes each place at its n-th passing where n has that remainder. A place is struck at most every
 * second time, so what is tried again gets through. What only says that a process lives (`limits`) is no boundary of a life.
 */
export function everyBoundary(fate: Exclude<Fate, 'pass'>, process: string, every: number, offset: number): Plan & { readonly struck: () => number; readonly passed: () => number } {
  const seen = new Map<string, number>();
  let struck = 0;
  return {
    fates: (boundary) => {
      if (boundary.process !== process || boundary.what.includes('"limits"')) return 'pass';
      const place = `${boundary.where} ${boundary.when} ${boundary.what}`;
      const n = seen.get(place) ?? 0;
      seen.set(place, n + 1);
      if (n % every !== offset) return 'pass';
      struck++;
      return fate;
    },
    troubles: [],
    words: `${fate} ${process} at every boundary with remainder ${offset} of ${every}`,
    struck: () => struck,
    passed: () => [...seen.values()].reduce((sum, n) => sum + n, 0),
  };
}
