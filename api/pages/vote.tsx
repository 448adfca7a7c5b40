// The vote of residents as everybody sees it: the ballot with its rule, the check before it is sent, the receipt, and after publication the count with every ballot.
import type { Child } from 'hono/jsx';
import type { Ballot } from '../../workflows/domain/ballots.js';
import { VOID_WORDS } from '../../workflows/domain/ballots.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Programme, StepOf } from '../../workflows/domain/programmes.js';
import { choiceFault, LINE_WORDS, type VoteCandidate, type VoteCount } from '../../workflows/domain/vote-count.js';
import { yenWords } from '../../workflows/domain/words.js';
import { Page } from './components/layout.js';
import { leftWords, SummaryList, When } from './components/parts.js';
import { FaultSummary, type FormFault } from './desk-form.js';
import { DataTable } from './desk-parts.js';
import { grouped, methodWords, ruleLines } from './vote-words.js';

/** A vote as its pages need it. `gone` are the ids of candidates that stepped back. */
export type VoteView = { readonly call: string; readonly programme: Programme; readonly step: StepOf<'public-vote'>; readonly opensAt: Instant; readonly closesAt: Instant; readonly candidates: readonly VoteCandidate[]; readonly gone: readonly string[]; readonly lotCommitment: string; readonly now: Instant };
/** What a voter typed; `form` is the form's own secret, from which its reference is made. */
export type Typed = { readonly code: string; readonly choice: readonly string[]; readonly form: string };

type FrameProps = { readonly view: VoteView; readonly heading: string; readonly faulty?: boolean; readonly children: Child };
const Frame = ({ view, heading, faulty, children }: FrameProps) => (
  <Page title={heading} heading={heading} caption={view.programme.name.ja} faulty={faulty} help={view.programme.office} back={{ href: `/programmes/${view.programme.id}`, label: view.programme.name.ja }}>{children}</Page>
);

const Rule = ({ view }: { readonly view: VoteView }) => (
  <>
    <h2>投票のきまり</h2>
    <ul>{ruleLines(view.step).map((line) => <li>{line}</li>)}<li>だれが何を選んだかは記録しません。投票番号には使ったかどうかだけを、投票には時刻も順番もつけずに保管します。</li></ul>
    <h2>決まり方</h2>
    <p>{methodWords(view.step.method)}</p>
    <details><summary>くじの封（投票の前に公表する照合の値）</summary><p>{view.lotCommitment}</p><p>結果と一緒に種を公表します。種のSHA-256がこの値になることで、あとから変えていないことを確かめられます。</p></details>
  </>
);

const yen = (c: VoteCandidate): string => `申請額 ${yenWords(c.yen)}`;
const labelOf = (view: VoteView, id: string): string => view.candidates.find((c) => c.id === id)?.title ?? (id === view.step.rule.instead ? (view.step.insteadLabel ?? id) : '候補にないもの');

/** Before the vote opens, and after its close until the result is published: dates and candidates, and nothing about any result. */
export const QuietVotePage = ({ view }: { readonly view: VoteView }) => (
  <Frame view={view} heading="住民の投票">
    <p class="banner">{view.now < view.opensAt ? <>投票は <When at={view.opensAt} /> から <When at={view.closesAt} /> までです。</> : <>投票は <When at={view.closesAt} /> に締め切りました。結果は、集計を確かめてからこのページで公表します。</>}</p>
    <h2>候補</h2>
    <ul class="list">{view.candidates.map((c) => <li><h3>{c.title}</h3><p>{c.group}　{yen(c)}{view.gone.includes(c.id) ? '　取り下げられました' : ''}</p><p class="typed">{c.summary}</p></li>)}</ul>
    <Rule view={view} />
  </Frame>
);

/** The ballot: code and candidates on one page; what was ticked stays ticked, and the faults say how many there are. */
export function BallotPage({ view, typed, faults }: { readonly view: VoteView; readonly typed: Typed; readonly faults: readonly FormFault[] }) {
  const fault = (at: string) => faults.filter((f) => f.at === at).map((f) => <p class="fault" id={`${at}-fault`}>＊{f.sentence}</p>);
  const described = (at: string, hint: string): string => (faults.some((f) => f.at === at) ? `${hint} ${at}-fault` : hint);
  const { instead } = view.step.rule;
  const tick = (id: string, label: Child) => <div class="option"><input type="checkbox" id={`c-${id}`} name="choice" value={id} checked={typed.choice.includes(id)} /><label for={`c-${id}`}>{label}</label></div>;
  return (
    <Frame view={view} heading="住民の投票" faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <p class="lead">投票できるのは <When at={view.closesAt} /> までです（{leftWords(view.now, view.closesAt)}）。</p>
      <form method="post" action={`/vote/${view.call}`} novalidate>
        <input type="hidden" name="form" value={typed.form} />
        <div class={faults.some((f) => f.at === 'code') ? 'field faulty' : 'field'}>
          <label for="code">投票番号 <span class="must">※必須</span></label>
          <p class="hint" id="code-hint">配られた用紙にある12字の番号です。大文字と小文字、ハイフンの有無はどちらでもかまいません</p>
          <input type="text" id="code" name="code" value={typed.code} class="mid" autocomplete="off" autocapitalize="characters" spellcheck={false} maxlength={40} aria-describedby={described('code', 'code-hint')} aria-invalid={faults.some((f) => f.at === 'code') ? 'true' : undefined} />
          {fault('code')}
        </div>
        <fieldset class={faults.some((f) => f.at === 'choice') ? 'field faulty' : 'field'} id="choice" tabindex={-1} aria-describedby={described('choice', 'choice-hint')}>
          <legend>選ぶ事業 <span class="must">※必須</span><span class="hint" id="choice-hint">{ruleLines(view.step).join('')}</span></legend>
          {fault('choice')}
          <div class="options">
            {view.candidates.filter((c) => !view.gone.includes(c.id)).map((c) => tick(c.id, <><strong>{c.title}</strong><br />{c.group}　{yen(c)}{c.summary && <><br /><span class="hint">{c.summary}</span></>}</>))}
            {instead !== undefined && tick(instead, <strong>{view.step.insteadLabel}</strong>)}
          </div>
        </fieldset>
        <p class="actions"><button type="submit" name="do" value="check">選んだ内容を確かめる</button></p>
      </form>
      {view.gone.length > 0 && <p>取り下げられた候補：{view.candidates.filter((c) => view.gone.includes(c.id)).map((c) => c.title).join('、')}</p>}
      <Rule view={view} />
    </Frame>
  );
}

const Chosen = ({ view, choice }: { readonly view: VoteView; readonly choice: readonly string[] }) => <ol>{choice.map((id) => <li><strong>{labelOf(view, id)}</strong></li>)}</ol>;

/** The same choice once more, before it goes into the box for good. */
export const BallotCheckPage = ({ view, typed }: { readonly view: VoteView; readonly typed: Typed }) => (
  <Frame view={view} heading="投票の確認">
    <p>次の{typed.choice.length}つを選んでいます。投票したあとは、変えられません。</p>
    <Chosen view={view} choice={typed.choice} />
    <form method="post" action={`/vote/${view.call}`}>
      <input type="hidden" name="form" value={typed.form} /><input type="hidden" name="code" value={typed.code} />
      {typed.choice.map((id) => <input type="hidden" name="choice" value={id} />)}
      <p class="actions"><button type="submit" name="do" value="cast">この内容で投票する</button><button type="submit" name="do" value="change" class="secondary">選び直す</button></p>
    </form>
  </Frame>
);

/** The receipt: the reference by which the voter, and nobody else, finds the own ballot in the published list. */
export const ReceiptPage = ({ view, reference, choice }: { readonly view: VoteView; readonly reference: string; readonly choice: readonly string[] }) => (
  <Frame view={view} heading="投票を受け付けました">
    <div class="panel done"><p>控えの番号</p><p class="big" translate="no">{grouped(reference)}</p><p>この番号は、この画面にだけ表示されます。書き写すか、印刷してください。</p></div>
    <p>選んだもの</p>
    <Chosen view={view} choice={choice} />
    <p>結果を公表するときに、すべての投票を控えの番号の順に一覧にします。この番号で、自分の投票が数えられていることを確かめられます。番号は、あなたの名前や投票番号と結びつけていません。ほかの人に番号を知らせると、選んだものが知られます。</p>
    <p>結果は <a href={`/vote/${view.call}`}>投票のページ</a> で公表します。</p>
  </Frame>
);

/** The published count. What follows, the city's decision on each case, is told to the groups by itself. */
export function ResultPage({ view, result, sheet, publishedAt }: { readonly view: VoteView; readonly result: VoteCount; readonly sheet: readonly string[]; readonly publishedAt: Instant }) {
  const { count } = result;
  const gone = Object.entries(count.void) as [keyof typeof VOID_WORDS, number][];
  const { instead } = view.step.rule;
  return (
    <Frame view={view} heading="住民の投票の結果">
      <p class="lead"><When at={publishedAt} /> に公表しました。交付の決定の手続は、このあと事業ごとに行います。</p>
      <SummaryList rows={[{ term: '投票', value: `${count.cast}票` }, { term: '有効', value: `${count.valid}票` }, { term: '無効', value: `${count.cast - count.valid}票${gone.length > 0 ? `（${gone.map(([why, n]) => `${VOID_WORDS[why]} ${n}票`).join('、')}）` : ''}` }, { term: '予算', value: `${yenWords(result.envelopeYen)}（配分 ${yenWords(result.spentYen)}）` }]} />
      <h2>得票の多い順</h2>
      <ul class="list">{result.lines.map((l) => <li><h3>{l.rank}位　{l.title}</h3><p>{l.group}　<strong>{l.votes}票</strong>　{LINE_WORDS[l.outcome]}{l.grantYen > 0 ? ` ${yenWords(l.grantYen)}` : ''}（{l.how}）</p></li>)}</ul>
      {instead !== undefined && <p>{view.step.insteadLabel}：{count.votes[instead] ?? 0}票</p>}
      <h2>自分の投票を確かめる</h2>
      <p><a href={`/vote/${view.call}/ballots`}>すべての投票の一覧</a>（控えの番号の順）　<a href={`/vote/${view.call}/ballots.pb`}>集計用のファイル（Pabulib形式 .pb）</a></p>
      <p>一覧の票を数えると、上の得票になります。ファイルには有効な投票が、番号なしで入っています。</p>
      <details><summary>集計の記録</summary><ul class="plain-list">{sheet.map((line) => <li>{line}</li>)}</ul></details>
      <Rule view={view} />
    </Frame>
  );
}

/** Every ballot, also the void ones. The whole list is sent, so that nobody learns which reference was looked for. */
export function BallotListPage({ view, ballots, result }: { readonly view: VoteView; readonly ballots: readonly Ballot[]; readonly result: VoteCount }) {
  const valid = ballots.filter((b) => choiceFault(view.step.rule, view.candidates, b.choice) === null).length;
  return (
    <Frame view={view} heading="すべての投票の一覧">
      <p>全部で{ballots.length}票、有効{valid}票、無効{ballots.length - valid}票です。控えの番号は、お使いのブラウザの「ページ内の検索」で探してください。一覧はまとめて送られるため、どの番号を探したかは市に伝わりません。「P-」で始まる番号は紙の投票用紙の番号です。</p>
      <p><a href={`/vote/${view.call}`}>結果に戻る</a>　得票：{result.lines.map((l) => `${l.title} ${l.votes}票`).join('、')}</p>
      <DataTable caption="控えの番号の順" head={['控えの番号', '選んだもの', '有効・無効']} cards rows={ballots.map((b) => {
        const why = choiceFault(view.step.rule, view.candidates, b.choice);
        return [<span class="number" translate="no">{b.voter.startsWith('P-') ? b.voter : grouped(b.voter)}</span>, b.choice.map((id) => labelOf(view, id)).join('、') || '（なし）', why ? `無効（${VOID_WORDS[why]}）` : '有効'];
      })} />
    </Frame>
  );
}
