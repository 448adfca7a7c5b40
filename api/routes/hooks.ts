// What the mail provider and the bank tell us: signed, each taken once, order does not matter.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Resend } from 'resend';
import { recordDelivery } from '../../db/store/mails.js';
import { orderOfInstruction, settleOrder } from '../../db/store/payments.js';
import { handWorkflowId } from '../../workflows/domain/ids.js';
import type { Deps } from '../deps.js';

const KINDS: Readonly<Record<string, 'delivered' | 'bounced' | 'failed'>> = { 'email.delivered': 'delivered', 'email.bounced': 'bounced', 'email.complained': 'bounced', 'email.failed': 'failed', 'email.suppressed': 'bounced' };

export function hookRoutes(deps: Deps): Hono {
  const app = new Hono();
  // Under their own address only: these routes stand beside all others, and a photo is larger than a word of the bank.
  app.use('/hooks/*', bodyLimit({ maxSize: 64 * 1024 }));
  app.post('/hooks/mail', async (c) => {
    const { RESEND_WEBHOOK_SECRET: webhookSecret } = deps.config;
    const payload = await c.req.text();
    const headers = { id: c.req.header('svix-id') ?? '', timestamp: c.req.header('svix-timestamp') ?? '', signature: c.req.header('svix-signature') ?? '' };
    if (!webhookSecret) return c.text('no secret configured', 503);
    let event: { type: string; data: { email_id?: string; bounce?: { message?: string } } };
    try {
      event = new Resend('re_verify').webhooks.verify({ payload, headers, webhookSecret }) as typeof event;
    } catch {
      return c.text('signature does not fit', 400);
    }
    const kind = KINDS[event.type];
    const word = kind && event.data.email_id ? await recordDelivery(deps.db, { webhookId: headers.id, providerId: event.data.email_id, kind, reason: (event.data.bounce?.message ?? event.type).slice(0, 200) }) : 'taken';
    // The provider says it again later; by then the answer that names the mail is there.
    return word === 'too-early' ? c.text('not known yet', 503) : c.text('ok');
  });
  app.post('/hooks/bank', async (c) => {
    const secret = deps.config.BANK_WEBHOOK_SECRET;
    if (!secret) return c.text('no secret configured', 503);
    const body = Buffer.from(await c.req.arrayBuffer());
    const right = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(c.req.header('x-bank-signature') ?? '', 'hex');
    if (given.length !== right.length || !timingSafeEqual(given, right)) return c.text('signature does not fit', 400);
    const word = JSON.parse(body.toString('utf8')) as { instructionId?: string; state?: string; reason?: string };
    const order = word.instructionId ? await orderOfInstruction(deps.db, word.instructionId) : null;
    if (!order || (word.state !== 'settled' && word.state !== 'returned')) return c.text('ok');
    const written = await settleOrder(deps.db, deps.links, order.id, { state: word.state, reason: word.reason ?? '' });
    if (written.ringRun) void deps.ringer.ring('case', order.caseId);
    if (written.ringMail) void deps.ringer.ringMail();
    if (written.changed) void deps.ringer.ringHand(handWorkflowId('payment', order.caseId, order.key));
    return c.text('ok');
  });
  return app;
}
