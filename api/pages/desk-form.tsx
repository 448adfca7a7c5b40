// Faults of staff forms: the same sentence in the summary and at the field.
/** A fault that already is a sentence; `at` is the id of the field it stands at. */
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
