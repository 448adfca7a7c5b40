// Activities of a payment order: each reads its row first and records before it rings (laws 10 and 11).
import type { Db } from '../db/client.js';
import { recordHandError } from '../db/store/documents.js';
import { headLate } from '../db/store/evidence-log.js';
import { accountOfOrder, beginInstruction, countLookup, giveOrderToPerson, openOrder, orderById, recordAccepted, settleOrder } from '../db/store/payments.js';
import type { PaymentActivities } from '../workflows/contracts/activities.js';
import type { Bank } from './platform/bank.js';
import type { Ringer } from './platform/temporal.js';
import type { Links } from './platform/tokens.js';
import type { Written } from '../db/store/write.js';

export function paymentActivities(db: Db, links: Links, ringer: Ringer, bank: Bank): PaymentActivities {
  const ring = async (caseId: string, written: Written) => {
    if (written.ringRun) await ringer.ring('case', caseId);
    if (written.ringMail) await ringer.ringMail();
  };
  return {
    async openOrder(caseId, key) {
      const order = await openOrder(db, caseId, key);
      return order ? { order: order.id, state: order.state } : null;
    },
    async instruct(id) {
      const order = await orderById(db, id);
      if (!order) return false;
      const account = await accountOfOrder(db, id);
      // Whoever wins this row sends; nobody sends after it, whatever happens to the answer.
      if (!(await beginInstruction(db, id))) return false;
      await bank.instruct({ instruction: `ins_${id}`, yen: order.yen, account, memo: order.id });
      await recordAccepted(db, id);
      return true;
    },
    async lookUp(id) {
      const order = await orderById(db, id);
      if (!order) return 'with-person';
      if (order.state === 'unclear') {
        await ring(order.caseId, await giveOrderToPerson(db, links, id, order.reason ?? 'unknown-at-bank'));
        return 'with-person';
      }
      if (order.state === 'settled' || order.state === 'returned') {
        await ring(order.caseId, await settleOrder(db, links, id, { state: order.state, reason: order.reason ?? '' }));
        return order.state;
      }
      if (!order.instruction) {
        // Reserved and never instructed: the process died before it said so. It is still ours to send.
        const account = await accountOfOrder(db, id);
        if (await beginInstruction(db, id)) await bank.instruct({ instruction: `ins_${id}`, yen: order.yen, account, memo: order.id });
        else if (await headLate(db)) await recordHandError(db, order.caseId, order.key, 'waits: no head of the log for four hours');
        return 'pending';
      }
      const word = await bank.lookUp(order.instruction);
      if (word.state === 'unknown') {
        await countLookup(db, id);
        return 'unknown';
      }
      if (word.state === 'accepted') {
        await recordAccepted(db, id);
        return 'pending';
      }
      await ring(order.caseId, await settleOrder(db, links, id, { state: word.state, reason: word.reason }));
      return word.state;
    },
    async giveToPerson(id) {
      const order = await orderById(db, id);
      if (!order) return;
      await recordHandError(db, order.caseId, order.key, 'the bank does not know the instruction');
      await ring(order.caseId, await giveOrderToPerson(db, links, id, 'unknown-at-bank'));
    },
  };
}
