// The walls in the database: the app's role owns nothing, rewrites nothing, and gets exactly the rights that are written down.
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { behindWall } from '../../activities/platform/wall.js';
import { makeLog } from '../../activities/platform/logger.js';
import { connect } from '../../db/client.js';
import { letIn } from '../../db/roles.js';
import { powersOf } from '../../db/store/own-role.js';
import { forPayments } from '../../db/store/purpose.js';
import { caseAt, pay } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

let city: City;
/** The app's connection, for statements no verb of ours would send. */
let app: postgres.Sql;
beforeAll(async () => {
  city = await makeCity();
  app = postgres(city.url, { max: 1, onnotice: () => {} });
  await caseAt(city, 'check');
});
afterAll(async () => {
  await app?.end();
  await city?.close();
});

/** What the database answers to a statement: the code of its refusal, or `done`. */
const tried = (statement: string, sql = app): Promise<string> => sql.unsafe(statement).then(() => 'done', (error: { code?: string }) => error.code ?? 'unknown');
const REFUSED = '42501';

test('the app works as a role that is no superuser, sees past no row security, owns no table and may not rewrite the log', async () => {
  expect(await powersOf(city.db)).toEqual([]);
  const [role] = await city.sql`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit, (select count(*)::int from pg_auth_members where member = r.oid) as memberships from pg_roles r where rolname = 'kyoso_test_app'`;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, rolinherit: false, memberships: 0 });
});

test('what only grows cannot be changed, deleted, emptied or dropped by the app, nor its trigger switched off: the database refuses before any trigger is asked', async () => {
  const grows = ['events', 'envelope_entries', 'programmes', 'case_answers', 'selections', 'call_acts', 'vote_acts', 'sign_in_log', 'evidence_entries', 'evidence_nodes', 'evidence_heads', 'evidence_stamps', 'documents'];
  const broken: string[] = [];
  for (const table of grows) {
    const [column] = await city.sql<{ name: string }[]>`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position limit 1`;
    for (const statement of [`update ${table} set "${column?.name}" = "${column?.name}"`, `delete from ${table}`, `truncate ${table} cascade`, `drop table ${table} cascade`, `alter table ${table} disable trigger user`]) {
      const answer = await tried(statement);
      if (answer !== REFUSED) broken.push(`${statement}: ${answer}`);
    }
  }
  expect(broken).toEqual([]);
  expect((await city.sql`select 1 from events`).length).toBeGreaterThan(0);
});

test('the app can delete only what is written down as deletable, empties no table, and makes nothing of its own in the schema', async () => {
  const rights = await city.sql<{ table: string; verbs: string }[]>`
    select c.relname as table, (select string_agg(v, ' ' order by v) from unnest(array['delete', 'truncate', 'references', 'trigger', 'maintain']) v where has_table_privilege('kyoso_test_app', c.oid, v)) as verbs from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')`;
  expect(rights.filter(({ verbs }) => verbs).map(({ table, verbs }) => `${table}: ${verbs}`).sort()).toEqual(['drafts', 'evidence_queue', 'evidence_salts', 'sign_in_proofs', 'staff_accounts', 'staff_passkeys', 'staff_sessions', 'vote_papers'].map((table) => `${table}: delete`));
  for (const statement of ['create table mine (x int)', 'create function mine() returns int language sql as $$ select 1 $$', 'create role mine', 'create schema mine', `set role ${new URL(city.ownerUrl).username}`, 'alter role kyoso_test_app bypassrls']) expect(`${statement}: ${await tried(statement)}`).toBe(`${statement}: ${REFUSED}`);
});

test('every table of the city is open to the app for reading, by a line in db/roles.ts: a new table without one fails here', async () => {
  const closed = await city.sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and not has_table_privilege('kyoso_test_app', oid, 'select')`;
  expect(closed.map(({ name }) => `${name}: say in MAY of db/roles.ts what the app may do with it`)).toEqual([]);
});

test('letting the role in again takes back whatever it was given besides, and only a practice city lets it move the clock', async () => {
  await city.sql.unsafe('grant all on events, clock to kyoso_test_app');
  expect(await powersOf(city.db)).toEqual(['may rewrite the log']);
  await letIn(city.ownerUrl, city.url, false);
  expect(await powersOf(city.db)).toEqual([]);
  expect(await tried('update clock set offset_ms = offset_ms + 1')).toBe(REFUSED);
  await letIn(city.ownerUrl, city.url, true);
  expect(await tried('update clock set offset_ms = offset_ms + 1')).toBe('done');
});

test('a role that is not there is made, and a password that changed is taken over', async () => {
  const url = new URL(city.url);
  url.username = `kyoso_late_${process.pid}`;
  try {
    for (const password of ['one', `p'w"2 %`]) {
      url.password = encodeURIComponent(password);
      await letIn(city.ownerUrl, url.href, false);
      const late = postgres(url.href, { max: 1, onnotice: () => {} });
      expect(await tried('select 1 from cases', late)).toBe('done');
      expect(await tried('delete from events', late)).toBe(REFUSED);
      await late.end();
    }
  } finally {
    await city.sql.unsafe(`drop owned by ${url.username}; drop role ${url.username}`);
  }
});

test('a production city refuses to work as the owner of its tables; a practice city says so as a warning; behind the wall both are silent', async () => {
  const owner = connect(city.ownerUrl, 1);
  const lines: string[] = [];
  const log = makeLog('test', 'warn', { write: (line) => void lines.push(line) });
  try {
    await expect(behindWall(owner.db, { KYOSO_ENV: 'production' }, log)).rejects.toThrow(/owns \d+ tables.*DATABASE_OWNER_URL/);
    expect(lines).toEqual([]);
    await behindWall(owner.db, { KYOSO_ENV: 'demo' }, log);
    expect(lines.join()).toContain('NO WALL IN THE DATABASE');
    lines.length = 0;
    for (const KYOSO_ENV of ['production', 'demo'] as const) await behindWall(city.db, { KYOSO_ENV }, log);
    expect(lines).toEqual([]);
  } finally {
    await owner.close();
  }
});

test('bank accounts are shown to payments only: without the purpose no query of the app finds, changes or adds one, whatever it asks for', async () => {
  const id = await caseAt(city, 'advance-pay');
  await pay(city, id);
  const tables = await city.sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity order by 1`;
  expect(tables.map(({ name }) => name)).toEqual(['payment_accounts', 'transfer_batches', 'transfer_lines']);
  expect((await city.sql`select 1 from payment_accounts`).length).toBeGreaterThan(0);
  for (const { name } of tables) {
    expect(await app.unsafe(`select 1 from ${name}`)).toHaveLength(0);
    expect((await app.unsafe(`select 1 from ${name} union all select 1 from ${name} where true or 1 = 1`)).length).toBe(0);
  }
  expect((await app`select 1 from payment_orders where id in (select order_id from payment_accounts)`).length).toBe(0);
  expect(await tried(`update transfer_lines set account = '{}'`)).toBe('done');
  expect(await tried(`update payment_accounts set account = '{}'`)).toBe(REFUSED);
  expect(await tried(`insert into payment_accounts (order_id, account) select id, '{}' from payment_orders limit 1`)).toBe(REFUSED);
});

test('the purpose ends with its transaction: the next query on the same connection sees no account again', async () => {
  const { db, close } = connect(city.url, 1);
  const seen = async (tx: typeof db) => Number((await tx.execute<{ n: string }>(sql`select count(*) as n from payment_accounts`))[0]?.n);
  try {
    expect(await forPayments(db, seen)).toBeGreaterThan(0);
    expect(await seen(db)).toBe(0);
    await expect(forPayments(db, async () => { throw new Error('broke'); })).rejects.toThrow('broke');
    expect(await seen(db)).toBe(0);
  } finally {
    await close();
  }
});
