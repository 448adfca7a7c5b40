// npm run bench:grow: how long the pages of officers and administrators take when the city has so many cases, one in ten of them open.
//
//   npm run bench:grow -- --cases 100000 --looks 20       seeds, opens every page so often, prints p50 and p95 and the slowest statements
//   npm run bench:grow -- --cases 1000000 --out FOLDER    the goals' size (some minutes to seed); writes grow-<cases>.md there
//   npm run bench:grow -- --explain                       with the plan of each statement that took more than 20 ms
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { connect } from '../../db/client.js';
import { checkConsistency } from '../../db/store/consistency.js';
import { casesToRing } from '../../db/store/sweep.js';
import { makeLinks } from '../../activities/platform/tokens.js';
import { freePort } from '../../scripts/lib/ports.mjs';
import { nodeChild } from '../../scripts/lib/node-child.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { Visitor } from '../../scripts/lib/visitor.js';
import { prepareKyoso, settingsOf } from './engines/kyoso.js';
import { L1 } from './l1.js';
import { quantile } from './table.js';

const { values: asked } = parseArgs({ options: { cases: { type: 'string', default: '100000' }, looks: { type: 'string', default: '20' }, out: { type: 'string' }, explain: { type: 'boolean', default: false } } });
const say = (line: string): void => console.log(line);
const SLOW_MS = 20;
const CHUNK = 100_000;
/** One case in so many is open. */
const OPEN_EVERY = 10;

const PLACES = ['桜町', '北山', '川西', '緑町', '駅前', '南原', '東沢', '松原', '鈴川', '飯塚', '蔵王', '七日町', '双葉', '若葉', '高瀬', '本沢', '霞城', '千歳', '馬見', '楯山'];
const THEMES = ['花壇', '子ども食堂', '防災教室', '朝市', '昔話', '見守り', '緑道', '図書室', '竹林', '水路', '学習会', '体操', '音楽祭', '案内板', '空き家', '農園', '手話', '自転車', '商店街', '盆踊り'];

/** Writes cases from the `from`-th on, each with answers, steps, requests, acts, events and mails as L1 leaves them, spread over three years, all posts and groups. Without triggers: the log of evidence is not what is measured. */
async function grow(sql: Sql, from: number, count: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const [call] = await tx<{ id: string; fiscal_year: number }[]>`select id, fiscal_year from calls where programme = ${L1.id}`;
    if (!call) throw new Error('L1 has no call');
    await tx`create temporary table grown on commit drop as
      select n, 'cas_' || lpad(n::text, 26, '0') as id, ${call.fiscal_year}::text || '-BL-' || n as number, n % ${OPEN_EVERY} = 0 as open, now() - ((${Number(asked.cases)} - n) * interval '90 seconds') as at,
        p.code as post, p.department as department, 's' || (1 + n / ${OPEN_EVERY} % 6) as stage,
        (${PLACES}::text[])[1 + n / 7 % ${PLACES.length}] || 'の' || (${THEMES}::text[])[1 + n / 3 % ${THEMES.length}] || n % 97 as title, (${PLACES}::text[])[1 + n / 11 % ${PLACES.length}] || (${THEMES}::text[])[1 + n % ${THEMES.length}] || 'の会' || n % 1009 as group_name
      from generate_series(${from}::int, ${from + count - 1}::int) n join (select code, department, row_number() over (order by code) - 1 as i, count(*) over () as all from posts) p on p.i = n / ${OPEN_EVERY} % p.all`;
    await tx`insert into cases (id, number, call, programme, version, fiscal_year, language, title, group_name, search, paper, submitted_at, ending, ended_at, stage, stage_visit, stage_opened_at, step, step_opened_at, holder, committed_yen, last_at, due_at, wanted_wake_at, run_wake_at, swept)
      select id, number, ${call.id}, ${L1.id}, ${L1.version}, ${call.fiscal_year}, 'ja', title, group_name, lower(number) || ' ' || replace(title, ' ', '') || ' ' || replace(group_name, ' ', ''), false, at, case when open then null else 'closed' end, case when open then null else at + interval '30 days' end,
        case when open then stage else 's6' end, 1, at + interval '1 day', case when open then stage || 'a' else 's6b' end, at + interval '1 day', department, 0, at + interval '1 day', case when open then now() + (n / ${OPEN_EVERY} % 40 - 10) * interval '1 day' end, case when open then now() + interval '5 days' end, case when open then now() + interval '5 days' end, 0 from grown`;
    await tx`insert into case_answers (case_id, version, values, fields, at) select id, 1, jsonb_build_object('track', 'all', 'name', title, 'body', repeat('花を植えます。', 20), 'who', group_name, 'email', 'b@example.jp'), '[]', at from grown`;
    await tx`insert into steps (case_id, n, step, round, kind, stage, opened_at, settled_at, outcome) select id, 0, 's1b', 1, 'formal-check', 's1', at, at + interval '1 day', 'accepted' from grown union all select id, 1, case when open then stage || 'a' else 's6b' end, 1, 'formal-check', case when open then stage else 's6' end, at + interval '1 day', case when open then null else at + interval '30 days' end, case when open then null else 'accepted' end from grown`;
    const columns = tx`id, case_id, n, key, step, round, ask_key, what, to_post, tier, opened_at, due_at, closes_at, silence, min_notice_ms, mail, state, ended_at, choice, answer, answered_by, handed_over_at, reminded, generation, code_hash`;
    await tx`insert into requests (${columns}) select 'req_' || lpad(n::text, 25, '0') || 'a', id, 0, 's1b#1:check-1', 's1b', 1, 'check-1', 'screening', post, 'T1', at, at + interval '7 days', at + interval '10 days', 'asks-head', 0, 'cases/screening-requested', 'answered', at + interval '1 day', 'accept', '{}', '{"kind":"system"}', at, '[]', 1, 'a' || n from grown`;
    await tx`insert into requests (${columns}) select 'req_' || lpad(n::text, 25, '0') || 'b', id, 1, stage || 'a#1:check-1', stage || 'a', 1, 'check-1', 'screening', post, 'T1', at + interval '1 day', now() + (n / ${OPEN_EVERY} % 40 - 10) * interval '1 day', now() + interval '40 days', 'asks-head', 0, 'cases/screening-requested', 'open', null, null, null, null, at, '[]', 1, 'b' || n from grown where open`;
    await tx`insert into acts (id, case_id, n, kind, verb, request_key, values, by, via, at, state) select 'act_' || lpad(n::text, 26, '0'), id, null, 'answer', 'accept', 's1b#1:check-1', '{}', '{"kind":"system"}', 'link', at + interval '1 day', 'accepted' from grown`;
    await tx`insert into events (case_id, key, type, at, done_at, data) select id, 'case.submitted', 'case.submitted', at, at, '{"type":"case.submitted","stage":"submission","paper":false}'::jsonb from grown union all select id, 'stage.opened:s1#1', 'stage.opened', at, at, '{"type":"stage.opened","stage":"s1","visit":1,"from":"submission"}' from grown
      union all select id, 'stage.settled:s1#1', 'stage.settled', at + interval '1 day', at + interval '1 day', '{"type":"stage.settled","stage":"s1","visit":1,"step":"s1b","outcome":"accepted","go":{"stage":"s2"},"mails":[]}' from grown`;
    await tx`insert into mails (id, scope, key, case_id, mail, to_kind, to_post, email, facts, priority, state, provider_id, tries, next_try_at, queued_at, queued_real, sent_at, delivered_at, task_made)
      select 'mls_' || lpad(n::text, 25, '0') || k, id, k, id, case k when 'r' then 'cases/received' else 'cases/screening-requested' end, case k when 'r' then 'party' else 'post' end, case k when 'r' then null else post end, 'b@example.jp', jsonb_build_object('mail', 'cases/received', 'addressee', group_name, 'case', jsonb_build_object('number', number)), 1, 'delivered', 'p' || n || k, 1, at, at, at, at, at, 0 from grown cross join (values ('r'), ('a')) k(k)`;
  });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-grow-'));
// Pages only read, so the seeding may do without durability.
const database = await startPostgres({ dataDir: path.join(folder, 'postgres'), log: say, fast: true });
const cases = Number(asked.cases);
let api: ReturnType<typeof nodeChild> | undefined;
const close = async (): Promise<void> => { await api?.stop(); await database.stop(); fs.rmSync(folder, { recursive: true, force: true }); };
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(130)));
try {
  await prepareKyoso({ databaseUrl: database.ownerUrl, appUrl: database.url });
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const begun = Date.now();
  for (let n = 1; n <= cases; n += CHUNK) await grow(sql, n, Math.min(CHUNK, cases - n + 1));
  await sql`analyze`;
  // Pages are looked at when autovacuum has been there, as it has in a city.
  await sql`vacuum cases, requests, events, mails`;
  const [size] = await sql<{ mb: number }[]>`select pg_database_size(current_database()) / 1048576 as mb`;
  say(`${cases} cases in ${Math.round((Date.now() - begun) / 1000)} s, ${size?.mb} MB`);
  await sql.unsafe(`alter system set log_min_duration_statement = ${SLOW_MS}`);
  if (asked.explain) for (const line of ["session_preload_libraries = 'auto_explain'", `auto_explain.log_min_duration = ${SLOW_MS}`, 'auto_explain.log_analyze = on', 'auto_explain.log_buffers = on']) await sql.unsafe(`alter system set ${line}`);
  await sql`select pg_reload_conf()`;

  const [port, away] = [await freePort(), await freePort()];
  const settings = settingsOf({ databaseUrl: database.ownerUrl, appUrl: database.url, provider: `http://127.0.0.1:${away}`, dataDir: folder, port, workerPort: away, temporal: { address: `127.0.0.1:${away}`, namespace: 'none' } });
  api = nodeChild({ file: 'api/main.ts', env: settings, healthUrl: `http://127.0.0.1:${port}/healthz`, logFile: path.join(folder, 'api.log'), onLine: () => {} });
  await api.ready;
  const origin = `http://127.0.0.1:${port}`;
  const signedIn = async (name: string): Promise<Visitor> => { const visitor = new Visitor(origin); await visitor.open('/demo'); await visitor.press(`${name}さんになる`); return visitor; };
  const [officer, administrator, anybody] = [await signedIn('岡田 修'), await signedIn('管理者 阿部 純'), new Visitor(origin)];
  const [own] = await sql<{ id: string; number: string; title: string; group_name: string }[]>`select r.id, c.number, c.title, c.group_name from requests r join cases c on c.id = r.case_id where r.to_post = 'parks.office' and r.state = 'open' order by c.submitted_at limit 1 offset 5`;
  const [old] = await sql<{ at: Date; id: string }[]>`select submitted_at as at, id from cases where ending is null order by submitted_at limit 1 offset 500`;
  if (!own || !old) throw new Error('nothing grew');
  const link = `/a/${own.id}.${makeLinks(settings.LINK_KEY ?? '', origin).token('request', own.id, 1)}`;
  const list = (query: Record<string, string>): string => `/admin/cases?${new URLSearchParams(query)}`;
  const pages: readonly (readonly [string, Visitor, string])[] = [
    ['mailed link', anybody, link], ['desk: to answer', officer, '/desk'], ['desk: waiting for others', officer, '/desk?tab=waiting'], ['desk: department', officer, '/desk?tab=department'], ['desk: done', officer, '/desk?tab=done'], ['desk: a case', officer, `/desk/cases/${own.number}`],
    ['control room', administrator, '/admin'], ['cases: open', administrator, list({})], ['cases: deep page', administrator, list({ after: `${old.at.getTime()}_${old.id}` })], ['cases: a stage', administrator, list({ stage: 's3' })], ['cases: a holder', administrator, list({ holder: 'parks' })],
    ['cases: closed', administrator, list({ state: 'closed' })], ['cases: all', administrator, list({ state: 'all' })], ['cases: still', administrator, list({ sort: 'still' })], ['search: number', administrator, list({ q: own.number, state: 'all' })], ['search: title', administrator, list({ q: own.title, state: 'all' })],
    ['search: group', administrator, list({ q: own.group_name, state: 'all' })], ['search: nothing there', administrator, list({ q: 'どこにもない言葉', state: 'all' })], ['search: two letters', administrator, list({ q: '花壇', state: 'all' })], ['search: a common word', administrator, list({ q: 'の会', state: 'all' })], ['a case', administrator, `/admin/cases/${own.number}`], ['stuck', administrator, '/admin/stuck'], ['mails', administrator, '/admin/mails'], ['mails: binding', administrator, '/admin/mails?show=binding'], ['calls', administrator, '/admin/calls'], ['metrics', anybody, '/metrics'],
  ];
  const rows: string[] = [];
  for (const [name, visitor, address] of pages) {
    const times: number[] = [];
    let status = 0;
    for (let n = 0; n < Number(asked.looks) + 2 && (n < 3 || times.reduce((a, b) => a + b, 0) < 15_000); n++) {
      const at = performance.now();
      status = (await visitor.open(address)).status;
      // The first two looks warm up code and cache.
      if (n >= 2 || performance.now() - at > 2000) times.push(performance.now() - at);
    }
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    rows.push(`| ${name} | ${p50.toFixed(0)} | ${p95.toFixed(0)} | ${status !== 200 ? `**${status}**` : p95 <= 50 ? 'met' : '**missed**'} |`);
    say(rows.at(-1) ?? '');
  }
  const { db, close: closeStore } = connect(database.url, 2);
  // What the worker asks every twenty seconds, and every hour.
  for (const [name, work] of [['the sweep asks what to ring', () => casesToRing(db)], ['the consistency check', () => checkConsistency(db)]] as const) {
    const times: number[] = [];
    for (let n = 0; n < 5; n++) { const at = performance.now(); await work().catch((error: Error) => say(`${name}: ${error.message}`)); times.push(performance.now() - at); }
    rows.push(`| ${name} | ${quantile(times, 0.5).toFixed(0)} | ${quantile(times, 0.95).toFixed(0)} | |`);
    say(rows.at(-1) ?? '');
  }
  await closeStore();
  const log = fs.readFileSync(path.join(folder, 'postgres', 'log'), 'utf8');
  const slow = new Map<string, { n: number; most: number }>();
  for (const [, ms, text = ''] of log.matchAll(/duration: ([\d.]+) ms {2}(?:execute|parse|bind|statement)[^:]*: \s*([^\n]*)/g)) {
    const known = slow.get(text) ?? { n: 0, most: 0 };
    slow.set(text, { n: known.n + 1, most: Math.max(known.most, Number(ms)) });
  }
  say('\nSlow statements:');
  for (const [text, { n, most }] of [...slow].sort((a, b) => b[1].most * b[1].n - a[1].most * a[1].n).slice(0, 30)) say(`${n} times, most ${most.toFixed(0)} ms: ${text.replace(/\s+/g, ' ').slice(0, 420)}`);
  if (asked.explain) say(log);
  if (asked.out) fs.writeFileSync(path.join(asked.out, `grow-${cases}.md`), `# Pages at ${cases} cases, one in ${OPEN_EVERY} open\n\n${size?.mb} MB. One client, one look after the other; ms from the request until the page was read, on the machine itself. Goal: p95 at most 50.\n\n| page | p50 | p95 | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`);
  await sql.end();
} finally {
  await close();
}
