// A second opinion on the log of evidence: its tree beside Go's transparency-dev/merkle, its canonical JSON beside Python's rfc8785, its time stamps beside OpenSSL.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onPath } from '../lib/executables.mjs';
import { ROOT } from '../lib/paths.mjs';
import { runCommand } from '../lib/run-command.mjs';

const SELF = fileURLToPath(import.meta.url);
const HERE = path.dirname(SELF);
const LEAVES = 600;
const VALUES = 20_000;
const SEED = 20_261_125;

/**
 * Whole numbers that are the same on every machine (mulberry32).
 * @param {number} seed
 * @returns {(below: number) => number}
 */
function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) / 4294967296 * below) | 0;
  };
}

/** A string of any letters that UTF-8 can carry: controls, kana, signs beyond the first plane. @param {(below: number) => number} n */
function someString(n) {
  const letters = () => [n(0x20), 0x20 + n(0x5f), 0x80 + n(0x700), 0x3040 + n(0x60), 0x4e00 + n(0x5000), 0xe000 + n(0x1900), 0x1f300 + n(0x300), 0x20000 + n(0x2000)][n(8)] ?? 0x20;
  return String.fromCodePoint(...Array.from({ length: n(8) }, letters));
}
/** A number of any size that a double can hold. @param {(below: number) => number} n */
const someNumber = (n) => [n(1000), -n(1_000_000_000), n(1_000_000) / 1000, Number(`${n(10)}.${n(1_000_000)}e${n(600) - 300}`), Number.MAX_SAFE_INTEGER - n(1000), 0][n(6)] ?? 0;
/** @param {(below: number) => number} n @param {number} depth @returns {unknown} */
function someValue(n, depth) {
  const kind = n(depth > 3 ? 4 : 6);
  if (kind === 4) return Array.from({ length: n(5) }, () => someValue(n, depth + 1));
  if (kind === 5) return Object.fromEntries(Array.from({ length: n(6) }, () => [someString(n), someValue(n, depth + 1)]));
  return [null, n(2) === 0, someNumber(n), someString(n)][kind];
}

/** What the product makes, written for the others. Runs in a process of its own, which can read TypeScript. @param {string} work */
async function write(work) {
  const at = (/** @type {string} */ file) => import(pathToFileURL(path.join(ROOT, file)).href);
  const { canonical } = await at('workflows/domain/evidence/canonical.ts');
  const tree = await at('workflows/domain/evidence/tree.ts');
  const { leafText } = await at('workflows/domain/evidence/entry.ts');
  const n = numbers(SEED);
  const values = Array.from({ length: VALUES }, () => someValue(n, 0));
  fs.writeFileSync(path.join(work, 'values.jsonl'), values.map((value) => `${JSON.stringify({ value, text: canonical(value) })}\n`).join(''));

  const sha256 = (/** @type {Uint8Array[]} */ ...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
  const leaves = Array.from({ length: LEAVES }, (_, i) => Buffer.from(leafText({ n: i, at: i * 1000, loggedAt: i * 1000 + 1, source: 'event', body: sha256(Buffer.from(String(i))).toString('hex') })));
  /** @type {Map<string, Buffer>} */
  const kept = new Map(leaves.map((leaf, i) => [`0/${i}`, tree.leafHash(sha256, leaf)]));
  const hash = (/** @type {{ level: number, index: number }} */ { level, index }) => kept.get(`${level}/${index}`);
  for (let i = 0; i < LEAVES; i++) for (const { level, index } of tree.completedBy(i)) kept.set(`${level}/${index}`, tree.nodeHash(sha256, hash({ level: level - 1, index: index * 2 }), hash({ level: level - 1, index: index * 2 + 1 })));
  const base64 = (/** @type {object} */ range) => Buffer.from(tree.rangeHash(sha256, range, hash)).toString('base64');
  const sizes = [...Array.from({ length: 70 }, (_, i) => i + 1), 127, 128, 129, 255, 256, 257, 511, 512, 513, LEAVES];
  const inclusions = sizes.flatMap((size) => Array.from({ length: Math.min(size, 70) }, (_, i) => (size <= 70 ? i : n(size))).map((index) => ({ Index: index, Size: size, Proof: tree.inclusionPath(index, size).map(base64) })));
  const consistencies = sizes.flatMap((to) => sizes.filter((from) => from <= to).map((from) => ({ From: from, To: to, Proof: tree.consistencyPath(from, to).map(base64) })));
  fs.writeFileSync(path.join(work, 'tree.json'), JSON.stringify({ Leaves: leaves.map((leaf) => leaf.toString('base64')), Roots: sizes.map((size) => ({ Size: size, Root: base64({ lo: 0, hi: size }) })), Inclusions: inclusions, Consistencies: consistencies }));
  fs.writeFileSync(path.join(work, 'said.json'), JSON.stringify({ inclusions: inclusions.length, consistencies: consistencies.length, roots: sizes.length }));
}

/** @param {string} what @param {string} command @param {string[]} args @param {string} input */
function agrees(what, command, args, input) {
  const said = spawnSync(command, args, { cwd: HERE, input, encoding: 'utf8', maxBuffer: 1 << 26, timeout: 300_000 });
  if (said.status !== 0) throw new Error(`${what} did not run: ${(said.stderr || String(said.error)).trim().split('\n').slice(-5).join(' | ')}`);
  if (said.stdout !== '') throw new Error(`${what} sees it otherwise: ${said.stdout.trim().split('\n').slice(0, 5).join(' | ')}`);
}

export default {
  name: 'evidence: tree, canonical JSON, time stamps',
  /** @param {{ python: string, work: string }} given */
  async check({ python, work }) {
    const wrote = await runCommand(process.execPath, ['--import', 'tsx', SELF, work], { cwd: ROOT, withinMs: 120_000 });
    if (!wrote.ok) throw new Error(wrote.output.trim().split('\n').slice(-5).join(' | '));
    const { inclusions, consistencies, roots } = JSON.parse(fs.readFileSync(path.join(work, 'said.json'), 'utf8'));
    agrees('rfc8785', python, [path.join(HERE, 'evidence.py')], fs.readFileSync(path.join(work, 'values.jsonl'), 'utf8'));
    const go = onPath('go');
    if (!go) throw new Error('Go is not there: install it (1.22 or newer), the tree is compared with a Go module');
    agrees('transparency-dev/merkle', go, ['run', '-mod=readonly', 'merkle.go'], fs.readFileSync(path.join(work, 'tree.json'), 'utf8'));
    const stamps = await runCommand(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', 'test/evidence/stamp'], { cwd: ROOT, env: { KYOSO_TEST_BARE: '1' }, withinMs: 120_000 });
    if (!stamps.ok) throw new Error(`openssl ts: ${stamps.output.trim().split('\n').slice(-8).join(' | ')}`);
    return `${VALUES} values as rfc8785 writes them\n${roots} roots, ${inclusions} inclusion proofs, ${consistencies} consistency proofs as transparency-dev/merkle has them\nstamps that openssl ts verifies`;
  },
};

if (process.argv[1] === SELF) await write(process.argv[2] ?? '');
