// A post changes hands: the old holder's links die, deadlines stay, the new holder gets one list (law 16).
import { eq } from 'drizzle-orm';
import type { MailFacts } from '../../workflows/domain/mail.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, holdings, mails } from '../schema/index.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { holderOf } from './people.js';
import { CITY } from './queue-mails.js';
import { reissueForPost } from './reissue.js';
import { transfersDue } from './requests.js';

/** Acts on every transfer that took effect; returns how many mails were queued. Each in its own transaction, once. */
export async function announceTransfers(db: Db, sealer: Sealer): Promise<number> {
  let queued = 0;
  for (const due of await transfersDue(db, await businessNow(db))) {
    await db.transaction(async (tx) => {
      const [row] = await tx.select().from(holdings).where(eq(holdings.id, due.holding)).for('no key update');
      if (!row || row.announcedAt !== null) return;
      const at = await businessNow(tx);
      await tx.update(holdings).set({ announcedAt: at }).where(eq(holdings.id, due.holding));
      const open = await reissueForPost(tx, sealer, due.post);
      if (open.length === 0) return;
      const holder = await holderOf(tx, due.post, at);
      const lines: string[] = [];
      for (const request of open) {
        const [found] = await tx.select({ number: cases.number, title: cases.title }).from(cases).where(eq(cases.id, request.caseId));
        lines.push(`${found?.number ?? ''}｜${found?.title ?? ''}｜${request.what}｜${request.dueAt}`);
      }
      const facts: MailFacts = { mail: 'people/handover', language: 'ja', addressee: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''} ${due.name}さん`, toKind: 'post', city: CITY, office: { name: holder?.departmentName ?? '', tel: holder?.tel ?? '', hours: '' }, legalBasis: 'guideline', queuedAt: at, case: null, request: null, about: { post: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''}`, count: open.length, lines } };
      await tx.insert(mails).values({ id: newId('mls'), scope: due.post, key: `handover:${due.holding}`, caseId: null, mail: 'people/handover', toKind: 'post', toPost: due.post, toRole: null, email: due.email, facts, link: { kind: 'desk', number: '' }, priority: 1, state: 'queued', tries: 0, nextTryAt: 0, queuedAt: at, queuedReal: Date.now(), taskMade: 0 }).onConflictDoNothing();
      queued++;
    });
  }
  return queued;
}
