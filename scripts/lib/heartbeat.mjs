/**
 * A log that is never silent for two seconds while `waiting()` names something: several short steps, each too short for a
 * line of its own, can add up to a long silence.
 * @param {import('./step.mjs').Log} log
 * @param {() => string | undefined} waiting what is going on and how long it usually takes
 * @returns {{ log: import('./step.mjs').Log, end: () => void }}
 */
export function heartbeat(log, waiting) {
  const begun = Date.now();
  let last = begun;
  const noted = (/** @type {string} */ line) => {
    last = Date.now();
    log(line);
  };
  const timer = setInterval(() => {
    const what = waiting();
    if (what && Date.now() - last > 1920) noted(`  … ${what}, ${Math.round((Date.now() - begun) / 1000)} s so far`);
  }, 50);
  return { log: noted, end: () => clearInterval(timer) };
}
