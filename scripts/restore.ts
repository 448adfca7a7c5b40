// npm run restore -- folder: puts a backup back into an empty database and data directory. What was under way is held back; then every open case is rung.
import path from 'node:path';
import { restoreBackup } from '../db/backup/restore-backup.js';
import { connect } from '../db/client.js';
import { forgetRuns, holdBack, mustRun } from '../db/store/after-restore.js';
import { onCity } from './lib/city-at-hand.js';
import { Fault } from './lib/fault.mjs';

const [place] = process.argv.slice(2);
const say = (line: string) => console.log(line);

await onCity(async ({ city }) => {
  if (!place) throw new Fault('Which backup?', 'Name its folder: npm run restore -- .kyoso/backups/2026-11-25T05-00-00');
  say('Checking every byte of the backup, then putting it back …');
  const restored = await restoreBackup(path.resolve(place), city);
  if (!restored.ok) throw new Fault(`Nothing was restored: ${restored.why.join('; ')}.`, 'A damaged backup is replaced by another one; a database that is not empty stays as it is: choose another, such as DATA_DIR=.kyoso-restored npm run restore -- folder');
  const { db, close } = connect(city.url, 2);
  try {
    const held = await holdBack(db);
    const runs = await mustRun(db);
    for (let n = 0; n < runs.length; n += 200) await forgetRuns(db, runs.slice(n, n + 200));
    say(`✓ ${restored.rows} rows and ${restored.manifest.files.length} files as of ${restored.manifest.madeAt}, all of them compared.`);
    say(`  ${held.payments} transfers were under way: the bank is only asked about them, nothing is paid again. ${held.mails} mails were under way: each becomes a task of the office, none goes out again by itself.`);
    if (!restored.sameLinks) say('✗ LINK_KEY is another one than the backup was made with: links in mails sent before stay closed until the old key is set.');
    say(`  ${runs.length} cases and calls wait for their runs: npm start gives them theirs by and by, npm run rebuild beside it at once.`);
  } finally {
    await close();
  }
  return true;
});
