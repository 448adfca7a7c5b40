// The panel of a call (審査会): one mail for each member, ties before anything else, terms, and what a later tie does. Real pages on a real database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFile } from '../../db/store/files.js';
import { endHolding } from '../../db/store/people.js';
import { addDays, dateOf, instantAt } from '../../workflows/domain/calendar.js';
import { makePages, type Pages } from '../support/pages.js';
import { declare, fileRound, gather, MEMBERS, PLAN, type Round, spread } from '../support/round.js';
import type { City } from '../support/city.js';
import type { Visitor } from '../../scripts/lib/visitor.js';

let pages: Pages;
let city: City;
let round: Round;
const GROUPS = Array.from({ length: 12 }, (_, n) => `まちの会${n + 1}`);
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
  round = await fileRound(city, GROUPS);
}, 60_000);
afterAll(() => pages.close());

const toPanel = (mails: Awaited<ReturnType<Pages['post']>>) => mails.filter((m) => m.text.includes('/panel/cal_'));
const linkIn = (text: string): string => /\/panel\/cal_\S+/.exec(text)?.[0] ?? '';
/** The member's page by the link of their one mail. */
async function memberAt(mailbox: string): Promise<Visitor> {
  const mail = toPanel([...city.mail.taken]).find((m) => m.to.startsWith(mailbox));
  if (!mail) throw new Error(`no mail to ${mailbox}`);
  const visitor = pages.visitor();
  await visitor.open(linkIn(mail.text));
  return visitor;
}
const numberOf = async (n: number): Promise<string> => (await city.read(round.ids[n] ?? '')).row.number;
async function allNone(visitor: Visitor, but: Record<string, string> = {}): Promise<void> {
  const names = visitor.page().forms.flatMap((f) => f.fields.map((field) => field.name)).filter((name) => name.startsWith('relation-'));
  await visitor.press('この内容で申告する', { ...Object.fromEntries(names.map((name) => [name, 'none'])), ...but });
}

test('twelve cases of a call and five members make exactly five mails, one for each member, and none before the call is closed', async () => {
  await pages.post();
  for (const id of round.ids) await city.advance(id);
  await gather(city, round);
  for (const id of round.ids) await city.advance(id);
  const sent = toPanel(await pages.post());
  expect(sent.map((m) => m.to.split('@')[0]).sort()).toEqual(['hashimoto', 'ikeda', 'ishikawa', 'maeda', 'mori']);
  for (const mail of sent) expect(mail.subject).toContain('12件');
  expect(city.mail.taken.filter((m) => m.subject.includes('採点をお願い'))).toEqual([]);
  // All sixty asks were handed over by these five.
  const [row] = await city.sql`select count(*)::int as n from requests where mail = 'evaluations/panel-requested' and state = 'open' and handed_over_at is not null`;
  expect(row?.n).toBe(60);
}, 60_000);

test('before the declaration no way in shows a form, a file or a sheet: not the page of the call, the request, the desk, the file or the JSON interface', async () => {
  const id = round.ids[0] ?? '';
  await addFile(city.db, { id: 'fil_0000000000000000000000test', draft: null, caseId: id, request: null, storageKey: 'none', name: '秘密.pdf', type: 'application/pdf', bytes: 3, sha256: 'f'.repeat(64), pages: 1, addedAt: await city.now() } as never);
  const member = await memberAt('mori');
  for (const group of GROUPS) expect(member.page().text).toContain(group);
  const link = await pages.linkOf(id, 'sheet-panel.member-1');
  const signed = await pages.signedIn('森 一郎');
  const [request] = await city.sql`select id from requests where case_id = ${id} and to_post = 'panel.member-1'`;
  const number = await numberOf(0);
  for (const [visitor, path] of [[member, '/'], [member, link], [signed, `/desk/requests/${request?.id}`], [signed, `/desk/cases/${number}`], [signed, '/files/fil_0000000000000000000000test'], [member, `/files/fil_0000000000000000000000test?k=${link.slice(3)}`], [member, `/api${link}`], [signed, '/desk?tab=department']] as const) {
    const page = path === '/' ? await member.open(member.page().url) : await visitor.open(path);
    expect(page.html, path).not.toContain(PLAN);
    expect(page.html, path).not.toContain('秘密');
    expect(page.html, path).not.toContain('の理由');
  }
  for (const path of [`/desk/cases/${number}`, '/files/fil_0000000000000000000000test']) expect((await signed.open(path)).status, path).toBe(404);
  expect((await member.open(`/api${link}`)).status).toBe(404);
  // The rules refuse a score that comes another way.
  const sheet = (await city.open(id)).find((r) => r.key === 'sheet-panel.member-1');
  if (!sheet) throw new Error('nobody is asked');
  expect((await city.answer(id, sheet, 'score', spread(40))).why).toBe('faults');
}, 60_000);

test('a member declares once for all cases: nothing is lost when a word is missing, a tie takes its case off the list at once, and every word is in the log', async () => {
  const member = await memberAt('mori');
  const [third, fourth] = [await numberOf(2), await numberOf(3)];
  await member.press('この内容で申告する', { [`relation-${third}`]: 'other', [`relation-${fourth}`]: 'donor', [`detail-${fourth}`]: '毎年1万円' });
  expect(member.page().status).toBe(422);
  expect(member.page().text).toContain(`${third}：関係の内容を入力してください`);
  expect(member.page().html).toContain('毎年1万円');
  await allNone(member, { [`relation-${third}`]: 'relative', [`relation-${fourth}`]: 'donor', [`detail-${fourth}`]: '毎年1万円' });
  expect(member.page().status).toBe(200);
  expect(member.page().text).toContain('採点 0／10件');
  expect(member.page().text).not.toContain('事業その3');
  expect(member.page().text).not.toContain('まちの会4 ');
  expect((await city.open(round.ids[2] ?? '')).filter((r) => r.what === 'scoring').map((r) => r.key)).not.toContain('sheet-panel.member-1');
  const acts = await city.sql`select values, by from acts where verb = 'declare' and by->>'post' = 'panel.member-1'`;
  expect(acts).toHaveLength(12);
  const events = await city.sql`select data from events where case_id = ${round.ids[3] ?? ''} and type = 'act.taken' and data->>'verb' = 'declare'`;
  expect(events.map((e) => e.data.values.relation)).toEqual(['donor']);
  // What is free of ties opens now, by the link that stood closed before.
  await member.follow('事業その1');
  expect(member.page().text).toContain(PLAN);
  await member.press('回答を送る', { choice: 'score', ...Object.fromEntries(Object.entries(spread(40)).flatMap(([c, points]) => [[`score.${c}`, points], [`score.${c}Reason`, '計画のとおり。']])) });
  await member.follow('審査のページに戻る');
  expect(member.page().text).toContain('採点 1／10件');
  expect(toPanel(await pages.post())).toEqual([]);
}, 60_000);

test('a tie that the registers show is declared for the member and cannot be taken away', async () => {
  const person = await city.holder('panel.member-2');
  if (person.kind !== 'post') throw new Error('nobody');
  await city.sql`update people set organisation = 'まちの会 ５' where id = ${person.person}`;
  const member = await memberAt('ikeda');
  const fifth = await numberOf(4);
  expect(member.page().forms[0]?.fields.map((f) => f.name)).not.toContain(`relation-${fifth}`);
  expect(member.page().text).toContain('外せません');
  const own = (await city.open(round.ids[4] ?? '')).find((r) => r.key === 'sheet-panel.member-2');
  expect(own).toBeDefined();
  await allNone(member);
  expect(member.page().text).not.toContain('事業その5');
  expect((await declare(city, round.ids[4] ?? '', 'panel.member-2', 'none')).why).toBe('not-now');
  const [act] = await city.sql`select values from acts where case_id = ${round.ids[4] ?? ''} and verb = 'declare' and by->>'post' = 'panel.member-2'`;
  expect(act?.values).toMatchObject({ relation: 'member', detected: 'organisation' });
}, 60_000);

test('a member whose term ends is asked no more, the link of the mail is dead, and the others decide', async () => {
  const before = (await memberAt('hashimoto')).page().url;
  const [holding] = await city.sql`select id from holdings where post = 'panel.member-3'`;
  await endHolding(city.db, String(holding?.id), await city.now());
  const gone = pages.visitor();
  await gone.open(before);
  expect(gone.page().title).toContain('終了しています');
  expect(gone.page().text).not.toContain('まちの会');
  const id = round.ids[11] ?? '';
  await city.advance(id);
  expect((await city.open(id)).map((r) => r.key)).not.toContain('sheet-panel.member-3');
  for (const post of MEMBERS.filter((p) => p !== 'panel.member-3')) await declare(city, id, post, 'none');
  for (const request of await city.open(id)) await city.answer(id, request, 'score', spread(40));
  await city.advance(id);
  const run = (await city.read(id)).state.steps.find((r) => r.step === 'score');
  expect(run).toMatchObject({ outcome: 'passed', result: { sheets: 4 } });
}, 60_000);

test('reminders are one for each member and call, whatever the number of open sheets', async () => {
  await pages.post();
  const due = (await city.open(round.ids[0] ?? '')).find((r) => r.what === 'scoring')?.dueAt ?? 0;
  await city.clockTo(instantAt(addDays(dateOf(due), -7), '09:30'));
  for (const id of round.ids) await city.advance(id);
  const left = await pages.post();
  const reminders = left.filter((m) => m.subject.includes('審査のお願い'));
  expect(reminders.map((m) => m.to.split('@')[0]).sort()).toEqual(['ikeda', 'ishikawa', 'maeda', 'mori']);
}, 60_000);
