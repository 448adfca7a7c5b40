// What the API is made of: built once in main.ts and handed down, never reached for.
import type { Context } from 'hono';
import type { Config } from '../activities/platform/config.js';
import type { Courier } from '../activities/platform/courier.js';
import type { Log } from '../activities/platform/logger.js';
import type { Storage } from '../activities/platform/storage.js';
import type { Ringer } from '../activities/platform/temporal.js';
import type { Links } from '../activities/platform/tokens.js';
import type { Db } from '../db/client.js';
import type { ActInput } from '../workflows/domain/acts.js';
import type { BankTable } from '../workflows/domain/bank/account.js';
import type { Actor } from '../workflows/domain/people.js';
import type { Acted, Via } from '../db/store/acts.js';
import type { Session } from '../db/store/codes.js';

export type Deps = {
  readonly db: Db;
  readonly config: Config;
  readonly log: Log;
  readonly links: Links;
  readonly ringer: Ringer;
  readonly courier: Courier;
  readonly storage: Storage;
  /** Banks and branches, by which an account that is typed is understood. */
  banks(): BankTable;
  /** Takes an act and rings what must be rung, after the commit and without delaying the answer. */
  act(input: { caseId: string; act: ActInput; by: Actor; via: Via }): Promise<Acted>;
  /** Mails a one-time code (10 minutes) to an address at once; also while Temporal is down. Limited to a few an hour for each subject. */
  sendCode(input: CodeMail): Promise<'sent' | 'too-many'>;
  /** Spends a typed code; true once for the right one. */
  spendCode(subject: string, purpose: string, typed: string): Promise<boolean>;
  /** The staff session of this request, if any. */
  session(c: Context): Promise<Session | null>;
  /** Signs a person in or out. */
  signIn(c: Context, person: string): Promise<void>;
  signOut(c: Context): Promise<void>;
  /** Waits until a settled case has moved, at most half a second; never throws. */
  waitMoved(caseId: string): Promise<void>;
};

/** A code to a mailbox: what it is for in the reader's words, and whose it is. */
export type CodeMail = { readonly subject: string; readonly purpose: string; readonly email: string; readonly addressee: string; readonly caseId: string | null; readonly number: string; readonly title: string; readonly what: string; readonly office: { name: string; tel: string; hours: string } };

/** A T3 act needs a sign-in not older than this. */
export const FRESH_MS = 15 * 60_000;
