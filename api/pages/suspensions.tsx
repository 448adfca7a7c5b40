// Suspending due dates over many cases: which cases, from when to when, why; what would move is shown before anything does, and all of it can be taken back.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Addressee } from '../../workflows/domain/people.js';
import { ASK_WORDS, dateWords } from '../../workflows/domain/words.js';
import type { Affected } from '../../db/store/suspensions.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { FaultSummary, type FormFault, SelectLine, TextLine } from './desk-form.js';
import { DataTable, Facts, Section } from './desk-parts.js';

type Option = { readonly id: string; readonly label: string };
type Typed = Readonly<Record<string, string>>;
export type SuspensionRow = { readonly id: string; readonly scope: string; readonly from: string; readonly to: string; readonly reason: string; readonly at: Instant; readonly by: string; readonly named: number; readonly reached: number; readonly undone: boolean };

const dayLine = (from: string, to: string): string => (from === to ? dateWords(from) : `${dateWords(from)}から${dateWords(to)}まで`);

export type SuspensionListProps = { readonly staff: Staff; readonly now: Instant; readonly rows: readonly SuspensionRow[]; readonly scopes: readonly Option[]; readonly typed: Typed; readonly faults: readonly FormFault[] };
export function SuspensionListPage({ staff, now, rows, scopes, typed, faults }: SuspensionListProps) {
  return (
    <StaffPage title="期限の休止" heading="期限の休止" staff={staff} here="suspensions" faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <Section title="期限を休止する" id="new">
        <p>災害などで窓口を閉じるとき、選んだ案件の期限をまとめて後ろに移します。休止の日は、提案者と担当課の期限に数えません。法律で決まった期限は、根拠を書いたときだけ移ります。募集の締切は「募集」のページで延ばします。</p>
        <form method="post" action="/admin/suspensions/preview" novalidate>
          <SelectLine at="scope" label="どの案件" value={typed.scope} options={scopes} faults={faults} />
          <TextLine at="number" label="案件番号（1つの案件のとき）" hint="例：2026-CP-0001" value={typed.number} faults={faults} max={20} />
          <TextLine at="from" label="休止の初めの日" hint="例：2027年1月12日" value={typed.from} faults={faults} max={20} />
          <TextLine at="to" label="休止の終わりの日" hint="この日も数えません" value={typed.to} faults={faults} max={20} />
          <TextLine at="reason" label="理由" hint="関係する人がそのまま読みます" value={typed.reason} faults={faults} max={400} />
          <TextLine at="legalBasis" label="法律で決まった期限も止める根拠（あるとき）" hint="法律や条例の名前と条" value={typed.legalBasis} faults={faults} max={200} />
          <p class="actions"><button type="submit" data-primary>移る期限を確かめる</button></p>
        </form>
      </Section>
      <Section title="これまでの休止" asOf={now} id="rows">
        {rows.length === 0 ? <p>休止はありません。</p> : (
          <DataTable caption="新しい順" cards head={['期間', 'どの案件', '理由', '記録した人', '届いた案件']} numeric={[4]}
            rows={rows.map((row) => [<a href={`/admin/suspensions/${row.id}`}>{dayLine(row.from, row.to)}{row.undone ? '（取消し済み）' : ''}</a>, row.scope, row.reason, `${row.by}　${momentWords(row.at, now)}`, `${row.reached}／${row.named}`])} />
        )}
      </Section>
    </StaffPage>
  );
}

const who = (to: Addressee, post: (code: string) => string): string => (to.kind === 'post' ? post(to.post) : '提案者');

export type SuspensionPreviewProps = { readonly staff: Staff; readonly now: Instant; readonly id: string; readonly typed: Typed; readonly scope: string; readonly from: string; readonly to: string; readonly total: number; readonly cases: readonly Affected[]; readonly post: (code: string) => string };
export function SuspensionPreviewPage({ staff, now, id, typed, scope, from, to, total, cases, post }: SuspensionPreviewProps) {
  return (
    <StaffPage title="移る期限を確かめる" heading="移る期限を確かめる" staff={staff} here="suspensions" back={{ href: '/admin/suspensions', label: '期限の休止' }}>
      <Section title="休止の内容" id="facts">
        <Facts facts={[['どの案件', `${scope}（進行中 ${total}件）`], ['期間', dayLine(from, to)], ['理由', typed.reason], ['法律で決まった期限', typed.legalBasis ? `止めます（${typed.legalBasis}）` : '止めません']]} />
      </Section>
      <Section title={`移る期限${total > cases.length ? `（${total}件のうち初めの${cases.length}件）` : ''}`} asOf={now} id="cases">
        {cases.length === 0 ? <p>進行中の案件はありません。休止の期間に届く案件には、届いたときに休止がかかります。</p> : (
          <DataTable caption="案件番号の順" cards head={['案件', '何を、だれが', 'いまの期限', '移ったあと']}
            rows={cases.flatMap((one) => [
              ...one.moves.map(({ request, dueAt }) => [`${one.number} ${one.title}`, `${ASK_WORDS[request.what].act}（${who(request.to, post)}）`, momentWords(request.dueAt, now), momentWords(dueAt, now)]),
              ...one.stays.map((request) => [`${one.number} ${one.title}`, `${ASK_WORDS[request.what].act}（${who(request.to, post)}）`, momentWords(request.dueAt, now), '変わりません']),
              ...(one.moves.length + one.stays.length === 0 ? [[`${one.number} ${one.title}`, 'いま期限のあるお願いはありません', '', '休止のあいだに始まるお願いの期限に数えません']] : []),
            ])} />
        )}
        <form method="post" action="/admin/suspensions">
          {Object.entries({ ...typed, id }).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
          <p>確かめたら押してください。提案者には案件ごとに、担当には1通にまとめて知らせます。</p>
          <p class="actions"><button type="submit" data-primary>期限を休止する</button></p>
        </form>
      </Section>
    </StaffPage>
  );
}

export type SuspensionProps = { readonly staff: Staff; readonly now: Instant; readonly row: SuspensionRow; readonly legalBasis: string; readonly undo: { readonly at: Instant; readonly by: string; readonly reason: string } | null; readonly cases: readonly { readonly number: string; readonly title: string; readonly doneAt: Instant | null; readonly undoneAt: Instant | null }[]; readonly typed: Typed; readonly faults: readonly FormFault[] };
export function SuspensionPage({ staff, now, row, legalBasis, undo, cases, typed, faults }: SuspensionProps) {
  return (
    <StaffPage title="期限の休止" heading={dayLine(row.from, row.to)} staff={staff} here="suspensions" back={{ href: '/admin/suspensions', label: '期限の休止' }} faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <Section title="休止の内容" asOf={now} id="facts">
        <Facts facts={[['どの案件', row.scope], ['理由', row.reason], ['法律で決まった期限', legalBasis ? `止めました（${legalBasis}）` : '止めていません'], ['記録した人', `${row.by}　${momentWords(row.at, now)}`], ...(undo ? [['取り消した人', `${undo.by}　${momentWords(undo.at, now)}　理由：${undo.reason}`] as const] : [])]} />
      </Section>
      <Section title={`届いた案件 ${row.reached}／${row.named}件`} id="cases">
        {row.reached < row.named && <p class="warn" role="note">残りの案件には、1分ごとの見回りが続けて届けます。</p>}
        {cases.length > 0 && <DataTable caption="案件番号の順" cards head={['案件', '休止した日時', '取り消した日時']} rows={cases.map((one) => [<a href={`/admin/cases/${one.number}`}>{one.number} {one.title}</a>, one.doneAt === null ? '' : momentWords(one.doneAt, now), one.undoneAt === null ? '' : momentWords(one.undoneAt, now)])} />}
      </Section>
      {!undo && (
        <Section title="休止を取り消す" id="undo">
          <p>移した期限を元に戻します。もう近い期限は、知らせてからの最低の日数を残します。</p>
          <form method="post" action={`/admin/suspensions/${row.id}/undo`} novalidate>
            <TextLine at="reason" label="取り消す理由" hint="関係する人がそのまま読みます" value={typed.reason} faults={faults} max={400} />
            <p class="actions"><button type="submit" class="secondary">休止を取り消す</button></p>
          </form>
        </Section>
      )}
    </StaffPage>
  );
}
