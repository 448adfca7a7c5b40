// The courier: renders what is due and hands it to the provider, batch by batch. Shared by the mail run and by what must leave at once (codes).
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../db/client.js';
import { type Batch, recordNotSent, recordRefused, recordSent, takeBatch } from '../../db/store/mails.js';
import type { MailFacts, MailLink } from '../../workflows/domain/mail.js';
import type { Log } from './logger.js';
import type { MailPort, OutgoingMail } from './mail-port.js';
import type { Links } from './tokens.js';

export type Courier = {
  /** Sends the next batch that is due; false when there was none. */
  next(): Promise<boolean>;
  /** What a mail says as it left, but for the key in its link: that belongs to the addressee alone. */
  show(facts: MailFacts, link: MailLink | null): Promise<{ subject: string; text: string }>;
  /** Sends one mail at once; the mail run retries it when that fails. Never throws. */
  now(mailId: string): Promise<void>;
};

/** The templates take more than half a second to load: pages must not wait for them. */
const templates = () => import('../../emails/render.js');
const LOAD_AFTER_MS = 3_000;

/** What the provider said stands nowhere else: while the database is away for a moment it is said again, else the batch would wait for the end of its lease. */
async function kept(record: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await record();
    } catch (error) {
      if (tries === 6) throw error;
      await pause(100 * 2 ** tries);
    }
  }
}

/** For a process that will send mails: has the templates loaded a moment after its start, so that neither its first page nor its first mail waits for them. */
export function loadTemplatesSoon(): void {
  setTimeout(() => void templates(), LOAD_AFTER_MS).unref();
}

/** Puts render, port and record together. */
export function makeCourier(db: Db, links: Links, port: MailPort, log: Log): Courier {
  const renderMail = async (facts: MailFacts, link: MailLink | null) => (await templates()).renderMail(facts, link);
  const deliver = async (batch: Batch): Promise<void> => {
    const outgoing: OutgoingMail[] = await Promise.all(batch.mails.map(async (mail) => ({ id: mail.id, to: mail.email, ...(await renderMail(mail.facts, links.link(mail.link))) })));
    const sent = await port.send(batch.id, outgoing);
    await kept(() => (sent.is === 'taken' ? recordSent(db, batch, sent.ids) : sent.is === 'later' ? recordNotSent(db, batch, sent.error, sent.retryAfterMs) : recordRefused(db, batch, sent.error)));
    log.info({ batch: batch.id, mails: batch.mails.length, outcome: sent.is, tries: batch.tries }, 'mail batch');
  };
  return {
    show: async (facts, link) => (await templates()).renderWords(facts, link),
    async next() {
      const batch = await takeBatch(db, { size: port.batchSize });
      if (!batch) return false;
      await deliver(batch);
      return true;
    },
    async now(mailId) {
      try {
        const batch = await takeBatch(db, { size: 1, only: mailId });
        if (batch) await deliver(batch);
      } catch (error) {
        log.warn({ mail: mailId, failure: error instanceof Error ? error.name : 'unknown' }, 'mail not sent at once; the mail run will');
      }
    },
  };
}
