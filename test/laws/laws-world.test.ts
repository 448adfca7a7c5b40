// What a case causes in the world: documents, transfers, links of posts; and what may still be taken back (laws 10, 11, 12, 14, 16).
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentActivities } from '../../activities/documents/make-document.js';
import type { Storage } from '../../activities/platform/storage.js';
import { takeAct } from '../../db/store/acts.js';
import { advanceCall, recordGate } from '../../db/store/calls.js';
import { businessNow, nextWantedInstant } from '../../db/store/clock.js';
import { giveOrderToPerson, settleOrder } from '../../db/store/payments.js';
import { answersFor, endHolding, transferPost } from '../../db/store/people.js';
import { casesToRing } from '../../db/store/sweep.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';
import { caseAt, CITIZEN, goTo, payments, quietRinger, sayYes } from './journey.js';

let city: City;
beforeAll(async () => {
  city = await makeCity();
  await city.sql`update envelopes set budget_yen = 30000000`;
});
afterAll(() => city.close());

const envelope = async () => (await city.sql`select budget_yen::int as budget, committed_yen::int as committed, reserved_yen::int as reserved, paid_yen::int as paid from envelopes where programme = 'citizen-proposal'`)[0] as { budget: number; committed: number; reserved: number; paid: number };
/** What the ledger's entries sum up to; the envelope's figures must be the same. */
const ledger = async () => {
  const [sums] = await city.sql`select coalesce(sum(case kind when 'commit' then yen when 'release' then -yen else 0 end), 0)::int as committed, coalesce(sum(case kind when 'reserve' then yen when 'pay' then -yen when 'return' then -yen else 0 end), 0)::int as reserved, coalesce(sum(case kind when 'pay' then yen else 0 end), 0)::int as paid from envelope_entries`;
  return sums as { committed: number; reserved: number; paid: number };
};
async function figuresTie() {
  const { committed, reserved, paid, budget } = await envelope();
  expect({ committed, reserved, paid }).toEqual(await ledger());
  expect(committed).toBeLessThanOrEqual(budget);
  expect(paid + reserved).toBeLessThanOrEqual(committed);
}
const wantedPayment = async (id: string) => (await city.read(id)).state.hands.find((h) => h.kind === 'payment' && h.state === 'wanted')?.key ?? '';

describe('law 10', () => {
  test('law 10: a document hand that runs twice at once makes one document, and the bytes in storage are those whose hash is recorded', async () => {
    const id = await caseAt(city, 'approve');
    const { state } = await city.read(id);
    const hand = state.hands.find((h) => h.kind === 'document' && h.state === 'wanted');
    if (!hand) throw new Error('the draft sheet is wanted');
    const make = () => documentActivities(city.db, city.links, quietRinger(), city.parts.storage).makeDocument(id, hand.key);
    await Promise.all([make(), make()]);
    await make();
    const rows = await city.sql`select storage_key, sha256 from documents where case_id = ${id}`;
    expect(rows).toHaveLength(1);
    expect(await city.sql`select 1 from events where case_id = ${id} and key = ${`hand.done:${hand.key}`}`).toHaveLength(1);
    const bytes = await city.parts.storage.get(rows[0]?.storage_key);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(rows[0]?.sha256);
    expect((await city.read(id)).state.hands.find((h) => h.key === hand.key)?.result?.sha256).toBe(rows[0]?.sha256);
  });

  test('law 10: a hand that fails freezes nothing: the cause is written down, people go on acting, and its restarts come later each time', async () => {
    const id = await caseAt(city, 'approve');
    await city.sql`update wanted set starts = 0, start_after = null where case_id = ${id}`;
    const broken: Storage = { putOnce: async () => { throw new RangeError('disk full'); }, get: async () => { throw new Error('nothing there'); }, remove: async () => {} };
    const pauses: number[] = [];
    for (let n = 1; n <= 4; n++) {
      const { hands } = await city.advance(id);
      expect(hands).toHaveLength(1);
      expect((await city.advance(id)).hands).toHaveLength(0);
      await expect(documentActivities(city.db, city.links, quietRinger(), broken).makeDocument(id, hands[0]?.key ?? '')).rejects.toThrow('disk full');
      const [row] = await city.sql`select starts, error, extract(epoch from start_after - clock_timestamp()) as pause from wanted where case_id = ${id} and state = 'wanted'`;
      expect(row).toMatchObject({ starts: n, error: 'RangeError' });
      pauses.push(Number(row?.pause));
      expect(await casesToRing(city.db, 1000)).not.toContain(id);
      await city.sql`update wanted set start_after = clock_timestamp() - interval '1 second' where case_id = ${id} and state = 'wanted'`;
      expect(await casesToRing(city.db, 1000)).toContain(id);
      await city.sql`update cases set sweep_after = null where id = ${id}`;
    }
    for (let n = 1; n < pauses.length; n++) expect(pauses[n]).toBeGreaterThan(pauses[n - 1] ?? 0);
    expect((await city.free(id, 'question', { subject: '日程', text: 'いつ決まりますか' }, CITIZEN)).outcome).toBe('accepted');
    expect((await city.read(id)).state.parked).toBeNull();
  });
});

describe('law 11', () => {
  test('law 11: an answer of the bank that was lost is looked up; there is one instruction and one transfer, whoever asks again', async () => {
    const id = await caseAt(city, 'advance-pay');
    const hand = await wantedPayment(id);
    city.bank.calls.length = 0;
    const transfers = city.bank.transfers.size;
    const act = payments(city);
    const [a, b] = await Promise.all([act.openOrder(id, hand), act.openOrder(id, hand)]);
    expect(a?.order).toBe(b?.order);
    const order = a?.order ?? '';
    expect(await envelope()).toMatchObject({ reserved: 296_000 });
    city.bank.loseAnswers = 1;
    const sent = await Promise.allSettled([act.instruct(order), act.instruct(order), act.instruct(order)]);
    expect(sent.map((s) => (s.status === 'rejected' ? 'lost' : String(s.value))).sort()).toEqual(['false', 'false', 'lost']);
    const [row] = await city.sql`select state from payment_orders where id = ${order}`;
    expect(row?.state).toBe('instructing');
    expect(await act.lookUp(order)).toBe('settled');
    expect(city.bank.calls).toHaveLength(1);
    expect(city.bank.transfers.size - transfers).toBe(1);
    expect((await city.read(id)).state.hands.find((h) => h.key === hand)).toMatchObject({ state: 'done', result: { state: 'settled' } });
    await figuresTie();
  });

  test('law 11: two callbacks and a look-up at once settle the order, the envelope and the case once; a word that contradicts changes nothing', async () => {
    const id = await caseAt(city, 'advance-pay');
    const hand = await wantedPayment(id);
    const before = await envelope();
    const act = payments(city);
    const order = (await act.openOrder(id, hand))?.order ?? '';
    await act.instruct(order);
    const word = { state: 'settled', reason: '' } as const;
    const [one, two] = await Promise.all([settleOrder(city.db, city.links, order, word), settleOrder(city.db, city.links, order, word), act.lookUp(order)]);
    expect([one?.changed, two?.changed].filter(Boolean).length).toBeLessThanOrEqual(1);
    expect((await settleOrder(city.db, city.links, order, { state: 'returned', reason: 'late' })).changed).toBe(false);
    expect(await city.sql`select 1 from envelope_entries where case_id = ${id} and kind in ('pay', 'return')`).toHaveLength(1);
    expect(await city.sql`select 1 from events where case_id = ${id} and key = ${`hand.done:${hand}`}`).toHaveLength(1);
    expect((await envelope()).paid - before.paid).toBe(296_000);
    await figuresTie();
    await city.advance(id);
    expect(currentStep((await city.read(id)).state)?.step).toBe('work');
  });

  test('law 11: a transfer that came back gives the money free and asks the group for its account; the next try is an instruction of its own', async () => {
    const id = await caseAt(city, 'advance-pay');
    const hand = await wantedPayment(id);
    const before = await envelope();
    city.bank.settle = 'returned';
    try {
      const order = (await payments(city).openOrder(id, hand))?.order ?? '';
      await payments(city).instruct(order);
      expect(await payments(city).lookUp(order)).toBe('returned');
    } finally {
      city.bank.settle = 'settled';
    }
    await city.advance(id);
    const [account] = await city.open(id);
    expect(account).toMatchObject({ what: 'account', to: { kind: 'party', role: 'contact' } });
    expect(await envelope()).toMatchObject({ reserved: before.reserved, paid: before.paid });
    const transfers = city.bank.transfers.size;
    await goTo(city, id, 'work');
    expect(city.bank.transfers.size - transfers).toBe(1);
    expect((await envelope()).paid - before.paid).toBe(296_000);
    await figuresTie();
  });

  test.each([['was-paid', 'work', 296_000], ['was-not-paid', 'advance-account', 0]] as const)('law 11: what the bank never knew is asked of a person who signs in (T3), nothing is sent again, and after the word 「%s」 the figures tie', async (choice, step, paid) => {
    const id = await caseAt(city, 'advance-pay');
    const hand = await wantedPayment(id);
    const before = await envelope();
    city.bank.refuseAll = true;
    city.bank.calls.length = 0;
    const order = (await payments(city).openOrder(id, hand))?.order ?? '';
    await payments(city).instruct(order).catch(() => false);
    for (let n = 0; n < 5; n++) expect(await payments(city).lookUp(order)).toBe('unknown');
    await payments(city).giveToPerson(order);
    city.bank.refuseAll = false;
    const [asked] = await city.open(id);
    expect(asked).toMatchObject({ what: 'payment-unclear', tier: 'T3', to: { kind: 'post', post: 'finance.release' } });
    // A row that was given to a person is never started again, and asking the bank again sends nothing.
    await city.sql`update wanted set start_after = null where case_id = ${id}`;
    expect((await city.advance(id)).hands).toHaveLength(0);
    expect(await payments(city).lookUp(order)).toBe('with-person');
    expect(await payments(city).instruct(order)).toBe(false);
    expect(city.bank.calls).toHaveLength(1);
    if (!asked) throw new Error('a person is asked');
    expect((await city.answer(id, asked, choice)).outcome).toBe('accepted');
    await city.advance(id);
    expect(currentStep((await city.read(id)).state)?.step).toBe(step);
    expect((await envelope()).paid - before.paid).toBe(paid);
    expect((await envelope()).reserved).toBe(before.reserved);
    await figuresTie();
    const [row] = await city.sql`select state from payment_orders where id = ${order}`;
    expect(row?.state).toBe(choice === 'was-paid' ? 'settled' : 'returned');
  });

  test.each(['giveToPerson', 'lookUp'] as const)('law 11: when the process dies after it marked an order unclear, the next try (%s) still asks the person, once', async (next) => {
    const id = await caseAt(city, 'advance-pay');
    const order = (await payments(city).openOrder(id, await wantedPayment(id)))?.order ?? '';
    city.bank.refuseAll = true;
    await payments(city).instruct(order).catch(() => false);
    city.bank.refuseAll = false;
    // The first of two transactions was committed, the second was not.
    await city.sql`update payment_orders set state = 'unclear', reason = 'unknown-at-bank' where id = ${order}`;
    await payments(city)[next](order);
    await payments(city)[next](order);
    expect((await city.open(id)).map((r) => r.what)).toEqual(['payment-unclear']);
  });

  test('law 11: an order that has its final word is not given to a person', async () => {
    const id = await caseAt(city, 'advance-pay');
    const order = (await payments(city).openOrder(id, await wantedPayment(id)))?.order ?? '';
    await payments(city).instruct(order);
    await payments(city).lookUp(order);
    expect(await giveOrderToPerson(city.db, city.links, order, 'late')).toEqual({ ringRun: false, ringMail: false });
    expect(await city.sql`select 1 from requests where case_id = ${id} and what = 'payment-unclear'`).toHaveLength(0);
  });

  test('law 11: the sum promised from one envelope never passes its budget, however many drafts are written at once', async () => {
    const other = await makeCity();
    try {
      await other.sql`update envelopes set budget_yen = 1000000`;
      const cases: string[] = [];
      for (let n = 0; n < 4; n++) cases.push(await caseAt(other, 'draft'));
      const drafted = await Promise.allSettled(cases.map(async (id) => {
        const [request] = await other.open(id);
        if (!request) throw new Error('the office drafts');
        return other.answer(id, request, 'select', { amountYen: 370_000 });
      }));
      const accepted = drafted.filter((d) => d.status === 'fulfilled' && d.value.outcome === 'accepted');
      expect(accepted).toHaveLength(2);
      const [row] = await other.sql`select committed_yen::int as committed from envelopes where programme = 'citizen-proposal'`;
      expect(row?.committed).toBe(740_000);
    } finally {
      await other.close();
    }
  });
});

describe('law 12', () => {
  test('law 12: a withdrawal is refused while a transfer is under way, and possible again when it has ended', async () => {
    const id = await caseAt(city, 'advance-pay');
    const last4 = (await city.read(id)).state.number.slice(-4);
    const refused = await city.free(id, 'withdraw', { last4 }, CITIZEN);
    expect([refused.outcome, refused.why]).toEqual(['refused', 'not-now']);
    expect((await city.free(id, 'question', { subject: 'お金', text: 'いつ届きますか' }, CITIZEN)).outcome).toBe('accepted');
    expect((await city.free(id, 'contact', { role: 'contact', name: '新しい 人', email: 'new@example.jp' }, CITIZEN)).outcome).toBe('accepted');
    await goTo(city, id, 'work');
    expect((await city.free(id, 'withdraw', { last4 }, CITIZEN)).outcome).toBe('accepted');
    await city.advance(id);
    // After the agreement it is a discontinuation: the part that was done is reported.
    expect(currentStep((await city.read(id)).state)?.step).toBe('report');
  });

  test('law 12: the answer that settles a group closes the requests of the others in the same transaction, and their unsent mails with them', async () => {
    const id = await caseAt(city, 'approve');
    await city.documents(id);
    const [head] = await city.open(id);
    if (head) await sayYes(city, id, head);
    const three = await city.open(id);
    expect(three.map((r) => (r.to.kind === 'post' ? r.to.post : ''))).toEqual(['planning.head', 'finance.head', 'legal.head']);
    for (const request of three.slice(0, 2)) await sayYes(city, id, request);
    const third = (await city.read(id)).state.requests.find((r) => r.id === three[2]?.id);
    expect(third?.state).toBe('dropped');
    expect((await city.open(id)).map((r) => (r.to.kind === 'post' ? r.to.post : ''))).toEqual(['mayor.deputy']);
    expect(await city.sql`select 1 from mails where case_id = ${id} and key = ${`ask:${three[2]?.id}`} and state = 'dropped'`).toHaveLength(1);
    if (three[2]) expect((await sayYes(city, id, three[2])).why).toBe('closed');
  });

  test('law 12: the mails of an outcome are written when the border is crossed, not when the stage is settled', async () => {
    const id = await caseAt(city, 'consult');
    const [request] = await city.open(id);
    if (!request) throw new Error('a department is asked');
    expect((await city.answer(id, request, 'accept')).settled).toBe(true);
    const told = () => city.sql`select 1 from mails where case_id = ${id} and mail = 'matching/taken'`;
    expect(await told()).toHaveLength(0);
    await city.advance(id);
    expect((await told()).length).toBeGreaterThan(0);
  });
});

describe('law 14', () => {
  test('law 14: nobody is asked to accept an agreement before its document is recorded; then both sides are, about that document', async () => {
    const id = await caseAt(city, 'agree');
    await city.advance(id);
    expect((await city.open(id)).filter((r) => r.what === 'agreement')).toEqual([]);
    expect(await city.sql`select 1 from mails where case_id = ${id} and mail = 'agreements/accept-requested'`).toHaveLength(0);
    await city.documents(id);
    const asked = await city.open(id);
    const hand = (await city.read(id)).state.hands.find((h) => h.kind === 'document' && h.spec.document === 'agreement');
    expect(asked.map((r) => [r.what, r.document])).toEqual([['agreement', hand?.key], ['agreement', hand?.key]]);
  });
});

describe('law 16', () => {
  test('law 16: the holder is looked up at the instant of the act, and a transfer is an instant the clock wants to stop at', async () => {
    const other = await makeCity();
    try {
      const id = await caseAt(other, 'check');
      for (const row of await other.sql`select id from calls`) await advanceCall(other.db, row.id);
      const from = (await businessNow(other.db)) + 2 * DAY;
      const [successor] = await other.sql`select id from people where email = 'goto@city.example.jp'`;
      await transferPost(other.db, { post: 'civic.screening', person: successor?.id, from });
      expect(await nextWantedInstant(other.db)).toBe(from);
      const old = await other.holder('civic.screening');
      await other.clockTo(from);
      const [request] = await other.open(id);
      if (!request) throw new Error('the office is asked');
      const acted = await other.answer(id, request, 'accept');
      expect(acted.outcome).toBe('accepted');
      const [event] = await other.sql`select data->'by'->>'person' as person from events where case_id = ${id} and type = 'request.answered'`;
      expect(event?.person).toBe(successor?.id);
      expect(old).not.toMatchObject({ person: successor?.id });
    } finally {
      await other.close();
    }
  });

  test('law 16: the mail for a vacant post goes to its head, and when that is vacant too to the programme office', async () => {
    const other = await makeCity();
    try {
      const end = async (post: string) => { for (const row of await other.sql`select id from holdings where post = ${post}`) await endHolding(other.db, row.id, (await other.now()) - 1); };
      const sentTo = async () => {
        const id = await other.submit(PROPOSAL);
        await other.advance(id);
        return (await other.sql`select email from mails where case_id = ${id} and mail = 'cases/screening-requested'`).map((m) => m.email);
      };
      const before = await caseAt(other, 'check');
      await end('civic.screening');
      expect(await sentTo()).toEqual(['takahashi@city.example.jp']);
      // The one who was written to may answer, and the log knows that it was them.
      const id = await caseAt(other, 'check');
      const mayAnswer = async (of: string) => {
        const [request] = await other.open(of);
        return answersFor(other.db, { post: 'civic.screening', office: 'civic.office', openedAt: request?.openedAt ?? 0 }, await other.now());
      };
      const head = await mayAnswer(id);
      // The link that the last holder took along opens nothing.
      expect((await mayAnswer(before))?.person).toBeNull();
      expect(head?.person?.email).toBe('takahashi@city.example.jp');
      const acted = await takeAct(other.db, other.links, { caseId: id, act: { kind: 'answer', request: 'check#1/check-1', choice: 'accept', input: {} }, by: { kind: 'post', post: 'civic.screening', person: head?.person?.id ?? '' }, via: 'link' });
      expect(acted.outcome).toBe('accepted');
      await end('civic.head');
      expect(await sentTo()).toEqual(['suzuki@city.example.jp']);
    } finally {
      await other.close();
    }
  });
});

test('law 5: a case that reaches the vote after it was recorded goes on without waiting', async () => {
  const id = await caseAt(city, 'announce');
  const { row } = await city.read(id);
  await recordGate(city.db, { call: row.call, gate: 'budget', result: 'voted', note: '', by: 'admin' }).catch(() => []);
  await goTo(city, id, 'grant');
  expect((await city.read(id)).state.steps.findLast((s) => s.step === 'budget')?.outcome).toBe('voted');
});
