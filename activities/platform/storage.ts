// Files and documents: bytes under random keys on local disk, outside the web root. An S3 driver takes the same calls.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

export type Storage = {
  /** Writes bytes under a key unless something is there already; returns the hash of what is there. */
  putOnce(key: string, bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  get(key: string): Promise<Uint8Array>;
  /** Takes bytes away for good; nothing happens when there are none. */
  remove(key: string): Promise<void>;
};

/** Storage in a folder. */
export function makeStorage(dataDir: string): Storage {
  const disk = new Disk(new FSDriver({ location: path.resolve(dataDir, 'files'), visibility: 'private' }));
  const measure = (bytes: Uint8Array) => ({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength });
  return {
    async putOnce(key, bytes) {
      if (await disk.exists(key)) return measure(await disk.getBytes(key));
      await disk.put(key, bytes);
      return measure(bytes);
    },
    get: (key) => disk.getBytes(key),
    async remove(key) {
      if (await disk.exists(key)) await disk.delete(key);
    },
  };
}
