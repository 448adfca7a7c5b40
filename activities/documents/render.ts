// Renders one document. Equal facts give equal bytes: dates and the file's id come from the facts, nothing from a clock or a random source.
import type { DocumentKind } from '../../workflows/domain/programmes.js';
import type { DocumentFacts } from './facts.js';
import { agreement } from './kinds/agreement.js';
import { agreementCertificate } from './kinds/agreement-certificate.js';
import { candidateNotice } from './kinds/candidate-notice.js';
import { decisionLetter } from './kinds/decision-letter.js';
import { draftSheet } from './kinds/draft-sheet.js';
import { finalAmountLetter } from './kinds/final-amount-letter.js';
import { refusalLetter } from './kinds/refusal-letter.js';
import { sheet, type Sheet } from './sheet.js';

const KINDS = {
  'candidate-notice': { name: '採択候補通知書', write: candidateNotice },
  'decision-letter': { name: '交付決定通知書', write: decisionLetter },
  'refusal-letter': { name: '選考結果通知書', write: refusalLetter },
  'draft-sheet': { name: '起案用紙', write: draftSheet },
  agreement: { name: '協働事業協定書', write: agreement },
  'agreement-certificate': { name: '合意証明書', write: agreementCertificate },
  'final-amount-letter': { name: '額の確定通知書', write: finalAmountLetter },
} as const satisfies Record<DocumentKind, { name: string; write: (paper: Sheet, facts: DocumentFacts) => void }>;

/** What the document is called, for lists and file names. */
export const documentName = (kind: DocumentKind): string => KINDS[kind].name;

/** The PDF of a document. Throws when the facts lack what the kind is about (an agreement without terms). */
export async function renderDocument(kind: DocumentKind, facts: DocumentFacts): Promise<Buffer> {
  const { name, write } = KINDS[kind];
  const paper = sheet({ title: `${name} ${facts.number}`, subject: facts.title, author: facts.city, date: facts.date });
  write(paper, facts);
  return paper.finish(`${facts.number}　${name}`);
}
