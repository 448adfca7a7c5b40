// Form of co-operation (協働の形): the leading department answers what the guideline asks about nature, necessity and profitability,
// reads which form that speaks for and why, and decides. Another form than the proposed one needs a written reason; sheet and decision are published.
import type { CaseState } from '../cases.js';
import type { Field, Option, Values } from '../fields.js';
import { departmentOf } from '../people.js';
import { adviseForm, type CooperationForm, FORM_WORDS, type FormAdvice } from '../subsidy-amount.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { askOffice, leadPost, lineAnswer, list, reasonField, text } from './step.js';

type K = 'form-of-cooperation';

const YES: Option = { id: 'yes', label: 'はい' };
const NO: Option = { id: 'no', label: 'いいえ' };
const choice = (id: string, label: string, options: readonly Option[], hint?: string): Field => ({ id, label, kind: 'choice', required: true, options, ...(hint ? { hint } : {}) });

/** The questions of the sheet, in the order of the guideline (甲賀市 実施要綱, 市の協働の指針). */
export const FORM_QUESTIONS: readonly Field[] = [
  choice('task', '性質：だれの仕事ですか', [{ id: 'shared', label: '市と団体がともに担う仕事' }, { id: 'city', label: '市が最後まで責任を負う仕事' }, { id: 'group', label: '団体が自らの仕事として行うもの' }]),
  choice('idea', '性質：だれの企画ですか', [{ id: 'group', label: '団体' }, { id: 'city', label: '市' }]),
  choice('needed', '必要性：公益のために必要ですか', [YES, NO]),
  choice('needsMoney', '必要性：市の費用の負担がないと実施できませんか', [YES, NO]),
  choice('income', '採算性：事業の収入はありますか', [{ id: 'none', label: 'ない' }, { id: 'part', label: '費用の一部をまかなえる' }, { id: 'covers-cost', label: '費用の全部をまかなえる' }]),
  { id: 'parties', label: '市のほかに事業を担う団体の数', kind: 'number', required: true, min: 1, max: 50, unit: '団体' },
  choice('jointAccounts', '市と団体で、一つの組織と会計をつくりますか', [NO, YES]),
];

/** What the answered sheet speaks for. A value that is not on the sheet counts as its cautious side: not needed, no money. */
export function adviceOf(sheet: Values): FormAdvice {
  const one = <T extends string>(id: string, known: readonly T[], otherwise: T): T => known.find((k) => k === sheet[id]) ?? otherwise;
  return adviseForm({
    task: one('task', ['city', 'group', 'shared'], 'group'), idea: one('idea', ['city', 'group'], 'group'), needed: sheet.needed === 'yes', needsMoney: sheet.needsMoney === 'yes',
    income: one('income', ['none', 'part', 'covers-cost'], 'none'), parties: typeof sheet.parties === 'number' ? sheet.parties : 1, jointAccounts: sheet.jointAccounts === 'yes',
  });
}

/** The form that was decided for a case, with the sheet and its reasons; null before that. */
export function decidedForm(state: CaseState): { readonly form: CooperationForm; readonly proposed: CooperationForm | null; readonly reasons: readonly string[]; readonly reason: string; readonly joint: readonly string[]; readonly sheet: Values } | null {
  const result = state.steps.findLast((r) => r.kind === 'form-of-cooperation' && r.outcome === 'decided')?.result;
  const form = formOf(result?.form);
  return result && form ? { form, proposed: formOf(result.proposed), reasons: list(result.reasons), reason: text(result.reason), joint: list(result.joint), sheet: result } : null;
}

/** A text as one of the forms; null for any other. */
export const formOf = (value: unknown): CooperationForm | null => (typeof value === 'string' && value in FORM_WORDS ? (value as CooperationForm) : null);

/** Which sheet is answered or decided on: each "again" begins the next. */
const turn = (ctx: Ctx<K>): number => { let n = 1; while (lineAnswer(ctx, `decide-${n}`)?.choice === 'again') n++; return n; };

export const formOfCooperation: StepKind<K> = {
  outcomes: ['decided', 'none'],
  asks(ctx) {
    const n = turn(ctx);
    const lead = leadPost(ctx.programme, ctx.state);
    const sheet = lineAnswer(ctx, `sheet-${n}`);
    if (!sheet) return askOffice(ctx, lead, { key: `sheet-${n}`, what: 'form-sheet', tier: 'T1', term: ctx.step.term, mail: 'matching/form-sheet-requested' });
    const { form, reasons } = adviceOf(sheet.values);
    return askOffice(ctx, lead, { key: `decide-${n}`, what: 'form-decision', tier: 'T1', term: ctx.step.term, mail: 'matching/form-decision-requested', note: { form: form ?? '', reasons: reasons.map((r) => r.text) } });
  },
  choices(ctx, request) {
    if (request.what === 'form-sheet') return [{ id: 'answer', label: '質問に答える', consequence: '答えから、合う形とその理由を示します。まだ決まりません。', fields: FORM_QUESTIONS }];
    const proposed = formOf(request.note?.form);
    const own = departmentOf(leadPost(ctx.programme, ctx.state));
    const others = ctx.env.departments.filter((d) => d.id !== own);
    const joint: readonly Field[] = others.length > 0 ? [{ id: 'joint', label: 'いっしょに担当する課', kind: 'choices', required: false, options: others, hint: 'あるときだけ選んでください。役割と費用の分担を、あとで双方に確かめます' }] : [];
    const forms = (Object.keys(FORM_WORDS) as CooperationForm[]).filter((id) => id !== proposed).map((id) => ({ id, label: FORM_WORDS[id] }));
    const published = '答えと理由は、案件の公開ページに載ります。';
    const found: Choice[] = [{ id: 'other', label: 'ほかの形にする', consequence: `理由とともに決めます。${published}`, fields: [{ id: 'form', label: '協働の形', kind: 'choice', required: true, options: forms }, reasonField('reason', 'その形にする理由', '公開されます'), ...joint] }];
    if (proposed) found.unshift({ id: 'accept', label: '示された形にする', consequence: `「${FORM_WORDS[proposed]}」に決めます。${published}`, fields: joint });
    else found.push({ id: 'none', label: '市は加わらずに終わる', consequence: '理由を提案者に知らせ、ここで終わります。', fields: [reasonField('reason', '理由', '提案者がそのまま読みます')] });
    return [...found, { id: 'again', label: '質問に答え直す', consequence: '今の答えを残して、もう一度はじめから答えます。', fields: [] }];
  },
  settle(ctx) {
    const n = turn(ctx);
    const sheet = lineAnswer(ctx, `sheet-${n}`);
    const said = lineAnswer(ctx, `decide-${n}`);
    if (!sheet || !said) return null;
    if (said.choice === 'none') return { outcome: 'none', result: { reason: text(said.values.reason), by: 'post' } };
    const { form: proposed, reasons } = adviceOf(sheet.values);
    const form = said.choice === 'accept' ? proposed : formOf(said.values.form);
    return { outcome: 'decided', result: { ...sheet.values, form: form ?? '', proposed: proposed ?? '', reasons: reasons.map((r) => r.text), reason: text(said.values.reason), joint: list(said.values.joint) } };
  },
};
