import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const LAYERS = ['workflows', 'activities', 'api', 'db', 'emails', 'scripts', 'test'];

/**
 * Runs all checks, two at a time, and prints what each found.
 * @returns {Promise<number>} exit code: 0 when all passed
 */
export async function runChecks() {
  const there = LAYERS.filter((layer) => fs.existsSync(path.join(ROOT, layer)));
  const bin = (/** @type {string} */ name) => path.join(ROOT, 'node_modules', name);
  const architecture = fs.readdirSync(path.join(ROOT, 'test/architecture')).some((name) => /\.test\.tsx?$/.test(name));
  /** @type {[string, string[], NodeJS.ProcessEnv?][]} */
  const checks = [
    ['types', [bin('typescript/bin/tsc'), '--noEmit', '--pretty', 'false']],
    ['lint', [bin('@biomejs/biome/bin/biome'), 'lint', '--config-path', 'test/lint.json', '--colors=off', '--diagnostic-level=error', '--max-diagnostics=50', ...there]],
    ['imports', [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', 'test/architecture/cruiser.cjs', '--output-type', 'err', ...there]],
  ];
  // They read files only, so no server is started for them.
  if (architecture) checks.push(['architecture', [bin('vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts', 'test/architecture'], { KYOSO_TEST_BARE: '1' }]);
  let failed = 0;
  const next = async () => {
    for (let check = checks.shift(); check; check = checks.shift()) {
      const [name, args, env] = check;
      const begun = Date.now();
      const { ok, output } = await runCommand(process.execPath, args, { cwd: ROOT, env, withinMs: 300_000 });
      console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
      if (!ok) {
        failed += 1;
        console.log(output.trim());
      }
    }
  };
  await Promise.all([next(), next()]);
  console.log(failed === 0 ? 'All checks passed.' : `${failed} of the checks failed.`);
  return failed === 0 ? 0 : 1;
}
