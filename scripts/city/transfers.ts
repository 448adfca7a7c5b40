import { type JsonLines, JsonLines as Lines } from './json-lines.js';

/** What the city asks the bank to pay. `instructionId` is the city's own: the bank never carries one out twice. */
export type Instruction = {
  instructionId: string;
  amountYen: number;
  fromAccount: string;
  to: { bank: string; branch: string; type: string; number: string; holderKana: string };
  memo: string;
};
export type Transfer = Instruction & { state: 'accepted' | 'settled' | 'returned'; reason?: string; at: string; told: number };

/** The practice bank's book, kept in one file over restarts: the last line about an instruction counts. */
export class Transfers {
  private readonly lines: JsonLines<Transfer>;
  private readonly book = new Map<string, Transfer>();

  constructor(file: string) {
    this.lines = new Lines<Transfer>(file);
    for (const { entry } of this.lines.replay()) this.book.set(entry.instructionId, entry);
  }

  get(instructionId: string): Transfer | undefined {
    return this.book.get(instructionId);
  }

  /** Oldest first. */
  all(): Transfer[] {
    return [...this.book.values()];
  }

  /** Books an instruction; nothing when it is already known. */
  accept(instruction: Instruction): Transfer | undefined {
    if (this.book.has(instruction.instructionId)) return undefined;
    return this.write({ ...instruction, state: 'accepted', at: new Date().toISOString(), told: 0 });
  }

  change(instructionId: string, change: Partial<Pick<Transfer, 'state' | 'reason' | 'told' | 'at'>>): Transfer | undefined {
    const known = this.book.get(instructionId);
    return known && this.write({ ...known, ...change });
  }

  private write(transfer: Transfer): Transfer {
    this.lines.append(transfer);
    this.book.set(transfer.instructionId, transfer);
    return transfer;
  }
}
