import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * What tells one process from a later one that got the same number: the boot and the tick it started at.
 * Empty when there is no such process.
 * @param {number} pid
 * @returns {string}
 */
export function processIdentity(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name may hold spaces and brackets, so the fields are counted after its closing bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A dead main thread whose other threads still end holds its ports until the last is gone.
      if (fields[0] === 'Z' && fs.readdirSync(`/proc/${pid}/task`).length <= 1) return '';
      return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/**
 * The command line of a process, empty when there is none.
 * @param {number} pid
 * @returns {string}
 */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
