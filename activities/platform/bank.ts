// The bank, behind one contract: instruct by an id of ours, look up by that id. Either its HTTP service, or lists of transfers that people carry to it (総合振込).
import type { Db } from '../../db/client.js';
import { addLine, lineByInstruction } from '../../db/store/transfer-lists.js';
import type { Config } from './config.js';

export type TransferWord = { readonly state: 'accepted' | 'settled' | 'returned'; readonly reason: string } | { readonly state: 'unknown' };
export type Bank = {
  /** Sends an instruction. Resolves when the bank said it has it; rejects when no answer came: it may have it all the same. */
  instruct(transfer: { instruction: string; yen: number; account: Readonly<Record<string, unknown>>; memo: string }): Promise<void>;
  /** What the bank knows of an instruction. */
  lookUp(instruction: string): Promise<TransferWord>;
};

const TIMEOUT_MS = 10_000;

/** The bank as it is configured. */
export const makeBank = (config: Pick<Config, 'BANK_MODE' | 'BANK_URL'>, db: Db): Bank => (config.BANK_MODE === 'file' ? fileBank(db) : httpBank(config));

/** The bank's HTTP service. */
export function httpBank(config: Pick<Config, 'BANK_URL'>): Bank {
  const call = (path: string, init?: RequestInit) => {
    if (!config.BANK_URL) throw new Error('no bank configured');
    // An account goes to the address that was configured, or nowhere.
    return fetch(`${config.BANK_URL}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  };
  return {
    async instruct({ instruction, yen, account, memo }) {
      const to = { bank: account.bank, branch: account.branch, type: account.accountType, number: account.number, holderKana: account.holder };
      const answer = await call('/transfers', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ instructionId: instruction, amountYen: yen, fromAccount: 'city', to, memo }) });
      // 409: the bank has this instruction already, which is what we want to know.
      if (!answer.ok && answer.status !== 409) throw new Error(`bank answered ${answer.status}`);
    },
    async lookUp(instruction) {
      const answer = await call(`/transfers/${encodeURIComponent(instruction)}`);
      if (answer.status === 404) return { state: 'unknown' };
      if (!answer.ok) throw new Error(`bank answered ${answer.status}`);
      const word = (await answer.json()) as { state: 'accepted' | 'settled' | 'returned'; reason?: string };
      return { state: word.state, reason: word.reason ?? '' };
    },
  };
}

/** The bank by lists: an instruction is a line that waits for one. Until the bank's result was taken in all that can be said is that it is on its way. */
export function fileBank(db: Db): Bank {
  return {
    instruct: (transfer) => addLine(db, transfer),
    async lookUp(instruction) {
      const line = await lineByInstruction(db, instruction);
      if (!line) return { state: 'unknown' };
      return line.state === 'settled' || line.state === 'returned' ? { state: line.state, reason: line.reason } : { state: 'accepted', reason: '' };
    },
  };
}
