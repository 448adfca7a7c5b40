// The city that a command of the operator works on: its settings, and the parts that backup, restore and rebuild need.
import fs from 'node:fs';
import { type Config, readConfig } from '../../activities/platform/config.js';
import { makeStorage } from '../../activities/platform/storage.js';
import type { City } from '../../db/backup/make-backup.js';
import { printFault } from './fault.mjs';
import { withDatabase } from './with-database.mjs';

/** Runs a command of the operator on the city at hand and sets the exit code: 0 only when it returned true. A fault is printed as two lines. */
export async function onCity(work: (at: { config: Config; city: City; running: boolean }) => Promise<boolean>): Promise<void> {
  try {
    // What is set in the shell wins over the file, as at a start.
    if (fs.existsSync('.env')) process.loadEnvFile('.env');
    const done = await withDatabase({ dataDir: process.env.DATA_DIR || '.kyoso', log: console.log }, ({ env, running }) => {
      const config = readConfig(env);
      return work({ config, city: { url: config.DATABASE_OWNER_URL ?? config.DATABASE_URL, storage: makeStorage(config.DATA_DIR), linkKey: config.LINK_KEY }, running });
    });
    process.exitCode = done ? 0 : 1;
  } catch (error) {
    printFault(error);
    process.exitCode = 1;
  }
}
