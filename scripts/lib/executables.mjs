import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {string | undefined} file
 * @returns {file is string} whether this is a file that may be run
 */
export function runnable(file) {
  if (!file) return false;
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The first program of these names on PATH.
 * @param {...string} names
 * @returns {string | undefined}
 */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(runnable);
}

/**
 * Where `go install` puts programs, or nothing when Go is not there.
 * @returns {string | undefined}
 */
export function goBin() {
  const go = onPath('go');
  if (!go) return undefined;
  const [bin, paths] = spawnSync(go, ['env', 'GOBIN', 'GOPATH'], { encoding: 'utf8' }).stdout.split('\n');
  return bin || (paths ? path.join(paths.split(path.delimiter)[0] ?? '', 'bin') : undefined);
}
