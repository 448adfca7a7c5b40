/** Waits between tries, in milliseconds: an API that restarts is back within the first ones. */
const WAITS = [0, 300, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 300_000];

/**
 * Delivers one callback: tried again until the other side answers 2xx or the tries are used up.
 * `headers` is asked again for each try, because signatures carry the time.
 * @returns whether it was taken
 */
export async function callBack(url: string, body: string, headers: () => Record<string, string>): Promise<boolean> {
  for (const wait of WAITS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers() }, signal: AbortSignal.timeout(10_000) });
      await answer.arrayBuffer();
      if (answer.ok) return true;
    } catch {
      // Not there: the next try.
    }
  }
  return false;
}
