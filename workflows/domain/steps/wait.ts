// Wait: nothing is asked of anybody until an instant, for example until talks are taken up again in the next fiscal year.
import { addDays, dateOf, fiscalYearOf, fiscalYearStart, instantAt, nextOpen, OFFICE_OPENS } from '../calendar.js';
import type { Ctx, StepKind } from './step.js';

const until = (ctx: Ctx<'wait'>): number => instantAt(nextOpen(ctx.env.calendar, addDays(fiscalYearStart(fiscalYearOf(dateOf(ctx.run.openedAt)) + 1), 0)), OFFICE_OPENS);

export const wait: StepKind<'wait'> = {
  outcomes: ['over'],
  asks: () => [],
  choices: () => [],
  settle: (ctx) => (ctx.env.now >= until(ctx) ? { outcome: 'over', result: {} } : null),
  wake: until,
};
