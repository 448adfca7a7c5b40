// The practice city's plug: stop a part of the house and see what waits. Mounted only where the demo sign-in is and the launcher gave its address.
import { Hono } from 'hono';
import { makePlug, PLUG_PARTS, PLUG_SECONDS } from '../../activities/platform/plug.js';
import { businessNow } from '../../db/store/clock.js';
import { checkConsistency, countOnce } from '../../db/store/consistency.js';
import { waitingNow } from '../../db/store/waiting-now.js';
import type { Deps } from '../deps.js';
import { isDatabaseAway } from '../errors.js';
import { PlugPage, type PlugFigures } from '../pages/plug.js';

export function plugRoutes(deps: Deps, url: string): Hono {
  const app = new Hono();
  const plug = makePlug(url);
  /** What the tables say since the first of the last pulls; null while the database is away. */
  const figures = async (pulledAt: number): Promise<PlugFigures | null> => {
    try {
      const now = await businessNow(deps.db);
      // A pull is dated by the real clock, what people do by the city's.
      const since = now - Math.max(0, Date.now() - pulledAt);
      const [waiting, once, findings] = await Promise.all([waitingNow(deps.db, since), countOnce(deps.db, since), checkConsistency(deps.db)]);
      return { now, waiting, once, findings };
    } catch (error) {
      if (isDatabaseAway(error)) return null;
      throw error;
    }
  };
  app.get('/demo/plug', async (c) => {
    const { parts, pulls } = await plug.state();
    const lately = pulls.filter((one) => one.backAt === null || one === pulls.at(-1));
    const since = Math.min(...lately.map((one) => one.at), Date.now());
    return c.html(<PlugPage real={Date.now()} parts={parts} pulls={pulls} figures={await figures(since)} since={lately.length > 0 ? since : null} notice={c.req.query('away') !== undefined ? 'その部品は、もう止まっています。' : undefined} />);
  });
  app.post('/demo/plug', async (c) => {
    const body = await c.req.parseBody();
    const part = PLUG_PARTS.find((one) => one === body.part);
    const seconds = PLUG_SECONDS.find((one) => String(one) === body.seconds);
    if (!part || !seconds) return c.redirect('/demo/plug', 303);
    return c.redirect((await plug.pull(part, seconds)) === 'away' ? '/demo/plug?away=' : '/demo/plug', 303);
  });
  return app;
}
