/**
 * Asks an address until it answers 200.
 * @param {string} url
 * @param {{ withinMs: number, giveUp?: () => string | undefined }} limits `giveUp` names a reason to stop asking early
 * @returns {Promise<void>} rejects with the last answer when the time is over
 */
export async function waitForHealth(url, { withinMs, giveUp }) {
  const deadline = Date.now() + withinMs;
  let last = 'no answer';
  for (;;) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      if (answer.status === 200) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error instanceof Error ? String(/** @type {{ code?: string }} */ (error.cause)?.code ?? error.message) : String(error);
    }
    const reason = giveUp?.();
    if (reason) throw new Error(reason);
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${Math.round(withinMs / 1000)} s (${last})`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
