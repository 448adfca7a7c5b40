// Who may do what in the database. The owner makes the tables and keeps them; the app's own role only works in them: it owns nothing,
// sees past no row security, and changes nothing that only grows. So a stolen password of the app, or a query smuggled into it, cannot rewrite the log.
import postgres from 'postgres';

/** What the app's role may do with each table beside reading it. A table that is missing here is closed to it; a test names it. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  '': ['calendars', 'clock', 'departments', 'programmes', 'sign_in_people'],
  insert: ['call_acts', 'case_answers', 'documents', 'envelope_entries', 'events', 'evidence_entries', 'evidence_heads', 'evidence_nodes', 'evidence_stamps', 'gates', 'payment_accounts', 'selections', 'sign_in_log', 'vote_acts', 'webhooks'],
  update: ['posts'],
  'insert, update': [
    'absences', 'acts', 'calls', 'cases', 'codes', 'counters', 'envelopes', 'erasures', 'files', 'follow_ups', 'holdings', 'limits', 'mail_batches', 'mails', 'party_keys', 'payment_orders', 'people', 'purges', 'requests', 'steps',
    'suspension_cases', 'suspensions', 'transfer_batches', 'transfer_lines', 'vote_boxes', 'vote_codes', 'votes', 'wanted',
  ],
  'insert, delete': ['evidence_queue', 'evidence_salts'],
  'insert, update, delete': ['drafts', 'sign_in_proofs', 'staff_accounts', 'staff_passkeys', 'staff_sessions', 'vote_papers'],
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** The user and the password an address names. */
const partsOf = (url: string) => ({ role: decodeURIComponent(new URL(url).username), password: decodeURIComponent(new URL(url).password) });

/** Whether two addresses name the same user: then there is no wall between the owner and the app. */
export const sameRole = (owner: string, app: string): boolean => partsOf(owner).role === partsOf(app).role;

/**
 * Lets the role of the app's address into the owner's database with exactly the rights above, whatever it had before; a role that is not there is made.
 * Only the practice city's app may move the clock. Throws when the role is missing and the owner may not make one.
 */
export async function letIn(ownerUrl: string, appUrl: string, practice: boolean): Promise<void> {
  const { role, password } = partsOf(appUrl);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await makeRole(owner, role, password);
    if (!(await opens(appUrl))) await setPassword(owner, role, password);
    await owner.begin(async (tx) => {
      // Two starts at once would change the same rights.
      await tx`select pg_advisory_xact_lock(7402)`;
      await tx.unsafe(`revoke all on all tables in schema public from ${quoted(role)}; revoke all on schema public from ${quoted(role)}; grant usage on schema public to ${quoted(role)}`);
      for (const [verbs, tables] of Object.entries(MAY)) await tx.unsafe(`grant select${verbs && `, ${verbs}`} on ${tables.map(quoted).join(', ')} to ${quoted(role)}`);
      if (practice) await tx.unsafe(`grant update on clock to ${quoted(role)}`);
    });
  } finally {
    await owner.end();
  }
}

async function makeRole(owner: postgres.Sql, role: string, password: string): Promise<void> {
  if ((await owner`select 1 from pg_roles where rolname = ${role}`).length > 0) return;
  const [made] = await owner<{ ddl: string }[]>`select format('create role %I login password %L nosuperuser nobypassrls nocreatedb nocreaterole noinherit', ${role}::text, ${password}::text) as ddl`;
  await owner.unsafe(made?.ddl ?? '').catch((error: unknown) => {
    const { code } = error as { code?: string };
    // Another start made it in between.
    if (code === '42710' || code === '23505') return;
    if (code === '42501') throw new Error(`the role ${role} of DATABASE_URL does not exist and DATABASE_OWNER_URL may not make one; let an administrator of the server run: create role ${role} login password '…'`);
    throw error;
  });
}

/** Whether the server takes the password of an address. */
async function opens(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') return false;
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function setPassword(owner: postgres.Sql, role: string, password: string): Promise<void> {
  const [changed] = await owner<{ ddl: string }[]>`select format('alter role %I password %L', ${role}::text, ${password}::text) as ddl`;
  await owner.unsafe(changed?.ddl ?? '');
}
