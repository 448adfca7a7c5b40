// What the sign-in of staff keeps. The names of the properties are those of the library; the columns speak of people. All times are technical: real clock.
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, pgView, text, timestamp } from 'drizzle-orm/pg-core';
import { instant } from '../columns.js';
import { people } from './people.js';

/** timestamptz as the library wants it, a Date. */
const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
const toPerson = () => text('person').notNull().references(() => people.id);

/** Ways to sign in. `practice`: one click, in the practice city only; `sealed`: the secret from the safe. */
export const MEANS = ['practice', 'oidc', 'passkey', 'link', 'sealed'] as const;
export type Means = (typeof MEANS)[number];

/** The columns of the view below; the library wants to hear of a table, so the store names it as one too. */
export const signInPersonColumns = () => ({ id: text().notNull(), name: text().notNull(), email: text().notNull(), emailVerified: boolean().notNull(), image: text(), createdAt: moment().notNull(), updatedAt: moment().notNull() });

/**
 * Who may sign in: everybody who is here now. The library reads people through this view alone, so somebody who left has no session, no passkey and
 * no link from that instant on, whatever rows are left of them.
 */
export const signInPeople = pgView('sign_in_people', signInPersonColumns())
  .as(sql`select id, name, lower(email) as email, true as email_verified, null::text as image, 'epoch'::timestamptz as created_at, 'epoch'::timestamptz as updated_at from people where ended_at is null or ended_at > kyoso_now()`);

/** Who is signed in, since when and how; nothing about what they may do. The cookie carries the token with a signature, so a row alone opens nothing. */
export const staffSessions = pgTable('staff_sessions', {
  id: text().primaryKey(), token: text().notNull().unique(), userId: toPerson(), createdAt: moment().notNull(), updatedAt: moment().notNull(), expiresAt: moment().notNull(), ipAddress: text(), userAgent: text(), means: text({ enum: MEANS }).notNull(),
}, (t) => [index().on(t.userId)]);

/** A person as the city's own sign-in service knows them: `accountId` is issuer and subject. No tokens of that service are kept. */
export const staffAccounts = pgTable('staff_accounts', {
  id: text().primaryKey(), accountId: text().notNull(), providerId: text().notNull(), userId: toPerson(), accessToken: text(), refreshToken: text(), idToken: text(), accessTokenExpiresAt: moment(), refreshTokenExpiresAt: moment(), scope: text(), password: text(), createdAt: moment().notNull(), updatedAt: moment().notNull(),
}, (t) => [index().on(t.userId), index().on(t.providerId, t.accountId)]);

export const staffPasskeys = pgTable('staff_passkeys', {
  id: text().primaryKey(), name: text(), publicKey: text().notNull(), userId: toPerson(), credentialID: text('credential_id').notNull().unique(), counter: integer().notNull(), deviceType: text().notNull(), backedUp: boolean().notNull(), transports: text(), createdAt: moment(), aaguid: text(),
}, (t) => [index().on(t.userId)]);

/** What is under way for some minutes: states of a sign-in elsewhere, challenges, hashes of mailed links. */
export const signInProofs = pgTable('sign_in_proofs', { id: text().primaryKey(), identifier: text().notNull(), value: text().notNull(), expiresAt: moment().notNull(), createdAt: moment().notNull(), updatedAt: moment().notNull() }, (t) => [index().on(t.identifier), index().on(t.expiresAt)]);

/** What happened at the door. Append-only by trigger. */
export const SIGN_IN_EVENTS = ['signed-in', 'refused', 'passkey-added', 'passkey-removed', 'left', 'sealed-opened'] as const;
export type SignInEvent = (typeof SIGN_IN_EVENTS)[number];
export const signInLog = pgTable('sign_in_log', { id: text().primaryKey(), at: instant().notNull(), event: text({ enum: SIGN_IN_EVENTS }).notNull(), person: text(), means: text({ enum: MEANS }), note: text().notNull() }, (t) => [index().on(t.at), index().on(t.event, t.at)]);
