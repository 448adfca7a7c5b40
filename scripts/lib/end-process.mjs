import { processIdentity } from './process-identity.mjs';

/**
 * Ends one process and waits until it is gone: first the polite signal, after `graceMs` SIGKILL. Only a process whose
 * identity is still the given one is touched, so a number that went to somebody else's process does no harm.
 * @param {{ pid: number, identity: string, signal?: NodeJS.Signals, graceMs?: number, group?: boolean }} target `group` also ends what it started (it must lead its own process group)
 * @returns {Promise<boolean>} whether there was something to end
 */
export async function endProcess({ pid, identity, signal = 'SIGTERM', graceMs = 5000, group = false }) {
  if (!alive(pid, identity)) return false;
  send(pid, signal, group);
  const deadline = Date.now() + graceMs;
  while (alive(pid, identity)) {
    if (Date.now() > deadline) {
      send(pid, 'SIGKILL', group);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  while (alive(pid, identity)) await new Promise((resolve) => setTimeout(resolve, 20));
  return true;
}

/** @param {number} pid @param {string} identity */
function alive(pid, identity) {
  return identity !== '' && processIdentity(pid) === identity;
}

/** @param {number} pid @param {NodeJS.Signals} signal @param {boolean} group */
function send(pid, signal, group) {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
