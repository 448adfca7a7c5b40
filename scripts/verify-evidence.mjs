#!/usr/bin/env node
// Checks a log of evidence without trusting whoever keeps it. One file, plain Node 20 or later, no packages, no line shared with the product:
// what it knows is RFC 6962 (the tree), RFC 8785 (the text of an entry), C2SP signed-note and tlog-checkpoint (heads), Ed25519 and RFC 3161 (time stamps).
//
//   node verify-evidence.mjs log.jsonl                         the whole log: every entry, every head, every signature
//   node verify-evidence.mjs log.jsonl --root 1284:9VgT…=      … and that what a receipt of then bears is still all there
//   node verify-evidence.mjs log.jsonl --head kept.txt         … and that it extends a head that was kept
//   node verify-evidence.mjs 2026-CP-0042-proof.json           the proof of one case
//   --key name+id+key    the log's key, got from elsewhere; without it the key in the file is shown, to be compared
//   --ca ca.pem          checks time stamps with `openssl ts -verify` against this authority; without it they are only looked at
//
// It prints one line for each fault, with the entry or head it lies in, and ends with 0 when there is none, 1 when there is one, 2 when a file cannot be used.
import { spawnSync } from 'node:child_process';
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** How far an entry's time of logging may be off the head that first covers it. */
const SLACK_MS = 5_000;
/** A time stamp is asked for right after the head; one that is much older or younger than its head is none of it. */
const STAMP_WITHIN_MS = 24 * 3_600_000;

/** @type {string[]} */
const faults = [];
const fault = (/** @type {string} */ words) => void faults.push(words);
/** Notes a fault in a head and goes on with what could be read of it. @param {string} words @param {Head | null} head */
const faulty = (words, head) => {
  fault(words);
  return head;
};

// --- hashes and the tree ------------------------------------------------------------------------------------------

const sha256 = (/** @type {(Buffer | string)[]} */ ...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafOf = (/** @type {string} */ text) => sha256(Buffer.of(0), Buffer.from(text));
const join = (/** @type {Buffer} */ left, /** @type {Buffer} */ right) => sha256(Buffer.of(1), left, right);

/** Roots of a growing tree: a stack of perfect subtrees, folded from the right when a root is asked for. */
class Tree {
  size = 0;
  /** @type {{ leaves: number, hash: Buffer }[]} */
  stack = [];
  /** @param {Buffer} hash */
  add(hash) {
    this.size++;
    let top = { leaves: 1, hash };
    while (this.stack.at(-1)?.leaves === top.leaves) {
      const left = this.stack.pop();
      if (left) top = { leaves: top.leaves * 2, hash: join(left.hash, top.hash) };
    }
    this.stack.push(top);
  }
  root() {
    if (this.size === 0) return sha256();
    return this.stack.map((one) => one.hash).reduceRight((right, left) => join(left, right));
  }
}

/**
 * Where an inclusion proof leads (RFC 9162 2.1.3.2); null when it has too many or too few hashes.
 * @param {number} index @param {number} size @param {Buffer} leaf @param {Buffer[]} proof
 */
function inclusionRoot(index, size, leaf, proof) {
  if (index >= size) return null;
  let [at, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return null;
    if (at % 2n === 1n || at === last) {
      hash = join(sibling, hash);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = join(hash, sibling);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? hash : null;
}

/**
 * Whether a consistency proof holds (RFC 9162 2.1.4.2).
 * @param {number} from @param {number} to @param {Buffer} older @param {Buffer} newer @param {Buffer[]} proof
 */
function isConsistent(from, to, older, newer, proof) {
  if (from > to) return false;
  if (from === to) return proof.length === 0 && older.equals(newer);
  if (from === 0) return proof.length === 0;
  const path = (from & (from - 1)) === 0 ? [older, ...proof] : [...proof];
  let [at, last] = [BigInt(from) - 1n, BigInt(to) - 1n];
  while (at % 2n === 1n) [at, last] = [at >> 1n, last >> 1n];
  let [a, b] = [path[0], path[0]];
  if (!a || !b) return false;
  for (const hash of path.slice(1)) {
    if (last === 0n) return false;
    if (at % 2n === 1n || at === last) {
      [a, b] = [join(hash, a), join(hash, b)];
      while (at % 2n === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else b = join(b, hash);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return a.equals(older) && b.equals(newer) && last === 0n;
}

/**
 * The canonical text of a JSON value (RFC 8785).
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(/** @type {Record<string, unknown>} */ (value)[name])}`).join(',')}}`;
  return JSON.stringify(value);
}

// --- heads --------------------------------------------------------------------------------------------------------

/** @typedef {{ where: string, note: string, origin: string, size: number, root: Buffer, at: number, stamp: Buffer | null }} Head */

/**
 * Reads a signed head and checks its signature.
 * @param {string} where how it is named in faults @param {string} note @param {string} key @param {Buffer | null} stamp
 * @returns {Head | null}
 */
function readHead(where, note, key, stamp) {
  const parts = /^((.+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n)\n((?:— \S+ \S+\n)+)$/.exec(note);
  if (!parts) return faulty(`${where}: not a signed head`, null);
  const [, text = '', origin = '', size = '', root = '', time = '', signatures = ''] = parts;
  const head = { where: `${where} (${size} entries, ${time})`, note, origin, size: Number(size), root: Buffer.from(root, 'base64'), at: Date.parse(time), stamp };
  const [, name = '', id = '', keyed = ''] = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(key) ?? [];
  const bytes = Buffer.from(keyed, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1 || sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') !== id) return faulty(`${head.where}: the key is none: ${key}`, head);
  const line = signatures.split('\n').find((one) => one.startsWith(`— ${name} `) && Buffer.from(one.split(' ')[2] ?? '', 'base64').subarray(0, 4).toString('hex') === id);
  if (!line) return faulty(`${head.where}: signed with another key than ${name}+${id}`, head);
  const publicKey = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(text), publicKey, Buffer.from(line.split(' ')[2] ?? '', 'base64').subarray(4))) fault(`${head.where}: the signature is wrong`);
  if (origin !== name) fault(`${head.where}: the head of another log (${origin})`);
  return head;
}

/**
 * A time stamp of a head: about its bytes, dated near it, and with `--ca` signed by that authority.
 * @param {Head} head @param {string | undefined} ca
 */
function checkStamp(head, ca) {
  const { stamp } = head;
  if (!stamp) return;
  if (!stamp.includes(sha256(head.note))) return fault(`${head.where}: the time stamp is of something else`);
  // genTime of TSTInfo (RFC 3161 2.4.2): a GeneralizedTime that follows the imprint and the serial number.
  const after = stamp.subarray(stamp.indexOf(sha256(head.note)));
  const time = /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z/.exec(after.toString('latin1'));
  if (!time) return fault(`${head.where}: the time stamp has no time`);
  const at = Date.UTC(Number(time[1]), Number(time[2]) - 1, Number(time[3]), Number(time[4]), Number(time[5]), Number(time[6]));
  if (Math.abs(at - head.at) > STAMP_WITHIN_MS) fault(`${head.where}: stamped at ${new Date(at).toISOString()}, so the head is back-dated or post-dated`);
  if (!ca) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-evidence-'));
  fs.writeFileSync(path.join(folder, 'head'), head.note);
  fs.writeFileSync(path.join(folder, 'head.tsr'), stamp);
  const said = spawnSync('openssl', ['ts', '-verify', '-data', path.join(folder, 'head'), '-in', path.join(folder, 'head.tsr'), '-CAfile', ca], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  if (said.status !== 0) fault(`${head.where}: the time stamp was not made by the authority of ${ca}`);
}

// --- the whole log ------------------------------------------------------------------------------------------------

/**
 * @param {string[]} lines @param {{ key?: string, root?: string, head?: string, ca?: string }} options
 */
function checkLog(lines, options) {
  /** @type {Head[]} */
  const heads = [];
  /** @type {string[]} */
  const leaves = [];
  let key = options.key;
  for (const line of lines) {
    const value = JSON.parse(line);
    if (typeof value.head === 'string') {
      key ??= String(value.key);
      const head = readHead(`head ${heads.length + 1}`, value.head, key, value.stamp ? Buffer.from(value.stamp, 'base64') : null);
      if (head) heads.push(head);
    } else leaves.push(line);
  }
  for (const head of heads) checkStamp(head, options.ca);
  if (options.head && key) {
    const kept = readHead('the head that was kept', fs.readFileSync(options.head, 'utf8'), key, null);
    if (kept) heads.push(kept);
  }
  if (options.root) {
    const [, size = '', root = ''] = /^(\d+):([A-Za-z0-9+/]{43}=)$/.exec(options.root) ?? [];
    if (!root) unusable('--root is written as 1284:9VgT…= (entries, colon, root)');
    heads.push({ where: `the head of the receipt (${size} entries)`, note: '', origin: heads[0]?.origin ?? '', size: Number(size), root: Buffer.from(root, 'base64'), at: Number.NaN, stamp: null });
  }
  if (heads.length === 0) fault('the log has no head: nothing is vouched for');
  const covered = heads.reduce((most, head) => Math.max(most, head.size), 0);
  if (leaves.length < covered) fault(`the log is cut off: ${leaves.length} entries, but a head covers ${covered}`);

  checkOrder(leaves);
  checkForks(heads);
  // One walk: at each size that a head covers, the root must be the one it bears.
  const tree = new Tree();
  /** @type {{ head: Head, right: boolean }[]} */
  const walked = [];
  for (const head of [...heads].sort((a, b) => a.size - b.size)) {
    while (tree.size < head.size && tree.size < leaves.length) tree.add(leafOf(leaves[tree.size] ?? ''));
    if (tree.size < head.size) break;
    walked.push({ head, right: tree.root().equals(head.root) });
  }
  // A later head that holds vouches for all entries before it: then the head that does not is the false one. When none holds any more, entries were changed.
  const lastGood = walked.findLastIndex((one) => one.right);
  for (const { head } of walked.slice(0, lastGood + 1).filter((one) => !one.right)) fault(`${head.where}: its root is of no state of this log: the head is false, or of another log`);
  const broken = walked[lastGood + 1];
  if (broken) fault(`entries ${(walked[lastGood]?.head.size ?? 0) + 1} to ${broken.head.size}: changed; ${broken.head.where} bears another root than these entries have`);
  checkTimes(leaves, heads.filter((head) => !Number.isNaN(head.at)));
  return { what: `${leaves.length} entries under ${heads.length} heads`, key };
}

/** Entries bear their own place: a gap, a double or a wrong order has a name. @param {string[]} leaves */
function checkOrder(leaves) {
  let before = Number.NEGATIVE_INFINITY;
  const places = leaves.map((line) => JSON.parse(line).n);
  const known = new Set(places);
  for (const [n, line] of leaves.entries()) {
    const leaf = JSON.parse(line);
    if (canonical(leaf) !== line || leaf.v !== 1 || !/^[0-9a-f]{64}$/.test(String(leaf.body))) fault(`entry ${n + 1}: not written as an entry`);
    const logged = Date.parse(leaf.logged);
    if (logged < before) fault(`entry ${n + 1}: logged at ${leaf.logged}, before the entry in front of it: back-dated or moved`);
    before = Math.max(before, logged);
  }
  for (let n = 0; n < places.length; n++) {
    if (places[n] === n) continue;
    if (places.indexOf(places[n]) !== n) fault(`entry ${n + 1}: inserted; it says it is entry ${places[n] + 1}, which stands elsewhere`);
    else if (!known.has(n) && n < places[n]) fault(`entry ${n + 1}: taken out; in its place stands entry ${places[n] + 1}`);
    else fault(`entry ${n + 1}: out of order; here stands entry ${places[n] + 1}`);
    // What follows is shifted by the same fault; only the first is named.
    break;
  }
}

/** Two heads of one size have one root. @param {Head[]} heads */
function checkForks(heads) {
  /** @type {Map<number, Head>} */
  const seen = new Map();
  for (const head of heads) {
    const other = seen.get(head.size);
    if (other && !other.root.equals(head.root)) fault(`${head.where}: forked; ${other.where} covers as many entries and has another root: two readers were shown two logs`);
    seen.set(head.size, other ?? head);
  }
  const inTime = heads.filter((head) => !Number.isNaN(head.at)).sort((a, b) => a.at - b.at);
  for (const [i, head] of inTime.entries()) {
    const before = inTime[i - 1];
    if (before && before.size > head.size) fault(`${head.where}: covers fewer entries than ${before.where}: an older copy of the log was put back`);
  }
}

/** An entry is logged before the first head that covers it and after the last that does not. @param {string[]} leaves @param {Head[]} heads */
function checkTimes(leaves, heads) {
  const inOrder = [...heads].sort((a, b) => a.size - b.size || a.at - b.at);
  for (const [n, line] of leaves.entries()) {
    const logged = Date.parse(JSON.parse(line).logged);
    const covers = inOrder.find((head) => head.size > n);
    const before = inOrder.findLast((head) => head.size <= n);
    if (covers && logged > covers.at + SLACK_MS) fault(`entry ${n + 1}: logged after ${covers.where}, which covers it`);
    else if (before && logged < before.at - SLACK_MS) fault(`entry ${n + 1}: back-dated; ${before.where} does not cover it, although it says that it was logged before`);
    else continue;
    return;
  }
}

// --- the proof of one case ----------------------------------------------------------------------------------------

/** @param {any} proof @param {{ key?: string }} options */
function checkCase(proof, options) {
  const key = options.key ?? proof.key;
  const head = readHead('the head', proof.head, key, null);
  for (const entry of proof.entries) {
    const name = `entry ${entry.n + 1}`;
    const reached = head ? inclusionRoot(entry.n, head.size, leafOf(entry.leaf), entry.proof.map((/** @type {string} */ hash) => Buffer.from(hash, 'base64'))) : null;
    if (head && !reached?.equals(head.root)) fault(`${name}: the inclusion proof does not lead to the head: it is not in the log, or the proof is wrong`);
    const leaf = JSON.parse(entry.leaf);
    if (leaf.n !== entry.n) fault(`${name}: the leaf is that of entry ${leaf.n + 1}`);
    if (createHmac('sha256', Buffer.from(entry.blind, 'hex')).update(entry.body).digest('hex') !== leaf.body) fault(`${name}: the body is not the one that was logged`);
    if (JSON.parse(entry.body).case !== proof.case) fault(`${name}: belongs to another case (${JSON.parse(entry.body).case})`);
    for (const [at, value] of Object.entries(entry.sealed ?? {})) {
      const sealed = at.split('/').slice(1).reduce((/** @type {any} */ inner, name) => inner?.[name], JSON.parse(entry.body))?.sealed;
      if (createHmac('sha256', Buffer.from(entry.salt, 'hex')).update(canonical([at, value])).digest('hex') !== sealed) fault(`${name}: ${at} is not what was logged`);
    }
  }
  return { what: `${proof.entries.length} entries of ${proof.case} under the head of ${head?.size ?? '?'} entries`, key };
}

/** A proof that one log extends another: `{ from, to, older, newer, proof }` with roots in base64. @param {any} given */
function checkConsistency(given) {
  const bytes = (/** @type {string} */ text) => Buffer.from(text, 'base64');
  if (!isConsistent(given.from, given.to, bytes(given.older), bytes(given.newer), given.proof.map(bytes))) fault(`from ${given.from} to ${given.to} entries: the consistency proof is wrong, or the newer log does not contain the older one`);
  return { what: `${given.to} entries extend ${given.from}`, key: undefined };
}

// --- command line -------------------------------------------------------------------------------------------------

/** @param {string} why @returns {never} */
function unusable(why) {
  console.error(why);
  process.exit(2);
}

const [file, ...rest] = process.argv.slice(2);
if (!file) unusable('usage: node verify-evidence.mjs log.jsonl [--root size:root] [--head kept.txt] [--key name+id+key] [--ca ca.pem]');
/** @type {Record<string, string>} */
const options = {};
for (let n = 0; n < rest.length; n += 2) {
  const name = (rest[n] ?? '').replace(/^--/, '');
  if (!['key', 'root', 'head', 'ca'].includes(name) || rest[n + 1] === undefined) unusable(`not an option: ${rest[n]}`);
  options[name] = rest[n + 1] ?? '';
}
let text = '';
try {
  text = fs.readFileSync(file ?? '', 'utf8');
} catch {
  unusable(`${file} cannot be read`);
}
try {
  const whole = text.trimStart().startsWith('{\n') || text.trim().split('\n').length === 1 ? JSON.parse(text) : null;
  const { what, key } = whole?.kyosoProof === 1 ? checkCase(whole, options) : whole?.older ? checkConsistency(whole) : checkLog(text.split('\n').filter((line) => line !== ''), options);
  if (key && !options.key) console.log(`key: ${key}\n     compare it with the one you know, or give it with --key`);
  for (const words of faults) console.log(`✗ ${words}`);
  console.log(faults.length === 0 ? `✓ ${what}: everything holds` : `${faults.length} fault(s) in ${what}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  unusable(`${file} is not a log, a proof of a case or a proof of consistency: ${error instanceof Error ? error.message : String(error)}`);
}
