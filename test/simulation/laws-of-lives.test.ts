// What holds at every moment of every life, by seed. A seed that breaks one is named and lives the same life again.
import { expect, test } from 'vitest';
import { judge } from '../../workflows/domain/acts.js';
import { advance } from '../../workflows/domain/advance.js';
import { DAY, type Instant } from '../../workflows/domain/calendar.js';
import { apply, type CaseState, type Request, submitted } from '../../workflows/domain/cases.js';
import type { Actor } from '../../workflows/domain/people.js';
import { holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import { lifeOf } from '../support/lived.js';
import { CALENDAR, DEPARTMENTS } from '../support/sample.js';

const SEEDS = Number(process.env.SEEDS ?? 20);
/** Lives are cheap, but not on a machine that does other things too. */
const WITHIN = 120_000;
/** Where a life is stopped to be looked at: early, midway, at its end. */
const CUTS = [6, 25, 60, 120, 300];

const envOf = (programme: Programme, state: CaseState, now: Instant): Env => ({ now, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: holdsMoney(programme) ? 3_000_000 - state.committedYen : null });
/** Every seed's life at each place where it is cut. */
function moments(look: (at: { seed: number; programme: Programme; state: CaseState }) => void): void {
  for (let seed = 1; seed <= SEEDS; seed++) for (const turns of CUTS) {
    const { programme, life } = lifeOf(seed, turns);
    look({ seed, programme, state: life.state });
    if (life.turns < turns) break;
  }
}
const asks = (request: Request, person: string): Actor => (request.to.kind === 'post' ? { kind: 'post', post: request.to.post, person } : { kind: 'party', role: request.to.role });

test('an answer comes before the end of its ask, and a silence takes effect at the end, not before, and only when the ask was in hand long enough', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { life } = lifeOf(seed);
    for (const request of life.state.requests) {
      if (request.state === 'answered') expect(request.endedAt, `seed ${seed}: ${request.id} was answered at or after its end`).toBeLessThan(request.closesAt);
      if (request.state !== 'lapsed') continue;
      expect(request.endedAt, `seed ${seed}: ${request.id} lapsed before its end`).toBeGreaterThanOrEqual(request.closesAt);
      expect(request.handedOverAt ?? Number.POSITIVE_INFINITY, `seed ${seed}: silence on ${request.id} counted without its least notice`).toBeLessThanOrEqual(request.closesAt - request.minNoticeMs);
    }
  }
}, WITHIN);

test('an ask that came into hand late is not answered by silence at its old end: both dates move by as much, and leave the least notice', () => {
  let tried = 0;
  moments(({ seed, programme, state }) => {
    const open = advance(programme, state, envOf(programme, state, state.lastAt), 'inside').state;
    for (const request of open.parked ? [] : open.requests.filter((r) => r.state === 'open' && r.minNoticeMs > 0 && r.closesAt - r.minNoticeMs > open.lastAt)) {
      const handedOverAt = request.closesAt - request.minNoticeMs + 1;
      const late = { ...open, requests: open.requests.map((r) => (r.id === request.id ? { ...r, handedOverAt } : r)) };
      const after = advance(programme, late, envOf(programme, late, request.closesAt), 'inside').state.requests.find((r) => r.id === request.id);
      // Another ask of the step may have ended it.
      if (after?.state === 'dropped') continue;
      expect([after?.state, (after?.closesAt ?? 0) >= handedOverAt + request.minNoticeMs, (after?.closesAt ?? 0) - (after?.dueAt ?? 0)], `seed ${seed}: ${request.id}`).toEqual(['open', true, request.closesAt - request.dueAt]);
      tried++;
    }
  });
  expect(tried).toBeGreaterThan(SEEDS);
}, WITHIN);

test('a stage is settled once a visit but for a withdrawal, what is held never falls below nothing, and what was paid stays held until it is paid back', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { programme, life } = lifeOf(seed);
    const { id, number, programme: version, fiscalYear, answers } = life.state;
    let state = submitted({ id, number, programme: version, fiscalYear, answers: answers[0] ?? {} }, programme.stages[0]?.id ?? '', life.events[0]?.at ?? 0);
    for (const event of life.events) {
      if (event.type === 'stage.settled' && !event.outcome.startsWith('withdrawn-')) expect(state.stage.settled, `seed ${seed}: ${event.stage} was settled twice`).toBeNull();
      state = apply(state, event);
      const paid = state.hands.filter((h) => h.kind === 'payment' && h.result?.state === 'settled').reduce((all, h) => all + Number(h.spec.yen), 0);
      const back = state.steps.filter((r) => r.kind === 'refund' && r.outcome === 'refunded').reduce((all, r) => all + Number(r.result?.yen ?? 0), 0);
      if (event.type === 'money.released') expect(state.committedYen, `seed ${seed}: more was given back than was held`).toBeGreaterThanOrEqual(0);
      if (event.type === 'case.closed') expect(state.committedYen, `seed ${seed}: what was paid is not held any more`).toBeGreaterThanOrEqual(paid - back);
    }
  }
}, WITHIN);

test('time alone changes nothing before the instant a case says it wants to wake at', () => {
  moments(({ seed, programme, state }) => {
    const settled = advance(programme, state, envOf(programme, state, state.lastAt), 'across');
    const now = settled.state.lastAt;
    const wakes = settled.wakeAt ?? now + 800 * DAY;
    for (const at of [now + Math.floor((wakes - now) / 2), wakes - 1]) {
      const late = advance(programme, settled.state, envOf(programme, settled.state, at), 'across').events.map((e) => e.type);
      expect(late, `seed ${seed}: nobody would have woken the case for this`).toEqual([]);
    }
  });
}, WITHIN);

test('only whom a request asks may answer it, whatever else they hold', () => {
  let tried = 0;
  moments(({ seed, programme, state }) => {
    const env = envOf(programme, state, state.lastAt);
    const open = advance(programme, state, env, 'inside').state.requests.filter((r) => r.state === 'open');
    if (state.parked) return;
    for (const request of open) for (const by of [{ kind: 'post', post: 'nobody.asked', person: 'p' }, { kind: 'party', role: 'nobody' }] as unknown as Actor[]) {
      const judged = judge(programme, state, env, { kind: 'answer', request: request.id, choice: 'accept', input: {} }, by);
      expect(judged.ok ? 'accepted' : judged.why, `seed ${seed}: ${request.id} by somebody else`).toBe('not-yours');
      tried++;
    }
  });
  expect(tried).toBeGreaterThan(SEEDS);
}, WITHIN);

test('where two people are needed, who acted in the one step is refused in the other, whatever post they come from', () => {
  let tried = 0;
  moments(({ seed, programme, state }) => {
    const env = envOf(programme, state, state.lastAt);
    const before = advance(programme, state, env, 'inside').state;
    for (const request of before.parked ? [] : before.requests.filter((r) => r.state === 'open' && r.to.kind === 'post')) {
      for (const step of request.notBy ?? []) {
        const round = before.steps.findLast((r) => r.step === step)?.round;
        const acted = before.requests.find((r) => r.step === step && r.round === round && r.answer?.by.kind === 'post')?.answer?.by;
        if (acted?.kind !== 'post') continue;
        const judged = judge(programme, before, env, { kind: 'answer', request: request.id, choice: 'approve', input: {} }, asks(request, acted.person));
        expect(judged.ok ? 'accepted' : judged.why, `seed ${seed}: ${request.id} by ${acted.person}`).toBe('two-people');
        tried++;
      }
    }
  });
  expect(tried).toBeGreaterThan(0);
}, WITHIN);
