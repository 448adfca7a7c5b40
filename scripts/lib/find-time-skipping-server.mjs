import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onPath, runnable } from './executables.mjs';
import { Fault } from './fault.mjs';
import { CACHE } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { sdkDownload, sdkDownloadName } from './sdk-download.mjs';
import { step } from './step.mjs';

const VERSION = '1.38.0';
const FOLDER = path.join(CACHE, `temporal-test-server-${VERSION}`);
const WRAPPER = path.join(FOLDER, 'temporal-test-server');

/**
 * The path of a time-skipping Temporal server for `createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`.
 * Order: TEMPORAL_TEST_SERVER, Kyoso's cache, what the SDK downloaded earlier, Maven and Java, a download by the SDK.
 * @param {{ log?: import('./step.mjs').Log }} [options]
 * @returns {Promise<string>}
 */
export async function findTimeSkippingServer({ log = console.error } = {}) {
  const named = process.env.TEMPORAL_TEST_SERVER;
  if (named && !runnable(named)) throw new Fault(`TEMPORAL_TEST_SERVER names ${named}, which is not a program that can be run.`, 'Correct it, or unset it so that Kyoso looks for one itself.');
  const name = sdkDownloadName('temporal-test-server');
  const known = [named, onPath('java') && WRAPPER, path.join(CACHE, name), path.join(os.tmpdir(), name)].find(runnable);
  if (known) return known;

  fs.mkdirSync(CACHE, { recursive: true });
  if (onPath('java') && onPath('mvn') && (await fetchWithMaven(log))) return WRAPPER;
  if (await sdkDownload('createTimeSkipping', { log, what: 'Downloading the time-skipping Temporal server' })) return path.join(CACHE, name);
  throw new Fault(
    'No time-skipping Temporal server was found, and none could be fetched.',
    'Install Java and Maven (apt-get install -y default-jre-headless maven), or name an executable: TEMPORAL_TEST_SERVER=/path npm test',
  );
}

/** @param {import('./step.mjs').Log} log @returns {Promise<boolean>} */
async function fetchWithMaven(log) {
  const draft = fs.mkdtempSync(`${FOLDER}.`);
  try {
    fs.writeFileSync(path.join(draft, 'pom.xml'), pom());
    const args = ['-B', '-ntp', '-q', '-f', path.join(draft, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(draft, 'lib')}`];
    const { ok, output } = await step(log, { what: 'Fetching the time-skipping Temporal server with Maven', usually: '10 s, once' }, () => runCommand('mvn', args, { withinMs: 240_000 }));
    if (!ok) {
      log(`Maven did not get it: ${output.split('\n').find((line) => line.includes('ERROR'))?.slice(0, 200) ?? 'no reason given'}`);
      return false;
    }
    fs.writeFileSync(path.join(draft, path.basename(WRAPPER)), '#!/bin/sh\nexec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n', { mode: 0o755 });
    if (!fs.existsSync(FOLDER)) fs.renameSync(draft, FOLDER);
    return true;
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function pom() {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>kyoso</groupId><artifactId>test-server</artifactId><version>1</version>
<dependencies><dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency></dependencies>
</project>
`;
}
