// Bugs planted in the pure rules: money, dates, scores, lists, bank files, and what a case does. Found without servers.
import type { Planted } from './planted.js';

const LIVES = 'test/simulation/laws-of-lives.test.ts';
const MONEY = 'test/properties/money.test.ts';
const SCORING = 'test/properties/scoring.test.ts';

export const RULES: readonly Planted[] = [
  {
    bug: 'a share is rounded up instead of down', file: 'workflows/domain/money.ts',
    find: 'return Number((BigInt(yen) * BigInt(rate.num)) / BigInt(rate.den));', put: 'return Number((BigInt(yen) * BigInt(rate.num) + BigInt(rate.den) - 1n) / BigInt(rate.den));',
    test: { file: MONEY, title: 'never passes the cap, the share of the eligible cost', draws: true },
  },
  {
    bug: 'what does not divide into instalments is lost', file: 'workflows/domain/money.ts',
    find: '(i === 0 ? totalYen - each * (n - 1) : each)', put: '(i < 0 ? totalYen : each)',
    test: { file: MONEY, title: 'instalments add up to the yen', draws: true },
  },
  {
    bug: 'the final amount may pass what was decided', file: 'workflows/domain/money.ts',
    find: 'const yen = Math.min(input.decidedYen, again.amountYen);', put: 'const yen = again.amountYen;',
    test: { file: MONEY, title: 'a final amount is never more than what was decided', draws: true },
  },
  {
    bug: 'interest leaves out one day', file: 'workflows/domain/interest.ts',
    find: 'const days = daysAfter(first, last) + 1;', put: 'const days = daysAfter(first, last);',
    test: { file: 'test/golden/money.test.ts', title: 'are 215 days and 12,900 yen' },
  },
  {
    bug: 'the books of a year close a day too early', file: 'workflows/domain/fiscal-year.ts',
    find: "return on <= closingDay(fiscalYear) ? 'closing' : 'closed';", put: "return on < closingDay(fiscalYear) ? 'closing' : 'closed';",
    test: { file: 'test/golden/money.test.ts', title: 'the old year pays until 31 May' },
  },
  {
    bug: 'a holiday counts as an office day', file: 'workflows/domain/calendar.ts',
    find: " && !(date in calendar.closed);", put: ';',
    test: { file: 'test/unit/calendar.test.ts', title: 'the office is closed on Saturdays, Sundays, holidays' },
  },
  {
    bug: "a date is read from the machine's own zone", file: 'workflows/domain/calendar.ts',
    find: 'return civilOf(Math.floor((at + OFFSET) / DAY));', put: 'return civilOf(Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY));',
    test: { file: 'test/unit/calendar.test.ts', title: 'whatever zone the machine is in' },
  },
  {
    bug: 'the threshold must be passed instead of reached', file: 'workflows/domain/steps/scoring.ts',
    find: 'total * ctx.step.threshold.den >= full * ctx.step.threshold.num', put: 'total * ctx.step.threshold.den > full * ctx.step.threshold.num',
    test: { file: SCORING, title: 'exactly at the threshold passes' },
  },
  {
    bug: 'the quorum of a panel is off by one', file: 'workflows/domain/steps/scoring.ts',
    find: 'if (result.sheets < ctx.step.quorum)', put: 'if (result.sheets < ctx.step.quorum - 1)',
    test: { file: SCORING, title: 'as many sheets as the quorum decide' },
  },
  {
    bug: 'the sheet of a member with a declared tie still counts', file: 'workflows/domain/steps/scoring.ts',
    find: "if (answer?.choice !== 'score' || standsAside(ctx, member)) return [];", put: "if (answer?.choice !== 'score') return [];",
    test: { file: SCORING, title: 'who declares a tie after scoring' },
  },
  {
    bug: 'one approval fewer than the programme asks for is enough', file: 'workflows/domain/steps/approval.ts',
    find: 'given(ctx, n) < g.need)', put: 'given(ctx, n) < Math.max(1, g.need - 1))',
    test: { file: 'test/replay/decisions.test.ts', title: 'the rules decide today as they did' },
  },
  {
    bug: 'equal scores stand in the order they were typed in', file: 'workflows/domain/selection.ts',
    find: "totals.get(a.id) as Fraction) || byId(a, b));", put: 'totals.get(a.id) as Fraction));',
    test: { file: 'test/properties/selection.test.ts', title: 'on candidates in another order', draws: true },
  },
  {
    bug: 'the runner-up is passed over without being asked', file: 'workflows/domain/selection.ts',
    find: "if (answer !== undefined) return { outcome: 'gave-way', offerYen };", put: "if (offerYen > 0) return { outcome: 'gave-way', offerYen };",
    test: { file: 'test/golden/scoring.test.ts', title: 'the first request that crosses the envelope' },
  },
  {
    bug: 'the list spends money it does not have', file: 'workflows/domain/selection.ts',
    find: "if (c.requestYen <= left) return { outcome: 'funded', amountYen: c.requestYen };", put: "if (left > 0) return { outcome: 'funded', amountYen: c.requestYen };",
    test: { file: 'test/properties/selection.test.ts', title: 'never passes the envelope', draws: true },
  },
  {
    bug: 'a ballot with too few choices is valid', file: 'workflows/domain/ballots.ts',
    find: "if (rule.kind === 'exactly' && choice.length < rule.n) return 'too-few';", put: '',
    test: { file: 'test/golden/scoring.test.ts', title: 'block voting is stopped' },
  },
  {
    bug: "a holder's name that is too long is cut without a word", file: 'workflows/domain/bank/account.ts',
    find: "return { ok: false, faults: [{ at: 'holder', code: 'too-long', facts: { length: short.value.length, max: HOLDER_BYTES } }] };", put: 'return { ok: true, value: short.value.slice(0, HOLDER_BYTES) };',
    test: { file: 'test/unit/bank.test.ts', title: 'is refused, never cut, when it is too long' },
  },
  {
    bug: 'the same order may stand twice in a bank file', file: 'workflows/domain/bank/zengin.ts',
    find: "if (ids.has(order.id)) of('twice');", put: "if (ids.has('')) of('twice');",
    test: { file: 'test/unit/bank.test.ts', title: 'is not written when an order comes twice' },
  },
  {
    bug: 'a mailed key is compared by its beginning', file: 'activities/platform/tokens.ts',
    find: "return timingSafeEqual(right, createHash('sha256').update(given).digest());", put: "return timingSafeEqual(right, right) && given.length === 43 && token(kind, id, generation).startsWith(given.slice(0, 16));",
    test: { file: 'test/unit/tokens.test.ts', title: 'any one letter differs' },
  },
  {
    bug: 'what is held is given back twice', file: 'workflows/domain/advance.ts',
    find: "return left > 0 ? [{ type: 'money.released', key, yen: left }] : [];", put: "return left > 0 ? [{ type: 'money.released', key, yen: left }, { type: 'money.released', key: `${key}-again`, yen: left }] : [];",
    test: { file: LIVES, title: 'what is held never falls below nothing' },
  },
  {
    bug: 'money that was paid is given back to the envelope', file: 'workflows/domain/advance.ts',
    find: 'const left = state.committedYen - paid;', put: 'const left = state.committedYen - Math.min(0, paid);',
    test: { file: LIVES, title: 'what was paid stays held' },
  },
  {
    bug: 'the three reminders of an ask share one key', file: 'workflows/domain/advance.ts',
    find: 'key: `remind:${request.id}:${which}`', put: 'key: `remind:${request.id}`',
    test: { file: 'test/simulation/lives.test.ts', title: 'tells one story in its log' },
  },
  {
    bug: 'a settled stage can be settled again', file: 'workflows/domain/advance.ts',
    find: "return reach === 'across' ? cross(programme, state) : NOTHING;", put: "return reach === 'across' ? cross(programme, state) : only({ ...state.stage.settled, type: 'stage.settled', stage: state.stage.id, visit: state.stage.visit });",
    test: { file: LIVES, title: 'a stage is settled once a visit' },
  },
  {
    bug: 'nobody is woken when an ask ends', file: 'workflows/domain/advance.ts',
    find: 'instants.push(request.closesAt);', put: '',
    test: { file: LIVES, title: 'before the instant a case says it wants to wake at' },
  },
  {
    bug: 'silence takes effect on an ask that was hardly in hand', file: 'workflows/domain/advance.ts',
    find: 'if (request.handedOverAt === null || request.handedOverAt > request.closesAt - request.minNoticeMs) {', put: 'if (request.handedOverAt === null) {',
    test: { file: LIVES, title: 'an ask that came into hand late' },
  },
  {
    bug: 'silence takes effect at the due date instead of the end', file: 'workflows/domain/advance.ts',
    find: 'if (request.closesAt > env.now) break;', put: 'if (request.dueAt > env.now) break;',
    test: { file: LIVES, title: 'a silence takes effect at the end' },
  },
  {
    bug: 'whoever holds some post may answer for any', file: 'workflows/domain/acts.ts',
    find: "return by.kind === 'post' && by.post === request.to.post;", put: "return by.kind === 'post';",
    test: { file: LIVES, title: 'only whom a request asks may answer it' },
  },
  {
    bug: 'one person may approve in two places', file: 'workflows/domain/acts.ts',
    find: "if (by.kind === 'post' && samePerson(state, request, by.person)) return { why: 'two-people' };", put: '',
    test: { file: LIVES, title: 'where two people are needed' },
  },
];
