// What a run may cause in the world: short interfaces that activities implement and test fakes implement too. Only ids, numbers and closed words pass.
import type { HandKind } from '../domain/cases.js';
import type { RunKind } from '../domain/ids.js';

/** What follows from an advance for the run. `sleepMs` null = until rung. */
export type Advanced = { readonly closed: boolean; readonly sleepMs: number | null; readonly hands: readonly { readonly kind: HandKind; readonly key: string }[] };

export interface RunActivities {
  /** Crosses borders, writes what follows, plans the wake. Idempotent. */
  advance(kind: RunKind, id: string): Promise<Advanced>;
}

export interface DocumentActivities {
  /** Renders, stores once, records, rings. Ends at once when it is done already. */
  makeDocument(caseId: string, key: string): Promise<void>;
}

export type OrderWord = 'settled' | 'returned' | 'pending' | 'unknown' | 'with-person';
export interface PaymentActivities {
  /** Makes and reserves the order when it is not there. Null when nothing is wanted. */
  openOrder(caseId: string, key: string): Promise<{ readonly order: string; readonly state: string } | null>;
  /** Sends the instruction; true only for the one call that was allowed to. One attempt, ever. */
  instruct(order: string): Promise<boolean>;
  /** Asks the bank and records a final word. */
  lookUp(order: string): Promise<OrderWord>;
  /** Gives the order to a person. */
  giveToPerson(order: string): Promise<void>;
}

export interface FollowUpActivities {
  /** Makes the draft once, records, rings. Ends at once when it is done already. */
  openFollowUp(caseId: string, key: string): Promise<void>;
}

export interface MailActivities {
  /** Sends what is due, batch after batch; tells when to look again, in milliseconds, null = when rung. */
  deliver(): Promise<{ readonly nextMs: number | null }>;
}

export interface OperationsActivities {
  /** Rings what should have moved, acts on transfers, makes tasks of undeliverable mails. */
  sweep(): Promise<void>;
  /** Looks for what can never be, and notes how much it found. */
  check(): Promise<void>;
}
