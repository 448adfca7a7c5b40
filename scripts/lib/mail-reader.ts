// Reads the practice city's mailbox as its people do: the newest mail to them about a case, the link in it, the code in it.
import { eventually } from './eventually.js';

export type ReadMail = { readonly id: string; readonly at: string; readonly to: string; readonly subject: string; readonly text: string; readonly link: string };
type Listed = { id: string; at: string; to: string | string[]; subject: string; text: string };

/** A reader of one mailbox; each ask is read once. */
export class MailReader {
  private readonly read = new Set<string>();
  constructor(private readonly mailbox: string) {}

  /** The newest mails, at most 500: those to somebody (part of the address), with these words in the subject. */
  async all(find: { to?: string; subject?: string } = {}): Promise<Listed[]> {
    return (await (await fetch(`${this.mailbox}/api/mails?${new URLSearchParams(find)}`)).json()) as Listed[];
  }

  /** Waits for a mail to somebody (part of the address) that fits. */
  async wait(who: string, fits: (mail: Listed) => boolean, subject = ''): Promise<Listed> {
    return eventually(`a mail to ${who}`, async () => (await this.all({ to: who, subject })).findLast(fits) ?? null);
  }

  /** The newest unread mail to somebody about a case with these words in its subject, with its link. */
  async ask(who: string, number: string, subject: string): Promise<ReadMail> {
    const mail = await this.wait(who, (m) => m.subject.includes(number) && m.subject.includes(subject) && !this.read.has(m.id) && /\/(a)\/req_/.test(m.text), number);
    this.read.add(mail.id);
    const link = /https?:\/\/\S+?(\/a\/req_[0-9a-z]+\.[A-Za-z0-9_-]+)/.exec(mail.text)?.[1];
    if (!link) throw new Error(`no link in the mail ${mail.subject}`);
    return { id: mail.id, at: mail.at, to: String(mail.to), subject: mail.subject, text: mail.text, link };
  }

  /** The newest one-time code to somebody that came after an instant. */
  async code(who: string, after: string): Promise<string> {
    const mail = await this.wait(who, (m) => m.subject.includes('確認番号') && m.at >= after && !this.read.has(m.id));
    this.read.add(mail.id);
    const code = /\b([2-9A-HJ-NP-Z]{4})-?([2-9A-HJ-NP-Z]{4})\b/.exec(mail.text.replace(/\d{4}-[A-Z]{2}-\d{4}/g, ''));
    if (!code) throw new Error(`no code in ${mail.text}`);
    return `${code[1]}${code[2]}`;
  }
}
