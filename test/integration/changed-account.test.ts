// The account of a group on a real database: what a changed one costs in time, who is told, and who must confirm it (facts: domain 6, scenario 6).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldPayments } from '../../db/store/held-payments.js';
import { addWorkingDays, dateOf, deadline, instantAt } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { caseAt, CITIZEN, goTo, pay, sayYes } from '../laws/journey.js';
import { makePages, type Pages } from '../support/pages.js';

const FIRST = { bank: '0001', branch: '123', accountType: '1', number: '0123456', holder: 'ミドリチョウコドモシヨクドウ' };
const OTHER = { ...FIRST, number: '7654321' };
const [CHECKER, OLD, NEW] = ['佐々木 学', 'hanako@example.jp', 'jiro@example.jp'];

let pages: Pages;
beforeAll(async () => {
  pages = await makePages();
  await pages.city.sql`update envelopes set budget_yen = 90000000`;
}, 60_000);
afterAll(() => pages.close());

const stepOf = async (id: string) => currentStep((await pages.city.read(id)).state)?.step;
const hands = async (id: string) => (await pages.city.read(id)).state.hands.filter((h) => h.kind === 'payment').map((h) => h.key);
async function claim(id: string, account: Record<string, string>): Promise<void> {
  const [asked] = await pages.city.open(id);
  if (!asked || !['claim', 'account', 'account-renewal'].includes(asked.what)) throw new Error(`asked is ${asked?.what}`);
  const acted = await pages.city.answer(id, asked, 'claim', { ...account, ...(asked.what === 'claim' ? { amountYen: Number(asked.note?.limitYen) } : {}) });
  expect(acted.faults).toEqual([]);
}
const told = async (id: string, mail: string) => (await pages.city.sql`select email, link from mails where case_id = ${id} and mail = ${mail} order by id`).map((row) => ({ ...row }) as { email: string; link: { kind: string } | null });

test('a changed account is told to the old and the new contact address, and no payment is ordered before three working days are over; finance and the group see until when, and the log says so', async () => {
  const { city } = pages;
  const id = await caseAt(city, 'advance-claim');
  await claim(id, FIRST);
  // The first account of a group that was never paid is no change.
  expect(await told(id, 'payments/account-changed')).toEqual([]);
  const back = (await city.open(id)).find((r) => r.step === 'advance-check');
  if (!back) throw new Error('the claim is not checked');
  expect((await city.answer(id, back, 'send-back', { reason: '口座の写しと違います' })).outcome).toBe('accepted');
  expect((await city.free(id, 'contact', { role: 'contact', name: '新田 次郎', email: NEW }, CITIZEN)).outcome).toBe('accepted');
  const given = await city.now();
  await claim(id, OTHER);
  const { env, programme } = await city.read(id);
  const until = deadline(env.calendar, given, { workingDays: 3 });
  expect(until).toBe(instantAt(addWorkingDays(env.calendar, dateOf(given), 3), '17:15'));
  const mails = await told(id, 'payments/account-changed');
  expect(mails.map((m) => m.email).sort()).toEqual([OLD, NEW].sort());
  // Whoever held the contact before is warned and cannot come in by the warning.
  expect(mails.find((m) => m.email === OLD)?.link).toBeNull();
  expect(mails.find((m) => m.email === NEW)?.link).toMatchObject({ kind: 'party' });
  expect((await city.sql`select data from events where case_id = ${id} and type = 'account.changed'`).map((e) => e.data)).toEqual([{ type: 'account.changed', key: 'advance-claim#2', until }]);

  await goTo(city, id, 'advance-pay');
  await pay(city, id);
  expect([await hands(id), (await heldPayments(city.db)).map((h) => h.until)]).toEqual([[], [until]]);
  const desk = await pages.signedIn(CHECKER);
  expect((await desk.open('/admin/transfers')).text).toContain('口座が変わったため待つ支払 1件');
  const [key] = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'contact' and revoked_at is null`;
  expect((await pages.visitor().open(`/mine/${key?.id}.${city.links.token('party', String(key?.id), Number(key?.generation))}`)).text).toContain('口座が変わったため、振込を待つ日時');
  expect(programme.version).toBe(2);

  await city.clockTo(until - 60_000);
  await city.advance(id);
  expect(await hands(id)).toEqual([]);
  await city.clockTo(until);
  await city.advance(id);
  expect(await hands(id)).toEqual(['payment:advance-pay#1']);
  expect(await heldPayments(city.db)).toEqual([]);
  await pay(city, id);
  await city.advance(id);
  expect(await stepOf(id)).toBe('work');

  // In its next case the group's last paid account is the one to differ from; the same account waits for nothing.
  const [same, other] = [await caseAt(city, 'advance-claim'), await caseAt(city, 'advance-claim')];
  await claim(same, OTHER);
  await claim(other, { ...OTHER, holder: 'ベツノカイ' });
  expect([(await told(same, 'payments/account-changed')).length, (await told(other, 'payments/account-changed')).map((m) => m.email).sort()]).toEqual([0, [OLD, NEW].sort()]);
  // Giving the changed account a second time does not shorten its wait.
  const again = (await city.open(other)).find((r) => r.step === 'advance-check');
  if (again) await city.answer(other, again, 'send-back', { reason: '名義を確かめてください' });
  await claim(other, { ...OTHER, holder: 'ベツノカイ' });
  await goTo(city, other, 'advance-pay');
  expect([await hands(other), (await heldPayments(city.db)).length]).toEqual([[], 1]);
}, 90_000);

test('scenario 6 (いわき市): when the representative changes, no payment is ordered until the account was given anew and two people confirmed it; the old representative’s links are dead and the case keeps its history', async () => {
  const { city } = pages;
  const id = await caseAt(city, 'advance-claim');
  const old = await city.sql`select id, generation from party_keys where case_id = ${id} and role = 'representative'`;
  await claim(id, OTHER);
  for (const request of (await city.open(id)).filter((r) => r.step === 'advance-check').slice(0, 1)) await sayYes(city, id, request);
  expect((await city.free(id, 'contact', { role: 'representative', name: '新山 代子', email: 'daiko@example.jp' }, CITIZEN)).outcome).toBe('accepted');
  expect(old.length).toBeGreaterThan(0);
  for (const key of old) {
    const { text } = await pages.visitor().open(`/mine/${key.id}.${city.links.token('party', String(key.id), Number(key.generation))}`);
    expect([text.includes('いまの段階'), text.includes('このリンクで行う手続は')]).toEqual([false, true]);
  }
  // The second approver reads who represents the group now.
  const [second] = (await city.open(id)).filter((r) => r.step === 'advance-check');
  if (!second) throw new Error('nobody approves');
  const desk = await pages.signedIn('松本 久美');
  const [row] = await city.sql`select id from requests where case_id = ${id} and key = ${second.id}`;
  expect((await desk.open(`/desk/requests/${row?.id}`)).text).toContain('いまの代表者：新山 代子');
  await sayYes(city, id, second);
  await city.advance(id);
  expect([await stepOf(id), await hands(id)]).toEqual(['advance-successor', []]);
  const [asked] = await city.open(id);
  expect(asked).toMatchObject({ what: 'account-renewal', mail: 'payments/account-asked', to: { kind: 'party', role: 'contact' }, silence: 'asks-again' });
  // Who stays silent is asked again: silence never costs the group its money, and nothing is paid by it.
  await city.sql`update requests set handed_over_at = opened_at where case_id = ${id} and state = 'open'`;
  await city.clockTo(asked?.closesAt ?? 0);
  await city.advance(id);
  expect([(await city.open(id)).map((r) => r.id), await hands(id)]).toEqual([['advance-successor#2/claim'], []]);
  const before = (await city.read(id)).state.steps.find((s) => s.step === 'advance-claim')?.result?.amountYen;
  await claim(id, { ...OTHER, holder: 'ミドリチョウ ダイヒヨウ ニイヤマダイコ' });
  expect((await city.open(id)).filter((r) => r.step === 'advance-check')).toHaveLength(1);
  await goTo(city, id, 'advance-pay');
  expect(await hands(id)).toEqual([]);
  await city.clockTo((await heldPayments(city.db)).at(-1)?.until ?? 0);
  await city.advance(id);
  await pay(city, id);
  await city.advance(id);
  const { state } = await city.read(id);
  expect(state.steps.filter((s) => s.step === 'advance-check').map((s) => s.outcome)).toEqual(['approved', 'approved']);
  expect(state.hands.filter((h) => h.kind === 'payment').map((h) => [h.spec.yen, h.result?.state])).toEqual([[before, 'settled']]);
  expect(currentStep(state)?.step).toBe('work');
}, 90_000);
