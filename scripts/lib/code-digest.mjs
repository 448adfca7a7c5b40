import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * One digest over the contents of these files and folders of the repository, and over what else matters.
 * @param {string[]} places
 * @param {...string} more
 * @returns {string}
 */
export function codeDigest(places, ...more) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ place) => {
    const full = path.join(ROOT, place);
    if (!fs.existsSync(full)) return;
    if (fs.statSync(full).isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) add(path.join(place, name));
      return;
    }
    hash.update(place).update('\0').update(fs.readFileSync(full)).update('\0');
  };
  for (const place of places) add(place);
  for (const one of more) hash.update(one).update('\0');
  return hash.digest('hex');
}
