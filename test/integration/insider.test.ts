// Somebody with an office and a bad intent: each way ends in a refusal, and nothing of it counts (attack family A12).
import { afterAll, describe, expect, test } from 'vitest';
import { appointDeputy } from '../../db/store/absences.js';
import { takeAct } from '../../db/store/acts.js';
import { leave, registerTransfer } from '../../db/store/transfers.js';
import { DAY } from '../../workflows/domain/calendar.js';
import type { Request } from '../../workflows/domain/cases.js';
import type { Actor } from '../../workflows/domain/people.js';
import { caseAt, goTo, sayYes } from '../laws/journey.js';
import { makePages } from '../support/pages.js';
import { PROPOSAL } from '../support/sample.js';

const pages = await makePages();
const { city } = pages;
afterAll(() => pages.close());

const idOf = async (name: string): Promise<string> => String((await city.sql`select id from people where name = ${name}`)[0]?.id);
const asking = async (id: string, post: string): Promise<Request> => {
  const found = (await city.open(id)).find((r) => r.to.kind === 'post' && r.to.post === post);
  if (!found) throw new Error(`${post} is not asked`);
  return found;
};
/** Tries an answer as an actor who is signed in, under what the page would let through. */
const tries = (id: string, request: Request, choice: string, by: Actor) => takeAct(city.db, city.links, { caseId: id, act: { kind: 'answer', request: request.id, choice, input: { reason: 'x', remark: '' } }, by, via: 'session' });
const still = async (id: string, request: Request): Promise<string | undefined> => (await city.read(id)).state.requests.find((r) => r.id === request.id)?.state;

describe('an officer', () => {
  test('who is the contact or representative of the group decides nothing about its case, and no deputy does in their place', async () => {
    const [row] = await city.sql`select email from people where name = '佐藤 美咲'`;
    const id = await city.submit({ ...PROPOSAL, representativeEmail: String(row?.email).toUpperCase() });
    await city.advance(id);
    const screening = await asking(id, 'civic.screening');
    const own = await city.holder('civic.screening');
    expect((await takeAct(city.db, city.links, { caseId: id, act: { kind: 'answer', request: screening.id, choice: 'accept', input: {} }, by: own, via: 'link' })).why).toBe('own-case');
    const page = await pages.signedIn('佐藤 美咲');
    const [asked] = await city.sql`select id from requests where case_id = ${id} and state = 'open'`;
    await page.open(`/desk/requests/${asked?.id}`);
    await page.press('回答を送る', { choice: 'accept' });
    expect({ status: page.page().status, said: page.page().text.includes('自分の案件には回答できません') }).toEqual({ status: 403, said: true });
    const now = await city.now();
    await appointDeputy(city.db, { post: 'civic.screening', deputy: await idOf('鈴木 健一'), from: now, to: now + DAY, by: await idOf('佐藤 美咲') });
    expect((await tries(id, screening, 'accept', { kind: 'post', post: 'civic.screening', person: await idOf('鈴木 健一'), deputyFor: await idOf('佐藤 美咲') })).why).toBe('own-case');
    expect(await still(id, screening)).toBe('open');
    expect((await city.sql`select why from acts where case_id = ${id} and state = 'refused'`).map((r) => r.why)).toEqual(['own-case', 'own-case', 'own-case']);
  });

  test('does not act for a post that is not theirs, nor as a deputy before the absence, after it, for another post, under the holder’s own name, or after the holder changed', async () => {
    const id = await city.submit(PROPOSAL);
    await goTo(city, id, 'consult');
    const request = await asking(id, 'children.champion');
    const [holder, deputy] = [await idOf('田中 健'), await idOf('加藤 葵')];
    const by = (person: string, deputyFor?: string): Actor => ({ kind: 'post', post: 'children.champion', person, ...(deputyFor ? { deputyFor } : {}) });
    const now = await city.now();
    await appointDeputy(city.db, { post: 'children.champion', deputy, from: now + DAY, to: now + 2 * DAY, by: holder });
    const refusals = [await tries(id, request, 'accept', by(deputy)), await tries(id, request, 'accept', by(deputy, holder)), await tries(id, request, 'accept', by(await idOf('小林 恵')))];
    await city.clockTo(now + DAY + 1000);
    refusals.push(await tries(id, request, 'accept', by(deputy)), await tries(id, request, 'accept', by(deputy, await idOf('小林 恵'))), await tries(id, request, 'accept', { kind: 'post', post: 'children.head', person: deputy, deputyFor: holder }));
    await registerTransfer(city.db, city.links, { post: 'children.champion', person: await idOf('吉田 隆'), from: await city.now() });
    refusals.push(await tries(id, request, 'accept', by(deputy, holder)), await tries(id, request, 'accept', by(holder)));
    await city.clockTo(now + 2 * DAY + 1000);
    refusals.push(await tries(id, request, 'accept', by(deputy, holder)));
    expect(refusals.map((one) => one.why)).toEqual(Array(9).fill('not-yours'));
    expect(await still(id, request)).toBe('open');
  });

  test('does not approve twice in a chain that wants different people, neither from two posts nor as somebody’s deputy', async () => {
    const id = await caseAt(city, 'approve');
    await city.documents(id);
    await city.advance(id);
    const first = (await city.open(id)).find((r) => r.what === 'approval');
    if (!first || first.to.kind !== 'post') throw new Error('nobody was asked to approve');
    const approver = await city.holder(first.to.post);
    if (approver.kind !== 'post') throw new Error('no officer');
    await sayYes(city, id, first);
    await city.advance(id);
    const second = (await city.open(id)).find((r) => r.what === 'approval' && r.id !== first.id && r.to.kind === 'post');
    if (!second || second.to.kind !== 'post') throw new Error('nobody else is asked');
    const absent = await city.holder(second.to.post);
    const now = await city.now();
    await appointDeputy(city.db, { post: second.to.post, deputy: approver.person, from: now, to: now + DAY, by: approver.person });
    expect((await tries(id, second, 'approve', { kind: 'post', post: second.to.post, person: approver.person, deputyFor: absent.kind === 'post' ? absent.person : '' })).why).toBe('two-people');
    await registerTransfer(city.db, city.links, { post: second.to.post, person: approver.person, from: now });
    expect((await tries(id, second, 'approve', { kind: 'post', post: second.to.post, person: approver.person })).why).toBe('two-people');
    expect(await still(id, second)).toBe('open');
  }, 60_000);

  test('does not check a claim and release the same money', async () => {
    const id = await caseAt(city, 'advance-check');
    const check = await asking(id, 'finance.check');
    const checker = await city.holder('finance.check');
    await sayYes(city, id, check);
    await city.advance(id);
    const release = await asking(id, 'finance.release');
    expect(release.tier).toBe('T3');
    const person = checker.kind === 'post' ? checker.person : '';
    await registerTransfer(city.db, city.links, { post: 'finance.release', person, from: await city.now() });
    expect((await tries(id, release, 'approve', { kind: 'post', post: 'finance.release', person })).why).toBe('two-people');
  }, 60_000);

  test('who leaves has no session, no post and no link in that instant, and an old tab sends nothing any more', async () => {
    const id = await city.submit(PROPOSAL);
    await goTo(city, id, 'consult');
    const request = (await city.open(id)).find((r) => r.to.kind === 'post') as Request;
    const post = request.to.kind === 'post' ? request.to.post : '';
    const holder = await city.holder(post);
    const person = holder.kind === 'post' ? holder.person : '';
    const [{ name } = { name: '' }] = await city.sql`select name from people where id = ${person}`;
    const tab = await pages.signedIn(String(name));
    const [asked] = await city.sql`select id from requests where case_id = ${id} and to_post = ${post} and state = 'open'`;
    await tab.open(`/desk/requests/${asked?.id}`);
    const link = await pages.linkOf(id, request.key);
    await leave(city.db, city.links, { person, at: await city.now() });
    await tab.press('回答を送る', { choice: 'accept' });
    expect(tab.page().url).toContain('/signin');
    const byLink = pages.visitor();
    await byLink.open(link);
    expect(byLink.page().text).toContain('この手続は終了しています');
    expect((await tries(id, request, 'accept', holder)).why).toBe('not-yours');
    expect(await city.sql`select 1 from staff_sessions where person = ${person}`).toHaveLength(0);
    expect(await still(id, request)).toBe('open');
  });
});

test('the last administrator cannot leave, and whoever changes people must have signed in within fifteen minutes', async () => {
  await leave(city.db, city.links, { person: await idOf('管理者 石井 薫'), at: await city.now() });
  await expect(leave(city.db, city.links, { person: await idOf('管理者 阿部 純'), at: await city.now() })).rejects.toThrow('last-administrator');
  const administrator = await pages.signedIn('管理者 阿部 純');
  await administrator.open('/admin/people');
  await city.sql`update staff_sessions set created_at = created_at - interval '16 minutes'`;
  await administrator.press('人を加える', { name: '新しい人', email: 'new@city.example.jp' });
  expect(administrator.page().url).toContain('/signin');
  expect(await city.sql`select 1 from people where name = '新しい人'`).toHaveLength(0);
});
