// Lists of transfers for the bank (総合振込): what waits, the list that one person makes and another confirms, its file, what the bank says of it.
// Lock order: case, order, envelope (law 3); here orders before lines, and a list before its lines. Cases are told after the list was written, each in its own transaction.
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Account, type AccountFault, readAccount } from '../../workflows/domain/bank/account.js';
import { toBankKana } from '../../workflows/domain/bank/kana.js';
import { type BankProfile, type BatchFault, type FileFault, matchResults, type Mismatch, parseTransfers, type Payer, type ResultCodes, type TransferFile, type TransferOrder, writeTransfers } from '../../workflows/domain/bank/zengin.js';
import { type CivilDate, dateOf } from '../../workflows/domain/calendar.js';
import type { Yen } from '../../workflows/domain/money.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, paymentOrders, transferBatches, transferLines } from '../schema/index.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { headLate } from './evidence-log.js';
import { type Order, settleOrder } from './payments.js';
import { forPayments } from './purpose.js';
import { calendarOf } from './reference.js';
import type { Written } from './write.js';

export type TransferList = typeof transferBatches.$inferSelect;
export type ListLine = typeof transferLines.$inferSelect;
/** A line with the case it pays and by how many people the account was approved since it was given (D-9). */
export type KnownLine = { readonly line: ListLine; readonly order: Pick<Order, 'id' | 'state'>; readonly caseId: string; readonly number: string; readonly title: string; readonly confirmers: number };
/** Why no list was made: `at` is an instruction, or `batch`, `payer` or `date`. */
export type ListFault = { readonly at: string; readonly code: BatchFault['code'] | AccountFault['code'] | 'not-confirmed' | 'order-closed'; readonly facts: Readonly<Record<string, string | number>> };
/** What is kept of a list beside its lines: mismatches of result files, a word that came too late, why it was made void. */
export type Note = Mismatch | { readonly code: 'contradicts'; readonly id: string; readonly facts: { readonly was: string; readonly says: string } } | { readonly code: 'void'; readonly facts: { readonly reason: string } };
export type Refused<W extends string> = { readonly ok: false; readonly why: W };

/** People who must have approved an account before money goes there: one who checked it and a second one (D-9). */
const CONFIRMERS = 2;

/** An account as it stands in a claim, read by the bank's rules. */
const accountOf = (values: Readonly<Record<string, unknown>>) => readAccount({ bank: String(values.bank ?? ''), branch: String(values.branch ?? ''), accountType: String(values.accountType ?? ''), number: String(values.number ?? ''), holder: String(values.holder ?? '') });

/** What the payee reads and the bank sends back: the case number, and the end of the instruction so that no two lines are alike. At most 20 strict letters. */
export function ediOf(number: string, instruction: string): string {
  const read = toBankKana(number);
  return `${(read.ok ? read.kana : '').slice(0, 13)} ${instruction.slice(-6).toUpperCase()}`.trim();
}

/** Keeps a transfer until a list takes it. The instruction is the key: said again it changes nothing. An account that cannot be read is kept as it is and told when a list is made. */
export async function addLine(db: Db, transfer: { readonly instruction: string; readonly yen: Yen; readonly account: Readonly<Record<string, unknown>>; readonly memo: string }): Promise<void> {
  const { bank, branch, accountType, number, holder } = transfer.account as Record<string, string>;
  const read = accountOf(transfer.account);
  const line = { instruction: transfer.instruction, yen: transfer.yen, account: read.ok ? read.value : { bank, branch, accountType, number, holder }, memo: transfer.memo, state: 'waiting', reason: '', at: await businessNow(db) } as const;
  await forPayments(db, (tx) => tx.insert(transferLines).values(line).onConflictDoNothing());
}

export async function lineByInstruction(db: Db, instruction: string): Promise<ListLine | null> {
  const [line] = await forPayments(db, (tx) => tx.select().from(transferLines).where(eq(transferLines.instruction, instruction)));
  return line ?? null;
}

// Approvals count from the newest claim before the payment on: an account that was corrected is approved anew.
const confirmers = sql<number>`(select count(distinct r.answered_by->>'person') from steps paid join steps s on s.case_id = paid.case_id and s.kind = 'approval' and s.n < paid.n
  join requests r on r.case_id = s.case_id and r.step = s.step and r.round = s.round and r.choice = 'approve'
  where paid.case_id = ${paymentOrders.caseId} and 'payment:' || paid.step || '#' || paid.round = ${paymentOrders.key}
    and s.n > (select max(c.n) from steps c where c.case_id = paid.case_id and c.kind in ('claim', 'invoice') and c.outcome = 'claimed' and c.n < paid.n))`.mapWith(Number);
const known = { line: transferLines, order: { id: paymentOrders.id, state: paymentOrders.state }, caseId: paymentOrders.caseId, number: cases.number, title: cases.title, confirmers };
const knownLines = (tx: Db) => tx.select(known).from(transferLines).innerJoin(paymentOrders, eq(paymentOrders.instruction, transferLines.instruction)).innerJoin(cases, eq(cases.id, paymentOrders.caseId));

/** What waits for a list, oldest first. */
export const waitingLines = (db: Db): Promise<readonly KnownLine[]> => forPayments(db, (tx) => knownLines(tx).where(eq(transferLines.state, 'waiting')).orderBy(asc(transferLines.at), asc(transferLines.instruction)));
/** The lines of a list, in the order of its file; none of one that was made void. */
export const linesOfList = (db: Db, id: string): Promise<readonly KnownLine[]> => forPayments(db, (tx) => knownLines(tx).where(eq(transferLines.batch, id)).orderBy(asc(sql`${transferLines.instruction} collate "C"`)));
/** The lists, newest first, at most 100. */
export const transferLists = (db: Db): Promise<readonly TransferList[]> => forPayments(db, (tx) => tx.select().from(transferBatches).orderBy(desc(transferBatches.madeAt), desc(transferBatches.id)).limit(100));
export async function transferList(db: Db, id: string): Promise<TransferList | null> {
  const [row] = await forPayments(db, (tx) => tx.select().from(transferBatches).where(eq(transferBatches.id, id)));
  return row ?? null;
}
/** What is kept of a list, as data. */
export const notesOf = (list: Pick<TransferList, 'result'>): readonly Note[] => (list.result?.mismatches ?? []).map((text) => JSON.parse(text) as Note);

const bytesOf = (list: TransferList): Uint8Array => new Uint8Array(Buffer.from(list.file, 'base64'));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** The file of a list as it reads. */
export function fileOfList(list: TransferList): TransferFile {
  const read = parseTransfers(bytesOf(list));
  if (!read.ok) throw new Error(`the file of ${list.id} cannot be read`);
  return read.file;
}

/** One order of a file, or everything that keeps it out. */
function orderOf({ line, order, number, confirmers: people }: KnownLine): { order?: TransferOrder; faults: readonly ListFault[] } {
  const faults: ListFault[] = [];
  if (people < CONFIRMERS) faults.push({ at: line.instruction, code: 'not-confirmed', facts: { people, needed: CONFIRMERS } });
  if (order.state !== 'instructing' && order.state !== 'instructed') faults.push({ at: line.instruction, code: 'order-closed', facts: { state: order.state } });
  const read = accountOf(line.account);
  if (!read.ok) return { faults: [...faults, ...read.faults.map((fault) => ({ at: line.instruction, code: fault.code, facts: { part: fault.at, ...fault.facts } }))] };
  return { order: { id: line.instruction, account: read.value, yen: line.yen, edi: ediOf(number, line.instruction) }, faults };
}

export type ListInput = { readonly on: CivilDate; readonly by: string; readonly without?: readonly string[]; readonly payer: Payer; readonly profile: BankProfile };
/**
 * Makes a list of what waits, but for `without`, for a value date: all of it or, with every reason, nothing. A line goes into one list only: it is locked
 * while it waits and no longer waits afterwards. Bank days are open days of the newest calendar: a local day off too many only forbids a day the bank would take.
 */
export async function makeList(db: Db, { on, by, without = [], payer, profile }: ListInput): Promise<{ readonly ok: true; readonly list: TransferList } | { readonly ok: false; readonly faults: readonly ListFault[] }> {
  return forPayments(db, async (tx) => {
    // Orders first: whoever ends one, or gives it to a person, is waited for and then seen.
    await tx.select({ id: paymentOrders.id }).from(paymentOrders).where(inArray(paymentOrders.instruction, tx.select({ of: transferLines.instruction }).from(transferLines).where(eq(transferLines.state, 'waiting')))).orderBy(paymentOrders.id).for('share');
    await tx.select({ of: transferLines.instruction }).from(transferLines).where(eq(transferLines.state, 'waiting')).orderBy(transferLines.instruction).for('update');
    const wanted = (await waitingLines(tx)).filter(({ line }) => !without.includes(line.instruction)).map(orderOf);
    const orders = wanted.flatMap(({ order }) => order ?? []);
    const [now, calendar] = [await businessNow(tx), await calendarOf(tx)];
    const written = writeTransfers(profile, { payer, on, orders }, { today: dateOf(now), calendar: calendar });
    const unfit = wanted.flatMap(({ faults }) => faults);
    // That nothing is left to write is no fault of its own where every line has one.
    const faults = [...unfit, ...(written.ok ? [] : written.faults.filter(({ code }) => code !== 'no-orders' || unfit.length === 0))];
    if (!written.ok || faults.length > 0) return { ok: false, faults };
    const id = newId('bat');
    const [list] = await tx.insert(transferBatches).values({ id, onDate: on, state: 'made', count: written.count, sumYen: written.sumYen, sha256: sha256(written.bytes), file: Buffer.from(written.bytes).toString('base64'), madeBy: by, madeAt: now }).returning();
    const taken = await tx.update(transferLines).set({ state: 'listed', batch: id }).where(and(inArray(transferLines.instruction, [...written.ids]), eq(transferLines.state, 'waiting'))).returning({ of: transferLines.instruction });
    if (!list || taken.length !== written.count) throw new Error('a line of the list was taken in between');
    return { ok: true, list };
  });
}

/** Locks a list until the end of the transaction. */
async function lockList(tx: Db, id: string): Promise<TransferList | null> {
  const [row] = await tx.select().from(transferBatches).where(eq(transferBatches.id, id)).for('update');
  return row ?? null;
}

/** Confirms what was seen (its hash) as another person than the one who made it; the database refuses the same one by itself. Not after the value date, and not while the log of evidence has had no head for four hours. */
export async function confirmList(db: Db, input: { readonly id: string; readonly by: string; readonly sha256: string }): Promise<{ readonly ok: true } | Refused<'no-list' | 'not-made' | 'two-people' | 'changed' | 'date-past' | 'log-late'>> {
  return forPayments(db, async (tx) => {
    const list = await lockList(tx, input.id);
    if (!list) return { ok: false, why: 'no-list' };
    if (list.state !== 'made') return { ok: false, why: 'not-made' };
    if (list.madeBy === input.by) return { ok: false, why: 'two-people' };
    if (list.sha256 !== input.sha256) return { ok: false, why: 'changed' };
    const now = await businessNow(tx);
    if (list.onDate < dateOf(now)) return { ok: false, why: 'date-past' };
    if (await headLate(tx)) return { ok: false, why: 'log-late' };
    await tx.update(transferBatches).set({ state: 'confirmed', confirmedBy: input.by, confirmedAt: now }).where(eq(transferBatches.id, list.id));
    return { ok: true };
  });
}

/** The file for the bank: only of a confirmed list, the same bytes every time. Throws when the kept bytes are no longer those that were confirmed. */
export async function downloadList(db: Db, id: string): Promise<{ readonly ok: true; readonly list: TransferList; readonly bytes: Uint8Array } | Refused<'no-list' | 'not-confirmed'>> {
  return forPayments(db, async (tx) => {
    const list = await lockList(tx, id);
    if (!list) return { ok: false, why: 'no-list' };
    if (list.state !== 'confirmed' && list.state !== 'settled') return { ok: false, why: 'not-confirmed' };
    const bytes = bytesOf(list);
    if (sha256(bytes) !== list.sha256) throw new Error(`the file of ${id} is not what was confirmed`);
    if (list.downloadedAt === null) await tx.update(transferBatches).set({ downloadedAt: await businessNow(tx) }).where(eq(transferBatches.id, id));
    return { ok: true, list, bytes };
  });
}

/** Makes a list void; its lines wait again. Once its file was taken out only with `sure` (the bank does not have it), and never after a result. */
export async function voidList(db: Db, input: { readonly id: string; readonly by: string; readonly reason: string; readonly sure: boolean }): Promise<{ readonly ok: true } | Refused<'no-list' | 'void' | 'has-result' | 'downloaded'>> {
  return forPayments(db, async (tx) => {
    const list = await lockList(tx, input.id);
    if (!list) return { ok: false, why: 'no-list' };
    if (list.state === 'void') return { ok: false, why: 'void' };
    const lines = await tx.select().from(transferLines).where(eq(transferLines.batch, list.id)).orderBy(transferLines.instruction).for('update');
    if (list.state === 'settled' || lines.some(({ state }) => state !== 'listed')) return { ok: false, why: 'has-result' };
    if (list.downloadedAt !== null && !input.sure) return { ok: false, why: 'downloaded' };
    await tx.update(transferLines).set({ state: 'waiting', batch: null }).where(eq(transferLines.batch, list.id));
    await tx.update(transferBatches).set({ state: 'void', result: await withNotes(tx, list, [{ code: 'void', facts: { reason: input.reason } }], input.by) }).where(eq(transferBatches.id, list.id));
    return { ok: true };
  });
}

/** A list's notes with these added, each kept once. */
async function withNotes(tx: Db, list: TransferList, notes: readonly Note[], by: string): Promise<NonNullable<TransferList['result']>> {
  return { at: await businessNow(tx), by, mismatches: [...new Set([...(list.result?.mismatches ?? []), ...notes.map((note) => JSON.stringify(note))])] };
}

export type TakenIn = { readonly ok: true; readonly settled: number; readonly returned: number; readonly notes: readonly Note[] } | Refused<'no-list' | 'not-sent'> | { readonly ok: false; readonly why: 'unreadable'; readonly faults: readonly FileFault[] };
/**
 * Takes in what the bank says of a list whose file was taken out. A line moves once, by exactly one agreeing line of the file; everything that does not agree is
 * kept and moves nothing. The same file again changes nothing. The cases are told by `settleListed`, which the caller calls after this.
 */
export async function takeInResult(db: Db, input: { readonly id: string; readonly bytes: Uint8Array; readonly by: string; readonly codes: ResultCodes }): Promise<TakenIn> {
  const read = parseTransfers(input.bytes, 'result');
  return forPayments(db, async (tx) => {
    const list = await lockList(tx, input.id);
    if (!list) return { ok: false, why: 'no-list' };
    if (list.downloadedAt === null || (list.state !== 'confirmed' && list.state !== 'settled')) return { ok: false, why: 'not-sent' };
    if (!read.ok) return { ok: false, why: 'unreadable', faults: read.faults };
    await tx.select({ of: transferLines.instruction }).from(transferLines).where(eq(transferLines.batch, list.id)).orderBy(transferLines.instruction).for('update');
    const lines = new Map((await linesOfList(tx, list.id)).map((one) => [one.line.instruction, one]));
    // By whom it was sent the file itself says; settings may have changed since.
    const { clientCode, name, bank, bankKana, branch, branchKana, accountType, number } = fileOfList(list);
    const payer = { clientCode, name, bank, bankKana, branch, branchKana, accountType: accountType as Payer['accountType'], number };
    const orders = [...lines.values()].map(({ line, number: caseNumber }): TransferOrder => ({ id: line.instruction, account: line.account as unknown as Account, yen: line.yen, edi: ediOf(caseNumber, line.instruction) }));
    const { results, mismatches } = matchResults({ payer, on: list.onDate, orders }, read.file, input.codes);
    const notes: Note[] = [...mismatches];
    const count = { settled: 0, returned: 0 };
    for (const { id, paid, words } of results) {
      const was = lines.get(id)?.line.state;
      const says = paid ? 'settled' : 'returned';
      if (was === 'listed') {
        await tx.update(transferLines).set({ state: says, reason: paid ? '' : words }).where(eq(transferLines.instruction, id));
        count[says]++;
      } else if (was !== says) notes.push({ code: 'contradicts', id, facts: { was: was ?? '', says } });
    }
    const keptBefore = new Set(list.result?.mismatches);
    const news = notes.some((note) => !keptBefore.has(JSON.stringify(note)));
    const open = [...lines.values()].filter(({ line }) => line.state === 'listed').length - count.settled - count.returned;
    if (news || count.settled + count.returned > 0) await tx.update(transferBatches).set({ state: open === 0 ? 'settled' : list.state, result: await withNotes(tx, list, notes, input.by) }).where(eq(transferBatches.id, list.id));
    return { ok: true, ...count, notes };
  });
}

export type Told = { readonly caseId: string; readonly key: string; readonly written: Written & { readonly changed: boolean } };
/** Ends the orders of these lines as the bank said and tells their cases. Said again it makes sure that everybody knows: the first teller may have died in between. */
async function tell(db: Db, sealer: Sealer, lines: readonly { readonly line: ListLine; readonly order: Pick<Order, 'id'>; readonly caseId: string }[]): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { line, order, caseId } of lines) {
    if (line.state !== 'settled' && line.state !== 'returned') continue;
    const [{ key } = { key: '' }] = await db.select({ key: paymentOrders.key }).from(paymentOrders).where(eq(paymentOrders.id, order.id));
    told.push({ caseId, key, written: await settleOrder(db, sealer, order.id, { state: line.state, reason: line.reason }) });
  }
  return told;
}
/** Ends the orders of a list as far as the bank had its word. Whom to ring is returned. */
export const settleListed = async (db: Db, sealer: Sealer, id: string): Promise<readonly Told[]> => tell(db, sealer, await linesOfList(db, id));

/** Gives a line that no list can take back to its case, as if the bank had returned it: the account is asked again. False when it does not wait (any more). */
export async function sendBack(db: Db, sealer: Sealer, input: { readonly instruction: string; readonly reason: string }): Promise<readonly Told[] | null> {
  const lines = await forPayments(db, async (tx) => {
    const rows = await tx.update(transferLines).set({ state: 'returned', reason: input.reason }).where(and(eq(transferLines.instruction, input.instruction), eq(transferLines.state, 'waiting'))).returning({ of: transferLines.instruction });
    return rows.length === 0 ? null : knownLines(tx).where(eq(transferLines.instruction, input.instruction));
  });
  return lines && tell(db, sealer, lines);
}

