// npm run backup [-- folder] [--drill]: one moment of the city into a new folder; with --drill it is put back beside it at once, compared, and taken away again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeStorage } from '../activities/platform/storage.js';
import { drillBackup } from '../db/backup/drill-backup.js';
import { makeBackup } from '../db/backup/make-backup.js';
import { migrationsOfCode, migrationsOfDatabase } from '../db/migrate.js';
import { onCity } from './lib/city-at-hand.js';
import { Fault } from './lib/fault.mjs';

const words = process.argv.slice(2);
const drill = words.includes('--drill');
const [place] = words.filter((word) => !word.startsWith('--'));
const say = (line: string) => console.log(line);
const megabytes = (parts: readonly { bytes: number }[]): string => `${(parts.reduce((n, part) => n + part.bytes, 0) / 1e6).toFixed(1)} MB`;

await onCity(async ({ config, city }) => {
  const folder = path.resolve(place ?? path.join(config.DATA_DIR, 'backups', new Date().toISOString().slice(0, 19).replaceAll(':', '-')));
  if (fs.existsSync(folder)) throw new Fault(`${folder} exists already; a backup never writes over anything.`, 'Name another folder: npm run backup -- /some/where/else');
  if ((await migrationsOfDatabase(city.url)).join() !== migrationsOfCode().join()) throw new Fault('The database is empty or of another version than this program.', 'Bring it up to date first: npm start (or npm run seed), then npm run backup again.');
  say('Reading the city as of this moment (people may go on working) …');
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
  const { manifest, unsound } = await makeBackup(city, folder);
  say(`✓ ${manifest.tables.length} tables with ${manifest.tables.reduce((n, part) => n + part.rows, 0)} rows (${megabytes(manifest.tables)}) and ${manifest.files.length} files (${megabytes(manifest.files)}) in ${folder}`);
  say('  It holds personal data and no key. Keep LINK_KEY (secrets.json of the data directory) in another place: without it the links in mails already sent stay closed.');
  for (const key of unsound) say(`✗ The stored file ${key} is gone or is not what was stored; the backup has what is there now.`);
  if (!drill) return unsound.length === 0;
  say('Drill: putting it back into a database of its own …');
  const begun = Date.now();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-drill-'));
  try {
    const restored = await drillBackup(folder, city, makeStorage(scratch));
    if (!restored.ok) throw new Fault(`The drill failed: ${restored.why.join('; ')}.`, 'Do not rely on this backup: make another one, and look at the disk it was written to.');
    say(`✓ All ${restored.rows} rows and ${manifest.files.length} files came back the same, in ${((Date.now() - begun) / 1000).toFixed(1)} s.`);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  return unsound.length === 0;
});
