import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { faultSwitch } from './faults.js';
import type { Mail, Mails } from './mails.js';
import { type City, hangUp } from './serve-city.js';

type Given = Record<string, unknown> & { from?: string; to?: string | string[]; subject?: string };

/**
 * What a request may be made to suffer: `refuse` 422 for good; `429` with retry-after; `down` 500; `slow` an answer after
 * `ms`; `accept-and-drop` the mail is kept but the connection is cut before the answer; `swallow` an answer but no mail.
 */
const FAULTS = ['refuse', '429', 'down', 'slow', 'accept-and-drop', 'swallow'] as const;

/**
 * The part of Resend's HTTP API that Kyoso uses, with Resend's shapes: one mail, a batch of at most 100, look-up.
 * The same Idempotency-Key with the same body gives the same ids and no second mail; with another body, 409.
 */
export function resendApi(mails: Mails, onAccepted: (ids: string[]) => void) {
  const faults = faultSwitch(FAULTS);

  const receive = async (c: Context<City>, single: boolean) => {
    if (!/^Bearer \S+/.test(c.req.header('authorization') ?? '')) return refuse(c, 401, 'missing_api_key', 'Missing API Key');
    const fault = faults.take();
    if (fault.mode === 'refuse') return refuse(c, 422, 'validation_error', 'Refused by the practice mailbox (fault switch)');
    if (fault.mode === 'down') return refuse(c, 500, 'internal_server_error', 'The practice mailbox is down (fault switch)');
    if (fault.mode === '429') {
      c.header('retry-after', '1');
      return refuse(c, 429, 'rate_limit_exceeded', 'Too many requests (fault switch)');
    }
    const text = await c.req.text();
    const given = list(text, single);
    if (!given) return refuse(c, 422, 'validation_error', 'The body is not the JSON of a mail, or a batch of 1 to 100.');
    const bad = given.find((mail) => !mail.from || !mail.to?.length || !mail.subject || !(mail.html || mail.text));
    if (bad) return refuse(c, 422, 'missing_required_field', 'from, to, subject and html or text are needed.');

    const key = c.req.header('idempotency-key');
    const hash = createHash('sha256').update(text).digest('hex');
    const before = key ? mails.earlier(key) : undefined;
    if (before && before.hash !== hash) return refuse(c, 409, 'invalid_idempotent_request', 'This idempotency key was used with another body within the last 24 hours.');
    const answer = (ids: string[]) => c.json(single ? { id: ids[0] } : { data: ids.map((id) => ({ id })) });
    if (fault.mode === 'swallow') return answer(given.map(() => crypto.randomUUID()));

    const ids = before?.ids ?? mails.accept(given.map((mail) => asMail(mail, key)), key ? { key, hash } : undefined);
    if (!before) onAccepted(ids);
    if (fault.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (fault.mode === 'accept-and-drop') return hangUp(c);
    return answer(ids);
  };

  return new Hono<City>()
    .route('/faults', faults.routes)
    .post('/emails', (c) => receive(c, true))
    .post('/emails/batch', (c) => receive(c, false))
    .get('/emails/:id', (c) => {
      const mail = mails.get(c.req.param('id'));
      if (!mail) return refuse(c, 404, 'not_found', 'Email not found');
      const { id, at, from, to, cc, bcc, replyTo, subject, html, text, state } = mail;
      return c.json({ object: 'email', id, created_at: at, from, to, cc, bcc, reply_to: replyTo, subject, html, text, last_event: state });
    });
}

function refuse(c: Context, statusCode: 401 | 404 | 409 | 422 | 429 | 500, name: string, message: string) {
  return c.json({ statusCode, name, message }, statusCode);
}

function list(text: string, single: boolean): Given[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const all = single ? [body] : body;
    return Array.isArray(all) && all.length >= 1 && all.length <= 100 && all.every((one) => typeof one === 'object' && one !== null) ? all : undefined;
  } catch {
    return undefined;
  }
}

function asMail(given: Given, idempotencyKey: string | undefined): Omit<Mail, 'id' | 'at'> {
  const many = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value ? [String(value)] : []);
  const attachments = Array.isArray(given.attachments) ? given.attachments : [];
  return {
    from: String(given.from),
    to: many(given.to),
    cc: many(given.cc),
    bcc: many(given.bcc),
    replyTo: many(given.reply_to),
    subject: String(given.subject),
    text: String(given.text ?? ''),
    html: String(given.html ?? ''),
    headers: (given.headers as Record<string, string> | undefined) ?? {},
    tags: (given.tags as Mail['tags'] | undefined) ?? [],
    attachments: attachments.map((one) => ({ filename: String(one.filename ?? ''), bytes: Buffer.from(String(one.content ?? ''), 'base64').length })),
    idempotencyKey,
  };
}
