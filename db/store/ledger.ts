// The ledger of envelopes (予算の帳簿): budgets, revisions, carry-overs and counter-entries by hand, and the statement that ties them to what cases wrote.
// Entries are only ever added; every writer locks the envelope's row first, and a business key makes each entry happen once.
import { and, eq, sql } from 'drizzle-orm';
import { choicesOf } from '../../workflows/domain/acts.js';
import type { CivilDate } from '../../workflows/domain/calendar.js';
import { dateOf, fiscalYearStart } from '../../workflows/domain/calendar.js';
import type { Accident, CarryOver } from '../../workflows/domain/fiscal-year.js';
import { carryOverFaults, yearState } from '../../workflows/domain/fiscal-year.js';
import type { Yen } from '../../workflows/domain/money.js';
import { allowed } from '../../workflows/domain/steps/draft-decision.js';
import type { Db } from '../client.js';
import { parseInstant } from '../columns.js';
import { newId } from '../ids.js';
import { cases, envelopeEntries, envelopes } from '../schema/index.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { type Loaded, lockCase, readCase } from './load.js';

/**
 * Where a yen of an envelope can be. `budget` and `carried` are where it comes from and goes to; the others are where it stands now. `treasury` and `income`
 * stand beside the budget: what a group paid back after the books of the paying year were closed lies in the treasury and is income of this year.
 */
export const ACCOUNTS = ['budget', 'free', 'committed', 'reserved', 'paid', 'carried', 'treasury', 'income'] as const;
/** One of the accounts. */
export type Account = (typeof ACCOUNTS)[number];

/** Kinds of entries: by hand `budget`, `raise`, `cut`, `carry-out`, `carry-in`, `counter`; by cases and their payment orders the others. */
export const ENTRY_KINDS = ['budget', 'raise', 'cut', 'carry-out', 'carry-in', 'counter', 'commit', 'release', 'reserve', 'pay', 'return', 'income'] as const;
/** One of the kinds. */
export type EntryKind = (typeof ENTRY_KINDS)[number];

type Sides = { readonly debit: Account; readonly credit: Account };
const SIDES: { readonly [K in Exclude<EntryKind, 'counter'>]: Sides } = {
  budget: { debit: 'free', credit: 'budget' }, raise: { debit: 'free', credit: 'budget' }, cut: { debit: 'budget', credit: 'free' },
  'carry-out': { debit: 'carried', credit: 'committed' }, 'carry-in': { debit: 'committed', credit: 'carried' },
  commit: { debit: 'committed', credit: 'free' }, release: { debit: 'free', credit: 'committed' },
  reserve: { debit: 'reserved', credit: 'committed' }, pay: { debit: 'paid', credit: 'reserved' }, return: { debit: 'committed', credit: 'reserved' }, income: { debit: 'treasury', credit: 'income' },
};

/**
 * The two accounts of an entry. A release after money came back leaves `paid`. A counter-entry turns the sides of what it corrects round;
 * that of a payment gives the sum back to `committed`, because no order holds it any more.
 */
export function sidesOf(entry: { readonly kind: EntryKind; readonly refund?: boolean; readonly corrects?: { readonly kind: EntryKind; readonly refund?: boolean } | null }): Sides {
  if (entry.kind !== 'counter') return entry.kind === 'release' && entry.refund ? { debit: 'free', credit: 'paid' } : SIDES[entry.kind];
  if (!entry.corrects || entry.corrects.kind === 'counter') throw new RangeError('a counter-entry corrects an entry that is none');
  if (entry.corrects.kind === 'pay') return { debit: 'committed', credit: 'paid' };
  const { debit, credit } = sidesOf(entry.corrects);
  return { debit: credit, credit: debit };
}

type Row = typeof envelopes.$inferSelect;
type Change = { readonly budget?: 1 | -1; readonly committed?: 1 | -1; readonly paid?: -1 };
/** What an entry by hand does to the figures of the row. */
const CHANGE = { budget: { budget: 1 }, raise: { budget: 1 }, cut: { budget: -1 }, 'carry-out': { budget: -1, committed: -1 }, 'carry-in': { budget: 1, committed: 1 } } as const satisfies { readonly [K in EntryKind]?: Change };
/** What a counter-entry of each kind does; a kind that is missing follows the bank or is a counter-entry itself, and is not corrected. */
const COUNTER: { readonly [K in EntryKind]?: Change } = {
  budget: { budget: -1 }, raise: { budget: -1 }, cut: { budget: 1 }, 'carry-out': { budget: 1, committed: 1 }, 'carry-in': { budget: -1, committed: -1 }, commit: { committed: -1 }, release: { committed: 1 }, pay: { paid: -1 },
};

/** Whether anything was written now, and the entry that stands. A repeated request finds the entry of the first. */
export type Entered = { readonly made: boolean; readonly entry: string };
type Hand = { readonly reason: string; readonly by: string };

async function lockEnvelope(tx: Db, id: string): Promise<Row> {
  const [row] = await tx.select().from(envelopes).where(eq(envelopes.id, id)).for('no key update');
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-envelope');
  return row;
}

/** Locks the envelope of a programme and year; makes an empty one where there is none. */
async function lockYear(tx: Db, programme: string, fiscalYear: number): Promise<Row> {
  await tx.insert(envelopes).values({ id: newId('env'), programme, fiscalYear, budgetYen: 0, committedYen: 0, reservedYen: 0, paidYen: 0 }).onConflictDoNothing();
  const [row] = await tx.select().from(envelopes).where(and(eq(envelopes.programme, programme), eq(envelopes.fiscalYear, fiscalYear))).for('no key update');
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-envelope');
  return row;
}

/** The entry that this key already made; refuses when it was another one than is asked for now. */
async function before(tx: Db, row: Row, key: string, same: { kind: EntryKind; yen: Yen }): Promise<Entered | null> {
  const [there] = await tx.select().from(envelopeEntries).where(and(eq(envelopeEntries.envelope, row.id), eq(envelopeEntries.key, key)));
  if (!there) return null;
  if (there.kind !== same.kind || there.yen !== same.yen) throw new DomainError('CONFLICT', 'entry-differs', { yen: there.yen });
  return { made: false, entry: there.id };
}

/** Writes an entry and changes the row by it. The caller holds the lock. */
async function book(tx: Db, row: Row, change: Change, entry: Hand & { kind: EntryKind; key: string; yen: Yen; at: number; caseId?: string; corrects?: string }): Promise<Entered> {
  const moved = (of: 1 | -1 | undefined): number => (of ?? 0) * entry.yen;
  const next = { budgetYen: row.budgetYen + moved(change.budget), committedYen: row.committedYen + moved(change.committed), paidYen: row.paidYen + moved(change.paid) };
  if (next.committedYen < 0 || next.committedYen > next.budgetYen || next.paidYen < 0) throw new DomainError('CONFLICT', 'below-committed', { free: row.budgetYen - row.committedYen });
  await tx.update(envelopes).set(next).where(eq(envelopes.id, row.id));
  const id = newId('ent');
  await tx.insert(envelopeEntries).values({ id, envelope: row.id, caseId: entry.caseId ?? '', kind: entry.kind, key: entry.key, yen: entry.yen, at: entry.at, reason: entry.reason, by: entry.by, corrects: entry.corrects ?? null });
  return { made: true, entry: id };
}

const whole = (yen: Yen): void => {
  if (!Number.isSafeInteger(yen) || yen <= 0) throw new DomainError('INVALID', 'not-an-amount');
};
const given = (reason: string): void => {
  if (reason.trim() === '') throw new DomainError('INVALID', 'no-reason');
};

/**
 * The first budget of a programme and year (当初予算), in yen. Makes the envelope where there is none. `budget-entered` when it has a first budget that
 * stands; a wrong one is countered first. Refused once the year is over (地方自治法施行令148条).
 */
export async function enterBudget(db: Db, input: Hand & { readonly programme: string; readonly fiscalYear: number; readonly yen: Yen; readonly once: string }): Promise<Entered> {
  whole(input.yen);
  given(input.reason);
  return db.transaction(async (tx) => {
    const row = await lockYear(tx, input.programme, input.fiscalYear);
    const key = `budget:${input.once}`;
    const there = await before(tx, row, key, { kind: 'budget', yen: input.yen });
    if (there) return there;
    const at = await businessNow(tx);
    mayRevise(row, at);
    if ((await standing(tx, row.id, 'budget')).length > 0) throw new DomainError('CONFLICT', 'budget-entered', { budget: row.budgetYen });
    return book(tx, row, CHANGE.budget, { ...input, kind: 'budget', key, at });
  });
}

/** Entries of a kind that no counter-entry corrects. */
const standing = (tx: Db, envelope: string, kind: EntryKind): Promise<{ id: string }[]> =>
  tx.select({ id: envelopeEntries.id }).from(envelopeEntries).where(and(eq(envelopeEntries.envelope, envelope), eq(envelopeEntries.kind, kind), sql`not exists (select 1 from envelope_entries c where c.corrects = ${envelopeEntries.id})`));

function mayRevise(row: Row, at: number): void {
  const state = yearState(row.fiscalYear, dateOf(at));
  if (state === 'closing' || state === 'closed') throw new DomainError('PRECONDITION', 'year-over', { fiscalYear: row.fiscalYear });
}

/**
 * A revision of the budget (補正, job A-7) by `yen` up or down, once for each `once`. Never below what is committed (`below-committed`), and not after
 * 31 March: a budget is not revised when its year is over (地方自治法施行令148条). What is granted already stays as it is.
 */
export async function reviseBudget(db: Db, input: Hand & { readonly envelope: string; readonly way: 'raise' | 'cut'; readonly yen: Yen; readonly once: string }): Promise<Entered> {
  whole(input.yen);
  given(input.reason);
  return db.transaction(async (tx) => {
    const row = await lockEnvelope(tx, input.envelope);
    const key = `revision:${input.once}`;
    const there = await before(tx, row, key, { kind: input.way, yen: input.yen });
    if (there) return there;
    const at = await businessNow(tx);
    mayRevise(row, at);
    return book(tx, row, CHANGE[input.way], { ...input, kind: input.way, key, at });
  });
}

/** Writes the first entry of every envelope that has a budget and no entry that says so. Envelopes made before the ledger get theirs here. Returns how many. */
export async function openBooks(db: Db, hand: { readonly reason: string; readonly by: string | null }): Promise<number> {
  const rows = await db.execute<{ id: string }>(sql`select id from envelopes e where budget_yen > 0 and not exists (select 1 from envelope_entries x where x.envelope = e.id and x.kind in ('budget', 'raise', 'cut', 'carry-in', 'carry-out')) order by id`);
  let made = 0;
  for (const { id } of rows) {
    await db.transaction(async (tx) => {
      const row = await lockEnvelope(tx, id);
      const at = await businessNow(tx);
      const written = await tx.insert(envelopeEntries).values({ id: newId('ent'), envelope: id, caseId: '', kind: 'budget', key: 'budget:opening', yen: row.budgetYen, at, reason: hand.reason, by: hand.by }).onConflictDoNothing().returning({ id: envelopeEntries.id });
      made += written.length;
    });
  }
  return made;
}

/** What a person says of a carry-over; its year, sum and day of commitment are read from the ledger. */
export type CarryWords =
  | { readonly kind: 'approved'; readonly voteOn: CivilDate | null; readonly voteRecord: string; readonly statementOn: CivilDate | null }
  | { readonly kind: 'accidental'; readonly accident: Accident | null; readonly explanation: string; readonly statementOn: CivilDate | null };

/** What the entries of a carry-over keep as their reason: the words of the person and the record that the rules of fiscal years read. */
export type CarryReason = { readonly why: string; readonly carry: CarryOver };

/** The reason of an entry, and the carry-over's record where it is one. */
export function reasonOf(entry: { readonly kind: string; readonly reason: string | null }): { readonly why: string; readonly carry: CarryOver | null } {
  if (entry.kind !== 'carry-out' && entry.kind !== 'carry-in') return { why: entry.reason ?? '', carry: null };
  return JSON.parse(entry.reason ?? '{"why":"","carry":null}') as CarryReason;
}

/** Refuses a counter-entry that takes more out of an account than the case has there: what followed the entry is countered first. */
async function coversCounter(tx: Db, entry: typeof envelopeEntries.$inferSelect): Promise<void> {
  const own = await lines(tx, [entry.envelope], entry.caseId);
  const corrected = own.find((line) => line.id === entry.id);
  const { credit } = sidesOf({ kind: 'counter', corrects: corrected ?? null });
  const there = own.reduce((all, line) => all + (line.debit === credit ? line.yen : 0) - (line.credit === credit ? line.yen : 0), 0);
  if (credit !== 'free' && there < entry.yen) throw new DomainError('PRECONDITION', 'followed-by-others', { yen: there });
}

type CaseMoney = { readonly heldYen: Yen; readonly reservedYen: Yen; readonly paidYen: Yen; readonly committedOn: CivilDate | null; readonly carries: number };
/** What of an envelope one case holds, by its entries. A refund is no longer paid. */
async function caseMoney(tx: Db, envelope: string, caseId: string): Promise<CaseMoney> {
  const found = await lines(tx, [envelope], caseId);
  const on = (account: Account): Yen => found.reduce((all, line) => all + (line.debit === account ? line.yen : 0) - (line.credit === account ? line.yen : 0), 0);
  const first = found.find((line) => line.kind === 'commit' || line.kind === 'carry-in');
  return { heldYen: on('committed'), reservedYen: on('reserved'), paidYen: on('paid'), committedOn: first ? dateOf(first.at) : null, carries: found.filter((line) => line.kind === 'carry-out').length };
}

/** A carry-over that was booked: how much, and from and to which year. */
export type Carried = { readonly made: boolean; readonly yen: Yen; readonly from: number; readonly to: number };

/**
 * Carries what a case holds and has not been paid into the next year (繰越): out of the one envelope, into the other, both at once, and the case's money is
 * of the next year from then on. Booked after 31 March only; `fiscalYear` is the year the person saw, so that a second press carries nothing further.
 * Refuses what the rules find missing (`carry-over-faults`, named in the facts), dates ahead of today, a transfer under way, and nothing to carry.
 * Locks the case, then the two envelopes in the order of their years.
 */
export async function carryOver(db: Db, input: Hand & { readonly caseId: string; readonly programme: string; readonly fiscalYear: number; readonly words: CarryWords }): Promise<Carried> {
  given(input.reason);
  return db.transaction(async (tx) => {
    const { row, env } = await lockCase(tx, input.caseId);
    if (row.programme !== input.programme) throw new DomainError('INVALID', 'another-programme');
    const from = await lockYear(tx, row.programme, input.fiscalYear);
    const money = await caseMoney(tx, from.id, row.id);
    if (row.fiscalYear !== input.fiscalYear) {
      const [done] = await tx.select().from(envelopeEntries).where(and(eq(envelopeEntries.envelope, from.id), eq(envelopeEntries.key, carryKey(row.id, money.carries))));
      if (!done || row.fiscalYear !== input.fiscalYear + 1) throw new DomainError('CONFLICT', 'another-year', { fiscalYear: row.fiscalYear });
      return { made: false, yen: done.yen, from: input.fiscalYear, to: row.fiscalYear };
    }
    const today = dateOf(env.now);
    if (row.ending !== null) throw new DomainError('PRECONDITION', 'case-ended');
    if (['before', 'open'].includes(yearState(input.fiscalYear, today))) throw new DomainError('PRECONDITION', 'year-runs', { fiscalYear: input.fiscalYear });
    if (money.reservedYen > 0) throw new DomainError('PRECONDITION', 'order-under-way');
    if (money.heldYen <= 0) throw new DomainError('PRECONDITION', 'nothing-to-carry');
    const { words } = input;
    const dates = [words.statementOn, words.kind === 'approved' ? words.voteOn : null];
    if (dates.some((date) => date !== null && date > today)) throw new DomainError('INVALID', 'date-ahead');
    const common = { fiscalYear: input.fiscalYear, yen: money.heldYen };
    // What was held before the year began, under a budget that was still to be voted, binds the year from its first day.
    const start = fiscalYearStart(input.fiscalYear);
    const committedOn = money.committedOn !== null && money.committedOn < start ? start : money.committedOn;
    const carry: CarryOver = words.kind === 'approved' ? { ...words, ...common } : { ...words, ...common, committedOn };
    const faults = carryOverFaults(carry, today);
    if (faults.length > 0) throw new DomainError('INVALID', 'carry-over-faults', { faults: faults.join(',') });
    const to = await lockYear(tx, row.programme, input.fiscalYear + 1);
    const reason = JSON.stringify({ why: input.reason, carry } satisfies CarryReason);
    const entry = { yen: money.heldYen, at: env.now, caseId: row.id, by: input.by, reason, key: carryKey(row.id, money.carries + 1) };
    await book(tx, from, CHANGE['carry-out'], { ...entry, kind: 'carry-out' });
    await book(tx, to, CHANGE['carry-in'], { ...entry, kind: 'carry-in', key: `from-${input.fiscalYear}:${entry.key}` });
    await tx.update(cases).set({ fiscalYear: input.fiscalYear + 1 }).where(eq(cases.id, row.id));
    return { made: true, yen: money.heldYen, from: input.fiscalYear, to: input.fiscalYear + 1 };
  });
}

const carryKey = (caseId: string, n: number): string => `carry:${caseId}:${n}`;

/**
 * Corrects an entry by a counter-entry with a reason (job A-10): nothing is overwritten, and an entry is corrected once. What came from a case needs
 * the case's number (`case-not-named`); commitments, releases and payments of a case that goes on are corrected through the case (`case-goes-on`), and
 * reservations and returned transfers follow the bank (`follows-the-bank`); a payment of which a part came back is countered after the refund
 * (`followed-by-others`). A carry-over is undone in both years, while its money still stands there.
 */
export async function counterEntry(db: Db, input: Hand & { readonly entry: string; readonly caseNumber: string }): Promise<Entered> {
  given(input.reason);
  return db.transaction(async (tx) => {
    const [entry] = await tx.select().from(envelopeEntries).where(eq(envelopeEntries.id, input.entry));
    if (!entry) throw new DomainError('NOT_FOUND', 'no-such-entry');
    const kind = entry.kind as EntryKind;
    if (kind === 'counter') throw new DomainError('PRECONDITION', 'counter-of-counter');
    const change = COUNTER[kind];
    if (!change) throw new DomainError('PRECONDITION', 'follows-the-bank');
    const owner = entry.caseId === '' ? null : await lockCase(tx, entry.caseId);
    if (owner && input.caseNumber.trim() !== owner.row.number) throw new DomainError('INVALID', 'case-not-named');
    const carried = kind === 'carry-out' || kind === 'carry-in';
    if (owner && !carried && owner.row.ending === null) throw new DomainError('PRECONDITION', 'case-goes-on');
    const [other] = carried ? await tx.select().from(envelopeEntries).where(and(eq(envelopeEntries.caseId, entry.caseId), eq(envelopeEntries.key, await twinKey(tx, entry)))) : [];
    const rows: { row: Row; of: typeof entry }[] = [];
    for (const of of [entry, ...(other ? [other] : [])].sort((a, b) => (a.kind === 'carry-out' ? -1 : 0) - (b.kind === 'carry-out' ? -1 : 0))) rows.push({ row: await lockEnvelope(tx, of.envelope), of });
    // Read after the lock: of two who correct the same entry, the second finds the first.
    const [done] = await tx.select({ id: envelopeEntries.id }).from(envelopeEntries).where(eq(envelopeEntries.corrects, entry.id));
    if (done) return { made: false, entry: done.id };
    const at = await businessNow(tx);
    if (carried && owner) {
      const into = rows.find(({ of }) => of.kind === 'carry-in');
      const money = into ? await caseMoney(tx, into.row.id, owner.row.id) : null;
      if (!into || !money || owner.row.fiscalYear !== into.row.fiscalYear || money.heldYen < entry.yen || money.reservedYen > 0) throw new DomainError('PRECONDITION', 'carried-money-moved');
      await tx.update(cases).set({ fiscalYear: into.row.fiscalYear - 1 }).where(eq(cases.id, owner.row.id));
    }
    else if (owner) await coversCounter(tx, entry);
    let made: Entered | null = null;
    for (const { row, of } of rows) {
      const written = await book(tx, row, COUNTER[of.kind as EntryKind] ?? {}, { reason: input.reason, by: input.by, kind: 'counter', key: `counter:${of.id}`, yen: of.yen, at, caseId: of.caseId, corrects: of.id });
      if (of.id === entry.id) made = written;
    }
    return made ?? { made: false, entry: entry.id };
  });
}

/** The key of a carry-over's other half. */
async function twinKey(tx: Db, entry: { kind: string; key: string; envelope: string }): Promise<string> {
  if (entry.kind === 'carry-in') return entry.key.replace(/^from-\d+:/, '');
  const [row] = await tx.select({ fiscalYear: envelopes.fiscalYear }).from(envelopes).where(eq(envelopes.id, entry.envelope));
  return `from-${row?.fiscalYear ?? 0}:${entry.key}`;
}

/** An entry of the statement: what it debits and credits, whose it is, what it corrects and what corrects it. */
export type LedgerLine = {
  readonly id: string; readonly envelope: string; readonly kind: EntryKind; readonly yen: Yen; readonly at: number; readonly debit: Account; readonly credit: Account;
  /** The kind itself, or that of the corrected entry. */
  readonly of: EntryKind; readonly caseId: string | null; readonly number: string | null; readonly title: string | null;
  readonly why: string; readonly carry: CarryOver | null; readonly by: string | null; readonly corrects: string | null; readonly correctedBy: string | null;
  /** A release because the group paid back. */
  readonly refund: boolean;
  /** What a payment was for: 'advance' (概算払), another word of the programme, or null. */
  readonly paidAs: string | null;
  /** The case's final amount is determined. */
  readonly fixed: boolean;
};

type Raw = Record<string, string | number | boolean | null>;
async function lines(db: Db, ids: readonly string[], caseId?: string): Promise<readonly LedgerLine[]> {
  if (ids.length === 0) return [];
  const rows = await db.execute<Raw>(sql`
    select e.id, e.envelope, e.case_id, e.kind, e.yen, e.at, e.reason, e.by, e.corrects, o.kind as of_kind, x.id as corrected_by, c.number, c.title, w.spec->>'as' as paid_as,
      coalesce(o.kind, e.kind) = 'release' and exists (select 1 from steps s where s.case_id = e.case_id and s.kind = 'refund' and coalesce(o.key, e.key) = e.case_id || ':money.released:' || s.step || '#' || s.round) as refund,
      exists (select 1 from steps s where s.case_id = e.case_id and ((s.kind = 'determination' and s.settled_at is not null) or (s.kind = 'revocation' and s.outcome = 'revoked'))) as fixed
    from envelope_entries e left join envelope_entries o on o.id = e.corrects left join envelope_entries x on x.corrects = e.id left join cases c on c.id = e.case_id
      left join payment_orders p on p.id = split_part(coalesce(o.key, e.key), ':', 1) left join wanted w on w.case_id = p.case_id and w.key = p.key
    where e.envelope in (${sql.join(ids.map((id) => sql`${id}`), sql`, `)}) ${caseId === undefined ? sql`` : sql`and e.case_id = ${caseId}`} order by e.at, e.id`);
  return rows.map((row) => {
    const kind = row.kind as EntryKind;
    const of = (row.of_kind ?? row.kind) as EntryKind;
    const refund = row.refund === true;
    const text = (value: unknown): string | null => (value === null || value === '' ? null : String(value));
    const { why, carry } = reasonOf({ kind, reason: text(row.reason) });
    return {
      id: String(row.id), envelope: String(row.envelope), kind, of, yen: Number(row.yen), at: parseInstant(String(row.at)), ...sidesOf({ kind, refund, corrects: kind === 'counter' ? { kind: of, refund } : null }),
      caseId: text(row.case_id), number: text(row.number), title: text(row.title), why, carry, by: text(row.by), corrects: text(row.corrects), correctedBy: text(row.corrected_by), refund, paidAs: text(row.paid_as), fixed: row.fixed === true,
    };
  });
}

/** Figures of job A-6, each the sum of entries: first budget, revisions, carried in less out, committed, fixed by a final amount, paid before the report, paid after it, under way, paid back, paid back of closed years as income, free. */
export const FIGURES = ['budget', 'revised', 'carried', 'committed', 'final', 'advanced', 'settled', 'reserved', 'refunded', 'income', 'free'] as const;
/** One of the figures. */
export type Figure = (typeof FIGURES)[number];

/** What an entry adds to a figure, in yen; 0 when it does not belong to it. The rows behind a figure are the entries where this is not 0. */
export function partOf(figure: Figure, line: LedgerLine): Yen {
  const sign = line.kind === 'counter' ? -1 : 1;
  const on = (account: Account): Yen => (line.debit === account ? line.yen : 0) - (line.credit === account ? line.yen : 0);
  const held = on('committed') + on('reserved') + on('paid');
  switch (figure) {
    case 'budget': return line.of === 'budget' ? sign * line.yen : 0;
    case 'revised': return line.of === 'raise' || line.of === 'cut' ? -on('budget') : 0;
    case 'carried': return -on('carried');
    case 'committed': return held;
    case 'final': return line.fixed ? held : 0;
    case 'advanced': return line.of === 'pay' && line.paidAs === 'advance' ? sign * line.yen : 0;
    case 'settled': return line.of === 'pay' && line.paidAs !== 'advance' ? sign * line.yen : 0;
    case 'reserved': return on('reserved');
    case 'refunded': return line.refund ? sign * line.yen : 0;
    case 'income': return on('treasury');
    case 'free': return on('free');
  }
}

/** A figure of the row, or of a case, that is not what the entries add up to; `refund-year`: money came back to a year that had not paid it. */
export type Difference = { readonly what: 'budget' | 'committed' | 'reserved' | 'paid' | 'case' | 'refund-year'; readonly ledgerYen: Yen; readonly rowYen: Yen; readonly number: string | null };
/** The statement of an envelope: its entries oldest first, the balance of each account (debits less credits), the figures, and every difference; none = it ties. */
export type Statement = {
  readonly id: string; readonly programme: string; readonly programmeName: string; readonly fiscalYear: number; readonly rowFreeYen: Yen;
  readonly lines: readonly LedgerLine[]; readonly balances: { readonly [A in Account]: Yen }; readonly figures: { readonly [F in Figure]: Yen }; readonly differences: readonly Difference[];
};

/** The statement of one envelope; `no-such-envelope` when there is none. Row and entries are of one instant. */
export async function statementOf(db: Db, envelope: string): Promise<Statement> {
  const [found] = await statements(db, envelope);
  if (!found) throw new DomainError('NOT_FOUND', 'no-such-envelope');
  return found;
}

/** The statements of the newest envelopes, newest year first; of one when it is named. Row and entries are of one instant. */
export async function statements(db: Db, only?: string, limit = 24): Promise<readonly Statement[]> {
  return db.transaction(async (tx) => {
    const rows = await tx.execute<Raw>(sql`select e.*, (select definition->'name'->>'ja' from programmes p where p.id = e.programme order by version desc limit 1) as name from envelopes e ${only === undefined ? sql`` : sql`where e.id = ${only}`} order by fiscal_year desc, programme limit ${limit}`);
    const all = await lines(tx, rows.map((row) => String(row.id)));
    const strays = await strayCases(tx, rows.map((row) => String(row.id)));
    return rows.map((row) => {
      const own = all.filter((line) => line.envelope === row.id);
      const balances = Object.fromEntries(ACCOUNTS.map((account) => [account, own.reduce((n, line) => n + (line.debit === account ? line.yen : 0) - (line.credit === account ? line.yen : 0), 0)])) as { [A in Account]: Yen };
      const figures = Object.fromEntries(FIGURES.map((figure) => [figure, own.reduce((n, line) => n + partOf(figure, line), 0)])) as { [F in Figure]: Yen };
      const tie = (what: Difference['what'], ledgerYen: Yen, rowYen: number): Difference[] => (ledgerYen === rowYen ? [] : [{ what, ledgerYen, rowYen, number: null }]);
      const [budget, committed, reserved, paid] = [row.budget_yen, row.committed_yen, row.reserved_yen, row.paid_yen].map(Number) as [number, number, number, number];
      return {
        id: String(row.id), programme: String(row.programme), programmeName: String(row.name ?? row.programme), fiscalYear: Number(row.fiscal_year), rowFreeYen: budget - committed, lines: own, balances, figures,
        differences: [
          // `0 -` and not a minus sign: the balance of an empty envelope is 0, not -0.
          ...tie('budget', 0 - balances.budget - balances.carried, budget), ...tie('committed', balances.committed + balances.reserved + balances.paid, committed),
          ...tie('reserved', balances.reserved, reserved), ...tie('paid', balances.paid + figures.refunded, paid), ...strays.filter((one) => one.envelope === row.id).map(({ envelope: _envelope, ...one }) => one), ...refundsAstray(own),
        ],
      };
    });
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** Cases that paid back into an envelope more than it had paid them: their money was paid in another year. */
function refundsAstray(own: readonly LedgerLine[]): readonly Difference[] {
  const paid = new Map<string, Yen>();
  for (const line of own) if (line.number !== null) paid.set(line.number, (paid.get(line.number) ?? 0) + (line.debit === 'paid' ? line.yen : 0) - (line.credit === 'paid' ? line.yen : 0));
  return [...paid].filter(([, yen]) => yen < 0).map(([number, yen]) => ({ what: 'refund-year', ledgerYen: yen, rowYen: 0, number }));
}

/** Cases of these envelopes whose own commitment is not what all their entries say. */
async function strayCases(tx: Db, ids: readonly string[]): Promise<readonly (Difference & { envelope: string })[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<Raw>(sql`
    select v.id as envelope, c.number, c.committed_yen, s.held from cases c join envelopes v on v.programme = c.programme and v.fiscal_year = c.fiscal_year
      join lateral (select coalesce(sum((case when coalesce(o.kind, e.kind) in ('commit', 'carry-in') then e.yen when coalesce(o.kind, e.kind) in ('release', 'carry-out', 'income') then -e.yen else 0 end) * case when o.id is null then 1 else -1 end), 0) as held
        from envelope_entries e left join envelope_entries o on o.id = e.corrects where e.case_id = c.id) s on true
    where v.id in (${sql.join(ids.map((id) => sql`${id}`), sql`, `)}) and c.committed_yen <> s.held order by c.number limit 100`);
  return rows.map((row) => ({ what: 'case', envelope: String(row.envelope), number: String(row.number), ledgerYen: Number(row.held), rowYen: Number(row.committed_yen) }));
}

/** What a case whose decision is being drafted would get at most if the envelope were endless; 0 when it can only be refused. */
function wantedYen({ programme, state, env }: Loaded): Yen {
  const request = state.requests.find((r) => r.state === 'open' && r.what === 'draft-decision');
  const select = request ? choicesOf(programme, state, request, { ...env, envelopeFreeYen: Number.MAX_SAFE_INTEGER }).find((choice) => choice.id === 'select') : undefined;
  const amount = select?.fields.find((field) => field.id === 'amountYen');
  return amount?.kind === 'yen' ? amount.max : 0;
}

/** A case that waits for its decision, or stands next after those selected: what it may get at most by the rule, and whether that fits what is free now. */
export type WaitingCase = { readonly number: string; readonly title: string; readonly why: 'draft' | 'runner-up'; readonly yen: Yen; readonly fits: boolean };
/**
 * Who waits for money of an envelope (job A-7): open cases whose decision is being drafted and who get an amount by the rule, in the order they were
 * submitted, and the runners-up of the newest selection of each call, in their rank. Each is compared with what is free by itself; nothing is decided or ranked here.
 */
export async function waitingForMoney(db: Db, envelope: string, limit = 100): Promise<readonly WaitingCase[]> {
  const [row] = await db.select().from(envelopes).where(eq(envelopes.id, envelope));
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-envelope');
  const freeYen = row.budgetYen - row.committedYen;
  const drafts = await db.execute<{ id: string }>(sql`
    select c.id from cases c where c.programme = ${row.programme} and c.fiscal_year = ${row.fiscalYear} and c.ending is null
      and exists (select 1 from steps s where s.case_id = c.id and s.kind = 'draft-decision' and s.settled_at is null) order by c.submitted_at, c.id limit ${limit}`);
  const found: WaitingCase[] = [];
  for (const { id } of drafts) {
    const loaded = await readCase(db, id);
    const of = loaded.row;
    const yen = wantedYen(loaded);
    if (yen > 0) found.push({ number: of.number, title: of.title, why: 'draft', yen, fits: yen <= freeYen });
  }
  const runners = await db.execute<Raw>(sql`
    select c.id, c.number, c.title, (r.value->>'yen')::bigint as yen from calls
      join lateral (select rows from selections s where s.call = calls.id order by n desc limit 1) s on true cross join lateral jsonb_each(s.rows) r join cases c on c.id = r.key
    where calls.programme = ${row.programme} and calls.fiscal_year = ${row.fiscalYear} and r.value->>'outcome' = 'runner-up' and c.ending is null order by (r.value->>'rank')::int nulls last, c.number limit ${limit}`);
  for (const one of runners) {
    if (found.some((there) => there.number === one.number)) continue;
    const { programme, state } = await readCase(db, String(one.id));
    // A runner-up who was offered nothing yet waits for what the rule allows.
    const yen = Number(one.yen) || (allowed(programme, state)?.amountYen ?? 0);
    found.push({ number: String(one.number), title: String(one.title), why: 'runner-up', yen, fits: yen <= freeYen });
  }
  return found;
}
