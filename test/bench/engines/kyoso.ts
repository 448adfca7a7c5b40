// Kyoso on its real path: its API and its worker as `npm start` runs them, the JSON interface for the submission, the mailed link and its page for each act.
import path from 'node:path';
import { connect } from '../../../db/client.js';
import { migrateSchema, seed } from '../../../db/migrate.js';
import { letIn } from '../../../db/roles.js';
import { seedProgrammes } from '../../../db/seeds/programmes.js';
import { makeCall } from '../../../db/store/calls.js';
import { businessNow } from '../../../db/store/clock.js';
import { nodeChild } from '../../../scripts/lib/node-child.mjs';
import { secrets } from '../../../scripts/lib/secrets.mjs';
import { dateOf, fiscalYearOf } from '../../../workflows/domain/calendar.js';
import { runWorkflowId } from '../../../workflows/domain/ids.js';
import { answersOf, L1 } from '../l1.js';
import type { Engine, Ground, Visitor } from './engine.js';

const DAY = 86_400_000;

/** A migrated practice city with a call of L1 that is open for a month; the app's role is let in. */
export async function prepareKyoso({ databaseUrl, appUrl }: Pick<Ground, 'databaseUrl' | 'appUrl'>): Promise<void> {
  await migrateSchema(databaseUrl);
  const { db, close } = connect(databaseUrl, 2);
  try {
    await seed(db, true);
    await seedProgrammes(db, true, [L1]);
    const now = await businessNow(db);
    await makeCall(db, { programme: L1.id, version: L1.version, fiscalYear: fiscalYearOf(dateOf(now)), opensAt: now - DAY, closesAt: now + 30 * DAY });
  } finally {
    await close();
  }
  await letIn(databaseUrl, appUrl, true);
}

/** The settings of its processes: the practice city with the bench as its mail provider. Nobody asks the bank anything. */
export function settingsOf(ground: Ground): NodeJS.ProcessEnv {
  return {
    ...process.env, ...secrets(ground.dataDir), NODE_ENV: 'production', KYOSO_ENV: 'demo', SIGN_IN: 'demo', HOST: '127.0.0.1', PORT: String(ground.port), PUBLIC_URL: `http://127.0.0.1:${ground.port}`, DATA_DIR: ground.dataDir, DATABASE_URL: ground.appUrl, LOG_LEVEL: 'warn',
    TEMPORAL_ADDRESS: ground.temporal.address, TEMPORAL_NAMESPACE: ground.temporal.namespace, RESEND_API_KEY: 're_bench', RESEND_BASE_URL: ground.provider, BANK_URL: ground.provider, WORKER_HEALTH_PORT: String(ground.workerPort), NODE_OPTIONS: process.env.KYOSO_BENCH_NODE ?? '',
  };
}

async function json(address: string, method: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const response = await fetch(address, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}

const visitor: Visitor = {
  async submit(origin, n) {
    const { email, ...values } = answersOf(n);
    const { draft, key } = await json(`${origin}/api/draft`, 'POST', { programme: L1.code, track: 'all', email, language: 'ja' });
    await json(`${origin}/api/draft/${key}/pages/all`, 'PUT', { values: { ...values, email } });
    return String((await json(`${origin}/api/draft/${key}/submit`, 'POST', {}, { 'idempotency-key': String(draft) })).number);
  },
  async act(origin, link) {
    const page = await fetch(`${origin}${link}`);
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await page.text();
    const at = performance.now();
    const answer = await fetch(`${origin}${link}`, { method: 'POST', redirect: 'manual', headers: { cookie, origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ nonce: cookie.split('=')[1] ?? '', choice: 'accept', 'accept.note': '' }) });
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(`POST ${link}: ${answer.status}`);
    return at;
  },
};

/** Kyoso on one kind of Temporal server. */
export const kyoso = (words: string, temporal: 'embedded' | 'postgres'): Engine => ({
  words, temporal, visitor, workflowId: (id) => runWorkflowId('case', id),
  prepare: prepareKyoso,
  async start(ground) {
    const env = settingsOf(ground);
    const child = (name: string, file: string, port: number) => nodeChild({ file, env, healthUrl: `http://127.0.0.1:${port}/healthz`, logFile: path.join(ground.dataDir, `${name}.log`), onLine: () => {} });
    const children = [child('api', 'api/main.ts', ground.port), child('worker', 'activities/worker.ts', ground.workerPort)];
    const stop = async () => { await Promise.all(children.map((one) => one.stop())); };
    try {
      await Promise.all(children.map((one) => one.ready));
    } catch (error) {
      await stop();
      throw error;
    }
    return { groups: children.map((one) => one.pid), stop };
  },
});
