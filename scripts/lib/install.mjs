import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Fault } from './fault.mjs';
import { ROOT } from './paths.mjs';
import { step } from './step.mjs';

const STAMP = path.join(ROOT, 'node_modules', '.kyoso-installed');

/**
 * Makes node_modules agree with the lockfile: runs `npm ci --ignore-scripts` only when the lockfile, or the kind of
 * machine, is another one than at the last complete install. Install scripts of packages never run.
 * @param {{ log: import('./step.mjs').Log }} options
 * @returns {Promise<void>}
 */
export async function ensureInstalled({ log }) {
  const lock = fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (read(STAMP) === wanted) return;
  // Somebody ran npm ci by hand: what npm wrote down as installed is what the lockfile asks for.
  if (sameAsInstalled(lock)) return fs.writeFileSync(STAMP, wanted);
  const total = topLevelPackages(lock);
  await step(
    log,
    { what: 'Installing packages', usually: '30 s on a first start, then never again', progress: () => `${countInstalled()} of ${total} packages` },
    npmInstall,
  );
  fs.writeFileSync(STAMP, wanted);
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} lock @returns {boolean} */
function sameAsInstalled(lock) {
  const installed = read(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const there = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(lock).packages).every(([place, entry]) => place === '' || entry.optional || entry.extraneous || there[place]?.version === entry.version);
}

/** @returns {Promise<void>} */
function npmInstall() {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (output += chunk));
    npm.once('error', () => reject(new Fault('npm was not found next to Node.', 'Install Node together with npm from https://nodejs.org, then run npm start again.')));
    npm.once('exit', (code) => (code === 0 ? resolve() : reject(explain(output))));
  });
}

/** @param {string} output of a failed npm */
function explain(output) {
  const code = /npm error code (\S+)/.exec(output)?.[1] ?? '';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(`${code} ${output}`))
    return new Fault('The packages could not be fetched: the npm registry was not reachable.', 'Check the network (or the proxy: npm config get proxy), then run npm start again; it goes on where it stopped.');
  if (/ENOSPC/.test(output)) return new Fault('The disk is full: the packages need about 500 MB.', 'Free some space (df -h shows where), then run npm start again.');
  if (/EACCES|EPERM/.test(output)) return new Fault('No right to write node_modules.', `Give it to yourself: sudo chown -R "$(id -un)" "${ROOT}", then run npm start again.`);
  const first = output.split('\n').find((line) => /npm error (?!code)/.test(line)) ?? output.trim().split('\n')[0] ?? '';
  return new Fault(`npm ci failed: ${first.replace('npm error ', '').trim()}`, 'See why with: npm ci --ignore-scripts');
}

/** @param {string} lock @returns {number} how many packages of the lockfile are for this machine and lie at the top */
function topLevelPackages(lock) {
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ here) => !list || list.includes(here);
  return Object.entries(JSON.parse(lock).packages).filter(
    ([place, entry]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(place) && fits(entry.os, process.platform) && fits(entry.cpu, process.arch),
  ).length;
}

function countInstalled() {
  const modules = path.join(ROOT, 'node_modules');
  const names = (/** @type {string} */ folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !name.startsWith('.')) : []);
  const places = names(modules).flatMap((name) => (name.startsWith('@') ? names(path.join(modules, name)).map((inner) => path.join(name, inner)) : [name]));
  // npm makes all the folders first and fills them one by one.
  return places.filter((place) => fs.existsSync(path.join(modules, place, 'package.json'))).length;
}
