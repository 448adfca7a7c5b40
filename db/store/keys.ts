// Reading keys of the group's people: they live until re-issue or hand-over; re-issue kills the old one only when the new one is used.
import { and, eq, isNull } from 'drizzle-orm';
import type { ActInput } from '../../workflows/domain/acts.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { PartyRole } from '../../workflows/domain/people.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import type { Sealer } from './context.js';
import { mails, partyKeys } from '../schema/index.js';
import { reissueForParty, resendUndelivered, settleUndelivered } from './reissue.js';
import type { Loaded } from './load.js';

export type PartyKey = { readonly id: string; readonly caseId: string; readonly role: PartyRole; readonly generation: number; readonly nextGeneration: number | null };

/** The key with this id, unless it was revoked. */
export async function partyKey(db: Db, id: string): Promise<PartyKey | null> {
  const [row] = await db.select().from(partyKeys).where(and(eq(partyKeys.id, id), isNull(partyKeys.revokedAt)));
  return row ? { ...row, role: row.role as PartyRole } : null;
}

/** The new generation was used: the old one is dead from now on. */
export async function confirmGeneration(db: Db, id: string, generation: number): Promise<void> {
  await db.update(partyKeys).set({ generation, nextGeneration: null }).where(and(eq(partyKeys.id, id), eq(partyKeys.nextGeneration, generation)));
}

/** Prepares the next generation of a key and tells its number; asking twice gives the same one. */
export async function nextGeneration(db: Db, id: string): Promise<number | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(partyKeys).where(and(eq(partyKeys.id, id), isNull(partyKeys.revokedAt))).for('no key update');
    if (!row) return null;
    const next = row.nextGeneration ?? row.generation + 1;
    await tx.update(partyKeys).set({ nextGeneration: next }).where(eq(partyKeys.id, id));
    return next;
  });
}

/** The key of a role of a case, made when there is none. */
export async function keyForRole(db: Db, caseId: string, role: PartyRole, at: number): Promise<PartyKey> {
  const [row] = await db.select().from(partyKeys).where(and(eq(partyKeys.caseId, caseId), eq(partyKeys.role, role), isNull(partyKeys.revokedAt)));
  if (row) return { ...row, role };
  const id = newId('key');
  await db.insert(partyKeys).values({ id, caseId, role, generation: 1, issuedAt: at, revokedAt: null });
  return { id, caseId, role, generation: 1, nextGeneration: null };
}

/** An accepted act; `n` is its number when it needed no request. */
export type TakenAct = { readonly act: ActInput; readonly values: Values; readonly n: number };

/**
 * What an accepted act changes about keys and links. A hand-over ends the old person's key and the links of the role's open requests
 * in the same transaction (job C-12); the successor's mails carry new ones.
 */
export async function afterParty(tx: Db, sealer: Sealer, loaded: Loaded, { act, values, n }: TakenAct, at: number): Promise<void> {
  const email = String(values.email ?? '');
  const asked = act.kind === 'answer' ? loaded.state.requests.find((r) => r.id === act.request) : undefined;
  if (asked?.what === 'undeliverable') {
    if (act.kind === 'answer' && act.choice === 'readdress') {
      const role: PartyRole = asked.note?.toRole === 'representative' ? 'representative' : 'contact';
      return resendUndelivered(tx, loaded.row.id, role, email, await newHolder(tx, sealer, loaded.row.id, role, email, at), at);
    }
    return settleUndelivered(tx, loaded.row.id, asked.note ?? {});
  }
  if (act.kind !== 'free' || (act.verb !== 'contact' && act.verb !== 'dissolve')) return;
  // A liquidator stands for both: contact and representative.
  if (act.verb === 'dissolve') await newHolder(tx, sealer, loaded.row.id, 'representative', email, at);
  const role: PartyRole = values.role === 'representative' ? 'representative' : 'contact';
  const key = await newHolder(tx, sealer, loaded.row.id, role, email, at);
  // The mails about the change were queued with the old key; the new person's mail leads to the new one.
  await tx.update(mails).set({ link: { kind: 'party', id: key.id, generation: key.generation } }).where(and(eq(mails.scope, loaded.row.id), eq(mails.key, `act:${n}:new`)));
}

/** Ends the role's key and the links of its open requests; what is asked goes out again to the new address. Returns the key that now holds. */
async function newHolder(tx: Db, sealer: Sealer, caseId: string, role: PartyRole, email: string, at: number): Promise<PartyKey> {
  await tx.update(partyKeys).set({ revokedAt: at }).where(and(eq(partyKeys.caseId, caseId), eq(partyKeys.role, role), isNull(partyKeys.revokedAt)));
  const key = await keyForRole(tx, caseId, role, at);
  await reissueForParty(tx, sealer, caseId, role, email, at);
  return key;
}
