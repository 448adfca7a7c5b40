import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Fault } from './fault.mjs';
import { ROOT } from './paths.mjs';
import { withDatabase } from './with-database.mjs';

const SCENARIOS = path.join(ROOT, 'db/seeds/scenarios');

/**
 * Runs db/migrate.ts, then db/seeds/scenarios/<scenario>.ts when one is named, on the database of the running start, or on
 * DATABASE_URL, or on the bundled Postgres started for it.
 * @param {{ scenario?: string, dataDir: string, log: import('./step.mjs').Log }} options
 * @returns {Promise<void>}
 */
export async function seed({ scenario, dataDir, log }) {
  const known = fs.existsSync(SCENARIOS) ? fs.readdirSync(SCENARIOS).map((name) => path.basename(name, '.ts')) : [];
  if (scenario && !known.includes(scenario)) throw new Fault(`There is no scenario "${scenario}".`, known.length ? `Choose one: ${known.join(', ')}` : 'Run npm run seed without one: it loads the sample city.');
  await withDatabase({ dataDir, log }, async ({ env }) => {
    await program('db/migrate.ts', env);
    if (scenario) await program(`db/seeds/scenarios/${scenario}.ts`, env);
    log('✓ Seeded.');
  });
}

/** @param {string} file @param {NodeJS.ProcessEnv} env @returns {Promise<void>} */
function program(file, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env, stdio: 'inherit' });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Fault(`${file} ended with ${code}.`, 'What it said stands above.'))));
  });
}
