// The tree and the canonical text, without servers: the RFC's own values, and every small tree against the RFC's definitions written out.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../workflows/domain/evidence/canonical.js';
import { bodyOf, leafText, sealedMembers } from '../../workflows/domain/evidence/entry.js';
import { headIsDue, headIsLate } from '../../workflows/domain/evidence/head.js';
import { completedBy, consistencyPath, inclusionPath, leafHash, nodeHash, type Range, rangeHash, rootByInclusion, type Sha256 } from '../../workflows/domain/evidence/tree.js';

const sha256: Sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const text = (words: string) => Buffer.from(words);
const leaves = Array.from({ length: 70 }, (_, n) => leafHash(sha256, text(`entry ${n}`)));

/** MTH of RFC 6962 2.1, as it is written there. */
function mth(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length <= 1) return hashes[0] ?? sha256();
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(sha256, mth(hashes.slice(0, k)), mth(hashes.slice(k)));
}
/** PROOF of RFC 6962 2.1.2, as it is written there. */
function subproof(m: number, hashes: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === hashes.length) return whole ? [] : [mth(hashes)];
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return m <= k ? [...subproof(m, hashes.slice(0, k), whole), mth(hashes.slice(k))] : [...subproof(m - k, hashes.slice(k), false), mth(hashes.slice(0, k))];
}
/** What a log of `size` entries keeps: its leaves and the perfect subtrees above them, each made once. */
const logs = new Map<number, ReturnType<typeof grow>>();
const kept = (size: number) => logs.get(size) ?? (logs.set(size, grow(size)), logs.get(size) ?? grow(size));
function grow(size: number) {
  const found = new Map(leaves.slice(0, size).map((hash, n) => [`0/${n}`, hash]));
  const at = (level: number, index: number): Uint8Array => found.get(`${level}/${index}`) ?? (() => { throw new Error(`no hash at ${level}/${index}`); })();
  for (let n = 0; n < size; n++) for (const { level, index } of completedBy(n)) found.set(`${level}/${index}`, nodeHash(sha256, at(level - 1, index * 2), at(level - 1, index * 2 + 1)));
  return ({ level, index }: { level: number; index: number }) => at(level, index);
}
const hashesOf = (size: number, ranges: readonly Range[]) => ranges.map((range) => hex(rangeHash(sha256, range, kept(size))));

test('the values that RFC 6962 and its test data state come out', () => {
  expect(hex(sha256())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hex(leafHash(sha256, text('')))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(hex(leafHash(sha256, text('L123456')))).toMatch(/^395aa064.*4d56$/);
  expect(hex(nodeHash(sha256, text('N123'), text('N456')))).toMatch(/^aa217fe8.*6bbb$/);
});

test('every tree of up to seventy entries has the root, and every entry and every older tree the proof, that the RFC defines', () => {
  for (let size = 0; size <= leaves.length; size += size < 20 ? 1 : 7) {
    const mine = leaves.slice(0, size);
    expect(hex(rangeHash(sha256, { lo: 0, hi: size }, kept(size)))).toBe(hex(mth(mine)));
    for (let n = 0; n < size; n++) {
      const proof = hashesOf(size, inclusionPath(n, size)).map((hash) => Buffer.from(hash, 'hex'));
      expect(hex(rootByInclusion(sha256, { index: n, size, hash: leaves[n] ?? text('') }, proof) ?? text(''))).toBe(hex(mth(mine)));
      expect(rootByInclusion(sha256, { index: n, size, hash: leaves[n] ?? text('') }, [...proof, text('one too many')])).toBeNull();
    }
    for (let from = 1; from <= size; from++) expect(hashesOf(size, consistencyPath(from, size))).toEqual(subproof(from, mine, true).map(hex));
  }
});

test('a value has one canonical text, whatever the order of its members, and that text is the same value', () => {
  expect(canonical({ '€': 'Euro Sign', '\r': 'Carriage Return', '\u{fb33}': 'Hebrew', '1': 'One', '😀': 'Emoji', '\u0080': 'Control', ö: 'Latin' })).toBe('{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin","€":"Euro Sign","😀":"Emoji","\u{fb33}":"Hebrew"}');
  expect(canonical({ numbers: [333_333_333.333_333_3, 1e30, 4.5, 2e-3, 1e-27, -0] })).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}');
  expect(() => canonical({ a: Number.NaN })).toThrow('number');
  expect(() => canonical(['\ud800'])).toThrow('string');
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const reversed = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;
    expect(canonical(reversed)).toBe(canonical(value));
    expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
  }));
});

test('a leaf and a body hold no word a person wrote and no person; what is sealed can be opened by path, and with another salt nothing looks alike', () => {
  const hash = (key: Uint8Array, words: string) => createHash('sha256').update(key).update(words).digest('hex');
  const row = { source: 'act' as const, number: '2026-CP-0001', members: { kind: 'answer', verb: 'refuse', by: { kind: 'post', post: 'welfare.champion', person: 'per_hanako' }, values: { reason: '山田さんの申請は', yen: 3 }, why: null } };
  const body = bodyOf(row, Buffer.alloc(32, 1), hash);
  expect(body).toContain('"post":"welfare.champion"');
  expect(body).not.toMatch(/山田|per_hanako|"yen"/);
  expect(Object.keys(sealedMembers(row))).toEqual(['/by/person', '/values']);
  expect(bodyOf(row, Buffer.alloc(32, 2), hash)).not.toBe(body);
  expect(JSON.parse(leafText({ n: 0, at: 0, loggedAt: 1, source: 'act', body: 'ab' }))).toEqual({ v: 1, n: 0, source: 'act', at: '1970-01-01T00:00:00.000Z', logged: '1970-01-01T00:00:00.001Z', body: 'ab' });
});

test('a head is due at once, a minute after news, and every hour; money waits when the newest is older than four hours', () => {
  const head = { origin: 'x', size: 3, root: '', at: 0 };
  expect([headIsDue(null, 0, 0), headIsDue(head, 3, 3_599_999), headIsDue(head, 3, 3_600_000), headIsDue(head, 4, 59_999), headIsDue(head, 4, 60_000)]).toEqual([true, false, true, false, true]);
  const four = 4 * 3_600_000;
  expect([headIsLate(0, null, four), headIsLate(0, null, four + 1), headIsLate(null, 0, four + 1), headIsLate(null, null, four + 1)]).toEqual([false, true, true, false]);
});
