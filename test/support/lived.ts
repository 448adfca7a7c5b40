// The lives that are lived by number: a seed picks the programme, how people behave, and all they do.
import type { Values } from '../../workflows/domain/fields.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { commissionedWork } from '../../workflows/programmes/commissioned-work.js';
import { generalSubsidy } from '../../workflows/programmes/general-subsidy.js';
import { residentVote } from '../../workflows/programmes/resident-vote.js';
import { themeSubsidy } from '../../workflows/programmes/theme-subsidy.js';
import { townIdea } from '../../workflows/programmes/town-idea.js';
import { type Habits, type Life, live } from './life.js';
import { IDEA, PROPOSAL } from './sample.js';

const YES = ['accept', 'approve', 'select', 'score', 'for', 'publish', 'claim', 'report', 'evaluate', 'joint', 'on-track', 'received', 'corrected', 'answer', 'order', 'quote', 'take', 'complete', 'pass', 'invoice'];
/** People who mostly say yes get far; people who answer by chance reach every corner. */
const willing: Habits = { answer: 75, free: 2, wrong: 2, choose: (_request, choices) => choices.find((c) => YES.includes(c)) ?? null };
const wild: Habits = { answer: 55, free: 6, wrong: 8 };
const silent: Habits = { answer: 8, free: 3, wrong: 5 };

/** Each programme of the sample city, the proposal more often: it has most steps. What one case may hold and be paid at most, in yen. */
export const LIVED: readonly { readonly programme: Programme; readonly answers: Values; readonly most: number }[] = [
  { programme: townIdea, answers: IDEA, most: 0 }, { programme: citizenProposal, answers: PROPOSAL, most: 400_000 }, { programme: generalSubsidy, answers: PROPOSAL, most: 400_000 },
  { programme: commissionedWork, answers: PROPOSAL, most: 3_000_000 }, { programme: themeSubsidy, answers: PROPOSAL, most: 400_000 }, { programme: residentVote, answers: PROPOSAL, most: 300_000 }, { programme: citizenProposal, answers: PROPOSAL, most: 400_000 },
];

/** The life of a seed, cut off after so many turns. The same seed lives the same life. */
export function lifeOf(seed: number, turns = 300): { programme: Programme; life: Life } {
  const { programme, answers } = LIVED[seed % LIVED.length] as (typeof LIVED)[number];
  const habits = seed % 3 === 0 ? willing : seed % 3 === 1 ? wild : silent;
  return { programme, life: live(programme, answers, seed, habits, turns) };
}
