/** The closed list of step kinds. A kind whose meaning must change gets a new name; recorded decisions of every release keep it honest. */
export const STEP_KINDS = [
  'formal-check', 'consultation', 'scoring', 'ballot', 'draft-decision', 'approval', 'gate', 'publication', 'agreement', 'claim', 'payment', 'work',
  'report', 'determination', 'balance', 'refund', 'evaluation', 'ruling', 'revocation', 'route', 'quotation', 'inspection', 'invoice', 'late-interest', 'selection', 'public-vote', 'wait',
  'form-of-cooperation', 'department-roles', 'follow-up', 'contract-change',
] as const;
export type StepKindId = (typeof STEP_KINDS)[number];
