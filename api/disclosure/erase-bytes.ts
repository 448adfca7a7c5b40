// After the rows the bytes: letters that named somebody are made again from what is left of their facts, and what was uploaded goes. Done again, it goes on where it stopped.
import type { DocumentFacts } from '../../activities/documents/facts.js';
import { documentById } from '../../db/store/documents.js';
import { leadLetter } from '../../db/store/erase-rows.js';
import { endErasure, type Erasure } from '../../db/store/erasure.js';
import type { DocumentKind } from '../../workflows/domain/programmes.js';
import type { Deps } from '../deps.js';

/** Takes the bytes of an erasure away: first the new letters, then all that was there before. It is over only when everything went. */
export async function eraseBytes(deps: Deps, { id, pending }: Erasure): Promise<void> {
  for (const letter of pending?.letters ?? []) {
    const document = await documentById(deps.db, letter);
    if (!document || document.storageKey.includes(id)) continue;
    const storageKey = `${document.storageKey.replace(/(\.ers_[a-z0-9]+)?\.pdf$/, '')}.${id}.pdf`;
    await leadLetter(deps.db, letter, { storageKey, ...(await deps.storage.putOnce(storageKey, await deps.printer.letter(document.kind as DocumentKind, document.facts as unknown as DocumentFacts))) });
  }
  for (const key of pending?.keys ?? []) await deps.storage.remove(key);
  await endErasure(deps.db, id);
}
