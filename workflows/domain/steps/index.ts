// The table of step kinds: the only place where a kind's name becomes its rules.
import type { StepKindId } from './kinds.js';
import type { StepKind } from './step.js';
import { agreement } from './agreement.js';
import { approval } from './approval.js';
import { balance } from './balance.js';
import { ballot } from './ballot.js';
import { claim } from './claim.js';
import { consultation } from './consultation.js';
import { determination } from './determination.js';
import { contractChange } from './contract-change.js';
import { departmentRolesStep } from './department-roles.js';
import { draftDecision } from './draft-decision.js';
import { evaluation } from './evaluation.js';
import { followUp } from './follow-up.js';
import { formOfCooperation } from './form-of-cooperation.js';
import { formalCheck } from './formal-check.js';
import { gate } from './gate.js';
import { inspection } from './inspection.js';
import { invoice } from './invoice.js';
import { lateInterest } from './late-interest.js';
import { payment } from './payment.js';
import { publication } from './publication.js';
import { publicVote } from './public-vote.js';
import { quotation } from './quotation.js';
import { refund } from './refund.js';
import { report } from './report.js';
import { revocation } from './revocation.js';
import { routing } from './route.js';
import { ruling } from './ruling.js';
import { scoring } from './scoring.js';
import { selection } from './selection-step.js';
import { wait } from './wait.js';
import { work } from './work.js';

const KINDS: { readonly [K in StepKindId]: StepKind<K> } = {
  'formal-check': formalCheck, consultation, scoring, ballot, 'draft-decision': draftDecision, approval, gate, publication, agreement, claim, payment, work,
  report, determination, balance, refund, evaluation, ruling, revocation, route: routing, quotation, inspection, invoice, 'late-interest': lateInterest, selection, 'public-vote': publicVote, wait,
  'form-of-cooperation': formOfCooperation, 'department-roles': departmentRolesStep, 'follow-up': followUp, 'contract-change': contractChange,
};

/** The rules of a kind. The cast is safe because a `Ctx` always carries a step of the kind its run names. */
export const rulesOf = (kind: StepKindId): StepKind<StepKindId> => KINDS[kind] as unknown as StepKind<StepKindId>;
