// Who holds a case now, in one word for lists and the public page: a department code or one of a few others.
import type { CaseState } from './cases.js';
import { currentStep } from './cases.js';
import { isDesk } from './desk.js';
import { departmentOf } from './people.js';
import type { Programme } from './programmes.js';

/** Holders that are no department. */
export const OTHER_HOLDERS = ['party', 'panel', 'council', 'bank', 'nobody'] as const;

/** The holder: the first department that is asked, `party` when only the group is, `council`, `bank`, or the programme office. */
export function holderOf(programme: Programme, state: CaseState): string {
  if (state.ending) return 'nobody';
  const office = departmentOf(programme.office.post);
  if (state.parked) return office;
  const open = state.requests.filter((r) => r.state === 'open' && !isDesk(r));
  for (const { to } of open) if (to.kind === 'post') return departmentOf(to.post);
  if (open.length > 0) return 'party';
  const kind = currentStep(state)?.kind;
  if (kind === 'gate') return 'council';
  // While the order waits because the account changed, it is the city that holds the case.
  if (kind === 'payment') return state.hands.some((h) => h.kind === 'payment' && h.state !== 'done') ? 'bank' : office;
  if (kind === 'work') return 'party';
  return office;
}
