// Every way a proposal can take, on real Postgres and a real Temporal server: refused at each stage, silence at each wait, withdrawn at each step, every answer pressed twice.
// All cases live in one city at once; when nobody has anything left to say, the clock walks on. In the suite a third of the ways, of each kind some; ENDINGS=all walks every one (four minutes).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkClock } from '../../activities/platform/clock-walk.js';
import type { Acted } from '../../db/store/acts.js';
import { recordGate } from '../../db/store/calls.js';
import { newId } from '../../db/ids.js';
import { DAY } from '../../workflows/domain/calendar.js';
import { type CaseState, currentStep, type Request } from '../../workflows/domain/cases.js';
import { isDesk } from '../../workflows/domain/desk.js';
import type { Input } from '../../workflows/domain/fields.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { CITIZEN, sayYes } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';

/** What people do in one case, where it differs from yes. */
type Way = {
  readonly name: string;
  /** An answer of its own, silence, or (nothing) yes. */
  readonly says?: (request: Request, state: CaseState) => readonly [choice: string, input?: Input] | 'silence' | undefined;
  /** The step at which the group withdraws. */
  readonly withdrawsAt?: string;
  readonly twice?: true;
  readonly vote?: 'voted' | 'cut' | 'refused';
  readonly ending: string;
  /** Outcomes some steps must have had, as `step:outcome`. */
  readonly through?: readonly string[];
  /** A mail the group must have got. */
  readonly told?: string;
  /** Of the step at which the case is given to an administrator. */
  readonly parkedAt?: string;
};

const low = (request: Request): readonly [string, Input?] | undefined => (request.what === 'scoring' ? ['score', Object.fromEntries(['publicness', 'citizenship', 'growth', 'feasibility', 'independence'].map((c) => [c, '1']))] : request.what === 'draft-decision' ? ['reject'] : undefined);
const silentAt = (...steps: readonly string[]) => (request: Request) => (steps.includes(request.step) ? ('silence' as const) : undefined);
/** Silence of the group alone. */
const groupSilentAt = (step: string) => (request: Request) => (request.step === step && request.to.kind === 'party' ? ('silence' as const) : undefined);

const REFUSED: readonly Way[] = [
  { name: 'yes to all', ending: 'closed', told: 'cases/closed' },
  { name: 'screening refuses', says: (r) => (r.what === 'screening' ? ['refuse'] : undefined), ending: 'ineligible', told: 'cases/refused' },
  { name: 'every department declines and the office lets it go', says: (r) => (r.what === 'opinion' ? ['decline'] : r.what === 'office-decision' ? ['not-taken'] : undefined), ending: 'notMatched', told: 'matching/not-taken' },
  { name: 'the panel fails it', says: low, ending: 'notSelected', through: ['score:failed', 'draft:reject'], told: 'approvals/not-selected' },
  { name: 'the panel passes it and the office proposes to refuse', says: (r) => (r.what === 'draft-decision' ? ['reject'] : undefined), ending: 'notSelected', told: 'approvals/not-selected' },
  { name: 'an approver, finance and the office each send it back once', says: (r, s) => (r.id.startsWith('approve#1/') || (r.step === 'advance-check' && r.round === 1) ? ['send-back'] : r.what === 'report-check' && !s.requests.some((q) => q.step === 'determine' && q.answer?.choice === 'correct') ? ['correct'] : undefined), ending: 'closed', through: ['approve:sent-back', 'advance-check:sent-back', 'advance-check:approved'], told: 'payments/report-correction' },
  { name: 'the council refuses', vote: 'refused', ending: 'notFunded', told: 'approvals/budget-refused' },
  { name: 'the council cuts', vote: 'cut', ending: 'notFunded', told: 'approvals/budget-refused' },
  { name: 'the group declines the agreement', says: (r) => (r.what === 'agreement' && r.to.kind === 'party' ? ['decline'] : undefined), ending: 'notConcluded', told: 'agreements/not-concluded' },
];

const SILENT: readonly Way[] = [
  { name: 'the office never reads it', says: silentAt('check'), ending: '', parkedAt: 'check' },
  { name: 'the group never corrects', says: (r) => (r.what === 'screening' ? ['correct', { fields: ['plan'], note: '直してください' }] : r.what === 'correction' ? 'silence' : undefined), ending: 'expired', told: 'cases/expired' },
  { name: 'no department answers, the office lets it go', says: (r) => (r.what === 'opinion' ? 'silence' : r.what === 'office-decision' ? ['not-taken'] : undefined), ending: 'notMatched' },
  { name: 'no department and no office answers', says: silentAt('consult'), ending: '', parkedAt: 'consult' },
  { name: 'the panel never scores, no advance is claimed, nobody looks back at half-time', says: silentAt('score', 'advance-claim', 'work'), ending: 'closed', through: ['score:no-quorum', 'score:undecided', 'advance-claim:not-claimed', 'work:ended'] },
  { name: 'no report comes, and nobody evaluates', says: silentAt('report', 'evaluate'), ending: 'closed', through: ['report:missing', 'refund:refunded', 'evaluate:evaluated'] },
  { name: 'nobody drafts', says: silentAt('draft'), ending: '', parkedAt: 'draft' },
  { name: 'nobody approves', says: silentAt('approve'), ending: '', parkedAt: 'approve' },
  { name: 'nobody publishes', says: silentAt('announce'), ending: '', parkedAt: 'announce' },
  { name: 'nobody says in which form', says: silentAt('form'), ending: '', parkedAt: 'form' },
  { name: 'the departments never settle their roles', says: silentAt('roles'), ending: '', parkedAt: 'roles' },
  { name: 'the group never signs', says: groupSilentAt('agree'), ending: 'notConcluded', through: ['agree:lapsed'], told: 'agreements/not-concluded' },
  { name: 'finance never checks', says: silentAt('advance-check'), ending: '', parkedAt: 'advance-check' },
];

/** Where a withdrawal leads: before money moves to the end, then through the report. */
const WITHDRAWN: readonly Way[] = [
  ...['check', 'consult', 'score', 'draft', 'approve', 'announce', 'budget', 'grant', 'form', 'roles', 'agree'].map((step): Way => ({ name: `withdrawn at ${step}`, withdrawsAt: step, ending: 'withdrawn', told: 'cases/withdrawn', ...(step === 'budget' ? { vote: 'voted' } : {}) })),
  ...['advance-claim', 'advance-check', 'work'].map((step): Way => ({ name: `withdrawn at ${step}`, withdrawsAt: step, ending: 'closed', through: ['report:reported'], told: 'cases/withdrawn' })),
];

const ALL: readonly Way[] = [...REFUSED, ...SILENT, ...WITHDRAWN, { name: 'every answer pressed twice', twice: true, ending: 'closed' }];
const WAYS = process.env.ENDINGS === 'all' ? ALL : ALL.filter((_, n) => n % 3 === 0);

/** `heard` is the case's last instant when its people had nothing to say: until it moves they still have nothing. */
type Life = { readonly way: Way; readonly id: string; withdrew: boolean; doubles: number; refusedDoubles: number; heard: string };
let city: City;
const lives: Life[] = [];

beforeAll(async () => {
  city = await makeCity();
  await city.startWorker();
});
afterAll(() => city.close());

async function rung(acted: Acted, id: string): Promise<Acted> {
  if (acted.ringRun) await city.ringer.ring('case', id);
  if (acted.ringMail) await city.ringer.ringMail();
  return acted;
}

/** Lets one case's people say what they have to say now; false when they have nothing to say. */
async function speak(life: Life): Promise<boolean> {
  const { state, row } = await city.read(life.id);
  if (state.ending || state.parked || state.stage.settled) return false;
  const { way } = life;
  const step = currentStep(state);
  if (way.withdrawsAt && way.withdrawsAt === step?.step && !life.withdrew) {
    life.withdrew = true;
    expect((await rung(await city.free(life.id, 'withdraw', { last4: state.number.slice(-4) }, CITIZEN), life.id)).outcome, life.way.name).toBe('accepted');
    return true;
  }
  if (step?.kind === 'gate' && !state.gates[step.step]) {
    for (const waiting of await recordGate(city.db, { call: row.call, gate: 'budget', result: way.vote ?? 'voted', note: '3月議会', by: 'admin' }).catch(() => [])) await city.ringer.ring('case', waiting);
    return true;
  }
  let spoke = false;
  for (const request of state.requests.filter((r) => r.state === 'open' && !isDesk(r))) {
    const said = way.says?.(request, state);
    if (said === 'silence') continue;
    const once = () => (said ? city.answer(life.id, request, said[0], said[1] ?? {}) : sayYes(city, life.id, request));
    const answers = way.twice ? await Promise.all([once(), once()]) : [await once()];
    for (const acted of answers) await rung(acted, life.id);
    if (way.twice && answers.some((a) => a.outcome === 'accepted')) {
      life.doubles++;
      if (answers.some((a) => a.why === 'answered' || a.why === 'closed')) life.refusedDoubles++;
    }
    const [first] = answers;
    if (first?.why === 'faults') throw new Error(`${way.name}: ${request.id}: ${JSON.stringify(first.faults)}`);
    // Of a group that needs two, the third is not needed any more.
    spoke = spoke || answers.some((a) => a.outcome === 'accepted');
  }
  return spoke;
}

test(`${WAYS.length} of ${ALL.length} ways are walked to their end`, async () => {
  const [call] = await city.sql`select id from calls where programme = 'citizen-proposal' limit 1`;
  for (const way of WAYS) {
    const id = await city.submit({ ...PROPOSAL, title: way.name.slice(0, 60) });
      // A vote is over a whole call: whoever is voted on otherwise stands in a call of its own, an older one: the newest takes what is filed.
    if (way.vote) {
      const own = newId('cal');
      await city.sql`insert into calls select (jsonb_populate_record(c, jsonb_build_object('id', ${own}::text, 'opens_at', '2020-01-01T00:00:00Z'))).* from calls c where id = ${call?.id}`;
      await city.sql`update cases set call = ${own} where id = ${id}`;
    }
    lives.push({ way, id, withdrew: false, doubles: 0, refusedDoubles: 0, heard: '' });
    await city.ringer.ring('case', id);
  }
  // The envelope must hold all of them.
  await city.sql`update envelopes set budget_yen = 100000000`;
  for (const end = Date.now() + 420_000; ; ) {
    if (Date.now() > end) throw new Error(`not at an end in time: ${(await Promise.all(lives.map(async (l) => { const { state } = await city.read(l.id); return state.ending || state.parked ? '' : `${l.way.name} at ${currentStep(state)?.step}`; }))).filter(Boolean).join('; ')}`);
    const open = new Map((await city.sql`select id, last_at::text from cases where ending is null and parked_at is null`).map((row) => [String(row.id), String(row.last_at)]));
    if (open.size === 0) break;
    let spoke = false;
    for (const life of lives) {
      const at = open.get(life.id);
      if (at === undefined || at === life.heard) continue;
      if (await speak(life)) spoke = true;
      else life.heard = at;
    }
    if (spoke) continue;
    // Shorter than the shortest term: what is asked on the way can still be answered.
    await walkClock(city.parts, (await city.now()) + 7 * DAY);
  }
}, 480_000);

test.each(WAYS)('$name', async ({ name }) => {
  const life = lives.find((l) => l.way.name === name);
  if (!life) throw new Error('it was not walked');
  const { state, row } = await city.read(life.id);
  const { way } = life;
  expect(state.ending ?? '').toBe(way.ending);
  if (way.parkedAt) expect([state.parked?.cause, currentStep(state)?.step]).toEqual(['nobody-answered', way.parkedAt]);
  expect(state.steps.map((s) => `${s.step}:${s.outcome}`)).toEqual(expect.arrayContaining([...(way.through ?? [])]));
  const mails = await city.sql<{ mail: string; key: string; state: string }[]>`select mail, key, state from mails where scope = ${life.id}`;
  // A mail whose ask was answered before it left is not sent any more.
  if (way.told) expect(mails.filter((m) => m.mail === way.told && ['sent', 'dropped'].includes(m.state)).length).toBeGreaterThan(0);
  expect(new Set(mails.map((m) => m.key)).size).toBe(mails.length);
  // Whoever has ended is asked nothing any more, and holds no more of the envelope than was paid.
  if (state.ending) {
    expect(state.requests.filter((r) => r.state === 'open' && !isDesk(r))).toEqual([]);
    const [paid] = await city.sql`select coalesce(sum(yen), 0)::int as yen from payment_orders where case_id = ${life.id} and state = 'settled'`;
    const returned = state.steps.some((s) => s.kind === 'refund' && s.outcome === 'refunded') ? sums(state).paidYen - (sums(state).finalYen ?? 0) : 0;
    expect(state.committedYen).toBe(paid?.yen - returned);
  }
  // The run crossed every border.
  const opened = await city.sql`select data->>'stage' as stage, data->>'from' as came from events where case_id = ${life.id} and type = 'stage.opened' order by seq`;
  expect(opened[0]?.came).toBe('submission');
  expect(row.number).toMatch(/^\d{4}-CP-\d{4}$/);
  if (way.twice) expect([life.doubles > 20, life.refusedDoubles]).toEqual([true, life.doubles]);
});

test('every step that waits for people was met with silence, and every stage was refused or withdrawn from', () => {
  const steps = citizenProposal.stages.flatMap((stage) => stage.steps.map((step) => ({ stage: stage.id, ...step })));
  const noPeople: readonly StepKindId[] = ['gate', 'payment', 'balance', 'wait'];
  // The same kind of step with the same silence stands for its second use in the programme.
  // Who took over from a representative is met with silence where that is walked (changed-account).
  // Where the form goes on in the programme itself nobody is asked; the others stand in a file of their own (follow-ups).
  const same = ['follow', 'advance-successor', 'remainder-successor', 'grant', 'approve-refusal', 'announce-refusal', 'advance-account', 'determine', 'approve-final', 'final-letter', 'remainder-claim', 'remainder-check', 'remainder-account', 'refund', 'summary', 'objection', 'late-refund'];
  const silent = SILENT.flatMap((way) => steps.filter((step) => way.says?.({ step: step.id, what: step.kind === 'formal-check' ? 'correction' : '', to: { kind: 'party', role: 'representative' } } as never, {} as never) === 'silence').map((step) => step.id));
  expect(steps.filter((step) => !noPeople.includes(step.kind) && !same.includes(step.id) && !silent.includes(step.id)).map((s) => s.id)).toEqual([]);
});
