// Gate: the case waits for one decision over the whole call, recorded once (市議会の予算議決). Until then a selected case is a candidate; when the time is over without a vote there is no budget.
import { addDays, dateOf, fiscalYearStart, instantAt } from '../calendar.js';
import { restedEnd, restsOf } from '../suspension.js';
import type { Ctx, StepKind } from './step.js';

/** The end of waiting is a clock of the programme: days of a suspension move it. */
const until = (ctx: Ctx<'gate'>): number => restedEnd(ctx.env.calendar, restsOf(ctx.state, 'programme'), dateOf(ctx.run.openedAt), instantAt(addDays(fiscalYearStart(ctx.state.fiscalYear), ctx.step.until.daysAfterFiscalYearStart)));

export const gate: StepKind<'gate'> = {
  outcomes: ['voted', 'cut', 'refused'],
  asks: () => [],
  choices: () => [],
  settle(ctx) {
    const found = ctx.state.gates[ctx.step.gate];
    if (found) return { outcome: found.result, result: { note: found.note } };
    return ctx.env.now >= until(ctx) ? { outcome: 'refused', result: { note: '期限までに議決の記録がありませんでした' } } : null;
  },
  wake: until,
};
