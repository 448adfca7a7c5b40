import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Long runs that belong to a decision, not to every change: they run when the filter names them. */
const onDemand = ['faults', 'bench'].filter((name) => !process.argv.some((argument) => argument.includes(name)));

export default defineConfig({
  root,
  cacheDir: path.join(root, 'node_modules/.vitest'),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: onDemand.map((name) => `test/${name}/**`),
    globalSetup: process.env.KYOSO_TEST_BARE ? [] : ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: ['default', './test/support/summary-reporter.ts'],
    // One zone for every machine; rules must not depend on it, and a test may set another.
    env: { TZ: 'UTC' },
  },
});
