// Lives of random people, silences and orders on the rules alone: ten thousand here, any seeds elsewhere (LIVES=250000 FROM=10001). Always: a case is closed, parked, or waits for a person, an instant, a hand or the run.
import { describe, expect, test } from 'vitest';
import { advance, waitsFor } from '../../workflows/domain/advance.js';
import { apply, keyOf, submitted } from '../../workflows/domain/cases.js';
import { LIVED, lifeOf } from '../support/lived.js';
import { CALENDAR, DEPARTMENTS } from '../support/sample.js';

const LIVES = Number(process.env.LIVES ?? 10_000);
const FROM = Number(process.env.FROM ?? 1);

describe(`${LIVES} lives`, () => {
  test('each waits for something at every moment, closes its books, and tells one story in its log', () => {
    const endings = new Map<string, number>();
    for (let seed = FROM; seed < FROM + LIVES; seed++) {
      const { programme, life } = lifeOf(seed);
      const { state, events, mails } = life;
      const env = { now: state.lastAt, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 0 };
      const at = `seed ${seed}`;
      const keys = events.map(keyOf);
      if (new Set(keys).size !== keys.length) throw new Error(`${at}: an event key came twice: ${keys.find((k, n) => keys.indexOf(k) !== n)}`);
      if (new Set(mails.map((m) => m.key)).size !== mails.length) throw new Error(`${at}: a mail key came twice: ${mails.map((m) => m.key).find((k, n, all) => all.indexOf(k) !== n)}`);
      for (let n = 1; n < events.length; n++) if ((events[n]?.at ?? 0) < (events[n - 1]?.at ?? 0)) throw new Error(`${at}: the log goes back in time`);
      const paid = state.hands.filter((h) => h.kind === 'payment' && h.result?.state === 'settled').reduce((all, h) => all + Number(h.spec.yen), 0);
      const most = LIVED[seed % LIVED.length]?.most ?? 0;
      if (state.committedYen < 0 || state.committedYen > most) throw new Error(`${at}: ${state.committedYen} yen are held`);
      if (paid > most) throw new Error(`${at}: ${paid} yen were paid`);
      for (const order of state.hands.filter((h) => h.kind === 'payment')) if (state.hands.filter((h) => h.key === order.key).length !== 1) throw new Error(`${at}: a payment twice`);
      // The life was cut off after some turn; what follows from its last fact is applied first, as any transaction does.
      if (!state.ending && waitsFor(programme, advance(programme, state, env, 'inside').state, env).includes('nothing')) throw new Error(`${at}: waits for nothing`);
      if (state.ending && state.requests.some((r) => r.state === 'open' && r.step !== 'desk')) throw new Error(`${at}: closed with an open request`);
      endings.set(state.ending ?? (state.parked ? 'parked' : 'open'), (endings.get(state.ending ?? (state.parked ? 'parked' : 'open')) ?? 0) + 1);
    }
    console.log(Object.fromEntries(endings));
    // A few lives need not reach every end.
    if (LIVES >= 1000) for (const ending of ['closed', 'ineligible', 'expired', 'notMatched', 'notSelected', 'notFunded', 'withdrawn']) expect(endings.get(ending) ?? 0, ending).toBeGreaterThan(0);
  }, 60_000 + LIVES * 60);
});

test('the same seed lives the same life', () => {
  for (const seed of [3, 7, 31]) expect(lifeOf(seed).life).toEqual(lifeOf(seed).life);
});

test('the log alone rebuilds the case', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const { programme, life } = lifeOf(seed);
    const first = life.events[0];
    let rebuilt = submitted({ id: life.state.id, number: life.state.number, programme: life.state.programme, fiscalYear: life.state.fiscalYear, answers: life.state.answers[0] ?? {} }, programme.stages[0]?.id ?? '', first?.at ?? 0);
    for (const event of life.events) rebuilt = apply(rebuilt, event);
    // What hands over an ask and what a whole call decided are not events of the case.
    const plain = (state: typeof rebuilt) => ({ ...state, gates: {}, requests: state.requests.map((r) => ({ ...r, handedOverAt: null })) });
    expect(plain(rebuilt)).toEqual(plain(life.state));
  }
});

test('advancing twice finds nothing the second time', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { programme, life } = lifeOf(seed);
    const env = { now: life.state.lastAt, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 1_000_000 };
    const once = advance(programme, life.state, env, 'across');
    expect(advance(programme, once.state, env, 'across').events).toEqual([]);
  }
});
