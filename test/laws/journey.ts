// Brings a case of a test city to a step, by people who say yes, without a run: what the run would do is called by hand.
import { paymentActivities } from '../../activities/payments.js';
import type { Ringer } from '../../activities/platform/temporal.js';
import type { Acted } from '../../db/store/acts.js';
import { recordGate } from '../../db/store/calls.js';
import { choicesOf } from '../../workflows/domain/acts.js';
import type { PaymentActivities } from '../../workflows/contracts/activities.js';
import { addDays, instantAt } from '../../workflows/domain/calendar.js';
import { currentStep, formAnswers, type Request } from '../../workflows/domain/cases.js';
import type { Field } from '../../workflows/domain/fields.js';
import type { Actor } from '../../workflows/domain/people.js';
import type { City } from '../support/city.js';
import { PROPOSAL } from '../support/sample.js';

export const CITIZEN: Actor = { kind: 'party', role: 'contact' };
export const ADMINISTRATOR: Actor = { kind: 'administrator', person: 'admin' };

const YES = ['accept', 'approve', 'select', 'score', 'publish', 'claim', 'on-track', 'report', 'evaluate', 'joint', 'received', 'answer'];

/** What a willing person types beside what `city.answer` fills in. */
function typed(request: Request): Record<string, unknown> {
  if (request.what === 'claim') return { amountYen: Number(request.note?.limitYen) };
  if (request.what === 'report') return { spent: [200_000, 212_500], othersYen: 0 };
  if (request.what === 'report-check') return { recognised: [200_000, 150_000] };
  return {};
}

/** Eight points of ten, or the most there are; the whole amount that was asked for, as far as the rule allows. */
function generous(request: Request, field: Field): [string, unknown][] {
  if (request.what === 'scoring' && field.kind === 'choice') return [[field.id, field.options.map((o) => o.id).filter((points) => Number(points) <= 8).at(-1)]];
  if (request.what === 'draft-decision' && field.kind === 'yen') return [[field.id, Math.min(370_000, field.max)]];
  return [];
}

/** Says yes to one request. */
export async function sayYes(city: City, id: string, request: Request): Promise<Acted> {
  const { programme, state, env } = await city.read(id);
  const choices = choicesOf(programme, state, request, env).map((c) => c.id);
  // Who is asked one thing only, such as to correct, does it.
  const choice = YES.find((yes) => choices.includes(yes)) ?? choices[0] ?? 'accept';
  const fields = choicesOf(programme, state, request, env).find((c) => c.id === choice)?.fields ?? [];
  const acted = await city.answer(id, request, choice, { ...typed(request), ...Object.fromEntries(fields.flatMap((f) => generous(request, f))) });
  if (acted.why === 'faults') throw new Error(`nobody can say yes to ${request.id}: ${JSON.stringify(acted.faults)}`);
  return acted;
}

/** A ringer that only writes down whom it rang. */
export function quietRinger(): Ringer & { readonly rung: string[] } {
  const rung: string[] = [];
  const note = async (what: string) => { rung.push(what); return true; };
  return { rung, ring: (kind, id) => note(`${kind}:${id}`), ringMail: () => note('mail'), ringHand: (id) => note(id), reachable: () => null, client: null as never, dataConverter: {}, close: async () => {} };
}

export const payments = (city: City): PaymentActivities => paymentActivities(city.db, city.links, quietRinger(), city.bank);

/** Carries out the wanted payment as its hand would, without waiting. */
export async function pay(city: City, id: string): Promise<void> {
  const hand = (await city.read(id)).state.hands.find((h) => h.kind === 'payment' && h.state === 'wanted');
  const order = hand ? await payments(city).openOrder(id, hand.key) : null;
  if (!order) return;
  await payments(city).instruct(order.order);
  await payments(city).lookUp(order.order);
}

/** Files a proposal and brings it to where this step is open and has asked all it asks. */
export async function caseAt(city: City, step: string): Promise<string> {
  const id = await city.submit(PROPOSAL);
  await goTo(city, id, step);
  return id;
}

/** Goes on until this step is open. Documents of the step itself are left wanted. */
export async function goTo(city: City, id: string, step: string): Promise<void> {
  for (let n = 0; n < 200; n++) {
    await city.advance(id);
    const { state, row } = await city.read(id);
    const run = currentStep(state);
    if (run?.step === step) return;
    if (state.ending || state.parked) throw new Error(`${step} was not reached: ${state.ending ?? state.parked?.cause}`);
    if (state.hands.some((h) => h.kind === 'document' && h.state === 'wanted')) await city.documents(id);
    if (run?.kind === 'gate') await recordGate(city.db, { call: row.call, gate: 'budget', result: 'voted', note: '3月議会', by: 'admin' }).catch(() => []);
    else if (run?.kind === 'payment') await pay(city, id);
    else {
      const asked = (await city.open(id)).filter((r) => r.step !== 'desk');
      for (const request of asked) await sayYes(city, id, request);
      if (asked.length > 0) continue;
      if (run?.kind === 'work') await city.clockTo(instantAt(addDays(String(formAnswers(state).projectEnd), 1), '10:00'));
    }
  }
  throw new Error(`${step} was not reached in 200 turns`);
}
