// The stand-alone verifier against logs that the product wrote: the true one holds, and each tampering of an insider is named.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeNotary, sha256 } from '../../activities/platform/notary.js';
import { bodyOf, leafText } from '../../workflows/domain/evidence/entry.js';
import { headText } from '../../workflows/domain/evidence/head.js';
import { completedBy, consistencyPath, inclusionPath, leafHash, nodeHash, type Range, rangeHash } from '../../workflows/domain/evidence/tree.js';

const NAME = 'city.example.jp/evidence';
const notary = makeNotary('7e'.repeat(32), NAME);
const stranger = makeNotary('13'.repeat(32), NAME);
const START = Date.UTC(2026, 10, 25);
const MINUTE = 60_000;
const SIZES = [3, 8, 13, 21, 30];
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const salt = Buffer.alloc(32, 5);
const row = (n: number) => ({ source: 'act' as const, number: '2026-CP-0001', members: { id: `act_${n}`, by: { kind: 'party', role: 'contact' }, values: { text: `質問 ${n}` } } });
const bodyFor = (n: number) => bodyOf(row(n), salt, notary.keyedHash);
const blind = Buffer.alloc(32, 6);
/** Entry n is logged in minute n. */
const leafAt = (n: number, more: object = {}) => leafText({ n, at: START + n * MINUTE, loggedAt: START + n * MINUTE, source: 'act', body: notary.keyedHash(blind, bodyFor(n)), ...more });
const ENTRIES = Array.from({ length: 30 }, (_, n) => leafAt(n));

/** The hashes of a log, as the product keeps them. */
function kept(leaves: readonly string[]) {
  const found = new Map(leaves.map((leaf, n) => [`0/${n}`, leafHash(sha256, Buffer.from(leaf))]));
  const at = (level: number, index: number) => found.get(`${level}/${index}`) ?? Buffer.alloc(0);
  leaves.forEach((_, n) => { for (const { level, index } of completedBy(n)) found.set(`${level}/${index}`, nodeHash(sha256, at(level - 1, index * 2), at(level - 1, index * 2 + 1))); });
  return ({ level, index }: { level: number; index: number }) => at(level, index);
}
const rootAt = (leaves: readonly string[], size: number) => base64(rangeHash(sha256, { lo: 0, hi: size }, kept(leaves)));
const proofOf = (ranges: readonly Range[]) => ranges.map((range) => base64(rangeHash(sha256, range, kept(ENTRIES))));
/** A head is published half a minute after the entry it covers last. */
const headAt = (leaves: readonly string[], size: number, by = notary, at = START + (size - 0.5) * MINUTE) => by.sign(headText({ origin: NAME, size, root: rootAt(leaves, size), at }));
const headLine = (note: string, key = notary.key) => JSON.stringify({ head: note, key });

let folder: string;
beforeAll(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-verifier-')); });
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Runs the verifier as anybody does, in a process of its own, from a folder where nothing of the product is. */
function verifier(file: string | readonly string[], ...options: readonly string[]) {
  const there = path.join(folder, 'verify-evidence.mjs');
  if (!fs.existsSync(there)) fs.copyFileSync('scripts/verify-evidence.mjs', there);
  fs.writeFileSync(path.join(folder, 'log.jsonl'), typeof file === 'string' ? file : `${file.join('\n')}\n`);
  const ran = spawnSync(process.execPath, [there, 'log.jsonl', ...options], { cwd: folder, encoding: 'utf8' });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}
const HEADS = SIZES.map((size) => headLine(headAt(ENTRIES, size)));
const log = (leaves: readonly string[] = ENTRIES, heads: readonly string[] = HEADS) => [...heads, ...leaves];
const keep = (name: string, note: string) => { fs.writeFileSync(path.join(folder, name), note); return name; };

test('the true log holds, also against a head that was kept, what a receipt bears, and the key got from elsewhere', () => {
  expect(verifier(log()).said).toContain('✓ 30 entries under 5 heads: everything holds');
  expect(verifier(log(), '--head', keep('kept.txt', headAt(ENTRIES, 10))).code).toBe(0);
  expect(verifier(log(), '--root', `13:${rootAt(ENTRIES, 13)}`, '--key', notary.key).code).toBe(0);
});

const edited = ENTRIES.with(9, leafAt(9, { body: 'ab'.repeat(32) }));
const swap = (a: number, b: number) => ENTRIES.with(a, ENTRIES[b] ?? '').with(b, ENTRIES[a] ?? '');
const backdated = [...ENTRIES, leafAt(30, { loggedAt: START + 25 * MINUTE })];
const renumbered = [...ENTRIES.slice(0, 9), ...ENTRIES.slice(10).map((_, i) => leafAt(9 + i, { body: notary.keyedHash(blind, bodyFor(10 + i)) }))];
const shorter = ENTRIES.slice(0, 15);

const TAMPERINGS: readonly [string, () => { code: number | null; said: string }, RegExp][] = [
  ['an entry was edited', () => verifier(log(edited)), /entries 9 to 13: changed/],
  ['an entry was taken out', () => verifier(log(ENTRIES.toSpliced(9, 1))), /entry 10: taken out[\s\S]*cut off: 29 entries|cut off: 29 entries[\s\S]*entry 10: taken out/],
  ['an entry was taken out and the rest numbered anew', () => verifier(log([...renumbered, leafAt(29)])), /entries 9 to 13: changed/],
  ['an entry was inserted', () => verifier(log(ENTRIES.toSpliced(9, 0, leafAt(9, { body: 'cd'.repeat(32) })))), /entry 10: inserted|entry 11: inserted/],
  ['two entries were swapped', () => verifier(log(swap(9, 11))), /entry 10: out of order; here stands entry 12/],
  ['the end was cut off', () => verifier(log(ENTRIES.slice(0, 25))), /cut off: 25 entries, but a head covers 30/],
  ['the end and its heads were cut off, but a receipt is known', () => verifier(log(shorter, HEADS.slice(0, 3)), '--root', `21:${rootAt(ENTRIES, 21)}`), /cut off: 15 entries, but a head covers 21/],
  ['all entries were dropped', () => verifier(log([])), /cut off: 0 entries, but a head covers 30/],
  ['an entry was added later and dated before', () => verifier(log(backdated, [...HEADS, headLine(headAt(backdated, 31, notary, START + 40 * MINUTE))])), /entry 31: (logged at .* back-dated|back-dated)/],
  ['an entry was written over and all heads signed anew, but one head is known', () => verifier(log(edited, SIZES.map((size) => headLine(headAt(edited, size)))), '--head', keep('kept.txt', headAt(ENTRIES, 21))), /the head that was kept .*: forked; head 4 .* two readers were shown two logs/],
  ['two readers were shown two logs', () => verifier(log(ENTRIES, [...HEADS, headLine(headAt(edited, 30))])), /head 6 .*: forked; head 5/],
  ['the copy of yesterday was put back and went on from there', () => verifier(log(ENTRIES, [...HEADS.slice(0, 4), headLine(headAt(ENTRIES, 13, notary, START + 25 * MINUTE)), HEADS[4] ?? ''])), /head 5 .*: covers fewer entries than head 4 .* put back/],
  ['a signature is wrong', () => verifier(log(ENTRIES, HEADS.with(2, (HEADS[2] ?? '').replace('\\n13\\n', '\\n12\\n')))), /head 3 .*: the signature is wrong/],
  ['a head is signed with another key', () => verifier(log(ENTRIES, [...HEADS, headLine(headAt(ENTRIES, 30, stranger))])), /head 6 .*: signed with another key/],
  ['the whole log is signed with another key than the known one', () => verifier(log(ENTRIES, SIZES.map((size) => headLine(headAt(ENTRIES, size, stranger), stranger.key))), '--key', notary.key), /head 1 .*: signed with another key/],
  ['a head is false, and the entries are not', () => verifier(log(ENTRIES, HEADS.with(1, headLine(headAt(edited, 10))))), /head 2 \(10 entries.*its root is of no state of this log/],
];
describe('the verifier names it when', () => {
  test.each(TAMPERINGS)('%s', (_, tamper, words) => {
    const { code, said } = tamper();
    expect(said).toMatch(words);
    expect(code).toBe(1);
  });
});

describe('the proof of a case', () => {
  const entry = (n: number) => ({ n, leaf: ENTRIES[n], body: bodyFor(n), blind: blind.toString('hex'), proof: proofOf(inclusionPath(n, 30)), salt: salt.toString('hex'), sealed: { '/values': { text: `質問 ${n}` } } });
  const proof = (...entries: object[]) => JSON.stringify({ kyosoProof: 1, case: '2026-CP-0001', key: notary.key, head: headAt(ENTRIES, 30), entries }, null, 1);

  test('holds for every entry, with what the person wrote', () => {
    expect(verifier(proof(...ENTRIES.map((_, n) => entry(n)))).said).toContain('✓ 30 entries of 2026-CP-0001');
  });
  test.each<[string, string, RegExp]>([
    ['another entry is shown under a wrong inclusion proof', proof({ ...entry(4), leaf: ENTRIES[5], n: 4 }), /entry 5: the inclusion proof does not lead to the head/],
    ['a hash of the inclusion proof is missing', proof({ ...entry(4), proof: entry(4).proof.slice(1) }), /entry 5: the inclusion proof does not lead to the head/],
    ['the body is another one', proof({ ...entry(4), body: bodyFor(5) }), /entry 5: the body is not the one that was logged/],
    ['what the person wrote was changed', proof({ ...entry(4), sealed: { '/values': { text: '別の質問' } } }), /entry 5: \/values is not what was logged/],
    ['the case was swapped', proof(entry(4)).replace('"case": "2026-CP-0001"', '"case": "2026-CP-0002"'), /entry 5: belongs to another case \(2026-CP-0001\)/],
  ])('is refused when %s', (_, text, words) => {
    const { code, said } = verifier(text);
    expect(said).toMatch(words);
    expect(code).toBe(1);
  });
});

test('a proof of consistency holds for every pair of sizes it was made for, and a wrong one is named', () => {
  const given = (from: number, to: number, newer = rootAt(ENTRIES, to)) => JSON.stringify({ from, to, older: rootAt(ENTRIES, from), newer, proof: proofOf(consistencyPath(from, to)) });
  for (const [from, to] of [[1, 30], [8, 21], [13, 30], [30, 30]] as const) expect(verifier(given(from, to)).code, `${from} to ${to}`).toBe(0);
  expect(verifier(given(13, 30, rootAt(edited, 30))).said).toContain('from 13 to 30 entries: the consistency proof is wrong');
});

test('what is no log is said to be none', () => {
  expect(verifier('hello').code).toBe(2);
});
