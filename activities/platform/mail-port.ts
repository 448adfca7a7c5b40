// The way out for mails: Resend's client (or its like behind another address), or SMTP. Same contract: taken, later, never.
import nodemailer from 'nodemailer';
import { Resend } from 'resend';
import type { Config } from './config.js';

export type OutgoingMail = { readonly id: string; readonly to: string; readonly subject: string; readonly html: string; readonly text: string };
export type Sent =
  | { readonly is: 'taken'; readonly ids: readonly (string | null)[] }
  | { readonly is: 'later'; readonly error: string; readonly retryAfterMs: number | null }
  | { readonly is: 'never'; readonly error: string };
export type MailPort = { readonly batchSize: number; send(batch: string, mails: readonly OutgoingMail[]): Promise<Sent> };

/** A call to the provider takes at most this long. */
const TIMEOUT_MS = 12_000;
const HEADERS = { 'Auto-Submitted': 'auto-generated' };
/** A line break in a header would start another header. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

/** Chooses the way out by configuration; without one nothing is sent and the mails wait. */
export function makeMailPort(config: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'SMTP_URL' | 'MAIL_FROM'>): MailPort {
  if (config.SMTP_URL) return smtpPort(config.SMTP_URL, config.MAIL_FROM);
  if (config.RESEND_API_KEY) return resendPort(config.RESEND_API_KEY, config.RESEND_BASE_URL, config.MAIL_FROM);
  return { batchSize: 1, send: async () => ({ is: 'later', error: 'no mail provider configured', retryAfterMs: 60_000 }) };
}

const LATER = ['rate_limit_exceeded', 'daily_quota_exceeded', 'monthly_quota_exceeded', 'concurrent_idempotent_requests', 'application_error', 'internal_server_error'];

function resendPort(key: string, baseUrl: string | undefined, from: string): MailPort {
  const resend = new Resend(key, baseUrl ? { baseUrl } : undefined);
  return {
    batchSize: 50,
    async send(batch, mails) {
      const bodies = mails.map((mail) => ({ from, to: mail.to, subject: oneLine(mail.subject), html: mail.html, text: mail.text, headers: HEADERS }));
      const [single] = bodies;
      const answer = await within<unknown>(bodies.length === 1 && single ? resend.emails.send(single, { idempotencyKey: batch }) : resend.batch.send(bodies, { idempotencyKey: batch })) as 'timeout' | { data: unknown; error: unknown };
      if (answer === 'timeout') return { is: 'later', error: 'timeout', retryAfterMs: null };
      if (answer.error) {
        const { name, message, statusCode } = answer.error as { name: string; message: string; statusCode?: number | null };
        const retryAfter = Number((answer as { headers?: Record<string, string> | null }).headers?.['retry-after'] ?? Number.NaN);
        const error = `${name}: ${message}`.slice(0, 300);
        return LATER.includes(name) || !statusCode || statusCode === 429 || statusCode >= 500 ? { is: 'later', error, retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : null } : { is: 'never', error };
      }
      const data = answer.data as { id: string } | { data: { id: string }[] } | null;
      const ids = data && 'data' in data ? data.data.map((d) => d.id) : data ? [data.id] : [];
      return { is: 'taken', ids: mails.map((_, n) => ids[n] ?? null) };
    },
  };
}

function smtpPort(url: string, from: string): MailPort {
  const transport = nodemailer.createTransport({ url, pool: true, connectionTimeout: 10_000, socketTimeout: TIMEOUT_MS } as never);
  return {
    // SMTP has no idempotency key: one mail a batch, so that a failure never repeats a neighbour.
    batchSize: 1,
    async send(_batch, mails) {
      try {
        for (const mail of mails) await transport.sendMail({ from, to: mail.to, subject: oneLine(mail.subject), html: mail.html, text: mail.text, headers: HEADERS, messageId: `<${mail.id}@kyoso>` });
        return { is: 'taken', ids: mails.map((mail) => mail.id) };
      } catch (error) {
        const code = (error as { responseCode?: number }).responseCode ?? 0;
        const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
        return code >= 500 ? { is: 'never', error: message } : { is: 'later', error: message, retryAfterMs: null };
      }
    },
  };
}

async function within<T>(call: Promise<T>): Promise<T | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), TIMEOUT_MS);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
