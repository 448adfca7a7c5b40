// What Temporal keeps is sealed: each payload is encrypted with AES-256-GCM before it leaves this process, and opened when it comes back.
// Only ids and closed words are ever passed; this is the second wall, should one of them come to mean a person.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Config } from './config.js';
import type { KeyRing } from './key-ring.js';

/** The metadata that says how a payload is sealed, as Temporal's own samples name it. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PayloadBytes = proto.temporal.api.common.v1.Payload;

/**
 * Seals with the first key of the ring and opens with whichever sealed. A payload is bound to its namespace and key id, so that none
 * can be carried over. What was written before there were keys passes as it is. An unknown key or an altered payload throws, naming the key id only.
 */
export function makeCodec(ring: KeyRing, namespace: string): PayloadCodec {
  const [first] = ring;
  if (!first) throw new Error('a key ring has at least one key');
  const bound = (id: string) => Buffer.from(`${namespace}\n${id}`, 'utf8');
  return {
    encode: async (payloads) => payloads.map((payload): Payload => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.key, iv).setAAD(bound(first.id));
      const sealed = [cipher.update(PayloadBytes.encode(payload).finish()), cipher.final()];
      return { metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(first.id) }, data: Buffer.concat([iv, ...sealed, cipher.getAuthTag()]) };
    }),
    decode: async (payloads) => payloads.map((payload): Payload => {
      if (text(payload.metadata?.encoding) !== ENCODING) return payload;
      const id = text(payload.metadata?.[KEY_ID]);
      const key = ring.find((one) => one.id === id)?.key;
      if (!key) throw new Error(`CODEC_KEYS has no key ${id}: put it back behind the others until what it sealed has ended`);
      const data = Buffer.from(payload.data ?? []);
      const opener = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(bound(id)).setAuthTag(data.subarray(-TAG_BYTES));
      return PayloadBytes.decode(Buffer.concat([opener.update(data.subarray(IV_BYTES, -TAG_BYTES)), opener.final()]));
    }),
  };
}

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** Puts messages and stack traces of failures into a sealed payload too. The bundle of the workflows is built with it. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('../../workflows/failure-converter.js', import.meta.url));

/** What the codec reads of the configuration. */
export type CodecConfig = Pick<Config, 'TEMPORAL_NAMESPACE'> & Partial<Pick<Config, 'CODEC_KEYS'>>;

/** How client and worker turn values into what Temporal keeps; without keys plain, as in a test. */
export const dataConverter = (config: CodecConfig): DataConverter =>
  ({ failureConverterPath: FAILURE_CONVERTER, payloadCodecs: config.CODEC_KEYS ? [makeCodec(config.CODEC_KEYS, config.TEMPORAL_NAMESPACE)] : [] });
