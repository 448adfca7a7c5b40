// A second opinion on money and days: the rules' answers to seeded cases beside exact fractions in Python, the office calendar beside another holiday table.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from '../lib/paths.mjs';
import { runCommand } from '../lib/run-command.mjs';

const SELF = fileURLToPath(import.meta.url);
const CASES = 5000;
const SEED = 20_261_101;
const YEARS = /** @type {const} */ ([2022, 2030]);

/**
 * Whole numbers that are the same on every machine (mulberry32).
 * @param {number} seed
 * @returns {(from: number, to: number) => number} a number from `from` to `to`, both included
 */
function numbers(seed) {
  let state = seed >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return from + (((t ^ (t >>> 14)) >>> 0) % (to - from + 1));
  };
}

/** @param {number} days days after 2022-04-01 */
const dateAt = (days) => new Date(Date.UTC(2022, 3, 1 + days)).toISOString().slice(0, 10);

/** The questions, as data that both sides read. */
function makeCases() {
  const n = numbers(SEED);
  const some = (/** @type {number} */ most, /** @type {(k: number) => object} */ make) => Array.from({ length: n(0, most) }, (_, k) => make(k));
  /** Small and large sums alike: the digits are drawn first. */
  const yen = () => n(0, 10 ** n(1, 9));
  const rate = () => { const den = [2, 3, 4, 5, 7, 10, 100][n(0, 6)] ?? 1; return { num: n(1, den), den }; };
  const grants = Array.from({ length: CASES }, () => ({
    rates: [rate(), ...some(2, rate)], capYen: yen(), unitYen: [1, 10, 100, 1000, 10_000][n(0, 4)], year: n(1, 4),
    eligibleYen: yen(), otherGrantsYen: n(0, 2) === 0 ? yen() : 0, askedYen: n(0, 1) === 0 ? yen() : null, spentYen: yen(), decidedYen: yen(),
  }));
  const splits = Array.from({ length: CASES }, () => ({ totalYen: yen(), parts: n(1, 36) }));
  const refunds = Array.from({ length: CASES }, () => {
    const receipts = [{ on: n(0, 200), yen: n(1, 3_000_000) }, ...some(3, () => ({ on: n(0, 200), yen: n(1, 3_000_000) }))].map((one) => /** @type {{ on: number, yen: number }} */ (one));
    const received = receipts.reduce((all, one) => all + one.yen, 0);
    const orderedYen = n(0, received);
    const dated = (/** @type {{ on: number, yen: number }} */ one) => ({ ...one, on: dateAt(one.on) });
    return {
      rate: { num: n(0, 1500), den: 10_000 }, lateRate: n(0, 4) === 0 ? null : { num: n(0, 1500), den: 10_000 }, baseDays: 365,
      count: n(0, 1) === 0 ? 'both-ends' : 'first-excluded', unitYen: n(0, 1) === 0 ? 1 : 100, cause: n(0, 3) === 0 ? 'over-advance' : 'revocation',
      receipts: receipts.map(dated), orderedYen, dueOn: dateAt(n(200, 500)), asOf: dateAt(n(500, 900)),
      payments: some(4, () => ({ on: n(200, 950), yen: n(1, Math.max(1, orderedYen)) })).map((one) => dated(/** @type {{ on: number, yen: number }} */ (one))),
    };
  });
  return { years: YEARS, grants, splits, refunds };
}

/**
 * What the rules say, written beside the questions. Runs in a process of its own, which can read TypeScript.
 * @param {string} casesFile
 * @param {string} answersFile
 */
async function answer(casesFile, answersFile) {
  const money = await import('../../workflows/domain/money.js');
  const interest = await import('../../workflows/domain/interest.js');
  const calendar = await import('../../workflows/domain/calendar.js');
  const cases = /** @type {ReturnType<typeof makeCases>} */ (JSON.parse(fs.readFileSync(casesFile, 'utf8')));
  const { holidays } = /** @type {{ holidays: Record<string, { name: string }> }} */ (createRequire(import.meta.url)('@holiday-jp/holiday_jp'));
  const [from, to] = cases.years;
  const closed = Object.fromEntries(Object.entries(holidays).filter(([date]) => Number(date.slice(0, 4)) >= from && Number(date.slice(0, 4)) <= to).map(([date, day]) => [date, day.name]));
  const open = [];
  for (let date = `${from}-01-01`; date <= `${to}-12-31`; date = calendar.addDays(date, 1)) if (calendar.isOpen({ version: 'check', closed }, date)) open.push(date);
  const answers = {
    grants: cases.grants.map((one) => {
      const rule = { rateByYear: /** @type {{ num: number, den: number }[]} */ (one.rates), capYen: one.capYen, unitYen: one.unitYen ?? 1, eligibleHeads: [], excludedHeads: [], advanceMax: { num: 1, den: 1 }, sources: [] };
      const others = { otherGrantsYen: one.otherGrantsYen, year: one.year };
      return [
        money.grantAmount(rule, { ...others, eligibleYen: one.eligibleYen, askedYen: one.askedYen ?? undefined }).amountYen,
        money.finalAmount(rule, { ...others, decidedYen: one.decidedYen, spentEligibleYen: one.spentYen }).amountYen,
      ];
    }),
    splits: cases.splits.map((one) => money.instalments(one.totalYen, one.parts)),
    refunds: cases.refunds.map((one) => {
      const rule = (/** @type {{ num: number, den: number }} */ rate) => ({ rate, baseDays: one.baseDays, count: /** @type {'both-ends' | 'first-excluded'} */ (one.count), unitYen: one.unitYen, source: '' });
      const it = interest.refund({ onRevocation: rule(one.rate), late: one.lateRate && rule(one.lateRate) }, { ...one, cause: /** @type {'revocation' | 'over-advance'} */ (one.cause) });
      return [it.interest.interestYen, it.late.interestYen, it.principalLeftYen, it.interestLeftYen, it.overpaidYen];
    }),
    holidays: closed,
    open,
  };
  fs.writeFileSync(answersFile, JSON.stringify(answers));
}

/**
 * Compares all and says what was compared and which differences are known; throws with the first differences that are not.
 * @param {{ python: string, work: string }} tools an interpreter that has `holidays`, and a directory to write in
 * @returns {Promise<string>}
 */
async function check({ python, work }) {
  fs.mkdirSync(work, { recursive: true });
  const casesFile = path.join(work, 'money-cases.json');
  const answersFile = path.join(work, 'money-answers.json');
  fs.writeFileSync(casesFile, JSON.stringify(makeCases()));
  const ours = await runCommand(process.execPath, ['--import', 'tsx', SELF, casesFile, answersFile], { cwd: ROOT, withinMs: 120_000 });
  if (!ours.ok) throw new Error(`the rules did not answer:\n${ours.output.trim()}`);
  const theirs = await runCommand(python, [path.join(path.dirname(SELF), 'money.py'), casesFile, answersFile], { withinMs: 120_000, env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' } });
  if (!theirs.ok) throw new Error(theirs.output.trim());
  return theirs.output.trim();
}

export default { name: 'money and office days, against Python fractions and PyPI holidays', check };

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [casesFile, answersFile] = process.argv.slice(2);
  if (!casesFile || !answersFile) throw new Error('run by its check: money.mjs <cases> <answers>');
  await answer(casesFile, answersFile);
}
