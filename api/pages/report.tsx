// S13: a report before it is sent: what was spent against the plan, and what the final amount can be at most (job C-9).
import type { Field, Values } from '../../workflows/domain/fields.js';
import type { Working } from '../../workflows/domain/money.js';
import { receiptsOf } from '../../workflows/domain/steps/report.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { type Help, Page } from './components/layout.js';
import { workingWords } from './components/parts.js';
import { DifferenceTable } from './components/receipts.js';

/** Everything typed is carried along: back to the form or on to the city, nothing is lost. */
export function ReportConfirmPage(props: { readonly action: string; readonly nonce: string; readonly number: string; readonly title: string; readonly help: Help; readonly label: string; readonly field: Extract<Field, { kind: 'receipts' }>; readonly report: Values; readonly most: Working | null; readonly carried: readonly (readonly [string, string])[] }) {
  const receipts = receiptsOf(props.report);
  return (
    <Page title="この内容で報告しますか" caption={`${props.number}　${props.title}`} help={{ ...props.help, number: props.number }}>
      <p class="banner">まだ報告は提出していません。</p>
      <DifferenceTable plan={props.field.plan} receipts={receipts} />
      {props.most && (
        <div class="panel">
          <p>領収書がすべて認められたときの確定額</p>
          <p class="big number">{yenWords(props.most.amountYen)}</p>
          <p>{workingWords(props.most.steps)}</p>
          <p>この額より増えることはありません。</p>
        </div>
      )}
      <h2>領収書 {receipts.length}枚</h2>
      <ol>{receipts.map((one) => <li>{one.payee}　{one.what}　{dateWords(one.paidOn)}　<span class="number">{yenWords(one.yen)}</span>（{props.field.plan.lines[one.line]?.label}、ファイル{one.files.length}つ）</li>)}</ol>
      <form method="post" action={props.action} enctype="multipart/form-data">
        <input type="hidden" name="nonce" value={props.nonce} />
        {props.carried.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        <p class="actions"><button type="submit" name="sure" value="yes">{props.label}</button><button type="submit" name="do" value="back" class="secondary">戻って直す</button></p>
      </form>
    </Page>
  );
}
