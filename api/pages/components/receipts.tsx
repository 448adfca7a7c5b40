// Receipts on a form: each with its line of the plan and its photo, the difference to the plan below; and for the officer plan, change, receipt and rule side by side.
import type { Fault, Field } from '../../../workflows/domain/fields.js';
import { RECEIPT_ROWS, receiptFields, typedReceipts, typedSums } from '../../../workflows/domain/fields.js';
import { commas, type MoneyRule } from '../../../workflows/domain/money.js';
import type { Difference, Plan, PlanLine, Receipt } from '../../../workflows/domain/receipts.js';
import { differences, isRepeated } from '../../../workflows/domain/receipts.js';
import { dateWords, yenWords } from '../../../workflows/domain/words.js';
import { faultId, faultSentence } from './faults.js';
import { FieldView, type FieldProps, FileList, KeptFiles } from './fields.js';
import { FileOffer } from './files.js';

/** A sum above or below the plan, with its sign: 「＋1,200円」「△300円」「0円」. */
const signed = (yen: number): string => (yen > 0 ? `＋${yenWords(yen)}` : yenWords(yen));

/** Plan, spent and difference, line by line and in total. */
export function DifferenceTable({ plan, receipts }: { readonly plan: Plan; readonly receipts: readonly Pick<Receipt, 'line' | 'yen'>[] }) {
  const { lines, total } = differences(plan, receipts);
  const cells = (it: Difference) => <><td data-label="計画">{yenWords(it.plannedYen)}</td><td data-label="使った額">{yenWords(it.spentYen)}</td><td data-label="計画とのちがい">{signed(it.differenceYen)}</td></>;
  return (
    <div class="sheet">
      <table class="figures">
        <caption>計画とのちがい</caption>
        <thead><tr><th scope="col">費目</th><th scope="col">計画</th><th scope="col">使った額</th><th scope="col">計画とのちがい</th></tr></thead>
        <tbody>
          {lines.map((line) => <tr><th scope="row">{line.label}</th>{cells(line)}</tr>)}
          <tr class="total"><th scope="row">{total.label}</th>{cells(total)}</tr>
        </tbody>
      </table>
    </div>
  );
}

type Of<K extends Field['kind']> = FieldProps & { readonly field: Extract<Field, { kind: K }> };

/** Every kind of field an answer may ask for. */
export function AnswerField(props: FieldProps) {
  const { field } = props;
  if (field.kind === 'receipts') return <ReceiptsSheet {...props} field={field} />;
  return field.kind === 'verdicts' ? <VerdictSheet {...props} field={field} /> : <FieldView {...props} />;
}

/** One card for each receipt, camera first. Rows in use stand first and keep their numbers; one more is shown for the next. */
function ReceiptsSheet(props: Of<'receipts'>) {
  const { field, typed, prefix = '' } = props;
  const used = typedReceipts(field.id, typed).map(({ n }) => n);
  const free = [...Array.from({ length: RECEIPT_ROWS }, (_, n) => n).filter((n) => n > (used.at(-1) ?? -1)), ...Array.from({ length: used.at(-1) ?? 0 }, (_, n) => n).filter((n) => !used.includes(n))];
  const count = Math.min(RECEIPT_ROWS, Math.max(1, used.length, Number(typed[`${field.id}.rows`] ?? 0) || 0));
  const rows = [...used, ...free.slice(0, count - used.length)];
  return (
    <div class="field" id={faultId(prefix + field.id)}>
      <h2>{field.label} <span class={field.required ? 'must' : 'may'}>{field.required ? '※必須' : '※任意'}</span></h2>
      {field.hint && <p class="hint">{field.hint}</p>}
      <input type="hidden" name={`${prefix}${field.id}.rows`} value={String(rows.length)} />
      {rows.map((n, place) => <ReceiptCard {...props} n={n} place={place + 1} />)}
      <p class="actions"><button type="submit" name="do" value="rows" class="secondary">領収書を足す</button><button type="submit" name="do" value="calculate" class="secondary">ちがいを計算する</button></p>
      <DifferenceTable plan={field.plan} receipts={typedSums(field.id, typed)} />
    </div>
  );
}

function ReceiptCard({ field, typed, faults, prefix = '', files = [], known = [], fileFaults = [], n, place }: Of<'receipts'> & { readonly n: number; readonly place: number }) {
  const at = `${field.id}.${n}`;
  const name = `${prefix}${at}`;
  const own = Object.fromEntries(Object.entries(typed).filter(([one]) => one.startsWith(`${at}.`)).map(([one, value]) => [one.slice(at.length + 1), value]));
  const inside = faults.filter((f) => f.at.startsWith(`${at}.`)).map((f): Fault => ({ ...f, at: f.at.slice(at.length + 1) }));
  const missing = inside.filter((f) => f.at === 'files');
  const failed = fileFaults.filter((f) => f.at.startsWith(`${name}.`));
  const ids = [own.files].flat().map(String);
  const sent = files.filter((file) => file.field === field.id && file.row === n);
  const kept = known.filter((file) => ids.includes(file.id) && !sent.some((one) => one.id === file.id));
  return (
    <fieldset class="card">
      <legend>{place}枚目の領収書</legend>
      <div class={missing.length + failed.length > 0 ? 'field faulty' : 'field'} id={faultId(`${name}.files`)}>
        <KeptFiles name={`${name}.keep`} files={kept} chosen={null} />
        <FileList files={sent} />
        <label for={faultId(`${name}.photo`)}>写真をとる <span class="must">※どちらか必須</span></label>
        <input type="file" id={faultId(`${name}.photo`)} name={`${name}.photo`} accept="image/jpeg,image/png" capture="environment" aria-invalid={missing.length > 0 ? 'true' : undefined} />
        <label for={faultId(`${name}.file`)}>写真やPDFを選ぶ</label>
        <input type="file" id={faultId(`${name}.file`)} name={`${name}.file`} multiple accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png" />
        {missing.map((f) => <p class="fault">＊{faultSentence(f)}</p>)}
        {failed.map((f) => <p class="fault">＊{f.line}</p>)}
      </div>
      {receiptFields(field).filter((part) => part.kind !== 'files').map((part) => <FieldView field={part} typed={own} faults={inside} prefix={`${name}.`} select />)}
      <p><button type="submit" name="clear" value={name} class="link">この領収書を外す<span class="hidden">（{place}枚目）</span></button></p>
    </fieldset>
  );
}

/** Plan, approved change, receipt and rule side by side, and of each receipt whether it counts (job D-6). */
function VerdictSheet({ field, typed, faults, prefix = '', rule, known = [], fileHref }: Of<'verdicts'>) {
  const { plan, receipts } = field;
  const given = Array.isArray(typed[field.id]) ? (typed[field.id] as unknown[]) : null;
  const said = (n: number): string => String((given ? given[n] : typed[`${field.id}.${n}`]) ?? '');
  const lines = plan.lines.flatMap((line, at): readonly { readonly line: PlanLine; readonly receipt: Receipt | null; readonly n: number }[] => {
    const own = receipts.map((receipt, n) => ({ receipt, n })).filter(({ receipt }) => receipt.line === at);
    return own.length > 0 ? own.map((one) => ({ line, ...one })) : [{ line, receipt: null, n: -1 }];
  });
  return (
    <div class="field">
      <div class="sheet verdicts">
        <table>
          <caption>{field.label} <span class="must">※必須</span><span class="hint">認めない領収書の額は、対象の経費から外れます。理由は団体への通知に載ります。</span></caption>
          <thead><tr><th scope="col">計画</th><th scope="col">認めた変更</th><th scope="col">領収書</th><th scope="col">決まり</th><th scope="col">判断</th></tr></thead>
          <tbody>
            {lines.map(({ line, receipt, n }) => {
              const at = `${field.id}.${n}`;
              const own = faults.filter((f) => f.at === at);
              return (
                <tr>
                  <td data-label="計画">{line.label}<br />{yenWords(line.plannedYen)}</td>
                  <td data-label="認めた変更">{line.changedYen === undefined ? 'ありません' : yenWords(line.changedYen)}</td>
                  <td data-label="領収書">{receipt ? <ReceiptView receipt={receipt} place={n + 1} files={known} fileHref={fileHref} /> : 'ありません'}</td>
                  <td data-label="決まり">{ruleWords(rule ?? null, line, field.from)}{receipt && isRepeated(receipts, n) && <><br /><strong>支払先・日・金額が同じ領収書が、ほかにもあります</strong></>}</td>
                  <td data-label="判断">
                    {receipt && (
                      <>
                        <label for={faultId(prefix + at)}>{n + 1}枚目</label>
                        <select id={faultId(prefix + at)} name={prefix + at} aria-invalid={own.length > 0 ? 'true' : undefined}>
                          <option value="" selected={said(n) === ''}>認める</option>
                          <optgroup label="認めない">{field.options.map((o) => <option value={o.id} selected={said(n) === o.id}>認めない：{o.label}</option>)}</optgroup>
                        </select>
                        {own.map((f) => <p class="fault">＊{faultSentence(f)}</p>)}
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rule && rule.excludedHeads.length > 0 && <details><summary>対象にならない費用</summary><ul>{rule.excludedHeads.map((h) => <li>{h.label}（{h.rule}）</li>)}</ul></details>}
      <DifferenceTable plan={plan} receipts={receipts} />
    </div>
  );
}

/** A file that a receipt names and nobody recorded. */
const UNRECORDED = { name: 'ファイル', scan: 'unscanned' } as const;

/** A receipt as a reader sees it, with its files one click away. */
function ReceiptView({ receipt, place, files, fileHref }: { readonly receipt: Receipt; readonly place: number; readonly files: NonNullable<FieldProps['known']>; readonly fileHref?: (id: string) => string }) {
  return (
    <>
      {place}枚目　{receipt.payee}<br />{receipt.what}{receipt.pieces > 1 && `　${receipt.pieces}つ`}<br />{dateWords(receipt.paidOn)}　<strong class="number">{yenWords(receipt.yen)}</strong>
      {receipt.files.map((id) => { const file = files.find((one) => one.id === id); return <><br /><FileOffer file={file ?? UNRECORDED} href={fileHref?.(id)} /></>; })}
    </>
  );
}

/** What the rule says of a line: its head, the limit of each piece, from which day a payment counts. */
function ruleWords(rule: MoneyRule | null, line: PlanLine, from?: string): string {
  const head = rule?.eligibleHeads.find((h) => h.id === line.head);
  return [head ? `対象の費目です（${head.label}）` : '対象の費目ではありません', head?.maxEachYen ? `1つ${commas(head.maxEachYen)}円まで` : '', from ? `${dateWords(from)}からの支払いが対象です` : ''].filter(Boolean).join('。');
}
