// `npm run seed [-- scenario]`: brings the database to this version with its sample city; a scenario adds to it.
import { checkNode } from './lib/node-version.mjs';

const { printFault } = await import('./lib/fault.mjs');
try {
  checkNode();
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log: console.log });
  const { seed } = await import('./lib/seed.mjs');
  await seed({ scenario: process.argv[2], dataDir: process.env.DATA_DIR || '.kyoso', log: console.log });
} catch (error) {
  printFault(error);
  process.exitCode = 1;
}
