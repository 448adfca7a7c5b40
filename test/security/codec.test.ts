// What Temporal keeps is sealed: nothing that was passed can be read in it, nothing altered is opened, and a new key does not close what the old one sealed.
import { expect, test } from 'vitest';
import { makeCodec } from '../../activities/platform/codec.js';
import { readKeyRing } from '../../activities/platform/key-ring.js';

const OLD = { id: 'old', key: Buffer.alloc(32, 1) };
const NEW = { id: 'new', key: Buffer.alloc(32, 2) };
const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"canary words 髙﨑"') };
const plain = (one: { metadata?: object | null; data?: Uint8Array | null }) => ({ metadata: Object.fromEntries(Object.entries(one.metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes as Uint8Array).toString()])), data: Buffer.from(one.data ?? []).toString() });
const sealedBy = async (ring: Parameters<typeof makeCodec>[0], namespace = 'kyoso') => {
  const [sealed] = await makeCodec(ring, namespace).encode([payload]);
  if (!sealed?.data || !sealed.metadata) throw new Error('nothing was sealed');
  return { metadata: sealed.metadata, data: sealed.data };
};

test('a sealed payload says its key and nothing of what is in it, is another each time, and comes back whole', async () => {
  const [one, two] = [await sealedBy([NEW, OLD]), await sealedBy([NEW, OLD])];
  expect(plain(one).metadata).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'new' });
  expect(Buffer.from(one.data).includes('canary')).toBe(false);
  expect(Buffer.from(one.data).equals(Buffer.from(two.data))).toBe(false);
  const [opened] = await makeCodec([NEW], 'kyoso').decode([one]);
  expect(plain(opened ?? {})).toEqual(plain(payload));
});

test('after a new key came, what the old one sealed is still opened; without the old one the refusal names it', async () => {
  const before = await sealedBy([OLD]);
  const [opened] = await makeCodec([NEW, OLD], 'kyoso').decode([before]);
  expect(plain(opened ?? {})).toEqual(plain(payload));
  await expect(makeCodec([NEW], 'kyoso').decode([before])).rejects.toThrow('CODEC_KEYS has no key old');
});

test('a payload from before there were keys passes as it is', async () => {
  const [opened] = await makeCodec([NEW], 'kyoso').decode([payload]);
  expect(plain(opened ?? {})).toEqual(plain(payload));
});

test('a payload with any one bit turned, or of another namespace, or under the name of another key, is not opened', async () => {
  const codec = makeCodec([NEW, { id: 'other', key: NEW.key }], 'kyoso');
  const sealed = await sealedBy([NEW]);
  for (let at = 0; at < sealed.data.length; at++) {
    const data = Buffer.from(sealed.data);
    data[at] = (data[at] ?? 0) ^ 1;
    await expect(codec.decode([{ ...sealed, data }]), `byte ${at}`).rejects.toThrow();
  }
  await expect(codec.decode([await sealedBy([NEW], 'another')])).rejects.toThrow();
  await expect(codec.decode([{ ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': Buffer.from('other') } }])).rejects.toThrow();
  await expect(codec.decode([{ ...sealed, data: sealed.data.subarray(0, 10) }])).rejects.toThrow();
});

test('a ring is read as keys by name; a short key, a key without a name and a name twice are no ring', () => {
  const hex = '0a'.repeat(32);
  expect(readKeyRing(`new:${hex}, old:${'0b'.repeat(32)}`)?.map((one) => [one.id, one.key.length])).toEqual([['new', 32], ['old', 32]]);
  for (const text of ['', hex, `new:${hex.slice(2)}`, `new:${hex},new:${hex}`, `new:${hex},`, `NEW:${hex}`]) expect(readKeyRing(text), text).toBeNull();
});
