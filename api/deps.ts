// What the API is made of: built once in main.ts and handed down, never reached for.
import type { Context } from 'hono';
import type { Config } from '../activities/platform/config.js';
import type { Courier } from '../activities/platform/courier.js';
import type { Log } from '../activities/platform/logger.js';
import type { Printer } from '../activities/platform/printer.js';
import type { Storage } from '../activities/platform/storage.js';
import type { Ringer } from '../activities/platform/temporal.js';
import type { Links } from '../activities/platform/tokens.js';
import type { Scanner } from '../activities/platform/virus-scan.js';
import type { Db } from '../db/client.js';
import type { ActInput } from '../workflows/domain/acts.js';
import type { BankTable } from '../workflows/domain/bank/account.js';
import type { Actor } from '../workflows/domain/people.js';
import type { Acted, Via } from '../db/store/acts.js';
import type { Session } from '../db/store/sign-in.js';
import type { SignIn } from './sign-in/make-sign-in.js';

export type Deps = {
  readonly db: Db;
  readonly config: Config;
  readonly log: Log;
  readonly links: Links;
  readonly ringer: Ringer;
  readonly courier: Courier;
  readonly storage: Storage;
  /** Looks at files before anybody can open them. */
  readonly scanner: Scanner;
  readonly printer: Printer;
  /** Banks and branches, by which an account that is typed is understood. */
  banks(): BankTable;
  /** Takes an act and rings what must be rung, after the commit and without delaying the answer. */
  act(input: { caseId: string; act: ActInput; by: Actor; via: Via; code?: string }): Promise<Acted>;
  /** Mails a one-time code (10 minutes) to an address at once; also while Temporal is down. Five an hour to one address, those not counted that were typed. */
  sendCode(input: CodeMail): Promise<'sent' | 'too-many'>;
  /** Tries a typed code that was mailed to `email`; the id of the right one, which its act spends. */
  tryCode(of: Pick<CodeMail, 'subject' | 'purpose' | 'email'>, typed: string): Promise<string | null>;
  /** Whether a mail may go to an address that somebody typed without showing that it is theirs: five an hour, all such pages together. */
  mayMail(email: string): Promise<boolean>;
  /** The door: every way to sign in. */
  readonly door: SignIn;
  /** Adds the door's cookies to the answer. */
  giveCookies(c: Context, cookies: readonly string[]): void;
  /** The staff session of this request, if any. */
  session(c: Context): Promise<Session | null>;
  /** Signs a person of the practice city in with one click; signs anybody out. */
  signIn(c: Context, person: string): Promise<void>;
  signOut(c: Context): Promise<void>;
  /** Waits until a settled case has moved, at most half a second; never throws. */
  waitMoved(caseId: string): Promise<void>;
};

/** A code to a mailbox: what it is for in the reader's words, and whose it is. */
export type CodeMail = { readonly subject: string; readonly purpose: string; readonly email: string; readonly addressee: string; readonly caseId: string | null; readonly number: string; readonly title: string; readonly what: string; readonly office: { name: string; tel: string; hours: string } };

const FRESH_MS = 15 * 60_000;
/** Ways that prove the person and not only the mailbox: a mailed link is none (facts: ASVS 6.3.6). */
const STRONG: readonly Session['means'][] = ['practice', 'oidc', 'passkey'];

/** Whether a session is good for a T3 act: signed in within the last fifteen minutes, by the city's service or a passkey. */
export const isFresh = (session: Pick<Session, 'signedInAt' | 'means'>): boolean => STRONG.includes(session.means) && Date.now() - session.signedInAt <= FRESH_MS;
