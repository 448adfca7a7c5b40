// Jobs of people who hold posts: handing over, taking over, being away, a department that ends. The real pages on a real database, the run's part called by hand.
import { afterAll, expect, test } from 'vitest';
import { announceTransfers } from '../../db/store/transfers.js';
import { addDays, dateOf, instantAt } from '../../workflows/domain/calendar.js';
import { goTo } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const ADMIN = '管理者 阿部 純';
/** A case whose question lies with the children's department. */
const asked = async (title: string): Promise<{ id: string; number: string }> => {
  const id = await city.submit({ ...PROPOSAL, title });
  await goTo(city, id, 'consult');
  return { id, number: (await city.read(id)).row.number };
};

test('D-3: one click from the desk shows every open case of the post with items, progress, what is unfinished, its documents and the next date, and nothing of a closed one', async () => {
  const [one, two] = [await asked('夕方の居場所'), await asked('空き家の本棚')];
  const closed = await asked('やめた企画');
  await city.sql`update cases set ending = 'withdrawn' where id = ${closed.id}`;
  const officer = await pages.signedIn('田中 健');
  await officer.open('/desk');
  const before = officer.clicks;
  await officer.follow('引継書');
  expect(officer.clicks - before).toBe(1);
  const { text } = officer.page();
  for (const part of [one.number, '夕方の居場所', two.number, '空き家の本棚', '未了の事項', '引き受けられるか', '経過', '文書', '次の日', 'いまの段階', 'みどり町こども食堂の会']) expect(text).toContain(part);
  expect(text).not.toContain(closed.number);
  expect(officer.page().html).toContain('/assets/style.css');
});

test('D-4: whoever takes a post over finds on that day every case that came with it, with its last three events and next date; the old holder has nothing left', async () => {
  const { number } = await asked('川べりの花だん');
  const old = await pages.signedIn('田中 健');
  await old.open('/desk');
  expect(old.page().text).toContain(number);
  const [next] = await city.sql`select id from people where name = '福田 望'`;
  const administrator = await pages.signedIn(ADMIN);
  await administrator.open('/admin/people');
  await administrator.press('移るお願いを確かめる', { post: 'children.champion', person: String(next?.id), from: dateOf(await city.now()) });
  await administrator.press('異動を登録する');
  // At once, without any run: links and sessions of the old holder are gone.
  await old.open('/desk');
  expect(old.page().url).toContain('/signin');
  const again = await pages.signedIn('田中 健').catch(() => null);
  if (again) { await again.open('/desk'); expect(again.page().text).not.toContain(number); }
  const newcomer = await pages.signedIn('福田 望');
  await newcomer.open('/desk');
  expect(newcomer.page().text).toMatch(/前任から\d+件を引き継ぎました/);
  await newcomer.follow('前任から');
  const { text } = newcomer.page();
  expect(text).toContain(number);
  const [, sheet = ''] = text.split(number);
  expect(sheet).toContain('次の日');
  expect(sheet.slice(0, sheet.indexOf('文書')).match(/月\d+日（.）\d+:\d+/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
  expect((await pages.post()).filter((mail) => mail.to.startsWith('fukuda') && mail.text.includes(number))).toHaveLength(1);
});

test('D-10: a deputy for some days answers signed in, both names are in the log, the deputy is mailed what is new, and after the last day can do nothing', async () => {
  const { id, number } = await asked('代理の日の企画');
  const holder = await pages.signedIn('福田 望');
  const today = dateOf(await city.now());
  const [deputy] = await city.sql`select id from people where name = '伊藤 由美'`;
  await holder.open('/desk/absence');
  await holder.press('代理を登録する', { deputy: String(deputy?.id), from: today, to: 'きのう' });
  expect(holder.page().status).toBe(422);
  expect(holder.page().html).toContain('value="きのう"');
  await holder.press('代理を登録する', { to: addDays(today, 2) });
  expect(holder.page().text).toContain('伊藤 由美さんが代理');
  const told = (await pages.post()).filter((mail) => mail.subject.includes('代理：'));
  expect(told.map((mail) => mail.to.split('@')[0]).sort()).toEqual(['fukuda', 'ito']);
  expect(told.every((mail) => mail.text.includes(number) && !mail.text.includes('/a/req_'))).toBe(true);
  // What is asked from now on reaches the deputy too, and leads to the desk.
  const fresh = await asked('不在の間の企画');
  const copies = (await pages.post()).filter((mail) => mail.subject.includes(fresh.number) && mail.to.startsWith('ito'));
  expect(copies).toHaveLength(1);
  expect(copies[0]?.text).toContain(`/desk/cases/${fresh.number}`);
  expect(copies[0]?.text).not.toContain('/a/req_');
  const [row] = await city.sql`select id from requests where case_id = ${id} and to_post = 'children.champion' and state = 'open'`;
  const acting = await pages.signedIn('伊藤 由美');
  await acting.open(`/desk/requests/${row?.id}`);
  await acting.press('回答を送る', { choice: 'accept' });
  expect(acting.page().text).toContain('福田 望さん（代決 伊藤 由美さん）');
  await acting.open(`/desk/cases/${number}`);
  expect(acting.page().text).toContain('福田 望さん（代決 伊藤 由美さん）');
  await city.clockTo(instantAt(addDays(today, 3)) + 1000);
  const [later] = await city.sql`select id from requests where case_id = ${fresh.id} and to_post = 'children.champion' and state = 'open'`;
  await acting.open(`/desk/requests/${later?.id}`);
  expect(acting.page().status).toBe(404);
});

test('A-9: one dated action moves all open tasks of a dissolved department to its successor, at that instant and not before; deadlines stay', async () => {
  const { id } = await asked('移る企画');
  const at = instantAt(addDays(dateOf(await city.now()), 5));
  const due = async () => (await city.sql`select to_post, due_at, state from requests where case_id = ${id} order by n`).map((r) => [r.to_post, String(r.due_at), r.state]);
  const before = await due();
  const link = await pages.linkOf(id, String((await city.open(id))[0]?.key));
  const administrator = await pages.signedIn(ADMIN);
  await administrator.open('/admin/people');
  await administrator.press('課の廃止を登録する', { department: 'children', successor: 'children', since: dateOf(at) });
  expect(administrator.page().status).toBe(422);
  await administrator.press('課の廃止を登録する', { successor: 'welfare' });
  const successor = await pages.signedIn('渡辺 花子');
  await successor.open('/desk');
  expect(successor.page().text).not.toContain('移る企画');
  await city.clockTo(at + 1000);
  await announceTransfers(city.db, city.links);
  await successor.open('/desk');
  expect(successor.page().text).toContain('移る企画');
  expect(await due()).toEqual(before);
  const stale = pages.visitor();
  await stale.open(link);
  expect(stale.page().text).toContain('この手続は終了しています');
  const mails = (await pages.post()).filter((mail) => mail.to.startsWith('watanabe') && mail.text.includes('移る企画'));
  expect(mails).toHaveLength(1);
  const [row] = await city.sql`select id from requests where case_id = ${id} and to_post = 'children.champion' and state = 'open'`;
  await successor.open(`/desk/requests/${row?.id}`);
  await successor.press('回答を送る', { choice: 'decline', 'decline.reason': '人手が足りません。' });
  expect(successor.page().text).toContain('受け付けました');
});
