// Staff forms: a label, its control, and the fault below it in the same sentence as in the summary.
import type { Child } from 'hono/jsx';

/** A fault that already is a sentence; `at` is the id of the control it stands at. */
export type FormFault = { readonly at: string; readonly sentence: string };

export function FaultSummary({ faults }: { faults: readonly FormFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="fault-summary" role="alert" tabindex={-1}>
      <h2>入力内容に問題があります</h2>
      <ul>
        {faults.map((fault) => (
          <li>
            <a href={`#${fault.at}`}>{fault.sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A labelled control. The control itself has the id `at`. */
export function Labelled({ at, label, hint, faults, children }: { at: string; label: string; hint?: string; faults: readonly FormFault[]; children: Child }) {
  const own = faults.filter((fault) => fault.at === at);
  return (
    <div class={own.length > 0 ? 'field faulty' : 'field'}>
      <label for={at}>{label}</label>
      {hint && (
        <p class="hint" id={`${at}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {own.map((fault) => (
        <p class="fault" id={`${at}-fault`}>
          ＊{fault.sentence}
        </p>
      ))}
    </div>
  );
}

/** A line of text with its label, hint and fault. */
export const TextLine = ({ at, value, type = 'text', max = 200, ...rest }: { at: string; label: string; hint?: string; faults: readonly FormFault[]; value: string | undefined; type?: 'text' | 'email'; max?: number }) => (
  <Labelled at={at} {...rest}>
    <input type={type} id={at} name={at} value={value ?? ''} maxlength={max} autocomplete="off" aria-describedby={rest.hint ? `${at}-hint` : undefined} aria-invalid={rest.faults.some((f) => f.at === at) ? 'true' : undefined} />
  </Labelled>
);

/** One of many, as a list that opens. */
export const SelectLine = ({ at, value, options, name = at, ...rest }: { at: string; label: string; hint?: string; faults: readonly FormFault[]; value: string | undefined; name?: string; options: readonly { readonly id: string; readonly label: string }[] }) => (
  <Labelled at={at} {...rest}>
    <select id={at} name={name} aria-invalid={rest.faults.some((f) => f.at === at) ? 'true' : undefined}>
      <option value="">選んでください</option>
      {options.map((one) => (
        <option value={one.id} selected={one.id === value}>
          {one.label}
        </option>
      ))}
    </select>
  </Labelled>
);
