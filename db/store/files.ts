// Files people sent: acknowledged one by one; the bytes lie outside the web root under a key of their own.
import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Db } from '../client.js';
import { files } from '../schema/index.js';

export type FileRow = typeof files.$inferSelect;
export type ScanState = FileRow['scan'];

/** Whether a file may be opened: not while a scanner is still to look at it, never after it found something. */
export const mayOpen = (scan: ScanState): boolean => scan === 'unscanned' || scan === 'clean';

/** Records a stored file under the field, and the row of it, that it was sent for. `id` and `storageKey` were made by the caller before the bytes were written. */
export async function addFile(db: Db, row: Omit<FileRow, 'removedAt'>): Promise<void> {
  await db.insert(files).values({ ...row, removedAt: null });
}

export async function fileById(db: Db, id: string): Promise<FileRow | null> {
  const [row] = await db.select().from(files).where(and(eq(files.id, id), isNull(files.removedAt)));
  return row ?? null;
}

/** Files of a draft, or of one field of it. A file from before files knew their field counts for each. */
export async function filesOfDraft(db: Db, draft: string, field?: string): Promise<readonly FileRow[]> {
  return db.select().from(files).where(and(eq(files.draft, draft), isNull(files.removedAt), field === undefined ? undefined : or(isNull(files.field), eq(files.field, field)))).orderBy(files.addedAt, files.id);
}

export async function filesOfCase(db: Db, caseId: string): Promise<readonly FileRow[]> {
  return db.select().from(files).where(and(eq(files.caseId, caseId), isNull(files.removedAt))).orderBy(files.addedAt, files.id);
}

/** Files that were uploaded while answering one request; each row says for which field, and for which row of it. */
export async function filesOfRequest(db: Db, request: string): Promise<readonly FileRow[]> {
  return db.select().from(files).where(and(eq(files.request, request), isNull(files.removedAt))).orderBy(files.addedAt, files.id);
}

export async function filesByIds(db: Db, ids: readonly string[]): Promise<readonly FileRow[]> {
  return ids.length === 0 ? [] : db.select().from(files).where(inArray(files.id, [...ids]));
}

/** Takes a file of a draft or of an unanswered request back; the bytes stay until retention. */
export async function removeFile(db: Db, id: string, at: number): Promise<void> {
  await db.update(files).set({ removedAt: at }).where(eq(files.id, id));
}

/** Files that a scanner is still to look at, the longest waiting first. */
export async function filesToScan(db: Db, limit: number): Promise<readonly FileRow[]> {
  return db.select().from(files).where(eq(files.scan, 'waiting')).orderBy(files.addedAt, files.id).limit(limit);
}

/** Records what a scanner said of a file that waited for it. */
export async function recordScan(db: Db, id: string, scan: ScanState): Promise<void> {
  await db.update(files).set({ scan }).where(and(eq(files.id, id), eq(files.scan, 'waiting')));
}
