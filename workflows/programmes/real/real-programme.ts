// What a real programme is: a definition, and beside it what its rule says of scores, places, ballots and amounts. Only what its page says is written
// in its file; what a definition needs and the page lacks is filled in here, and `sources` says so line by line.
import type { BallotRule } from '../../domain/ballots.js';
import type { Rate, MoneyRule, Yen } from '../../domain/money.js';
import type { Programme, StepParams } from '../../domain/programmes.js';
import type { Criterion, Exact, ScoringRule } from '../../domain/scoring-rule.js';
import type { AmountRow, ItemLimit } from '../../domain/subsidy-amount.js';
import { citizenProposal } from '../citizen-proposal.js';
import { generalSubsidy } from '../general-subsidy.js';
import { type SubsidyValues, subsidy } from '../subsidy.js';

/** A printed result: the total as an exact number, and what is known of the amount. `group` is the table it stands in (a sector). */
export type PrintedResult = { readonly fiscalYear: number; readonly group?: string; readonly total: Exact; readonly amountYen?: Yen; readonly selected: true };

/**
 * One version of one real programme. `years` are the fiscal years whose rounds go by it, null = the pages show no limit on that side.
 * What is absent is not known or not ruled; nothing here is made up without a line in `sources`.
 */
export type RealProgramme = {
  readonly programme: Programme;
  readonly city: string;
  readonly years: { readonly from: number | null; readonly to: number | null };
  readonly scoring?: ScoringRule;
  readonly ballot?: BallotRule;
  /** Largest number of winners of a vote. */
  readonly winnersMax?: number;
  readonly amounts?: readonly AmountRow[];
  readonly items?: readonly ItemLimit[];
  /** Money of a whole round by fiscal year. */
  readonly envelopes?: readonly { readonly fiscalYear: number; readonly yen: Yen }[];
  readonly results?: readonly PrintedResult[];
};

/** Stands where a definition needs a cap and the page names none: above any city's budget, so it never binds. */
export const NO_CAP_YEN: Yen = 1_000_000_000_000;
/** The six posts of the sample city's panel, in order. */
export const PANEL = ['panel.member-1', 'panel.member-2', 'panel.member-3', 'panel.member-4', 'panel.member-5', 'panel.head'] as const;
/** A share as the page states it: `rate(4, 5)` is 80 %. */
export const rate = (num: number, den: number): Rate => ({ num, den });
/** No share has to be reached. */
export const NO_THRESHOLD: Rate = rate(0, 1);

type Sheet = Pick<StepParams['scoring'], 'panel' | 'criteria' | 'quorum' | 'threshold'>;

/** The sheet of a panel: criteria of equal full marks, judged by the first so many posts. The quorum is a majority, ours unless `sources` says otherwise. */
export function sheet(judges: number, labels: readonly string[], max: number, threshold: Rate = NO_THRESHOLD): Sheet {
  return { panel: PANEL.slice(0, judges), criteria: labels.map((label, n) => ({ id: `c${n + 1}`, label, max, asks: label })), quorum: Math.floor(judges / 2) + 1, threshold };
}

/** Where no page shows a sheet: one item of ten points, half is enough, as in the sample city. */
export const OUR_SHEET: Sheet = sheet(5, ['評価'], 10, rate(1, 2));

/** Criteria of a scoring rule with the ids of `sheet`. */
export const criteria = (labels: readonly string[], max: number): Criterion[] => labels.map((label, n) => ({ id: `c${n + 1}`, label, weight: 1, min: 0, max, step: 1, anchors: [] }));

/** A scoring rule of what is known; the rest is the plainest choice and is named in `sources`. */
export function scoringRule(known: Pick<ScoringRule, 'criteria' | 'aggregate' | 'sources'> & Partial<ScoringRule>): ScoringRule {
  const ours = [
    ...('recusal' in known ? [] : ['利害関係: ページにない（当方: その人を除く）']), ...('tieBreak' in known ? [] : ['同点: ページにない（決めていない）']),
    ...('selection' in known ? [] : ['予算を超えるとき: ページにない（当方: そこで止める）']), '定足数: ページにない（当方: 1人）',
  ];
  return {
    version: 1, rounding: { mode: 'none' }, recusal: { kind: 'exclude' }, threshold: null, rejects: [], quorum: { minReviewers: 1, minShare: rate(0, 1) }, tieBreak: [], selection: { onCross: 'stop', partialUnitYen: 1 },
    publish: { sheets: false, means: false, comments: false }, ...known, sources: [...known.sources, ...ours],
  };
}

/** A row for all courses and years unless it names one; the cap is the programme's own where the row has none. */
export const row = (it: Partial<AmountRow> & Pick<AmountRow, 'rate' | 'source'>): AmountRow => ({ course: null, fiscalYear: null, fromAdoption: 1, toAdoption: null, capYen: NO_CAP_YEN, leastYen: 0, ...it });

type Identity = Pick<Programme, 'id' | 'code' | 'version' | 'name' | 'aim' | 'sources'>;
type Rules = Partial<Pick<Programme, 'eligible' | 'notEligible' | 'documents' | 'legalBasis'>> & { readonly money?: Partial<MoneyRule>; readonly membersMin?: number };
/** What the page of a subsidy says. An omitted value is one the page lacks. */
export type KnownSubsidy = Identity & Rules & Partial<Pick<SubsidyValues, 'scoring' | 'firstReview' | 'vote' | 'budgetVote' | 'withdrawalDays' | 'report' | 'freeCut' | 'themes' | 'courses'>>;
/** What the page of a joint programme says, where group and department carry out the project together. */
export type KnownProposal = Identity & Rules & { readonly scoring?: Sheet; /** Whether ideas are taken that nobody has to carry out. */ readonly ideas: boolean };

function moneyOf({ money = {} }: Rules): MoneyRule {
  const ours = [
    ...(money.rateByYear ? [] : ['補助率: ページにない（制限なしとして置く）']), ...(money.capYen === undefined ? ['上限: ページにない（制限なしとして置く）'] : []), ...(money.unitYen ? [] : ['端数: ページにない（当方: 1円）']),
    ...(money.advanceMax ? [] : ['概算払: ページにない（当方: なし）']), ...(money.eligibleHeads ? [] : ['費目: ページにない（当方: 見本の市の14費目）']),
  ];
  return { rateByYear: [rate(1, 1)], capYen: NO_CAP_YEN, unitYen: 1, eligibleHeads: generalSubsidy.money?.eligibleHeads ?? [], excludedHeads: [], advanceMax: rate(0, 1), ...money, sources: [...(money.sources ?? []), ...ours] };
}

const OFFICE = '窓口・担当の職: 見本の市のもの（当方）';
const basis = (it: Rules): string[] => (it.legalBasis ? [] : ['根拠: ページにない（当方: 要綱）']);

/** The definition of a real subsidy. */
export function realSubsidy(known: KnownSubsidy): Programme {
  const { withdrawalDays, report, freeCut } = known;
  const ours = [
    ...basis(known), OFFICE, '期限の日数のうち資料に名のないもの: 見本の市のもの（当方）', ...(known.scoring || known.vote ? [] : ['審査の項目と点: ページにない（当方: 1項目10点、半分以上）']),
    ...(withdrawalDays === undefined ? ['取下げの期限: ページにない（当方: 20日、鹿嶋市の例）'] : []), ...(report ? [] : ['報告の期限: ページにない（当方: 30日、尼崎市の例）']), ...(freeCut ? [] : ['軽微な変更: ページにない（当方: 2割以内の減、境港市の例）']),
    '取消しの加算金: ページにない（なし）',
  ];
  return subsidy({
    eligible: [], notEligible: [], documents: [], legalBasis: 'guideline', membersMin: 1, scoring: known.vote ? null : OUR_SHEET, withdrawalDays: 20, report: { days: 30, notAfterYearEnd: false }, freeCut: rate(1, 5),
    ...known, office: generalSubsidy.office, interestOnRevocation: false, money: moneyOf(known), sources: [...known.sources, ...ours],
  });
}

/** The definition of a real joint programme: the way of the sample city's citizen proposals with the values that are known. */
export function realProposal(known: KnownProposal): Programme {
  const { id, code, version, name, aim, eligible = [], notEligible = [], documents = [], legalBasis = 'guideline', membersMin = 1, scoring = OUR_SHEET, ideas } = known;
  const ours = [...basis(known), OFFICE, '流れ・期限・決裁・ふりかえりの項目: 見本の市の市民提案（当方）', ...(known.scoring ? [] : ['審査の項目と点: ページにない（当方: 1項目10点、半分以上）'])];
  const people = citizenProposal.form.map((page) => ({ ...page, fields: page.fields.map((field) => {
    if (field.id !== 'members' || field.kind !== 'number') return field;
    const { why: _, ...rest } = field;
    return { ...rest, min: membersMin, ...(membersMin > 1 ? { why: `${membersMin}人以上のグループが申請できます。` } : {}) };
  }) }));
  return {
    ...citizenProposal, id, code, version, name, aim, eligible, notEligible, documents, legalBasis, money: moneyOf(known),
    form: people.filter((page) => ideas || page.id !== 'idea'),
    tracks: citizenProposal.tracks.filter((track) => ideas || track.id !== 'idea'),
    stages: citizenProposal.stages.map((stage) => ({ ...stage, steps: stage.steps.map((step) => (step.kind === 'scoring' ? { ...step, ...scoring } : step)) })),
    sources: [...known.sources, ...ours],
  };
}
