import fs from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { step } from './step.mjs';

/**
 * The file name under which Temporal's testing package keeps a download (core's ephemeral_server: prefix, SDK, version).
 * @param {'temporal' | 'temporal-test-server'} prefix
 * @returns {string}
 */
export function sdkDownloadName(prefix) {
  const manifest = path.join(ROOT, 'node_modules/@temporalio/testing/package.json');
  const version = fs.existsSync(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')).version : 'none';
  return `${prefix}-sdk-typescript-${version}${process.platform === 'win32' ? '.exe' : ''}`;
}

/**
 * Lets Temporal's testing package fetch a server into Kyoso's cache, for at most 60 seconds.
 * KYOSO_NO_DOWNLOAD=1 leaves this way out.
 * @param {'createLocal' | 'createTimeSkipping'} kind
 * @param {{ log: import('./step.mjs').Log, what: string, signal?: AbortSignal }} options
 * @returns {Promise<boolean>} whether it is there now
 */
export async function sdkDownload(kind, { log, what, signal }) {
  if (process.env.KYOSO_NO_DOWNLOAD) return false;
  const script = `const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const env = await TestWorkflowEnvironment.${kind}({ server: { executable: { type: 'cached-download', downloadDir: ${JSON.stringify(CACHE)}, ttl: '365d' } } });
    await env.teardown();`;
  const { ok, output } = await step(log, { what, usually: '10 to 40 s, once', progress: () => `${megabytes()} MB` }, () =>
    runCommand(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, withinMs: 60_000, signal }),
  );
  if (!ok) log(`The download did not work: ${reason(output)}`);
  return ok;
}

/** @param {string} output */
function reason(output) {
  const said = /error: (?:Error: )?(.*)|Error: (.*)/.exec(output);
  return (said?.[1] ?? said?.[2] ?? output.trim().split('\n').at(-1) ?? '').slice(0, 160);
}

function megabytes() {
  try {
    const sizes = fs.readdirSync(CACHE).filter((name) => name.endsWith('.downloading')).map((name) => fs.statSync(path.join(CACHE, name)).size);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
  } catch {
    return 0;
  }
}
