import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and collects what it says. Ends the whole command, with what it started, when the time is over.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, withinMs: number, onOutput?: (text: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runCommand(command, args, { cwd, env, withinMs, onOutput, signal }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        onOutput?.(String(chunk));
      });
    const end = (/** @type {string} */ why) => {
      output += `\n${why}`;
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => end(`ended after ${withinMs / 1000} s`), withinMs);
    const onAbort = () => end('given up');
    signal?.addEventListener('abort', onAbort);
    const done = (/** @type {boolean} */ ok) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve({ ok, output });
    };
    child.once('error', (error) => {
      output += error.message;
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}
