/**
 * A started process as the supervisor sees it. `ready` rejects with the reason when it never became healthy.
 * @typedef {{ pid: number, exited: Promise<void>, ready?: Promise<void>, why?: () => string, stop: () => Promise<void>, kill: () => Promise<void> }} Handle
 */

/**
 * One supervised process. `start` resolves when it is healthy. `stop` ends it politely and `kill` at once; after both it
 * stays down until the next `start`. `crash` is SIGKILL behind the supervisor's back: it comes up again by itself.
 * @typedef {{ name: string, state: () => 'down' | 'starting' | 'ready', start: () => Promise<void>, stop: () => Promise<void>, kill: () => Promise<void>, crash: () => Promise<void> }} Service
 */

/** Never more restarts of one process than this in a minute. */
const RESTARTS_PER_MINUTE = 10;

/**
 * Keeps one process running: started again when it ends by itself, after 0.25 s, 0.5 s … 8 s, at most ten times a minute.
 * @param {{ name: string, launch: (signal: AbortSignal) => Handle | Promise<Handle>, log: import('./step.mjs').Log, onPid: (pid: number | undefined) => void, persist?: boolean }} options
 *   `launch` may take minutes (a build); its signal tells it to give up
 *   `persist`: when the very first launch fails, `start` rejects but it is tried again in the background all the same
 * @returns {Service}
 */
export function supervise({ name, launch, log, onPid, persist = false }) {
  /** @type {Handle | undefined} */
  let handle;
  /** @type {'down' | 'starting' | 'ready'} */
  let state = 'down';
  let wanted = false;
  /** @type {Promise<unknown>} */
  let launching = Promise.resolve();
  /** @type {number[]} */
  let restarts = [];
  let failures = 0;
  let abort = new AbortController();
  let cancelPause = () => {};

  async function up() {
    state = 'starting';
    abort = new AbortController();
    const mine = await launch(abort.signal);
    handle = mine;
    onPid(mine.pid);
    const readyAt = (mine.ready ?? Promise.resolve()).then(() => Date.now());
    // Looked at below; without this an early end would count as an unhandled rejection.
    readyAt.catch(() => {});
    void mine.exited.then(async () => {
      const healthySince = await readyAt.catch(() => undefined);
      if (handle !== mine) return;
      handle = undefined;
      onPid(undefined);
      const wasReady = state === 'ready';
      state = 'down';
      if (wanted && wasReady) void again(healthySince ?? Date.now(), mine.why?.() ?? '');
    });
    try {
      await readyAt;
    } catch (error) {
      if (wanted) await mine.kill();
      throw error;
    }
    if (handle === mine) state = 'ready';
  }

  async function again(/** @type {number} */ healthySince, /** @type {string} */ why) {
    if (Date.now() - healthySince > 10_000) failures = 0;
    while (wanted) {
      const wait = pause();
      log(`${name} ended by itself${why ? ` (${why})` : ''}; starting it again in ${(wait / 1000).toFixed(1)} s`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        cancelPause = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
      if (!wanted) return;
      restarts.push(Date.now());
      launching = up();
      try {
        await launching;
        log(`${name} runs again`);
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
  }

  function pause() {
    const now = Date.now();
    restarts = restarts.filter((at) => now - at < 60_000);
    const backOff = Math.min(250 * 2 ** failures, 8000);
    failures += 1;
    const first = restarts[restarts.length - RESTARTS_PER_MINUTE];
    return first === undefined ? backOff : Math.max(backOff, first + 60_000 - now);
  }

  /** @param {'stop' | 'kill'} how */
  async function down(how) {
    wanted = false;
    cancelPause();
    if (!handle) abort.abort();
    const ending = handle;
    if (ending) await ending[how]();
    await launching.catch(() => {});
    // What was just being launched has a handle only now.
    if (handle && handle !== ending) await handle[how]();
    handle = undefined;
    state = 'down';
    onPid(undefined);
  }

  return {
    name,
    state: () => state,
    start: async () => {
      if (wanted) {
        while (wanted && state !== 'ready') await new Promise((resolve) => setTimeout(resolve, 25));
        return;
      }
      wanted = true;
      failures = 0;
      launching = up();
      try {
        await launching;
      } catch (error) {
        state = 'down';
        if (persist && wanted) void again(Date.now(), error instanceof Error ? error.message : String(error));
        else wanted = false;
        throw error;
      }
    },
    stop: () => down('stop'),
    kill: () => down('kill'),
    crash: async () => {
      await handle?.kill();
      // Let the supervisor see the end before the caller looks at the state.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
