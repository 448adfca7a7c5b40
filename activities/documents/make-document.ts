// The activity of the document hand: reads its row, renders, stores once, records, rings.
import type { Db } from '../../db/client.js';
import { documentByKey, recordDocument, recordHandError, wantedHand } from '../../db/store/documents.js';
import { readCase } from '../../db/store/load.js';
import type { DocumentActivities } from '../../workflows/contracts/activities.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../../workflows/domain/programmes.js';
import type { Storage } from '../platform/storage.js';
import type { Ringer } from '../platform/temporal.js';
import type { Links } from '../platform/tokens.js';
import { factsOfCase } from './facts-of-case.js';
import { renderDocument } from './render.js';

export const documentActivities = (db: Db, links: Links, ringer: Ringer, storage: Storage): DocumentActivities => ({
  async makeDocument(caseId, key) {
    const hand = await wantedHand(db, caseId, key);
    if (!hand || hand.kind !== 'document' || hand.state === 'done') return;
    const kind = DOCUMENT_KINDS.find((k) => k === hand.spec.document) as DocumentKind;
    try {
      const loaded = await readCase(db, caseId);
      // The letter bears the business day on which it was wanted, so that making it again makes the same.
      const facts = await factsOfCase(db, loaded, hand.spec, hand.wantedAt);
      const there = await documentByKey(db, caseId, key);
      const storageKey = there?.storageKey ?? `documents/${caseId}/${key.replace(/[^a-z0-9]+/gi, '-')}.pdf`;
      const stored = await storage.putOnce(storageKey, there ? await storage.get(there.storageKey) : await renderDocument(kind, facts));
      const written = await recordDocument(db, links, { caseId, key, kind, storageKey, ...stored, madeAt: hand.wantedAt, facts: facts as unknown as Record<string, unknown> });
      if (written.ringMail) await ringer.ringMail();
      await ringer.ring('case', caseId);
    } catch (error) {
      await recordHandError(db, caseId, key, error instanceof Error ? error.name : 'unknown');
      throw error;
    }
  },
});
