import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { wordsOf } from './child-lines.mjs';
import { endProcess } from './end-process.mjs';
import { waitForHealth } from './health.mjs';
import { ROOT } from './paths.mjs';
import { processIdentity } from './process-identity.mjs';

/**
 * Starts one of Kyoso's own programs (TypeScript, run by tsx) in a process group of its own. Everything it says goes to
 * its log file; `onLine` gets each line as well.
 * @param {{ file: string, env: NodeJS.ProcessEnv, healthUrl: string, withinMs?: number, logFile: string, watch?: boolean, onLine: (line: string) => void }} options
 *   `file` relative to the repository; `watch` starts it again when a file it reads changes
 * @returns {import('./supervise.mjs').Handle}
 */
export function nodeChild({ file, env, healthUrl, withinMs = 60_000, logFile, watch = false, onLine }) {
  const args = watch ? [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', file] : ['--import', 'tsx', file];
  const child = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const kept = fs.createWriteStream(logFile, { flags: 'a' });
  // A full disk must not end the launcher: the line is lost in the file and still seen on the screen.
  kept.on('error', () => {});
  let last = '';
  for (const stream of [child.stdout, child.stderr])
    readline.createInterface({ input: stream }).on('line', (line) => {
      kept.write(`${line}\n`);
      if (/Error|error|✗|"level":60/.test(line) && !line.startsWith('    at ') && !/^Emitted 'error'/.test(line)) last = wordsOf(line);
      onLine(line);
    });
  let over = '';
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(void (over = error.message)));
    child.once('close', (code, signal) => resolve(void (over = `it ended with ${signal ?? `code ${code}`}${last ? `: ${last.slice(0, 300)}` : ''}`)));
  });
  void exited.then(() => kept.end());
  const pid = child.pid ?? 0;
  const identity = processIdentity(pid);
  const end = (/** @type {NodeJS.Signals} */ signal) => async () => {
    await endProcess({ pid, identity, signal, group: true });
    await exited;
  };
  return {
    pid,
    exited,
    why: () => over,
    ready: waitForHealth(healthUrl, { withinMs, giveUp: () => over }),
    stop: end('SIGTERM'),
    kill: end('SIGKILL'),
  };
}
