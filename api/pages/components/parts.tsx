// Small parts that several pages share: instants, summary lists, the list of stages, money and values in words.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../../workflows/domain/calendar.js';
import { clockOf, DAY, dateOf, HOUR, workingDaysBetween } from '../../../workflows/domain/calendar.js';
import type { Field, Value } from '../../../workflows/domain/fields.js';
import { INCOME_LABELS } from '../../../workflows/domain/fields.js';
import type { Budget, MoneyRule, WorkingStep } from '../../../workflows/domain/money.js';
import { budgetTotals } from '../../../workflows/domain/money.js';
import type { Language } from '../../../workflows/domain/words.js';
import { dateWords, yenWords } from '../../../workflows/domain/words.js';

/** 2026年12月4日（金）17:15 */
export const momentWords = (at: Instant, language: Language = 'ja'): string => `${dateWords(dateOf(at), language)}${language === 'en' ? ' ' : ''}${clockOf(at)}`;
export const When = ({ at, language = 'ja', day = false }: { readonly at: Instant; readonly language?: Language; readonly day?: boolean }) => <time datetime={new Date(at).toISOString()}>{day ? dateWords(dateOf(at), language) : momentWords(at, language)}</time>;

/** Time left for an officer: office days after today up to the due day. */
export function dueWords(calendar: Calendar, now: Instant, due: Instant): string {
  const [today, day] = [dateOf(now), dateOf(due)];
  if (day < today || due < now) { const late = workingDaysBetween(calendar, day, today); return late > 0 ? `期限を${late}日（開庁日）過ぎています` : '期限を過ぎています'; }
  if (day === today) return 'きょうまで';
  return `あと${workingDaysBetween(calendar, today, day)}日（開庁日）`;
}

/** Time left for a citizen: calendar days, then hours, then minutes. */
export function leftWords(now: Instant, until: Instant, language: Language = 'ja'): string {
  const left = until - now;
  if (language === 'en') return left <= 0 ? 'the date has passed' : left < 2 * DAY ? `${Math.max(1, Math.floor(left / HOUR))} hours left` : `${Math.floor(left / DAY)} days left`;
  if (left <= 0) return '締切を過ぎました';
  if (left < HOUR) return `あと${Math.max(1, Math.floor(left / 60_000))}分`;
  if (left < 2 * DAY) return `あと${Math.floor(left / HOUR)}時間`;
  return `あと${Math.floor(left / DAY)}日`;
}

export type Row = { readonly term: string; readonly value: Child; readonly change?: string };
/** Terms and values, each with a way to change it where there is one. */
export const SummaryList = ({ rows }: { readonly rows: readonly Row[] }) => (
  <dl class="summary">
    {rows.map((row) => <div><dt>{row.term}</dt><dd>{row.value}</dd>{row.change && <dd class="change"><a href={row.change}>変更<span class="hidden">（{row.term}）</span></a></dd>}</div>)}
  </dl>
);

export type StageLine = { readonly word: string; readonly state: 'done' | 'here' | 'later'; readonly detail: string };
/** The stages in order; the state is said in words, not only by its mark. */
export const StageList = ({ lines, words }: { readonly lines: readonly StageLine[]; readonly words: { done: string; here: string; later: string } }) => (
  <ol class="stages">
    {lines.map((line) => <li class={line.state} aria-current={line.state === 'here' ? 'step' : undefined}><span class="mark" aria-hidden="true">{line.state === 'done' ? '✓' : line.state === 'here' ? '●' : '○'}</span><span class="word">{line.word}<span class="hidden">（{words[line.state]}）</span></span>{line.detail && <span class="detail">{line.detail}</span>}</li>)}
  </ol>
);

/** How an amount came about, in one line. */
export function workingWords(steps: readonly WorkingStep[]): string {
  return steps.map((step) => {
    switch (step.kind) {
      case 'eligible': return `対象経費 ${yenWords(step.yen)}`;
      case 'other-grants': return `− ほかの補助 ${yenWords(step.yen)}`;
      case 'rate': return `× ${step.rate.num}/${step.rate.den} = ${yenWords(step.yen)}`;
      case 'unit': return `→ ${step.unitYen === 1000 ? '千円' : yenWords(step.unitYen)}未満切り捨て ${yenWords(step.yen)}`;
      case 'excess': return `→ 収入${yenWords(step.incomeYen)}と合わせて対象経費まで ${yenWords(step.yen)}`;
      case 'cap': return `→ 上限 ${yenWords(step.capYen)}`;
      case 'asked': return `→ 求める額 ${yenWords(step.askedYen)}`;
      case 'decided': return `→ 決定額 ${yenWords(step.decidedYen)}`;
    }
  }).join(' ');
}

/** A value as a reader sees it. */
export function ValueView({ field, value, rule, files }: { readonly field: Field; readonly value: Value | undefined; readonly rule?: MoneyRule | null; readonly files?: readonly { id: string; name: string; bytes: number; pages: number | null }[] }) {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <span class="blank">未入力</span>;
  switch (field.kind) {
    case 'choice': return <>{field.options.find((o) => o.id === value)?.label ?? String(value)}</>;
    case 'choices': return <>{(value as string[]).map((id) => field.options.find((o) => o.id === id)?.label ?? id).join('、')}</>;
    case 'consent': return <>{value ? 'はい' : 'いいえ'}</>;
    case 'yen': return <>{yenWords(Number(value))}</>;
    case 'number': return <>{String(value)}{field.unit}</>;
    case 'date': return <>{dateWords(String(value))}</>;
    case 'moment': return <>{String(value).replace('T', ' ')}</>;
    case 'longtext': return <span class="typed">{String(value)}</span>;
    case 'files': return <>{(value as string[]).map((id) => files?.find((f) => f.id === id)?.name ?? 'ファイル').join('、')}（{(value as string[]).length}つ届いています）</>;
    case 'receipts': return <>{(value as readonly unknown[]).length}枚</>;
    case 'verdicts': return <>認めなかった領収書 {(value as string[]).filter(Boolean).length}枚</>;
    case 'spent': return <ul class="plain">{field.lines.map((line, n) => <li>{line.label}：{yenWords((value as number[])[n] ?? 0)}（予定 {yenWords(line.plannedYen)}）</li>)}</ul>;
    case 'budget': return <BudgetView budget={value as Budget} rule={rule ?? null} />;
    default: return <>{String(value)}</>;
  }
}

export function BudgetView({ budget, rule }: { readonly budget: Budget; readonly rule: MoneyRule | null }) {
  const head = (id: string) => rule?.eligibleHeads.find((h) => h.id === id)?.label ?? id;
  const totals = rule ? budgetTotals(rule, budget) : null;
  return (
    <table class="figures">
      <caption class="hidden">収支予算</caption>
      <tbody>
        {budget.costs.map((line) => <tr><th scope="row">{head(line.head)}（{line.what}）</th><td>{yenWords(line.yen)}</td></tr>)}
        <tr class="total"><th scope="row">支出の合計</th><td>{yenWords(totals?.costYen ?? 0)}</td></tr>
        {([['own', budget.ownYen], ['fees', budget.feesYen], ['grants', budget.otherGrantsYen], ['asked', budget.askedYen]] as const).map(([id, yen]) => <tr><th scope="row">{INCOME_LABELS[id]}</th><td>{yenWords(yen)}</td></tr>)}
        <tr class="total"><th scope="row">収入の合計</th><td>{yenWords(totals?.incomeYen ?? 0)}</td></tr>
      </tbody>
    </table>
  );
}
