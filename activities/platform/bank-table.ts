// The banks and branches of Japan as the rules read them: zengin-code (MIT, 5 MB, dated monthly). Loaded when somebody first asks for an account.
import { createRequire } from 'node:module';
import type { BankTable } from '../../workflows/domain/bank/account.js';

const load = createRequire(import.meta.url);
let table: BankTable | null = null;

/** The table of the release that is installed; its version is the date of its list, `p20260824`. The same object every time. */
export function bankTable(): BankTable {
  table ??= { version: (load('zengin-code/package.json') as { version: string }).version.replace(/^.*-/, ''), banks: load('zengin-code') as BankTable['banks'] };
  return table;
}
