// A proposal becomes money: the form is advised, decided and published; a subsidy or a contract goes on as one linked case of that programme, whatever breaks in between.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savePage } from '../../db/store/drafts.js';
import { submitDraft } from '../../db/store/cases.js';
import { openFollowUp } from '../../db/store/follow-ups.js';
import { casesToRing } from '../../db/store/sweep.js';
import { currentStep, type Request } from '../../workflows/domain/cases.js';
import type { Input } from '../../workflows/domain/fields.js';
import { caseAt, CITIZEN, sayYes } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';

let pages: Pages;
let city: Pages['city'];
beforeAll(async () => {
  pages = await makePages();
  city = pages.city;
  // Several proposals in one city, and those that come to money.
  await city.sql`update envelopes set budget_yen = 100000000`;
});
afterAll(() => pages.close());

/** The answers of a group's own project that needs the city's money. */
const OWN: Input = { task: 'group', idea: 'group', needed: 'yes', needsMoney: 'yes', income: 'none', parties: 1, jointAccounts: 'no' };

const open = async (id: string, what: Request['what']): Promise<Request> => {
  const found = (await city.open(id)).find((r) => r.what === what);
  if (!found) throw new Error(`${what} is not open; open are ${(await city.open(id)).map((r) => r.id).join(', ')}`);
  return found;
};

/** Brings a proposal to where its form was decided and the agreement is concluded. */
async function agreed(sheet: Input, decision: readonly [string, Input] = ['accept', { joint: [] }]): Promise<string> {
  const id = await caseAt(city, 'form');
  await city.answer(id, await open(id, 'form-sheet'), 'answer', sheet);
  await city.answer(id, await open(id, 'form-decision'), decision[0], decision[1]);
  for (let n = 0; n < 8; n++) {
    await city.advance(id);
    await city.documents(id);
    if (currentStep((await city.read(id)).state)?.step !== 'agree') break;
    for (const request of await city.open(id)) await sayYes(city, id, request);
  }
  return id;
}
const followHand = async (id: string) => (await city.read(id)).state.hands.find((h) => h.kind === 'follow-up');
const drafts = (id: string) => city.sql<{ draft: string; case_id: string | null }[]>`select draft, case_id from follow_ups where origin = ${id}`;

/** Completes a draft as the group would: what the copied pages lack. */
async function complete(draft: string): Promise<void> {
  await savePage(city.db, draft, 'budget', { budget: { costs: [{ head: 'supplies', what: '調理用品', yen: 200_000 }, { head: 'rent', what: '空き店舗', yen: 212_500 }], ownYen: 82_500, feesYen: 0, otherGrantsYen: 0, askedYen: 330_000 } }, true);
  await savePage(city.db, draft, 'consent', { conditions: true, agreed: true }, true);
}

test('the lead officer reads the proposed form with its reasons, another form needs a written reason, and the public page shows sheet and decision', async () => {
  const id = await caseAt(city, 'form');
  const { state } = await city.read(id);
  expect((await open(id, 'form-sheet')).to).toEqual({ kind: 'post', post: `${String(state.steps.findLast((r) => r.kind === 'consultation')?.result?.lead)}.champion` });
  await city.answer(id, await open(id, 'form-sheet'), 'answer', OWN);
  const page = await pages.visitor().open(await pages.linkOf(id, 'decide-1'));
  expect(page.text).toContain('団体が自らの企画で、自らの仕事として行うもので、市の仕事として委託するものではありません。');
  const refused = await city.answer(id, await open(id, 'form-decision'), 'other', { form: 'co-hosting', reason: '', joint: [] });
  expect(refused.faults.map((f) => [f.at, f.code])).toEqual([['reason', 'missing']]);
  await city.answer(id, await open(id, 'form-decision'), 'other', { form: 'co-hosting', reason: '会場を市と分けて受け持つため。', joint: [] });
  const { row } = await city.read(id);
  const shown = (await pages.visitor().open(`/cases/${row.number}`)).text;
  for (const words of ['共催（質問の答えから示された形は「補助」）', '会場を市と分けて受け持つため。', '公益のために必要で、市の費用の負担がないと実施できません。', '団体が自らの仕事として行うもの']) expect(shown).toContain(words);
}, 120_000);

test('co-hosting, co-operation and a committee make no follow-up: the proposal goes on to its own payment', async () => {
  const id = await agreed({ ...OWN, task: 'shared' });
  await city.advance(id);
  const { state } = await city.read(id);
  expect([state.stage.id, currentStep(state)?.step, state.steps.find((r) => r.step === 'follow')?.outcome]).toEqual(['payment', 'advance-claim', 'own-way']);
  expect(await drafts(id)).toEqual([]);
}, 120_000);

test('killed between draft and record and rung twice, exactly one prefilled draft is made, one mail leads to it, and one case takes over', async () => {
  const id = await agreed(OWN);
  const hand = await followHand(id);
  expect(hand?.spec).toEqual({ form: 'subsidy', programme: 'general-subsidy' });
  // Killed when the draft is committed and before the case knows of it.
  let transactions = 0;
  const dying = new Proxy(city.db, { get: (db, name) => (name !== 'transaction' ? Reflect.get(db, name) : (work: Parameters<typeof db.transaction>[0]) => { if (++transactions > 1) throw new Error('killed'); return db.transaction(work); }) });
  await expect(openFollowUp(dying, city.links, id, hand?.key ?? '')).rejects.toThrow('killed');
  expect([(await drafts(id)).length, (await followHand(id))?.state]).toEqual([1, 'wanted']);
  await Promise.allSettled([1, 2, 3].map(() => openFollowUp(city.db, city.links, id, hand?.key ?? '')));
  const worker = await city.startWorker();
  await Promise.all([city.ringer.ring('case', id), city.ringer.ring('case', id)]);
  await city.until('the group to be asked', async () => (await city.open(id)).some((r) => r.what === 'follow-up'));
  const [link, ...more] = await drafts(id);
  expect([link?.case_id, more.length]).toEqual([null, 0]);
  const draft = link?.draft ?? '';
  const mails = await city.sql<{ link: { kind: string; id: string } }[]>`select link from mails where scope = ${id} and mail = 'cases/follow-up-open'`;
  expect(mails.map((m) => [m.link.kind, m.link.id])).toEqual([['draft', draft]]);

  // The mailed link opens the draft with what the proposal said.
  const citizen = pages.visitor();
  const tasks = await citizen.open(`/draft/${draft}.${city.links.token('draft', draft, 1)}`);
  expect(tasks.text).toContain(`この申請は、提案 ${(await city.read(id)).row.number} の続きです`);
  expect((await citizen.open('/apply/general-subsidy/group')).html).toContain('みどり町こども食堂の会');
  // What a page sends replaces the sheet that was copied.
  await citizen.open('/apply/general-subsidy/budget');
  await citizen.press('保存して続ける', { 'budget.own': '82,500', 'budget.asked': '330,000' });
  await savePage(city.db, draft, 'consent', { conditions: true, agreed: true }, true);
  // The engine is away while the group submits, and nobody rings the proposal: the sweep finds it.
  await worker.stop();
  const [first, second] = await Promise.all([1, 2].map(() => submitDraft(city.db, city.links, { draft, paper: false })));
  if (!first?.ok || !second?.ok) throw new Error(JSON.stringify([first, second]));
  expect([first.caseId === second.caseId, first.origin, second.origin]).toEqual([true, id, id]);

  expect(await casesToRing(city.db)).toContain(id);
  const again = await city.startWorker();
  await city.ringer.ring('case', id);
  await city.until('the proposal to end', async () => (await city.read(id)).state.ending);
  const { state, row } = await city.read(id);
  expect([state.ending, state.committedYen]).toEqual(['continued', 0]);
  const followUp = (await city.read(first.caseId)).row;
  expect(followUp.number).toMatch(/^\d{4}-GS-\d{4}$/);
  expect((await pages.visitor().open(`/cases/${row.number}`)).text).toContain(`${followUp.number} （市民活動補助金）`);
  expect((await pages.visitor().open(`/cases/${followUp.number}`)).text).toContain(`${row.number} （市民提案）`);
  const admin = await pages.signedIn('阿部 純');
  expect((await admin.open(`/admin/cases/${row.number}`)).text).toContain(followUp.number);
  expect((await admin.open(`/desk/cases/${followUp.number}`)).text).toContain(row.number);
  const told = await city.sql<{ to_role: string | null; to_post: string | null }[]>`select to_role, to_post from mails where scope = ${id} and mail = 'cases/continued'`;
  expect(told.filter((m) => m.to_role).map((m) => m.to_role).sort()).toEqual(['contact', 'representative']);
  await again.stop();
}, 150_000);

test('a commission goes on as a contract offer, filled in by the programme\'s table', async () => {
  const id = await agreed({ ...OWN, task: 'city' });
  const hand = await followHand(id);
  await openFollowUp(city.db, city.links, id, hand?.key ?? '');
  const [link] = await drafts(id);
  const [draft] = await city.sql<{ typed: Record<string, unknown>; pages_done: string[]; email: string }[]>`select typed, pages_done, email from drafts where id = ${link?.draft ?? ''}`;
  expect(draft).toMatchObject({ email: 'hanako@example.jp', pages_done: ['group', 'work'], typed: { record: '夕方の居場所づくり', title: '夕方の居場所「こども食堂」', representativeEmail: 'taro@example.jp' } });
}, 120_000);

test('once the proposal was withdrawn its follow-up can no longer be submitted, and what was written stays', async () => {
  const id = await agreed(OWN);
  await openFollowUp(city.db, city.links, id, (await followHand(id))?.key ?? '');
  const [link] = await drafts(id);
  await complete(link?.draft ?? '');
  await city.free(id, 'withdraw', { last4: (await city.read(id)).state.number.slice(-4) }, CITIZEN);
  await expect(submitDraft(city.db, city.links, { draft: link?.draft ?? '', paper: false })).rejects.toThrow('follow-up-over');
  const [draft] = await city.sql<{ typed: { groupName?: string } }[]>`select typed from drafts where id = ${link?.draft ?? ''}`;
  expect(draft?.typed.groupName).toBe('みどり町こども食堂の会');
  await city.advance(id);
  expect((await city.read(id)).state.ending).toBe('withdrawn');
}, 120_000);

test('a group that does not apply ends its proposal, and nothing stays held in the envelope', async () => {
  const id = await agreed(OWN);
  await openFollowUp(city.db, city.links, id, (await followHand(id))?.key ?? '');
  const asked = await open(id, 'follow-up');
  expect((await pages.visitor().open(await pages.linkOf(id, 'apply'))).links.some((l) => l.href.startsWith('/draft/'))).toBe(true);
  await city.answer(id, asked, 'decline', { reason: '代表者が転居するため。' });
  await city.advance(id);
  const { state } = await city.read(id);
  expect([state.ending, state.committedYen]).toEqual(['notConcluded', 0]);
}, 120_000);
