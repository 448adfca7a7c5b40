// The process of a peer: plain pages over plain tables, and the engine named by PEER behind them.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import postgres from 'postgres';
import { dbos } from './dbos.js';
import { floor } from './floor.js';
import { naive } from './naive.js';
import type { StartPeer } from './peer.js';
import { pgBoss } from './pg-boss.js';
import { answer, requestOfKey, submit } from './plain-facts.js';

const PEERS: Readonly<Record<string, StartPeer>> = { floor, 'pg-boss': pgBoss, dbos, naive };
const { PEER = '', PORT, DATABASE_URL: url = '', PROVIDER: provider = '' } = process.env;
const start = PEERS[PEER];
if (!start) throw new Error(`PEER: ${Object.keys(PEERS).join(', ')}`);
const sql = postgres(url, { max: 10, onnotice: () => {}, connection: { application_name: PEER } });
const peer = await start({ sql, url, provider });

const app = new Hono();
app.get('/healthz', (c) => c.text('ok'));
app.post('/cases', async (c) => {
  const answers: unknown = await c.req.json();
  const filed = await sql.begin(async (tx) => {
    const made = await submit(tx, answers);
    await peer.inside?.(tx, made.id, 0);
    return made;
  });
  await peer.after?.(filed.id, 0);
  return c.json(filed, 201);
});
app.get('/a/:key', async (c) => {
  const id = requestOfKey(c.req.param('key'));
  const [row] = id ? await sql<{ number: string; name: string; body: string; state: string }[]>`select c.number, c.answers->>'name' as name, c.answers->>'body' as body, r.state from requests r join cases c on c.id = r.case_id where r.id = ${id}` : [];
  if (!row) return c.notFound();
  return c.html(html`<!doctype html><html lang="ja"><title>${row.number}</title><h1>${row.name}</h1><p>${row.body}</p><form method="post"><label><input type="radio" name="choice" value="accept" />受け付ける</label><button>送る</button></form></html>`);
});
app.post('/a/:key', async (c) => {
  const id = requestOfKey(c.req.param('key'));
  const choice = String((await c.req.parseBody()).choice ?? '');
  if (!id || choice !== 'accept') return c.notFound();
  const taken = await sql.begin(async (tx) => {
    const done = await answer(tx, id, choice);
    if (done) await peer.inside?.(tx, done.caseId, done.n);
    return done;
  });
  if (taken) await peer.after?.(taken.caseId, taken.n);
  return c.redirect(c.req.path, 303);
});

const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' });
process.once('SIGTERM', () => {
  server.close();
  setTimeout(() => process.exit(0), 3000).unref();
  void peer.stop().then(() => sql.end({ timeout: 1 })).then(() => process.exit(0));
});
