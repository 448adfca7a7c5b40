// S01, S02 and the small public pages: what one may do here, what is open, and the rules of one programme.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Rate } from '../../workflows/domain/money.js';
import { holdsMoney, type Programme } from '../../workflows/domain/programmes.js';
import { yenWords } from '../../workflows/domain/words.js';
import type { Fault, Input } from '../../workflows/domain/fields.js';
import { FaultSummary } from './components/faults.js';
import { FieldView } from './components/fields.js';
import { Page } from './components/layout.js';
import { leftWords, momentWords, SummaryList, When } from './components/parts.js';
import { methodWords, ruleLines } from './vote-words.js';

/** `vote`: the page of the vote of residents, once it is prepared. */
export type CallLine = { readonly programme: Programme; readonly opensAt: Instant; readonly closesAt: Instant; readonly fiscalYear: number; readonly vote?: string };
/** How much of the cost the city bears, as people say it. */
const shareWords = ({ num, den }: Rate): string => (num === den ? '全額' : `${num}/${den}`);
const stateOf = (call: CallLine, now: Instant) => (now < call.opensAt ? 'scheduled' : now < call.closesAt ? 'open' : 'closed');

const CallCard = ({ call, now }: { readonly call: CallLine; readonly now: Instant }) => (
  <li>
    <h3><a href={`/programmes/${call.programme.id}`}>{call.programme.name.ja}</a> {stateOf(call, now) === 'open' ? <span class="tag open">受付中</span> : stateOf(call, now) === 'scheduled' ? <span class="tag">まもなく</span> : <span class="tag closed">締切</span>}</h3>
    <p>{call.programme.aim}</p>
    <p>{call.programme.money ? `上限 ${yenWords(call.programme.money.capYen)}　` : holdsMoney(call.programme) ? '金額は見積もりで決めます　' : 'お金の支援はありません　'}締切 <When at={call.closesAt} />（{leftWords(now, call.closesAt)}）</p>
  </li>
);

/** S01 */
export const TopPage = ({ calls, now, results }: { readonly calls: readonly CallLine[]; readonly now: Instant; readonly results: readonly { number: string; title: string; word: string }[] }) => (
  <Page title="市民と市でつくる、共創のとびら">
    <p class="lead">市民のグループと市の課がいっしょに進める事業を、ここから提案できます。</p>
    <h2>受付中の制度</h2>
    {calls.length === 0 ? <p>いま受付中の制度はありません。</p> : <ul class="list">{calls.map((call) => <CallCard call={call} now={now} />)}</ul>}
    <h2>提出した案件を見る</h2>
    <form method="get" action="/cases">
      <div class="field"><label for="number">案件番号</label><p class="hint">例：2026-CP-0042</p><input type="text" id="number" name="number" class="mid" autocomplete="off" /></div>
      <p class="actions"><button type="submit" class="secondary">案件を見る</button></p>
    </form>
    {results.length > 0 && <><h2>公表された結果</h2><ul class="list">{results.map((r) => <li><a href={`/cases/${r.number}`}>{r.number}　{r.title}</a>　{r.word}</li>)}</ul><p><a href="/open-data">すべての決定をまとめて保存する（オープンデータ）</a></p></>}
    <h2>まず相談する</h2>
    {calls.map(({ programme }) => <p>{programme.name.ja}：{programme.office.name} {programme.office.tel}（{programme.office.hours}）</p>)}
  </Page>
);

export const ProgrammesPage = ({ calls, now }: { readonly calls: readonly CallLine[]; readonly now: Instant }) => <Page title="制度の一覧"><ul class="list">{calls.map((call) => <CallCard call={call} now={now} />)}</ul></Page>;

const BASIS: { readonly [K in Programme['legalBasis']]: string } = {
  ordinance: '条例にもとづく制度です。決定に不服があるときは、知った日の翌日から3か月以内に審査請求ができます。',
  regulation: '規則にもとづく制度です。決定は契約の申込みへの返事にあたり、審査請求の対象にはなりません。ご意見はいつでもお聞きします。',
  guideline: '要綱にもとづく制度です。決定は契約の申込みへの返事にあたり、審査請求の対象にはなりません。ご意見はいつでもお聞きします。',
};

/** S02 */
export function ProgrammePage({ call, now }: { readonly call: CallLine; readonly now: Instant }) {
  const { programme } = call;
  const { money } = programme;
  const state = stateOf(call, now);
  const steps = programme.stages.flatMap((s) => s.steps);
  const scoring = steps.find((s) => s.kind === 'scoring');
  const vote = steps.find((s) => s.kind === 'public-vote');
  const gated = steps.some((s) => s.kind === 'gate');
  const start = state === 'open' ? <p class="actions"><a class="button" href={`/apply/${programme.id}`}>申請をはじめる</a><span>まず相談する：{programme.office.name} {programme.office.tel}</span></p> : <p class="banner">{state === 'scheduled' ? `受付は ${momentWords(call.opensAt)} からです。` : `受付は ${momentWords(call.closesAt)} に終わりました。`}</p>;
  return (
    <Page title={programme.name.ja} heading={`${programme.name.ja}（${call.fiscalYear}年度に始める事業）`} help={programme.office} back={{ href: '/programmes', label: '制度の一覧' }} wide>
      <p class="lead">{programme.aim} {state === 'open' && <span class="tag open">受付中</span>}</p>
      <dl class="facts">
        <div><dt>締切</dt><dd><When at={call.closesAt} />（{leftWords(now, call.closesAt)}）　時刻を過ぎると提出できません</dd></div>
        <div><dt>金額</dt><dd>{money ? `上限 ${yenWords(money.capYen)}（対象経費の${money.rateByYear.slice(0, 1).map(shareWords).join('')}まで）` : holdsMoney(programme) ? '仕様と見積もりで決めます' : 'お金の支援はありません'}</dd></div>
        <div><dt>対象</dt><dd>{programme.eligible[0]}</dd></div>
      </dl>
      {start}
      <p>アカウントはいりません。{programme.tracks.map((t) => `${t.label}は${t.minutes}分ほど`).join('、')}。途中で保存できます。</p>
      <div class="columns two">
        <section><h2>申請できる人</h2><ul>{programme.eligible.map((line) => <li>{line}</li>)}</ul></section>
        <section><h2>申請できないもの</h2><ul>{programme.notEligible.map((line) => <li>{line}</li>)}</ul></section>
        {money && <section><h2>使えるお金</h2><ul>{money.eligibleHeads.map((h) => <li>{h.label}</li>)}</ul><p>市が出す割合：{money.rateByYear.map((r, n) => `${n + 1}年目 ${shareWords(r)}`).join('、')}。{money.unitYen === 1000 ? '千円' : yenWords(money.unitYen)}未満は切り捨て。</p></section>}
        {money && <section><h2>使えないお金</h2><ul>{money.excludedHeads.map((h) => <li>{h.label}（{h.rule}）</li>)}</ul></section>}
        {programme.documents.length > 0 && <section><h2>用意するもの</h2><ul>{programme.documents.map((line) => <li>{line}</li>)}</ul></section>}
        {scoring?.kind === 'scoring' && <section><h2>審査の点数</h2><ul>{scoring.criteria.map((c) => <li>{c.label}（{c.max}点）：{c.asks}</li>)}</ul><p>委員{scoring.panel.length}人が採点し、満点の{scoring.threshold.num}/{scoring.threshold.den}以上で候補になります。</p></section>}
        {vote?.kind === 'public-vote' && <section><h2>住民の投票</h2><ul>{ruleLines(vote).map((line) => <li>{line}</li>)}<li>{methodWords(vote.method)}</li></ul>{call.vote && <p><a href={call.vote}>投票のページ</a></p>}</section>}
      </div>
      <h2>これからの流れ</h2>
      <ol class="stages">{programme.calendar.map((line) => <li class="later"><span class="mark" aria-hidden="true">○</span><span class="word">{line.what}</span><span class="detail">{line.when}（{line.holder}）</span></li>)}</ol>
      {gated && <p class="banner warning">候補になっても、3月の市議会で予算が決まらないときは実施できません。そのとき、市に費用を求めることはできません。</p>}
      <p>{BASIS[programme.legalBasis]}</p>
      {state === 'open' && start}
      <p class="caption">このルールの版：第{programme.version}版</p>
      <details><summary>このルールのもと</summary><ul>{[...programme.sources, ...(money?.sources ?? [])].map((line) => <li>{line}</li>)}</ul></details>
    </Page>
  );
}

/** /find: a new link to one's own case, mailed. The answer is the same whether it was found or not. */
export const FindPage = ({ typed, faults, sent }: { readonly typed: Input; readonly faults: readonly Fault[]; readonly sent: boolean }) => (
  <Page title="案件の新しい案内を送ってもらう" faulty={faults.length > 0}>
    {sent ? (
      <div class="panel done"><p>入力された番号とメールアドレスが登録と合えば、案内のメールを送りました。数分たっても届かないときは、担当の課にお電話ください。</p></div>
    ) : (
      <>
        <FaultSummary faults={faults} />
        <p>番号だけで見られる公開ページは、<a href="/">はじめのページ</a>から開けます。ここでは、提案した人のページのリンクを送ります。前のリンクは、新しいリンクを使うまで使えます。</p>
        <form method="post" action="/find" novalidate>
          <FieldView field={{ id: 'number', label: '案件番号', kind: 'text', required: true, max: 20, hint: '例：2026-CP-0042' }} typed={typed} faults={faults} />
          <FieldView field={{ id: 'email', label: '登録したメールアドレス', kind: 'email', required: true }} typed={typed} faults={faults} />
          <p class="actions"><button type="submit">案内を送る</button></p>
        </form>
      </>
    )}
  </Page>
);

export const AccessibilityPage = () => (
  <Page title="ウェブアクセシビリティ">
    <p>このサイトは、JIS X 8341-3:2016 の適合レベルAAと、WCAG 2.2 の AA を目標にしています。</p>
    <SummaryList rows={[{ term: '対象', value: 'このサイトのすべてのページ' }, { term: '確かめ方', value: '自動検査（axe）をすべての種類のページで行い、キーボードだけの操作と、スクリプトなしの操作を確かめます' }, { term: '例外', value: '市民が添付したファイル' }, { term: '連絡先', value: '市民協働課 023-000-0000' }]} />
  </Page>
);
