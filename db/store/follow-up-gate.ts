// What a case reads of its follow-up: while it is loaded the case that came of it, like a vote over its call; for its mail the draft.
import { and, eq } from 'drizzle-orm';
import type { Gate } from '../../workflows/domain/cases.js';
import { FOLLOW_UP } from '../../workflows/domain/steps/follow-up.js';
import type { Db } from '../client.js';
import { cases, drafts, followUps, programmes } from '../schema/index.js';

/** What a case reads of its follow-up: the number of the case that came of it. Taken FOR SHARE by whoever decides, so that a submission under way is waited for. */
export async function followUpGate(db: Db, caseId: string, lock: boolean): Promise<{ [FOLLOW_UP]?: Gate }> {
  const query = db.select({ caseId: followUps.caseId }).from(followUps).where(eq(followUps.origin, caseId));
  const [link] = lock ? await query.for('share') : await query;
  if (!link?.caseId) return {};
  const [row] = await db.select({ number: cases.number, at: cases.submittedAt, definition: programmes.definition }).from(cases).innerJoin(programmes, and(eq(programmes.id, cases.programme), eq(programmes.version, cases.version))).where(eq(cases.id, link.caseId));
  return row ? { [FOLLOW_UP]: { result: row.number, at: row.at, note: row.definition.name.ja } } : {};
}

/** The draft of a case's follow-up while nobody has submitted it; null when there is none. */
export async function draftOfFollowUp(db: Db, caseId: string): Promise<{ readonly id: string; readonly generation: number } | null> {
  const [row] = await db.select({ id: drafts.id, generation: drafts.generation }).from(followUps).innerJoin(drafts, eq(drafts.id, followUps.draft)).where(eq(followUps.origin, caseId));
  return row ?? null;
}
