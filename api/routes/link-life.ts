// What a mailed link opens now: the ask, its receipt for a while, then nothing. Pages, files and the JSON interface ask here, so that a link is dead everywhere at once.
import type { Deps } from '../deps.js';
import type { Loaded } from '../../db/store/load.js';
import { answersFor } from '../../db/store/people.js';
import { hasUnjudgedAnswer, type RequestRow } from '../../db/store/requests.js';

const RECEIPT_MS = 30 * 86_400_000;

/**
 * The life of a request for who came by its link (`signedIn`: at the desk, where the post was looked up already). An ask is dead as soon as nobody may answer by
 * the link any more: the time is over, or the one it was mailed to left the post, even before the successor was told.
 */
export async function lifeOf(deps: Deps, row: RequestRow, loaded: Loaded, signedIn = false): Promise<'ask' | 'receipt' | 'ended'> {
  const { now } = loaded.env;
  if (row.state === 'answered') return row.endedAt !== null && now - row.endedAt < RECEIPT_MS ? 'receipt' : 'ended';
  if (await hasUnjudgedAnswer(deps.db, row.caseId, row.key)) return 'receipt';
  if (row.state !== 'open' || row.closesAt <= now) return 'ended';
  if (signedIn || row.toPost === null) return 'ask';
  return (await answersFor(deps.db, { post: row.toPost, office: loaded.programme.office.post, openedAt: row.openedAt }, now))?.person ? 'ask' : 'ended';
}
