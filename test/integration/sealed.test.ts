// Sealed calls: before the close nobody but the applicant reads an application; at the close all are opened, and only then is anybody asked. Real pages on a real database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFile } from '../../db/store/files.js';
import { closeCall, fileRound, PLAN, type Round } from '../support/round.js';
import type { City } from '../support/city.js';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
let city: City;
let round: Round;
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
  round = await fileRound(city, ['山びこ工房', '川べりの会']);
}, 60_000);
afterAll(() => pages.close());

/** What the first application says, in any of its places. */
const CONTENT = [PLAN, '山びこ工房', '事業その1', '髙橋 花子', 'hanako@example.jp', '023-111-2222'];
const id = (): string => round.ids[0] ?? '';
const FILE = 'fil_0000000000000000000000seal';

test('before the close neither lists nor pages, mails, files or the JSON interface show officers, administrators or the panel anything but number and time', async () => {
  const { number } = (await city.read(id())).row;
  await addFile(city.db, { id: FILE, draft: null, caseId: id(), request: null, storageKey: 'none', name: `${PLAN}.pdf`, type: 'application/pdf', bytes: 3, sha256: 'f'.repeat(64), pages: 1, addedAt: await city.now() } as never);
  for (const one of round.ids) await city.advance(one);
  // A change of contact before the close must not open the application.
  const acted = await city.free(id(), 'contact', { role: 'contact', name: '髙橋 花子', email: 'hanako2@example.jp' }, { kind: 'party', role: 'contact' });
  expect(acted.outcome).toBe('accepted');
  expect(await city.open(id())).toEqual([]);
  await pages.post();
  const mails = await city.sql`select id from mails where case_id = ${id()}`;
  const administrator = await pages.signedIn('管理者 阿部 純');
  const officer = await pages.signedIn('鈴木 健一');
  const member = await pages.signedIn('森 一郎');
  const paths = ['/admin', '/admin/cases', `/admin/cases/${number}`, '/admin/cases?q=山びこ', '/admin/mails', ...mails.map((m) => `/admin/mails/${m.id}`), `/admin/calls/${round.call}`, '/admin/stuck', '/admin/ledger', `/files/${FILE}`, '/desk', '/desk?tab=department', `/desk/cases/${number}`, '/desk/panel', `/cases/${number}`, `/api/cases/${number}`];
  for (const [who, visitor] of [['administrator', administrator], ['officer', officer], ['member', member]] as const) {
    for (const path of paths) {
      const { html } = await visitor.open(path);
      for (const words of CONTENT) expect(html.replaceAll('value="山びこ"', ''), `${who} ${path}`).not.toContain(words);
    }
  }
  expect((await administrator.open(`/admin/cases/${number}`)).text).toContain(number);
  expect((await administrator.open(`/files/${FILE}`)).status).toBe(404);
  for (const mail of city.mail.taken.filter((m) => m.to.endsWith('@city.example.jp'))) for (const words of CONTENT) expect(mail.text).not.toContain(words);
}, 60_000);

test('the applicant reads the own application all the time, and may withdraw it', async () => {
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id()} and role = 'contact' and revoked_at is null`;
  const applicant = pages.visitor();
  const page = await applicant.open(`/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}`);
  expect(page.text).toContain('事業その1');
  const other = round.ids[1] ?? '';
  const { number } = (await city.read(other)).row;
  expect((await city.free(other, 'withdraw', { last4: number.slice(-4) }, { kind: 'party', role: 'contact' })).outcome).toBe('accepted');
  await city.advance(other);
  expect((await city.read(other)).state.ending).toBe('withdrawn');
}, 60_000);

test('at the close the applications are opened by an event of their own, and the papers are asked to be checked after it', async () => {
  expect((await city.sql`select 1 from events where case_id = ${id()} and type = 'case.unsealed'`)).toEqual([]);
  await closeCall(city, round.call);
  await city.advance(id());
  expect((await city.open(id())).map((r) => r.what)).toEqual(['screening']);
  const log = await city.sql`select type from events where case_id = ${id()} and type in ('case.unsealed', 'request.opened') order by seq`;
  expect(log.map((e) => e.type)).toEqual(['case.unsealed', 'request.opened']);
  const { row } = await city.read(id());
  expect([row.title, row.groupName]).toEqual(['事業その1', '山びこ工房']);
  const administrator = await pages.signedIn('管理者 阿部 純');
  expect((await administrator.open(`/admin/cases/${row.number}`)).html).toContain(PLAN);
  expect((await administrator.open('/admin/cases?q=山びこ')).text).toContain(row.number);
}, 60_000);
