// One clock, two dates, locks, calls, wakes and the sweep, down to the millisecond and under many hands at once (laws 1 to 7).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advanceCall, currentCall, recordGate } from '../../db/store/calls.js';
import { submitDraft } from '../../db/store/cases.js';
import { savePage, startDraft } from '../../db/store/drafts.js';
import { DomainError } from '../../db/store/errors.js';
import { casesToRing } from '../../db/store/sweep.js';
import { judge } from '../../workflows/domain/acts.js';
import { advance } from '../../workflows/domain/advance.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { apply, currentStep } from '../../workflows/domain/cases.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';
import { ADMINISTRATOR, caseAt, CITIZEN, goTo } from './journey.js';

let city: City;
beforeAll(async () => { city = await makeCity(); });
afterAll(() => city.close());

async function inScreening() {
  const id = await caseAt(city, 'check');
  const [request] = await city.open(id);
  if (!request) throw new Error('the office is asked');
  return { id, request };
}

describe('law 1', () => {
  test('law 1: an act is dated by the clock of its transaction, never before the last instant of its case, and stored with it', async () => {
    const { id, request } = await inScreening();
    const ahead = (await city.now()) + 3_600_000;
    await city.sql`update cases set last_at = ${new Date(ahead).toISOString()} where id = ${id}`;
    const acted = await city.answer(id, request, 'accept');
    expect(acted.at).toBe(ahead);
    const [act] = await city.sql`select at from acts where case_id = ${id} and verb = 'accept'`;
    expect(act?.at.getTime?.() ?? Date.parse(act?.at)).toBe(ahead);
    const [early] = await city.sql`select count(*)::int as n from events where case_id = ${id} and type = 'request.answered' and done_at < ${new Date(ahead).toISOString()}`;
    expect(early?.n).toBe(0);
  });
});

describe('law 2', () => {
  test('law 2: an act one millisecond before the end counts, and at the end it does not', async () => {
    const { id, request } = await inScreening();
    const { programme, state, env } = await city.read(id);
    const handed = { ...state, requests: state.requests.map((r) => ({ ...r, handedOverAt: r.openedAt })) };
    const by = await city.holder('civic.screening');
    const act = { kind: 'answer', request: request.id, choice: 'accept', input: {} } as const;
    expect(judge(programme, handed, { ...env, now: request.closesAt - 1 }, act, by).ok).toBe(true);
    const late = judge(programme, handed, { ...env, now: request.closesAt }, act, by);
    expect(late.ok ? '' : late.why).toBe('closed');
    expect(late.moved.events.map((e) => e.type)).toContain('request.lapsed');
  });

  test('law 2: a silence that may not count moves the end to at least the minimum notice after the hand-over', async () => {
    const { id, request } = await inScreening();
    const { programme, state, env } = await city.read(id);
    const handedOverAt = request.closesAt - 3_600_000;
    const late = { ...state, requests: state.requests.map((r) => ({ ...r, handedOverAt })) };
    const moved = advance(programme, late, { ...env, now: request.closesAt }, 'inside');
    const after = moved.state.requests.find((r) => r.id === request.id);
    expect(after?.state).toBe('open');
    expect(after?.closesAt).toBeGreaterThanOrEqual(handedOverAt + request.minNoticeMs);
    expect((after?.closesAt ?? 0) - (after?.dueAt ?? 0)).toBe(request.closesAt - request.dueAt);
    // Then it does take effect, once, at the moved end.
    const lapsed = advance(programme, moved.state, { ...env, now: after?.closesAt ?? 0 }, 'inside');
    expect(lapsed.state.requests.find((r) => r.id === request.id)?.state).toBe('lapsed');
  });

  test('law 2: an extension tells its addressee by mail and is an act of its own in the log', async () => {
    const { id, request } = await inScreening();
    await city.free(id, 'extend', { request: request.id, days: 3, reason: '休暇のため' }, ADMINISTRATOR);
    expect(await city.sql`select 1 from mails where case_id = ${id} and mail = 'cases/extended'`).toHaveLength(1);
    expect((await city.sql`select type from events where case_id = ${id} and type in ('act.taken', 'request.moved') order by seq`).map((e) => e.type)).toEqual(['act.taken', 'request.moved']);
  });
});

describe('law 3', () => {
  test('law 3: a hundred acts on five cases at once end without a deadlock; of the answers to one request one wins and every other is told that it was answered', async () => {
    const cases = await Promise.all(Array.from({ length: 5 }, () => inScreening()));
    const acts = await Promise.all(Array.from({ length: 100 }, (_, n) => {
      const one = cases[n % 5];
      if (!one) throw new Error('five cases');
      return n % 4 === 0 ? city.free(one.id, 'note', { text: `記録${n}` }, ADMINISTRATOR) : city.answer(one.id, one.request, n % 2 === 0 ? 'accept' : 'refuse', n % 2 === 0 ? {} : { reason: '対象外' });
    }));
    const answers = acts.filter((_, n) => n % 4 !== 0);
    expect(acts.filter((_, n) => n % 4 === 0).every((a) => a.outcome === 'accepted')).toBe(true);
    expect(answers.filter((a) => a.outcome === 'accepted')).toHaveLength(5);
    expect(new Set(answers.filter((a) => a.outcome === 'refused').map((a) => a.why))).toEqual(new Set(['answered']));
    const ids = cases.map((c) => c.id);
    expect(await city.sql`select 1 from events where case_id in ${city.sql(ids)} and type = 'request.answered'`).toHaveLength(5);
    // The number of each note is its own: nobody read a state that was already old.
    expect(await city.sql`select case_id, n from acts where case_id in ${city.sql(ids)} and kind = 'free' group by case_id, n having count(*) > 1`).toHaveLength(0);
  });
});

describe('law 4', () => {
  test('law 4: while people submit around the closing instant, what is accepted is dated before it and what comes after is told so', async () => {
    const other = await makeCity();
    try {
      const found = await currentCall(other.db, 'citizen-proposal');
      if (!found) throw new Error('a call');
      const { call, programme } = found;
      const drafts = await Promise.all(Array.from({ length: 16 }, async (_, n) => {
        const { draft } = await startDraft(other.db, programme, { call: call.id, track: 'full', email: `d${n}@example.jp`, language: 'ja', closesAt: call.closesAt });
        await savePage(other.db, draft.id, 'all', PROPOSAL as never, true);
        return draft.id;
      }));
      const closesAt = (await other.now()) + 500;
      await other.sql`update calls set closes_at = ${new Date(closesAt).toISOString()} where id = ${call.id}`;
      const closing = (async () => { while (!(await advanceCall(other.db, call.id)).closed) await new Promise((r) => setTimeout(r, 20)); })();
      const results = await Promise.allSettled(drafts.map(async (draft, n) => {
        await new Promise((r) => setTimeout(r, n * 70));
        return submitDraft(other.db, other.links, { draft, paper: false });
      }));
      await closing;
      const accepted = results.filter((r) => r.status === 'fulfilled');
      const refused = results.filter((r) => r.status === 'rejected');
      expect(accepted.length).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
      for (const r of refused) expect(r.reason).toMatchObject({ code: 'EXPIRED', publicKey: 'call-closed' });
      const rows = await other.sql`select submitted_at from cases`;
      expect(rows).toHaveLength(accepted.length);
      for (const row of rows) expect(new Date(row.submitted_at).getTime()).toBeLessThan(closesAt);
    } finally {
      await other.close();
    }
  });

  test('law 4: closing waits for a submission that holds the call, so that none is committed behind it', async () => {
    const call = await currentCall(city.db, 'town-idea');
    if (!call) throw new Error('a call');
    let free: () => void = () => {};
    const held = new Promise<void>((resolve) => { free = resolve; });
    let locked: () => void = () => {};
    const isLocked = new Promise<void>((resolve) => { locked = resolve; });
    const submission = city.sql.begin(async (sql) => { await sql`select 1 from calls where id = ${call.call.id} for share`; locked(); await held; });
    await isLocked;
    let closed = false;
    const closing = advanceCall(city.db, call.call.id).then(() => { closed = true; });
    await new Promise((r) => setTimeout(r, 200));
    expect(closed).toBe(false);
    free();
    await submission;
    await closing;
    expect(closed).toBe(true);
  });
});

describe('law 5', () => {
  test('law 5: one vote over a call locks no case, and every waiting case settles itself from its row, once', async () => {
    const other = await makeCity();
    try {
      const cases = [await caseAt(other, 'budget'), await caseAt(other, 'budget'), await caseAt(other, 'budget')];
      const early = await caseAt(other, 'check');
      const { row } = await other.read(cases[0] ?? '');
      let free: () => void = () => {};
      const held = new Promise<void>((resolve) => { free = resolve; });
      let locked: () => void = () => {};
      const isLocked = new Promise<void>((resolve) => { locked = resolve; });
      const busy = other.sql.begin(async (sql) => { await sql`select 1 from cases where id = ${cases[0] ?? ''} for update`; locked(); await held; });
      await isLocked;
      const waiting = await recordGate(other.db, { call: row.call, gate: 'budget', result: 'voted', note: '3月議会', by: 'admin' });
      free();
      await busy;
      expect(new Set(waiting)).toEqual(new Set([...cases, early]));
      await expect(recordGate(other.db, { call: row.call, gate: 'budget', result: 'refused', note: '', by: 'other' })).rejects.toBeInstanceOf(DomainError);
      // The rings were lost: the sweep names the cases that wait for the vote, and not the one that does not yet.
      const swept = await casesToRing(other.db, 1000);
      for (const id of cases) expect(swept).toContain(id);
      expect(swept).not.toContain(early);
      for (const id of cases) {
        await other.advance(id);
        await other.advance(id);
        expect(currentStep((await other.read(id)).state)?.step).toBe('grant');
        expect(await other.sql`select 1 from events where case_id = ${id} and key = 'step.settled:budget#1'`).toHaveLength(1);
      }
    } finally {
      await other.close();
    }
  });
});

describe('law 6', () => {
  test('law 6: an act that brings an earlier wake rings the run; one that leaves the wake where the run planned it does not', async () => {
    const { id } = await inScreening();
    const planned = (await city.read(id)).row;
    expect(planned.wantedWakeAt).toBe(planned.runWakeAt);
    const first = await city.free(id, 'question', { subject: '書類', text: 'いつ届きますか' }, CITIZEN);
    const wanted = (await city.read(id)).row;
    expect(wanted.wantedWakeAt).toBeLessThan(wanted.runWakeAt ?? 0);
    expect(wanted.runWakeAt).toBe(planned.runWakeAt);
    expect(first.ringRun).toBe(true);
    await city.advance(id);
    const second = await city.free(id, 'question', { subject: '日程', text: '何日ですか' }, CITIZEN);
    expect(second.ringRun).toBe(false);
    expect(second.ringMail).toBe(true);
  });
});

describe('law 7', () => {
  test('law 7: a settled case whose ring was lost is found, each ring backs off longer, and a move sets it back', async () => {
    const { id, request } = await inScreening();
    expect(await casesToRing(city.db, 1000)).not.toContain(id);
    await city.answer(id, request, 'accept');
    const pauses: number[] = [];
    for (let n = 1; n <= 5; n++) {
      expect(await casesToRing(city.db, 1000)).toContain(id);
      expect(await casesToRing(city.db, 1000)).not.toContain(id);
      const [row] = await city.sql`select swept, extract(epoch from sweep_after - clock_timestamp()) as pause from cases where id = ${id}`;
      expect(row?.swept).toBe(n);
      pauses.push(Number(row?.pause));
      await city.sql`update cases set sweep_after = clock_timestamp() - interval '1 second' where id = ${id}`;
    }
    for (let n = 1; n < pauses.length; n++) expect(pauses[n]).toBeGreaterThan(pauses[n - 1] ?? 0);
    await city.advance(id);
    const [row] = await city.sql`select swept, sweep_after from cases where id = ${id}`;
    expect(row).toMatchObject({ swept: 0, sweep_after: null });
    expect(await casesToRing(city.db, 1000)).not.toContain(id);
  });

  test('law 7: a case past its wake is found; a parked one is not rung', async () => {
    const { id, request } = await inScreening();
    const parked = await inScreening();
    await city.sql`update cases set parked_at = now(), parked_cause = 'test' where id = ${parked.id}`;
    await city.clockTo(request.dueAt + 2 * DAY);
    const swept = await casesToRing(city.db, 1000);
    expect(swept).toContain(id);
    expect(swept).not.toContain(parked.id);
  });
});

describe('law 8', () => {
  test('law 8: advance is idempotent: run again on what it wrote it adds no event, no mail and no hand', async () => {
    const id = await city.submit(PROPOSAL);
    await goTo(city, id, 'approve');
    const count = async () => (await city.sql`select (select count(*) from events where case_id = ${id})::int as events, (select count(*) from mails where case_id = ${id})::int as mails, (select count(*) from wanted where case_id = ${id})::int as hands`)[0];
    await city.documents(id);
    const before = await count();
    await Promise.all(Array.from({ length: 8 }, () => city.advance(id)));
    expect(await count()).toEqual(before);
  });

  test('law 8: the log alone rebuilds the case that Postgres holds', async () => {
    const id = await caseAt(city, 'approve');
    const { state } = await city.read(id);
    const rows = await city.sql`select data, done_at from events where case_id = ${id} order by seq`;
    const first = { ...state, ending: null, parked: null, stage: { id: 'submission', visit: 1, openedAt: state.submittedAt, settled: null }, steps: [], requests: [], hands: [], acts: [], answers: [state.answers[0] ?? {}], committedYen: 0, publishedAt: null, lastAt: state.submittedAt };
    const rebuilt = rows.reduce<typeof state>((so, row) => apply(so, { ...row.data, at: new Date(row.done_at).getTime() }), first as typeof state);
    const plain = (s: typeof state) => ({ ...s, lastAt: 0, requests: s.requests.map((r) => ({ ...r, handedOverAt: null })) });
    expect(plain(rebuilt)).toEqual(plain(state));
  });
});
