// Time stamps by an outside authority (RFC 3161): one request over HTTP, by hand, because it is forty bytes of DER. What comes back is kept as it is;
// anybody checks it with `openssl ts -verify`. Here only this is looked at: granted, and about our bytes and our nonce.
import { randomBytes } from 'node:crypto';
import { sha256 } from './notary.js';

/** Has an authority stamp these bytes; its answer in DER. Throws when it refuses, is silent, or stamps something else. */
export type Stamp = (bytes: Uint8Array) => Promise<Uint8Array>;

const WITHIN_MS = 10_000;
/** AlgorithmIdentifier of SHA-256 (RFC 5754): OID 2.16.840.1.101.3.4.2.1 with NULL. */
const SHA256 = Buffer.from('300d06096086480165030402010500', 'hex');

/** One DER value; all ours are shorter than 128 bytes. */
const der = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag, bytes.length), bytes]);
};

/** TimeStampReq: version 1, the imprint, our nonce, and the wish for the authority's certificate. */
const request = (imprint: Uint8Array, nonce: Uint8Array): Buffer => der(0x30, der(0x02, Buffer.of(1)), der(0x30, SHA256, der(0x04, imprint)), der(0x02, nonce), der(0x01, Buffer.of(0xff)));

/** The authority at this address. */
export function makeStamp(url: string): Stamp {
  return async (bytes) => {
    const imprint = sha256(bytes);
    // A first byte between 1 and 127: the shortest form of a positive number.
    const nonce = Buffer.concat([Buffer.of(0x41), randomBytes(8)]);
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/timestamp-query' }, body: request(imprint, nonce), redirect: 'error', signal: AbortSignal.timeout(WITHIN_MS) });
    if (!answer.ok) throw new Error(`the time stamp authority answered ${answer.status}`);
    const token = Buffer.from(await answer.arrayBuffer());
    // TimeStampResp begins with the status: SEQUENCE of INTEGER; 0 and 1 are granted.
    const length = (token[1] ?? 0) < 0x80 ? 2 : 2 + ((token[1] ?? 0) & 0x7f);
    const status = token[length] === 0x30 && token[length + 2] === 0x02 ? token[length + 4] : undefined;
    if (status !== 0 && status !== 1) throw new Error('the time stamp authority did not grant the stamp');
    if (!token.includes(Buffer.from(imprint)) || !token.includes(nonce)) throw new Error('the time stamp is about something else');
    return token;
  };
}
