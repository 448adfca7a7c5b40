// Payment orders in bad weather (ORDERS=10000 for the long form): the bank times out, takes an instruction and loses the answer, takes it late, says its words twice and in any
// order, and our own process dies between any two activities. Real activities on a real database; each run's weather is decided by its seed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paymentActivities } from '../../activities/payments.js';
import type { Bank, TransferWord } from '../../activities/platform/bank.js';
import { reviseBudget, statementOf } from '../../db/store/ledger.js';
import { orderOfInstruction, settleOrder } from '../../db/store/payments.js';
import { caseAt, quietRinger } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';
import { copyCase } from '../support/copies.js';
import { random } from '../support/life.js';

const RUNS = Number(process.env.ORDERS ?? 300);
/** How many runs are under way at once. */
const AT_ONCE = 6;
/** As many unknown words as the hand takes before it asks a person. */
const UNKNOWN_MOST = 5;
const YEN = 296_000;
const HELD = 370_000;

type Final = 'settled' | 'returned';
type Transfer = { readonly yen: number; readonly fate: Final; state: 'accepted' | Final; hiddenFor: number; sent: number };

/** The bank under one run's weather. `sent` counts the calls for an instruction; the bank itself keeps one transfer for each. */
class WeatherBank implements Bank {
  readonly transfers = new Map<string, Transfer>();
  readonly lost = new Map<string, number>();
  constructor(private readonly pick: (below: number) => number) {}
  async instruct({ instruction, yen }: { instruction: string; yen: number }): Promise<void> {
    const there = this.transfers.get(instruction);
    if (there) { there.sent++; return; }
    const weather = this.pick(6);
    if (weather === 0) { this.lost.set(instruction, (this.lost.get(instruction) ?? 0) + 1); throw new Error('timed out, never arrived'); }
    const transfer: Transfer = { yen, fate: this.pick(4) === 0 ? 'returned' : 'settled', state: 'accepted', hiddenFor: weather === 1 ? 1 + this.pick(7) : 0, sent: 1 };
    this.transfers.set(instruction, transfer);
    if (weather === 2) transfer.state = transfer.fate;
    if (weather < 4) throw new Error('taken, answer lost');
  }
  async lookUp(instruction: string): Promise<TransferWord> {
    if (this.pick(5) === 0) throw new Error('timed out');
    const found = this.transfers.get(instruction);
    if (!found) return { state: 'unknown' };
    if (found.hiddenFor > 0) { found.hiddenFor--; return { state: 'unknown' }; }
    if (this.pick(2) === 0) found.state = found.fate;
    return { state: found.state, reason: found.state === 'returned' ? 'no-such-account' : '' };
  }
  /** The end of the bank's day: what it has is final and shown. */
  close(): void {
    for (const transfer of this.transfers.values()) Object.assign(transfer, { state: transfer.fate, hiddenFor: 0 });
  }
  sends(instruction: string): number {
    return (this.transfers.get(instruction)?.sent ?? 0) + (this.lost.get(instruction) ?? 0);
  }
}

let city: City;
let cases: readonly string[] = [];
let envelope = '';
let hand = '';

/** Copies of one case that waits for its advance: as many as there are runs, each with its own money held. */
async function copies(original: string): Promise<readonly string[]> {
  const { sql, db } = city;
  const [row] = await sql`select id from envelopes where programme = 'citizen-proposal'`;
  envelope = String(row?.id);
  await reviseBudget(db, { envelope, way: 'raise', yen: RUNS * HELD, once: 'weather', reason: 'many cases', by: 'admin' });
  const ids = await copyCase(city, original, RUNS, '2026-CP-');
  await sql.unsafe(`insert into envelope_entries (id, envelope, case_id, kind, key, yen, at) select 'ent_weather' || id, '${envelope}', id, 'commit', id || ':copied', ${HELD}, kyoso_now() from cases where id <> '${original}'`);
  await sql`update envelopes set committed_yen = committed_yen + ${RUNS * HELD} where id = ${envelope}`;
  return ids;
}

beforeAll(async () => {
  city = await makeCity();
  const original = await caseAt(city, 'advance-pay');
  hand = (await city.read(original)).state.hands.find((h) => h.kind === 'payment' && h.state === 'wanted')?.key ?? '';
  cases = await copies(original);
}, 60_000);
afterAll(() => city.close());

/** One order from its first activity to its end, as the hand would go, with deaths, second starts, callbacks and at last a person. Returns what happened. */
async function run(caseId: string, seed: number): Promise<{ bank: WeatherBank; asked: boolean }> {
  const pick = random(seed);
  const bank = new WeatherBank(pick);
  const act = paymentActivities(city.db, city.links, quietRinger(), bank);
  /** The bank's callback, as the hook takes it: once or twice at the same time, early, late or never. Before the bank is final it has nothing to say. */
  const callback = async (instruction: string): Promise<void> => {
    const found = bank.transfers.get(instruction);
    const order = found && found.state !== 'accepted' ? await orderOfInstruction(city.db, instruction) : null;
    if (!order || !found) return;
    await Promise.all(Array.from({ length: 1 + pick(2) }, () => settleOrder(city.db, city.links, order.id, { state: found.fate, reason: '' })));
  };
  let over = false;
  let instruction = '';
  /** One life of the hand's process; it may die before it sends, and several may run at once. */
  const life = async (): Promise<void> => {
    const opened = await act.openOrder(caseId, hand);
    if (!opened) { over = true; return; }
    instruction = `ins_${opened.order}`;
    if (opened.state === 'reserved' && pick(6) > 0) await act.instruct(opened.order).catch(() => false);
    let unknown = 0;
    for (let n = 0; n < 60; n++) {
      if (pick(8) === 0) return;
      if (pick(6) === 0) await callback(instruction);
      const word = await act.lookUp(opened.order).catch(() => 'failed');
      if (word === 'settled' || word === 'returned' || word === 'with-person') { over = true; return; }
      if (word === 'unknown' && ++unknown >= UNKNOWN_MOST) { await act.giveToPerson(opened.order); over = true; return; }
    }
  };
  for (let lives = 0; !over; lives++) {
    if (lives > 40) throw new Error(`seed ${seed}: the order does not end`);
    await (pick(6) === 0 ? Promise.all([life(), life()]) : life());
  }
  // Words that come when everything is over change nothing; a person looks at the bank's own statement, when its day is closed.
  bank.close();
  const [request] = (await city.open(caseId)).filter((r) => r.what === 'payment-unclear');
  if (request && pick(3) === 0) await callback(instruction);
  const answered = request ? await city.answer(caseId, request, bank.transfers.get(instruction)?.fate === 'settled' ? 'was-paid' : 'was-not-paid') : null;
  if (pick(3) === 0) await callback(instruction);
  return { bank, asked: answered?.outcome === 'accepted' };
}

test(`law 11: in ${RUNS} runs of bad weather every order is sent at most once, ends once, and the ledger is what the bank moved`, async () => {
  const started = Date.now();
  const ends: { bank: WeatherBank; asked: boolean }[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let i = next++; i < cases.length; i = next++) ends.push(await run(cases[i] ?? '', i + 1)); }));
  const took = Date.now() - started;
  expect(ends).toHaveLength(RUNS);

  const transfers = new Map(ends.flatMap(({ bank }) => [...bank.transfers]));
  const sends = new Map(ends.flatMap(({ bank }) => [...bank.transfers.keys(), ...bank.lost.keys()].map((id) => [id, bank.sends(id)] as const)));
  const orders = await city.sql`select id, case_id, instruction, state from payment_orders where case_id in ${city.sql([...cases])}`;
  expect(orders).toHaveLength(RUNS);
  expect([...sends].filter(([, n]) => n !== 1)).toEqual([]);
  const differs = orders.filter((o) => o.state !== (transfers.get(String(o.instruction))?.fate ?? 'returned'));
  expect(differs).toEqual([]);

  const moved = [...transfers.values()].filter((t) => t.state === 'settled').reduce((sum, t) => sum + t.yen, 0);
  const statement = await statementOf(city.db, envelope);
  expect(statement.differences).toEqual([]);
  expect(statement.figures).toMatchObject({ advanced: moved, reserved: 0, committed: (RUNS + 1) * HELD });
  const entries = await city.sql`select case_id, string_agg(kind, ',' order by kind) as kinds from envelope_entries where kind in ('reserve', 'pay', 'return') group by 1`;
  expect(entries.filter((e) => e.kinds !== 'pay,reserve' && e.kinds !== 'reserve,return')).toEqual([]);
  expect(await city.sql`select 1 from wanted where key = ${hand} and state <> 'done' and case_id in ${city.sql([...cases])}`).toHaveLength(0);
  expect(await city.sql`select 1 from cases where parked_at is not null`).toHaveLength(0);

  const count = (test: (t: Transfer) => boolean) => [...transfers.values()].filter(test).length;
  const lost = RUNS - transfers.size;
  console.log(`${RUNS} orders in ${(took / 1000).toFixed(1)} s: ${count((t) => t.fate === 'settled')} paid (${moved} yen, each ${YEN}), ${count((t) => t.fate === 'returned')} came back, ${lost} never reached the bank, ${ends.filter((e) => e.asked).length} settled by a person`);
  expect(moved % YEN).toBe(0);
  // The weather was bad enough to mean something.
  expect(lost).toBeGreaterThan(RUNS / 20);
  expect(ends.filter((e) => e.asked).length).toBeGreaterThan(RUNS / 20);
}, 60_000 + RUNS * 300);
