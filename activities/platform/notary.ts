// The notary of the log: hashes, keyed hashes and Ed25519 signatures in the form of C2SP signed-note. Only the worker has the signing key.
import { createHash, createHmac, createPrivateKey, createPublicKey, randomBytes, sign as signBytes } from 'node:crypto';
import type { Notary } from '../../db/store/context.js';
import { signedNote } from '../../workflows/domain/evidence/head.js';
import type { Sha256 } from '../../workflows/domain/evidence/tree.js';

/** PKCS #8 (RFC 8410) around the 32 bytes of an Ed25519 key. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** The algorithm's byte in a verifier's key of C2SP signed-note. */
const ED25519 = Buffer.of(1);

/** SHA-256 of parts one after the other. */
export const sha256: Sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The name of a log: where it is published, without the scheme, as C2SP tlog-checkpoint recommends. */
export const logName = (publicUrl: string): string => `${publicUrl.replace(/^https?:\/\//, '').replace(/\/$/, '')}/evidence`;

/** Signs as `name` with the Ed25519 key of these 32 bytes (hex). The key id is the first four bytes of SHA-256(name ‖ line feed ‖ 0x01 ‖ public key). */
export function makeNotary(seed: string, name: string): Notary {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.from(seed, 'hex')]), format: 'der', type: 'pkcs8' });
  const key = Buffer.concat([ED25519, createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)]);
  const id = Buffer.from(sha256(Buffer.from(`${name}\n`), key)).subarray(0, 4);
  return {
    origin: name, key: `${name}+${id.toString('hex')}+${key.toString('base64')}`, sha256,
    keyedHash: (secretKey, text) => createHmac('sha256', secretKey).update(text).digest('hex'),
    random: () => randomBytes(32),
    sign: (text) => signedNote(text, name, Buffer.concat([id, signBytes(null, Buffer.from(text), secret)]).toString('base64')),
  };
}
