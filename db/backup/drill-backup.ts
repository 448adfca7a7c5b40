// The drill: a backup is put back into a database made for it, which is compared with the backup and taken away again. The city goes on meanwhile.
import { connect } from '../client.js';
import { makeDatabase } from '../store/table-copies.js';
import type { City, FileStore } from './make-backup.js';
import { type Restored, restoreBackup } from './restore-backup.js';

/** Restores into a throwaway database on the city's own server and into `storage`; every table and file is compared by count and sum. Needs the right to make a database. */
export async function drillBackup(folder: string, city: City, storage: FileStore): Promise<Restored> {
  const { sql, close } = connect(city.url, 1);
  const name = `kyoso_drill_${process.pid}_${Date.now().toString(36)}`;
  try {
    const throwaway = await makeDatabase(sql, name);
    try {
      const url = new URL(city.url);
      url.pathname = `/${name}`;
      return await restoreBackup(folder, { url: url.href, storage, linkKey: city.linkKey });
    } finally {
      await throwaway.drop();
    }
  } finally {
    await close();
  }
}
