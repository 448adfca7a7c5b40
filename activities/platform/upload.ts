// One file that somebody sent: what it is by its bytes, whether it is what we take, and the bytes that are kept of it.
import { fileTypeFromBuffer } from 'file-type';
import { cleanImage, type ImageFault } from './image.js';
import { type PdfFault, pagesOf, pdfFault } from './pdf.js';

/** What may be sent, and how its name ends. The first ending is given to a name that has none of them. */
const TAKEN: Readonly<Record<string, readonly string[]>> = { 'application/pdf': ['.pdf'], 'image/jpeg': ['.jpg', '.jpeg'], 'image/png': ['.png'] };

export type UploadFault = { readonly why: 'unknown' } | { readonly why: 'other'; readonly what: string } | { readonly why: PdfFault | ImageFault };
export type Upload = { readonly type: string; readonly bytes: Uint8Array; readonly pages: number | null };

/** Reads a file that was sent: a PDF is kept as it came, a picture is made anew. Its name and what its sender called it count for nothing. */
export async function readUpload(sent: Uint8Array): Promise<Upload | UploadFault> {
  const found = await fileTypeFromBuffer(sent).catch(() => undefined);
  if (!found) return { why: 'unknown' };
  if (!(found.mime in TAKEN)) return { why: 'other', what: found.ext.toUpperCase() };
  if (found.mime === 'application/pdf') {
    const fault = pdfFault(sent);
    return fault ? { why: fault } : { type: found.mime, bytes: sent, pages: pagesOf(sent) };
  }
  const made = await cleanImage(sent);
  return typeof made === 'string' ? { why: made } : { type: found.mime, bytes: made, pages: null };
}

const MOST_LETTERS = 150;
/** Controls, marks that turn or hide letters, and what some file system reads as a path, a stream or a pattern. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\ufffd/\\:*?"<>|]/gu;
/** Names of devices, which Windows opens instead of a file. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name under which the file can be kept by whoever fetches it: no path, nothing hidden, an ending that says what it is. Letters stay as typed. */
export function safeName(name: string, type: string): string {
  const endings = TAKEN[type] ?? [];
  const plain = name.replace(UNFIT, '').replace(/^[.\s]+|[.\s]+$/gu, '').replace(DEVICE, '_$&');
  const ending = endings.find((one) => plain.toLowerCase().endsWith(one)) ?? '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, MOST_LETTERS).join('').replace(/[.\s]+$/u, '') || 'ファイル';
  return stem + (ending === '' ? (endings[0] ?? '') : plain.slice(-ending.length));
}
