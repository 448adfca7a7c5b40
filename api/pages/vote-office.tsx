// The vote of a call for its office: list and dates, voting codes, the count with what still stands in its way, its confirmation and its publication.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { StepOf } from '../../workflows/domain/programmes.js';
import { LINE_WORDS, type VoteCandidate } from '../../workflows/domain/vote-count.js';
import { yenWords } from '../../workflows/domain/words.js';
import type { CountDraft, Hindrance } from '../../db/store/vote-counts.js';
import type { Vote } from '../../db/store/votes.js';
import { Page } from './components/layout.js';
import { momentWords } from './day-words.js';
import { FaultSummary, type FormFault, SelectLine, TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Facts, Section } from './desk-parts.js';
import { grouped, methodWords, ruleLines } from './vote-words.js';

export type OfficeView = {
  readonly staff: Staff; readonly now: Instant; readonly call: { readonly id: string; readonly name: string };
  readonly step: StepOf<'public-vote'>; readonly vote: Vote | null; readonly list: { readonly candidates: readonly VoteCandidate[]; readonly missing: number };
  readonly codes: { readonly issued: number; readonly online: number; readonly paper: number };
  readonly draft: CountDraft | null; readonly confirmed: { readonly at: Instant; readonly by: string; readonly note: string; readonly sheet: readonly string[] } | null;
  readonly acts: readonly string[]; readonly mayConfirm: boolean; readonly confirmer: string;
  readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[]; readonly notice?: string;
};

const base = (id: string): string => `/admin/calls/${id}/public-vote`;
const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  once: '1人しか入力していない用紙があります。', differ: '2人の入力が違う用紙があります。', 'too-many-papers': '用紙の枚数が、紙と引きかえた投票番号より多くなっています。引きかえの記録を確かめてください。', 'box-differs': '使われた投票番号の数と、届いた票の数が合いません。保守の担当に知らせてください。',
};

export function VoteOfficePage(view: OfficeView) {
  const { staff, call, vote, now, faults } = view;
  return (
    <StaffPage title={`住民の投票 ${call.name}`} heading={`住民の投票　${call.name}`} staff={staff} here="calls" back={staff.administrator ? { href: `/admin/calls/${call.id}`, label: call.name } : undefined} notice={view.notice} faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <Section title="いまの状態" asOf={now} id="facts">
        <Facts facts={[
          ['投票', !vote ? 'まだ用意していません' : now < vote.opensAt ? '始まる前' : now < vote.closesAt ? '投票中' : vote.publishedAt !== null ? '結果を公表済み' : view.confirmed ? '集計を確定済み' : '締め切り'],
          ['始まり', vote && momentWords(vote.opensAt, now)], ['締切', vote && momentWords(vote.closesAt, now)],
          ['投票番号', vote && `${view.codes.issued}件（使われた ${view.codes.online}件、紙と引きかえた ${view.codes.paper}件）`], ['きまり', ruleLines(view.step).join('')], ['決まり方', methodWords(view.step.method)],
          ['公開のページ', vote && <a href={`/vote/${call.id}`}>投票のページ</a>],
        ]} />
      </Section>
      {(!vote || now < vote.opensAt) && <Prepare {...view} />}
      {vote && now < vote.closesAt && <Codes {...view} />}
      {vote && now >= vote.opensAt && now < vote.closesAt && <HandIn {...view} />}
      {view.draft && !view.confirmed && <Counting {...view} draft={view.draft} />}
      {view.confirmed && <Confirmed {...view} confirmed={view.confirmed} />}
      {view.acts.length > 0 && <Section title="記録" id="acts"><ul class="plain-list">{view.acts.map((line) => <li>{line}</li>)}</ul></Section>}
    </StaffPage>
  );
}

function Prepare({ call, vote, list, typed, faults }: OfficeView) {
  return (
    <Section title={vote ? '候補と日時を直す（始まるまで）' : '候補と日時を決める'} id="prepare">
      {list.missing > 0 && <p>まだ投票の段階に来ていない案件が{list.missing}件あります。全部がそろうと、用意できます。</p>}
      <DataTable caption="いま投票の段階にある案件。用意すると、この一覧が候補になります" head={['番号', '事業', '団体', '申請額']} numeric={[3]} cards rows={list.candidates.map((c) => [c.id, c.title, c.group, yenWords(c.yen)])} />
      <form method="post" action={`${base(call.id)}/prepare`} novalidate>
        <TextLine at="opensAt" label="投票の始まり" hint="例：2027-02-01 09:00" value={typed.opensAt} faults={faults} max={30} />
        <TextLine at="closesAt" label="投票の締切" hint="例：2027-02-21 17:00" value={typed.closesAt} faults={faults} max={30} />
        <p class="actions"><button type="submit" data-primary>候補と日時を決める</button></p>
      </form>
    </Section>
  );
}

function Codes({ call, typed, faults }: OfficeView) {
  return (
    <Section title="投票番号をつくる" id="codes">
      <p>1つの番号で1回投票できます。番号は、つくった画面かファイルにだけ出て、あとから見ることはできません。だれに配ったかは、ここには記録しません。</p>
      <form method="post" action={`${base(call.id)}/codes`} novalidate>
        <TextLine at="count" label="つくる数" hint="1から20,000まで" value={typed.count} faults={faults} max={6} />
        <SelectLine at="as" label="受け取り方" value={typed.as ?? 'sheet'} faults={faults} options={[{ id: 'sheet', label: '切り取って配る用紙（この画面で印刷）' }, { id: 'csv', label: 'CSVファイル' }]} />
        <p class="actions"><button type="submit">投票番号をつくる</button></p>
      </form>
    </Section>
  );
}

function HandIn({ call, faults }: OfficeView) {
  return (
    <Section title="紙の投票用紙と引きかえる" id="hand-in">
      <p>投票番号を受け取ってから、紙の投票用紙を渡してください。引きかえた番号では、もう投票できません。</p>
      <form method="post" action={`${base(call.id)}/hand-in`} novalidate>
        <TextLine at="code" label="受け取った投票番号" value="" faults={faults} max={40} />
        <p class="actions"><button type="submit" class="secondary">引きかえを記録する</button></p>
      </form>
    </Section>
  );
}

function Counting({ call, draft, typed, faults, mayConfirm, confirmer }: OfficeView & { readonly draft: CountDraft }) {
  const { result, papers, hindrance } = draft;
  return (
    <>
      <Section title="紙の投票" id="papers">
        <p>{papers.rows.length}枚（2人で合った {papers.agreed.length}枚、違う {papers.differ.length}枚、1人だけ {papers.once.length}枚）　<a href={`${base(call.id)}/papers`}>紙の投票を入力する・違いを直す</a></p>
      </Section>
      <Section title="集計（確定の前）" id="count">
        {hindrance ? <p>{HINDRANCES[hindrance]}そろうまで、集計は出しません。</p> : (
          <>
            <p>投票 {result.count.cast}票　有効 {result.count.valid}票　無効 {result.count.cast - result.count.valid}票　予算 {yenWords(result.envelopeYen)}　配分 {yenWords(result.spentYen)}　残り {yenWords(result.leftYen)}</p>
            <DataTable caption="得票の多い順" head={['順位', '番号', '事業', '得票', '申請額', '結果', '配分']} numeric={[3, 4, 6]} cards rows={result.lines.map((l) => [`${l.rank}位`, l.id, l.title, `${l.votes}票`, yenWords(l.yen), `${LINE_WORDS[l.outcome]}（${l.how}）`, l.grantYen > 0 ? yenWords(l.grantYen) : 'なし'])} />
          </>
        )}
      </Section>
      {!hindrance && (
        <Section title="集計を確定する" id="confirm">
          {!mayConfirm ? <p>確定するのは、{confirmer}です。このページのアドレスを知らせてください。</p> : (
            <form method="post" action={`${base(call.id)}/confirm`} novalidate>
              <p>確定すると、案件がそれぞれ決定の手続に進みます。公表は別に行います。確定は一度だけで、取り消せません。</p>
              <TextLine at="papers" label="箱から出して数えた用紙の枚数" hint="紙の投票がなければ 0" value={typed.papers} faults={faults} max={6} />
              <TextLine at="note" label="だれが、いつ、どの会議で確かめたか" value={typed.note} faults={faults} max={300} />
              <p class="actions"><button type="submit" data-primary>この集計で確定する</button></p>
            </form>
          )}
        </Section>
      )}
    </>
  );
}

function Confirmed({ call, vote, now, confirmed }: OfficeView & { readonly confirmed: NonNullable<OfficeView['confirmed']> }) {
  return (
    <Section title="確定した集計" id="confirmed">
      <p>{momentWords(confirmed.at, now)}　{confirmed.by}（{confirmed.note}）</p>
      <ul class="plain-list">{confirmed.sheet.map((line) => <li>{line}</li>)}</ul>
      {vote?.publishedAt !== null && vote ? <p>{momentWords(vote.publishedAt, now)}に公表しました。</p> : (
        <form method="post" action={`${base(call.id)}/publish`}>
          <p>公表すると、投票のページに結果、すべての投票の一覧、集計用のファイルが出ます。</p>
          <p class="actions"><button type="submit" data-primary>結果を公表する</button></p>
        </form>
      )}
    </Section>
  );
}

/** The codes, once: a sheet to print and cut. */
export const CodeSheetPage = ({ name, url, closesAt, codes }: { readonly name: string; readonly url: string; readonly closesAt: string; readonly codes: readonly string[] }) => (
  <Page title="投票番号の用紙" wide staff={<p class="banner warning">番号は、この画面にだけ表示されます。閉じる前に印刷してください。</p>}>
    <ul class="slips">
      {codes.map((code) => <li><p>{name}</p><p class="slip-code" translate="no">{grouped(code)}</p><p>{url}</p><p>締切 {closesAt}　1つの番号で1回投票できます</p></li>)}
    </ul>
  </Page>
);
