// What a backup says about itself: each of its files with size and SHA-256, so that one changed byte is found and its file named.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Sequence } from '../store/table-copies.js';

export type Part = { readonly path: string; readonly bytes: number; readonly sha256: string };
export type TablePart = Part & { readonly table: string; readonly columns: readonly string[]; readonly rows: number };
export type FilePart = Part & { readonly key: string };

/** `migrations` are the hashes of the schema it was made from; `linkKey` tells whether the key of the mailed links is the same one, and nothing about it. */
export type Manifest = {
  readonly format: number; readonly madeAt: string; readonly migrations: readonly string[]; readonly linkKey: string;
  readonly tables: readonly TablePart[]; readonly sequences: readonly Sequence[]; readonly files: readonly FilePart[];
};
/** A part of a backup that is not as it was written. */
export type Damage = { readonly path: string; readonly is: 'changed' | 'missing' | 'unknown' };

/** Raised when a backup of an older format cannot be read any more. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
/** Recognises a key without telling it. */
export const printOfKey = (key: string): string => sha256(`kyoso link key ${key}`).slice(0, 16);

/** Two lines: the manifest, and the sum of the first line. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const line = JSON.stringify(manifest);
  fs.writeFileSync(path.join(folder, MANIFEST), `${line}\n${sha256(line)}\n`, { mode: 0o600 });
}

/** Reads every byte of a backup. Without damage the manifest can be trusted; a damaged manifest is named alone, for it cannot speak for the rest. */
export function checkBackup(folder: string): { readonly manifest: Manifest | null; readonly damage: readonly Damage[] } {
  const file = path.join(folder, MANIFEST);
  if (!fs.existsSync(file)) return { manifest: null, damage: [{ path: MANIFEST, is: 'missing' }] };
  const text = fs.readFileSync(file);
  const [line = ''] = text.toString('utf8').split('\n');
  if (!text.equals(Buffer.from(`${line}\n${sha256(line)}\n`))) return { manifest: null, damage: [{ path: MANIFEST, is: 'changed' }] };
  const manifest = JSON.parse(line) as Manifest;
  const parts: readonly Part[] = [...manifest.tables, ...manifest.files];
  const named = new Set([MANIFEST, ...parts.map((part) => part.path)]);
  const strangers = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => !one.isDirectory()).map((one) => path.relative(folder, path.join(one.parentPath, one.name)).split(path.sep).join('/')).filter((one) => !named.has(one));
  return { manifest, damage: [...parts.flatMap((part) => damageOf(folder, part)), ...strangers.map((one): Damage => ({ path: one, is: 'unknown' }))] };
}

function damageOf(folder: string, part: Part): Damage[] {
  const file = path.join(folder, part.path);
  if (!fs.existsSync(file)) return [{ path: part.path, is: 'missing' }];
  const sum = createHash('sha256');
  const open = fs.openSync(file, 'r');
  const piece = Buffer.allocUnsafe(1 << 16);
  try {
    for (let n = fs.readSync(open, piece); n > 0; n = fs.readSync(open, piece)) sum.update(piece.subarray(0, n));
  } finally {
    fs.closeSync(open);
  }
  return sum.digest('hex') === part.sha256 ? [] : [{ path: part.path, is: 'changed' }];
}
