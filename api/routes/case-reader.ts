// Who of the staff may read a case: one answer for its page at the desk, its files and its documents.
import type { Deps } from '../deps.js';
import { type Loaded, readCase } from '../../db/store/load.js';
import { declaredBy } from '../../db/store/panel.js';
import type { Person } from '../../db/store/people.js';
import { wasAsked } from '../../db/store/requests.js';
import { isTie } from '../../workflows/domain/panel.js';
import type { PostCode } from '../../workflows/domain/people.js';

/** A case as somebody signed in reads it; `office`: they serve the office of its programme. */
export type Reading = { readonly loaded: Loaded; readonly office: boolean };

/** The case, for whose post was ever asked about it, for the programme's office, and for who administers. Null for everybody else, and for who declared a tie, whatever else they are (job D-12). */
export async function caseForReader(deps: Deps, caseId: string, person: Pick<Person, 'id' | 'administrator'>, posts: readonly PostCode[]): Promise<Reading | null> {
  if (isTie(await declaredBy(deps.db, caseId, person.id))) return null;
  const loaded = await readCase(deps.db, caseId);
  const office = posts.includes(loaded.programme.office.post);
  return person.administrator || office || (await wasAsked(deps.db, caseId, posts, person.id)) ? { loaded, office } : null;
}
