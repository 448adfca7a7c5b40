// How a proposal is carried out together, for everybody: the form with its sheet and reasons, who does what and bears which part, and the case it goes on as.
import type { LinkedCase } from '../../db/store/follow-ups.js';
import type { CaseState } from '../../workflows/domain/cases.js';
import { departmentRoles } from '../../workflows/domain/steps/department-roles.js';
import { decidedForm, FORM_QUESTIONS } from '../../workflows/domain/steps/form-of-cooperation.js';
import { FORM_WORDS } from '../../workflows/domain/subsidy-amount.js';
import type { Row } from './components/parts.js';

/** The decided form with what the sheet proposed and why; nothing before it is decided. */
export function formRows(state: CaseState): Row[] {
  const decided = decidedForm(state);
  if (!decided) return [];
  const { form, proposed, reasons, reason, sheet } = decided;
  const answers = FORM_QUESTIONS.map((q) => ({ label: q.label, said: q.kind === 'choice' ? (q.options.find((o) => o.id === sheet[q.id])?.label ?? '') : `${String(sheet[q.id] ?? '')}${q.kind === 'number' ? q.unit : ''}` }));
  return [
    { term: '協働の形', value: form === proposed ? `${FORM_WORDS[form]}（質問の答えから示された形のとおり）` : `${FORM_WORDS[form]}（質問の答えから示された形は${proposed ? `「${FORM_WORDS[proposed]}」` : 'なし'}）` },
    ...(reason ? [{ term: 'その形にした理由', value: <span class="typed">{reason}</span> }] : []),
    { term: '形を示した理由', value: <ul class="plain">{reasons.map((one) => <li>{one}</li>)}</ul> },
    { term: '質問と答え', value: <ul class="plain">{answers.map((one) => <li>{one.label}　{one.said}</li>)}</ul> },
  ];
}

/** What each department does and bears; nothing where one carries the case alone. */
export function roleRows(state: CaseState, departments: ReadonlyMap<string, { name: string }>): Row[] {
  const roles = departmentRoles(state);
  if (roles.length === 0) return [];
  return [{ term: '担当する課', value: <ul class="plain">{roles.map((one, n) => <li>{departments.get(one.department)?.name ?? one.department}（{n === 0 ? '主に担当・' : ''}費用の{one.percent}％）　<span class="typed">{one.role}</span></li>)}</ul> }];
}

const LINK_WORDS: { readonly [K in LinkedCase['is']]: string } = { origin: 'もとの提案', 'follow-up': '引き継いだ案件' };

/** The cases linked with this one, each a way to its public page. */
export const linkRows = (linked: readonly LinkedCase[]): Row[] => linked.map((one) => ({ term: LINK_WORDS[one.is], value: <><a href={`/cases/${one.number}`}>{one.number}</a>（{one.programme}）</> }));

/** The way to the draft that a group is asked to complete; what stands below it is only for those who will not. */
export const FollowUpSubject = ({ href }: { readonly href: string | null }) => (
  <div class="panel">
    <p>提案の内容を写した書きかけがあります。開いて、足りないところを書き、最後のページで提出してください。提出すると、このお願いは終わります。</p>
    {href && <p class="actions"><a class="button" href={href}>書きかけを開く</a></p>}
  </div>
);
