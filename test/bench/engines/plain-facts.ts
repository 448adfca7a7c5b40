// The facts of L1 on plain Postgres: the same statements for every peer, each fact one statement.
import { createHmac, randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { ACTS, WAIT_DAYS } from '../l1.js';

export type Tx = Sql | TransactionSql;

export const SCHEMA = `
create sequence case_numbers;
create table cases (id text primary key, number text not null unique, answers jsonb not null, stage int not null, ending text, submitted_at timestamptz not null default clock_timestamp());
create table requests (id text primary key, case_id text not null references cases, n int not null, state text not null, opened_at timestamptz not null default clock_timestamp(), due_at timestamptz not null, closes_at timestamptz not null, token_hash text not null, choice text, answered_at timestamptz, unique (case_id, n));
create index requests_due on requests (due_at) where state = 'open';
create table events (seq bigint generated always as identity primary key, case_id text not null references cases, key text not null, type text not null, at timestamptz not null default clock_timestamp(), data jsonb not null, unique (case_id, key));
create table mails (id text primary key, case_id text not null, request_id text not null unique, recipient text not null, subject text not null, body text not null, sent_at timestamptz not null default clock_timestamp());
create table jobs (id bigint generated always as identity primary key, kind text not null, case_id text not null, n int not null);
`;

const KEY = 'bench-key';
const tokenOf = (id: string): string => createHmac('sha256', KEY).update(id).digest('base64url');
/** The way to a request, as its mail has it. */
const linkOf = (id: string): string => `/a/${id}.${tokenOf(id)}`;
/** The request a key opens; null when the token is wrong. */
export const requestOfKey = (key: string): string | null => {
  const [id = '', token = ''] = key.split('.');
  return token === tokenOf(id) ? id : null;
};

/** Files a case; returns its id and number. */
export async function submit(sql: Tx, answers: unknown): Promise<{ id: string; number: string }> {
  const id = `cas_${randomUUID()}`;
  const [row] = await sql<{ number: string }[]>`
    with filed as (insert into cases (id, number, answers, stage) values (${id}, 'BL-' || nextval('case_numbers'), ${sql.json(answers as never)}, 0) returning number),
      told as (insert into events (case_id, key, type, data) values (${id}, 'submitted', 'case.submitted', '{}'))
    select number from filed`;
  return { id, number: row?.number ?? '' };
}

/** Takes an answer, once; null when it was answered before. */
export async function answer(sql: Tx, request: string, choice: string): Promise<{ caseId: string; n: number } | null> {
  const [row] = await sql<{ case_id: string; n: number }[]>`
    with taken as (update requests set state = 'answered', choice = ${choice}, answered_at = clock_timestamp() where id = ${request} and state = 'open' returning case_id, n),
      told as (insert into events (case_id, key, type, data) select case_id, 'answered:' || n, 'request.answered', jsonb_build_object('choice', ${choice}::text) from taken)
    select case_id, n from taken`;
  return row ? { caseId: row.case_id, n: row.n } : null;
}

/** What follows on the n-th answer (0: the submission): the next request with its deadline, or the end. True when somebody is asked. Done again it changes nothing. */
export async function follow(sql: Tx, caseId: string, n: number): Promise<boolean> {
  if (n >= ACTS) {
    await sql`with ended as (update cases set ending = 'closed' where id = ${caseId} and ending is null returning id) insert into events (case_id, key, type, data) select id, 'closed', 'case.closed', '{}' from ended`;
    return false;
  }
  const id = `req_${randomUUID()}`;
  await sql`
    with asked as (insert into requests (id, case_id, n, state, due_at, closes_at, token_hash) values (${id}, ${caseId}, ${n + 1}, 'open', clock_timestamp() + ${`${WAIT_DAYS / 2} days`}::interval, clock_timestamp() + ${`${WAIT_DAYS} days`}::interval, ${tokenOf(id)}) on conflict (case_id, n) do nothing returning id),
      moved as (update cases set stage = ${Math.floor(n / 2) + 1} where id = ${caseId} and exists (select 1 from asked))
    insert into events (case_id, key, type, data) select ${caseId}, ${`opened:${n + 1}`}, 'request.opened', jsonb_build_object('id', id) from asked`;
  return true;
}

/** Hands the mail of the open request to the provider, then writes down that it left. */
export async function send(sql: Tx, provider: string, caseId: string, n: number): Promise<void> {
  const [row] = await sql<{ id: string; number: string; name: string }[]>`select r.id, c.number, c.answers->>'name' as name from requests r join cases c on c.id = r.case_id where r.case_id = ${caseId} and r.n = ${n + 1}`;
  if (!row) throw new Error(`nothing is asked of ${caseId} after ${n}`);
  const mail = { to: 'okada@city.example.jp', subject: `【${row.number}】確認のお願い`, text: `${row.number}「${row.name}」の確認をお願いします。\n\n${linkOf(row.id)}\n` };
  const response = await fetch(`${provider}/emails`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(mail) });
  if (!response.ok) throw new Error(`provider: ${response.status}`);
  await response.arrayBuffer();
  await sql`insert into mails (id, case_id, request_id, recipient, subject, body) values (${`mls_${randomUUID()}`}, ${caseId}, ${row.id}, ${mail.to}, ${mail.subject}, ${mail.text}) on conflict (request_id) do nothing`;
}
