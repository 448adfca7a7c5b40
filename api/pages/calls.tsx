// S35: one round: its dates, what came in, and the one vote that opens or closes it for every candidate.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { dateOf, isOpen } from '../../workflows/domain/calendar.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { CALL_WORDS, GATE_WORDS } from './case-words.js';
import { countWords } from './count-words.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { FaultSummary, type FormFault, TextLine } from './desk-form.js';
import { DataTable, Facts, Section } from './desk-parts.js';

export type GateView = { readonly gate: string; readonly result: string; readonly note: string; readonly at: Instant; readonly by: string };
export type CallView = { readonly id: string; readonly programme: string; readonly fiscalYear: number; readonly state: string; readonly opensAt: Instant; readonly closesAt: Instant; readonly drafts: number; readonly submitted: number; readonly waiting: number; readonly hasGate: boolean; readonly selects: boolean; readonly votes?: boolean; readonly acts: readonly { readonly kind: 'extended' | 'cancelled'; readonly at: Instant; readonly before: Instant; readonly after: Instant | null; readonly reason: string; readonly by: string }[]; readonly gate: GateView | null; readonly budgetYen: number | null };

export type CallListProps = { readonly staff: Staff; readonly now: Instant; readonly calls: readonly CallView[] };
export function CallListPage({ staff, now, calls }: CallListProps) {
  return (
    <StaffPage title="募集" heading="募集" staff={staff} here="calls">
      <Section title={`${calls.length}件`} asOf={now} id="rows">
        {calls.length === 0 ? (
          <p>募集はありません。</p>
        ) : (
          <DataTable
            caption="新しい順"
            cards
            head={['募集', '状態', '始まり', '締切', '下書き', '提出', '予算の議決']}
            numeric={[4, 5]}
            rows={calls.map((call) => [
              <a href={`/admin/calls/${call.id}`}>{callName(call)}</a>,
              CALL_WORDS[call.state] ?? '',
              momentWords(call.opensAt, now),
              momentWords(call.closesAt, now),
              call.drafts,
              countWords(call.submitted),
              call.hasGate ? (call.gate ? (GATE_WORDS[call.gate.result] ?? '') : 'まだ') : 'なし',
            ])}
          />
        )}
      </Section>
    </StaffPage>
  );
}

export const callName = (call: Pick<CallView, 'programme' | 'fiscalYear'>): string => `${call.programme} ${call.fiscalYear}年度`;

export type CallProps = { readonly staff: Staff; readonly now: Instant; readonly calendar: Calendar; readonly call: CallView; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[]; readonly notice?: string };
export function CallPage(props: CallProps) {
  const { staff, now, calendar, call } = props;
  const closes = dateOf(call.closesAt);
  return (
    <StaffPage title={callName(call)} heading={callName(call)} staff={staff} here="calls" back={{ href: '/admin/calls', label: '募集の一覧' }} notice={props.notice} faulty={props.faults.length > 0}>
      <FaultSummary faults={props.faults} />
      <Section title="この募集" asOf={now} id="facts">
        <Facts
          facts={[
            ['状態', CALL_WORDS[call.state]],
            ['始まり', momentWords(call.opensAt, now)],
            ['締切', `${momentWords(call.closesAt, now)}${isOpen(calendar, closes) ? '' : '（閉庁日です）'}`],
            ['下書き（まだ提出していないもの）', `${call.drafts}件`],
            ['提出', <a href={`/admin/cases?call=${call.id}&state=all`}>{countWords(call.submitted, '件')}</a>],
            ['予算', call.budgetYen === null ? 'お金のない制度です' : yenWords(call.budgetYen)],
          ]}
        />
        <p>始まりと締切は、その時刻に自動で切り替わります。締切の前には、下書きのある人にメールで知らせます。</p>
      </Section>
      <Changes {...props} />
      {call.selects && <Section title="選考" id="selection"><p><a href={`/admin/calls/${call.id}/selection`}>順位と配分を見て、確定する</a></p></Section>}
      {call.votes && <Section title="住民の投票" id="public-vote"><p><a href={`/admin/calls/${call.id}/public-vote`}>投票の用意、投票番号、集計</a></p></Section>}
      {call.hasGate && <Vote {...props} />}
    </StaffPage>
  );
}

/** Extending or cancelling an announced call: everybody with a draft is told the reason. */
function Changes({ call, now, typed, faults }: CallProps) {
  return (
    <>
      {call.acts.length > 0 && (
        <Section title="これまでの変更" id="changes">
          <ul class="plain-list">{call.acts.map((act) => <li>{momentWords(act.at, now)}　{act.kind === 'extended' && act.after !== null ? `締切を${momentWords(act.before, now)}から${momentWords(act.after, now)}に延ばしました` : '募集を取りやめました'}　{act.by}　理由：{act.reason}</li>)}</ul>
        </Section>
      )}
      {call.state === 'open' && now < call.closesAt && (
        <Section title="締切を延ばす・取りやめる" id="change">
          <p>下書きのある{call.drafts}人に、理由をそのままメールで知らせます。</p>
          <form method="post" action={`/admin/calls/${call.id}/change`} novalidate>
            <TextLine at="closesAt" label="新しい締切（延ばすとき）" hint="例：2027-01-15 17:00" value={typed.closesAt} faults={faults} max={30} />
            <TextLine at="reason" label="理由" hint="下書きのある人がそのまま読みます" value={typed.reason} faults={faults} max={400} />
            <p class="actions">
              <button type="submit" name="kind" value="extended" data-primary>締切を延ばす</button> <button type="submit" name="kind" value="cancelled" class="secondary">募集を取りやめる</button>
            </p>
          </form>
        </Section>
      )}
    </>
  );
}

/** The council's vote over the whole call. It is recorded once; every candidate then goes its way by itself. */
function Vote({ call, now, typed, faults }: CallProps) {
  if (call.gate)
    return (
      <Section title="予算の議決" id="vote">
        <Facts facts={[['結果', GATE_WORDS[call.gate.result]], ['記録した日時', momentWords(call.gate.at, now)], ['記録した人', call.gate.by], ['備考', call.gate.note]]} />
        <p>議決の記録は一度だけです。取り消しや書き換えはできません。</p>
      </Section>
    );
  const wrong = (at: string) => faults.find((f) => f.at === at)?.sentence;
  return (
    <Section title="予算の議決を記録する" id="vote">
      <p>
        {dateWords(dateOf(now))}現在、議決を待っている候補は{call.waiting}件です。記録すると、その全部が結果のとおりに進みます。まだ審査中の案件は、候補になったときにこの結果で進みます。記録は一度だけで、取り消せません。
      </p>
      <form method="post" action={`/admin/calls/${call.id}/vote`} novalidate>
        <fieldset id="result" class={wrong('result') ? 'field faulty' : 'field'} tabindex={-1}>
          <legend>議決の結果</legend>
          {Object.entries(GATE_WORDS).map(([id, label]) => (
            <label class="check">
              <input type="radio" name="result" value={id} checked={typed.result === id} /> {label}
              <span class="quiet-text">{id === 'voted' ? '　交付決定に進みます' : '　予算がなかったことを知らせて、終わります'}</span>
            </label>
          ))}
          {wrong('result') && <p class="fault">＊{wrong('result')}</p>}
        </fieldset>
        <TextLine at="note" label="議決の日と議案" hint="例：令和9年3月18日 第12号議案" value={typed.note} faults={faults} max={400} />
        <p class="actions">
          <button type="submit" data-primary>
            議決を記録する
          </button>
        </p>
      </form>
    </Section>
  );
}
