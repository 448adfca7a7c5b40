// The selection of one call: who stands where and why, what each would get, what is still owed, and the one button that confirms it.
import type { Instant } from '../../workflows/domain/calendar.js';
import { decimal, scoreLine } from '../../workflows/domain/scoring-rule.js';
import { yenWords } from '../../workflows/domain/words.js';
import { outcomeOf, type SelectionDraft, voidedWords } from '../../db/store/selections.js';
import { FaultSummary } from './desk-form.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export type ConfirmedView = { readonly n: number; readonly at: Instant; readonly by: string; readonly note: string; readonly sheet: readonly string[] };
export type SelectionProps = { readonly staff: Staff; readonly now: Instant; readonly call: { readonly id: string; readonly name: string }; readonly draft: SelectionDraft; readonly before: readonly ConfirmedView[]; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly { readonly at: string; readonly sentence: string }[] };

export function SelectionPage({ staff, now, call, draft, before, typed, faults }: SelectionProps) {
  const { selection, lines } = draft;
  const of = new Map(lines.map((l) => [l.caseId, l]));
  const owed = selection.waiting;
  const hindrance = !draft.closed ? '募集がまだ締め切られていません。' : draft.missing > 0 ? `まだ採点の終わっていない案件が${draft.missing}件あります。` : owed?.kind === 'tie' ? '同点の順がまだ決まっていません。' : null;
  return (
    <StaffPage title={`選考 ${call.name}`} heading={`選考　${call.name}`} staff={staff} here="calls" back={{ href: `/admin/calls/${call.id}`, label: call.name }} faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <Section title="順位と配分" asOf={now} id="list">
        <p>予算 {yenWords(selection.envelopeYen)}　配分 {yenWords(selection.spentYen)}　残り {yenWords(selection.leftYen)}</p>
        <DataTable
          caption="順位の高い順。同じ点は同じ順位です" head={['順位', '番号', '題名', '団体', '点', '申請額', '結果', '配分', '残り']} numeric={[4, 5, 7, 8]} cards
          rows={selection.places.map((p) => {
            const line = of.get(p.id);
            return [String(p.rank), <a href={`/admin/cases/${line?.number ?? ''}`}>{line?.number}</a>, line?.title ?? '', line?.group ?? '', decimal(p.total, 2), yenWords(p.requestYen), `${outcomeOf(p.outcome)}${line && line.recused > 0 ? `（加わらない委員 ${line.recused}人）` : ''}`, p.amountYen > 0 ? yenWords(p.amountYen) : p.offerYen !== undefined ? `${yenWords(p.offerYen)}まで` : '', yenWords(p.leftYen)];
          })}
        />
        {lines.some((l) => l.total.state !== 'qualified') && <p>順位のない案件：{lines.filter((l) => l.total.state !== 'qualified').map((l) => `${l.number} ${l.title}`).join('、')}（基準に届かないか、定足数に足りません）</p>}
      </Section>
      <Section title="点の計算" id="working">
        {lines.map((l) => (
          <details>
            <summary>{l.number} {l.title}</summary>
            <ol>{l.total.working.map((step) => <li>{scoreLine(step)}</li>)}</ol>
            {l.voided.length > 0 && <p>{voidedWords(l)}</p>}
          </details>
        ))}
      </Section>
      <Section title="確定する" id="confirm">
        {hindrance ? <p>{hindrance}</p> : (
          <form method="post" action={`/admin/calls/${call.id}/selection`}>
            <p>{owed?.kind === 'runner-up' ? '確定すると、次点の団体に7日以内の回答をたずねます。回答があったら、もう一度確定してください。' : '確定すると、それぞれの案件が結果のとおりに進みます。公表は別に行います。'}</p>
            <label for="note">だれが、いつ、どの会議で確かめたか <span class="must">※必須</span></label>
            <input type="text" id="note" name="note" maxlength={300} value={typed.note ?? ''} />
            <p><button type="submit">この順位で確定する</button></p>
          </form>
        )}
      </Section>
      <Section title="これまでの確定" id="before">
        {before.length === 0 ? <p>まだありません。</p> : before.map((one) => (
          <details>
            <summary>第{one.n}回　{momentWords(one.at, now)}　{one.by}（{one.note}）</summary>
            <ul class="plain-list">{one.sheet.map((line) => <li>{line}</li>)}</ul>
          </details>
        ))}
      </Section>
    </StaffPage>
  );
}
