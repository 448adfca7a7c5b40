// What can be said of a PDF from its bytes: whether it is whole, whether it would do something by itself, how many pages it has.
import { inflateSync } from 'node:zlib';

/** `cut`: not whole, or something hangs behind its end. `active`: a script, a program to start, a file inside. `bomb`: it unpacks to more than anybody writes. */
export type PdfFault = 'cut' | 'active' | 'bomb';

/** Readers look for the end mark in so many last bytes (Adobe's implementation note 18 to the PDF reference), with room for what mail programs add. */
const END_WITHIN = 2048;
/** Names of what acts or carries: each is long enough not to stand in packed bytes by chance. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData)/;
const MOST_UNPACKED = 32 * 1024 * 1024;

/** What is wrong with a PDF; null when nothing was found. Packed objects are unpacked as far as they are not under a password. */
export function pdfFault(bytes: Uint8Array): PdfFault | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!text.slice(-END_WITHIN).includes('%%EOF')) return 'cut';
  if (ACTIVE.test(plainNames(text))) return 'active';
  let room = MOST_UNPACKED;
  for (const found of text.matchAll(/\/ObjStm\b[\s\S]{0,400}?stream\r?\n/g)) {
    const start = (found.index ?? 0) + found[0].length;
    const unpacked = inflated(bytes.subarray(start), room);
    if (unpacked === 'bomb') return 'bomb';
    room -= unpacked.length;
    if (ACTIVE.test(plainNames(unpacked))) return 'active';
  }
  return null;
}

/** Pages as the page objects say; null when they are packed away. */
export function pagesOf(bytes: Uint8Array): number | null {
  const count = Buffer.from(bytes).toString('latin1').match(/\/Type\s*\/Page(?![s\w])/g)?.length ?? 0;
  return count > 0 ? count : null;
}

/** A name may be written with `#` and two digits for any letter. */
const plainNames = (text: string): string => text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What is packed there; nothing when it is packed otherwise or under a password, where only the names outside can be read. */
function inflated(bytes: Uint8Array, room: number): string | 'bomb' {
  try {
    return inflateSync(bytes, { maxOutputLength: room }).toString('latin1');
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : '';
  }
}
