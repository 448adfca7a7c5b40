// `npm run verify:external`: our results against programs that others wrote. Needs Python; not part of every change.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { onPath } from './lib/executables.mjs';
import { Fault, printFault } from './lib/fault.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ROOT } from './lib/paths.mjs';
import { runCommand } from './lib/run-command.mjs';
import { step } from './lib/step.mjs';

const CHECKS = path.join(ROOT, 'scripts/verify');
const REQUIREMENTS = path.join(CHECKS, 'requirements.txt');
const HOME = path.join(ROOT, 'node_modules/.cache/kyoso-verify');

/**
 * Runs a command and throws a Fault with the end of what it said when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} next what a person can do about it
 */
async function must(command, args, next) {
  const { ok, output } = await runCommand(command, args, { cwd: ROOT, env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' }, withinMs: 900_000 });
  if (!ok) throw new Fault(`${path.basename(command)} ${args.slice(0, 3).join(' ')} failed: ${output.trim().split('\n').slice(-5).join(' | ')}`, next);
}

/**
 * The interpreter of a Python that has exactly the packages of requirements.txt; made once for each version of that list.
 * @returns {Promise<string>}
 */
async function pythonWithPackages() {
  const python = onPath('python3.11', 'python3.12', 'python3.13', 'python3');
  if (!python) throw new Fault('No Python found: the programs to compare with are written in it.', 'Install Python 3.11 or newer with its venv module, then run npm run verify:external again.');
  const venv = path.join(HOME, 'venv');
  const made = path.join(venv, 'made-from');
  const inside = path.join(venv, 'bin/python');
  const wanted = createHash('sha256').update(python).update(fs.readFileSync(REQUIREMENTS)).digest('hex');
  if (fs.existsSync(inside) && fs.existsSync(made) && fs.readFileSync(made, 'utf8') === wanted) return inside;
  await step(console.log, { what: 'Installing what is compared with', usually: 'about 30 s, once' }, async () => {
    fs.rmSync(venv, { recursive: true, force: true });
    await must(python, ['-m', 'venv', venv], 'Install the venv module of that Python (on Debian: python3-venv).');
    await must(inside, ['-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS], 'Look whether the Python package index can be reached, then run npm run verify:external again.');
  });
  fs.writeFileSync(made, wanted);
  return inside;
}

/**
 * One check in an empty folder of its own; true when nothing differed. The folder stays when something did.
 * @param {string} file
 * @param {string} python
 */
async function passes(file, python) {
  const begun = Date.now();
  const work = path.join(HOME, 'work', path.basename(file, '.mjs'));
  let name = path.basename(file, '.mjs');
  try {
    fs.rmSync(work, { recursive: true, force: true });
    fs.mkdirSync(work, { recursive: true });
    const { default: check } = await import(pathToFileURL(file).href);
    name = check.name;
    const compared = await step(console.log, { what: name, usually: 'under a minute', quiet: true }, () => check.check({ python, work }));
    console.log(`✓ ${name}: ${String(compared).replaceAll('\n', '\n  ')} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    fs.rmSync(work, { recursive: true, force: true });
    return true;
  } catch (error) {
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}\n  what was compared is in ${path.relative(ROOT, work)}/`);
    return false;
  }
}

try {
  checkNode();
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled({ log: console.log });
  const named = process.argv.slice(2);
  const files = fs.readdirSync(CHECKS).filter((file) => file.endsWith('.mjs') && (named.length === 0 || named.includes(path.basename(file, '.mjs')))).sort();
  if (files.length === 0) throw new Fault(`There is no check ${named.join(', ')} in scripts/verify.`, 'Run npm run verify:external without a name to run all.');
  const python = await pythonWithPackages();
  let passed = 0;
  for (const file of files) if (await passes(path.join(CHECKS, file), python)) passed += 1;
  console.log(`${passed} passed, ${files.length - passed} failed`);
  process.exitCode = passed === files.length ? 0 : 1;
} catch (error) {
  printFault(error);
  process.exitCode = 1;
}
