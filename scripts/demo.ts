// npm run demo: one proposal from the form to closed, on a stack of its own with a throwaway database, through the same pages, links,
// mails and the time page that people use. It narrates what it does and ends with one JSON line; exit 0 only if all of it held.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoLife } from './lib/demo-life.js';
import { startStack } from './lib/stack.mjs';

const started = Date.now();
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-demo-'));
const say = (line: string) => console.log(line);
say('Kyoso demo: a stack of its own is started (some seconds; longer when Temporal has to be built first)');
const stack = await startStack({ dataDir, ports: 'free', env: { KYOSO_ENV: 'demo' }, fast: true, log: say });
let result: Awaited<ReturnType<typeof demoLife>> | null = null;
try {
  const engine = await stack.engine;
  if (!engine.ok) throw engine.fault;
  result = await demoLife({ api: `http://127.0.0.1:${stack.ports.api}`, mailbox: `http://127.0.0.1:${stack.ports.mailbox}`, bank: `http://127.0.0.1:${stack.ports.bank}`, say });
} catch (error) {
  say(`The demo did not get to its end: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await stack.stopAll();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
if (result) console.log(JSON.stringify({ ...result, seconds: Math.round((Date.now() - started) / 1000) }));
process.exit(result?.status === 'closed' ? 0 : 1);
