// The workflow bundle, built once for each state of the sources and kept, so that a warm start does not wait for it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { FAILURE_CONVERTER } from './codec.js';

const SOURCES = fileURLToPath(new URL('../../workflows', import.meta.url));

/** The code of the bundle for the sources as they are now. `cacheDir` null = build afresh. */
export async function workflowBundle(cacheDir: string | null): Promise<{ code: string }> {
  const hash = createHash('sha256').update((createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string }).version);
  for (const file of sources(SOURCES)) hash.update(file).update(fs.readFileSync(path.join(SOURCES, file)));
  const kept = cacheDir ? path.join(cacheDir, `workflows-${hash.digest('hex').slice(0, 16)}.js`) : null;
  if (kept && fs.existsSync(kept)) return { code: fs.readFileSync(kept, 'utf8') };
  const { code } = await bundleWorkflowCode({ workflowsPath: path.join(SOURCES, 'index.ts'), failureConverterPath: FAILURE_CONVERTER, logger: new DefaultLogger('WARN') });
  if (kept) {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    // Written aside and moved, so that a killed start never leaves half a bundle.
    fs.writeFileSync(`${kept}.part`, code);
    fs.renameSync(`${kept}.part`, kept);
  }
  return { code };
}

function sources(root: string, folder = ''): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? sources(root, path.join(folder, entry.name)) : /\.[jt]s$/.test(entry.name) ? [path.join(folder, entry.name)] : [])).sort();
}
