// Sealed calls (開封): until the close of the call, what its applicants wrote is read by nobody but themselves. Rows that lists show hold no content before, and what is read for pages is emptied here.
import { and, eq, inArray, notExists, sql } from 'drizzle-orm';
import type { CaseState } from '../../workflows/domain/cases.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { SEALED_WORDS } from '../../workflows/domain/words.js';
import type { Db } from '../client.js';
import { cases, events, type mails, programmes } from '../schema/index.js';

const opened = (db: Db) => db.select({ one: sql`1` }).from(events).where(and(eq(events.caseId, cases.id), eq(events.key, 'case.unsealed')));

/** Whether a case of this programme still waits to be opened. */
export async function isSealed(db: Db, programme: Programme, caseId: string): Promise<boolean> {
  if (!programme.sealedUntilClose) return false;
  const [row] = await db.select({ id: cases.id }).from(cases).where(and(eq(cases.id, caseId), notExists(opened(db))));
  return row !== undefined;
}

/** A case as everybody but its own people reads it: as it is, or sealed, without answers and without what its people wrote of themselves. */
export function emptied(state: CaseState): CaseState {
  if (!state.sealed) return state;
  return { ...state, answers: state.answers.map(() => ({})), acts: state.acts.map((act) => (act.by.kind === 'party' ? { ...act, values: {} } : act)) };
}

/** Mails as staff may read them: one to the people of a sealed case says nothing of them or of it. */
export async function hideMails<T extends typeof mails.$inferSelect>(db: Db, rows: readonly T[]): Promise<readonly T[]> {
  const ids = [...new Set(rows.flatMap((row) => (row.caseId ? [row.caseId] : [])))];
  if (ids.length === 0) return rows;
  const sealed = new Set((await db.select({ id: cases.id }).from(cases).innerJoin(programmes, and(eq(programmes.id, cases.programme), eq(programmes.version, cases.version))).where(and(inArray(cases.id, ids), sql`${programmes.definition}->>'sealedUntilClose' = 'true'`, notExists(opened(db))))).map((row) => row.id));
  return rows.map((row) => (!row.caseId || !sealed.has(row.caseId) || row.toKind === 'post' ? row : { ...row, email: '', facts: { ...row.facts, addressee: '提案者', about: {}, case: row.facts.case && { ...row.facts.case, title: SEALED_WORDS.title, group: '', members: '', summary: '', askedYen: null } } }));
}
