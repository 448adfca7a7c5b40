// /a: what came by mail. GET shows, POST acts; every dead link shows the same page.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { allowTry } from '../../db/store/codes.js';
import { type RequestRow, requestByCode, requestById } from '../../db/store/requests.js';
import { CodeEntryPage } from '../pages/answer.js';
import { endedPage, faultPage } from '../pages/ended.js';
import { answerRequest, type Comer, showRequest } from './answer-shared.js';

const KEY = /^(req_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const MINUTE = 60_000;

/** The request a key opens; null for every key that opens nothing, with the same work done. */
export async function requestOfKey(deps: Deps, key: string): Promise<RequestRow | null> {
  const [, id = '', token = ''] = KEY.exec(key) ?? [];
  const row = await requestById(deps.db, id);
  const right = deps.links.verify('request', id, row?.generation ?? 0, token);
  return row && right ? row : null;
}

export function answerRoutes(deps: Deps): Hono {
  const app = new Hono();
  const comer = (row: RequestRow, key: string): Comer => ({
    row, action: `/a/${key}`, who: row.toPost ? 'post' : 'party', via: 'link', filesHref: (id) => `/files/${id}?k=${key}`, documentHref: (id) => `/documents/${id}?k=${key}`,
  });
  app.get('/a', (c) => c.html(<CodeEntryPage wrong={false} />));
  app.post('/a', async (c) => {
    const typed = String((await c.req.parseBody()).code ?? '');
    // One limit for everybody: an address in a header can be anything, and 31^8 codes need far more tries than this allows.
    if (!(await allowTry(deps.db, 'code-entry', 120, MINUTE))) return c.html(faultPage({ status: 429, sentence: '何度も入力されました。1分ほど待って、もう一度入力してください。' }), 429);
    const row = await requestByCode(deps.db, deps.links.hashOfTyped(typed));
    if (!row) return c.html(<CodeEntryPage wrong />, 422);
    return c.redirect(`/a/${row.id}.${deps.links.token('request', row.id, row.generation)}`, 303);
  });
  app.get('/a/:key', async (c) => {
    const row = await requestOfKey(deps, c.req.param('key'));
    return row ? showRequest(c, deps, comer(row, c.req.param('key'))) : c.html(endedPage());
  });
  app.post('/a/:key', async (c) => {
    const key = c.req.param('key');
    const row = await requestOfKey(deps, key);
    // Counted for real links only: a key cannot be guessed, and who tries any writes nothing.
    if (row && !(await allowTry(deps.db, `answer:${row.id}`, 30, MINUTE))) return c.html(faultPage({ status: 429, sentence: '何度も送られました。1分ほど待って、もう一度送ってください。' }), 429);
    return row ? answerRequest(c, deps, comer(row, key)) : c.html(endedPage());
  });
  return app;
}
