// The account in a form: bank and branch are found by name or code, ゆうちょ by 記号・番号, and what was understood stands beside what was typed. Plain posts, no script.
import type { Match } from '../../../workflows/domain/bank/find-bank.js';
import { type Found, MATCHES_MOST, type Understood } from '../../../workflows/domain/bank/typed-account.js';
import type { Field } from '../../../workflows/domain/fields.js';
import { ACCOUNT } from '../../../workflows/domain/steps/claim.js';
import { faultId } from './faults.js';
import { type FieldProps, FieldView } from './fields.js';
import { SummaryList } from './parts.js';

/** Whether a field is one of the account's: they are drawn as one sheet. */
export const isAccountField = (field: Field): boolean => ACCOUNT.includes(field);

const SYMBOL: Field = { id: 'symbol', label: '記号', kind: 'text', max: 10, required: false, personal: true, hint: '5けた。例：17300' };
const POST_NUMBER: Field = { id: 'postNumber', label: '番号', kind: 'text', max: 12, required: false, personal: true, hint: '8けたまで。例：12345671' };

/** The sheet; `understood` is what the typed text means by the table of banks. */
export function AccountSheet({ understood, ...props }: Omit<FieldProps, 'field' | 'before'> & { readonly understood: Understood }) {
  const prefix = props.prefix ?? '';
  const field = (id: string, before?: FieldProps['before']) => { const one = ACCOUNT.find((f) => f.id === id); return one ? <FieldView {...props} field={one} before={before} /> : null; };
  return (
    <fieldset class="field" id={faultId(`${prefix}account`)}>
      <legend>振込先の口座</legend>
      {field('bank')}
      <Choices name={`${prefix}bank.pick`} legend="どの銀行ですか" found={understood.bank} />
      <p><button type="submit" name="do" value="find" class="secondary">銀行・支店を確かめる</button></p>
      {/* What 記号・番号 stand for is not asked, and not forgotten either. */}
      {understood.post && ['branch', 'branch.pick', 'accountType', 'number'].flatMap((name) => (typeof props.typed[name] === 'string' ? [<input type="hidden" name={prefix + name} value={String(props.typed[name])} />] : []))}
      {!understood.post && field('branch')}
      {!understood.post && <Choices name={`${prefix}branch.pick`} legend="どの支店ですか" found={understood.branch} />}
      {!understood.post && field('accountType')}
      {!understood.post && field('number')}
      <details open={understood.post || props.faults.some((f) => f.at === 'symbol' || f.at === 'postNumber')}>
        <summary>ゆうちょ銀行の記号・番号で入力する</summary>
        <p>通帳の記号と番号を入れると、支店・種目・口座番号に直します。支店・種目・口座番号は空のままでかまいません。</p>
        <FieldView {...props} field={SYMBOL} />
        <FieldView {...props} field={POST_NUMBER} />
        <p><button type="submit" name="do" value="find" class="secondary">口座番号に直す</button></p>
      </details>
      {field('holder', understood.holder ? <p class="hint">振込のデータに書く名義：<strong translate="no">{understood.holder}</strong></p> : undefined)}
      {understood.shown && <div class="panel" role="status"><p>この口座に振り込みます。通帳と見くらべてください。</p><SummaryList rows={understood.shown.map(({ label, value }) => ({ term: label, value: <span translate="no">{value}</span> }))} /></div>}
    </fieldset>
  );
}

/** What fits: one line when it is clear, choices when it is not. */
function Choices({ name, legend, found }: { readonly name: string; readonly legend: string; readonly found: Found }) {
  const { matches, chosen } = found;
  if (matches.length === 0 || (!chosen && matches.length > MATCHES_MOST)) return null;
  const id = faultId(name);
  const words = (one: Match): string => `${one.name}（${one.code}）`;
  if (matches.length === 1) return <p class="hint">→ {chosen ? words(chosen) : ''}</p>;
  return (
    <fieldset class="field" id={id} tabindex={-1}>
      <legend>{legend}</legend>
      <div class="options">{matches.slice(0, MATCHES_MOST).map((one) => <div class="option"><input type="radio" id={`${id}-${one.code}`} name={name} value={one.code} checked={one.code === chosen?.code} /><label for={`${id}-${one.code}`}>{words(one)}</label></div>)}</div>
    </fieldset>
  );
}
