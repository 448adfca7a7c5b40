// What a group (or anybody) takes home of a case: its entries in the log, what they stand for, and the proof that they are under a signed head.
import { sql } from 'drizzle-orm';
import type { Json } from '../../workflows/domain/evidence/canonical.js';
import { type EntrySource, sealedMembers } from '../../workflows/domain/evidence/entry.js';
import { leafHash, rootByInclusion, type Sha256 } from '../../workflows/domain/evidence/tree.js';
import type { Db } from '../client.js';
import { newestHead } from './evidence-log.js';
import { type CaseEntry, entriesOfCase, entryAt, inclusionProof, LogBroken, placeOfCase } from './evidence-tree.js';

/** Whom the proof is for: the group reads what it sent and did itself; everybody else only that the case was submitted. */
export type ProofReader = 'party' | 'public';
export type ProvenEntry = { readonly n: number; readonly leaf: string; readonly body: string; readonly blind: string; readonly proof: readonly string[]; readonly salt?: string; readonly sealed?: { readonly [path: string]: Json } };
/** The file a person downloads. `key` is the verifier's key of the head. */
export type CaseProof = { readonly kyosoProof: 1; readonly case: string; readonly key: string; readonly head: string; readonly entries: readonly ProvenEntry[] };

/** The proof of a case under the newest head; null while the log has no head over it. Texts are opened for the group only, and only as long as their salt was not deleted. */
export async function proofOfCase(db: Db, sha256: Sha256, found: { readonly id: string; readonly number: string }, reader: ProofReader): Promise<CaseProof | null> {
  const head = await newestHead(db);
  if (!head || head.size === 0) return null;
  const entries = (await entriesOfCase(db, found.id, head.size)).filter((entry) => mayRead(entry, reader));
  if (entries.length === 0) return null;
  const rows = reader === 'party' ? await rowsOf(db, found.id) : new Map<string, Record<string, unknown>>();
  const proven = await Promise.all(entries.map(async (entry): Promise<ProvenEntry> => {
    const row = rows.get(`${entry.source}/${entry.row}`);
    const open = entry.salt && row ? { salt: hex(entry.salt), sealed: sealedMembers({ source: entry.source, number: found.number, members: row }) } : {};
    return { n: entry.n, leaf: entry.leaf, body: entry.body, blind: hex(entry.blind), proof: await inclusionProof(db, sha256, entry.n, head.size), ...open };
  }));
  return { kyosoProof: 1, case: found.number, key: head.key, head: head.note, entries: proven };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

type Body = { readonly source: EntrySource; readonly type?: string; readonly by?: { readonly kind?: string }; readonly data?: { readonly by?: { readonly kind?: string } } };
function mayRead(entry: CaseEntry, reader: ProofReader): boolean {
  const body = JSON.parse(entry.body) as Body;
  if (body.type === 'case.submitted') return true;
  return reader === 'party' && (body.source === 'answers' || (body.by ?? body.data?.by)?.kind === 'party');
}

/** The rows of a case as they stand now, by source and name: what the log's hashes are compared with. */
async function rowsOf(db: Db, caseId: string): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const rows = await db.execute<{ source: string; row: string; data: Record<string, unknown> }>(sql`
    select 'answers' as source, version::text as row, to_jsonb(x) as data from case_answers x where case_id = ${caseId}
    union all select 'act', id, to_jsonb(x) from acts x where case_id = ${caseId} union all select 'event', seq::text, to_jsonb(x) from events x where case_id = ${caseId}`);
  return new Map(rows.map((row) => [`${row.source}/${row.row}`, row.data]));
}

export type Standing = { readonly place: number; readonly entries: number; readonly size: number; readonly headAt: number; readonly proven: boolean };
/** Where a case stands in the log under the newest head, and whether its first entry really leads to the signed root; null while it is not covered. */
export async function standingOf(db: Db, sha256: Sha256, caseId: string): Promise<Standing | null> {
  const head = await newestHead(db);
  const found = head ? await placeOfCase(db, caseId, head.size) : null;
  const leaf = found ? await entryAt(db, found.first) : null;
  if (!head || !found || leaf === null) return null;
  return { place: found.first, entries: found.entries, size: head.size, headAt: head.at, proven: await leadsTo(db, sha256, { n: found.first, leaf, size: head.size }, head.root) };
}

async function leadsTo(db: Db, sha256: Sha256, { n, leaf, size }: { n: number; leaf: string; size: number }, root: string): Promise<boolean> {
  try {
    const proof = (await inclusionProof(db, sha256, n, size)).map((hash) => Buffer.from(hash, 'base64'));
    const reached = rootByInclusion(sha256, { index: n, size, hash: leafHash(sha256, Buffer.from(leaf)) }, proof);
    return reached !== null && Buffer.from(reached).toString('base64') === root;
  } catch (error) {
    // A log with holes proves nothing; whoever reads the page is told so.
    if (error instanceof LogBroken) return false;
    throw error;
  }
}
