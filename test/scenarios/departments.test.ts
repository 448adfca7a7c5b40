// Hard scenarios 16 and 17: several departments for one project (青梅市 names up to four, 座間市 two), and talks that reach no agreement in a year (尼崎市).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { factsOfCase } from '../../activities/documents/facts-of-case.js';
import { renderDocument } from '../../activities/documents/render.js';
import { currentStep, type Request } from '../../workflows/domain/cases.js';
import type { Input } from '../../workflows/domain/fields.js';
import { departmentRoles } from '../../workflows/domain/steps/department-roles.js';
import { caseAt } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';

let city: City;
beforeAll(async () => {
  city = await makeCity();
  await city.sql`update envelopes set budget_yen = 100000000`;
});
afterAll(() => city.close());

const ask = async (id: string, what: Request['what'], post = ''): Promise<Request> => {
  const found = (await city.open(id)).find((r) => r.what === what && (post === '' || (r.to.kind === 'post' && r.to.post === post)));
  if (!found) throw new Error(`${what} is not open; open are ${(await city.open(id)).map((r) => r.id).join(', ')}`);
  return found;
};
async function say(id: string, request: Request, choice: string, input: Input = {}): Promise<void> {
  const acted = await city.answer(id, request, choice, input);
  if (acted.outcome !== 'accepted') throw new Error(`${request.id} ${choice}: ${acted.why} ${JSON.stringify(acted.faults)}`);
  await city.advance(id);
}
/** A proposal whose leading department, こども未来課, has named others. */
async function together(joint: readonly string[]): Promise<string> {
  const id = await caseAt(city, 'form');
  await say(id, await ask(id, 'form-sheet'), 'answer', { task: 'shared', idea: 'group', needed: 'yes', needsMoney: 'yes', income: 'none', parties: 1, jointAccounts: 'no' });
  await say(id, await ask(id, 'form-decision'), 'accept', { joint });
  return id;
}

test('青梅市: of four departments one leads and the others concur; parts above the whole are refused, an objection leads to a talk and a new sheet, and the agreement lists each role and exactly the whole cost', async () => {
  const id = await together(['culture', 'environment', 'welfare']);
  const sheet = { 'role-children': '居場所の運営を支える', 'role-culture': '催しの場所を貸す', 'role-environment': '食べ残しを減らす助言', 'role-welfare': '見守りの研修をひらく', 'percent-culture': 10, 'percent-environment': 0 };
  const asked = await ask(id, 'department-roles');
  expect(asked.to).toEqual({ kind: 'post', post: 'children.champion' });
  const above = await city.answer(id, asked, 'roles', { ...sheet, 'percent-welfare': 95 });
  expect(above.faults).toEqual([{ at: 'percent-welfare', code: 'parts-above-whole', facts: { is: 105 } }]);
  await say(id, asked, 'roles', { ...sheet, 'percent-welfare': 50 });
  await say(id, await ask(id, 'concurrence', 'culture.champion'), 'concur');
  await say(id, await ask(id, 'concurrence', 'welfare.champion'), 'object', { reason: '半分を負担する予算がありません。', date: '2026-12-10T14:00', place: '市役所 3階' });
  // The talk: nothing ended, and the lead, who answers for the dates, is asked again with what was said.
  const again = await ask(id, 'department-roles');
  expect([(await city.read(id)).state.ending, again.note]).toEqual([null, expect.objectContaining({ department: 'welfare', reason: '半分を負担する予算がありません。', date: '2026-12-10T14:00' })]);
  expect((await city.open(id)).filter((r) => r.what === 'concurrence')).toEqual([]);
  await say(id, again, 'roles', { ...sheet, 'percent-welfare': 33 });
  for (const code of ['culture', 'environment', 'welfare']) await say(id, await ask(id, 'concurrence', `${code}.champion`), 'concur');
  const loaded = await city.read(id);
  expect(currentStep(loaded.state)?.step).toBe('agree');
  const roles = departmentRoles(loaded.state);
  expect([roles.map((one) => [one.department, one.percent]), roles.reduce((all, one) => all + one.percent, 0)]).toEqual([[['children', 57], ['culture', 10], ['environment', 0], ['welfare', 33]], 100]);
  const facts = await factsOfCase(city.db, loaded, { document: 'agreement', version: 1, terms: '{}' }, loaded.env.now);
  expect(facts.departments?.map((one) => [one.name, one.role, one.yen])).toEqual([['こども未来課', '居場所の運営を支える', 210_900], ['文化振興課', '催しの場所を貸す', 37_000], ['環境課', '食べ残しを減らす助言', 0], ['地域福祉課', '見守りの研修をひらく', 122_100]]);
  expect(facts.departments?.reduce((all, one) => all + (one.yen ?? 0), 0)).toBe(370_000);
  expect((await renderDocument('agreement', facts)).subarray(0, 5).toString()).toBe('%PDF-');
}, 120_000);

test('座間市: of two departments the one that stays silent is asked again, never counted as having concurred', async () => {
  const id = await together(['welfare']);
  await say(id, await ask(id, 'department-roles'), 'roles', { 'role-children': '運営', 'role-welfare': '研修', 'percent-welfare': 40 });
  const first = await ask(id, 'concurrence', 'welfare.champion');
  await city.sql`update requests set handed_over_at = opened_at where case_id = ${id}`;
  await city.clockTo(first.closesAt + 60_000);
  await city.advance(id);
  expect([currentStep((await city.read(id)).state)?.step, (await ask(id, 'concurrence')).to]).toEqual(['roles', { kind: 'post', post: 'welfare.head' }]);
}, 120_000);

test('尼崎市: a department that declines says why and may name another; after the allowed refusals the office may carry the talks to the next year, and number and history stay', async () => {
  const id = await city.submit({ ...PROPOSAL, theme: 'welfare' });
  await city.advance(id);
  await say(id, await ask(id, 'screening'), 'accept');
  const opinion = await ask(id, 'opinion');
  expect((await city.answer(id, opinion, 'decline', { reason: '' })).faults.map((f) => f.code)).toEqual(['missing']);
  await say(id, opinion, 'other', { department: 'culture', reason: '催しの担当のため。' });
  await say(id, await ask(id, 'opinion', 'culture.champion'), 'decline', { reason: '今年度は人が足りません。' });
  const { number } = (await city.read(id)).row;
  await say(id, await ask(id, 'office-decision'), 'next-year', { reason: '来年度の予算を見て話し合うため。' });
  const { state, row } = await city.read(id);
  expect([currentStep(state)?.step, row.number, state.steps.find((r) => r.step === 'consult')?.outcome]).toEqual(['next-year', number, 'next-year']);
  expect(state.requests.filter((r) => r.what === 'opinion').map((r) => r.answer?.choice)).toEqual(['other', 'decline']);
}, 120_000);
