// What the store needs beside the database: how links are sealed. Keys come from configuration; nothing here reads it.

/** Derives what a link carries. Tokens are never stored; of a code only the keyed hash is. */
export type Sealer = {
  /** The keyed hash of the eight-character code of a request, for look-up. */
  codeHash(requestId: string, generation: number): string;
};

/** What a mail's link leads to, as its row says it; the link itself is derived. */
export type { MailLinkSpec } from '../schema/mail.js';
