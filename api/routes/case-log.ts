// What the page of a case says of its record in the log; shared by the public page and the group's own.
import type { Deps } from '../deps.js';
import { sha256 } from '../../activities/platform/notary.js';
import { standingOf } from '../../db/store/evidence-proof.js';
import type { CaseLog } from '../pages/evidence.js';

/** Where the case stands under the newest head, with the address of its proof; null while no head covers it. */
export async function caseLogOf(deps: Deps, caseId: string, href: string): Promise<CaseLog | null> {
  const standing = await standingOf(deps.db, sha256, caseId);
  return standing ? { ...standing, href } : null;
}
