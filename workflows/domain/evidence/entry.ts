// What of an act or event goes into the log, and how much of it anybody may read.
//
// An entry has three layers, each behind the one before it:
//   leaf   public: when it happened, when it was logged, its place, and one hash of the body. It says neither which case nor what, because results must not be
//          read out of the log before they are published;
//   body   shown to whoever may know it (the group: what it did itself): number of the case, kind, step, outcome, who acted, with every text that people wrote
//          and every person replaced by a salted hash;
//   sealed what those hashes stand for. Erasing a person = deleting the salt of the entry: the log stays whole, and nobody can tie the hash to anybody.
import type { Instant } from '../calendar.js';
import { canonical, type Json } from './canonical.js';

/** Where an entry comes from: an act of a person (in each state it takes), an event of a case, a version of the application, a vote or selection over a call, what was done to a call or to clocks, what the office did with a vote (never a ballot), money of an envelope. */
export const ENTRY_SOURCES = ['act', 'event', 'answers', 'gate', 'selection', 'call', 'suspension', 'vote', 'money'] as const;
export type EntrySource = (typeof ENTRY_SOURCES)[number];
/** A row that is to be logged: the number of its case, and its members as the table has them. */
export type EntryRow = { readonly source: EntrySource; readonly number: string | null; readonly members: { readonly [name: string]: unknown } };

/** A keyed hash (HMAC-SHA-256) of a text as 64 hex digits. */
export type KeyedHash = (key: Uint8Array, text: string) => string;

/** Members that hold what people wrote, or who a person is. Everything else is a closed word, an id of the house, a number or an instant. */
const SEALED: readonly string[] = ['by', 'cause', 'mails', 'note', 'person', 'reason', 'result', 'rows', 'sheet', 'spec', 'undone_by', 'undone_reason', 'values', 'why'];
/** Who acted is kept open but for the person: the post, the role, or the clock. */
const isSealed = (name: string, member: unknown): boolean => SEALED.includes(name) && member !== null && member !== undefined && (name !== 'by' || typeof member === 'string');
const whole = (row: EntryRow) => ({ source: row.source, case: row.number, ...row.members });

/** The body of an entry: every sealed member is replaced by `{"sealed": hash}`, keyed with the entry's salt over the canonical text of [path, value]. */
export function bodyOf(row: EntryRow, salt: Uint8Array, hash: KeyedHash): string {
  return canonical(seal(whole(row), '', salt, hash));
}

function seal(value: unknown, path: string, salt: Uint8Array, hash: KeyedHash): unknown {
  if (Array.isArray(value)) return value.map((item, n) => seal(item, `${path}/${n}`, salt, hash));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined).map(([name, member]) => {
    const at = `${path}/${name}`;
    return [name, isSealed(name, member) ? { sealed: hash(salt, canonical([at, member])) } : seal(member, at, salt, hash)];
  }));
}

/** What the sealed members of a row hold, by path: what a person is given to check their own hashes. */
export function sealedMembers(row: EntryRow): { readonly [path: string]: Json } {
  const found: Record<string, Json> = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (!Array.isArray(value) && isSealed(name, member)) found[`${path}/${name}`] = member as Json;
      else walk(member, `${path}/${name}`);
    }
  };
  walk(whole(row), '');
  return found;
}

export type Leaf = { readonly n: number; readonly at: Instant; readonly loggedAt: Instant; readonly source: EntrySource; readonly body: string };

/** The canonical text of a leaf: the bytes that are hashed into the tree. `body` is keyed too: a body that can be guessed must not be recognised by its hash. */
export function leafText(leaf: Leaf): string {
  return canonical({ at: iso(leaf.at), body: leaf.body, logged: iso(leaf.loggedAt), n: leaf.n, source: leaf.source, v: 1 });
}

const iso = (at: Instant): string => new Date(at).toISOString();
