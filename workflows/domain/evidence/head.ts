// The head of the log: how many entries it has and the root of their tree, as a checkpoint (C2SP tlog-checkpoint) that is signed as a note (C2SP signed-note).
// Whoever keeps a head can prove later that the log was changed: two heads of one log either extend one another, or somebody cheated.
import type { Instant } from '../calendar.js';

export type Head = { readonly origin: string; readonly size: number; /** Base64 of 32 bytes. */ readonly root: string; readonly at: Instant };

/** How old the newest head may be before money and publication wait (real clock). */
export const HEAD_LATEST_MS = 4 * 3_600_000;
/** A new head is made after so long even when nothing was logged, so that its age says that the log is alive. */
export const HEAD_EVERY_MS = 3_600_000;
/** Heads are not made faster than this, however much is logged. */
export const HEAD_SOONEST_MS = 60_000;

/** The signed text: origin, size and root by the checkpoint's rule, and the instant on an extension line. Ends with a line feed. */
export const headText = (head: Head): string => `${head.origin}\n${head.size}\n${head.root}\ntime ${new Date(head.at).toISOString()}\n`;

/** The whole note: text, empty line, signature line (`— name base64(key id ‖ signature)`). */
export const signedNote = (text: string, name: string, signature: string): string => `${text}\n— ${name} ${signature}\n`;

/** Whether a new head is due: at once for the first, a minute after the last when entries came, an hour after it in any case. */
export function headIsDue(newest: Head | null, size: number, now: Instant): boolean {
  if (newest === null) return true;
  return now - newest.at >= (size > newest.size ? HEAD_SOONEST_MS : HEAD_EVERY_MS);
}

/** Whether money and publication wait: the newest head is older than four hours, or there is none and the first entry has waited that long. */
export const headIsLate = (newestAt: Instant | null, firstWaitingSince: Instant | null, now: Instant): boolean => now - (newestAt ?? firstWaitingSince ?? now) > HEAD_LATEST_MS;
