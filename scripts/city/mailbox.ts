// The practice city's mailbox, a process of its own: speaks Resend's API to Kyoso and shows every mail to people.
import path from 'node:path';
import { Hono } from 'hono';
import { mailCallbacks } from './mail-callbacks.js';
import { mailboxPages } from './mailbox-pages.js';
import { Mails } from './mails.js';
import { resendApi } from './resend-api.js';
import { type City, serveCity } from './serve-city.js';

const env = process.env;
const mails = new Mails(path.join(env.DATA_DIR ?? '.kyoso', 'mailbox.jsonl'));
const tell = mailCallbacks(mails, {
  url: env.WEBHOOK_URL ?? `${env.PUBLIC_URL ?? 'http://localhost:3000'}/hooks/mail`,
  secret: env.RESEND_WEBHOOK_SECRET ?? '',
  delayMs: Number(env.MAILBOX_DELAY_MS ?? 200),
});
tell(mails.untold());

/** How many mails a look-up by a test returns at most, the newest ones; without their texts (`heads`) all. */
const AT_MOST = 500;

const app = new Hono<City>()
  .get('/healthz', (c) => c.json({ ok: true }))
  .get('/api/mails', (c) => {
    const { to, subject, since, heads } = c.req.query();
    const found = mails.find({ to, subject, since: since === undefined ? undefined : /^\d+$/.test(since) ? Number(since) : Date.parse(since) });
    if (heads !== undefined) return c.json(found.map(({ id, at, to, subject }) => ({ id, at, to, subject })));
    return c.json(found.slice(-AT_MOST).map(({ id }) => mails.get(id)));
  })
  .get('/api/mails/:id', (c) => {
    const mail = mails.get(c.req.param('id'));
    return mail ? c.json(mail) : c.json({ error: 'not found' }, 404);
  })
  .route('/', resendApi(mails, tell))
  .route('/', mailboxPages(mails));

serveCity('mailbox', app);
