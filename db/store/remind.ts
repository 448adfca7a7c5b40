// An administrator reminds: the ask goes out again with a new link, the old one dies, and the case keeps a note of who did it.
import { and, eq } from 'drizzle-orm';
import type { Db } from '../client.js';
import { requests } from '../schema/index.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { resendRequest } from './reissue.js';

/** Sends an open request's mail again; false when it is not open any more. Deadlines do not move. */
export async function remindRequest(db: Db, sealer: Sealer, caseId: string, key: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(requests).where(and(eq(requests.caseId, caseId), eq(requests.key, key), eq(requests.state, 'open'))).for('no key update');
    if (!row) return false;
    await resendRequest(tx, sealer, row, await businessNow(tx));
    return true;
  });
}
