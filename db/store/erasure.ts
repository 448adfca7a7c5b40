// Erasure: a person, or everybody once the term of keeping is over, goes from a case for good. What the public was told stays (number, project, group, sums, results), and
// so do the proofs: the log keeps hashes, and what they were keyed with is deleted. Bytes go after the rows; until they went, the erasure says what is pending.
import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { ERASED, makeMask, type PersonalValue, personalValues } from '../../workflows/domain/masking.js';
import { PARTY_ROLES } from '../../workflows/domain/people.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { ACCOUNT } from '../../workflows/domain/steps/claim.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { cases, documents, drafts, erasures, files, mails, partyKeys } from '../schema/index.js';
import type { PendingBytes } from '../schema/erasures.js';
import { businessNow } from './clock.js';
import { DomainError } from './errors.js';
import { blankCase, textsToBlank } from './erase-rows.js';
import { forgetSealed } from './evidence-tree.js';
import { type Loaded, lockCase } from './load.js';
import { casesOfAddress } from './persons.js';

export type Erasure = typeof erasures.$inferSelect;
/** What an erasure would touch: cases that are over, those that are not (and keep it from being done), and drafts that were never sent. */
export type ErasurePlan = { readonly cases: readonly { readonly id: string; readonly number: string; readonly title: string; readonly over: boolean; readonly files: number; readonly letters: number }[]; readonly drafts: number };

/** What the house has of the person at an address. */
export async function planErasure(db: Db, email: string): Promise<ErasurePlan> {
  const ids = (await casesOfAddress(db, email)).map((one) => one.id);
  const rows = ids.length === 0 ? [] : await db.select({ id: cases.id, number: cases.number, title: cases.title, ending: cases.ending, files: sql<number>`(select count(*)::int from files where files.case_id = ${cases.id} and storage_key <> '')`, letters: sql<number>`(select count(*)::int from documents where documents.case_id = ${cases.id})` }).from(cases).where(inArray(cases.id, ids)).orderBy(cases.number);
  return { cases: rows.map(({ ending, ...row }) => ({ ...row, over: ending !== null })), drafts: (await ownDrafts(db, email)).length };
}
const ownDrafts = (db: Db, email: string) => db.select({ id: drafts.id }).from(drafts).where(and(isNull(drafts.caseId), sql`lower(${drafts.email}) = lower(${email})`));

/**
 * Erases the person at this address from every case they are in, each in a transaction of its own (law 3), then their drafts; done again it finds what is left.
 * CONFLICT while one of their cases goes on: a procedure needs to know whom it is with. Returns one erasure for each case, whose bytes are still to go; none when
 * nothing is known of the address.
 */
export async function erasePerson(db: Db, input: { readonly email: string; readonly reason: string; readonly by: string }): Promise<readonly Erasure[]> {
  const plan = await planErasure(db, input.email);
  if (plan.cases.some((one) => !one.over)) throw new DomainError('CONFLICT', 'person-in-open-case');
  const made: Erasure[] = [];
  for (const one of plan.cases) made.push(await db.transaction((tx) => eraseFromCase(tx, one.id, input.email, { kind: 'person', ...input })));
  if (plan.drafts > 0) made.push(await db.transaction(async (tx) => record(tx, { kind: 'person', ...input }, [], { letters: [], keys: await forgetDrafts(tx, input.email) })));
  return made;
}

/** Drafts that were never sent: their texts and addresses go, with their mails and files; returns the keys of the files' bytes. */
async function forgetDrafts(tx: Db, email: string): Promise<readonly string[]> {
  const ids = (await ownDrafts(tx, email)).map((one) => one.id);
  const uploads = await tx.select({ key: files.storageKey }).from(files).where(and(inArray(files.draft, ids), ne(files.storageKey, '')));
  await tx.update(files).set({ ...gone(await businessNow(tx)), name: ERASED }).where(inArray(files.draft, ids));
  await tx.update(mails).set({ email: '', state: sql`case when ${mails.state} in ('queued', 'sending') then 'dropped' else ${mails.state} end` }).where(inArray(mails.scope, ids));
  await tx.update(drafts).set({ email: '', typed: {}, pagesDone: [] }).where(inArray(drafts.id, ids));
  return uploads.map((file) => file.key);
}
/** What a picture shows cannot be read by a rule: the bytes go, their hash stays, and no scanner waits for them. */
const gone = (now: number) => ({ storageKey: '', scan: 'unscanned' as const, removedAt: sql`coalesce(${files.removedAt}, ${new Date(now).toISOString()}::timestamptz)` });

/** Everybody goes from a case whose term is over, with their accounts, uploads and mails; once. */
export async function eraseCase(db: Db, caseId: string, input: { readonly reason: string; readonly by: string }): Promise<Erasure | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select({ erasedAt: cases.erasedAt }).from(cases).where(eq(cases.id, caseId)).for('no key update');
    if (!row || row.erasedAt !== null) return null;
    const erasure = await eraseFromCase(tx, caseId, null, { kind: 'term', ...input });
    await tx.update(cases).set({ erasedAt: await businessNow(tx) }).where(eq(cases.id, caseId));
    return erasure;
  });
}

/** Takes one person (by address), or everybody (null), out of a case that is over: the record first, because nothing is blanked without one. */
async function eraseFromCase(tx: Db, caseId: string, email: string | null, about: Pick<Erasure, 'kind' | 'reason' | 'by'>): Promise<Erasure> {
  const loaded = await lockCase(tx, caseId);
  if (loaded.state.ending === null) throw new DomainError('CONFLICT', 'person-in-open-case');
  const mask = makeMask(valuesOf(loaded, email), { mark: ERASED, only: 'known' });
  const addresses = new Set(loaded.state.answers.flatMap((version) => PARTY_ROLES.map((role) => personOf(loaded.programme, version, role).email.toLowerCase())).filter((one) => one !== '' && (email === null || one === email.toLowerCase())));
  const texts = await textsToBlank(tx, caseId, mask);
  const letters = (await tx.select({ id: documents.id, key: documents.storageKey, facts: documents.facts }).from(documents).where(eq(documents.caseId, caseId))).filter((one) => JSON.stringify(mask.inside(one.facts)) !== JSON.stringify(one.facts));
  const uploads = await tx.select({ key: files.storageKey }).from(files).where(and(eq(files.caseId, caseId), ne(files.storageKey, '')));
  const erasure = await record(tx, about, [loaded.row.number], { letters: letters.map((one) => one.id), keys: [...letters, ...uploads].map((one) => one.key) });
  await blankCase(tx, { erasure: erasure.id, caseId, texts, addresses: [...addresses] });
  const now = await businessNow(tx);
  await tx.update(files).set(gone(now)).where(eq(files.caseId, caseId));
  await tx.update(partyKeys).set({ revokedAt: now }).where(and(eq(partyKeys.caseId, caseId), isNull(partyKeys.revokedAt), inArray(partyKeys.role, rolesOf(loaded, addresses))));
  await tx.update(mails).set({ state: 'dropped' }).where(and(eq(mails.caseId, caseId), eq(mails.email, ''), inArray(mails.state, ['queued', 'sending'])));
  await forgetSealed(tx, caseId);
  return erasure;
}

const rolesOf = ({ programme, state }: Loaded, addresses: ReadonlySet<string>) => PARTY_ROLES.filter((role) => state.answers.some((version) => addresses.has(personOf(programme, version, role).email.toLowerCase())));

/** What is to go: of one person their own answers; of everybody all of them. An account goes with whoever's name it bears. */
function valuesOf({ programme, state }: Loaded, email: string | null): readonly PersonalValue[] {
  if (email === null) return personalValues(programme, state, null).others;
  const own = personalValues(programme, state, email).own.map((value): PersonalValue => ({ label: '', value }));
  const named = makeMask(own, { only: 'known' });
  const accounts = [...state.requests.map((request) => request.answer?.values), ...state.steps.map((run) => run.result)].filter((values) => values && 'accountType' in values && named.text(String(values.holder ?? '').normalize('NFKC')) !== String(values.holder ?? '').normalize('NFKC'));
  return [...own, ...accounts.flatMap((values) => ACCOUNT.filter((field) => field.id === 'number' || field.id === 'holder').map((field): PersonalValue => ({ label: '', value: String(values?.[field.id] ?? '') })))];
}

async function record(tx: Db, about: Pick<Erasure, 'kind' | 'reason' | 'by'>, numbers: readonly string[], pending: PendingBytes): Promise<Erasure> {
  const [row] = await tx.insert(erasures).values({ id: newId('ers'), kind: about.kind, numbers, reason: about.reason, by: about.by, at: await businessNow(tx), pending }).returning();
  if (!row) throw new Error('an inserted erasure is returned');
  return row;
}

/** Nothing is left of an erasure. */
export async function endErasure(db: Db, id: string): Promise<void> {
  await db.update(erasures).set({ pending: null }).where(eq(erasures.id, id));
}

/** Erasures, newest first, or only those whose bytes are still to go. */
export async function allErasures(db: Db, only: 'all' | 'pending' = 'all'): Promise<readonly Erasure[]> {
  return db.select().from(erasures).where(only === 'pending' ? isNotNull(erasures.pending) : undefined).orderBy(desc(erasures.at)).limit(200);
}
