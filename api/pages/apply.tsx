// S03 to S07: starting, the list of pages, one page of the form, and the check before submission.
import type { Instant } from '../../workflows/domain/calendar.js';
import { BUDGET_ROWS, type Fault, type Input, readFields, type Values } from '../../workflows/domain/fields.js';
import { budgetTotals, grantAmount, type MoneyRule } from '../../workflows/domain/money.js';
import { type FormPage, pagesOf, type Programme } from '../../workflows/domain/programmes.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { FaultSummary, FileFaults, faultSentence } from './components/faults.js';
import { FieldView, ReturnKey, type StoredFile } from './components/fields.js';
import { Page } from './components/layout.js';
import { leftWords, momentWords, SummaryList, ValueView, workingWords } from './components/parts.js';

export type Filing = { readonly programme: Programme; /** The money rule of this draft's course and year; null where there is no money. */ readonly rule: MoneyRule | null; readonly closesAt: Instant; readonly now: Instant; readonly paper: boolean; /** The number of the case this application goes on with; its answers were copied. */ readonly origin?: string };

const NotYet = ({ filing }: { readonly filing: Filing }) => (
  <p class="banner warning">まだ提出していません。締切は{momentWords(filing.closesAt)}（{leftWords(filing.now, filing.closesAt)}）です。</p>
);

/** S03: before one begins. Showing it creates nothing. */
export const StartPage = ({ filing, typed, faults, found }: { readonly filing: Filing; readonly typed: Input; readonly faults: readonly Fault[]; readonly found: boolean }) => (
  <Page title="申請の前に" caption={filing.programme.name.ja} faulty={faults.length > 0} help={filing.programme.office} back={{ href: `/programmes/${filing.programme.id}`, label: filing.programme.name.ja }}>
    <FaultSummary faults={faults} />
    <h2>申請できる人</h2>
    <ul>{filing.programme.eligible.map((line) => <li>{line}</li>)}</ul>
    <h2>申請できないもの</h2>
    <ul>{filing.programme.notEligible.map((line) => <li>{line}</li>)}</ul>
    <p>アカウントはいりません。途中で保存でき、メールで届くリンクから続きを書けます。書いた内容は締切から90日間残します。</p>
    {found && <p class="banner info">このメールアドレスには書きかけがあります。届いているメールのリンクから続きを書けます。新しく書くこともできます。</p>}
    <form method="post" action={`/apply/${filing.programme.id}`} novalidate>
      {filing.programme.tracks.length > 1 && <FieldView field={{ id: 'track', label: '何を出しますか', kind: 'choice', required: true, options: filing.programme.tracks.map((t) => ({ id: t.id, label: `${t.label}（${t.hint}。${t.minutes}分ほど）` })) }} typed={typed} faults={faults} />}
      <FieldView field={{ id: 'email', label: 'メールアドレス', kind: 'email', required: !filing.paper, hint: '書きかけのリンクを送ります。届かなくても先に進めます' }} typed={typed} faults={faults} />
      <p class="actions"><button type="submit">申請をはじめる</button></p>
    </form>
  </Page>
);

export type TaskState = 'done' | 'begun' | 'empty' | 'faulty';
const TASK_WORDS: { readonly [K in TaskState]: string } = { done: '完了', begun: '入力中', empty: '未入力', faulty: '直してください' };

/** S04: what is left before one may submit. */
export const TasksPage = ({ filing, tasks, savedAt, mailed, closed }: { readonly filing: Filing; readonly tasks: readonly { page: FormPage; state: TaskState }[]; readonly savedAt: Instant; /** Whether the way back was mailed. */ readonly mailed: boolean; readonly closed: boolean }) => (
  <Page title={`${filing.programme.name.ja}の申請`} help={filing.programme.office} back={{ href: `/programmes/${filing.programme.id}`, label: filing.programme.name.ja }}>
    {closed ? <p class="banner warning">締切（{momentWords(filing.closesAt)}）を過ぎたため提出できません。書いた内容は、締切から90日間ここで見られます。</p> : <NotYet filing={filing} />}
    {filing.origin && <p class="banner info">この申請は、提案 <a href={`/cases/${filing.origin}`}>{filing.origin}</a> の続きです。内容を写してあります。足りないところを書き、確かめてから提出してください。</p>}
    <ul class="list tasks">
      {tasks.map(({ page, state }) => <li><a href={`/apply/${filing.programme.id}/${page.id}`}>{page.title}<span class="hidden">、{TASK_WORDS[state]}</span></a><span class={state === 'faulty' ? 'status bad' : 'status'} aria-hidden="true">{TASK_WORDS[state]}</span></li>)}
    </ul>
    {mailed ? <p>保存：{momentWords(savedAt)}（この端末とメールのリンクから開けます）</p> : <p class="banner warning">保存：{momentWords(savedAt)}（この端末から開けます）。同じメールアドレスで続けて始められたため、この書きかけのリンクはメールで送っていません。この端末で書いて、提出してください。</p>}
    {!closed && <p class="actions"><a class="button" href={`/apply/${filing.programme.id}/check`}>入力内容を確認する</a></p>}
  </Page>
);

/** S05 and S06: one page of the form. */
export function FormPageView(props: { readonly filing: Filing; readonly page: FormPage; readonly place: number; readonly places: number; readonly typed: Input; readonly faults: readonly Fault[]; readonly files: readonly StoredFile[]; readonly fileFaults: readonly string[]; readonly back: string; readonly fromCheck: boolean; readonly calculated: boolean; readonly closed: boolean }) {
  const { filing, page, typed, faults } = props;
  const { rule } = filing;
  const budget = page.fields.find((f) => f.kind === 'budget');
  return (
    <Page title={page.title} caption={`${filing.programme.name.ja} ・ ${props.places}のうち${props.place}`} faulty={faults.length + props.fileFaults.length > 0} help={filing.programme.office} back={{ href: props.back, label: 'もどる' }} wide={budget !== undefined}>
      <NotYet filing={filing} />
      <FaultSummary faults={faults} />
      <FileFaults lines={props.fileFaults} />
      {page.intro && <p>{page.intro}</p>}
      {budget && rule && <p class="panel">市が出せるのは、対象経費の{rule.rateByYear[0]?.num}/{rule.rateByYear[0]?.den}まで、上限{yenWords(rule.capYen)}です（{rule.unitYen === 1000 ? '千円' : yenWords(rule.unitYen)}未満は切り捨て）。</p>}
      <form method="post" action={`/apply/${filing.programme.id}/${page.id}${props.fromCheck ? '?from=check' : ''}`} enctype={page.fields.some((f) => f.kind === 'files') ? 'multipart/form-data' : undefined} novalidate>
        <ReturnKey name="do" value="next" />
        {page.fields.map((field) => <FieldView field={field} typed={typed} faults={faults} rule={rule} files={props.files} />)}
        {budget && props.calculated && <Calculation rule={rule} id={budget.id} typed={typed} />}
        <p class="actions">
          <button type="submit" name="do" value="next">保存して続ける</button>
          {budget && <button type="submit" name="do" value="calculate" class="secondary">計算する</button>}
          <button type="submit" name="do" value="later" class="secondary">保存して、あとで続ける</button>
        </p>
      </form>
    </Page>
  );
}

/** The sums of a budget as it stands, and how much the city could give for it; also while faults remain. */
function Calculation({ rule, id, typed }: { readonly rule: MoneyRule | null; readonly id: string; readonly typed: Input }) {
  if (!rule) return null;
  const number = (name: string) => { const read = readFields([{ id: 'n', label: '', kind: 'yen', required: false, min: 0, max: 10 ** 12 }], { n: typed[`${id}.${name}`] }).values.n; return typeof read === 'number' ? read : 0; };
  const costs = Array.from({ length: BUDGET_ROWS }, (_, n) => ({ head: String(typed[`${id}.costs.${n}.head`] ?? ''), what: '', yen: number(`costs.${n}.yen`) }));
  const budget = { costs, ownYen: number('own'), feesYen: number('fees'), otherGrantsYen: number('grants'), askedYen: number('asked') };
  const totals = budgetTotals(rule, budget);
  const working = grantAmount(rule, { eligibleYen: totals.eligibleYen, otherGrantsYen: budget.otherGrantsYen, incomeYen: budget.feesYen + budget.otherGrantsYen });
  return (
    <div class="panel" role="status">
      <h2>計算の結果</h2>
      <p>支出の合計 {yenWords(totals.costYen)}　収入の合計 {yenWords(totals.incomeYen)}　{totals.costYen === totals.incomeYen ? '合っています' : `差 ${yenWords(Math.abs(totals.costYen - totals.incomeYen))}`}</p>
      <p>市が出せる額の計算：{workingWords(working.steps)} = <strong>{yenWords(working.amountYen)}まで</strong></p>
    </div>
  );
}

/** S07: check what will be sent, in whose name, and what becomes public. */
export function CheckPage(props: { readonly filing: Filing; readonly track: string; readonly values: Values; readonly faults: readonly Fault[]; readonly files: readonly StoredFile[]; readonly late?: { readonly closesAt: Instant; readonly at: Instant } }) {
  const { filing, values, faults } = props;
  const { programme } = filing;
  const pages = pagesOf(programme, props.track);
  const missing = pages.filter((page) => page.fields.some((f) => faults.some((fault) => fault.at === f.id || fault.at.startsWith(`${f.id}.`))));
  const budgetField = programme.meaning.budget;
  const budget = budgetField ? values[budgetField] : null;
  const { rule } = filing;
  const working = rule && budget && typeof budget === 'object' && 'costs' in budget ? grantAmount(rule, { eligibleYen: budgetTotals(rule, budget).eligibleYen, otherGrantsYen: budget.otherGrantsYen, incomeYen: budget.feesYen + budget.otherGrantsYen, askedYen: budget.askedYen }) : null;
  return (
    <Page title="内容を確かめて、提出してください" caption={programme.name.ja} faulty={props.late !== undefined} help={programme.office} back={{ href: `/apply/${programme.id}/tasks`, label: '申請の一覧' }}>
      {props.late ? <div class="fault-summary" role="alert"><h2>締切を過ぎたため提出できません</h2><p>締切は{dateWords(dateOf(props.late.closesAt))}{clock(props.late.closesAt)}、受け取ったのは{dateWords(dateOf(props.late.at))}{clock(props.late.at)}でした。書いた内容は、締切から90日間残ります。</p></div> : <NotYet filing={filing} />}
      <p>締切 {momentWords(filing.closesAt)}　いま {momentWords(filing.now)}（市のサーバーの時計）</p>
      {pages.map((page) => (
        <section>
          <h2>{page.title}</h2>
          <SummaryList rows={page.fields.map((field) => ({ term: field.label, value: <ValueView field={field} value={values[field.id]} rule={rule} files={props.files} />, change: `/apply/${programme.id}/${page.id}?from=check` }))} />
        </section>
      ))}
      {working && <><h2>求める額の計算</h2><p>{workingWords(working.steps)}</p></>}
      <h2>公開されること</h2>
      <p>団体名・事業名・概要・金額は、結果の通知のあとに公開します。連絡先は公開しません。</p>
      {missing.length > 0 ? (
        <div class="fault-summary" role="alert">
          <h2>まだ提出できません</h2>
          <ul>{missing.map((page) => <li><a href={`/apply/${programme.id}/${page.id}?from=check`}>{page.title}</a>：{faults.filter((f) => page.fields.some((field) => f.at === field.id || f.at.startsWith(`${field.id}.`))).slice(0, 3).map(faultSentence).join('。')}</li>)}</ul>
        </div>
      ) : props.late ? null : (
        <form method="post" action={`/apply/${programme.id}/check`}>
          <p class="actions"><button type="submit">提案を提出する</button><a href={`/apply/${programme.id}/tasks`}>あとで提出する（保存済み）</a></p>
        </form>
      )}
    </Page>
  );
}

const clock = (at: Instant): string => new Date(at + 9 * 3_600_000).toISOString().slice(11, 19);
