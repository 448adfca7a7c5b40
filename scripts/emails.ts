// `npm run emails`: every mail in three languages, HTML and text side by side, at http://localhost:3010. Reloading a page renders again
// with the templates as they are on disk, in a process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { MAIL_IDS, MAILS, type MailId } from '../workflows/domain/mail.js';
import { LANGUAGES, type Language } from '../workflows/domain/words.js';
import type { Rendered } from '../emails/render.js';

const PORT = 3010;
const isMail = (value: string): value is MailId => value in MAILS;

/** Renders with the templates as they are now: a fresh process has no stale modules. */
function renderNow(mail: MailId, language: Language): Promise<Rendered> {
  const program = `import { renderMail } from './emails/render.ts'; import { previewFacts, previewLink } from './emails/preview.ts';
    const [mail, language] = process.argv.slice(1);
    process.stdout.write(JSON.stringify(await renderMail(previewFacts(mail, language), previewLink(mail))));`;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program, mail, language], { cwd: fileURLToPath(new URL('..', import.meta.url)), maxBuffer: 4_000_000 }, (error, out, problem) => (error ? reject(new Error(problem)) : resolve(JSON.parse(out) as Rendered)));
  });
}

const page = (title: string, body: unknown) => html`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>${title}</title><style>
body { font-family: system-ui, sans-serif; margin: 24px; color: #1a1a1c } td { padding: 4px 12px 4px 0 } nav a { margin-right: 12px }
main { display: grid; grid-template-columns: minmax(320px, 640px) minmax(600px, 1fr); gap: 24px; align-items: start }
iframe { width: 100%; height: 85vh; border: 1px solid #d8d8db } pre { border: 1px solid #d8d8db; padding: 16px; margin: 0; overflow: auto; height: calc(85vh - 32px); font: 14px/1.5 "Noto Sans Mono CJK JP", ui-monospace, monospace }
</style></head><body>${body}</body></html>`;

const app = new Hono();

app.get('/', (c) => c.html(page('Mails', html`<h1>Mails (${MAIL_IDS.length})</h1><table>${MAIL_IDS.map((mail) => html`<tr><td>${mail}</td><td>${MAILS[mail]}</td><td>${LANGUAGES.map((language) => html`<a href="/${language}/${mail}">${language}</a> `)}</td></tr>`)}</table>`)));

/** Mail and language an address names; null when there is no such mail. */
function named(language: string, domain: string, name: string): { mail: MailId; language: Language } | null {
  const known = LANGUAGES.find((l) => l === language);
  const mail = `${domain}/${name}`;
  return known && isMail(mail) ? { mail, language: known } : null;
}

app.get('/html/:language/:domain/:name', async (c) => {
  const found = named(c.req.param('language'), c.req.param('domain'), c.req.param('name'));
  return found ? c.html((await renderNow(found.mail, found.language)).html) : c.notFound();
});

app.get('/:language/:domain/:name', async (c) => {
  const found = named(c.req.param('language'), c.req.param('domain'), c.req.param('name'));
  if (!found) return c.notFound();
  const { mail, language } = found;
  const rendered = await renderNow(mail, language);
  const next = MAIL_IDS[(MAIL_IDS.indexOf(mail) + 1) % MAIL_IDS.length];
  return c.html(page(mail, html`<nav><a href="/">All</a>${LANGUAGES.map((l) => html`<a href="/${l}/${mail}">${l}</a>`)}<a href="/${language}/${next}">Next: ${next}</a></nav>
<p>${mail} (${MAILS[mail]}, ${rendered.html.length} characters of HTML)</p><h1>${rendered.subject}</h1>
<main><iframe sandbox="" title="HTML" src="/html/${language}/${mail}"></iframe><pre>${rendered.text}</pre></main>`));
});

app.onError((error, c) => c.html(page('Error', html`<pre>${raw(error.message.replace(/&/g, '&amp;').replace(/</g, '&lt;'))}</pre>`), 500));

serve({ fetch: app.fetch, port: PORT, hostname: '127.0.0.1' }, () => console.log(`Mails: http://localhost:${PORT}`));
