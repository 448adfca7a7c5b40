// Bugs planted where the rules meet the database, the engine, the bank, the mail and the web. Found on real servers.
import type { Planted } from './planted.js';

const DOORS = 'test/integration/doors.test.ts';
const WHOLE = 'test/laws/laws-whole.test.ts';
const STORE = 'test/laws/laws-store.test.ts';
const CLOCK = 'test/laws/laws-clock.test.ts';
const WORLD = 'test/laws/laws-world.test.ts';

export const PLACES: readonly Planted[] = [
  {
    bug: 'reading a mailed link answers it', file: 'api/routes/answer.tsx',
    find: "return row ? showRequest(c, deps, comer(row, c.req.param('key'))) : c.html(endedPage());",
    put: "if (row?.state === 'open') await deps.act({ caseId: row.caseId, act: { kind: 'answer', request: row.key, choice: 'accept', input: {} }, by: { kind: 'post', post: row.toPost ?? '', person: 'reader' }, via: 'link' });\n    return row ? showRequest(c, deps, comer(row, c.req.param('key'))) : c.html(endedPage());",
    test: { file: DOORS, title: 'whoever reads a mailed link' },
  },
  {
    bug: 'a link whose time is over still shows its form', file: 'api/routes/answer-shared.tsx',
    find: "return row.state === 'open' && row.closesAt > loaded.env.now ? 'ask' : 'ended';", put: "return row.state === 'open' ? 'ask' : 'ended';",
    test: { file: DOORS, title: 'a link whose time is over' },
  },
  {
    bug: 'a post from another site is accepted', file: 'api/middleware/hardening.ts',
    find: 'return csrf({ origin: (origin, c) => origin === publicOrigin || origin === new URL(c.req.url).origin });', put: 'return csrf({ origin: (origin, c) => origin !== publicOrigin || origin === new URL(c.req.url).origin });',
    test: { file: DOORS, title: 'a post from another site' },
  },
  {
    bug: 'a one-time code may be tried without limit', file: 'db/store/codes.ts',
    find: 'gt(codes.expiresAt, now), lt(codes.tries, CODE_TRIES)', put: 'gt(codes.expiresAt, now), lt(codes.tries, CODE_TRIES * 1000)',
    test: { file: DOORS, title: 'is dead after five wrong tries' },
  },
  {
    bug: 'an expired code is accepted', file: 'db/store/codes.ts',
    find: 'isNull(codes.usedAt), gt(codes.expiresAt, now), lt(codes.tries, CODE_TRIES)', put: 'isNull(codes.usedAt), lt(codes.tries, CODE_TRIES)',
    test: { file: DOORS, title: 'is dead after its ten minutes' },
  },
  {
    bug: 'a mail is queued outside the transaction of its fact', file: 'db/store/acts.ts',
    find: 'const written = await writeMoved(inner, loaded, waited.moved, sealer, { byRun: false });',
    put: "await (await import('./queue-mails.js')).queueMails(db, { programme: loaded.programme, row: loaded.row, state: waited.moved.state, env: loaded.env }, waited.moved.mails, new Map());\n      const written = await writeMoved(inner, loaded, { ...waited.moved, mails: [] }, sealer, { byRun: false });",
    test: { file: WHOLE, title: 'its mails were never queued' },
  },
  {
    bug: 'an error of the database is swallowed and the case parked', file: 'db/store/acts.ts',
    find: 'if (error instanceof DomainError || isDatabaseError(error)) throw error;', put: 'if (error instanceof DomainError && !isDatabaseError(error)) throw error;',
    test: { file: WHOLE, title: 'what the database refuses while the rules write' },
  },
  {
    bug: 'events may be updated', file: 'db/migrations/0001_clock-and-log.sql',
    find: 'CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events', put: 'CREATE TRIGGER events_append_only BEFORE DELETE ON events',
    test: { file: WHOLE, title: 'are never changed or deleted' },
  },
  {
    bug: 'a case is read before it is locked', file: 'db/store/load.ts',
    find: "const [row] = lock ? await query.for('no key update') : await query;", put: "const [row] = await query;\n  if (lock) await db.select({ id: cases.id }).from(cases).where(eq(cases.id, id)).for('no key update');",
    test: { file: CLOCK, title: 'law 3: a hundred acts on five cases', draws: true },
  },
  {
    bug: "acts are dated by the machine's clock", file: 'db/store/load.ts',
    find: 'const now = await businessNow(db);\n  return { row,', put: 'const now = Date.now();\n  return { row,',
    test: { file: STORE, title: 'law 1: what the clock settled is applied first' },
  },
  {
    bug: 'a submission does not take the call', file: 'db/store/cases.ts',
    find: ".where(eq(calls.id, found.call)).for('share');", put: '.where(eq(calls.id, found.call));',
    test: { file: WHOLE, title: 'a submission waits for whoever is closing its call' },
  },
  {
    bug: 'pressing twice submits twice', file: 'db/store/cases.ts',
    find: 'if (draft.caseId) return again(tx, draft.caseId, draft.id);', put: '',
    test: { file: STORE, title: 'law 4: pressing twice makes one case' },
  },
  {
    bug: 'a lost ring of a settled case is not swept up', file: 'db/store/sweep.ts',
    find: "and(isNull(cases.ending), sql`${cases.stageSettled} is not null`),", put: '',
    test: { file: CLOCK, title: 'law 7: a settled case whose ring was lost' },
  },
  {
    bug: 'an act that waited is judged by the time of the repair', file: 'workflows/domain/acts.ts',
    find: 'now: options.asOf ?? Math.max(env.now, first.state.lastAt) };', put: 'now: Math.max(env.now, first.state.lastAt) };',
    test: { file: STORE, title: 'law 9: the act is kept unjudged with its instant' },
  },
  {
    bug: 'a webhook of the mail provider counts each time it comes', file: 'db/store/mails.ts',
    find: "if (fresh.length === 0) return 'again';", put: '',
    test: { file: STORE, title: 'a repeated webhook is taken once' },
  },
  {
    bug: 'a mail batch is made again with another membership', file: 'db/store/mails.ts',
    find: 'if (old) {', put: "if (old) await tx.update(mails).set({ state: 'queued', batch: null }).where(eq(mails.batch, old.id));\n      if (old && old.tries > 1000) {",
    test: { file: STORE, title: 'a batch is sent again unchanged' },
  },
  {
    bug: 'the link of a former holder goes on working', file: 'db/store/reissue.ts',
    find: 'const generation = row.generation + 1;', put: 'const generation = row.generation;',
    test: { file: STORE, title: 'law 16: a transfer ends the old links' },
  },
  {
    bug: 'an instruction goes out again although one went out before', file: 'db/store/payments.ts',
    find: ".where(and(eq(paymentOrders.id, id), eq(paymentOrders.state, 'reserved')))", put: '.where(eq(paymentOrders.id, id))',
    test: { file: WORLD, title: 'law 11: an answer of the bank that was lost is looked up' },
  },
  {
    bug: 'what the bank does not know is instructed under a new key', file: 'activities/payments.ts',
    find: "await countLookup(db, id);\n        return 'unknown';", put: "await countLookup(db, id);\n        await bank.instruct({ instruction: `${order.instruction}-again`, yen: order.yen, account: order.account, memo: order.id });\n        return 'unknown';",
    test: { file: WORLD, title: 'law 11: what the bank never knew' },
  },
  {
    bug: "the bank's word is taken up each time it is said", file: 'db/store/acts.ts',
    find: 'happened.filter((event) => isNews(loaded.state, event)).map(', put: 'happened.filter((event) => isNews(loaded.state, event) || loaded.state.hands.length > 0).map(',
    test: { file: WORLD, title: 'law 11: two callbacks and a look-up at once' },
  },
  {
    bug: 'a payment that starts again pays without looking up', file: 'workflows/payments/payment-order.ts',
    find: "if (opened.state === 'reserved') {", put: "if (opened.state !== 'settled') {",
    test: { file: 'test/workflow/mail-and-money.test.ts', title: 'sends nothing, it looks up' },
  },
  {
    bug: '"not yours" can be told from "not there"', file: 'api/routes/desk.tsx',
    find: 'return page ? c.html(page) : c.html(faultPage(NOT_THERE), 404);', put: "return page ? c.html(page) : c.html(faultPage(NOT_THERE), (await caseIdByNumber(deps.db, c.req.param('number'))) ? 403 : 404);",
    test: { file: 'test/integration/staff.test.ts', title: 'the same bytes as no case at all' },
  },
];
