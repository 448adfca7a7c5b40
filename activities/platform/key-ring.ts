// Keys that have a name each, so that a new one can come while what the old one sealed is still read.

/** Keys by id, 32 bytes each: the first seals, all open. */
export type KeyRing = readonly { readonly id: string; readonly key: Uint8Array }[];

/** Reads `id:hex,id:hex`; null when it is not that, has the same id twice or a key that is not 32 bytes. */
export function readKeyRing(text: string): KeyRing | null {
  const ring: { id: string; key: Uint8Array }[] = [];
  for (const one of text.split(',')) {
    const [, id = '', hex = ''] = /^\s*([a-z0-9-]{1,32}):([0-9a-f]{64})\s*$/.exec(one) ?? [];
    if (id === '' || ring.some((known) => known.id === id)) return null;
    ring.push({ id, key: Buffer.from(hex, 'hex') });
  }
  return ring;
}
