// npm run test:faults: lives of all programmes on the real stack while things break, and what the independent checker finds afterwards.
//
//   npm run test:faults                          the seeds of the short form (3)
//   npm run test:faults -- --seeds 20            20 seeds from 1; `--from 41` begins elsewhere; `--seed 17` repeats one
//   npm run test:faults -- --boundaries proposal --kill worker    strikes every boundary of a life once, run after run, until a life passes untouched; `--cut` cuts instead of killing; `--runs 2` ends sooner; what the ledger says was struck in earlier runs is not struck again with --ledger
//   npm run test:faults -- --crowd 5000 --under database    short lives, 50 people at once, while the database (engine, mail, rings; or the engine as long as anybody files: outage) keeps going away; `--clients 20`; `--under deploys --previous d28264c`: API and worker go back to that release and forth again
//
// A run is red when anything is lost, doubled, wrong or stuck after the faults have ended, or when a person did not get to the end. With --ledger each run writes one line to test/faults/seeds.jsonl; --verbose narrates, --logs folder keeps what the processes said.
// To repeat one run: its seed. A boundary is repeated by its name, told with each kill.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoContract } from '../../scripts/lib/demo-contract.js';
import { demoLife, type Played, type Stage } from '../../scripts/lib/demo-life.js';
import { demoSubsidy } from '../../scripts/lib/demo-subsidy.js';
import { patience } from '../../scripts/lib/eventually.js';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { check, type Findings, settle } from './checker.js';
import { type Crowd, crowdPlan, letLive, UNDER, type Under } from './crowd.js';
import { everyBoundary, type Plan, swarm } from './plan.js';
import { startWorld } from './world.js';

const LIVES: Readonly<Record<string, (stage: Stage) => Promise<Played>>> = { proposal: demoLife, subsidy: demoSubsidy, contract: demoContract };
const names = Object.keys(LIVES);
const { values: asked } = parseArgs({ options: {
  seeds: { type: 'string', default: '3' }, from: { type: 'string', default: '1' }, seed: { type: 'string' }, boundaries: { type: 'string' }, kill: { type: 'string' }, cut: { type: 'string' },
  runs: { type: 'string', default: '30' }, crowd: { type: 'string' }, under: { type: 'string', default: 'database' }, clients: { type: 'string', default: '50' }, previous: { type: 'string', default: 'HEAD~1' }, ledger: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false }, logs: { type: 'string' },
} });
patience.ms = 240_000;
const say = (line: string): void => console.log(line);

type Outcome = { readonly run: string; readonly life: string; readonly words: string; readonly seconds: number; readonly kills: number; readonly cuts: number; readonly again: number; readonly findings: Findings; readonly unfinished: string | null; readonly killed: readonly string[] };

/** Plays one life in one world under a plan. */
async function play(run: string, life: string, planned: Plan | ((answered: () => number) => Plan)): Promise<Outcome> {
  const begun = Date.now();
  const world = await startWorld(asked.verbose ? say : () => {});
  try {
    const plan = typeof planned === 'function' ? planned(() => world.pages.filter((page) => page.method === 'POST' && page.status < 400).length) : planned;
    world.suffer(plan);
    const unfinished = await LIVES[life]?.({ ...world.stage, say: asked.verbose ? say : () => {} }).then(() => null, (error: Error) => error.message) ?? null;
    await world.heal();
    const sight = { sql: world.sql, mailbox: world.stage.mailbox, bank: world.stage.bank };
    await settle(sight);
    const numbers = [...new Set(world.pages.filter((page) => page.method === 'GET' && page.status === 200 && page.body.includes('受け付けました')).flatMap((page) => page.body.match(/\d{4}-[A-Z]{2}-\d{4}/g) ?? []))];
    const findings = await check(sight, numbers);
    if (asked.logs) fs.cpSync(`${world.dataDir}/logs`, asked.logs, { recursive: true });
    if (asked.verbose) for (const [site, n] of [...world.sites].sort((a, b) => b[1] - a[1])) say(`    ${n} ${site}`);
    return { run, life, words: plan.words, seconds: Math.round((Date.now() - begun) / 1000), kills: world.kills.length, cuts: world.cuts(), again: world.pages.reduce((sum, page) => sum + page.again, 0), findings, unfinished, killed: world.kills };
  } finally {
    await world.close();
  }
}

const LEDGER = new URL('./seeds.jsonl', import.meta.url);
/** A line of the ledger. */
type Entry = { commit: string; run: string; life: string; seconds: number; kills: number; cuts: number; lost: number; doubled: number; wrong: number; stuck: number; finished: boolean; boundaries?: string; struck?: string[]; lives?: number };
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
let red = 0, played = 0, kills = 0, cuts = 0;
function tell(outcome: Outcome, more: Partial<Entry> = {}): void {
  const { lost, doubled, wrong, stuck } = outcome.findings;
  const faults = [...lost, ...doubled, ...wrong, ...stuck, ...(outcome.unfinished ? [`did not get to its end: ${outcome.unfinished}`] : [])];
  played++; kills += outcome.kills; cuts += outcome.cuts;
  if (faults.length > 0) red++;
  say(`${faults.length === 0 ? '✓' : '✗'} ${outcome.run} ${outcome.life}: ${outcome.seconds} s, ${outcome.kills} kills, ${outcome.cuts} cuts, asked again ${outcome.again} times; lost ${lost.length}, doubled ${doubled.length}, wrong ${wrong.length}, stuck ${stuck.length}   [${outcome.words}]`);
  for (const fault of faults) say(`    ${fault}`);
  if (faults.length > 0 || asked.verbose) for (const kill of outcome.killed) say(`    killed: ${kill}`);
  if (asked.ledger) fs.appendFileSync(LEDGER, `${JSON.stringify({ commit, run: outcome.run, life: outcome.life, seconds: outcome.seconds, kills: outcome.kills, cuts: outcome.cuts, lost: lost.length, doubled: doubled.length, wrong: wrong.length, stuck: stuck.length, finished: outcome.unfinished === null, ...more } satisfies Entry)}\n`);
}

/** Another release beside this one, for as long as the work lasts; it has our packages. */
async function withRelease(commit: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-release-'));
  execFileSync('git', ['worktree', 'add', '--detach', folder, commit], { cwd: ROOT, stdio: 'ignore' });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  try {
    await work(folder);
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', folder], { cwd: ROOT, stdio: 'ignore' });
  }
}

/** A crowd in one world; what it felt is told, what is found is judged. */
async function crowd(of: Crowd): Promise<void> {
  const begun = Date.now(), plan = crowdPlan(of), run = `crowd under ${of.under}`;
  const world = await startWorld(asked.verbose ? say : () => {});
  try {
    world.suffer(plan);
    const felt = await letLive(world, of, say);
    const sight = { sql: world.sql, mailbox: world.stage.mailbox, bank: world.stage.bank };
    await settle(sight);
    const findings = await check(sight, felt.numbers);
    if (asked.logs) fs.cpSync(`${world.dataDir}/logs`, asked.logs, { recursive: true });
    const { within: { mails, tenSeconds, minute } } = felt;
    say(`    ${of.lives} lives, ${of.clients} at once: ${felt.acts} acts accepted, ${felt.outages} outages; an act is answered in p50 ${felt.p50Ms} ms, p95 ${felt.p95Ms} ms, at most ${felt.mostMs} ms; of ${mails} mails ${((tenSeconds / mails) * 100).toFixed(2)} % left within 10 s, ${((minute / mails) * 100).toFixed(2)} % within 60 s${felt.caughtUpMs === null ? '' : `; caught up ${felt.caughtUpMs} ms after the engine came back`}`);
    tell({ run, life: 'idea', words: plan.words, seconds: Math.round((Date.now() - begun) / 1000), kills: felt.outages, cuts: world.cuts(), again: world.pages.reduce((sum, page) => sum + page.again, 0), findings, unfinished: felt.failed.length > 0 ? `${felt.failed.length} lives: ${felt.failed.slice(0, 3).join(' / ')}` : null, killed: [] }, { lives: of.lives });
  } finally {
    await world.close();
  }
}

if (asked.crowd) {
  if (!UNDER.includes(asked.under as Under)) throw new Error(`--under: one of ${UNDER.join(', ')}`);
  const of = { lives: Number(asked.crowd), clients: Number(asked.clients), under: asked.under as Under, seed: Number(asked.seed ?? 1) };
  await (asked.under === 'deploys' ? withRelease(asked.previous, (previous) => crowd({ ...of, previous })) : crowd(of));
} else if (asked.boundaries) {
  const life = asked.boundaries;
  const fate = asked.cut ? 'cut' : 'kill';
  const process_ = asked.cut ?? asked.kill ?? 'worker';
  const struck = new Set(asked.ledger ? fs.readFileSync(LEDGER, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry).filter((entry) => entry.life === life && entry.boundaries === `${fate} ${process_}`).flatMap((entry) => entry.struck ?? []) : []);
  let reach = Math.max(1, ...[...struck].map((name) => Number(name.split('#').at(-1)))), untouched = false, most = 0;
  for (let run = 1; run <= Number(asked.runs) && !untouched; run++) {
    const before = new Set(struck);
    let plan: ReturnType<typeof everyBoundary> | undefined;
    const outcome = await play(`${fate} ${process_} ${run}`, life, (answered) => { plan = everyBoundary(fate, process_, struck, reach, answered); return plan; });
    const added = [...struck].filter((name) => !before.has(name));
    tell(outcome, { boundaries: `${fate} ${process_}`, struck: added });
    most = Math.max(most, plan?.passed() ?? 0);
    untouched = added.length === 0 && reach > most;
    say(`    struck ${added.length} boundaries, left ${plan?.left()} of those up to passing ${reach}; ${struck.size} so far of about ${most}`);
    if ((plan?.left() ?? 0) === 0) reach *= 2;
  }
  say(`${struck.size} boundaries of ${process_} struck by ${fate}, each once; ${untouched ? 'a life passed untouched' : 'some are left'}; a life of ${life} passes up to ${most}.`);
} else {
  const first = Number(asked.seed ?? asked.from);
  for (let seed = first; seed < first + (asked.seed ? 1 : Number(asked.seeds)); seed++) tell(await play(`seed ${seed}`, names[seed % names.length] ?? 'proposal', swarm(seed)));
}
say(`${played - red} of ${played} runs green; ${kills} kills, ${cuts} cut connections.`);
process.exit(red === 0 ? 0 : 1);
