import { createHmac } from 'node:crypto';
import { callBack } from './callback.js';
import type { Mails } from './mails.js';

/**
 * Tells the city how each mail ended, as Resend does: `email.delivered`, or `email.bounced` when the part before the @
 * contains "bounce". Signed in the manner of Svix, tried again until taken. What was not told before a restart is told after it.
 */
export function mailCallbacks(mails: Mails, { url, secret, delayMs }: { url: string; secret: string; delayMs: number }) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

  const tell = async (id: string) => {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const mail = mails.get(id);
    if (!mail) return;
    const bounced = mail.to.some((address) => /bounce[^@]*@/i.test(address));
    mails.setState(id, bounced ? 'bounced' : 'delivered');
    const { at, from, to, subject, tags } = mail;
    const data = {
      email_id: id,
      ...{ created_at: at, from, to, subject },
      tags: Object.fromEntries(tags.map((tag) => [tag.name, tag.value])),
      ...(bounced ? { bounce: { type: 'Permanent', subType: 'General', message: 'The practice mailbox refuses addresses with "bounce".' } } : {}),
    };
    const body = JSON.stringify({ type: bounced ? 'email.bounced' : 'email.delivered', created_at: new Date().toISOString(), data });
    const messageId = `msg_${id}`;
    const sign = () => {
      const time = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', key).update(`${messageId}.${time}.${body}`).digest('base64');
      return { 'svix-id': messageId, 'svix-timestamp': time, 'svix-signature': `v1,${signature}` };
    };
    if (await callBack(url, body, sign)) mails.setTold(id);
  };

  return (ids: string[]) => {
    for (const id of ids) void tell(id);
  };
}
