// /audit: for administrators and for who holds a post of the audit office (監査委員事務局). Every route reads; none writes.
import { type Context, Hono } from 'hono';
import { findPayments, type Payment, paymentById, publishedVersion } from '../../db/store/audit.js';
import { documentsOf } from '../../db/store/documents.js';
import { filesOfCase } from '../../db/store/files.js';
import { mailsOfCase } from '../../db/store/lists.js';
import { type Loaded, readCase } from '../../db/store/load.js';
import { definitionOf } from '../../db/store/reference.js';
import type { StepRun } from '../../workflows/domain/cases.js';
import { stepDef } from '../../workflows/domain/programmes.js';
import { REJECT_REASONS } from '../../workflows/domain/receipts.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import { settledKind } from '../../workflows/domain/cases.js';
import { allowed } from '../../workflows/domain/steps/draft-decision.js';
import { planOf } from '../../workflows/domain/steps/plan.js';
import { newestReport, receiptsOf } from '../../workflows/domain/steps/report.js';
import { list } from '../../workflows/domain/steps/step.js';
import { REJECT_WORDS } from '../../workflows/domain/words.js';
import type { Deps } from '../deps.js';
import { AuditPaymentPage, type AuditStep } from '../pages/audit-payment.js';
import { type PaymentRow, PaymentListPage } from '../pages/audit.js';
import { RulePage } from '../pages/audit-rule.js';
import { choiceWord, documentWord, outcomeWord, stepName } from '../pages/case-words.js';
import { momentWords, workingWords } from '../pages/components/parts.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { actorWords } from '../pages/event-words.js';
import { mailStateWord, mailWord } from '../pages/mail-words.js';
import { type Names, valueLines } from '../pages/value-words.js';
import { namesOf, type Signed, signed, type StaffPage, toSignIn } from './staff.js';

/** Steps that lead to the decision, those that judge the case, and those that settle the account. */
const DECIDES: readonly StepKindId[] = ['selection', 'draft-decision', 'approval', 'gate', 'publication', 'agreement', 'route', 'quotation', 'inspection', 'contract-change'];
const JUDGES: readonly StepKindId[] = ['scoring', 'ballot', 'public-vote'];
const SETTLES: readonly StepKindId[] = ['report', 'determination', 'balance', 'refund'];

/** What the officer said of a receipt. */
function verdictWords(verdict: string | undefined): string {
  const reason = REJECT_REASONS.find((one) => one === verdict);
  return verdict === undefined ? 'これから' : reason ? `認めない（${REJECT_WORDS[reason].ja}）` : '認める';
}

/** The pages of the audit. */
export function auditRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  const as = (page: StaffPage) => async (c: Context): Promise<Response> => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    return me.staff.administrator || me.staff.audits ? page(c, me) : c.html(faultPage(NOT_THERE), 404);
  };
  const rowOf = async (one: Payment): Promise<PaymentRow> => {
    const { row } = await readCase(db, one.order.caseId);
    return { id: one.order.id, number: one.number, title: one.title, group: one.group, programme: (await definitionOf(db, row.programme, row.version)).name.ja, fiscalYear: one.fiscalYear, yen: one.order.yen, state: one.order.state, at: one.order.endedAt ?? one.order.createdAt };
  };

  app.get('/audit', as(async (c, me) => {
    const q = (c.req.query('q') ?? '').trim().slice(0, 60);
    const [at, id] = (c.req.query('after') ?? '').split('_pay');
    const { rows, more } = await findPayments(db, q, id ? { at: Number(at), id: `pay${id}` } : undefined);
    const last = rows.at(-1)?.order;
    return c.html(<PaymentListPage staff={me.staff} now={me.now} q={q} rows={await Promise.all(rows.map(rowOf))} more={more && last ? `/audit?${new URLSearchParams({ q, after: `${last.createdAt}_${last.id}` })}` : null} />);
  }));

  app.get('/audit/payments/:id', as(async (c, me) => {
    const payment = await paymentById(db, c.req.param('id') ?? '');
    return payment ? c.html(await paymentPage(me, payment)) : c.html(faultPage(NOT_THERE), 404);
  }));
  const paymentPage = async (me: Signed, payment: Payment) => {
    const { order } = payment;
    const loaded = await readCase(db, order.caseId);
    const { programme, state, row } = loaded;
    const [names, rule, documents, files, mails] = await Promise.all([namesOf(deps), publishedVersion(db, row.programme, row.version), documentsOf(db, row.id), filesOfCase(db, row.id), mailsOfCase(db, row.id)]);
    const paid = state.steps.findIndex((run) => `payment:${run.step}#${run.round}` === order.key);
    const claimed = state.steps.findLastIndex((run, n) => n < paid && (run.kind === 'claim' || run.kind === 'invoice') && run.outcome === 'claimed');
    const from = claimed < 0 ? paid : claimed;
    const steps = (runs: readonly StepRun[], kinds?: readonly StepKindId[]) => runs.filter((run) => run.settledAt !== null && (!kinds || kinds.includes(run.kind))).map((run) => stepOf(loaded, run, names));
    const verdicts = list(settledKind(state, 'determination')?.result?.verdicts);
    const working = allowed(programme, state);
    const named = (id: string) => files.find((file) => file.id === id)?.name ?? 'ファイル';
    const receipts = receiptsOf(newestReport(state));
    return (
      <AuditPaymentPage
        staff={me.staff} now={me.now} payment={await rowOf(payment)} facts={[['銀行に送った日時', order.instructedAt === null ? 'まだ' : momentWords(order.instructedAt)], ['終わった日時', order.endedAt === null ? 'まだ' : momentWords(order.endedAt)], ['金額の計算', working ? workingWords(working.steps) : '']]}
        claim={steps(state.steps.slice(from, paid))} decision={steps(state.steps.slice(0, from), DECIDES)} scores={steps(state.steps, JUDGES)} settlement={steps(state.steps, SETTLES)}
        rule={{ href: `/audit/rules/${row.programme}/${row.version}`, name: `${programme.name.ja} 第${row.version}版`, publishedAt: rule?.publishedAt ?? 0, digest: rule?.digest ?? '' }}
        plan={planOf(programme, state)} receipts={receipts.map((one, n) => ({ ...one, verdict: verdictWords(verdicts[n]), links: one.files.map((id) => ({ id, name: named(id) })) }))}
        files={files} documents={documents.map((doc) => ({ id: doc.id, name: documentWord(doc.kind), madeAt: doc.madeAt, sha256: doc.sha256 }))}
        mails={mails.map((mail) => ({ at: mail.queuedAt, what: mailWord(mail.mail), to: mail.facts.addressee, state: mailStateWord(mail.state) }))}
      />
    );
  };
  const stepOf = ({ programme, state }: Loaded, run: StepRun, names: Names): AuditStep => ({
    name: stepName(stepDef(programme, run.step)), round: run.round, at: run.settledAt, outcome: run.outcome ? outcomeWord(run.kind, run.outcome) : '', lines: valueLines(programme, state, run.result ?? {}, names),
    answers: state.requests.flatMap((request) => (request.step === run.step && request.round === run.round && request.answer ? [{ who: actorWords(request.answer.by, names), at: request.answer.at, what: choiceWord(request.what, request.answer.choice), lines: valueLines(programme, state, request.answer.values, names) }] : [])),
  });

  app.get('/audit/rules/:id/:version{[0-9]{1,6}(\\.json)?}', as(async (c, me) => {
    const version = c.req.param('version') ?? '';
    const found = await publishedVersion(db, c.req.param('id') ?? '', Number.parseInt(version, 10));
    if (!found) return c.html(faultPage(NOT_THERE), 404);
    if (version.endsWith('.json')) return c.body(`${JSON.stringify(found.definition, null, 1)}\n`, 200, { 'content-type': 'application/json; charset=utf-8' });
    return c.html(<RulePage staff={me.staff} now={me.now} programme={found.definition} publishedAt={found.publishedAt} digest={found.digest} post={(await namesOf(deps)).post} />);
  }));
  return app;
}
