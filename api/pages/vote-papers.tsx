// Paper ballots of a vote: typed by two people who do not see each other's entry, then compared; where they differ the paper is looked at again.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { StepOf } from '../../workflows/domain/programmes.js';
import type { VoteCandidate } from '../../workflows/domain/vote-count.js';
import { type PaperRow, type Papers, UNREADABLE } from '../../db/store/vote-papers.js';
import { FaultSummary, type FormFault, TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export type PapersView = {
  readonly staff: Staff; readonly now: Instant; readonly me: string; readonly call: { readonly id: string; readonly name: string }; readonly step: StepOf<'public-vote'>; readonly candidates: readonly VoteCandidate[];
  readonly papers: Papers; readonly fixed: boolean; readonly typed: { readonly paper: string; readonly choice: readonly string[] }; readonly faults: readonly FormFault[]; readonly notice?: string;
};

export function VotePapersPage(view: PapersView) {
  const { papers, call, faults } = view;
  const own = papers.once.filter((r) => r.firstBy === view.me);
  const others = papers.once.filter((r) => r.firstBy !== view.me);
  return (
    <StaffPage title={`紙の投票 ${call.name}`} heading={`紙の投票　${call.name}`} staff={view.staff} here="calls" back={{ href: `/admin/calls/${call.id}/public-vote`, label: '住民の投票' }} notice={view.notice} faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      {!view.fixed && (
        <Section title="用紙を1枚ずつ入力する" id="enter">
          <p>1枚の用紙を、2人が別々に入力します。用紙に書かれたとおりに入力してください。数の足りない用紙や多い用紙も、そのまま入力します。</p>
          <form method="post" action={`/admin/calls/${call.id}/public-vote/papers`} novalidate>
            <TextLine at="paper" label="用紙の番号" hint="用紙に押した番号（数字）" value={view.typed.paper} faults={faults} max={10} />
            <Marks view={view} at="marks" legend="用紙で選ばれているもの" chosen={view.typed.choice} />
            <p class="actions"><button type="submit" data-primary>入力する</button></p>
          </form>
        </Section>
      )}
      <Section title="あと1人の入力を待つ用紙" asOf={view.now} id="once">
        {papers.once.length === 0 ? <p>ありません。</p> : <p>{others.length > 0 && <>あなたが入力する用紙：{others.map((r) => r.paper).join('、')}。</>}{own.length > 0 && <>ほかの人を待つ用紙：{own.map((r) => r.paper).join('、')}。</>}</p>}
        {own.length > 0 && !view.fixed && (
          <form method="post" action={`/admin/calls/${call.id}/public-vote/papers/drop`} novalidate>
            <TextLine at="drop" label="番号を間違えて入力した用紙" hint="自分の入力だけ取り消せます" value="" faults={faults} max={10} />
            <p class="actions"><button type="submit" class="secondary">入力を取り消す</button></p>
          </form>
        )}
      </Section>
      <Section title="2人の入力が違う用紙" id="differ">
        {papers.differ.length === 0 ? <p>ありません。</p> : papers.differ.map((row) => <Difference view={view} row={row} />)}
      </Section>
      <Section title="入力の合計" id="totals">
        <p>2人の入力がそろった{papers.rows.length - papers.once.length}枚の合計です。違いをすべて直すと、2人の合計が合います。</p>
        <DataTable caption="それぞれの入力で選ばれた数" head={['選ばれたもの', '1人目', '2人目', '直したあと']} numeric={[1, 2, 3]} rows={options(view).map(({ id, label }) => [label, ...totals(papers.rows, id)])} />
      </Section>
    </StaffPage>
  );
}

const options = ({ candidates, step }: PapersView): readonly { readonly id: string; readonly label: string }[] => [
  ...candidates.map((c) => ({ id: c.id, label: `${c.id} ${c.title}` })), ...(step.rule.instead === undefined ? [] : [{ id: step.rule.instead, label: step.insteadLabel ?? step.rule.instead }]), { id: UNREADABLE, label: '候補にない名前、または読めない印' },
];
const words = (view: PapersView, choice: readonly string[] | null): string => (choice ?? []).map((id) => options(view).find((o) => o.id === id)?.label ?? id).join('、') || '（何も選んでいない）';

/** How often something was marked: in the first entries, in the second, and as settled. */
function totals(rows: readonly PaperRow[], id: string): readonly [number, number, number] {
  const whole = rows.filter((r) => r.second !== null);
  const marked = (choiceOf: (row: PaperRow) => readonly string[] | null): number => whole.filter((r) => choiceOf(r)?.includes(id)).length;
  return [marked((r) => r.settled ?? r.first), marked((r) => r.settled ?? r.second), marked((r) => r.settled ?? (JSON.stringify(r.first) === JSON.stringify(r.second) ? r.first : []))];
}

const Marks = ({ view, at, legend, chosen }: { readonly view: PapersView; readonly at: string; readonly legend: string; readonly chosen: readonly string[] }) => (
  <fieldset class="field" id={at} tabindex={-1}>
    <legend>{legend}</legend>
    <div class="options">{options(view).map(({ id, label }) => <div class="option"><input type="checkbox" id={`${at}-${id}`} name="choice" value={id} checked={chosen.includes(id)} /><label for={`${at}-${id}`}>{label}</label></div>)}</div>
  </fieldset>
);

const Difference = ({ view, row }: { readonly view: PapersView; readonly row: PaperRow }) => (
  <form method="post" action={`/admin/calls/${view.call.id}/public-vote/papers/settle`} novalidate>
    <h3>用紙 {row.paper}</h3>
    <p>1人目：{words(view, row.first)}</p>
    <p>2人目：{words(view, row.second)}</p>
    <input type="hidden" name="paper" value={row.paper} />
    <Marks view={view} at={`settle-${row.paper}`} legend="用紙を見て確かめた内容" chosen={[]} />
    <p class="actions"><button type="submit">用紙 {row.paper} をこの内容にする</button></p>
  </form>
);
