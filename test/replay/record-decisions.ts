// Records decisions of the rules for the replay test: random lives drawn from seeds, what was fed to the rules and what they said.
// Files are added for a new release, never overwritten: npx tsx test/replay/record-decisions.ts 2
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { choicesOf, freeActFields, freeActs } from '../../workflows/domain/acts.js';
import { advance } from '../../workflows/domain/advance.js';
import { DAY, HOUR, instantAt } from '../../workflows/domain/calendar.js';
import { type CaseState, currentStep } from '../../workflows/domain/cases.js';
import type { Actor } from '../../workflows/domain/people.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import { random } from '../support/life.js';
import { CALENDAR, DEPARTMENTS, IDEA, PROPOSAL, valueFor } from '../support/sample.js';
import { begin, type Entry, envOf, type Fed, type Header, play, type RecordedLife } from './decisions.js';

const FOLDER = fileURLToPath(new URL('./decisions', import.meta.url));
const YES = ['accept', 'approve', 'select', 'score', 'for', 'publish', 'claim', 'report', 'evaluate', 'joint', 'on-track', 'received', 'corrected', 'answer', 'order', 'quote', 'take', 'part', 'complete', 'pass', 'invoice', 'take-remainder', 'roles', 'concur', 'draft'];
const LIVES: Readonly<Record<string, number>> = { 'citizen-proposal': 32, 'town-idea': 10, 'general-subsidy': 24, 'commissioned-work': 32, 'theme-subsidy': 24 };

/** Lives one life; every third person says yes to all, so that some reach the end. */
function live(header: Header, seed: number): RecordedLife {
  const pick = random(seed);
  const willing = seed % 3 !== 0;
  const start = instantAt('2026-11-25', '10:00');
  const entries: Entry[] = [];
  let now = start;
  let state: CaseState = begin(header, seed, start);
  const feed = (fed: Fed) => { const next = play(header, state, now, fed); entries.push({ at: now, fed, said: next.said }); state = next.state; };
  for (let turn = 0; turn < 240; turn++) {
    feed({ advance: pick(4) === 0 ? 'inside' : 'across' });
    const unseen = state.requests.filter((r) => r.state === 'open' && r.handedOverAt === null && pick(50) > 0).map((r) => r.id);
    if (unseen.length > 0) feed({ handed: unseen });
    if (state.ending && pick(5) > 1) break;
    now += pick(3) * HOUR + 1000;
    if (state.ending) {
      // Some of those that ended are taken up again: an objection, a refund.
      const why = Object.keys(header.programme.reopen)[pick(2)];
      if (why) feed({ act: { kind: 'free', verb: 'reopen', input: { why, reason: '申出があった' } }, by: { kind: 'administrator', person: 'admin' } });
      continue;
    }
    const hand = state.hands.find((h) => h.state === 'wanted');
    const run = currentStep(state);
    const open = state.requests.filter((r) => r.state === 'open');
    if (hand && pick(2) === 0) {
      const way = pick(10);
      if (hand.kind === 'document') feed({ event: { type: 'hand.done', key: hand.key, result: { sha256: `hash-${hand.key}` } } });
      else if (hand.kind === 'follow-up') feed({ event: { type: 'hand.done', key: hand.key, result: { draft: 'drf', programme: '市民活動補助金' } } });
      else if (way === 0) feed({ event: { type: 'hand.given', key: hand.key, cause: 'unclear' } });
      else feed({ event: { type: 'hand.done', key: hand.key, result: { state: way < 3 ? 'returned' : 'settled', reason: '' } } });
    } else if (Object.values(header.programme.reopen).some((go) => go.from?.includes(state.stage.id)) && pick(4) === 0) {
      // What is agreed is changed now and then while it is carried out.
      const why = Object.entries(header.programme.reopen).find(([, go]) => go.from?.includes(state.stage.id))?.[0];
      feed({ act: { kind: 'free', verb: 'reopen', input: { why, reason: '事情が変わった' } }, by: { kind: 'administrator', person: 'admin' } });
    } else if (run?.kind === 'gate' && pick(4) === 0) feed({ gate: 'budget', result: willing ? 'voted' : (['voted', 'voted', 'cut', 'refused'][pick(4)] ?? 'voted') });
    else if (run?.kind === 'follow-up' && pick(4) === 0) feed({ gate: 'follow-up', result: '2027-GS-0001' });
    else if ((run?.kind === 'selection' || run?.kind === 'public-vote') && !state.gates.selection && pick(4) === 0) feed({ gate: 'selection', result: ['selected', 'selected', 'runner-up', 'not-selected'][pick(4)] ?? 'selected', yen: 100_000 + pick(200) * 1_000 });
    else if (open.length > 0 && pick(100) < (willing ? 75 : 45)) {
      const request = open[pick(open.length)];
      const choices = request ? choicesOf(header.programme, state, request, envOf(header, state, now)) : [];
      const choice = (willing && pick(25) > 0 ? choices.find((c) => YES.includes(c.id)) : undefined) ?? choices[pick(choices.length)];
      if (!request || !choice) continue;
      const wrong = pick(20) === 0;
      const by: Actor = request.to.kind === 'post' ? { kind: 'post', post: request.to.post, person: `person of ${request.to.post}` } : { kind: 'party', role: request.to.role };
      feed({ act: { kind: 'answer', request: request.id, choice: choice.id, input: Object.fromEntries(choice.fields.map((f) => [f.id, wrong ? '' : willing && f.kind === 'choice' && f.options.length === 11 ? '8' : valueFor(f, header.programme, pick)])) }, by });
    } else if (pick(100) < 12) {
      const kind = (['party', 'administrator', 'post'] as const)[pick(3)] ?? 'party';
      const verbs = freeActs(header.programme, state, kind, now);
      const verb = verbs[pick(verbs.length)];
      if (!verb || (verb === 'withdraw' && pick(6) > 0)) continue;
      const by: Actor = kind === 'party' ? { kind, role: 'contact' } : kind === 'post' ? { kind, post: 'civic.office', person: 'p' } : { kind, person: 'admin' };
      const input: Record<string, unknown> = Object.fromEntries(freeActFields(header.programme, state, verb).map((f) => [f.id, valueFor(f, header.programme, pick)]));
      if (verb === 'withdraw') input.last4 = state.number.slice(-4);
      if (verb === 'extend') input.request = open[pick(open.length)]?.id ?? '';
      feed({ act: { kind: 'free', verb, input }, by });
    } else {
      const wake = advance(header.programme, state, envOf(header, state, now), 'inside').wakeAt;
      now = wake !== null && pick(3) > 0 ? Math.max(now, wake) : now + pick(5) * DAY;
    }
  }
  return { seed, start, entries };
}

const release = process.argv[2] ?? '1';
fs.mkdirSync(FOLDER, { recursive: true });
for (const programme of PROGRAMMES) {
  const file = path.join(FOLDER, `${programme.id}@${release}.jsonl.gz`);
  if (fs.existsSync(file)) { console.log(`${path.basename(file)} is recorded already and stays as it is`); continue; }
  const header: Header = { programme, answers: programme.id === 'town-idea' ? IDEA : PROPOSAL, calendar: CALENDAR, departments: DEPARTMENTS, budgetYen: 3_000_000 };
  const lives = Array.from({ length: LIVES[programme.id] ?? 10 }, (_, n) => live(header, n + 1));
  const text = [header, ...lives].map((line) => JSON.stringify(line)).join('\n');
  fs.writeFileSync(file, gzipSync(text, { level: 9 }));
  const ends = lives.map((l) => l.entries.flatMap((e) => e.said).findLast((s) => s.startsWith('case.closed'))?.split(' ')[1] ?? 'open');
  console.log(`${path.basename(file)}: ${lives.length} lives, ${lives.reduce((n, l) => n + l.entries.length, 0)} entries, ${Math.round(fs.statSync(file).size / 1000)} kB; ${ends.join(' ')}`);
}
