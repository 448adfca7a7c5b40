// Draft of the decision (起案): the office proposes to select, with amount, conditions and reasons, or not to select. It never proposes more than the rule,
// the request and the envelope allow, and never to select what the review did not pass.
import type { CaseState } from '../cases.js';
import { formAnswers, settledKind, settledStep } from '../cases.js';
import type { Field } from '../fields.js';
import type { Budget, Working } from '../money.js';
import { adoptionsOf, ruleOfCase } from '../grant-rule.js';
import { budgetTotals, commas, grantAmount } from '../money.js';
import type { Programme } from '../programmes.js';
import { quotedYen } from './quotation.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { askOffice, lineAnswer, reasonField, remarkField, text, yen } from './step.js';

/** The budget of the form, if the programme asks for one and it was filled in. */
export function budgetOf(programme: Programme, state: CaseState): Budget | null {
  const value = programme.meaning.budget ? formAnswers(state)[programme.meaning.budget] : null;
  return value && typeof value === 'object' && 'costs' in value ? value : null;
}

/** How often the project has been adopted with this case, as the officer confirmed it in the newest draft; 1 until somebody did. */
export const adoptionOf = (state: CaseState): number => yen(state.steps?.findLast((r) => r.kind === 'draft-decision' && r.settledAt !== null)?.result?.adoption) || 1;

/** What the rule allows for this case at an adoption, with the working; null when the programme has no money, no budget was given, or the table gives this adoption nothing. */
export function allowed(programme: Programme, state: CaseState, adoption: number = adoptionOf(state)): Working | null {
  const budget = budgetOf(programme, state);
  const rule = ruleOfCase(programme, formAnswers(state), state.fiscalYear, adoption);
  if (!rule || !budget) return null;
  const { eligibleYen } = budgetTotals(rule, budget);
  return grantAmount(rule, { eligibleYen, otherGrantsYen: budget.otherGrantsYen, incomeYen: budget.feesYen + budget.otherGrantsYen, askedYen: budget.askedYen });
}

/** The newest decision that was drafted: amount, conditions, reasons. */
export function draftOf(state: CaseState): { select: boolean; amountYen: number; conditions: string; reasons: string } | null {
  const run = settledKind(state, 'draft-decision');
  return run ? { select: run.outcome === 'select', amountYen: yen(run.result?.amountYen), conditions: text(run.result?.conditions), reasons: text(run.result?.reasons) } : null;
}

const PASSED: readonly (string | null)[] = ['passed', 'carried', 'undecided', 'accepted', 'selected'];

function most(ctx: Ctx<'draft-decision'>, adoption: number): number {
  const working = allowed(ctx.programme, ctx.state, adoption);
  // Where the whole call was selected under its envelope, no more than that gave.
  const chosen = ctx.state.steps.findLast((r) => (r.kind === 'selection' || r.kind === 'public-vote') && r.outcome === 'selected')?.result?.yen;
  return working ? Math.min(working.amountYen, ctx.env.envelopeFreeYen ?? 0, chosen === undefined ? Infinity : yen(chosen)) : 0;
}

const confirms = (ctx: Ctx<'draft-decision'>): boolean => ctx.programme.money?.confirmsAdoption === true;
/** The adoptions this draft may be for: the first, unless the rule asks for how many times it is. */
const adoptions = (ctx: Ctx<'draft-decision'>): readonly number[] => (confirms(ctx) ? adoptionsOf(ctx.programme) : [1]);

/** The question how often, with what the record says beside it; nothing is chosen before. */
function adoptionField(ctx: Ctx<'draft-decision'>): Field {
  const before = ctx.env.adopted ?? [];
  const record = before.length === 0 ? '同じ団体の同じ事業名の採択は、記録にありません' : `同じ団体の同じ事業名の採択が、記録に${before.length}回あります（${before.join('、')}）`;
  return { id: 'adoption', label: '採択の回数', kind: 'choice', required: true, hint: `${record}。事業名を変えたものがないかも確かめて選んでください`, options: adoptions(ctx).map((n) => ({ id: String(n), label: `${n}回目（${commas(most(ctx, n))}円まで）` })) };
}

/** A contract is drafted at the price that was quoted, or not at all. */
function contractChoices(price: number, freeYen: number, reject: Choice): readonly Choice[] {
  if (price > freeYen) return [reject];
  return [{ id: 'select', label: '契約を結ぶ案をつくる', consequence: '決裁にまわります。', fields: [
    { id: 'amountYen', label: '契約金額（税込み）', kind: 'yen', required: true, min: price, max: price, hint: `見積もりのとおり ${commas(price)}円` }, remarkField('conditions', '条件'), reasonField('reasons', '理由', '契約の相手と方法の理由'),
  ] }, reject];
}

export const draftDecision: StepKind<'draft-decision'> = {
  outcomes: ['select', 'reject'],
  asks: (ctx) => askOffice(ctx, ctx.step.by, { key: 'draft', what: 'draft-decision', tier: 'T1', term: ctx.step.term, mail: 'approvals/draft-requested', note: { review: settledStep(ctx.state, ctx.step.follows)?.outcome ?? '', round: ctx.run.round } }),
  choices(ctx) {
    const reject: Choice = { id: 'reject', label: '不採択とする案をつくる', consequence: '決裁にまわります。', fields: [reasonField('reasons', '理由', '通知にそのまま載ります')] };
    if (!PASSED.includes(settledStep(ctx.state, ctx.step.follows)?.outcome ?? null)) return [reject];
    const price = quotedYen(ctx.state);
    if (price !== null) return contractChoices(price, ctx.env.envelopeFreeYen ?? 0, reject);
    const money = allowed(ctx.programme, ctx.state);
    const limit = Math.max(...adoptions(ctx).map((n) => most(ctx, n)));
    if (money && limit === 0) return [reject];
    return [{ id: 'select', label: '採択とする案をつくる', consequence: '決裁にまわります。', fields: [
      ...(money && confirms(ctx) ? [adoptionField(ctx)] : []),
      ...(money ? [{ id: 'amountYen', label: '金額', kind: 'yen', required: true, min: 1, max: limit, hint: `${commas(limit)}円まで（ルール・求める額・残りの予算のうち小さい額）` } as const] : []),
      remarkField('conditions', '条件'), reasonField('reasons', '理由', '通知にそのまま載ります'),
    ] }, reject];
  },
  check(ctx, _request, choice, values) {
    if (choice !== 'select' || values.adoption === undefined) return [];
    const max = most(ctx, Number(values.adoption));
    return yen(values.amountYen) > max ? [{ at: 'amountYen', code: 'above-decided', facts: { max, is: yen(values.amountYen) } }] : [];
  },
  settle(ctx) {
    const draft = lineAnswer(ctx, 'draft');
    if (!draft) return null;
    const amountYen = yen(draft.values.amountYen);
    const result = { amountYen, conditions: text(draft.values.conditions), reasons: text(draft.values.reasons), ...(draft.values.adoption === undefined ? {} : { adoption: Number(draft.values.adoption) }) };
    // The sum is held in the envelope from the draft on, so that two drafts can never promise the same yen.
    return { outcome: draft.choice, result, events: amountYen > 0 ? [{ type: 'money.committed', key: `${ctx.run.step}#${ctx.run.round}`, yen: amountYen }] : [] };
  },
};
