// Taking people out of the rows of one case. What is read here decides what goes; what goes is blanked by one function of the database, because the app itself may change
// nothing that only grows. That function puts a mark in the place of a text, and no other text, into cases that are over and have a record of their erasure.
import { sql } from 'drizzle-orm';
import type { Mask } from '../../workflows/domain/masking.js';
import type { Db } from '../client.js';
import { forPayments } from './purpose.js';

type Table = { readonly name: string; readonly columns: readonly string[]; readonly bound: string };

/** What of these rows a mask finds, longest first: the texts to be blanked. The case must be locked. */
export async function textsToBlank(db: Db, caseId: string, mask: Mask): Promise<readonly string[]> {
  return forPayments(db, async (tx) => {
    const tables = await tx.execute<Table>(sql`select name, array(select jsonb_object_keys(columns)) as columns, bound from kyoso_texts_of_case()`);
    for (const { name, columns, bound } of tables) {
      const own = sql.raw(bound.replaceAll('$3', `'${caseId.replaceAll("'", "''")}'`));
      for (const row of await tx.execute<Record<string, unknown>>(sql`select ${sql.join(columns.map((column) => sql.identifier(column)), sql`, `)} from ${sql.identifier(name)} where ${own}`)) mask.inside(row);
    }
    return [...mask.found].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  });
}

/** Blanks texts in every row of a case, and whatever is one of these addresses becomes empty. Returns how many rows changed; throws while the case goes on, or when no record names it. */
export async function blankCase(tx: Db, input: { readonly erasure: string; readonly caseId: string; readonly texts: readonly string[]; readonly addresses: readonly string[] }): Promise<number> {
  const list = (texts: readonly string[]) => sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb))`;
  const [row] = await tx.execute<{ n: number }>(sql`select kyoso_erase(${input.erasure}, ${input.caseId}, ${list(input.texts)}, ${list(input.addresses.map((one) => one.toLowerCase()))}) as n`);
  return Number(row?.n ?? 0);
}

/** Leads a letter's row to the bytes that were made again; the hash it was sent with stays among its facts. Only while an erasure waits for it. */
export async function leadLetter(db: Db, id: string, made: { readonly storageKey: string; readonly sha256: string; readonly bytes: number }): Promise<void> {
  await db.execute(sql`select kyoso_replace_letter(${id}, ${made.storageKey}, ${made.sha256}, ${made.bytes})`);
}
