// The peers: one process with pages and engine, started by its name. What they have in common is `plain-app.ts` (pages) and `plain-facts.ts` (tables, facts).
import path from 'node:path';
import postgres from 'postgres';
import { nodeChild } from '../../../scripts/lib/node-child.mjs';
import { answersOf } from '../l1.js';
import type { Engine, Visitor } from './engine.js';
import { SCHEMA } from './plain-facts.js';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const visitor: Visitor = {
  async submit(origin, n) {
    const response = await fetch(`${origin}/cases`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(answersOf(n)) });
    if (!response.ok) throw new Error(`submission: ${response.status}`);
    return ((await response.json()) as { number: string }).number;
  },
  async act(origin, link) {
    await (await fetch(`${origin}${link}`)).text();
    const at = performance.now();
    const answer = await fetch(`${origin}${link}`, { method: 'POST', headers: form, body: 'choice=accept', redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(`POST ${link}: ${answer.status}`);
    return at;
  },
};

/** A peer by its name; the file of that name says how it carries a case on. */
export const plain = (name: 'floor' | 'pg-boss' | 'dbos' | 'naive', words: string, temporal: Engine['temporal'] = 'none'): Engine => ({
  words, temporal, visitor, ...(temporal === 'none' ? {} : { workflowId: (id: string) => `life:${id}` }),
  async prepare({ databaseUrl }) {
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    await sql.unsafe(SCHEMA);
    await sql.end();
  },
  async start(ground) {
    const env = { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', PEER: name, PORT: String(ground.port), DATABASE_URL: ground.databaseUrl, PROVIDER: ground.provider, TEMPORAL_ADDRESS: ground.temporal.address, TEMPORAL_NAMESPACE: ground.temporal.namespace };
    const child = nodeChild({ file: 'test/bench/engines/plain-app.ts', env, healthUrl: `http://127.0.0.1:${ground.port}/healthz`, logFile: path.join(ground.dataDir, `${name}.log`), onLine: () => {} });
    try {
      await child.ready;
    } catch (error) {
      await child.stop();
      throw error;
    }
    return { groups: [child.pid], stop: child.stop };
  },
});
