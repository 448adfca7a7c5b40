import { randomUUID } from 'node:crypto';
import { type JsonLines, JsonLines as Lines, type Place } from './json-lines.js';

/** A mail as it was handed over, plus what the mailbox knows about it. */
export type Mail = {
  id: string;
  at: string;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: { filename: string; bytes: number }[];
  idempotencyKey?: string;
};
export type MailState = 'sent' | 'delivered' | 'bounced';
type Known = { id: string; at: string; to: string[]; from: string; subject: string; state: MailState; told: boolean; place: Place };
type Entry = { kind: 'mail'; mail: Mail } | { kind: 'request'; key: string; hash: string; ids: string[]; at: string } | { kind: 'state'; id: string; state: MailState } | { kind: 'told'; id: string };

const DAY = 86_400_000;

/** The mails of the practice city, kept in one file over restarts: bodies on disk, what lists need in memory. */
export class Mails {
  private readonly lines: JsonLines<Entry>;
  private readonly known = new Map<string, Known>();
  private readonly requests = new Map<string, { hash: string; ids: string[]; at: string }>();

  constructor(file: string) {
    this.lines = new Lines<Entry>(file);
    for (const { entry, place } of this.lines.replay()) this.take(entry, place);
  }

  /** What an earlier request with this key was answered, within the 24 hours Resend remembers. */
  earlier(key: string): { hash: string; ids: string[] } | undefined {
    const found = this.requests.get(key);
    return found && Date.now() - Date.parse(found.at) < DAY ? found : undefined;
  }

  /** Keeps mails that were handed over in one request, and the request's key. */
  accept(mails: Omit<Mail, 'id' | 'at'>[], request?: { key: string; hash: string }): string[] {
    const at = new Date().toISOString();
    const ids = mails.map((mail) => {
      const id = randomUUID();
      this.write({ kind: 'mail', mail: { id, at, ...mail } });
      return id;
    });
    if (request) this.write({ kind: 'request', ...request, ids, at });
    return ids;
  }

  setState(id: string, state: MailState): void {
    this.write({ kind: 'state', id, state });
  }

  /** Remembers that the city was told how this mail ended. */
  setTold(id: string): void {
    this.write({ kind: 'told', id });
  }

  /** Mails of the last day whose end the city has not heard of. */
  untold(): string[] {
    return [...this.known.values()].filter((mail) => !mail.told && Date.now() - Date.parse(mail.at) < DAY).map((mail) => mail.id);
  }

  get(id: string): (Mail & { state: MailState }) | undefined {
    const known = this.known.get(id);
    if (!known) return undefined;
    const entry = this.lines.read(known.place);
    return entry.kind === 'mail' ? { ...entry.mail, state: known.state } : undefined;
  }

  /** What matches, oldest first: `to` and `subject` are parts of the text, `since` an instant. */
  find({ to, subject, since }: { to?: string; subject?: string; since?: number } = {}): readonly Known[] {
    const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
    return [...this.known.values()].filter(
      (mail) => (!to || mail.to.some((one) => has(one, to))) && (!subject || has(mail.subject, subject)) && (since === undefined || Date.parse(mail.at) >= since),
    );
  }

  private write(entry: Entry) {
    this.take(entry, this.lines.append(entry));
  }

  private take(entry: Entry, place: Place) {
    if (entry.kind === 'mail') {
      const { id, at, to, cc, bcc, from, subject } = entry.mail;
      this.known.set(id, { id, at, to: [...to, ...cc, ...bcc], from, subject, state: 'sent', told: false, place });
    } else if (entry.kind === 'request') this.requests.set(entry.key, entry);
    else {
      const mail = this.known.get(entry.id);
      if (mail && entry.kind === 'state') mail.state = entry.state;
      if (mail && entry.kind === 'told') mail.told = true;
    }
  }
}
