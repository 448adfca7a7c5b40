// `npm run test:planted [-- words …]`: plants known bugs, one at a time, and says which the tests find.
//
//   npm run test:planted                    all of them
//   npm run test:planted -- webhook quorum  those whose sentence or file has one of the words
//   npm run test:planted -- --list          only looks: each text is found once, each test is there
//
// The working tree is copied to a folder of its own (node_modules is linked) and never touched. First every named test is run without a bug and
// must be green. Then, for each bug: plant, run its test, put back. Found = a test of that name was red by itself; a file that could not be loaded,
// an import that failed or a run without end is no finding. Ends with a table and "N of M found"; the exit code is 0 when all were found.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { runCommand } from '../../../scripts/lib/run-command.mjs';
import { type Finder, needsServers, type Planted, SEEDS } from './planted.js';
import { PLACES } from './places.js';
import { RULES } from './rules.js';

/** Longest run of one test, and of all of them together without a bug. */
const WITHIN_MS = 240_000;
const CLEAN_MS = 900_000;
/** A machine that does other things too is slow; that is no finding. */
const SLOW_MS = 120_000;
/** What a broken plant says instead of a broken guarantee. */
const NOT_A_FINDING = /SyntaxError|ReferenceError|is not a function|is not defined|Transform failed|Failed to (load|resolve)|Cannot find (module|package)|(Test|Hook) timed out/;

/** Ctrl-C ends the run that goes on and puts everything away; servers it leaves are ended by the next run of any test. */
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());

type Report = { readonly testResults: readonly { readonly name: string; readonly message: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages: readonly string[] | null }[] }[] };
type Verdict = { readonly is: 'found' | 'NOT FOUND' | 'BROKEN'; readonly by: string; readonly seconds: number };

/** The copy that is broken: what git knows of the working tree, with the packages linked. */
function copyTree(): string {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-planted-'));
  const known = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file)));
  for (const file of known) {
    fs.mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), path.join(place, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(place, 'node_modules'));
  return place;
}

/** What keeps a bug from being planted or looked for; empty when nothing does. */
function faultsOf({ bug, file, find, test }: Planted): string[] {
  const read = (name: string): string | null => (fs.existsSync(path.join(ROOT, name)) ? fs.readFileSync(path.join(ROOT, name), 'utf8') : null);
  const times = (read(file) ?? '').split(find).length - 1;
  const tests = read(test.file);
  return [
    ...(times === 1 ? [] : [`"${bug}": its text stands ${times} times in ${file}: write it anew in test/faults/planted/`]),
    ...(tests?.includes(test.title) ? [] : [`"${bug}": ${test.file} has no test "${test.title}"`]),
  ];
}

/** Any of the titles, as the pattern that vitest takes. */
const anyTitle = (tests: readonly Finder[]): string => [...new Set(tests.map((test) => test.title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))].join('|');

/** Runs tests in the copy; null when nothing was reported in time. */
async function runTests(place: string, tests: readonly Finder[], withinMs: number): Promise<Report | null> {
  const report = path.join(place, '.report.json');
  fs.rmSync(report, { force: true });
  const bare = tests.every((test) => !needsServers(test));
  await runCommand(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--reporter=json', `--outputFile=${report}`, `--testTimeout=${SLOW_MS}`, `--hookTimeout=${SLOW_MS}`, '-t', anyTitle(tests), ...new Set(tests.map((test) => test.file))], {
    cwd: place, withinMs, signal: ended.signal, env: { KYOSO_SUMMARY_FILE: '', LIVES: String(SEEDS), SEEDS: String(SEEDS), ...(bare ? { KYOSO_TEST_BARE: '1' } : {}) },
  });
  return fs.existsSync(report) ? (JSON.parse(fs.readFileSync(report, 'utf8')) as Report) : null;
}

const assertions = (report: Report) => report.testResults.flatMap((file) => file.assertionResults);

/** Judges one run; null = every test that ran was green. */
function judge(report: Report | null): Omit<Verdict, 'seconds'> | null {
  if (!report) return { is: 'BROKEN', by: 'the run did not end' };
  const red = assertions(report).filter((one) => one.status === 'failed');
  const said = red.map((one) => one.failureMessages?.join('\n') ?? '');
  const finding = red.find((_, n) => !NOT_A_FINDING.test(said[n] ?? ''));
  if (finding) return { is: 'found', by: finding.fullName };
  const unloaded = report.testResults.filter((file) => file.message !== '' && file.assertionResults.length === 0).map((file) => file.message);
  if (red.length + unloaded.length > 0) return { is: 'BROKEN', by: [...said, ...unloaded].join(' ').slice(0, 300) };
  return assertions(report).some((one) => one.status === 'passed') ? null : { is: 'BROKEN', by: 'no test of that name ran' };
}

/** Plants a bug, looks whether its test finds it, and puts the text back. */
async function look(place: string, { file, find, put, test }: Planted): Promise<Verdict> {
  const at = path.join(place, file);
  const whole = fs.readFileSync(at, 'utf8');
  const began = Date.now();
  const done = (verdict: Omit<Verdict, 'seconds'>): Verdict => ({ ...verdict, seconds: (Date.now() - began) / 1000 });
  fs.writeFileSync(at, whole.replace(find, () => put));
  try {
    for (let draw = 1; draw <= (test.draws ? SEEDS : 1); draw++) {
      const verdict = judge(await runTests(place, [test], WITHIN_MS));
      if (verdict) return done(test.draws && verdict.is === 'found' ? { ...verdict, by: `${verdict.by} (draw ${draw})` } : verdict);
    }
    return done({ is: 'NOT FOUND', by: test.file });
  } finally {
    fs.writeFileSync(at, whole);
  }
}

/** Runs all the named tests without a bug; returns the bugs whose test is red by itself and so finds nothing. */
async function redByThemselves(place: string, bugs: readonly Planted[]): Promise<ReadonlySet<Planted>> {
  const red = new Set<Planted>();
  for (const servers of [false, true]) {
    const mine = bugs.filter(({ test }) => needsServers(test) === servers);
    const report = mine.length > 0 ? await runTests(place, mine.map(({ test }) => test), CLEAN_MS) : { testResults: [] };
    for (const one of mine) {
      const file = report?.testResults.find(({ name }) => name.endsWith(one.test.file));
      const named = file?.assertionResults.filter(({ fullName }) => fullName.includes(one.test.title)) ?? [];
      if (named.length === 0 || named.some(({ status }) => status !== 'passed')) red.add(one);
    }
  }
  return red;
}

async function main(words: readonly string[]): Promise<number> {
  const bugs = [...RULES, ...PLACES].filter(({ bug, file }) => words.length === 0 || words.some((word) => bug.includes(word) || file.includes(word)));
  const faults = bugs.flatMap(faultsOf);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0 || bugs.length === 0) return 1;
  if (listOnly) {
    for (const { bug, file } of bugs) console.log(`${file}: ${bug}`);
    console.log(`${bugs.length} bugs can be planted`);
    return 0;
  }
  const place = copyTree();
  try {
    const red = await redByThemselves(place, bugs);
    const verdicts: Verdict[] = [];
    for (const one of bugs) {
      if (ended.signal.aborted) break;
      const verdict: Verdict = red.has(one) ? { is: 'BROKEN', by: `${one.test.file} is red without the bug: ${one.test.title}`, seconds: 0 } : await look(place, one);
      verdicts.push(verdict);
      console.log(`${verdict.is.padEnd(9)} ${verdict.seconds.toFixed(0).padStart(3)} s  ${one.bug}\n               ${verdict.by}`);
    }
    const found = verdicts.filter((verdict) => verdict.is === 'found').length;
    console.log(`\n${found} of ${bugs.length} found`);
    return found === bugs.length ? 0 : 1;
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}

const given = process.argv.slice(2);
const listOnly = given.includes('--list');
process.exitCode = await main(given.filter((word) => !word.startsWith('--')));
