import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where what was fetched or built once is kept for all clones on this machine. */
export const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'kyoso');
