// Every happening has one plain Japanese sentence: lived through by random cases of every programme.
import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../workflows/domain/acts.js';
import { EVENT_TYPES, type DatedEvent } from '../../workflows/domain/cases.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { STEP_KINDS } from '../../workflows/domain/steps/kinds.js';
import { rulesOf } from '../../workflows/domain/steps/index.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { townIdea } from '../../workflows/programmes/town-idea.js';
import { CHOICE_WORDS, OUTCOME_WORDS } from '../../api/pages/case-words.js';
import { eventWords, type Told } from '../../api/pages/event-words.js';
import { nextWords } from '../../api/pages/next-words.js';
import type { Names } from '../../api/pages/value-words.js';
import { live } from '../support/life.js';
import { CALENDAR, DEPARTMENTS, IDEA, PROPOSAL } from '../support/sample.js';

const names: Names = { post: () => '地域福祉課 協働推進員', person: () => '佐藤 花子', department: () => '地域福祉課' };
const HABITS = { answer: 60, free: 4, wrong: 3 };
const ALLOWED = /PDF|例|Latin/;

/** Letters of the machine's own names; what people typed in these lives has none. */
const machine = (text: string): boolean => /[A-Za-z]{3,}/.test(text.replace(/someone\d+@example\.jp/g, '')) && !ALLOWED.test(text);

function lives(programme: Programme, answers: typeof PROPOSAL, count: number): { told: Told; event: DatedEvent }[] {
  return Array.from({ length: count }, (_, seed) => live(programme, answers, seed + 1, HABITS)).flatMap(({ state, events }) =>
    events.map((event) => ({ event, told: eventWords(event, { programme, state, names, now: event.at }) })),
  );
}

describe('the words of the log', () => {
  // What a bank leaves unclear, and a second account of the same case, happen too seldom in random lives to wait for them; no call of theirs is sealed.
  const { state: some } = live(citizenProposal, PROPOSAL, 1, HABITS);
  const given: DatedEvent = { type: 'hand.given', key: 'payment:advance-pay#1', cause: 'unclear', at: some.lastAt };
  const changed: DatedEvent = { type: 'account.changed', key: 'advance-claim#2', until: some.lastAt, at: some.lastAt };
  const opened: DatedEvent = { type: 'case.unsealed', at: some.lastAt };
  const seldom = [given, changed, opened].map((event) => ({ event, told: eventWords(event, { programme: citizenProposal, state: some, names, now: event.at }) }));
  const all = [...lives(citizenProposal, PROPOSAL, 250), ...lives(townIdea, IDEA, 30), ...seldom];

  it('tells every event type that can happen in Japanese, without a single word of the machine', () => {
    const seen = new Set(all.map(({ event }) => event.type));
    expect(EVENT_TYPES.filter((type) => !seen.has(type))).toEqual([]);
    const odd = all.flatMap(({ told, event }) => [told.sentence, ...told.lines.flatMap((l) => [l.label, l.text])].filter((text) => machine(text) || /undefined|null|NaN/.test(text)).map((text) => `${event.type}: ${text}`));
    expect([...new Set(odd)]).toEqual([]);
  });

  it('never shows an account number beyond its last three digits', () => {
    for (const { told } of all) for (const line of told.lines) if (line.label === '口座') expect(line.text).toMatch(/^終わりの3けた \d{3}$/);
  });

  it('knows every choice that the rules ever offer, by the label it was offered under', () => {
    const wrong: string[] = [];
    for (const [programme, answers] of [[citizenProposal, PROPOSAL], [townIdea, IDEA]] as const) {
      for (let seed = 1; seed <= 40; seed++) {
        const { state } = live(programme, answers, seed, HABITS);
        for (const request of state.requests) {
          const env = { now: request.openedAt, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 1_000_000 };
          const open = { ...state, steps: state.steps.map((s) => (s.step === request.step && s.round === request.round ? { ...s, settledAt: null } : s)) };
          for (const choice of choicesOf(programme, open, request, env)) if (CHOICE_WORDS[request.what][choice.id] !== choice.label) wrong.push(`${request.what}/${choice.id}: ${choice.label}`);
        }
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('has a word for every outcome of every kind of step', () => {
    for (const kind of STEP_KINDS) expect(Object.keys(OUTCOME_WORDS[kind]).sort()).toEqual([...rulesOf(kind).outcomes].sort());
  });

  it('says what happens next by itself, in order of time', () => {
    const { state } = live(citizenProposal, PROPOSAL, 5, { answer: 50, free: 0, wrong: 0 }, 12);
    const env = { now: state.lastAt, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 1_000_000 };
    const next = nextWords(citizenProposal, state, env, names);
    expect(next.length).toBeGreaterThan(0);
    expect(next.every((n, i) => i === 0 || (next[i - 1]?.at ?? 0) <= (n.at ?? 0))).toBe(true);
    expect(next.filter((n) => machine(n.text))).toEqual([]);
  });
});
