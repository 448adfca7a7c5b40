// Staff pages on a real database: every number leads to as many rows, nobody sees what is not theirs, and acts land in the story.
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfig } from '../../activities/platform/config.js';
import { makeLog } from '../../activities/platform/logger.js';
import { buildDeps } from '../../api/build-deps.js';
import { adminRoutes } from '../../api/routes/admin.js';
import { deskRoutes } from '../../api/routes/desk.js';
import { signinRoutes } from '../../api/routes/signin.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { type City, makeCity } from '../support/city.js';
import { IDEA, PROPOSAL } from '../support/sample.js';

let city: City;
let app: Hono;
let close: () => Promise<void>;
const cookies = new Map<string, string>();
const numbers: string[] = [];

beforeAll(async () => {
  city = await makeCity();
  const log = makeLog('test');
  log.level = 'silent';
  const built = buildDeps(readConfig({ DATABASE_URL: city.url, LINK_KEY: 'test-key-'.repeat(5), DATA_DIR: city.dataDir, TEMPORAL_ADDRESS: inject('temporalAddress') }), log);
  close = built.close;
  app = new Hono();
  for (const routes of [signinRoutes, deskRoutes, adminRoutes]) app.route('/', routes(built.deps));
  const ids = [await city.submit(PROPOSAL), await city.submit({ ...PROPOSAL, title: '空き家の本棚', theme: 'culture' }), await city.submit(IDEA, 'town-idea')];
  for (const id of ids) {
    await city.advance(id);
    numbers.push((await city.read(id)).row.number);
  }
  const [first] = ids;
  for (const request of await city.open(first ?? '')) await city.answer(first ?? '', request, 'accept');
  await city.advance(first ?? '');
  await city.clockTo((await city.now()) + 12 * DAY);
  await city.sql`update mails set state = 'bounced' where mail = 'cases/received'`;
  for (const name of ['管理者 阿部 純', '佐藤 美咲', '小林 恵']) {
    const [person] = await city.sql`select id from people where name = ${name}`;
    const response = await app.request('/signin', { method: 'POST', body: new URLSearchParams({ person: String(person?.id), to: '/desk' }) });
    cookies.set(name, (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }
}, 60_000);
afterAll(async () => {
  await close();
  await city.close();
});

const get = async (who: string, path: string) => {
  const response = await app.request(path, { headers: { cookie: cookies.get(who) ?? '' } });
  return { status: response.status, text: await response.text() };
};
const post = (who: string, path: string, body: Record<string, string>) => app.request(path, { method: 'POST', headers: { cookie: cookies.get(who) ?? '' }, body: new URLSearchParams(body) });
const ADMIN = '管理者 阿部 純';
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Doors of a page: links to lists whose text ends in a number. */
function doors(html: string): { href: string; n: number }[] {
  return [...html.matchAll(/<a[^>]* href="(\/admin\/(?:cases|mails)(?:\?[^"]*)?)"[^>]*>((?:(?!<\/a>).)*)<\/a>/gs)].flatMap(([, href = '', inner = '']) => {
    const n = /(\d+)\s*(?:件|通|）)?$/.exec(plain(inner).trim())?.[1];
    return n === undefined || href.includes('after=') ? [] : [{ href: href.replaceAll('&amp;', '&'), n: Number(n) }];
  });
}

describe('staff pages', () => {
  it('lead from every number of the control room and the lists to as many rows', async () => {
    const seen: string[] = [];
    for (const from of ['/admin', '/admin/cases', '/admin/mails']) {
      for (const { href, n } of doors((await get(ADMIN, from)).text)) {
        const { text } = await get(ADMIN, href);
        const rows = (/<tbody>([\s\S]*?)<\/tbody>/.exec(text)?.[1]?.match(/<tr>/g) ?? []).length;
        expect([from, href, rows]).toEqual([from, href, Math.min(n, 50)]);
        seen.push(href);
      }
    }
    expect(seen.filter((href) => href.includes('late=')).length).toBeGreaterThan(1);
    expect(seen.filter((href) => href.includes('show=')).length).toBeGreaterThan(4);
  });

  it('show a case to whose post was asked and to the office; to everybody else the same bytes as no case at all', async () => {
    const [, second = ''] = numbers;
    expect((await get('佐藤 美咲', `/desk/cases/${second}`)).status).toBe(200);
    const foreign = await get('小林 恵', `/desk/cases/${second}`);
    const none = await get('小林 恵', '/desk/cases/2026-CP-9999');
    expect(foreign).toEqual(none);
    expect(foreign.status).toBe(404);
    expect((await get('佐藤 美咲', '/admin')).status).toBe(404);
    expect((await app.request('/admin')).status).toBe(303);
  });

  it('take an extension with its reason, tell it in the story, and keep what was typed when something is missing', async () => {
    const [, second = ''] = numbers;
    const [row] = await city.sql`select requests.key from requests join cases on cases.id = case_id where number = ${second} and requests.state = 'open'`;
    const bad = await post(ADMIN, `/admin/cases/${second}/extend`, { request: String(row?.key), days: '', reason: '年末にかかるため' });
    expect(bad.status).toBe(422);
    expect(await bad.text()).toContain('年末にかかるため');
    expect((await post(ADMIN, `/admin/cases/${second}/extend`, { request: String(row?.key), days: '7', reason: '年末にかかるため' })).status).toBe(303);
    const { text } = await get(ADMIN, `/admin/cases/${second}`);
    expect(plain(text)).toContain('の期限を延ばしました');
    expect(plain(text)).toContain('年末にかかるため');
  });

  it('remind with a new link, after which the old one is dead', async () => {
    const [, , third = ''] = numbers;
    const before = await city.sql`select requests.key, generation from requests join cases on cases.id = case_id where number = ${third} and requests.state = 'open'`;
    expect((await post(ADMIN, `/admin/cases/${third}/remind`, { request: String(before[0]?.key) })).status).toBe(303);
    const after = await city.sql`select generation from requests join cases on cases.id = case_id where number = ${third} and requests.key = ${String(before[0]?.key)}`;
    expect(Number(after[0]?.generation)).toBe(Number(before[0]?.generation) + 1);
  });

  it('show an administrator the exact mail without the link that only its addressee may use', async () => {
    const [mail] = await city.sql`select id, link from mails where mail = 'cases/screening-requested' limit 1`;
    const { text } = await get(ADMIN, `/admin/mails/${mail?.id}`);
    const link = mail?.link as { id: string; generation: number };
    expect(text).not.toContain(city.links.token('request', link.id, link.generation));
    expect(text).toContain('書類の確認');
  });
});
