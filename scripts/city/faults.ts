import { Hono } from 'hono';

/**
 * Switches that make a practice service misbehave for the next `count` requests. POST /faults {mode, count, ms?},
 * GET /faults. `take()` says what the present request must suffer.
 */
export function faultSwitch<Mode extends string>(modes: readonly Mode[]) {
  let now: { mode: Mode | 'ok'; left: number; ms: number } = { mode: 'ok', left: 0, ms: 0 };
  const routes = new Hono()
    .get('/', (c) => c.json(now))
    .post('/', async (c) => {
      const { mode, count = 1, ms = 10_000 } = await c.req.json<{ mode: Mode | 'ok'; count?: number; ms?: number }>();
      if (mode !== 'ok' && !modes.includes(mode)) return c.json({ error: `unknown mode, one of: ok ${modes.join(' ')}` }, 422);
      now = { mode, left: mode === 'ok' ? 0 : count, ms };
      return c.json(now);
    });
  const take = (): { mode: Mode | 'ok'; ms: number } => {
    const { mode, ms } = now;
    if (now.left > 0) now.left -= 1;
    if (now.left === 0) now = { mode: 'ok', left: 0, ms: 0 };
    return { mode, ms };
  };
  return { routes, take };
}
