// Look-ups that staff pages share: a page of cases by a condition, the mails of a case, names of everybody who ever acted.
import type { Db } from '../client.js';
import { people } from '../schema/index.js';
import { type CaseQuery, listCases, type ListedCase, PAGE_SIZE } from './case-list.js';

/** Names of people by id, those who left too: the log knows who acted. */
export async function allNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.select({ id: people.id, name: people.name }).from(people).limit(20_000);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** One page of open cases by a condition; `more` says where the next begins. */
export async function findCases(db: Db, query: Omit<CaseQuery, 'state'> & { readonly state?: CaseQuery['state'] }): Promise<{ readonly rows: readonly ListedCase[]; readonly more: { readonly at: number; readonly id: string } | null }> {
  const rows = await listCases(db, { state: 'open', ...query }, 'new');
  const last = rows.length === PAGE_SIZE ? rows.at(-1) : undefined;
  return { rows, more: last ? { at: last.submittedAt, id: last.id } : null };
}

export { mailsOfCase } from './mail-list.js';
