// 次に自動で起きること: what the rules will do at which instant if nobody acts. Read from the same rules that will do it.
import type { Instant } from '../../workflows/domain/calendar.js';
import { contextOf, reminderAt } from '../../workflows/domain/advance.js';
import type { CaseState, Request } from '../../workflows/domain/cases.js';
import { currentStep, REMINDERS } from '../../workflows/domain/cases.js';
import { isDesk } from '../../workflows/domain/desk.js';
import { headOf } from '../../workflows/domain/people.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { rulesOf } from '../../workflows/domain/steps/index.js';
import type { Env } from '../../workflows/domain/steps/step.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import { ASK_WORDS, REMINDER_WORDS, SILENCE_WORDS } from '../../workflows/domain/words.js';
import { documentWord } from './case-words.js';
import { addresseeWords } from './event-words.js';
import type { Names } from './value-words.js';

/** One thing that will happen: at an instant, or without one as soon as what it waits for is there. */
export type Next = { readonly at: Instant | null; readonly text: string };

/** What the clock alone brings about in a step, in words. */
const WAKE_WORDS: Partial<Readonly<Record<StepKindId, string>>> = {
  gate: '議決の記録がなければ、予算がないものとして終わります', work: '事業の時期の区切り（中間のふりかえり、または終わりの日）', wait: '担当課へもう一度たずねます', payment: '口座が変わったための待ちが終わり、振込を始めます',
};

const reminder = (request: Request, which: (typeof REMINDERS)[number], names: Names): string =>
  which === 'overdue' && request.to.kind === 'post' ? `${names.post(headOf(request.to.post))}に期限超過を知らせます` : `${addresseeWords(request.to, names)}に${REMINDER_WORDS[which]}を送ります`;

/** The next happenings of a case in order of time, at most `limit`. */
export function nextWords(programme: Programme, state: CaseState, env: Env, names: Names, limit = 8): readonly Next[] {
  if (state.parked) return [{ at: null, text: '事務局が「もう一度進める」を押すまで、自動では進みません' }];
  const found: Next[] = [];
  for (const request of state.requests) {
    if (request.state !== 'open') continue;
    const what = `「${ASK_WORDS[request.what].act}」`;
    for (const which of REMINDERS) {
      const at = request.reminded.includes(which) ? null : reminderAt(request, which, env);
      if (at !== null && at > env.now) found.push({ at, text: reminder(request, which, names) });
    }
    if (request.dueAt > env.now) found.push({ at: request.dueAt, text: `${addresseeWords(request.to, names)}の${what}の期限` });
    found.push({ at: request.closesAt, text: `${what}の受付を終わります。${isDesk(request) ? '' : SILENCE_WORDS[request.silence].ja}` });
  }
  const run = currentStep(state);
  if (run && !state.ending && !state.stage.settled) {
    const at = rulesOf(run.kind).wake?.(contextOf(programme, state, run, env)) ?? null;
    if (at !== null) found.push({ at, text: WAKE_WORDS[run.kind] ?? '次の手順に進みます' });
  }
  for (const hand of state.hands) if (hand.state === 'wanted') found.unshift({ at: null, text: hand.kind === 'payment' ? '振込の結果が届きしだい、次に進みます' : hand.kind === 'follow-up' ? '引継ぎの書きかけができしだい、提案者に知らせます' : `${documentWord(hand.spec.document)}ができしだい、次に進みます` });
  if (state.stage.settled && !state.ending) found.unshift({ at: null, text: 'まもなく次の段階に進みます' });
  return found.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)).slice(0, limit);
}
