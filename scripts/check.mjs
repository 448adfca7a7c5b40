// `npm run check`: types, lint, who imports whom, architecture tests. Seconds; for every change.
import { checkNode } from './lib/node-version.mjs';

const { printFault } = await import('./lib/fault.mjs');
try {
  checkNode();
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log: console.log });
  const { runChecks } = await import('./lib/run-checks.mjs');
  process.exitCode = await runChecks();
} catch (error) {
  printFault(error);
  process.exitCode = 1;
}
