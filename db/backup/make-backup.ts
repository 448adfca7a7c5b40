// A backup: one moment of the database as text, and the bytes its rows refer to, with a manifest of sums. Temporal's state is not part of it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect } from '../client.js';
import { migrationsOfCode, migrationsOfDatabase } from '../migrate.js';
import { beat } from '../store/sweep.js';
import { copyOut, inSnapshot, sequencesOf, storedKeys, type Table, tablesOf } from '../store/table-copies.js';
import { FORMAT, type FilePart, type Manifest, printOfKey, sha256, type TablePart, writeManifest } from './manifest.js';

/** Where the bytes of files and documents are. */
export type FileStore = { get(key: string): Promise<Uint8Array>; putOnce(key: string, bytes: Uint8Array): Promise<{ sha256: string }> };
export type City = { readonly url: string; readonly storage: FileStore; readonly linkKey: string };
/** `unsound`: keys of stored bytes that are gone or are not what was stored once; the backup says what is there now. */
export type Made = { readonly folder: string; readonly manifest: Manifest; readonly unsound: readonly string[] };

/**
 * Writes a backup into a new folder, which appears under its name only when it is whole. People may go on working meanwhile: all tables are read as of one
 * moment, and bytes are stored before the row that names them. Throws when the database is not of this version.
 */
export async function makeBackup(city: City, folder: string): Promise<Made> {
  if (fs.existsSync(folder)) throw new Error(`${folder} exists already`);
  const draft = `${folder}.part`;
  fs.rmSync(draft, { recursive: true, force: true });
  for (const inside of ['tables', 'files']) fs.mkdirSync(path.join(draft, inside), { recursive: true, mode: 0o700 });
  const { db, sql, close } = connect(city.url, 1);
  try {
    const migrations = await migrationsOfDatabase(city.url);
    if (migrations.join() !== migrationsOfCode().join()) throw new Error('the database is of another version than this program: start it once, then make the backup');
    const read = await inSnapshot(sql, async (tx) => {
      const tables: TablePart[] = [];
      for (const table of await tablesOf(tx)) tables.push(await writeTable(draft, table, await copyOut(tx, table)));
      return { tables, sequences: await sequencesOf(tx), keys: await storedKeys(tx) };
    });
    const { files, unsound } = await writeFiles(draft, city.storage, read.keys);
    const manifest: Manifest = { format: FORMAT, madeAt: new Date().toISOString(), migrations, linkKey: printOfKey(city.linkKey), tables: read.tables, sequences: read.sequences, files };
    writeManifest(draft, manifest);
    fs.renameSync(draft, folder);
    await beat(db, 'backup', unsound.length);
    return { folder, manifest, unsound };
  } finally {
    await close();
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** Size, rows and sum of COPY text that flows by: a row is a line, for line ends inside values are written as two characters. */
export function measure(): { readonly through: Transform; result(): { bytes: number; rows: number; sha256: string } } {
  const sum = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      sum.update(piece);
      bytes += piece.length;
      for (const byte of piece) if (byte === 0x0a) rows++;
      done(null, piece);
    },
  });
  return { through, result: () => ({ bytes, rows, sha256: sum.digest('hex') }) };
}

async function writeTable(draft: string, { name, columns }: Table, rows: Readable): Promise<TablePart> {
  const place = `tables/${name}.copy`;
  const measured = measure();
  await pipeline(rows, measured.through, fs.createWriteStream(path.join(draft, place), { mode: 0o600 }));
  return { path: place, table: name, columns, ...measured.result() };
}

async function writeFiles(draft: string, storage: FileStore, keys: readonly { key: string; sha256: string }[]): Promise<{ files: FilePart[]; unsound: string[] }> {
  const files: FilePart[] = [];
  const unsound: string[] = [];
  for (const { key, sha256: stored } of keys) {
    const bytes = await bytesOf(storage, key);
    if (bytes === null || sha256(bytes) !== stored) unsound.push(key);
    if (bytes === null) continue;
    const place = `files/${key}`;
    fs.mkdirSync(path.dirname(path.join(draft, place)), { recursive: true, mode: 0o700 });
    fs.writeFileSync(path.join(draft, place), bytes, { mode: 0o600 });
    files.push({ path: place, key, bytes: bytes.byteLength, sha256: sha256(bytes) });
  }
  return { files, unsound };
}

/** What is stored under a key; null when it cannot be read, whatever the reason: the key is named, and the rest of the backup is made. */
async function bytesOf(storage: FileStore, key: string): Promise<Uint8Array | null> {
  try {
    return await storage.get(key);
  } catch {
    return null;
  }
}
