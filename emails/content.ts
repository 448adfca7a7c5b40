// What a mail says, before it has a look: HTML and text are made from the same value, in the same order.
import type { MailFacts } from '../workflows/domain/mail.js';

/** A label and what stands beside it; `value` may have several lines. */
export type Line = { readonly label: string; readonly value: string };

/** One mail as words. Its address and code are not in here: they come with the link when it is rendered. */
export type Content = {
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
  /** The facts of the mail; the place to go to follows them. */
  readonly facts: readonly Line[];
  /** Label of the row with the address, and how to get on when the address cannot be opened. */
  readonly where: string;
  readonly button: string | null;
  readonly details: readonly Line[];
  readonly closing: readonly string[];
};

/** A mail: a pure function of what was stored with its row. */
export type Template = (facts: MailFacts) => Content;
