/** @typedef {(line: string) => void} Log Receives one line of text without a line end. */

/**
 * Runs a piece of work and never leaves the reader more than two seconds without a line: what is going on, for how
 * long already, how far, and how long it usually takes.
 * @template T
 * @param {Log} log
 * @param {{ what: string, usually: string, progress?: () => string, quiet?: boolean }} about `quiet` leaves out the first line and prints only if it takes longer than two seconds
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(log, { what, usually, progress, quiet = false }, work) {
  const started = Date.now();
  if (!quiet) log(`${what} (usually ${usually})`);
  const ticker = setInterval(() => {
    const far = progress?.();
    log(`  … ${what}: ${Math.round((Date.now() - started) / 1000)} s${far ? `, ${far}` : ''} (usually ${usually})`);
  }, 1900);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
  }
}
