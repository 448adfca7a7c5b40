// npm run demo: one proposal from the form to closed (`-- subsidy`: two grants, `-- contract`: a contract, `-- round`: twelve applications of one call), on a stack of its own with a throwaway database, through the same pages, links,
// mails and the time page that people use. It narrates what it does and ends with one JSON line; exit 0 only if all of it held.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoContract } from './lib/demo-contract.js';
import { demoLife, type Played, type Stage } from './lib/demo-life.js';
import { demoRound } from './lib/demo-round.js';
import { demoSubsidy } from './lib/demo-subsidy.js';
import { startStack } from './lib/stack.mjs';

/** The lives there are; the first is played when none is named. */
const LIVES: Readonly<Record<string, (stage: Stage) => Promise<Played>>> = { proposal: demoLife, subsidy: demoSubsidy, contract: demoContract, round: demoRound };
const wanted = process.argv[2] ?? 'proposal';
const life = LIVES[wanted];
if (!life) {
  console.error(`✗ There is no demo called ${wanted}.\n  Play one of these: ${Object.keys(LIVES).map((name) => `npm run demo -- ${name}`).join(', ')}`);
  process.exit(1);
}

const started = Date.now();
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-demo-'));
const say = (line: string) => console.log(line);
say('Kyoso demo: a stack of its own is started (some seconds; longer when Temporal has to be built first)');
const stack = await startStack({ dataDir, ports: 'free', env: { KYOSO_ENV: 'demo' }, fast: true, log: say });
let result: Played | null = null;
try {
  const engine = await stack.engine;
  if (!engine.ok) throw engine.fault;
  result = await life({ api: `http://127.0.0.1:${stack.ports.api}`, mailbox: `http://127.0.0.1:${stack.ports.mailbox}`, bank: `http://127.0.0.1:${stack.ports.bank}`, say });
} catch (error) {
  say(`The demo did not get to its end: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await stack.stopAll();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
if (result) console.log(JSON.stringify({ ...result, seconds: Math.round((Date.now() - started) / 1000) }));
process.exit(result?.status === 'closed' ? 0 : 1);
