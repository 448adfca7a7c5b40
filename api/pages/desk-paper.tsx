// A proposal that came on paper: an officer opens a draft marked paper and types what the sheet says; from there on it is a case like any other.
import { FaultSummary, type FormFault, TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';

export type PaperCall = { readonly id: string; readonly programme: string; readonly tracks: readonly { readonly id: string; readonly label: string }[]; readonly closes: string };
export type PaperProps = { readonly staff: Staff; readonly calls: readonly PaperCall[]; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[] };

export function PaperPage({ staff, calls, typed, faults }: PaperProps) {
  const wrong = faults.find((fault) => fault.at === 'call');
  return (
    <StaffPage title="紙の申請" heading="紙で届いた申請を入力する" staff={staff} here="paper" faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      <p>紙に書かれたとおりに入力します。受付の日時は、入力を終えて提出した時刻です。提案者のメールアドレスがあれば、受付の知らせが届きます。</p>
      {calls.length === 0 ? (
        <p>いま受け付けている募集はありません。</p>
      ) : (
        <form method="post" action="/desk/paper" novalidate>
          <fieldset id="call" class={wrong ? 'field faulty' : 'field'} tabindex={-1}>
            <legend>どの申請ですか</legend>
            {calls.flatMap((call) =>
              call.tracks.map((track) => (
                <label class="check">
                  <input type="radio" name="call" value={`${call.id}/${track.id}`} checked={typed.call === `${call.id}/${track.id}`} /> {call.programme}：{track.label}
                  <span class="quiet-text">　{call.closes}まで</span>
                </label>
              )),
            )}
            {wrong && <p class="fault">＊{wrong.sentence}</p>}
          </fieldset>
          <TextLine at="email" label="提案者のメールアドレス" hint="なければ空のまま" type="email" value={typed.email} faults={faults} max={254} />
          <p class="actions">
            <button type="submit" data-primary>
              入力をはじめる
            </button>
          </p>
        </form>
      )}
    </StaffPage>
  );
}
