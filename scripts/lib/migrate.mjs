import fs from 'node:fs';
import path from 'node:path';
import { codeDigest } from './code-digest.mjs';
import { Fault } from './fault.mjs';
import { ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { step } from './step.mjs';

/**
 * Brings the database to this version of Kyoso and seeds it (db/migrate.ts does both, and seeds the practice city when
 * KYOSO_ENV=demo). Running it again changes nothing; with a `stamp` it is left out while nothing it depends on has
 * changed since it last ran to its end.
 * @param {{ file: string, env: NodeJS.ProcessEnv, log: import('./step.mjs').Log, logFile: string, stamp?: string }} options
 *   `stamp`: a file that lives and dies with the database
 * @returns {Promise<void>}
 */
export async function migrate({ file, env, log, logFile, stamp }) {
  const digest = codeDigest(['db', 'workflows', 'package-lock.json'], file, env.KYOSO_ENV ?? '');
  if (stamp && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return;
  const { ok, output } = await step(log, { what: 'Preparing the database', usually: '1 s; 5 s on a first start', quiet: true }, () =>
    runCommand(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env, withinMs: 600_000 }),
  );
  fs.writeFileSync(logFile, output);
  if (ok) {
    if (stamp) fs.writeFileSync(stamp, digest);
    return;
  }
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const said = lines.find((line) => /^✗ |Error: /.test(line)) ?? lines.at(-1) ?? 'no reason given';
  throw new Fault(`The database could not be prepared: ${said.replace(/^✗ |^.*?Error: /, '').trim().slice(0, 300)}`, `See ${path.relative(ROOT, logFile)} for all of it, then run npm start again; nothing half-done is left behind.`);
}
