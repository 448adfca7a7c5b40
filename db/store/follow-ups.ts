// Follow-ups: the draft with which a case goes on in another programme, made once, and what each of the two cases knows of the other.
import { and, desc, eq, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { formAnswers } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import { readFields } from '../../workflows/domain/fields.js';
import { ruleOfForm } from '../../workflows/domain/grant-rule.js';
import { type FollowUp, pagesOf, personOf, type Programme } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { calls, cases, drafts, followUps, programmes, requests } from '../schema/index.js';
import { applyEvents } from './acts.js';
import { businessNow } from './clock.js';
import type { Sealer } from './context.js';
import { wantedHand } from './documents.js';
import { DomainError } from './errors.js';
import { type Loaded, readCase } from './load.js';
import { definitionOf } from './reference.js';
import type { Written } from './write.js';

/**
 * Makes the draft that a hand wants and records it as done; once, however often it is called or broken off in between. No case is locked while the
 * draft is made. Null when nothing is wanted. PRECONDITION when the programme that takes over has no call yet: the hand is tried again.
 */
export async function openFollowUp(db: Db, sealer: Sealer, caseId: string, key: string): Promise<Written | null> {
  const hand = await wantedHand(db, caseId, key);
  if (!hand || hand.kind !== 'follow-up' || hand.state === 'done') return null;
  const loaded = await readCase(db, caseId);
  const to = ruleOf(loaded.programme, hand.spec);
  const made = await db.transaction((tx) => draftOnce(tx, loaded, to));
  return applyEvents(db, sealer, caseId, [{ type: 'hand.done', key, result: made }]);
}

/** What the programme's table says about the form of this hand. */
function ruleOf(programme: Programme, spec: Values): FollowUp {
  for (const step of programme.stages.flatMap((s) => s.steps)) {
    const found = step.kind === 'follow-up' ? Object.entries(step.programmes).find(([form]) => form === spec.form)?.[1] : undefined;
    if (found) return found;
  }
  throw new Error(`programme ${programme.id} version ${programme.version} does not say who takes over ${String(spec.form)}`);
}

async function draftOnce(tx: Db, { programme, state, row }: Loaded, to: FollowUp): Promise<Values> {
  const [call] = await tx.select().from(calls).where(and(eq(calls.programme, to.programme), ne(calls.state, 'cancelled'))).orderBy(desc(eq(calls.fiscalYear, state.fiscalYear)), desc(calls.opensAt)).limit(1);
  if (!call) throw new DomainError('PRECONDITION', 'no-call-to-follow', { programme: to.programme });
  const target = await definitionOf(tx, call.programme, call.version);
  const at = await businessNow(tx);
  const [link] = await tx.insert(followUps).values({ origin: row.id, programme: target.id, draft: newId('drf'), caseId: null, madeAt: at }).onConflictDoNothing({ target: followUps.origin }).returning();
  const [there] = link ? [link] : await tx.select().from(followUps).where(eq(followUps.origin, row.id));
  if (!there) throw new Error('a follow-up that was not inserted is there');
  if (!link) return { draft: there.draft, programme: target.name.ja };
  const answers = formAnswers(state);
  const typed = Object.fromEntries(Object.entries(to.fields).map(([field, from]) => [field, answers[from] ?? null]));
  // A page is done when nothing on it is missing or wrong; one that nothing was copied to was not looked at by anybody.
  const pagesDone = pagesOf(target, to.track).filter((page) => page.fields.some((f) => f.id in typed) && readFields(page.fields, typed, ruleOfForm(target, typed, call.fiscalYear)).faults.length === 0).map((page) => page.id);
  await tx.insert(drafts).values({ id: there.draft, call: call.id, track: to.track, email: personOf(programme, answers, 'contact').email, language: row.language, typed, pagesDone, generation: 1, createdAt: at, savedAt: at, caseId: null, paperBy: null });
  return { draft: there.draft, programme: target.name.ja };
}

/** Until when a follow-up's draft may be submitted; null once the case it comes from waits for it no more. */
export type FollowUpTerm = { readonly origin: string; readonly number: string; readonly closesAt: number | null };

/** The case a draft goes on with and its term; null for a draft that somebody began. A submission takes the row `lock`ed, so that case and draft decide one after the other. */
export async function followUpOfDraft(db: Db, draft: string, lock = false): Promise<FollowUpTerm | null> {
  const query = db.select({ origin: followUps.origin }).from(followUps).where(eq(followUps.draft, draft));
  const [link] = lock ? await query.for('no key update') : await query;
  if (!link) return null;
  const [row] = await db.select({ number: cases.number }).from(cases).where(eq(cases.id, link.origin));
  const [asked] = await db.select({ closesAt: requests.closesAt }).from(requests).where(and(eq(requests.caseId, link.origin), eq(requests.what, 'follow-up'), eq(requests.state, 'open')));
  return { origin: link.origin, number: row?.number ?? '', closesAt: asked?.closesAt ?? null };
}

/** Writes down which case came of a draft. */
export async function followUpSubmitted(tx: Db, draft: string, caseId: string): Promise<void> {
  await tx.update(followUps).set({ caseId }).where(eq(followUps.draft, draft));
}

/** The other case of a follow-up as its pages show it. `is`: what that case is to this one. */
export type LinkedCase = { readonly is: 'origin' | 'follow-up'; readonly number: string; readonly programme: string };

/** The cases linked with this one: the one it comes from, the one it goes on as. */
export async function linkedCases(db: Db, caseId: string): Promise<readonly LinkedCase[]> {
  const other = alias(cases, 'other');
  const rows = await db.select({ origin: followUps.origin, number: other.number, definition: programmes.definition }).from(followUps)
    .innerJoin(other, or(and(eq(followUps.origin, caseId), eq(other.id, followUps.caseId)), and(eq(followUps.caseId, caseId), eq(other.id, followUps.origin))))
    .innerJoin(programmes, and(eq(programmes.id, other.programme), eq(programmes.version, other.version)));
  return rows.map((row) => ({ is: row.origin === caseId ? 'follow-up' : 'origin', number: row.number, programme: row.definition.name.ja }));
}
