// Putting a backup back: only a whole one, only of this version, only into an empty database; then everything is read again and compared.
import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import { connect } from '../client.js';
import { migrateSchema, migrationsOfCode } from '../migrate.js';
import { copyIn, copyOut, refilling, setSequence, type Table, tablesOf, usedTable } from '../store/table-copies.js';
import { type City, measure } from './make-backup.js';
import { checkBackup, type Damage, FORMAT, type Manifest, printOfKey } from './manifest.js';

/** `sameLinks`: links in mails sent before open with this city's key. `why` are sentences, each naming a file or a table. */
export type Restored = { readonly ok: true; readonly manifest: Manifest; readonly rows: number; readonly sameLinks: boolean } | { readonly ok: false; readonly why: readonly string[] };

const IS: Readonly<Record<Damage['is'], string>> = { changed: 'is not what was backed up', missing: 'is missing', unknown: 'does not belong to this backup' };
const refused = (...why: string[]): Restored => ({ ok: false, why });
const sentence = ({ path: place, is }: Damage): string => `${place.startsWith('tables/') ? `table ${path.basename(place, '.copy')} (${place})` : place} ${IS[is]}`;

/** Restores a backup. What is refused is refused before anything is written; a failure while writing leaves the tables empty. Nothing is rung and nothing sent. */
export async function restoreBackup(folder: string, city: City): Promise<Restored> {
  const { manifest, damage } = checkBackup(folder);
  if (!manifest || damage.length > 0) return refused(...damage.map(sentence));
  if (manifest.format !== FORMAT) return refused(`manifest.json is of format ${manifest.format}; this version reads format ${FORMAT}`);
  const here = migrationsOfCode();
  if (manifest.migrations.join() !== here.join()) return refused(`the backup has ${manifest.migrations.length} changes of the tables, this version has ${here.length}${manifest.migrations.length === here.length ? ', but other ones' : ''}: restore it with the version that made it, then bring that one up to date`);
  const { sql, close } = connect(city.url, 1);
  try {
    const used = await usedTable(sql);
    if (used) return refused(`the database is not empty: table ${used} has rows`);
    const files = await putFiles(folder, city, manifest);
    if (files.length > 0) return refused(...files);
    await migrateSchema(city.url);
    const tables = await tablesOf(sql);
    const unequal = tables.length !== manifest.tables.length || tables.some((table) => !manifest.tables.some((part) => part.table === table.name && part.columns.join() === table.columns.join()));
    if (unequal) return refused('the tables of this version are other ones than those of the backup');
    const wrong = await refilling(sql, tables, (tx) => putTables(tx, folder, manifest, tables)).catch((error: unknown) => {
      if (error instanceof Different) return error.tables;
      throw error;
    });
    if (wrong.length > 0) return refused(...wrong.map((name) => `table ${name} was not the same after it was put in; the tables are empty again`));
    await sql`analyze`;
    return { ok: true, manifest, rows: manifest.tables.reduce((n, part) => n + part.rows, 0), sameLinks: manifest.linkKey === printOfKey(city.linkKey) };
  } finally {
    await close();
  }
}

/** Ends the transaction, so that what was put in is gone. */
class Different extends Error {
  constructor(readonly tables: readonly string[]) {
    super(tables.join());
  }
}

async function putTables(tx: TransactionSql, folder: string, manifest: Manifest, tables: readonly Table[]): Promise<readonly string[]> {
  const partOf = (table: Table) => manifest.tables.find((part) => part.table === table.name);
  for (const table of tables) await pipeline(fs.createReadStream(path.join(folder, partOf(table)?.path ?? '')), await copyIn(tx, table));
  for (const sequence of manifest.sequences) await setSequence(tx, sequence);
  const wrong: string[] = [];
  for (const table of tables) {
    const measured = measure();
    await pipeline(await copyOut(tx, table), measured.through, new Writable({ write: (_piece, _encoding, done) => done() }));
    const now = measured.result();
    const part = partOf(table);
    if (now.sha256 !== part?.sha256 || now.rows !== part.rows) wrong.push(table.name);
  }
  if (wrong.length > 0) throw new Different(wrong);
  return wrong;
}

/** Stores the files; one that is there already with other bytes is named and left alone. */
async function putFiles(folder: string, { storage }: City, manifest: Manifest): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const part of manifest.files) {
    const put = await storage.putOnce(part.key, fs.readFileSync(path.join(folder, part.path)));
    if (put.sha256 !== part.sha256) wrong.push(`${part.key} is stored already, with other bytes than ${part.path}`);
  }
  return wrong;
}
