// `npm test [-- filter …]`: all tests but the long fault runs and the bench, from a bare clone. The last line is the sum.
import { checkNode } from './lib/node-version.mjs';

const { printFault } = await import('./lib/fault.mjs');
try {
  checkNode();
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log: console.log });
  const { runTests } = await import('./lib/run-tests.mjs');
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  printFault(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
