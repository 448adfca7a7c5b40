// The printer: what the pages may have put on paper at once. Fonts and layout take a while to load, so nothing is loaded before the first sheet.
import type { DocumentFacts } from '../documents/facts.js';
import type { CoverFacts } from '../documents/copy-cover.js';
import type { DocumentKind } from '../../workflows/domain/programmes.js';

export type Printer = {
  /** A letter of a case from its facts; throws when they lack what the kind is about. */
  letter(kind: DocumentKind, facts: DocumentFacts): Promise<Uint8Array>;
  /** The cover of a copy for disclosure. */
  cover(facts: CoverFacts): Promise<Uint8Array>;
};

/** A printer; it keeps nothing. */
export const makePrinter = (): Printer => ({
  letter: async (kind, facts) => (await import('../documents/render.js')).renderDocument(kind, facts),
  cover: async (facts) => (await import('../documents/copy-cover.js')).renderCover(facts),
});
