import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Runs vitest and prints the sum alone on the last line: `N passed, N failed`, and `, N skipped` when there are some.
 * A run that ends without counting (a broken set-up, a killed process) counts as one failure.
 * @param {string[]} args filters and options for vitest
 * @returns {Promise<number>} the exit code: 0 only when something passed and nothing failed
 */
export async function runTests(args) {
  const summaryFile = path.join(os.tmpdir(), `kyoso-summary-${process.pid}.json`);
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, KYOSO_SUMMARY_FILE: summaryFile } });
  // Ctrl-C reaches vitest by itself; this process waits so that vitest can stop its servers.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  const counts = fs.existsSync(summaryFile) ? JSON.parse(fs.readFileSync(summaryFile, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  fs.rmSync(summaryFile, { force: true });
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) counts.failed = 1;
  console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
  return counts.failed === 0 ? 0 : 1;
}
