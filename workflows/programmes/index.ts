// The registry: a new programme is its file and one line here.
import type { Programme } from '../domain/programmes.js';
import { citizenProposal } from './citizen-proposal.js';
import { commissionedWork } from './commissioned-work.js';
import { generalSubsidy } from './general-subsidy.js';
import { residentVote } from './resident-vote.js';
import { themeSubsidy } from './theme-subsidy.js';
import { townIdea } from './town-idea.js';

export const PROGRAMMES: readonly Programme[] = [citizenProposal, townIdea, generalSubsidy, commissionedWork, themeSubsidy, residentVote];
