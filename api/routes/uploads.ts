// Uploads: what a file is by its bytes, its size bounded, looked at by the scanner where there is one, kept outside the web root, each acknowledged.
import { newId } from '../../db/ids.js';
import { addFile } from '../../db/store/files.js';
import { businessNow } from '../../db/store/clock.js';
import { readUpload, safeName, type UploadFault } from '../../activities/platform/upload.js';
import { MOST_PIXELS } from '../../activities/platform/image.js';
import type { Deps } from '../deps.js';

export const MOST_BYTES = 10 * 1024 * 1024;

/** Whose file it is: of a draft, or of a case and the request it answers; and the field, with the row of it, it was sent for. */
export type Owner = { readonly draft: string | null; readonly caseId: string | null; readonly request: string | null; readonly field: string; readonly row: number | null };

/** Stores what was sent under one field. Files with a fault are not kept; the others are. A field left empty comes as a file without a name, which is none. */
export async function takeUploads(deps: Deps, sent: unknown, owner: Owner): Promise<{ stored: string[]; faults: string[] }> {
  const stored: string[] = [];
  const faults: string[] = [];
  for (const file of (Array.isArray(sent) ? sent : [sent]).filter((one): one is File => one instanceof File && (one.size > 0 || one.name !== ''))) {
    const shown = safeName(file.name, '');
    if (file.size === 0) { faults.push(`${shown}は空です。中身のあるファイルを選んでください`); continue; }
    if (file.size > MOST_BYTES) { faults.push(`${shown}は${(file.size / 1_000_000).toFixed(1)}MBです。10MBまでのファイルを選んでください`); continue; }
    const read = await readUpload(new Uint8Array(await file.arrayBuffer()));
    if ('why' in read) { faults.push(shown + faultWords(read)); continue; }
    const scan = await deps.scanner.scan(read.bytes);
    if (scan === 'infected') { faults.push(`${shown}からウイルスが見つかったため、受け取りませんでした。ほかのファイルを選んでください`); continue; }
    const id = newId('fil');
    const storageKey = `uploads/${id}`;
    const put = await deps.storage.putOnce(storageKey, read.bytes);
    await addFile(deps.db, { id, ...owner, name: safeName(file.name, read.type), type: read.type, bytes: put.bytes, pages: read.pages, sha256: put.sha256, storageKey, scan, addedAt: await businessNow(deps.db) });
    stored.push(id);
  }
  return { stored, faults };
}

/** What is wrong with a file and what to do, after its name. */
function faultWords(fault: UploadFault): string {
  switch (fault.why) {
    case 'unknown': return 'はわからない形式です。PDF、JPEG、PNGを選んでください';
    case 'other': return `は${fault.what}の書類です。PDF、JPEG、PNGを選んでください`;
    case 'broken':
    case 'cut': return 'は途中で切れているか、こわれています。開けるかどうかを確かめて、もう一度選んでください';
    case 'active': return 'には、開くと動くしかけか、別のファイルが入っています。印刷の画面で「PDFに保存」を選んで作り直してください';
    case 'bomb': return 'は開くと大きくなりすぎるため、受け取れません。印刷の画面で「PDFに保存」を選んで作り直してください';
    case 'too-many-pixels': return `は画素の数が多すぎます。${MOST_PIXELS / 10_000}万画素までの写真を選んでください`;
    case 'unavailable': return 'は、いま受け取れません。しばらくしてから、もう一度選んでください';
  }
}
