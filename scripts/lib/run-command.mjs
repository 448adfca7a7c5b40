import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and collects what it says. Ends the whole command, with what it started, when the time is over.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, withinMs: number, onOutput?: (text: string) => void }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runCommand(command, args, { cwd, env, withinMs, onOutput }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        onOutput?.(String(chunk));
      });
    const timer = setTimeout(() => {
      output += `\nended after ${withinMs / 1000} s`;
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }, withinMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, output: output + error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ ok: code === 0, output });
    });
  });
}
