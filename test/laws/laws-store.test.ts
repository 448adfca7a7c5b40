// The laws of the core that Postgres alone must keep, each by its number.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRinger } from '../../activities/platform/temporal.js';
import { applyEvents, takeAct } from '../../db/store/acts.js';
import { advanceCall, currentCall, recordGate } from '../../db/store/calls.js';
import { submitDraft } from '../../db/store/cases.js';
import { recordDocument } from '../../db/store/documents.js';
import { savePage, startDraft } from '../../db/store/drafts.js';
import { DomainError } from '../../db/store/errors.js';
import { recordDelivery, recordSent, takeBatch } from '../../db/store/mails.js';
import { transferPost } from '../../db/store/people.js';
import { casesToRing } from '../../db/store/sweep.js';
import { announceTransfers } from '../../db/store/transfers.js';
import { DAY } from '../../workflows/domain/calendar.js';
import type { Actor } from '../../workflows/domain/people.js';
import { type City, makeCity } from '../support/city.js';
import { IDEA, PROPOSAL } from '../support/sample.js';

let city: City;
beforeAll(async () => { city = await makeCity(); });
afterAll(() => city.close());

const citizen: Actor = { kind: 'party', role: 'contact' };
const administrator: Actor = { kind: 'administrator', person: 'admin' };
/** A case that stands in screening, its ask open. */
async function inScreening() {
  const id = await city.submit(PROPOSAL);
  await city.advance(id);
  const [request] = await city.open(id);
  if (!request) throw new Error('the office is asked');
  return { id, request };
}
const handOver = (id: string, at: number) => city.sql`update requests set handed_over_at = ${new Date(at).toISOString()} where case_id = ${id} and state = 'open'`;

describe('law 1: one clock', () => {
  test('law 1: the clock never goes back, and the instants of a case never decrease', async () => {
    const before = await city.now();
    await city.clockTo(before - 10 * DAY);
    expect(await city.now()).toBeGreaterThanOrEqual(before);
    await expect(city.sql`update clock set offset_ms = offset_ms - 1`).rejects.toThrow(/forward/);
    const { id, request } = await inScreening();
    await city.answer(id, request, 'accept');
    await city.advance(id);
    const rows = await city.sql`select done_at from events where case_id = ${id} order by seq`;
    for (let n = 1; n < rows.length; n++) expect(rows[n]?.done_at >= rows[n - 1]?.done_at).toBe(true);
  });
  test('law 1: what the clock settled is applied first, then the act is judged, and a refused act keeps that settlement', async () => {
    const { id, request } = await inScreening();
    await handOver(id, await city.now());
    await city.clockTo(request.closesAt + 1000);
    const acted = await city.answer(id, request, 'accept');
    expect(acted.outcome).toBe('refused');
    const { state } = await city.read(id);
    expect(state.requests.find((r) => r.id === request.id)?.state).toBe('lapsed');
    expect(state.requests.filter((r) => r.state === 'open').map((r) => r.to)).toEqual([{ kind: 'post', post: 'civic.head' }]);
  });
});

describe('law 2: two dates', () => {
  test('law 2: silence takes effect only when the ask was handed over long enough before; otherwise both dates move, with an event', async () => {
    const { id, request } = await inScreening();
    await city.clockTo(request.closesAt + 1000);
    await city.advance(id);
    const moved = (await city.read(id)).state.requests.find((r) => r.id === request.id);
    expect(moved?.state).toBe('open');
    expect(moved?.closesAt).toBeGreaterThan(request.closesAt);
    expect(moved?.dueAt).toBeGreaterThan(request.dueAt);
    expect(await city.sql`select 1 from events where case_id = ${id} and type = 'request.moved'`).toHaveLength(1);
  });
  test('law 2: an extension moves both dates by the same length', async () => {
    const { id, request } = await inScreening();
    await city.free(id, 'extend', { request: request.id, days: 7, reason: '担当者の病気' }, administrator);
    const moved = (await city.read(id)).state.requests.find((r) => r.id === request.id);
    expect([moved?.dueAt, moved?.closesAt]).toEqual([request.dueAt + 7 * DAY, request.closesAt + 7 * DAY]);
  });
});

describe('law 3: locks', () => {
  test('law 3: of two answers at once exactly one wins and the other is told', async () => {
    const { id, request } = await inScreening();
    const both = await Promise.all([city.answer(id, request, 'accept'), city.answer(id, request, 'refuse', { reason: 'x' })]);
    expect(both.map((a) => a.outcome).sort()).toEqual(['accepted', 'refused']);
    expect(['answered', 'closed']).toContain(both.find((a) => a.outcome === 'refused')?.why);
  });
  test('law 3: forty acts on four cases at once end without deadlock, each decided once', async () => {
    const cases = await Promise.all(Array.from({ length: 4 }, () => inScreening()));
    const acts = await Promise.all(Array.from({ length: 40 }, (_, n) => { const c = cases[n % 4]; return c ? (n % 3 === 0 ? city.free(c.id, 'question', { subject: '書類', text: `質問${n}` }, citizen) : city.answer(c.id, c.request, 'accept')) : Promise.reject(new Error('no case')); }));
    expect(acts.filter((a) => a.outcome === 'accepted' && a.why === null).length).toBe(4 + acts.filter((_, n) => n % 3 === 0).length);
    const [limit] = await city.sql`show lock_timeout`;
    expect(limit?.lock_timeout).toBe('4s');
  });
});

describe('law 4: submitting and closing', () => {
  test('law 4: pressing twice makes one case', async () => {
    const call = await currentCall(city.db, 'citizen-proposal');
    if (!call) throw new Error('a call');
    const { draft } = await startDraft(city.db, call.programme, { call: call.call.id, track: 'full', email: 'a@example.jp', language: 'ja', closesAt: call.call.closesAt });
    await savePage(city.db, draft.id, 'all', PROPOSAL as never, true);
    const twice = await Promise.all([1, 2, 3].map(() => submitDraft(city.db, city.links, { draft: draft.id, paper: false })));
    expect(new Set(twice.map((s) => (s.ok ? s.caseId : ''))).size).toBe(1);
    expect(twice.filter((s) => s.ok && s.first)).toHaveLength(1);
  });
  test('law 4: nothing is accepted at or after the closing instant, and what was typed stays', async () => {
    const other = await makeCity();
    try {
      const call = await currentCall(other.db, 'citizen-proposal');
      if (!call) throw new Error('a call');
      const drafts = await Promise.all(Array.from({ length: 6 }, async (_, n) => {
        const { draft } = await startDraft(other.db, call.programme, { call: call.call.id, track: 'full', email: `d${n}@example.jp`, language: 'ja', closesAt: call.call.closesAt });
        await savePage(other.db, draft.id, 'all', PROPOSAL as never, true);
        return draft.id;
      }));
      await other.clockTo(call.call.closesAt - 150);
      const results = await Promise.allSettled(drafts.map(async (draft, n) => { await new Promise((r) => setTimeout(r, n * 60)); return submitDraft(other.db, other.links, { draft, paper: false }); }));
      await other.clockTo(call.call.closesAt);
      await advanceCall(other.db, call.call.id);
      for (const r of results) if (r.status === 'rejected') expect(r.reason).toBeInstanceOf(DomainError);
      expect(await other.sql`select 1 from cases where submitted_at >= ${new Date(call.call.closesAt).toISOString()}`).toHaveLength(0);
      await expect(submitDraft(other.db, other.links, { draft: drafts[5] ?? '', paper: false }).then((s) => (s.ok && !s.first ? Promise.reject(new DomainError('EXPIRED', 'call-closed')) : s))).rejects.toThrow('call-closed');
      const [kept] = await other.sql`select typed from drafts where id = ${drafts[5] ?? ''}`;
      expect(kept?.typed.title).toBe(PROPOSAL.title);
    } finally {
      await other.close();
    }
  });
});

test('law 5: a vote over a whole call is one row, recorded once, and every waiting case is named', async () => {
  const call = await currentCall(city.db, 'citizen-proposal');
  const id = await city.submit(PROPOSAL);
  const waiting = await recordGate(city.db, { call: call?.call.id ?? '', gate: 'budget', result: 'voted', note: '議会', by: 'a' });
  expect(waiting).toContain(id);
  await expect(recordGate(city.db, { call: call?.call.id ?? '', gate: 'budget', result: 'refused', note: '', by: 'b' })).rejects.toThrow('gate-recorded');
  expect((await city.read(id)).state.gates.budget?.result).toBe('voted');
});

describe('law 6: two wakes', () => {
  test('law 6: an act that settles the stage rings, one that changes nothing inside it does not', async () => {
    const { id, request } = await inScreening();
    expect((await city.free(id, 'note', { text: '電話で確認した' }, administrator)).ringRun).toBe(false);
    expect((await city.answer(id, request, 'accept')).ringRun).toBe(true);
  });
  test('law 6: a ring to a server that is away is given up within a second or so, and then not tried for a while', async () => {
    const away = makeRinger({ TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_NAMESPACE: 'x' }, city.log);
    const started = Date.now();
    expect(await away.ring('case', 'x')).toBe(false);
    expect(await away.ring('case', 'x')).toBe(false);
    expect(Date.now() - started).toBeLessThan(3500);
    const breaker = Date.now();
    expect(await away.ring('case', 'x')).toBe(false);
    expect(Date.now() - breaker).toBeLessThan(100);
  });
});

test('law 7: a case whose ring was lost is found by the sweep, and not again before its back-off is over', async () => {
  const id = await city.submit(PROPOSAL);
  expect(await casesToRing(city.db, 1000)).toContain(id);
  expect(await casesToRing(city.db, 1000)).not.toContain(id);
});

describe('law 9: a poisoned case loses no act', () => {
  test('law 9: the act is kept unjudged with its instant, the case is parked, and on resumption the act is judged as of that instant', async () => {
    const { id, request } = await inScreening();
    const healthy = await inScreening();
    const { version } = (await city.read(id)).row;
    // A definition without a way for the outcome: the rules break when they need it.
    await city.sql`insert into programmes (id, version, definition, digest, published_at) select id, 99, jsonb_set(definition, '{stages,1,steps,0,on}', '{}'), 'broken', published_at from programmes where id = 'citizen-proposal' and version = ${version} on conflict do nothing`;
    await city.sql`update cases set version = 99 where id = ${id}`;
    const acted = await city.answer(id, request, 'accept');
    expect(acted.outcome).toBe('unjudged');
    const parked = await city.read(id);
    expect(parked.state.parked?.cause).toMatch(/rules-broke/);
    expect((await city.answer(healthy.id, healthy.request, 'accept')).outcome).toBe('accepted');
    // While it is parked people may still act; nothing is refused and nothing is lost.
    await city.clockTo(request.closesAt + 5 * DAY);
    await city.sql`update cases set version = ${version} where id = ${id}`;
    const resumed = await city.free(id, 'resume', { reason: '定義を直した' }, administrator);
    expect(resumed.outcome).toBe('accepted');
    const { state } = await city.read(id);
    expect(state.parked).toBeNull();
    expect(state.requests.find((r) => r.id === request.id)?.answer?.choice).toBe('accept');
    expect(state.stage.settled?.outcome).toBe('accepted');
  });
  test('law 9: a lock that cannot be had rolls everything back and parks nothing', async () => {
    const { id, request } = await inScreening();
    const blocker = city.sql.begin(async (sql) => { await sql`select 1 from cases where id = ${id} for update`; await new Promise((r) => setTimeout(r, 5000)); });
    await new Promise((r) => setTimeout(r, 100));
    await expect(city.answer(id, request, 'accept')).rejects.toThrow();
    await blocker;
    expect((await city.read(id)).state.parked).toBeNull();
    expect((await city.answer(id, request, 'accept')).outcome).toBe('accepted');
  }, 20_000);
});

describe('law 12: settled, not yet crossed', () => {
  test('law 12: a withdrawal overrides an outcome that was not crossed, questions stay possible, and mails of an outcome wait for the crossing', async () => {
    const { id, request } = await inScreening();
    await city.answer(id, request, 'accept');
    expect(await city.sql`select 1 from mails where case_id = ${id} and mail = 'cases/screening-passed'`).toHaveLength(0);
    expect((await city.free(id, 'question', { subject: '日程', text: 'いつですか' }, citizen)).outcome).toBe('accepted');
    const { state } = await city.read(id);
    const withdrawn = await city.free(id, 'withdraw', { last4: state.number.slice(-4) }, citizen);
    expect(withdrawn.outcome).toBe('accepted');
    await city.advance(id);
    expect((await city.read(id)).state.ending).toBe('withdrawn');
    expect(await city.sql`select 1 from mails where case_id = ${id} and mail = 'cases/screening-passed'`).toHaveLength(0);
    expect(await city.sql`select 1 from requests where case_id = ${id} and state = 'open' and step <> 'desk'`).toHaveLength(0);
  });
});

describe('law 13: after an outage', () => {
  test('law 13: what the clock did late carries both instants, a missed reminder is written as skipped, and a new request counts from when it was opened', async () => {
    const { id, request } = await inScreening();
    await handOver(id, await city.now());
    await city.clockTo(request.closesAt + 10 * DAY);
    await city.advance(id);
    const [lapsed] = await city.sql`select at, done_at from events where case_id = ${id} and type = 'request.lapsed'`;
    expect(Date.parse(lapsed?.done_at) - Date.parse(lapsed?.at)).toBeGreaterThanOrEqual(9 * DAY);
    const reminders = await city.sql`select data from events where case_id = ${id} and type = 'request.reminded'`;
    expect(reminders.length).toBeGreaterThan(0);
    expect(reminders.every((r) => r.data.skipped === true)).toBe(true);
    expect(await city.sql`select 1 from mails where case_id = ${id} and mail = 'cases/reminder'`).toHaveLength(0);
    const fresh = (await city.open(id)).find((r) => r.what === 'screening');
    expect(fresh?.dueAt).toBeGreaterThan(await city.now());
  });
});

test('law 14: nobody is asked about a document before it is recorded, and the first write wins', async () => {
  const id = await city.submit(IDEA, 'town-idea');
  await city.advance(id);
  await applyEvents(city.db, city.links, id, [{ type: 'hand.wanted', hand: { key: 'document:x', kind: 'document', spec: { document: 'agreement' } } }]);
  const made = (sha256: string) => recordDocument(city.db, city.links, { caseId: id, key: 'document:x', kind: 'agreement', storageKey: `s/${sha256}`, sha256, bytes: 1, madeAt: 0, facts: {} });
  await Promise.all([made('a'.repeat(64)), made('b'.repeat(64))]);
  const documents = await city.sql`select sha256 from documents where case_id = ${id}`;
  expect(documents).toHaveLength(1);
  expect((await city.read(id)).state.hands[0]?.result?.sha256).toBe(documents[0]?.sha256);
  expect(await city.sql`select 1 from events where case_id = ${id} and type = 'hand.done'`).toHaveLength(1);
});

test('law 16: a transfer ends the old links, moves no deadline, mails the new holder one list, and the log knows who held the post', async () => {
  const { id, request } = await inScreening();
  const [before] = await city.sql`select id, generation, due_at from requests where case_id = ${id} and state = 'open'`;
  const old = await city.holder('civic.screening');
  const [successor] = await city.sql`select id from people where email = 'ito@city.example.jp'`;
  await transferPost(city.db, { post: 'civic.screening', person: successor?.id, from: (await city.now()) - 1 });
  expect(await announceTransfers(city.db, city.links)).toBeGreaterThanOrEqual(1);
  expect(await announceTransfers(city.db, city.links)).toBe(0);
  const [after] = await city.sql`select generation, due_at from requests where id = ${before?.id}`;
  expect(after?.generation).toBe(before?.generation + 1);
  expect(city.links.verify('request', before?.id, after?.generation, city.links.token('request', before?.id, before?.generation))).toBe(false);
  expect(after?.due_at).toBe(before?.due_at);
  expect(await city.sql`select 1 from mails where mail = 'people/handover' and email = 'ito@city.example.jp'`).toHaveLength(1);
  expect(await city.holder('civic.screening')).not.toEqual(old);
  const acted = await takeAct(city.db, city.links, { caseId: id, act: { kind: 'answer', request: request.id, choice: 'accept', input: {} }, by: await city.holder('civic.screening'), via: 'link' });
  expect(acted.outcome).toBe('accepted');
  expect(await city.sql`select 1 from holdings where post = 'civic.screening' and to_at is not null`).toHaveLength(1);
});

test('mails: a batch is sent again unchanged after a lost answer, and a repeated webhook is taken once', async () => {
  await city.submit(PROPOSAL);
  for (let batch = await takeBatch(city.db, { size: 50 }); batch; batch = await takeBatch(city.db, { size: 50 })) {
    await city.sql`update mails set next_try_at = now() - interval '1 second' where batch = ${batch.id}`;
    const again = await takeBatch(city.db, { size: 50 });
    expect(again?.id).toBe(batch.id);
    expect(again?.mails.map((m) => m.id)).toEqual(batch.mails.map((m) => m.id));
    await recordSent(city.db, batch, batch.mails.map((m) => `p-${m.id}`));
    const [first] = batch.mails;
    expect(await recordDelivery(city.db, { webhookId: `w-${batch.id}`, providerId: `p-${first?.id}`, kind: 'delivered', reason: '' })).toBe('taken');
    expect(await recordDelivery(city.db, { webhookId: `w-${batch.id}`, providerId: `p-${first?.id}`, kind: 'bounced', reason: '' })).toBe('again');
  }
});

test('mails: a bounce that comes before the answer that names its mail is not lost: the provider is told to say it again', async () => {
  const id = await city.submit(PROPOSAL);
  const sent: { batch: NonNullable<Awaited<ReturnType<typeof takeBatch>>> }[] = [];
  for (let batch = await takeBatch(city.db, { size: 50 }); batch; batch = await takeBatch(city.db, { size: 50 })) sent.push({ batch });
  const [mine] = await city.sql`select id from mails where case_id = ${id} and key = 'received:contact'`;
  const bounce = { webhookId: 'w-early', providerId: `p-${mine?.id}`, kind: 'bounced', reason: 'mailbox full' } as const;
  expect(await recordDelivery(city.db, bounce)).toBe('too-early');
  for (const { batch } of sent) await recordSent(city.db, batch, batch.mails.map((m) => `p-${m.id}`));
  expect(await recordDelivery(city.db, bounce)).toBe('taken');
  expect(await recordDelivery(city.db, bounce)).toBe('again');
  expect((await city.sql`select state from mails where id = ${mine?.id}`)[0]?.state).toBe('bounced');
  expect(await recordDelivery(city.db, { ...bounce, webhookId: 'w-foreign', providerId: 'p-of-another-house' })).toBe('taken');
});
