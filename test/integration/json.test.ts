// The JSON interface on a real database: from a draft to its number, from a link to its answer, and how it says no.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfig } from '../../activities/platform/config.js';
import { makeLog } from '../../activities/platform/logger.js';
import { buildDeps } from '../../api/build-deps.js';
import type { Deps } from '../../api/deps.js';
import { jsonRoutes } from '../../api/routes/json.js';
import { keyForRole } from '../../db/store/keys.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import { type City, makeCity } from '../support/city.js';
import { IDEA, PROPOSAL } from '../support/sample.js';

let city: City;
let app: Hono;
let deps: Deps;
let close: () => Promise<void>;
beforeAll(async () => {
  city = await makeCity();
  const log = makeLog('test');
  log.level = 'silent';
  const built = buildDeps(readConfig({ DATABASE_URL: city.url, LINK_KEY: 'test-key-'.repeat(5), DATA_DIR: city.dataDir, TEMPORAL_ADDRESS: inject('temporalAddress') }), log);
  ({ deps, close } = built);
  app = jsonRoutes(deps);
});
afterAll(async () => {
  await close();
  await city.close();
});

/** The fields these tests read of any answer. */
type Answer = {
  openapi: string; paths: object; programmes: { code: string }[]; draft: string; key: string; number: string; done: boolean; type: string; choices: { id: string }[];
  faults: { at: string; code: string; sentence: string }[]; tracks: { pages: string[] }[];
};
const json = async (response: Response | Promise<Response>): Promise<Answer> => (await (await response).json()) as Answer;
const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => app.request(path, { method, headers: { 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
const read = async (path: string): Promise<Answer> => json(await app.request(path));
/** The key in the mail that asked for something. */
const linkOf = async (id: string, what: string) => {
  const [row] = await city.sql`select id, generation from requests where case_id = ${id} and what = ${what} and state = 'open'`;
  return `${row?.id}.${city.links.token('request', String(row?.id), Number(row?.generation))}`;
};
/** The newest one-time code, read from the mail that carries it. */
const codeFrom = async () => String((await city.sql`select facts->'about'->>'code' as code from mails where mail = 'people/code' order by queued_real desc limit 1`)[0]?.code);

describe('the JSON interface', () => {
  it('is an OpenAPI 3.1 contract, and its page is made from it without a script', async () => {
    const contract = await read('/openapi.json');
    expect(contract.openapi).toBe('3.1.0');
    expect(Object.keys(contract.paths)).toContain('/api/a/{key}/answer');
    const html = await (await app.request('/api')).text();
    for (const path of Object.keys(contract.paths)) expect(html).toContain(path);
    expect(html).not.toMatch(/<script|https?:\/\/(?!localhost)/);
    expect(jsonRoutes(deps)).not.toBeInstanceOf(OpenAPIHono);
  });

  it('takes a proposal from draft to number, tells faults in sentences, and submits one draft once', async () => {
    const { programmes } = await read('/api/programmes');
    expect(programmes.map((p) => p.code).sort()).toEqual(PROGRAMMES.map((p) => p.code).sort());
    const made = await json(send('POST', '/api/draft', { programme: 'CP', track: 'full', email: 'hanako@example.jp' }));
    const programme = await read('/api/programmes/CP');
    const first = await json(send('PUT', `/api/draft/${made.key}/pages/group`, { values: { groupName: '', members: 2 } }));
    expect(first.done).toBe(false);
    expect(first.faults).toContainEqual({ at: 'groupName', code: 'missing', sentence: '団体名を入力してください' });
    const early = await send('POST', `/api/draft/${made.key}/submit`, {}, { 'idempotency-key': made.draft });
    expect(early.status).toBe(422);
    expect(early.headers.get('content-type')).toContain('application/problem+json');
    for (const page of programme.tracks[0]?.pages ?? []) expect((await json(send('PUT', `/api/draft/${made.key}/pages/${page}`, { values: PROPOSAL }))).faults).toEqual([]);
    expect((await send('POST', `/api/draft/${made.key}/submit`, {}, { 'idempotency-key': 'something' })).status).toBe(422);
    const submitted = await json(send('POST', `/api/draft/${made.key}/submit`, {}, { 'idempotency-key': made.draft }));
    const again = await json(send('POST', `/api/draft/${made.key}/submit`, {}, { 'idempotency-key': made.draft }));
    expect(submitted).toMatchObject({ first: true, number: expect.stringMatching(/^\d{4}-CP-\d{4}$/) });
    expect(again).toMatchObject({ first: false, number: submitted.number });
    const status = await read(`/api/cases/${submitted.number}`);
    expect(status).toMatchObject({ number: submitted.number, title: null, ended: false });
    expect(JSON.stringify(status)).not.toMatch(/こども食堂|みどり町|hanako/);
  });

  it('lets an officer answer by the key of the mail, and the same answer again is the same receipt', async () => {
    const id = await city.submit(IDEA, 'town-idea');
    await city.advance(id);
    const key = await linkOf(id, 'screening');
    const asked = await read(`/api/a/${key}`);
    expect(asked).toMatchObject({ state: 'open', tier: 'T1', to: '公園緑地課 緑化係長' });
    expect(asked.choices.map((c) => c.id)).toEqual(['accept', 'correct', 'refuse']);
    const bare = await send('POST', `/api/a/${key}/answer`, { choice: 'refuse' });
    expect((await json(bare)).faults).toEqual([{ at: 'reason', code: 'missing', sentence: '理由を入力してください' }]);
    expect((await send('POST', `/api/a/${key}/answer`, { choice: 'nonsense' })).status).toBe(422);
    const answered = await json(send('POST', `/api/a/${key}/answer`, { choice: 'accept' }));
    expect(answered).toMatchObject({ choice: 'accept', label: '受け付ける', reflected: true });
    expect((await send('POST', `/api/a/${key}/answer`, { choice: 'accept' })).status).toBe(201);
    expect((await send('POST', `/api/a/${key}/answer`, { choice: 'refuse', values: { reason: 'x' } })).status).toBe(409);
    const acts = await city.sql`select via, state from acts where case_id = ${id}`;
    expect(acts.filter((a) => a.state === 'accepted')).toEqual([{ via: 'api', state: 'accepted' }]);
  });

  it('asks the group for a code before it withdraws, and spends no code on a mistyped field', async () => {
    const id = await city.submit(IDEA, 'town-idea');
    await city.advance(id);
    const { row } = await city.read(id);
    const held = await keyForRole(city.db, id, 'contact', await city.now());
    const key = `${held.id}.${city.links.token('party', held.id, held.generation)}`;
    expect(await read(`/api/mine/${key}`)).toMatchObject({ title: '木かげのベンチ', mayWithdraw: true });
    const values = { last4: row.number.slice(-4) };
    expect((await send('POST', `/api/mine/${key}/withdraw`, { values })).status).toBe(403);
    expect((await send('POST', `/api/mine/${key}/code`, { verb: 'withdraw' })).status).toBe(202);
    const code = await codeFrom();
    expect((await send('POST', `/api/mine/${key}/withdraw`, { values: { last4: 'abc' }, code })).status).toBe(422);
    expect((await send('POST', `/api/mine/${key}/withdraw`, { values, code })).status).toBe(201);
    await city.advance(id);
    expect((await city.read(id)).state.ending).toBe('withdrawn');
    expect((await send('POST', `/api/mine/${key}/withdraw`, { values, code })).status).toBe(409);
  });

  it('says no in problem documents: broken JSON, another type, unknown keys, which all look the same', async () => {
    const broken = await send('POST', '/api/draft', '{"programme":');
    expect([broken.status, (await json(broken)).type]).toEqual([400, '/problems/malformed']);
    const form = await app.request('/api/draft', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'programme=CP' });
    expect(form.status).toBe(415);
    const shape = await send('POST', '/api/draft', { programme: 7 });
    expect((await json(shape)).faults.map((f) => f.at)).toContain('programme');
    const dead = await Promise.all([`/api/a/req_${'0'.repeat(26)}.${'A'.repeat(43)}`, '/api/a/nothing', `/api/mine/key_${'0'.repeat(26)}.${'A'.repeat(43)}`, '/api/cases/2026-CP-9999', '/api/nowhere'].map(async (path) => { const r = await app.request(path); return [r.status, await r.text()].join(' '); }));
    expect(new Set(dead).size).toBe(1);
    expect(dead[0]).toContain('404');
    expect(dead.join()).not.toMatch(/Error|stack|SQL/);
  });
});
