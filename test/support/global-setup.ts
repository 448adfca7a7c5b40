import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { sweepDead } from '../../scripts/lib/run-file.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A Postgres cluster for this run; the user may create databases and roles. Each test file makes its own. */
    pgUrl: string;
    /** A Temporal dev server for this run, namespace `kyoso`. Each test file uses its own task queue. */
    temporalAddress: string;
  }
}

const PREFIX = 'kyoso-test-';

/**
 * One Postgres cluster (without durability) and one Temporal server for the whole run, whatever is tested: both are up in
 * about a second. TEST_DATABASE_URL and TEST_TEMPORAL_ADDRESS name others. What a killed run left behind is cleaned up first.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepDead(os.tmpdir(), PREFIX);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  const { TEST_DATABASE_URL, TEST_TEMPORAL_ADDRESS } = process.env;
  const stack = await startStack({
    dataDir,
    ports: 'free',
    fast: true,
    only: ['postgres', 'temporal'],
    env: { DATABASE_URL: TEST_DATABASE_URL, TEMPORAL_ADDRESS: TEST_TEMPORAL_ADDRESS },
    log: (line) => console.error(line),
  });
  const stop = async () => {
    await stack.stopAll();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  const engine = await stack.engine;
  if (!engine.ok) {
    await stop();
    throw engine.fault;
  }
  project.provide('pgUrl', stack.env.DATABASE_OWNER_URL ?? stack.env.DATABASE_URL ?? '');
  project.provide('temporalAddress', stack.env.TEMPORAL_ADDRESS ?? '');
  return stop;
}
