// Every kind of field, drawn the same way on every form: label, must or may, hint, the fault below, the typed text kept.
import type { Child } from 'hono/jsx';
import { BUDGET_ROWS, type Fault, type Field, INCOME_LABELS, type Input } from '../../../workflows/domain/fields.js';
import { commas, type MoneyRule } from '../../../workflows/domain/money.js';
import type { ScanState } from '../../../db/store/files.js';
import { faultId, faultSentence } from './faults.js';

export type StoredFile = { readonly id: string; readonly name: string; readonly bytes: number; readonly pages: number | null; readonly scan: ScanState; /** Where it was sent; null or absent = for any field. */ readonly field?: string | null; readonly row?: number | null };
export type FieldProps = {
  readonly field: Field;
  /** What was typed, by input name without prefix. */
  readonly typed: Input;
  readonly faults: readonly Fault[];
  /** Put before every input name, so that two choices of one form may have fields of the same name. */
  readonly prefix?: string;
  readonly rule?: MoneyRule | null;
  readonly files?: readonly StoredFile[];
  /** All files that values may name, and how one is opened. */
  readonly known?: readonly StoredFile[];
  readonly fileHref?: (id: string) => string;
  /** Files that could not be taken, by the name of their input. */
  readonly fileFaults?: readonly { readonly at: string; readonly line: string }[];
  /** A choice as a list that folds, however few there are: where the same one is made many times on a page. */
  readonly select?: boolean;
  /** Something shown between hint and input, such as the old value. */
  readonly before?: Child;
};

const must = (required: boolean) => <span class={required ? 'must' : 'may'}>{required ? '※必須' : '※任意'}</span>;
const typedText = (typed: Input, name: string): string => { const value = typed[name]; return value === undefined || value === null ? '' : String(value); };

export function FieldView(props: FieldProps) {
  const { field, typed, prefix = '', before } = props;
  const id = faultId(prefix + field.id);
  const own = props.faults.filter((f) => f.at === field.id);
  const describedBy = [field.hint ? `${id}-hint` : '', own.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;
  const faultLine = own.map((f) => <p class="fault" id={`${id}-fault`}>＊{faultSentence(f)}</p>);
  const hint = field.hint ? <p class="hint" id={`${id}-hint`}>{field.hint}</p> : null;
  const why = field.why ? <details class="why"><summary>なぜ聞くのか</summary><p>{field.why}</p></details> : null;
  const name = prefix + field.id;
  const common = { id, name, 'aria-describedby': describedBy, 'aria-invalid': own.length > 0 ? ('true' as const) : undefined };
  const value = typedText(typed, field.id);
  const labelled = (input: Child) => (
    <div class={own.length > 0 ? 'field faulty' : 'field'}>
      <label for={id}>{field.label} {must(field.required)}</label>
      {hint}{before}{input}{faultLine}{why}
    </div>
  );
  const grouped = (inputs: Child) => (
    <fieldset class={own.length > 0 ? 'field faulty' : 'field'} id={id} tabindex={-1} aria-describedby={describedBy}>
      <legend>{field.label} {must(field.required)}{field.hint ? <span class="hint">{field.hint}</span> : null}</legend>
      {before}{inputs}{faultLine}{why}
    </fieldset>
  );
  switch (field.kind) {
    case 'text':
    case 'kana':
      return labelled(<input type="text" {...common} value={value} class="long" autocomplete={field.kind === 'text' ? (field.autocomplete ?? 'off') : 'off'} spellcheck={false} />);
    case 'email':
      return labelled(<input type="email" {...common} value={value} class="long" autocomplete="email" spellcheck={false} />);
    case 'tel':
      return labelled(<input type="tel" {...common} value={value} class="mid" autocomplete="tel" />);
    case 'longtext':
      return labelled(<textarea {...common} rows={field.max > 300 ? 6 : 3}>{value}</textarea>);
    case 'number':
      return labelled(<span class="unit"><input type="text" inputmode="numeric" {...common} value={value} class="short" /> {field.unit}</span>);
    case 'yen':
      return labelled(<span class="unit"><input type="text" inputmode="numeric" {...common} value={value} class="mid" /> 円</span>);
    case 'code':
      return labelled(<input type="text" inputmode="numeric" {...common} value={value} class="mid" autocomplete="off" />);
    case 'date':
      return labelled(<input type="text" {...common} value={value} class="mid" autocomplete="off" />);
    case 'moment':
      return labelled(<><p class="hint" id={`${id}-form`}>例：2026-12-10 14:00</p><input type="text" {...common} value={value.replace('T', ' ')} class="mid" autocomplete="off" /></>);
    case 'choice':
      if (props.select || field.options.length > 11) return labelled(<select {...common}><option value="">選んでください</option>{field.options.map((o) => <option value={o.id} selected={value === o.id}>{o.label}</option>)}</select>);
      return grouped(
        <div class={field.options.length > 6 && field.options.every((o) => o.label.length < 5) ? 'options inline' : 'options'}>
          {field.options.map((o) => <div class="option"><input type="radio" id={`${id}-${o.id}`} name={name} value={o.id} checked={value === o.id} /><label for={`${id}-${o.id}`}>{o.label}</label></div>)}
        </div>,
      );
    case 'choices': {
      const chosen = Array.isArray(typed[field.id]) ? (typed[field.id] as unknown[]).map(String) : value ? [value] : [];
      return grouped(<div class="options">{field.options.map((o) => <div class="option"><input type="checkbox" id={`${id}-${o.id}`} name={name} value={o.id} checked={chosen.includes(o.id)} /><label for={`${id}-${o.id}`}>{o.label}</label></div>)}</div>);
    }
    case 'consent':
      return (
        <div class={own.length > 0 ? 'field faulty' : 'field'}>
          {hint}
          <div class="option"><input type="checkbox" {...common} value="on" checked={typed[field.id] === true || typed[field.id] === 'on'} /><label for={id}>{field.label} {must(field.required)}</label></div>
          {faultLine}
        </div>
      );
    case 'files':
      return (
        <div class={own.length > 0 ? 'field faulty' : 'field'}>
          <label for={id}>{field.label} {must(field.required)}</label>
          {hint}{before}
          <FileList files={(props.files ?? []).filter((file) => (file.field ?? field.id) === field.id)} />
          <input type="file" id={id} name={name} multiple accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png" aria-describedby={describedBy} />
          {faultLine}
          {props.fileFaults?.filter((f) => f.at === name).map((f) => <p class="fault">＊{f.line}</p>)}
        </div>
      );
    // Asked in answers only, and drawn there: see `AnswerField` in receipts.tsx.
    case 'receipts':
    case 'verdicts':
      return null;
    case 'spent':
      return <SpentSheet {...props} field={field} />;
    case 'budget':
      return <BudgetSheet {...props} field={field} />;
  }
}

/**
 * Files of an earlier version, each kept unless its mark is taken away: a correction that adds a file must not lose the others.
 * `chosen` null = nothing was posted yet, so all are kept.
 */
export function KeptFiles({ name, files, chosen }: { readonly name: string; readonly files: readonly StoredFile[]; readonly chosen: readonly string[] | null }) {
  if (files.length === 0) return null;
  return (
    <fieldset class="field">
      <legend>前に出したファイル<span class="hint">残すものにチェックを付けてください</span></legend>
      {files.map((file) => <div class="option"><input type="checkbox" id={`${faultId(name)}-${file.id}`} name={name} value={file.id} checked={chosen === null || chosen.includes(file.id)} /><label for={`${faultId(name)}-${file.id}`}>{file.name}（{size(file.bytes)}）を残す</label></div>)}
    </fieldset>
  );
}

/**
 * The button that the return key presses, first in its form and seen by nobody: without it the return key would press
 * the first button there is, which may take a file away or add a row.
 */
// biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is not reachable (tabindex -1); it only names what the return key does
export const ReturnKey = ({ name, value }: { readonly name?: string; readonly value?: string }) => <button type="submit" class="hidden" tabindex={-1} aria-hidden="true" name={name} value={value} />;

/** Files that arrived: each with name, size and pages, so that nobody has to guess. */
export function FileList({ files }: { readonly files: readonly StoredFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file) => <li>{file.name}（{size(file.bytes)}{file.pages ? `、${file.pages}ページ` : ''}）届いています <button type="submit" name="remove" value={file.id} class="link">消す<span class="hidden">（{file.name}）</span></button></li>)}
    </ul>
  );
}

export const size = (bytes: number): string => (bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`);

function SpentSheet({ field, typed, faults, prefix = '' }: FieldProps & { readonly field: Extract<Field, { kind: 'spent' }> }) {
  const given = Array.isArray(typed[field.id]) ? (typed[field.id] as unknown[]) : null;
  return (
    <div class="field sheet">
      <table>
        <caption>{field.label} {must(field.required)}</caption>
        <thead><tr><th scope="col">費目</th><th scope="col">予定</th><th scope="col">金額</th></tr></thead>
        <tbody>
          {field.lines.map((line, n) => {
            const at = `${field.id}.${n}`;
            const own = faults.filter((f) => f.at === at);
            return (
              <tr>
                <th scope="row"><label for={faultId(prefix + at)}>{line.label}</label></th>
                <td data-label="予定">{commas(line.plannedYen)}円</td>
                <td data-label="金額"><span class="unit"><input type="text" inputmode="numeric" id={faultId(prefix + at)} name={prefix + at} value={given ? String(given[n] ?? '') : typedText(typed, at)} class="mid" aria-invalid={own.length > 0 ? 'true' : undefined} /> 円</span>{own.map((f) => <p class="fault">＊{faultSentence(f)}</p>)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Rows shown at first without script; 「行を足す」 shows more. */
const ROWS = 8;

function BudgetSheet({ field, typed, faults, prefix = '', rule, before }: FieldProps) {
  const { id } = field;
  const given = typed[id] && typeof typed[id] === 'object' ? (typed[id] as { costs?: { head: string; what: string; yen: number }[]; ownYen?: number; feesYen?: number; otherGrantsYen?: number; askedYen?: number }) : null;
  const read = (name: string): string => {
    if (given) {
      const line = /^costs\.(\d+)\.(head|what|yen)$/.exec(name);
      if (line) return String(given.costs?.[Number(line[1])]?.[line[2] as 'head'] ?? '');
      return String({ own: given.ownYen, fees: given.feesYen, grants: given.otherGrantsYen, asked: given.askedYen }[name] ?? '');
    }
    return typedText(typed, `${id}.${name}`);
  };
  const used = Array.from({ length: BUDGET_ROWS }, (_, n) => n).filter((n) => read(`costs.${n}.head`) || read(`costs.${n}.what`) || read(`costs.${n}.yen`));
  const rows = Math.min(BUDGET_ROWS, Math.max(ROWS, (used.at(-1) ?? 0) + 3, Number(typed[`${id}.rows`] ?? 0)));
  const own = (at: string) => faults.filter((f) => f.at === at);
  const cell = (name: string, label: string, kind: 'head' | 'what' | 'yen') => {
    const at = `${id}.${name}`;
    const bad = own(at).length > 0 ? ('true' as const) : undefined;
    return (
      <>
        {kind === 'head' ? (
          <select id={faultId(prefix + at)} name={prefix + at} aria-label={label} aria-invalid={bad}>
            <option value="">選んでください</option>
            {rule?.eligibleHeads.map((h) => <option value={h.id} selected={read(name) === h.id}>{h.label}</option>)}
            {rule && <optgroup label="対象外（選ぶと、どの決まりかを知らせます）">{rule.excludedHeads.map((h) => <option value={h.id} selected={read(name) === h.id}>{h.label}（対象外）</option>)}</optgroup>}
          </select>
        ) : <input type="text" id={faultId(prefix + at)} name={prefix + at} value={read(name)} aria-label={label} inputmode={kind === 'yen' ? 'numeric' : undefined} class={kind === 'yen' ? 'mid' : 'long'} aria-invalid={bad} />}
        {own(at).map((f) => <p class="fault">＊{faultSentence(f)}</p>)}
      </>
    );
  };
  return (
    <div class="field sheet">
      <input type="hidden" name={`${prefix}${id}.rows`} value={String(rows)} />
      {before}
      <table>
        <caption>支出（かかるお金） {must(field.required)}</caption>
        <thead><tr><th scope="col">行</th><th scope="col">費目</th><th scope="col">内容と数え方</th><th scope="col">金額（円）</th></tr></thead>
        <tbody>
          {Array.from({ length: rows }, (_, n) => (
            <tr>
              <th scope="row">{n + 1}<span class="hidden">行目</span></th>
              <td data-label="費目">{cell(`costs.${n}.head`, `${n + 1}行目 費目`, 'head')}</td>
              <td data-label="内容">{cell(`costs.${n}.what`, `${n + 1}行目 内容`, 'what')}</td>
              <td data-label="金額（円）">{cell(`costs.${n}.yen`, `${n + 1}行目 金額`, 'yen')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p><button type="submit" name="do" value="rows" class="secondary">行を足す</button></p>
      <h2>収入（お金をどう用意するか）</h2>
      {(['own', 'fees', 'grants', 'asked'] as const).map((name) => {
        const at = `${id}.${name}`;
        return (
          <div class={own(at).length > 0 ? 'field faulty' : 'field'}>
            <label for={faultId(prefix + at)}>{INCOME_LABELS[name]}</label>
            <span class="unit"><input type="text" inputmode="numeric" id={faultId(prefix + at)} name={prefix + at} value={read(name)} class="mid" aria-invalid={own(at).length > 0 ? 'true' : undefined} /> 円</span>
            {own(at).map((f) => <p class="fault">＊{faultSentence(f)}</p>)}
          </div>
        );
      })}
    </div>
  );
}
