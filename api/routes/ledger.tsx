// The ledger of envelopes: administrators enter, finance posts read. Every entry bears its reason and who made it; nothing here decides a case.
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { allCalls } from '../../db/store/calls.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { DomainError } from '../../db/store/errors.js';
import { type CarryWords, carryOver, counterEntry, enterBudget, FIGURES, type Figure, reviseBudget, statementOf, statements, waitingForMoney } from '../../db/store/ledger.js';
import type { CivilDate } from '../../workflows/domain/calendar.js';
import { readFields } from '../../workflows/domain/fields.js';
import type { Accident, CarryOverFault } from '../../workflows/domain/fiscal-year.js';
import { holdsMoney } from '../../workflows/domain/programmes.js';
import { yenWords } from '../../workflows/domain/words.js';
import type { Deps } from '../deps.js';
import { faceOf } from '../errors.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { CARRY_FAULT_WORDS, LEDGER_FIELDS, type LedgerForm, LedgerListPage, LedgerPage, type Typed } from '../pages/ledger.js';
import { namesOf, type Signed, signed, toSignIn } from './staff.js';

/** What the page says after an entry. */
const DONE: Readonly<Record<string, string>> = { revision: '増減額を入力しました。お金を待っている案件を確かめてください。', carry: '繰越を入力しました。', counter: '訂正を入力しました。', budget: '当初予算を入力しました。' };

/** The pages of the ledger, read by administrators and finance posts. */
export function ledgerRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  /** Runs a page for who may: an administrator, or to read also who holds a post of finance. Everybody else sees what is not there. */
  const as = (who: 'reads' | 'enters', page: (c: Context, me: Signed) => Promise<Response>) => async (c: Context): Promise<Response> => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    return me.staff.administrator || (who === 'reads' && me.posts.some((post) => post.department === 'finance')) ? page(c, me) : c.html(faultPage(NOT_THERE), 404);
  };
  const moneyProgrammes = async () => [...new Map((await allCalls(db)).filter(({ programme }) => holdsMoney(programme)).map(({ programme }) => [programme.id, { id: programme.id, label: programme.name.ja }])).values()];

  const listPage = async (me: Signed, typed: Typed | null, once: string = randomUUID()) =>
    <LedgerListPage staff={me.staff} now={me.now} years={await statements(db)} programmes={await moneyProgrammes()} may={me.staff.administrator} once={once} typed={typed} />;
  const onePage = async (c: Context, me: Signed, typed: Typed | null, extra: { once?: string; correct?: string } = {}) => {
    const id = c.req.param('id') ?? '';
    const [one, waiting, names] = await Promise.all([statementOf(db, id), waitingForMoney(db, id), namesOf(deps)]);
    const figure = FIGURES.find((f) => f === c.req.query('figure')) ?? null;
    const correct = extra.correct ?? c.req.query('correct');
    return (
      <LedgerPage staff={me.staff} now={me.now} one={one} figure={figure as Figure | null} waiting={waiting} may={me.staff.administrator} once={extra.once ?? randomUUID()} typed={typed} notice={DONE[c.req.query('done') ?? '']}
        correcting={one.lines.find((line) => line.id === correct && line.correctedBy === null) ?? null} person={names.person} />
    );
  };

  app.get('/admin/ledger', as('reads', async (c, me) => c.html(await listPage(me, null))));
  app.get('/admin/ledger/:id', as('reads', async (c, me) => c.html(await onePage(c, me, null))));

  /** What was typed into a form, without its prefix. */
  const typedInto = async (c: Context, form: LedgerForm) => {
    const body = Object.entries(await c.req.parseBody()).map(([key, value]) => [key, String(value)] as const);
    return { input: Object.fromEntries(body.filter(([key]) => key.startsWith(`${form}.`)).map(([key, value]) => [key.slice(form.length + 1), value])), hidden: Object.fromEntries(body) as Record<string, string> };
  };
  /** The sentences of a refusal; of a carry-over one for each thing that is missing. */
  const sentencesOf = (error: unknown): { status: number; sentences: readonly string[] } => {
    if (!(error instanceof DomainError)) throw error;
    const face = faceOf(error);
    const faults = String(error.facts.faults ?? '').split(',').filter((f): f is CarryOverFault => f in CARRY_FAULT_WORDS);
    return { status: face.status, sentences: faults.length > 0 ? faults.map((f) => CARRY_FAULT_WORDS[f]) : [face.sentence] };
  };

  app.post('/admin/ledger/budget', as('enters', async (c, me) => {
    const { input, hidden } = await typedInto(c, 'budget');
    const { values, faults } = readFields(LEDGER_FIELDS.budget(await moneyProgrammes()), input);
    if (faults.length > 0) return c.html(await listPage(me, { form: 'budget', input, faults, sentences: [] }, hidden.once), 422);
    try {
      await enterBudget(db, { programme: String(values.programme), fiscalYear: Number(values.fiscalYear), yen: Number(values.yen), reason: String(values.reason), by: me.session.person.id, once: hidden.once ?? '' });
    } catch (error) {
      const { status, sentences } = sentencesOf(error);
      return c.html(await listPage(me, { form: 'budget', input, faults: [], sentences }), status as 409);
    }
    return c.redirect('/admin/ledger', 303);
  }));

  app.post('/admin/ledger/:id/revision', as('enters', async (c, me) => {
    const { input, hidden } = await typedInto(c, 'revision');
    const { values, faults } = readFields(LEDGER_FIELDS.revision(), input);
    if (faults.length > 0) return c.html(await onePage(c, me, { form: 'revision', input, faults, sentences: [] }, { once: hidden.once }), 422);
    const id = c.req.param('id') ?? '';
    try {
      await reviseBudget(db, { envelope: id, way: values.way === 'cut' ? 'cut' : 'raise', yen: Number(values.yen), reason: String(values.reason), by: me.session.person.id, once: hidden.once ?? '' });
    } catch (error) {
      const { status, sentences } = sentencesOf(error);
      return c.html(await onePage(c, me, { form: 'revision', input, faults: [], sentences }), status as 409);
    }
    return c.redirect(`/admin/ledger/${id}?done=revision#waiting`, 303);
  }));

  app.post('/admin/ledger/:id/carry', as('enters', async (c, me) => {
    const { input, hidden } = await typedInto(c, 'carry');
    const { values, faults } = readFields(LEDGER_FIELDS.carry(), input);
    const again = async (more: Pick<Typed, 'faults' | 'sentences'>, status: number) => c.html(await onePage(c, me, { form: 'carry', input, ...more }), status as 422);
    if (faults.length > 0) return again({ faults, sentences: [] }, 422);
    const id = c.req.param('id') ?? '';
    const { programme } = await statementOf(db, id);
    const caseId = await caseIdByNumber(db, String(values.number));
    if (!caseId) return again({ faults: [], sentences: ['この番号の案件は見つかりません'] }, 422);
    const date = (value: unknown): CivilDate | null => (typeof value === 'string' ? value : null);
    const words: CarryWords = values.kind === 'approved'
      ? { kind: 'approved', voteOn: date(values.voteOn), voteRecord: String(values.voteRecord ?? ''), statementOn: date(values.statementOn) }
      : { kind: 'accidental', accident: (values.accident as Accident | null) ?? null, explanation: String(values.explanation ?? ''), statementOn: date(values.statementOn) };
    try {
      const carried = await carryOver(db, { caseId, programme, fiscalYear: Number(hidden.fiscalYear), words, reason: String(values.reason), by: me.session.person.id });
      // The case's own story says it too. Were this lost, the ledger still shows both years.
      if (carried.made) await deps.act({ caseId, act: { kind: 'free', verb: 'note', input: { text: `${carried.from}年度の予算から${carried.to}年度の予算へ、${yenWords(carried.yen)}を繰り越しました。${String(values.reason)}` } }, by: { kind: 'administrator', person: me.session.person.id }, via: 'session' });
    } catch (error) {
      const { status, sentences } = sentencesOf(error);
      return again({ faults: [], sentences }, status);
    }
    return c.redirect(`/admin/ledger/${id}?done=carry`, 303);
  }));

  app.post('/admin/ledger/:id/counter', as('enters', async (c, me) => {
    const { input, hidden } = await typedInto(c, 'counter');
    const id = c.req.param('id') ?? '';
    const line = (await statementOf(db, id)).lines.find((one) => one.id === hidden.entry);
    if (!line) return c.html(faultPage(NOT_THERE), 404);
    const { values, faults } = readFields(LEDGER_FIELDS.counter(line.caseId !== null), input);
    const again = async (more: Pick<Typed, 'faults' | 'sentences'>, status: number) => c.html(await onePage(c, me, { form: 'counter', input, ...more }, { correct: line.id }), status as 422);
    if (faults.length > 0) return again({ faults, sentences: [] }, 422);
    try {
      await counterEntry(db, { entry: line.id, caseNumber: String(values.number ?? ''), reason: String(values.reason), by: me.session.person.id });
    } catch (error) {
      const { status, sentences } = sentencesOf(error);
      return again({ faults: [], sentences }, status);
    }
    return c.redirect(`/admin/ledger/${id}?done=counter#entries`, 303);
  }));
  return app;
}
