// An account among the fields of an answer, understood by the table of banks: on the pages and in the JSON interface alike.
import type { Deps } from '../deps.js';
import { understandAccount } from '../../workflows/domain/bank/typed-account.js';
import type { Fault, Input } from '../../workflows/domain/fields.js';
import { accountFaults } from '../../workflows/domain/steps/claim.js';
import type { Choice } from '../../workflows/domain/steps/step.js';
import { isAccountField } from '../pages/components/account.js';
import type { Row } from '../pages/components/parts.js';

/** An answer's input with its account as the fields take it, what the table says against it, and the account to show back. */
export type AccountInput = {
  readonly input: Input;
  readonly faults: readonly Fault[];
  /** Whether a fault of the fields at this place says nothing that `faults` do not say better. */
  readonly settles: (at: string) => boolean;
  readonly shown: readonly Row[];
};

/** What stands in `input` for the account of this choice; an answer that asks for none is left as it is. */
export function accountInput(deps: Pick<Deps, 'banks'>, choice: Choice, input: Input): AccountInput {
  if (!choice.fields.some(isAccountField)) return { input, faults: [], settles: () => false, shown: [] };
  const { values, faults: found, post, shown } = understandAccount(deps.banks(), input);
  // Letters that no bank takes are named at once, whatever else is still to be typed.
  const holder = accountFaults({ ...values, holder: String(input.holder ?? '') }).filter((fault) => fault.at === 'holder' && fault.code !== 'missing');
  const faults = [...found, ...holder];
  const named = [...(found.length > 0 ? ['bank', 'branch', ...(post ? ['accountType', 'number'] : [])] : []), ...(holder.length > 0 ? ['holder'] : [])];
  return { input: { ...input, ...values }, faults, settles: (at) => named.includes(at), shown: (shown ?? []).map(({ label, value }) => ({ term: label, value })) };
}
