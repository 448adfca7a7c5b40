// How long a case is kept after its end (保存年限), by class: a rule of the city's file regulations. Counted from the day after the fiscal year of the end, as offices
// count (文書管理規程の例); years stand with the programme, else these.
import { type CivilDate, dateOf, fiscalYearEnd, fiscalYearOf, type Instant } from './calendar.js';
import type { EndingId, Programme } from './programmes.js';

/** `granted`: carried out, with or without money; `contract`: commissioned and paid; `refused`: everything that ended before. */
export const RETENTION_CLASSES = ['granted', 'contract', 'refused'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];
/** Whole years of each class. */
export type RetentionYears = { readonly [C in RetentionClass]: number };

/** Claims of and against a city end after five years (地方自治法236条); for what was refused cities keep three to five. */
const USUAL: RetentionYears = { granted: 5, contract: 5, refused: 3 };
const CARRIED_OUT: readonly EndingId[] = ['closed', 'discontinued', 'continued'];

/** The class of a case that ended so. */
export function retentionClass(programme: Programme, ending: EndingId): RetentionClass {
  if (!CARRIED_OUT.includes(ending)) return 'refused';
  return programme.stages.some((stage) => stage.steps.some((step) => step.kind === 'invoice')) ? 'contract' : 'granted';
}

/** The last day on which a case is kept: the end of the fiscal year so many years after the one it ended in. */
export function keptUntil(programme: Programme, ending: EndingId, endedAt: Instant): CivilDate {
  const years = { ...USUAL, ...programme.retention }[retentionClass(programme, ending)];
  return fiscalYearEnd(fiscalYearOf(dateOf(endedAt)) + years);
}
