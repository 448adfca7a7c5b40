// The hash tree of RFC 6962 section 2.1, over hashes of whole subtrees that are kept. A subtree is perfect when its leaves are a power of two; the one at
// (level, index) covers the leaves index·2^level up to (index+1)·2^level. Every root and every proof is made of perfect subtrees that never change again,
// so an entry costs about two hashes and a proof reads about 2·log₂(size) of them, whatever the log has grown to.

/** SHA-256 of the parts one after the other. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;
export type Subtree = { readonly level: number; readonly index: number };
/** Leaves from `lo` up to, not including, `hi`. */
export type Range = { readonly lo: number; readonly hi: number };
/** The hash kept for a perfect subtree. Throws when there is none. */
export type Kept = (subtree: Subtree) => Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** MTH({d}) = SHA-256(0x00 ‖ d). */
export const leafHash = (sha256: Sha256, data: Uint8Array): Uint8Array => sha256(LEAF, data);
/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

/** The perfect subtrees that become complete when the leaf at `index` is added to a tree of `index` leaves, lowest first: each is made of its two halves. */
export function completedBy(index: number): readonly Subtree[] {
  const done: Subtree[] = [];
  for (let level = 1, n = index; n % 2 === 1; level++) {
    n = (n - 1) / 2;
    done.push({ level, index: n });
  }
  return done;
}

/** The perfect subtrees a range falls into, left to right. `lo` must be a place where the RFC splits. */
export function perfectParts({ lo, hi }: Range): readonly Subtree[] {
  const parts: Subtree[] = [];
  for (let at = lo; at < hi; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= hi) level++;
    parts.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return parts;
}

/** The hash of a range: its perfect subtrees folded from the right, as the RFC's recursion does. The empty tree is SHA-256 of nothing. */
export function rangeHash(sha256: Sha256, range: Range, kept: Kept): Uint8Array {
  const hashes = perfectParts(range).map(kept);
  return hashes.reduceRight<Uint8Array | null>((right, left) => (right === null ? left : nodeHash(sha256, left, right)), null) ?? sha256();
}

/** The largest power of two below `n` (n > 1): where the RFC splits. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** PATH(index, D[size]) of RFC 6962 2.1.1: the ranges whose hashes prove the leaf, from the leaf upwards. */
export function inclusionPath(index: number, size: number): readonly Range[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) throw new RangeError('no such leaf in a tree of this size');
  const path: Range[] = [];
  for (let lo = 0, hi = size; hi - lo > 1; ) {
    const middle = lo + splitOf(hi - lo);
    path.unshift(index < middle ? { lo: middle, hi } : { lo, hi: middle });
    if (index < middle) hi = middle;
    else lo = middle;
  }
  return path;
}

/** PROOF(from, D[to]) of RFC 6962 2.1.2: the ranges whose hashes prove that the first `from` leaves of the tree of `to` are the tree of `from`. Empty when `from` is 0 or `to`. */
export function consistencyPath(from: number, to: number): readonly Range[] {
  if (!(Number.isSafeInteger(from) && from >= 0 && from <= to)) throw new RangeError('the older tree cannot be the larger one');
  const path: Range[] = [];
  if (from === 0) return path;
  let [lo, hi, whole] = [0, to, true];
  while (from !== hi) {
    const middle = lo + splitOf(hi - lo);
    if (from <= middle) {
      path.unshift({ lo: middle, hi });
      hi = middle;
    } else {
      path.unshift({ lo, hi: middle });
      lo = middle;
      whole = false;
    }
  }
  return whole ? path : [{ lo, hi }, ...path];
}

/** The root that an inclusion proof leads to (RFC 9162 2.1.3.2); null when the proof has the wrong number of hashes. It proves the leaf when it is the root of a head. */
export function rootByInclusion(sha256: Sha256, leaf: { readonly index: number; readonly size: number; readonly hash: Uint8Array }, proof: readonly Uint8Array[]): Uint8Array | null {
  let [index, last, hash] = [leaf.index, leaf.size - 1, leaf.hash];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (index % 2 === 0 && index !== 0) [index, last] = [index / 2, Math.floor(last / 2)];
    } else hash = nodeHash(sha256, hash, sibling);
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}
