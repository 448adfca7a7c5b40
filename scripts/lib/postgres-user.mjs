import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The number every Unix gives to `nobody`. */
const NOBODY = 65534;

/**
 * How to run Postgres, which refuses to run as root. An ordinary user runs it directly. Root runs it in a user
 * namespace, which needs no second user and works in a private home; where namespaces are blocked (Docker's default
 * profile), as `nobody` with binaries and data in places that user can reach.
 * KYOSO_POSTGRES_AS=namespace|nobody forces one of the two.
 * @param {string} native folder of the binaries
 * @param {string} home folder Kyoso wants the cluster in
 * @returns {{ native: string, home: string, wrap: (program: string, args: string[]) => { command: string, args: string[] }, ids: { uid?: number, gid?: number } }}
 */
export function postgresUser(native, home) {
  const direct = (/** @type {string} */ program, /** @type {string[]} */ args) => ({ command: program, args });
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { native, home, wrap: direct, ids: {} };

  const namespace = ['--user', '--map-user=1000', '--map-group=1000'];
  const asked = process.env.KYOSO_POSTGRES_AS;
  if (asked === 'namespace' || (asked !== 'nobody' && spawnSync('unshare', [...namespace, 'true']).status === 0))
    return { native, home, wrap: (program, args) => ({ command: 'unshare', args: [...namespace, program, ...args] }), ids: {} };

  const ids = { uid: NOBODY, gid: NOBODY };
  const reachable = reachableByAll(path.join(native, 'bin', 'postgres')) ? native : copyOut(native);
  const place = reachableByAll(path.dirname(home)) ? home : path.join('/var/tmp', `kyoso-postgres-${digest(home)}`);
  fs.mkdirSync(place, { recursive: true, mode: 0o700 });
  fs.chownSync(place, NOBODY, NOBODY);
  return { native: reachable, home: place, wrap: direct, ids };
}

/** @param {string} place @returns {boolean} whether any user may pass through every folder above it */
function reachableByAll(place) {
  for (let at = path.resolve(place); at !== path.dirname(at); at = path.dirname(at)) if ((fs.statSync(at).mode & 0o001) === 0) return false;
  return true;
}

/** @param {string} native @returns {string} a copy outside the private home, made once per version of the binaries */
function copyOut(native) {
  const changed = fs.statSync(path.join(native, 'bin', 'postgres')).mtimeMs;
  const copy = path.join('/var/tmp', `kyoso-postgres-bin-${digest(`${native}:${changed}`)}`);
  if (fs.existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(draft, 0o755);
  fs.renameSync(draft, copy);
  return copy;
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
