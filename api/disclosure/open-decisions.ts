// The decisions of a year as open data: what was decided about whom for how much, and no natural person. Names of groups are given, those of people who applied alone are not;
// texts of applicants are masked by the same rule as any copy that leaves the house.
import { readCase } from '../../db/store/load.js';
import { publishedInYear } from '../../db/store/published.js';
import { departmentNames } from '../../db/store/reference.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { formAnswers, settledKind } from '../../workflows/domain/cases.js';
import { makeMask, personalValues } from '../../workflows/domain/masking.js';
import { formFields } from '../../workflows/domain/programmes.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { draftOf } from '../../workflows/domain/steps/draft-decision.js';
import { text } from '../../workflows/domain/steps/step.js';
import { ENDING_WORDS } from '../../workflows/domain/words.js';
import type { Cell } from '../csv.js';
import type { Deps } from '../deps.js';

/** One decision. Yen are whole; a sum that does not exist yet, or never will, is null. */
export type OpenDecision = {
  readonly number: string; readonly programme: string; readonly version: number; readonly budgetYear: number; readonly title: string; readonly group: string; readonly summary: string; readonly result: string; readonly publishedOn: string;
  readonly score: number | null; readonly fullScore: number | null; readonly decidedYen: number | null; readonly finalYen: number | null; readonly paidYen: number; readonly refundedYen: number; readonly department: string; readonly state: string;
};
/** Names of the columns, in the order of a table. */
export const OPEN_COLUMNS: { readonly [K in keyof OpenDecision]: string } = {
  number: '案件番号', programme: '制度', version: 'ルールの版', budgetYear: '予算の年度', title: '事業名', group: '団体名', summary: '概要', result: '結果', publishedOn: '公表日',
  score: '点数', fullScore: '満点', decidedYen: '決定額（円）', finalYen: '確定額（円）', paidYen: '支払額（円）', refundedYen: '返還額（円）', department: '主な担当課', state: '状態',
};

/** All decisions published in a fiscal year, in the order they were. */
export async function decisionsOfYear(deps: Deps, fiscalYear: number): Promise<readonly OpenDecision[]> {
  const offices = await departmentNames(deps.db);
  const kept = [...offices.values()].map((office) => office.tel);
  const decisions: OpenDecision[] = [];
  for (const id of await publishedInYear(deps.db, fiscalYear)) decisions.push(await decisionOf(deps, id, kept, (code) => offices.get(code)?.name ?? ''));
  return decisions;
}

async function decisionOf(deps: Deps, id: string, kept: readonly string[], office: (code: string) => string): Promise<OpenDecision> {
  const { programme, state, row } = await readCase(deps.db, id);
  const mask = makeMask(personalValues(programme, state, null).others, { kept });
  const { decidedYen, finalYen, paidYen, refundedYen } = sums(state);
  const sheet = settledKind(state, 'scoring')?.result;
  const draft = draftOf(state);
  const alone = formFields(programme).some((field) => field.id === programme.meaning.group && field.personal);
  return {
    number: row.number, programme: programme.name.ja, version: programme.version, budgetYear: row.fiscalYear, title: mask.text(row.title), group: alone ? '' : mask.text(row.groupName), summary: mask.text(text(formAnswers(state)[programme.meaning.summary])),
    result: draft ? (draft.select ? '採択' : '不採択') : state.ending ? ENDING_WORDS[state.ending].public : '公表済', publishedOn: dateOf(state.publishedAt ?? state.lastAt),
    score: sheet ? Number(sheet.total) : null, fullScore: sheet ? Number(sheet.full) : null, decidedYen: decidedYen > 0 ? decidedYen : null, finalYen, paidYen, refundedYen,
    department: office(text(settledKind(state, 'consultation')?.result?.lead) || (programme.office.post.split('.')[0] ?? '')), state: state.ending ? ENDING_WORDS[state.ending].public : '進行中',
  };
}

/** The same as rows of a table, with its head. */
export const asTable = (decisions: readonly OpenDecision[]): readonly (readonly Cell[])[] => [Object.values(OPEN_COLUMNS), ...decisions.map((one) => (Object.keys(OPEN_COLUMNS) as (keyof OpenDecision)[]).map((column) => one[column]))];
