// Uploads: the type by content, the size bounded, the bytes outside the web root, each file acknowledged.
import { fileTypeFromBuffer } from 'file-type';
import { newId } from '../../db/ids.js';
import { addFile } from '../../db/store/files.js';
import { businessNow } from '../../db/store/clock.js';
import type { Deps } from '../deps.js';

/** What may be sent. */
const ALLOWED: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' };
export const MOST_BYTES = 10 * 1024 * 1024;

/** Whose file it is: of a draft, or of a case and the request it answers; and the field, with the row of it, it was sent for. */
export type Owner = { readonly draft: string | null; readonly caseId: string | null; readonly request: string | null; readonly field: string; readonly row: number | null };

/** Stores what was sent under one field. Files with a fault are not kept; the others are. */
export async function takeUploads(deps: Deps, sent: unknown, owner: Owner): Promise<{ stored: string[]; faults: string[] }> {
  const stored: string[] = [];
  const faults: string[] = [];
  for (const file of (Array.isArray(sent) ? sent : [sent]).filter((one): one is File => one instanceof File && one.size > 0)) {
    const name = file.name.replace(/[\p{Cc}/\\]/gu, '').slice(0, 150) || 'ファイル';
    if (file.size > MOST_BYTES) { faults.push(`${name}は${(file.size / 1_000_000).toFixed(1)}MBです。10MBまでのファイルを選んでください`); continue; }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = await fileTypeFromBuffer(bytes);
    if (!found || !(found.mime in ALLOWED)) { faults.push(`${name}は${found ? `${found.ext.toUpperCase()}の書類` : 'わからない形式'}です。PDF、JPEG、PNGを選んでください`); continue; }
    const id = newId('fil');
    const storageKey = `uploads/${id}`;
    const put = await deps.storage.putOnce(storageKey, bytes);
    await addFile(deps.db, { id, ...owner, name, type: found.mime, bytes: put.bytes, pages: found.mime === 'application/pdf' ? pagesOf(bytes) : null, sha256: put.sha256, storageKey, addedAt: await businessNow(deps.db) });
    stored.push(id);
  }
  return { stored, faults };
}

/** Pages of a PDF as its page objects say; null when they are packed away. */
function pagesOf(bytes: Uint8Array): number | null {
  const count = Buffer.from(bytes).toString('latin1').match(/\/Type\s*\/Page(?![s\w])/g)?.length ?? 0;
  return count > 0 ? count : null;
}
