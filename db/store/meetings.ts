// Where cases meet: the same group or the same project in another case. It is shown to whoever checks or drafts, and decided by them (facts: domain 6, scenario 8).
import { and, desc, eq, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../client.js';
import { cases, programmes, requests, steps } from '../schema/index.js';
import { escaped, fold, holdsWords } from './search-text.js';

/** Another case that this one meets: by its group's name or by its title, folded so that width, kana and spaces do not hide it. `granted`: it was selected; `late`: a report of it was not there when it was due, and had to be demanded. */
export type Meeting = { readonly number: string; readonly title: string; readonly programme: string; readonly sameProgramme: boolean; readonly fiscalYear: number; readonly ending: string | null; readonly sameGroup: boolean; readonly sameTitle: boolean; readonly granted: boolean; readonly late: boolean };

const MOST = 20;

/** The newest twenty cases that meet this one, newest first; none when it names no group and no title. */
export async function meetingsOf(db: Db, row: { readonly id: string; readonly groupName: string; readonly title: string; readonly programme: string }): Promise<readonly Meeting[]> {
  const [group, title] = [fold(row.groupName), fold(row.title)];
  const fits = [...(group ? [holdsWords(group, `% ${escaped(group)}`)] : []), ...(title ? [holdsWords(title, `% ${escaped(title)} %`)] : [])];
  if (fits.length === 0) return [];
  const granted = sql<boolean>`exists (select 1 from ${steps} where ${steps.caseId} = ${cases.id} and ${steps.kind} = 'draft-decision' and ${steps.outcome} = 'select')`;
  const late = sql<boolean>`exists (select 1 from ${requests} where ${requests.caseId} = ${cases.id} and ${requests.what} = 'report' and ${requests.state} = 'lapsed')`;
  const rows = await db.select({ number: cases.number, title: cases.title, group: cases.groupName, programme: cases.programme, definition: programmes.definition, fiscalYear: cases.fiscalYear, ending: cases.ending, granted, late })
    .from(cases).innerJoin(programmes, and(eq(programmes.id, cases.programme), eq(programmes.version, cases.version))).where(and(ne(cases.id, row.id), or(...fits))).orderBy(desc(cases.submittedAt)).limit(MOST);
  return rows.map((r) => ({ number: r.number, title: r.title, programme: r.definition.name.ja, sameProgramme: r.programme === row.programme, fiscalYear: r.fiscalYear, ending: r.ending, sameGroup: group !== '' && fold(r.group) === group, sameTitle: title !== '' && fold(r.title) === title, granted: r.granted, late: r.late }));
}
