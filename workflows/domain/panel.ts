// The panel of a call (審査会): what its members say of their ties before they read anything, and what that means for a case.
import type { CaseState } from './cases.js';
import type { Field } from './fields.js';
import type { PostCode } from './people.js';
import type { Programme, StepOf } from './programmes.js';

/** What a member may say of an application: no tie, or one of the closed list of ties. */
export const RELATIONS = ['none', 'member', 'donor', 'relative', 'business', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** The words of the declaration, as members choose them and as the log tells them. */
export const RELATION_WORDS: { readonly [K in Relation]: string } = {
  none: '関係はない', member: '団体の会員・役員・職員である', donor: '団体に寄付をしている', relative: '親族が団体の役員や担当者である', business: '団体と取引がある', other: 'そのほかの関係がある',
};

/** How a tie was found without the member's word. */
export const DETECTIONS = ['organisation', 'corporate-number'] as const;
export type Detection = (typeof DETECTIONS)[number];
export const DETECTION_WORDS: { readonly [K in Detection]: string } = { organisation: '所属の団体が、申請した団体と同じ', 'corporate-number': '所属の団体の法人番号が、申請した団体と同じ' };

/** What is known of a member or an applicant beside the name: the organisation and its corporate number (法人番号); '' = not known. */
export type Belongs = { readonly organisation: string; readonly corporateNumber: string };

/** The tie that the registers show, whatever the member says; null when they show none. Width, case and spaces of a name make no difference. */
export function detectTie(member: Belongs, applicant: Belongs): Detection | null {
  const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  if (member.corporateNumber !== '' && member.corporateNumber === applicant.corporateNumber) return 'corporate-number';
  return member.organisation !== '' && plain(member.organisation) === plain(applicant.organisation) ? 'organisation' : null;
}

/** The fields of one declaration; `detected` is filled in by the house, never by the member. */
export const declarationFields: readonly Field[] = [
  { id: 'relation', label: '申請した団体との関係', kind: 'choice', required: true, options: RELATIONS.map((id) => ({ id, label: RELATION_WORDS[id] })) },
  { id: 'detail', label: '関係の内容', kind: 'text', required: false, max: 200 },
  { id: 'detected', label: '自動で見つかった関係', kind: 'choice', required: false, options: DETECTIONS.map((id) => ({ id, label: DETECTION_WORDS[id] })) },
];

/** The last word of a post's holder on this case, of one person when one is named; null = nothing was declared. */
export function relationOf(state: CaseState, post: PostCode, person?: string): Relation | null {
  const act = state.acts.findLast((one) => one.verb === 'declare' && one.by.kind === 'post' && one.by.post === post && (person === undefined || one.by.person === person));
  return RELATIONS.find((relation) => relation === act?.values.relation) ?? null;
}

/** Whether a word means that its member takes no part. */
export const isTie = (relation: Relation | null): boolean => relation !== null && relation !== 'none';

/** The scoring steps of a programme whose panel is asked once for the whole call. */
export const perCallSteps = (programme: Programme): readonly StepOf<'scoring'>[] => programme.stages.flatMap((stage) => stage.steps.flatMap((step) => (step.kind === 'scoring' && step.perCall ? [step] : [])));

/** Posts that may declare on this case now: members of a panel that was reached, until the case ends. */
export function declaringPosts(programme: Programme, state: CaseState): readonly PostCode[] {
  if (state.ending) return [];
  return perCallSteps(programme).filter((step) => state.steps.some((run) => run.step === step.id)).flatMap((step) => step.panel);
}

