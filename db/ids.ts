// New entity ids: time-sortable, without look-alike letters.
import { randomBytes } from 'node:crypto';
import type { Prefix } from '../workflows/domain/ids.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id `<prefix>_<26 characters>`: ten characters of time, sixteen of chance. */
export function newId(prefix: Prefix): string {
  let time = '';
  for (let left = Date.now(), i = 0; i < 10; i++, left = Math.floor(left / 32)) time = ALPHABET[left % 32] + time;
  let chance = '';
  for (const byte of randomBytes(16)) chance += ALPHABET[byte % 32];
  return `${prefix}_${time}${chance}`;
}
