// What every answer tells a browser, whichever address it came from; posts of other sites on every form there is; and who sends or reads too slowly.
import net from 'node:net';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { makeApp } from '../../api/app.js';
import { listen } from '../../api/listen.js';
import { makePages } from '../support/pages.js';

const pages = await makePages();
afterAll(() => pages.close());

/** Every address of the product, its parts filled with something. */
const routes = [...new Map(makeApp(pages.deps).routes.filter((route) => route.method !== 'ALL').map((route) => [`${route.method} ${route.path}`, { method: route.method, path: route.path.replace(/\{[^}]*\}/g, '').replace(/:\w+\??/g, 'x').replace(/\*/g, 'x') }])).values()];
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', ''];
const send = (origin: string, path: string, method: string, headers: Record<string, string>, body?: string) => fetch(origin + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body: new TextEncoder().encode(body) }) });

test('every address answers with a policy without script, and with all that keeps other sites out', async () => {
  const faults: string[] = [];
  const reads = routes.filter((route) => route.method === 'GET');
  expect(reads.length).toBeGreaterThan(60);
  for (const { path } of [...reads, { path: '/nothing-here' }, { path: '/%00' }, { path: `/${'x'.repeat(2000)}` }]) {
    const answer = await send(pages.origin, path, 'GET', {});
    const html = await answer.text();
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    const has = (name: string, wanted: RegExp) => { if (!wanted.test(headers.get(name) ?? '')) faults.push(`${path}: ${name} is ${headers.get(name)}`); };
    if (answer.status >= 500) faults.push(`${path}: ${answer.status}`);
    for (const part of ["default-src 'none'", "frame-ancestors 'none'"]) if (!policy.includes(part)) faults.push(`${path}: the policy has no ${part}`);
    if (/unsafe-|\*|https?:\/\/(?!127)/.test(policy)) faults.push(`${path}: ${policy}`);
    if (/script-src/.test(policy) && !path.startsWith('/signin') && !path.startsWith('/desk/passkeys')) faults.push(`${path}: a script is allowed`);
    has('x-content-type-options', /^nosniff$/);
    has('x-frame-options', /^DENY$/);
    has('referrer-policy', /^(same-origin|no-referrer)$/);
    has('cross-origin-opener-policy', /^same-origin$/);
    has('cross-origin-resource-policy', /^same-origin$/);
    has('permissions-policy', /camera=\(\).*geolocation=\(\)/);
    has('strict-transport-security', /max-age=31536000; includeSubDomains/);
    has('cache-control', /no-store|max-age/);
    if (headers.get('access-control-allow-origin')) faults.push(`${path}: other sites may read it`);
    if (/^text\/html/.test(headers.get('content-type') ?? '') && (/<(style|script(?! type="module" src="\/assets\/| src="\/assets\/))|\sstyle="|\son\w+="|src="(?!\/)|<link[^>]*href="(?!\/)/i.test(html))) faults.push(`${path}: something inline, or from elsewhere`);
    if (/text\/|json/.test(headers.get('content-type') ?? '') && !/charset=utf-8/i.test(headers.get('content-type') ?? '') && !/json/.test(headers.get('content-type') ?? '')) faults.push(`${path}: no charset`);
  }
  expect(faults).toEqual([]);
}, 60_000);

test('a post from another site is refused on every form, whatever it calls its body, and no form of another site is taken by the JSON interface', async () => {
  const posts = routes.filter((route) => !['GET', 'HEAD', 'OPTIONS'].includes(route.method) && !route.path.startsWith('/hooks/'));
  expect(posts.length).toBeGreaterThan(50);
  const faults: string[] = [];
  for (const { method, path } of posts) for (const type of FORMS) for (const site of [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, { origin: 'null', 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) {
    const answer = await send(pages.origin, path, method, { ...site, ...(type ? { 'content-type': type } : {}) }, 'a=b');
    await answer.arrayBuffer();
    const refused = path.startsWith('/api/') ? answer.status === 415 : answer.status === 403;
    if (!refused) faults.push(`${method} ${path} ${type}: ${answer.status}`);
  }
  expect(faults).toEqual([]);
}, 60_000);

test('another site may not even ask whether it may: no answer to a preflight allows it', async () => {
  for (const path of ['/api/drafts', '/a', '/signin']) {
    const answer = await send(pages.origin, path, 'OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-')), path).toEqual([]);
  }
});

test('whoever sends a letter at a time, or takes an answer without reading it, is let go; others are served meanwhile', async () => {
  const app = new Hono().get('/large', (c) => c.body(new Uint8Array(80 * 1024 * 1024))).get('/', (c) => c.text('ok')).post('/', async (c) => c.text(String((await c.req.text()).length)));
  let port = 0;
  const server = await new Promise<ReturnType<typeof listen>>((ready) => { const made = listen(app, { port: 0, hostname: '127.0.0.1' }, (info) => { port = info.port; ready(made); }, { headersMs: 400, requestMs: 900, idleMs: 700, lookEveryMs: 100 }); });
  const letGo = (write: (socket: net.Socket) => void, read = true) => new Promise<number>((resolve) => {
    const began = Date.now();
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {}).once('close', () => resolve(Date.now() - began));
    if (read) socket.resume(); else socket.pause();
    write(socket);
  });
  const drip = (socket: net.Socket, head: string) => { socket.write(head); const timer = setInterval(() => socket.write('x'), 50); socket.once('close', () => clearInterval(timer)); };
  const [head, body] = await Promise.all([
    letGo((socket) => drip(socket, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')),
    letGo((socket) => drip(socket, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n')),
    fetch(`http://127.0.0.1:${port}/`).then(async (answer) => expect(await answer.text()).toBe('ok')),
  ]);
  expect(Math.max(head, body)).toBeLessThan(4_000);
  // It never reads: nothing moves, so the connection is closed on our side.
  const socket = net.connect(port, '127.0.0.1').pause();
  socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
  const held = () => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
  const end = Date.now() + 5_000;
  while ((await held()) > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await held()).toBe(0);
  socket.destroy();
  await new Promise((done) => server.close(done));
}, 20_000);
