// What every answer says to the browser, as a production city says it behind its proxy: headers, types, cookies, and how a file leaves.
import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { PROPOSAL } from '../support/sample.js';
import { makePages } from '../support/pages.js';

const pages = await makePages({ PUBLIC_URL: 'https://kyoso.example.jp', SIGN_IN: 'city', SIGN_IN_KEY: 's'.repeat(64) });
const { city } = pages;
afterAll(() => pages.close());

const id = await city.submit(PROPOSAL);
await city.advance(id);
const { row } = await city.read(id);
const link = await pages.linkOf(id, (await city.open(id))[0]?.key ?? '');
const visit = (path: string, init?: RequestInit): Promise<Response> => fetch(pages.origin + path, { redirect: 'manual', ...init });
const PATHS = ['/', '/programmes/citizen-proposal', `/cases/${row.number}`, '/nothing-here', link, '/mine/key_x.y', '/draft/drf_x.y', '/signin', '/signin/link/sgn_x.y', '/desk', '/admin', '/evidence', '/a', '/api/openapi.json', '/api/nothing', '/hooks/mail', '/metrics', '/assets/style.css', '/favicon.ico', '/healthz'];

test('every answer, also a refusal and a file of styles, bears HSTS of a year, a policy that allows nothing by default, nosniff, and may not be framed; none lets another origin read it', async () => {
  const faults: string[] = [];
  for (const path of PATHS) {
    const { headers } = await visit(path);
    const policy = headers.get('content-security-policy') ?? '';
    const said = {
      hsts: headers.get('strict-transport-security') === 'max-age=31536000; includeSubDomains',
      policy: ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].every((part) => policy.includes(part)) && !/unsafe|https?:|\*/.test(policy),
      sniff: headers.get('x-content-type-options') === 'nosniff',
      opener: headers.get('cross-origin-opener-policy') === 'same-origin',
      resource: headers.get('cross-origin-resource-policy') === 'same-origin',
      closed: headers.get('access-control-allow-origin') === null,
      typed: headers.get('content-type') === null || /charset=utf-8|json|image\//i.test(headers.get('content-type') ?? ''),
    };
    for (const [what, holds] of Object.entries(said)) if (!holds) faults.push(`${path}: ${what}`);
  }
  expect(faults).toEqual([]);
});

test('what is not a style or a picture is kept by no browser, an address is told to no other site, and one that is a key is found by nobody', async () => {
  for (const path of PATHS) {
    const { headers } = await visit(path);
    if (!path.startsWith('/assets/') && path !== '/favicon.ico') expect(`${path} ${headers.get('cache-control')}`).toBe(`${path} no-store`);
    expect(`${path} ${headers.get('referrer-policy')}`).toBe(`${path} same-origin`);
    if (/^\/(a|mine|draft|signin\/link)\//.test(path)) expect(`${path} ${headers.get('x-robots-tag')}`).toBe(`${path} noindex`);
  }
});

test('every cookie is of this host alone, Secure, HttpOnly and bound to this site', async () => {
  const [anybody] = await city.sql<{ id: string }[]>`select id from people where ended_at is null and email <> '' order by id limit 1`;
  const signedIn = await pages.deps.door.signInAs(new Headers({ host: 'kyoso.example.jp' }), { person: anybody?.id ?? '', means: 'practice' });
  const session = signedIn.find((cookie) => cookie.startsWith('__Host-kyoso_staff='));
  for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(session).toContain(part);
  expect(session).not.toContain('Domain');
  const asked = await visit('/signin/link', { method: 'POST', headers: { origin: 'https://kyoso.example.jp', 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ email: 'nobody@example.jp' }) });
  const given = [...(await visit(link)).headers.getSetCookie(), ...(await visit('/?lang=en')).headers.getSetCookie(), ...(await visit(`/cases/${row.number}?lang=en`)).headers.getSetCookie(), ...asked.headers.getSetCookie()];
  expect(given.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['__Host-kyoso_asked', '__Host-kyoso_lang', '__Host-kyoso_nonce']);
  for (const cookie of given) for (const part of ['Secure', 'HttpOnly', cookie.includes('nonce') ? 'SameSite=Strict' : 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
  expect(given.join()).not.toContain('Domain');
});

test('what somebody uploaded leaves as an attachment under its own name, whatever is in it, and only to who may read the case', async () => {
  const name = '見積"書\r\nx: 1;.pdf';
  await city.parts.storage.putOnce('uploads/fil_header', new TextEncoder().encode('<script>alert(1)</script>'));
  await city.sql`insert into files (id, case_id, name, type, bytes, sha256, storage_key, added_at) values ('fil_header', ${id}, ${name}, 'application/pdf', 25, 'x', 'uploads/fil_header', now())`;
  expect((await visit('/files/fil_header')).status).toBe(404);
  const [key] = await city.sql<{ id: string; generation: number }[]>`select id, generation from party_keys where case_id = ${id} and revoked_at is null limit 1`;
  const got = await visit(`/files/fil_header?k=${key?.id}.${city.links.token('party', key?.id ?? '', key?.generation ?? 0)}`);
  expect(got.status).toBe(200);
  expect(got.headers.get('content-type')).toBe('application/pdf');
  expect(got.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  expect(got.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('TRACE gives nothing back, and a method that no page has changes nothing', async () => {
  const traced = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const request = http.request(`${pages.origin}/`, { method: 'TRACE', headers: { 'x-secret': 'canary' } }, (response) => {
      let body = '';
      response.on('data', (piece) => { body += piece; });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject).end();
  });
  expect(traced.status).toBeGreaterThanOrEqual(400);
  expect(traced.body).not.toContain('canary');
  const before = await city.sql`select count(*) from acts`;
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect((await visit(link, { method, headers: { origin: 'https://kyoso.example.jp', 'sec-fetch-site': 'same-origin' } })).status).toBeGreaterThanOrEqual(400);
  expect(await city.sql`select count(*) from acts`).toEqual(before);
});
