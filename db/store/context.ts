// What the store needs beside the database: how links are sealed, how the log is signed. Keys come from configuration; nothing here reads it.
import type { KeyedHash } from '../../workflows/domain/evidence/entry.js';
import type { Sha256 } from '../../workflows/domain/evidence/tree.js';

/** Derives what a link carries. Tokens are never stored; of a code only the keyed hash is. */
export type Sealer = {
  /** The keyed hash of the eight-character code of a request, for look-up. */
  codeHash(requestId: string, generation: number): string;
};

/** What a mail's link leads to, as its row says it; the link itself is derived. */
export type { MailLinkSpec } from '../schema/mail.js';

/** Hashes, keys and signs for the log of evidence. The signing key stays with whoever made this. */
export type Notary = {
  /** The log's name, as its heads bear it. */
  readonly origin: string;
  /** The verifier's key of its signatures (C2SP signed-note): name, key id, algorithm and public key. */
  readonly key: string;
  readonly sha256: Sha256;
  readonly keyedHash: KeyedHash;
  /** 32 bytes nobody can guess. */
  random(): Uint8Array;
  /** Signs the text of a head; the whole note. */
  sign(text: string): string;
};
