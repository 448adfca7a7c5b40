// Renders one document. Equal facts give equal bytes: dates and the file's id come from the facts, nothing from a clock or a random source.
import type { DocumentKind } from '../../workflows/domain/programmes.js';
import { DOCUMENT_WORDS } from '../../workflows/domain/words.js';
import type { DocumentFacts } from './facts.js';
import { agreement } from './kinds/agreement.js';
import { agreementCertificate } from './kinds/agreement-certificate.js';
import { candidateNotice } from './kinds/candidate-notice.js';
import { contract } from './kinds/contract.js';
import { decisionLetter } from './kinds/decision-letter.js';
import { draftSheet } from './kinds/draft-sheet.js';
import { finalAmountLetter } from './kinds/final-amount-letter.js';
import { refusalLetter } from './kinds/refusal-letter.js';
import { revocationLetter } from './kinds/revocation-letter.js';
import { sheet, type Sheet } from './sheet.js';

const KINDS = {
  'candidate-notice': candidateNotice,
  'decision-letter': decisionLetter,
  'refusal-letter': refusalLetter,
  'draft-sheet': draftSheet,
  agreement,
  'agreement-certificate': agreementCertificate,
  'final-amount-letter': finalAmountLetter,
  'revocation-letter': revocationLetter,
  contract,
} as const satisfies Record<DocumentKind, (paper: Sheet, facts: DocumentFacts) => void>;

/** The PDF of a document. Throws when the facts lack what the kind is about (an agreement without terms). */
export async function renderDocument(kind: DocumentKind, facts: DocumentFacts): Promise<Buffer> {
  const name = DOCUMENT_WORDS[kind];
  const paper = sheet({ title: `${name} ${facts.number}`, subject: facts.title, author: facts.city, date: facts.date });
  KINDS[kind](paper, facts);
  return paper.finish(`${facts.number}　${name}`);
}
