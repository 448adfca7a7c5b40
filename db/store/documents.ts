// Documents: what the letter must say is read here; its bytes are stored once and the first write wins (law 14).
import { and, eq } from 'drizzle-orm';
import type { Values } from '../../workflows/domain/fields.js';
import type { CaseEvent } from '../../workflows/domain/cases.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { documents, wanted } from '../schema/index.js';
import { applyEvents } from './acts.js';
import type { Sealer } from './context.js';
import type { Written } from './write.js';

export type DocumentRow = typeof documents.$inferSelect;

/** The wanted hand with this key; null when there is none. */
export async function wantedHand(db: Db, caseId: string, key: string): Promise<{ state: 'wanted' | 'done' | 'with-person'; kind: string; spec: Values; wantedAt: number } | null> {
  const [row] = await db.select().from(wanted).where(and(eq(wanted.caseId, caseId), eq(wanted.key, key)));
  return row ?? null;
}

/** Writes down that a hand's last start failed, for the list of stuck hands. */
export async function recordHandError(db: Db, caseId: string, key: string, error: string): Promise<void> {
  await db.update(wanted).set({ error }).where(and(eq(wanted.caseId, caseId), eq(wanted.key, key)));
}

/** Records a document and the hand as done. When the document is there already, the first one stays and its hash is what counts. */
export async function recordDocument(db: Db, sealer: Sealer, input: { caseId: string; key: string; kind: string; storageKey: string; sha256: string; bytes: number; madeAt: number; facts: Record<string, unknown> }): Promise<Written> {
  await db.insert(documents).values({ id: newId('doc'), ...input }).onConflictDoNothing();
  const [row] = await db.select().from(documents).where(and(eq(documents.caseId, input.caseId), eq(documents.key, input.key)));
  const done: CaseEvent = { type: 'hand.done', key: input.key, result: { document: row?.id ?? '', sha256: row?.sha256 ?? input.sha256 } };
  return applyEvents(db, sealer, input.caseId, [done]);
}

export async function documentsOf(db: Db, caseId: string): Promise<readonly DocumentRow[]> {
  return db.select().from(documents).where(eq(documents.caseId, caseId)).orderBy(documents.madeAt);
}

export async function documentById(db: Db, id: string): Promise<DocumentRow | null> {
  const [row] = await db.select().from(documents).where(eq(documents.id, id));
  return row ?? null;
}

export async function documentByKey(db: Db, caseId: string, key: string): Promise<DocumentRow | null> {
  const [row] = await db.select().from(documents).where(and(eq(documents.caseId, caseId), eq(documents.key, key)));
  return row ?? null;
}
