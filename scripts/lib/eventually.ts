// Waiting that ends: what is looked for comes, or an error says what was waited for.
import { setTimeout as pause } from 'node:timers/promises';

/** How long people wait for a thing; runs with faults let them wait longer. */
export const patience = { ms: 20_000 };

/** Looks again and again, bounded, until something is there. */
export async function eventually<T>(what: string, look: () => Promise<T | null>, ms = patience.ms): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`waited ${ms / 1000} s in vain for ${what}`);
    await pause(60);
  }
}
