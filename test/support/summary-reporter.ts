import fs from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Counts the tests of a whole run and leaves the counts in the file KYOSO_SUMMARY_FILE names, for scripts/test.mjs.
 * A file that cannot be loaded, and an error outside any test, each count as one failure: nothing that broke is counted as nothing.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'failed') counts.failed += 1;
        else counts.skipped += 1;
      }
      const suites = [...module.children.allSuites()];
      counts.failed += [module, ...suites].filter((one) => one.errors().length > 0).length;
    }
    if (process.env.KYOSO_SUMMARY_FILE) fs.writeFileSync(process.env.KYOSO_SUMMARY_FILE, JSON.stringify(counts));
  }
}
