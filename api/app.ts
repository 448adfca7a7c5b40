// All routes of the product in one place, with what every request passes through.
import fs from 'node:fs';
import { type Context, Hono } from 'hono';
import { businessNow } from '../db/store/clock.js';
import type { Deps } from './deps.js';
import { faceOf } from './errors.js';
import { bodies, headers, redact, requestLine, sameOrigin } from './middleware/hardening.js';
import { faultPage } from './pages/ended.js';
import { absenceRoutes } from './routes/absence.js';
import { adminRoutes } from './routes/admin.js';
import { answerRoutes } from './routes/answer.js';
import { applyRoutes } from './routes/apply.js';
import { auditRoutes } from './routes/audit.js';
import { demoRoutes } from './routes/demo.js';
import { cookieHome } from './routes/cookies.js';
import { deskRoutes } from './routes/desk.js';
import { disclosureRoutes } from './routes/disclosure.js';
import { erasureRoutes } from './routes/erasure.js';
import { evidenceRoutes } from './routes/evidence.js';
import { fileRoutes } from './routes/files.js';
import { handoverRoutes } from './routes/handover.js';
import { hookRoutes } from './routes/hooks.js';
import { jsonRoutes } from './routes/json.js';
import { ledgerRoutes } from './routes/ledger.js';
import { metricRoutes } from './routes/metrics.js';
import { mineRoutes } from './routes/mine.js';
import { openDataRoutes } from './routes/open-data.js';
import { panelRoutes } from './routes/panel.js';
import { peopleRoutes } from './routes/people.js';
import { plugRoutes } from './routes/plug.js';
import { publicRoutes } from './routes/public.js';
import { selectionRoutes } from './routes/selection.js';
import { signinRoutes } from './routes/signin.js';
import { suspensionRoutes } from './routes/suspensions.js';
import { transferRoutes } from './routes/transfers.js';
import { voteRoutes } from './routes/vote.js';
import { voteOfficeRoutes } from './routes/vote-office.js';

const STYLES = Object.fromEntries(['style.css', 'staff.css'].map((name) => [name, fs.readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8')]));
/** The one script: passkeys cannot do without. */
const SCRIPT = fs.readFileSync(new URL('./pages/passkey.js', import.meta.url), 'utf8');
/** Two circles that share a part: what browsers show beside a page's title. */
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="12" cy="16" r="10" fill="#0017c1"/><circle cx="20" cy="16" r="10" fill="#197a4b" fill-opacity=".75"/></svg>';

/** The application. Which pages exist does not depend on Temporal being there. */
export function makeApp(deps: Deps): Hono {
  const app = new Hono();
  app.use('*', requestLine(deps), ...headers(), bodies(), cookieHome(deps));
  app.get('/healthz', async (c) => {
    await businessNow(deps.db);
    return c.text('ok');
  });
  for (const [name, style] of Object.entries(STYLES)) app.get(`/assets/${name}`, (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/assets/passkey.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/favicon.ico', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }));
  app.route('/', hookRoutes(deps));
  app.route('/', jsonRoutes(deps));
  app.route('/', metricRoutes(deps));
  app.use('*', sameOrigin(deps));
  // Before the group's pages: its address would be read as one of their acts.
  app.route('/', evidenceRoutes(deps));
  for (const routes of [publicRoutes, openDataRoutes, voteRoutes, voteOfficeRoutes, applyRoutes, mineRoutes, answerRoutes, fileRoutes, signinRoutes, panelRoutes, deskRoutes, handoverRoutes, absenceRoutes, peopleRoutes, selectionRoutes, disclosureRoutes, erasureRoutes, auditRoutes, adminRoutes, ledgerRoutes, transferRoutes, suspensionRoutes]) app.route('/', routes(deps));
  if (deps.config.SIGN_IN === 'demo') {
    app.route('/', demoRoutes(deps));
    if (deps.config.PLUG_URL) app.route('/', plugRoutes(deps, deps.config.PLUG_URL));
  }
  app.notFound((c) => c.html(faultPage({ status: 404, sentence: 'ページが見つかりません' }), 404));
  app.onError(async (error, c) => {
    const face = faceOf(error);
    if (face.status >= 500) deps.log.error({ path: redact(c.req.path), failure: error.name, key: face.key, stack: error.name === 'DrizzleQueryError' ? undefined : error.stack?.split('\n').slice(0, 8).join(' | ') }, 'request failed');
    if (face.retryAfter !== null) c.header('Retry-After', String(face.retryAfter));
    // What was typed is not lost because the database is: the page holds it and sends it again. Files cannot be held by a page.
    const fields = face.status === 503 && c.req.method === 'POST' ? await postedTexts(c) : [];
    const typed = fields.filter(([name, value]) => name !== 'nonce' && name !== 'code' && value.trim() !== '').map(([, value]) => value).join('\n');
    return c.html(faultPage({ status: face.status, sentence: face.sentence, ...(fields.length > 0 ? { typed, again: { action: new URL(c.req.url).pathname, fields } } : {}) }), face.status as 500);
  });
  return app;
}

/** The texts of a posted form; none when there was no form that can be read. */
async function postedTexts(c: Context): Promise<[string, string][]> {
  try {
    return Object.entries(await c.req.parseBody({ all: true })).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string').map((one): [string, string] => [name, one]));
  } catch {
    return [];
  }
}
