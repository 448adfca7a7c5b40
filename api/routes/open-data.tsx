// /open-data: the decisions of a year in one file, as CSV and as JSON, for everybody.
import { Hono } from 'hono';
import { publishedYears } from '../../db/store/published.js';
import { CITY } from '../../db/store/queue-mails.js';
import { csv } from '../csv.js';
import type { Deps } from '../deps.js';
import { asTable, decisionsOfYear } from '../disclosure/open-decisions.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { OpenDataPage } from '../pages/open-data.js';

/** The page of open data and its files. A year without decisions has none. */
export function openDataRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/open-data', async (c) => c.html(<OpenDataPage years={await publishedYears(deps.db)} />));
  app.get('/open-data/:file{decisions-[0-9]{4}\\.(csv|json)}', async (c) => {
    const [, year = '', kind] = /^decisions-(\d{4})\.(csv|json)$/.exec(c.req.param('file')) ?? [];
    const decisions = await decisionsOfYear(deps, Number(year));
    if (decisions.length === 0) return c.html(faultPage(NOT_THERE), 404);
    const more = { 'content-disposition': `attachment; filename="decisions-${year}.${kind}"`, 'cache-control': 'public, max-age=600' };
    if (kind === 'csv') return c.body(csv(asTable(decisions)), 200, { 'content-type': 'text/csv; charset=utf-8', ...more });
    return c.body(`${JSON.stringify({ title: `${CITY} ${year}年度の決定`, license: 'CC-BY-4.0', fiscalYear: Number(year), decisions }, null, 1)}\n`, 200, { 'content-type': 'application/json; charset=utf-8', ...more });
  });
  return app;
}
