// What a document says of a case: read once when it is made, and kept beside its bytes.
import type { Db } from '../../db/client.js';
import { CITY } from '../../db/store/queue-mails.js';
import type { Loaded } from '../../db/store/load.js';
import { holderOf } from '../../db/store/people.js';
import { departmentNames } from '../../db/store/reference.js';
import { dateOf, fiscalYearEnd, type Instant } from '../../workflows/domain/calendar.js';
import { formAnswers, settledKind } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { WorkingStep } from '../../workflows/domain/money.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { openChange } from '../../workflows/domain/contract-terms.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { departmentRoles, sharesOf } from '../../workflows/domain/steps/department-roles.js';
import { rejectedOf } from '../../workflows/domain/steps/determination.js';
import { allowed, budgetOf, draftOf } from '../../workflows/domain/steps/draft-decision.js';
import { decidedForm } from '../../workflows/domain/steps/form-of-cooperation.js';
import { quotedYen } from '../../workflows/domain/steps/quotation.js';
import { list, text, yen } from '../../workflows/domain/steps/step.js';
import { FORM_WORDS, splitCost } from '../../workflows/domain/subsidy-amount.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import type { DocumentFacts } from './facts.js';

/** The facts of a document of this case at an instant. `spec` is what the rules wanted. */
export async function factsOfCase(db: Db, loaded: Loaded, spec: Values, at: Instant): Promise<DocumentFacts> {
  const { programme, state, row } = loaded;
  const answers = formAnswers(state);
  const names = await departmentNames(db);
  const name = (code: unknown) => names.get(String(code))?.name ?? '';
  const matched = state.steps.findLast((r) => r.kind === 'consultation' && r.outcome === 'taken')?.result;
  const draft = draftOf(state);
  const working = allowed(programme, state);
  const budget = budgetOf(programme, state);
  const score = settledKind(state, 'scoring')?.result;
  const scoring = programme.stages.flatMap((s) => s.steps).find((s) => s.kind === 'scoring');
  const mayor = await holderOf(db, 'mayor.head', at);
  return {
    city: CITY, mayor: mayor?.person?.name ?? '', office: { name: programme.office.name, tel: programme.office.tel }, number: row.number, title: row.title,
    group: row.groupName || personOf(programme, answers, 'contact').name, representative: personOf(programme, answers, 'representative').name, programme: programme.name.ja, legalBasis: programme.legalBasis, date: dateOf(at), fiscalYear: row.fiscalYear,
    amountYen: working || quotedYen(state) !== null ? (draft?.amountYen ?? 0) : null, working: working?.steps ?? [], conditions: draft?.conditions ?? '',
    // What the letter of the final amount explains is what was not recognised, not why the case was selected.
    reasons: spec.document === 'revocation-letter' ? text(settledKind(state, 'revocation')?.result?.reason) : spec.document === 'final-amount-letter' ? text(settledKind(state, 'determination')?.result?.note) : (draft?.reasons ?? ''),
    ...(draft ? { isSelected: draft.select } : {}),
    ...(score && scoring?.kind === 'scoring' ? { score: { total: yen(score.total), full: yen(score.full), threshold: Math.ceil((yen(score.full) * scoring.threshold.num) / scoring.threshold.den), sheets: yen(score.sheets) } } : {}),
    ...(budget ? { budget: { ...budget, costs: budget.costs.map((line) => ({ label: programme.money?.eligibleHeads.find((h) => h.id === line.head)?.label ?? line.head, what: line.what, yen: line.yen })) } } : {}),
    lead: name(matched?.lead), joint: list(matched?.joint).map(name), ...(spec.document === 'agreement' ? togetherOf(loaded, name) : {}),
    ...(spec.document === 'agreement' || spec.document === 'contract' ? { agreement: agreementOf(loaded, spec) } : {}),
    ...(spec.document === 'final-amount-letter' ? { final: finalOf(loaded) } : {}),
    ...(spec.document === 'revocation-letter' ? { revoked: { decidedYen: sums(state).decidedYen, keepYen: yen(settledKind(state, 'revocation')?.result?.keepYen), paidYen: sums(state).paidYen } } : {}),
    ...(spec.document === 'draft-sheet' ? { approvals: await approversOf(db, loaded, at), history: historyOf(loaded) } : {}),
  };
}

/** The form that was decided, and what each of several departments does and pays. */
function togetherOf({ state }: Loaded, name: (code: unknown) => string): Pick<DocumentFacts, 'departments' | 'form'> {
  const roles = departmentRoles(state);
  const decided = decidedForm(state);
  const amountYen = draftOf(state)?.amountYen ?? 0;
  const parts = roles.length > 0 && amountYen > 0 ? splitCost(amountYen, sharesOf(roles)) : [];
  return {
    ...(decided ? { form: FORM_WORDS[decided.form] } : {}),
    ...(roles.length > 0 ? { departments: roles.map((one) => ({ name: name(one.department), role: one.role, percent: one.percent, yen: amountYen > 0 ? (parts.find((part) => part.department === one.department)?.yen ?? 0) : null })) } : {}),
  };
}

/** The terms: what the newest revision says, else what the form and the matching said. */
function agreementOf({ programme, state, row }: Loaded, spec: Values): NonNullable<DocumentFacts['agreement']> {
  const answers = formAnswers(state);
  const terms = JSON.parse(text(spec.terms) || '{}') as Values;
  const change = spec.change === true ? openChange(state) : null;
  const priceYen = change ? yen(change.yen) : quotedYen(state);
  const lines = (value: unknown) => text(value).split('\n').map((line) => line.trim()).filter(Boolean);
  const matched = state.steps.findLast((r) => r.kind === 'consultation' && r.outcome === 'taken')?.result;
  const draft = draftOf(state);
  const or = (revised: string[], fallback: string[]) => (revised.length > 0 ? revised : fallback);
  const { advanceMax } = programme.money ?? { advanceMax: { num: 0, den: 1 } };
  return {
    version: yen(spec.version), purpose: text(change?.specification) || text(state.steps.findLast((r) => r.kind === 'route')?.result?.specification) || text(answers[programme.meaning.summary]),
    groupRoles: or(lines(terms.groupRoles), lines(answers.plan).length > 0 ? lines(answers.plan) : ['事業を計画し、実施する']),
    cityRoles: or(lines(terms.cityRoles), lines(programme.meaning.wish ? answers[programme.meaning.wish] : '').length > 0 ? lines(programme.meaning.wish ? answers[programme.meaning.wish] : '') : ['必要な助言と情報の提供を行う']),
    costText: priceYen !== null ? `契約金額は、${yenWords(priceYen)}（消費税及び地方消費税を含む。）とする。` : draft && draft.amountYen > 0 ? `市は、${yenWords(draft.amountYen)}を限度として費用を負担する。このうち${advanceMax.den}分の${advanceMax.num}までは、先に支払うことができる。` : '費用は、それぞれが自分の役割の分を負担する。',
    from: text(answers.projectStart) || dateOf(state.lastAt), to: text(change?.lastDay) || text(answers.projectEnd) || fiscalYearEnd(row.fiscalYear),
    publicity: '事業の内容、経過と成果は、公開を原則とする。個人に関する情報は公開しない。', extra: [...new Set([text(terms.extra), draft?.conditions ?? '', ...lines(matched?.changes)])].filter(Boolean).join('\n'), changed: change ? `契約金額 ${yenWords(yen(change.beforeYen))}から${yenWords(yen(change.yen))}、終わりの日 ${text(change.beforeLastDay) ? dateWords(text(change.beforeLastDay)) : ''}から${dateWords(text(change.lastDay))}。変える理由：${text(change.reason)}` : text(terms.changed), ...(change ? { isChange: true } : {}),
  };
}

function finalOf({ state }: Loaded): NonNullable<DocumentFacts['final']> {
  const run = settledKind(state, 'determination')?.result;
  const { finalYen, paidYen, refundedYen } = sums(state);
  const left = (finalYen ?? 0) - (paidYen - refundedYen);
  return { finalYen: finalYen ?? 0, paidYen, balanceYen: Math.abs(left), kind: left > 0 ? 'remainder' : left < 0 ? 'refund' : 'even', working: JSON.parse(text(run?.working) || '[]') as WorkingStep[], rejected: rejectedOf(state) };
}

/** The boxes of the draft sheet: who is asked to approve, in order, as they hold their posts now. */
async function approversOf(db: Db, { programme, state }: Loaded, at: Instant): Promise<NonNullable<DocumentFacts['approvals']>> {
  const step = programme.stages.flatMap((s) => s.steps).find((s) => s.id === state.steps.at(-1)?.step);
  const posts = step?.kind === 'approval' ? step.chain.flatMap((g) => g.posts) : [];
  return Promise.all(posts.map(async (post) => {
    const holder = await holderOf(db, post, at);
    return { post: `${holder?.departmentName ?? ''} ${holder?.postName ?? post}`, name: holder?.person?.name ?? '', at: null, remark: '' };
  }));
}

const historyOf = ({ programme, state }: Loaded): NonNullable<DocumentFacts['history']> => [
  { at: state.submittedAt, text: '提案を受け付けた' },
  ...state.steps.filter((r) => r.settledAt !== null && r.kind !== 'draft-decision').map((r) => ({ at: r.settledAt ?? 0, text: `${programme.stages.find((s) => s.id === r.stage)?.words.staff ?? r.stage}：${OUTCOMES[r.outcome ?? ''] ?? '済'}（${dateWords(dateOf(r.openedAt))}から）` })),
];
const OUTCOMES: Readonly<Record<string, string>> = { accepted: '受付', taken: '担当課が決定', passed: '基準点以上', failed: '基準点未満', 'no-quorum': '定足数に足りず', undecided: '定足数に足りず', carried: '可決', rejected: '否決', 'sent-back': '差戻し' };
