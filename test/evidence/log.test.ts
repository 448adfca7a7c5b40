// The log on a real database: every act and event gets exactly one place, nothing is taken out again, nothing personal is shown, and money and publication wait for it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepLog } from '../../activities/evidence.js';
import { forgetSealed } from '../../db/store/evidence-tree.js';
import { logQueued, publishHead } from '../../db/store/evidence-log.js';
import { publishVote } from '../../db/store/votes.js';
import { caseAt, payments, sayYes } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

/** What no public page of the log may show: the words people of the sample wrote, and who they are. */
const PLANTED = [PROPOSAL.groupName, PROPOSAL.contactName, PROPOSAL.representativeName, PROPOSAL.contactEmail, PROPOSAL.contactTel, PROPOSAL.title, PROPOSAL.summary].map(String);

let pages: Pages;
beforeAll(async () => {
  pages = await makePages();
});
afterAll(() => pages.close());

const notary = () => pages.city.parts.evidence?.notary ?? (() => { throw new Error('no notary'); })();
const keep = () => keepLog(pages.city.db, notary(), null);
/** The stand-alone verifier on what a page gave out. */
function verifier(text: string): string {
  const file = path.join(pages.city.dataDir, 'downloaded');
  fs.writeFileSync(file, text);
  return spawnSync(process.execPath, ['scripts/verify-evidence.mjs', file], { encoding: 'utf8' }).stdout;
}
/** What an insider does who may do everything with the database: no trigger stops them. */
const insider = (work: (tx: Pages['city']['sql']) => Promise<unknown>) => pages.city.sql.begin(async (tx) => {
  await tx`set local session_replication_role = replica`;
  await work(tx as unknown as Pages['city']['sql']);
});
const read = async (path: string) => (await fetch(`${pages.origin}${path}`)).text();
const one = async (query: string): Promise<number> => Number((await pages.city.sql.unsafe(query))[0]?.n);
/** The only head is one as if it had been published so many hours ago, of the empty log. */
const headOf = (city: Pages['city'], hoursAgo: number) => city.sql.begin(async (tx) => {
  await tx`set local session_replication_role = replica`;
  await tx`delete from evidence_heads`;
  await tx`insert into evidence_heads (at, size, root, origin, note, key) values (clock_timestamp() - make_interval(hours => ${hoursAgo}), 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'city.example.jp/evidence', '', '')`;
});

test('cases filed four at once, while two sequencers run, have every act, event and version of the answers in the log once, without a gap', async () => {
  const { city } = pages;
  const racing = async () => { for (let n = 0; n < 25; n++) await logQueued(city.db, notary()); };
  // Numbers of cases are given one after another: more at once would only wait for each other.
  const wave = () => Promise.all(Array.from({ length: 4 }, (_, n) => city.submit({ ...PROPOSAL, title: `場所 ${n}` })));
  const filed = async () => [...(await wave()), ...(await wave()), ...(await wave())];
  const [ids] = await Promise.all([filed(), racing(), racing()]);
  for (const id of ids.slice(0, 5)) {
    await city.advance(id);
    for (const request of await city.open(id)) await sayYes(city, id, request);
  }
  while ((await logQueued(city.db, notary())) > 0);
  const written = await one('select (select count(*) from acts) + (select count(*) from events) + (select count(*) from case_answers) + (select count(*) from envelope_entries) + (select count(*) from gates) + (select count(*) from selections) + (select count(*) from call_acts) + (select count(*) from suspensions) + (select count(*) from vote_acts) as n');
  expect(await one('select count(*) as n from evidence_entries')).toBe(written);
  expect(await one('select max(n) + 1 as n from evidence_entries')).toBe(written);
  expect(await one(`select count(distinct source || '/' || row || '/' || coalesce(case_id, '')) as n from evidence_entries`)).toBe(written);
  expect(await one('select count(*) as n from evidence_queue')).toBe(0);
});

test('what is in the log is neither changed nor taken out by any statement, not even all at once', async () => {
  await keep();
  for (const table of ['evidence_entries', 'evidence_nodes', 'evidence_heads']) {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) await expect(pages.city.sql.unsafe(statement), statement).rejects.toThrow('append-only');
  }
  await expect(pages.city.sql`update evidence_entries set leaf = '{}' where n = 0`).rejects.toThrow('append-only');
  await expect(pages.city.sql`update evidence_heads set root = ''`).rejects.toThrow('append-only');
});

test('what anybody can download of the log holds no name, no address and no word a person wrote, and does not say which case an entry is of', async () => {
  const [row] = await pages.city.sql`select id, number from cases limit 1`;
  const all = (await Promise.all(['/evidence', '/evidence/log', '/evidence/leaves', '/evidence/heads', '/evidence/checkpoint'].map(read))).join('\n');
  expect(all.split('\n').length).toBeGreaterThan(100);
  for (const planted of [...PLANTED, String(row?.id), String(row?.number), 'case.submitted']) expect(all).not.toContain(planted);
});

test('the receipt bears the newest head, so that whoever got it can hold the city to it', async () => {
  const [head] = await pages.city.sql`select size, root from evidence_heads order by at desc limit 1`;
  await pages.city.submit(PROPOSAL);
  const mail = (await pages.post()).find((one) => one.subject.includes('受け付けました') && one.text.includes(String(head?.root)));
  expect(mail?.text).toContain(`${head?.size}件`);
});

test('the page of a case says that its record is still there and where; the proof tells the public no more than that it was submitted, the group what it wrote', async () => {
  const { city } = pages;
  const id = await city.submit({ ...PROPOSAL, title: '証明のある場所' });
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact'`;
  const { number } = (await city.read(id)).row;
  const own = `/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}`;
  expect(await read(own)).toContain('記録の印がまだありません');
  await logQueued(city.db, notary());
  // The minute between two heads has passed for this one.
  await expect(publishHead(city.db, notary())).resolves.toBeNull();
  await insider((tx) => tx`update evidence_heads set at = at - interval '2 minutes'`);
  expect(await publishHead(city.db, notary())).not.toBeNull();
  expect(await read(own)).toContain('あなたの申請の記録は残っています');
  const forAll = await read(`/cases/${number}/evidence`);
  expect(JSON.parse(forAll).entries).toHaveLength(1);
  for (const planted of PLANTED) expect(forAll).not.toContain(planted);
  const group = JSON.parse(await read(`${own}/evidence`));
  expect(group.entries.length).toBeGreaterThan(1);
  expect(JSON.stringify(group)).toContain('証明のある場所');
  for (const given of [await read('/evidence/log'), forAll, await read(`${own}/evidence`)]) expect(verifier(given)).toContain('everything holds');
  // Another text put into the application behind the product's back no longer is what was logged.
  await insider((tx) => tx`update case_answers set values = jsonb_set(values, '{summary}', '"別の概要"') where case_id = ${id}`);
  expect(verifier(await read(`${own}/evidence`))).toContain('/values is not what was logged');
});

test('a person is forgotten by deleting salts: what they wrote can no longer be tied to the log, and every proof still holds', async () => {
  const { city } = pages;
  const [row] = await city.sql`select id from cases where title = '証明のある場所'`;
  const id = String(row?.id);
  const { number } = (await city.read(id)).row;
  const before = JSON.parse(await read(`/cases/${number}/evidence`));
  expect(await forgetSealed(city.db, id)).toBeGreaterThan(1);
  expect(JSON.parse(await read(`/cases/${number}/evidence`))).toEqual(before);
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact'`;
  const own = await read(`/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}/evidence`);
  expect(own).not.toContain('証明のある場所');
});

test('a log that was changed behind its last head gets no new head, and the administrator reads why', async () => {
  const { city } = pages;
  await insider(async (tx) => {
    await tx`update evidence_entries set leaf = replace(leaf, '"n":0', '"n": 0'), hash = sha256('other') where n = 0`;
    await tx`update evidence_nodes set hash = sha256('other') where level = (select max(level) from evidence_nodes)`;
    await tx`update evidence_heads set at = at - interval '2 hours'`;
  });
  await city.submit(PROPOSAL);
  await logQueued(city.db, notary());
  await expect(publishHead(city.db, notary())).rejects.toThrow('changed behind its last head');
  expect(verifier(await read('/evidence/log'))).toMatch(/entry 1: not written as an entry[\s\S]*entries 1 to \d+: changed/);
  const administrator = await pages.signedIn('管理者 阿部 純');
  expect((await administrator.open('/admin/stuck')).text).toContain('手続の記録が、公開した印と合いません');
});

describe('when no head could be published for four hours', () => {
  let late: Pages;
  beforeAll(async () => {
    late = await makePages();
  });
  afterAll(() => late.close());

  test('a payment stays reserved and no word goes to the bank; with the next head it goes out, once', async () => {
    const { city } = late;
    const id = await caseAt(city, 'advance-pay');
    await headOf(city, 5);
    const hand = (await city.read(id)).state.hands.find((h) => h.kind === 'payment' && h.state === 'wanted')?.key ?? '';
    const act = payments(city);
    const order = (await act.openOrder(id, hand))?.order ?? '';
    expect(await act.instruct(order)).toBe(false);
    expect(await act.lookUp(order)).toBe('pending');
    expect(city.bank.calls).toEqual([]);
    const administrator = await late.signedIn('管理者 阿部 純');
    expect((await administrator.open('/admin')).text).toContain('支払と公表は待っています');
    expect((await administrator.open('/admin/stuck')).text).toContain('手続の記録の印を公開できていません');
    await keepLog(city.db, city.parts.evidence?.notary ?? notary(), null);
    expect(await act.lookUp(order)).toBe('pending');
    expect(await act.lookUp(order)).toBe('settled');
    expect(city.bank.calls).toHaveLength(1);
  });

  test('publishing a result is refused with the reason, the ask stays open, and it is taken after the next head', async () => {
    const { city } = late;
    const id = await caseAt(city, 'announce');
    await city.documents(id);
    await city.advance(id);
    await headOf(city, 5);
    const request = (await city.open(id)).find((r) => r.what === 'publication');
    if (!request) throw new Error('nobody is asked to publish');
    const refused = await city.answer(id, request, 'publish');
    expect(refused.faults).toEqual([{ at: 'choice', code: 'evidence-late', facts: {} }]);
    expect((await city.open(id)).map((r) => r.id)).toContain(request.id);
    await expect(publishVote(city.db, { call: 'any', by: 'admin' })).rejects.toMatchObject({ publicKey: 'log-late' });
    await keepLog(city.db, notary(), null);
    expect((await city.answer(id, request, 'publish')).outcome).toBe('accepted');
  });
});
