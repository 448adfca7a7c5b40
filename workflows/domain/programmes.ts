// A programme is data: identity, form, money, posts, stages with steps, words. Everything it may say is a closed list,
// so a new programme is a new file and never a new branch in the engine. A definition survives a JSON round trip.
import type { BallotRule } from './ballots.js';
import type { Instant, Span } from './calendar.js';
import type { TellMail } from './cases.js';
import type { Field, Values } from './fields.js';
import type { CityKind, ContractKind } from './contract-route.js';
import type { InterestRule, LateRate } from './interest.js';
import type { MailId } from './mail.js';
import type { MoneyRule, Rate } from './money.js';
import type { DepartmentCode, PartyRole, PostCode } from './people.js';
import type { ReceiptRule } from './receipts.js';
import type { RetentionYears } from './retention.js';
import type { ScoringRule } from './scoring-rule.js';
import type { AccountGuard } from './steps/changed-account.js';
import type { StepKindId } from './steps/kinds.js';
import type { CooperationForm } from './subsidy-amount.js';
import type { VoteMethod } from './vote-count.js';

/** Staff word, public word (neutral until the notice is out), easy Japanese, English (facts: screens 5.2). */
export type Words = { readonly staff: string; readonly public: string; readonly easy: string; readonly en: string };

export type StageId = string;
/** How a case can end. */
export const ENDINGS = ['closed', 'ineligible', 'expired', 'notMatched', 'notSelected', 'notFunded', 'notConcluded', 'withdrawn', 'discontinued', 'continued'] as const;
export type EndingId = (typeof ENDINGS)[number];

/** Where an outcome leads: another step of the same stage, another stage (at its first step unless one is named), or an end. */
export type Go =
  | { readonly step: string }
  | { readonly stage: StageId; readonly at?: string }
  | { readonly end: EndingId | 'as-before' };

/** Whom a mail about an outcome goes to: the group's people, the post that a role names, the leading department, or all that were asked. */
export type TellTo = 'contact' | 'representative' | 'office' | 'lead' | 'asked';
export type Way = { readonly go: Go; readonly tell?: readonly { readonly mail: MailId; readonly to: readonly TellTo[] }[] };

/** Due date and end of an ask, as spans: due after opening, closed after due. */
export type Term = { readonly due: Span; readonly grace: Span; readonly minNoticeDays: number };

/** A programme that goes on with a case: the way to file, and for each of its fields the field of the first form that it starts with. */
export type FollowUp = { readonly programme: string; readonly track: string; readonly fields: { readonly [field: string]: string } };

/** Parameters of each step kind. Names of people or departments appear only as posts. */
export type StepParams = {
  'formal-check': { readonly by: PostCode; readonly term: Term; readonly correction: { readonly term: Term; readonly rounds: number } };
  consultation: {
    readonly office: PostCode;
    readonly mode: 'parallel' | 'in-turn';
    /** Candidates by rule: the answer to `field` names them, in this order; the reason is shown to everybody concerned. */
    readonly candidates: { readonly field: string; readonly table: { readonly [option: string]: readonly { readonly department: DepartmentCode; readonly reason: string }[] } };
    readonly wished?: string;
    readonly term: Term;
    readonly talk: Term;
    readonly officeTerm: Term;
    /** After this many refusals the programme office must decide. */
    readonly refusals: number;
    readonly nextYearTimes: number;
  };
  scoring: {
    readonly panel: readonly PostCode[];
    readonly criteria: readonly { readonly id: string; readonly label: string; readonly max: number; readonly asks: string }[];
    readonly quorum: number;
    /** Share of the full marks of all counted sheets that must be reached. */
    readonly threshold: Rate;
    readonly term: Term;
    readonly reviewsMax: number;
    /**
     * The panel is asked once for its whole call: when the call is closed and its cases are there, or `gatherDays` after the close whoever is missing. Each
     * member gets one mail, and declares ties to all applicants before anything of them is shown. Absent: case by case.
     */
    readonly perCall?: { readonly gatherDays: number };
  };
  ballot: { readonly voters: readonly PostCode[]; readonly quorum: number; readonly majority: Rate; readonly question: string; readonly term: Term; readonly roundsMax: number };
  'draft-decision': { readonly by: PostCode; readonly term: Term; readonly follows: string };
  approval: {
    readonly subject: 'decision' | 'claim' | 'final-amount' | 'revocation' | 'late-interest' | 'contract-change';
    /** In this order; of each group `need` must approve. */
    readonly chain: readonly { readonly posts: readonly PostCode[]; readonly need: number; readonly tier: 'T2' | 'T3' }[];
    /** No person twice in the chain. */
    readonly distinct: boolean;
    readonly term: Term;
    readonly mail: MailId;
    readonly document?: DocumentKind;
  };
  gate: { readonly gate: string; readonly until: { readonly daysAfterFiscalYearStart: number } };
  publication: { readonly by: PostCode; readonly term: Term; readonly document?: DocumentKind; readonly what: 'candidate' | 'decision' | 'refusal' | 'final' | 'revocation' | 'summary' };
  agreement: { readonly office: PostCode; readonly second: PostCode; readonly term: Term; readonly revisions: number; readonly document?: 'agreement' | 'contract'; /** The contract-change step whose terms are agreed on; without it the first agreement. */ readonly changes?: string };
  /** `account`: after a returned transfer; `successor`: after the representative changed. `changed`: what guards another account than before. */
  claim: { readonly claims: 'advance' | 'remainder' | 'account' | 'successor'; readonly term: Term; readonly changed?: AccountGuard };
  payment: { readonly as: 'advance' | 'remainder' | 'contract' | 'interest'; readonly office: PostCode };
  work: { readonly until: { readonly field: string }; readonly midReview: boolean; readonly term: Term; readonly office: PostCode; readonly freeCut: Rate };
  /** `notAfterYearEnd`: the report is due on 31 March of its fiscal year at the latest (いわき市). `receipts`: each payment is shown by its receipt, in the place of one sum a line. */
  report: { readonly term: Term; readonly demand: Term; readonly notAfterYearEnd?: true; readonly receipts?: ReceiptRule };
  determination: { readonly by: PostCode; readonly term: Term; readonly corrections: number; readonly correctionTerm: Term };
  balance: { readonly determination: string };
  /** `interest`: what a revoked sum bears, by the programme's own rule. */
  refund: { readonly finance: PostCode; readonly term: Term; readonly interest?: InterestRule };
  revocation: { readonly by: PostCode; readonly term: Term };
  /** The city's own thresholds hold from `adoptedOn` on; `source` names its rule. */
  route: { readonly by: PostCode; readonly term: Term; readonly cityKind: CityKind; readonly contract: ContractKind; readonly adoptedOn: string; readonly source: string; /** Orders that together pass the limit are pointed out, and a person says why they stand apart. */ readonly watchesSplits?: true };
  quotation: { readonly by: PostCode; readonly term: Term; readonly checkTerm: Term };
  /** `notBy`: steps whose people may not inspect. */
  inspection: { readonly by: PostCode; readonly term: Term; readonly inspectTerm: Term; readonly notBy: readonly string[] };
  invoice: { readonly term: Term; readonly changed?: AccountGuard };
  'late-interest': { readonly rates: readonly LateRate[] };
  /** The rule by which the sheets of step `follows` of the whole call become a ranking; frozen with the version. `runnerUp`: how long the runner-up may think. */
  selection: { readonly follows: string; readonly rule: ScoringRule; readonly runnerUp: Term };
  /** Residents vote over the whole call. `rule` says what may stand on a ballot (`insteadLabel` words its option that stands alone), `method` how ballots become grants; the holder of `confirm` confirms the count. */
  'public-vote': { readonly rule: BallotRule; readonly insteadLabel?: string; readonly method: VoteMethod; readonly confirm: PostCode };
  evaluation: { readonly office: PostCode; readonly items: readonly { readonly id: string; readonly label: string }[]; readonly term: Term; readonly jointTerm: Term };
  ruling: { readonly by: PostCode; readonly term: Term };
  wait: { readonly until: 'next-fiscal-year' };
  'form-of-cooperation': { readonly term: Term };
  /** `talk`: how long a talk and the next sheet may take after an objection. */
  'department-roles': { readonly term: Term; readonly talk: Term };
  /** By form, the programme that takes the case over, the way to file there, and which of its fields starts with which of this form. `term` is for completing the draft. */
  'follow-up': { readonly term: Term; readonly programmes: { readonly [F in CooperationForm]?: FollowUp } };
  'contract-change': { readonly by: PostCode; readonly term: Term };
};

export type StepDef = {
  readonly [K in StepKindId]: { readonly id: string; readonly kind: K; readonly words?: Words; readonly on: { readonly [outcome: string]: Way } } & StepParams[K];
}[StepKindId];
export type StepOf<K extends StepKindId> = Extract<StepDef, { kind: K }>;

export const DOCUMENT_KINDS = ['candidate-notice', 'decision-letter', 'refusal-letter', 'draft-sheet', 'agreement', 'agreement-certificate', 'final-amount-letter', 'revocation-letter', 'contract'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export type Stage = {
  readonly id: StageId;
  readonly words: Words;
  /** Which unit holds the case, in public words, when no request says it better. */
  readonly holder: string;
  /** Off the main way: not listed among the stages that every case passes. */
  readonly aside?: true;
  /** Where a withdrawal leads here, until a step is reached or so many days after one was settled (鹿嶋市: 20 days); absent: not possible any more. */
  readonly withdraw?: { readonly go: Go; readonly until?: string; readonly within?: { readonly from: string; readonly days: number } };
  readonly steps: readonly StepDef[];
};

export type FormPage = { readonly id: string; readonly title: string; readonly intro?: string; readonly fields: readonly Field[] };

export type Programme = {
  readonly id: string;
  /** Two letters in the number of a case. */
  readonly code: string;
  readonly version: number;
  readonly name: { readonly ja: string; readonly easy: string; readonly en: string };
  readonly aim: string;
  readonly eligible: readonly string[];
  readonly notEligible: readonly string[];
  readonly documents: readonly string[];
  /** Rank of the rule; it decides the remedy told in notices (facts: domain 2.2). */
  readonly legalBasis: 'ordinance' | 'regulation' | 'guideline';
  readonly office: { readonly name: string; readonly tel: string; readonly hours: string; readonly post: PostCode };
  readonly money: MoneyRule | null;
  readonly form: readonly FormPage[];
  /** Ways to file: which pages each shows. The answers remember the way under `track`. */
  readonly tracks: readonly { readonly id: string; readonly label: string; readonly hint: string; readonly minutes: number; readonly pages: readonly string[] }[];
  /** Ids of the form fields that mean the same in every programme. */
  readonly meaning: { readonly title: string; readonly group: string; readonly summary: string; readonly contactName: string; readonly contactEmail: string; readonly representativeName: string; readonly representativeEmail: string; readonly budget?: string; readonly wish?: string; /** The choice of a course, where amounts differ by it. */ readonly course?: string };
  readonly stages: readonly Stage[];
  /** Applications stay sealed until the call closes: nobody but the applicant reads them, and nobody is asked about them, before they are opened together. */
  readonly sealedUntilClose?: true;
  /** Where a closed case goes on when it is reopened, by reason. */
  readonly reopen: { readonly [why: string]: { readonly stage: StageId; readonly at: string; /** Also while the case is open. */ readonly whileOpen?: true; /** Only while the case stands in one of these stages, never after its end. */ readonly from?: readonly StageId[] } };
  /**
   * What follows when the group dissolves: before step `decided` was settled a withdrawal; after it, without spending, `unspent` (revocation, full return);
   * after partial work `spent`, as the programme's rule says (proven cost, or revocation). Absent: handled by hand.
   */
  readonly dissolution?: { readonly decided: string; readonly unspent: { readonly stage: StageId; readonly at: string }; readonly spent: { readonly stage: StageId; readonly at: string } };
  /** How many years its cases are kept after the fiscal year they ended in, where the city's file rules say otherwise than usual. */
  readonly retention?: Partial<RetentionYears>;
  /** Words of the calendar of a round, in order, for the programme page. */
  readonly calendar: readonly { readonly when: string; readonly what: string; readonly holder: string }[];
  readonly sources: readonly string[];
};

/** The definition of a step, if this version has it. For whoever reads a case: a step that is gone is for the rules to break on. */
export function findStep(programme: Programme, step: string): StepDef | undefined {
  for (const stage of programme.stages) for (const def of stage.steps) if (def.id === step) return def;
}

/** The definition of a step; a case that stands at a step its version does not have is a broken invariant. */
export function stepDef(programme: Programme, step: string): StepDef {
  const def = findStep(programme, step);
  if (def) return def;
  throw new Error(`programme ${programme.id} version ${programme.version} has no step ${step}`);
}

export function stageDef(programme: Programme, stage: StageId): Stage {
  const found = programme.stages.find((s) => s.id === stage);
  if (!found) throw new Error(`programme ${programme.id} version ${programme.version} has no stage ${stage}`);
  return found;
}

export function stageOfStep(programme: Programme, step: string): Stage {
  const found = programme.stages.find((s) => s.steps.some((def) => def.id === step));
  if (!found) throw new Error(`programme ${programme.id} version ${programme.version} has no step ${step}`);
  return found;
}

/** Whether cases of a programme move money out of an envelope: by a rule for grants, or by contracts. */
export const holdsMoney = (programme: Programme): boolean => programme.money !== null || programme.stages.some((s) => s.steps.some((step) => step.kind === 'payment'));

/** The selection step of a programme, with its rule; null when it does not select by rank. */
export function selectionStep(programme: Programme): StepOf<'selection'> | null {
  for (const stage of programme.stages) for (const step of stage.steps) if (step.kind === 'selection') return step;
  return null;
}

/** The step at which residents vote over the whole call; null when there is none. */
export function voteStep(programme: Programme): StepOf<'public-vote'> | null {
  for (const stage of programme.stages) for (const step of stage.steps) if (step.kind === 'public-vote') return step;
  return null;
}

/** Whether one list over the whole call says what becomes of each case. */
export const selectsCall = (programme: Programme): boolean => selectionStep(programme) !== null || voteStep(programme) !== null;

/** How a programme has its payments shown by receipts; null when its reports give one sum for each line. */
export function receiptRule(programme: Programme): ReceiptRule | null {
  for (const stage of programme.stages) for (const step of stage.steps) if (step.kind === 'report') return step.receipts ?? null;
  return null;
}

/** All fields of the form in their order. */
export const formFields = (programme: Programme): readonly Field[] => programme.form.flatMap((page) => page.fields);

/** The pages of one way to file; an unknown way gets the first. */
export function pagesOf(programme: Programme, track: string): readonly FormPage[] {
  const way = programme.tracks.find((t) => t.id === track) ?? programme.tracks[0];
  return (way?.pages ?? []).flatMap((id) => programme.form.filter((page) => page.id === id));
}

/** The fields a case was filed with: those of its way to file. */
export function caseFields(programme: Programme, answers: Values): readonly Field[] {
  return pagesOf(programme, typeof answers.track === 'string' ? answers.track : '').flatMap((page) => page.fields);
}

/** Name and address of one of the group's people; where a form asks for one person only, that person is both. */
export function personOf(programme: Programme, answers: Values, role: PartyRole): { name: string; email: string } {
  const { meaning } = programme;
  const read = (id: string) => { const value = answers[id]; return typeof value === 'string' ? value : ''; };
  const contact = { name: read(meaning.contactName), email: read(meaning.contactEmail) };
  if (role === 'contact') return contact;
  return { name: read(meaning.representativeName) || contact.name, email: read(meaning.representativeEmail) || contact.email };
}

/** The stages a case passes on the happy way, for the list of steps on its page. */
export const mainStages = (programme: Programme): readonly Stage[] => programme.stages.filter((s) => s.id !== 'aftercare' && !s.aside);

export type { Instant, TellMail };
