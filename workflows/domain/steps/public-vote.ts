// Vote of residents (住民の投票): the case stands on a list of candidates, and waits for the count of its whole call, which a person confirms as one row (law 5).
// Who votes is no party of the case, so nobody is asked here; the dates of the vote are the call's.
import { said, wakeForCall } from './selection-step.js';
import type { StepKind } from './step.js';
import { yen } from './step.js';

export const publicVote: StepKind<'public-vote'> = {
  outcomes: ['selected', 'not-selected'],
  asks: () => [],
  choices: () => [],
  settle(ctx) {
    const word = said(ctx);
    if (!word) return null;
    const rank = yen(word.rank);
    return word.result === 'selected' ? { outcome: 'selected', result: { yen: yen(word.yen), rank } } : { outcome: 'not-selected', result: { rank } };
  },
  wake: wakeForCall,
};
