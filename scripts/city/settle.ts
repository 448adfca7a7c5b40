import { createHmac } from 'node:crypto';
import { callBack } from './callback.js';
import type { Transfers } from './transfers.js';

/** How often the bank says each thing: a city that counts one payment twice is found out here. */
const REPEATS = 2;

/**
 * Settles transfers after a while and tells the city, signed (x-bank-signature: HMAC-SHA256 of the raw body, hex) and said
 * twice. An account number that ends in 9999 does not exist: the money comes back. After a restart it goes on where it was.
 */
export function settler(transfers: Transfers, { url, secret, delayMs }: { url: string; secret: string; delayMs: number }) {
  const carryOut = async (instructionId: string) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    let transfer = transfers.get(instructionId);
    if (transfer?.state === 'accepted') {
      await wait(delayMs);
      const missing = transfer.to.number.endsWith('9999');
      transfer = transfers.change(instructionId, { state: missing ? 'returned' : 'settled', reason: missing ? 'no-such-account' : undefined, at: new Date().toISOString() });
    }
    if (!transfer) return;
    const { state, reason, amountYen, at } = transfer;
    const body = JSON.stringify({ instructionId, state, reason, amountYen, at });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    for (let told = transfer.told + 1; told <= REPEATS; told += 1) {
      if (!(await callBack(url, body, () => ({ 'x-bank-signature': signature })))) return;
      transfers.change(instructionId, { told });
      await wait(100);
    }
  };
  for (const { instructionId, told } of transfers.all()) if (told < REPEATS) void carryOut(instructionId);
  return (instructionId: string) => void carryOut(instructionId);
}
