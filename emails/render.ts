// Renders one mail. Nothing here reads a clock, an id or the environment: a retried mail is the same mail, byte for byte.
import { createElement } from 'react';
import type { MailFacts, MailLink } from '../workflows/domain/mail.js';
import { Layout } from './components/layout.js';
import { render } from './components/react-email.js';
import { TEMPLATES } from './index.js';
import { plainText } from './plain-text.js';

export type Rendered = { readonly subject: string; readonly html: string; readonly text: string };

/** The words of a mail without its look: what staff read of it, and what a copy of a case has. */
export function renderWords(facts: MailFacts, link: MailLink | null): Omit<Rendered, 'html'> {
  const content = TEMPLATES[facts.mail](facts);
  return { subject: content.subject, text: plainText(facts, content, link) };
}

/** The mail as it leaves: equal input gives equal bytes. `link` is derived by the caller and never stored. */
export async function renderMail(facts: MailFacts, link: MailLink | null): Promise<Rendered> {
  const content = TEMPLATES[facts.mail](facts);
  return { ...renderWords(facts, link), html: await render(createElement(Layout, { facts, content, link })) };
}
