// Pictures that people send are made anew before they are kept (`clean-image.js`): no place, no device, no second file behind the picture.
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Beyond every telephone of today; what is larger was made to fill memory. */
export const MOST_PIXELS = 50_000_000;
const WITHIN_MS = 30_000;
const CLEANER = fileURLToPath(new URL('./clean-image.js', import.meta.url));

/** Why a picture was not made anew: it is cut off or broken, has too many pixels, or its maker could not be run (then nothing is wrong with the picture). */
export type ImageFault = 'broken' | 'too-many-pixels' | 'unavailable';

let last: Promise<unknown> = Promise.resolve();

/** The same picture, upright, at most 4,096 pixels a side, without anything but its pixels. One at a time in this process, so that memory stays bounded. Never throws. */
export function cleanImage(bytes: Uint8Array): Promise<Uint8Array | ImageFault> {
  const next = last.then(() => inOwnProcess(bytes));
  last = next;
  return next;
}

async function inOwnProcess(bytes: Uint8Array): Promise<Uint8Array | ImageFault> {
  // No secret of this process is handed on.
  const child = spawn(process.execPath, [CLEANER, String(MOST_PIXELS)], { env: {}, stdio: ['pipe', 'pipe', 'ignore'], timeout: WITHIN_MS, killSignal: 'SIGKILL' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve).once('error', () => resolve(null)));
  // It may end before it read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(bytes);
  const made = await buffer(child.stdout).catch(() => null);
  const code = await ended;
  if (code === 0 && made && made.length > 0) return new Uint8Array(made);
  return code === 3 ? 'broken' : code === 4 ? 'too-many-pixels' : code === 1 || child.pid === undefined ? 'unavailable' : 'broken';
}
