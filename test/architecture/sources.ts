// The sources as text, for tests that read the house instead of running it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const LAYERS = ['workflows', 'activities', 'api', 'db', 'emails', 'test'] as const;

/** Text of a file by its path from the top. */
export const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
export const exists = (file: string): boolean => fs.existsSync(path.join(ROOT, file));

/** Source files below some folders, as paths from the top. */
export function files(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    fs.readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs)$/.test(entry.name))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
  ).sort();
}

export type Line = { readonly file: string; readonly n: number; readonly text: string };

/** All lines of code of these files that match, without comment lines. */
export function linesWith(found: RegExp, among: readonly string[]): Line[] {
  return among.flatMap((file) => read(file).split('\n').map((text, n) => ({ file, n: n + 1, text })).filter(({ text }) => found.test(text) && !/^\s*(\/\/|\/?\*)/.test(text)));
}

export const at = ({ file, n }: Line): string => `${file}:${n}`;
