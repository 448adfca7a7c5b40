import fs from 'node:fs';
import path from 'node:path';
import { runningHere } from './run-file.mjs';
import { secrets } from './secrets.mjs';
import { startStack } from './stack.mjs';

/**
 * Runs work on the database of the running start, or on DATABASE_URL, or on the bundled Postgres, which is started for it and stopped afterwards.
 * @template T
 * @param {{ dataDir: string, log: import('./step.mjs').Log }} options
 * @param {(at: { env: NodeJS.ProcessEnv, running: boolean }) => Promise<T>} work `env`: the settings as the processes of that city have them; `running`: whether a start runs on this data directory
 * @returns {Promise<T>}
 */
export async function withDatabase({ dataDir, log }, work) {
  const place = path.resolve(dataDir);
  const running = runningHere(place);
  const stack = running || process.env.DATABASE_URL ? undefined : await startStack({ dataDir: place, log, only: ['postgres'] });
  if (!running && !stack) fs.mkdirSync(place, { recursive: true, mode: 0o700 });
  const known = running?.env ?? stack?.env ?? { ...secrets(place), DATA_DIR: place };
  // What a running city has counts; to a database of somebody else the shell's settings belong.
  const env = running || stack ? { ...process.env, ...known } : { ...known, ...process.env };
  try {
    return await work({ env, running: running !== undefined });
  } finally {
    await stack?.stopAll();
  }
}
