// The door of the house: what the sign-in library reads and writes, ending what somebody could sign in with, and the log of the door.
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { pgTable } from 'drizzle-orm/pg-core';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { people, signInLog, signInPeople, signInProofs, staffAccounts, staffPasskeys, staffSessions } from '../schema/index.js';
import { type Means, type SignInEvent, signInPersonColumns } from '../schema/sign-in.js';
import { businessNow } from './clock.js';
import type { Person } from './people.js';

export type { Means } from '../schema/sign-in.js';

/** Who is signed in, since when (real clock) and how. What they may do is looked up at each request. */
export type Session = { readonly person: Person; readonly signedInAt: number; readonly means: Means };

/** The view of people, under the name of a table. It is in no schema, so no migration makes one of it. */
const peopleHere = pgTable('sign_in_people', signInPersonColumns());

/** The library's tables in our database. People are a view without keys of their own: it reads them and adds none. */
export const signInTables = (db: Db) => drizzleAdapter(db, { provider: 'pg', schema: { user: peopleHere, session: staffSessions, account: staffAccounts, passkey: staffPasskeys, verification: signInProofs } });

/** The person with this mailbox who is here now; null when nobody is. */
export async function personByEmail(db: Db, email: string): Promise<{ id: string; name: string; email: string } | null> {
  const [row] = await db.select({ id: signInPeople.id, name: signInPeople.name, email: signInPeople.email }).from(signInPeople).where(eq(signInPeople.email, email.trim().toLowerCase())).limit(1);
  return row ?? null;
}

/** Signs a person out everywhere. */
export async function endSessionsOf(db: Db, person: string): Promise<void> {
  await db.delete(staffSessions).where(eq(staffSessions.userId, person));
}

/** Takes away everything a person could sign in with. Joins the transaction in which they leave. */
export async function forgetSignIn(db: Db, person: string): Promise<void> {
  await endSessionsOf(db, person);
  await db.delete(staffPasskeys).where(eq(staffPasskeys.userId, person));
  await db.delete(staffAccounts).where(eq(staffAccounts.userId, person));
}

/** Removes one of a person's own passkeys; false when it is not theirs. */
export async function removePasskey(db: Db, input: { person: string; passkey: string }): Promise<boolean> {
  const gone = await db.delete(staffPasskeys).where(and(eq(staffPasskeys.id, input.passkey), eq(staffPasskeys.userId, input.person))).returning({ id: staffPasskeys.id });
  return gone.length > 0;
}

export type PasskeyRow = { readonly id: string; readonly name: string | null; readonly createdAt: Date | null };
/** A person's passkeys, oldest first. */
export async function passkeysOf(db: Db, person: string): Promise<readonly PasskeyRow[]> {
  return db.select({ id: staffPasskeys.id, name: staffPasskeys.name, createdAt: staffPasskeys.createdAt }).from(staffPasskeys).where(eq(staffPasskeys.userId, person)).orderBy(staffPasskeys.createdAt);
}

/** Writes a line about the door. `note` holds no secrets and no addresses. */
export async function logSignIn(db: Db, input: { event: SignInEvent; person: string | null; means: Means | null; note?: string }): Promise<void> {
  await db.insert(signInLog).values({ id: newId('sgn'), at: await businessNow(db), event: input.event, person: input.person, means: input.means, note: input.note ?? '' });
}

/** The person the sealed secret opens for, for one hour: the row ends by itself, and with it every session of it. */
export const SEALED = 'per_sealed';
const SEALED_MS = 3_600_000;

/** Opens the sealed account: an administrator without a post, for an hour. Logged with the typed name and reason; returns whom the alarm goes to. */
export async function openSealed(db: Db, input: { name: string; reason: string }): Promise<{ readonly person: string; readonly until: Instant; readonly alarm: readonly { readonly name: string; readonly email: string }[] }> {
  return db.transaction(async (tx) => {
    const at = await businessNow(tx);
    const until = at + SEALED_MS;
    await tx.insert(people).values({ id: SEALED, name: '緊急用の管理者', email: '', administrator: true, endedAt: until }).onConflictDoUpdate({ target: people.id, set: { endedAt: until } });
    await endSessionsOf(tx, SEALED);
    await logSignIn(tx, { event: 'sealed-opened', person: SEALED, means: 'sealed', note: `${input.name}：${input.reason}` });
    const alarm = await tx.select({ name: people.name, email: people.email }).from(people).where(and(eq(people.administrator, true), sql`${people.endedAt} is null`)).orderBy(people.id);
    return { person: SEALED, until, alarm };
  });
}

/** When the sealed account was opened in the last thirty days, newest first. */
export async function sealedOpenings(db: Db, now: Instant): Promise<readonly { readonly at: Instant; readonly note: string }[]> {
  return db.select({ at: signInLog.at, note: signInLog.note }).from(signInLog).where(and(eq(signInLog.event, 'sealed-opened'), gt(signInLog.at, now - 30 * 86_400_000))).orderBy(desc(signInLog.at)).limit(20);
}
