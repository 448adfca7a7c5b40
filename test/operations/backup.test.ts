// Backups: what comes back is the same, one changed byte is found and named, and nothing that was under way goes out a second time.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeStorage } from '../../activities/platform/storage.js';
import { drillBackup } from '../../db/backup/drill-backup.js';
import { type City as Source, type Made, makeBackup } from '../../db/backup/make-backup.js';
import { checkBackup, sha256, writeManifest } from '../../db/backup/manifest.js';
import { restoreBackup } from '../../db/backup/restore-backup.js';
import { connect } from '../../db/client.js';
import { holdBack } from '../../db/store/after-restore.js';
import { makeDatabase } from '../../db/store/table-copies.js';
import { caseAt, payments } from '../laws/journey.js';
import { type City, makeCity } from '../support/city.js';

const LETTER = new TextEncoder().encode('改行\nタブ\tと\\が入った手紙');
let city: City;
let source: Source;
let made: Made;
let scratch = '';
let paying = '';
beforeAll(async () => {
  city = await makeCity();
  scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-backup-'));
  const id = await caseAt(city, 'check');
  paying = await caseAt(city, 'advance-pay');
  await city.parts.storage.putOnce('uploads/letter', LETTER);
  await city.sql`insert into files (id, case_id, name, type, bytes, sha256, storage_key, added_at) values ('fil_letter', ${id}, ${'手紙\t"1"\\N'}, 'text/plain', ${LETTER.length}, ${sha256(LETTER)}, 'uploads/letter', now())`;
  source = { url: city.ownerUrl, storage: city.parts.storage, linkKey: 'k'.repeat(40) };
  made = await makeBackup(source, path.join(scratch, 'backup'));
}, 300_000);
afterAll(async () => {
  await city?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('a backup that is put back beside the city has the same rows and files, and the throwaway database is gone afterwards', async () => {
  const restored = await drillBackup(made.folder, source, makeStorage(path.join(scratch, 'drill')));
  if (!restored.ok) throw new Error(restored.why.join('; '));
  expect(restored.sameLinks).toBe(true);
  const [count] = await city.sql`select (select count(*) from events) + (select count(*) from cases) as n`;
  expect(restored.manifest.tables.filter((t) => ['events', 'cases'].includes(t.table)).reduce((n, t) => n + t.rows, 0)).toBe(Number(count?.n));
  expect(Buffer.from(await makeStorage(path.join(scratch, 'drill')).get('uploads/letter'))).toEqual(Buffer.from(LETTER));
  expect(await city.sql`select 1 from pg_database where datname like 'kyoso_drill_%'`).toHaveLength(0);
}, 120_000);

test('one flipped bit anywhere in a backup is found, and the file or table it is in is named: a thousand times at random', () => {
  const parts = ['manifest.json', ...made.manifest.tables.map((t) => t.path), ...made.manifest.files.map((f) => f.path)].map((name) => ({ name, size: fs.statSync(path.join(made.folder, name)).size })).filter((part) => part.size > 0);
  expect(checkBackup(made.folder).damage).toEqual([]);
  // Every file is as likely as the others, or the small ones would hardly be hit.
  fc.assert(fc.property(fc.nat(parts.length - 1), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(7), (n, where, bit) => {
    const { name, size } = parts[n] ?? { name: '', size: 0 };
    const file = fs.openSync(path.join(made.folder, name), 'r+');
    const at = Math.floor(where * size);
    const byte = Buffer.alloc(1);
    fs.readSync(file, byte, 0, 1, at);
    try {
      fs.writeSync(file, Buffer.from([(byte[0] ?? 0) ^ (1 << bit)]), 0, 1, at);
      expect(checkBackup(made.folder).damage).toEqual([{ path: name, is: 'changed' }]);
    } finally {
      fs.writeSync(file, byte, 0, 1, at);
      fs.closeSync(file);
    }
  }), { numRuns: 1000 });
}, 180_000);

/** A copy of the backup that a test may spoil, and an empty database to refuse it. */
async function spoiled(name: string, spoil: (folder: string) => void) {
  const folder = path.join(scratch, name);
  fs.cpSync(made.folder, folder, { recursive: true });
  spoil(folder);
  const { drop } = await makeDatabase(city.sql, `r_${name}_${process.pid}`);
  const url = new URL(city.ownerUrl);
  url.pathname = `/r_${name}_${process.pid}`;
  try {
    const restored = await restoreBackup(folder, { ...source, url: url.href, storage: makeStorage(path.join(scratch, `${name}-files`)) });
    const { sql, close } = connect(url.href, 1);
    const tables = await sql`select 1 from pg_tables where schemaname = 'public'`;
    await close();
    return { why: restored.ok ? [] : restored.why, tables: tables.length };
  } finally {
    await drop();
  }
}

test('a restore refuses a changed log, a lost file, a stranger, a foreign version and a foreign format by name, and has touched nothing', async () => {
  const events = path.join('tables', 'events.copy');
  const log = await spoiled('log', (folder) => fs.writeFileSync(path.join(folder, events), fs.readFileSync(path.join(folder, events), 'utf8').replace('accept', 'refuse')));
  expect(log).toEqual({ why: ['table events (tables/events.copy) is not what was backed up'], tables: 0 });
  const lost = await spoiled('lost', (folder) => { fs.rmSync(path.join(folder, 'files/uploads/letter')); fs.writeFileSync(path.join(folder, 'tables/more.copy'), ''); });
  expect(lost.why).toEqual(['files/uploads/letter is missing', 'table more (tables/more.copy) does not belong to this backup']);
  const older = await spoiled('older', (folder) => writeManifest(folder, { ...made.manifest, migrations: made.manifest.migrations.slice(1) }));
  expect(older.why).toEqual([expect.stringContaining('restore it with the version that made it')]);
  const foreign = await spoiled('foreign', (folder) => writeManifest(folder, { ...made.manifest, format: 9 }));
  expect(foreign.why).toEqual(['manifest.json is of format 9; this version reads format 1']);
  expect([lost.tables, older.tables, foreign.tables]).toEqual([0, 0, 0]);
}, 120_000);

test('a restore into a city that has rows is refused and changes nothing', async () => {
  const before = await city.sql`select count(*) from events`;
  const restored = await restoreBackup(made.folder, source);
  expect(restored.ok ? [] : restored.why).toEqual([expect.stringMatching(/^the database is not empty: table \w+ has rows$/)]);
  expect(await city.sql`select count(*) from events`).toEqual(before);
});

test('a backup names stored files that are gone, and never writes over another backup', async () => {
  // The hands of this city recorded documents whose bytes were never stored.
  const recorded = await city.sql<{ key: string }[]>`select distinct storage_key as key from documents order by 1`;
  expect(recorded.length).toBeGreaterThan(0);
  expect(made.unsound).toEqual(recorded.map((row) => row.key));
  await expect(makeBackup(source, made.folder)).rejects.toThrow('exists already');
});

test('after a restore a transfer that was under way is only looked up and then given to a person, mails that waited become a task, and everybody is signed out', async () => {
  const waiting = await city.sql`select 1 from mails where state = 'queued' and mail not in ('people/code', 'people/sign-in-link')`;
  expect(waiting.length).toBeGreaterThan(0);
  const held = await holdBack(city.db);
  expect(held).toEqual({ payments: 1, mails: waiting.length });
  expect(await holdBack(city.db)).toEqual({ payments: 0, mails: 0 });
  expect(await city.sql`select 1 from mails where state in ('queued', 'sending')`).toHaveLength(0);
  expect(await city.sql`select 1 from staff_sessions`).toHaveLength(0);
  const hand = (await city.read(paying)).state.hands.find((h) => h.kind === 'payment');
  const order = await payments(city).openOrder(paying, hand?.key ?? '');
  expect(order?.state).toBe('instructing');
  expect(await payments(city).instruct(order?.order ?? '')).toBe(false);
  expect(await payments(city).lookUp(order?.order ?? '')).toBe('unknown');
  await payments(city).giveToPerson(order?.order ?? '');
  expect(city.bank.calls).toEqual([]);
  expect((await city.read(paying)).state.hands.find((h) => h.kind === 'payment')?.state).toBe('with-person');
}, 60_000);
