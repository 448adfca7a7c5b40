// What a mail must tell beyond the fact that caused it: a notice of a decision holds amount, working, reasons and score in the same mail (job C-10),
// an approver reads what is approved, a group reads what is to be corrected and until when it is to be paid back.
import { deadline, dateOf } from './calendar.js';
import type { CaseState } from './cases.js';
import { formAnswers, settledKind } from './cases.js';
import type { Values } from './fields.js';
import { yearState } from './fiscal-year.js';
import { openChange } from './contract-terms.js';
import { commas } from './money.js';
import type { QueuedMail } from './advance.js';
import type { Programme } from './programmes.js';
import { caseFields, stepDef } from './programmes.js';
import { claimOf, sums } from './steps/claim.js';
import { rejectedOf } from './steps/determination.js';
import { allowed, draftOf } from './steps/draft-decision.js';
import { quotedYen } from './steps/quotation.js';
import { refundDue, refundInterest } from './steps/refund.js';
import type { Env } from './steps/step.js';
import { list, text, yen } from './steps/step.js';

/** The further facts of one mail of a case, at the instant it is queued. */
export function moreAbout(programme: Programme, state: CaseState, mail: QueuedMail, env: Env): Values {
  const request = mail.request ? state.requests.find((r) => r.id === mail.request) : undefined;
  switch (mail.mail) {
    case 'approvals/candidate':
      return { ...decision(programme, state), ...score(programme, state), council: '3月の市議会' };
    case 'approvals/granted':
    case 'approvals/not-selected':
    case 'approvals/budget-refused':
      return { ...decision(programme, state), ...score(programme, state), ...vote(state) };
    case 'approvals/decision-requested':
      if (request?.note?.subject === 'contract-change') return changeOf(state);
      if (request?.note?.subject === 'revocation') return revoked(state);
      return request?.note?.subject === 'final-amount' ? final(state) : decision(programme, state);
    case 'payments/claim-check-requested':
    case 'payments/release-requested': {
      const claim = claimOf(state);
      if (request?.note?.subject === 'late-interest') return { amountYen: yen(state.steps.findLast((r) => r.kind === 'late-interest')?.result?.yen), number: text(claim?.account.number).slice(-3) };
      return { amountYen: claim?.amountYen ?? 0, number: text(claim?.account.number).slice(-3) };
    }
    case 'payments/final-amount':
      return final(state);
    case 'payments/revoked':
      return revoked(state);
    case 'payments/refund-requested': {
      // The refund that is asked for now: that of the stage the case stands in.
      const refunds = programme.stages.flatMap((stage) => stage.steps.flatMap((step) => (step.kind === 'refund' ? [{ stage: stage.id, step }] : [])));
      const step = (refunds.find((one) => one.stage === state.stage.id) ?? refunds[0])?.step;
      const interest = step ? refundInterest(step.interest, state, dateOf(env.now)) : null;
      return { ...final(state), yen: refundDue(state), ...(interest ? { interestYen: interest.interestYen, interestOn: dateOf(env.now) } : {}), ...(step ? { dueOn: dateOf(deadline(env.calendar, env.now, step.term.due)) } : {}) };
    }
    case 'payments/returned': {
      const returned = state.steps.findLast((r) => r.kind === 'payment' && r.outcome === 'returned');
      return { reason: text(returned?.result?.reason), amountYen: yen(returned?.result?.yen) };
    }
    case 'payments/order-unclear': {
      const hand = state.hands.find((h) => h.kind === 'payment' && h.state === 'with-person');
      const closed = yearState(state.fiscalYear, dateOf(env.now)) === 'closed';
      return { yen: yen(hand?.spec.yen), reason: closed ? `${state.fiscalYear}年度の出納は5月31日に閉じたため、振り込んでいません。今年度の予算から過年度支出として支払う手続が要ります` : '銀行がこの指図を知らないと答えました' };
    }
    case 'agreements/accept-requested': {
      const hand = state.hands.find((h) => h.key === request?.document);
      const terms = JSON.parse(text(hand?.spec.terms) || '{}') as Values;
      const change = hand?.spec.change === true ? openChange(state) : null;
      return { sha256: text(hand?.result?.sha256), changed: change ? `${commas(yen(change.beforeYen))}円 → ${commas(yen(change.yen))}円、${text(change.beforeLastDay)} → ${text(change.lastDay)}。${text(change.reason)}` : text(terms.changed) };
    }
    case 'cases/correction-requested':
      return { labels: labels(programme, state, list(request?.note?.fields)) };
    case 'cases/correction-received':
      return { labels: labels(programme, state, list(mail.about?.fields)) };
    case 'cases/overdue-head':
      return { latePost: request?.to.kind === 'post' ? request.to.post : '' };
    default:
      return {};
  }
}

function decision(programme: Programme, state: CaseState): Values {
  const draft = draftOf(state);
  const price = quotedYen(state);
  if (price !== null) return { reasons: draft?.reasons ?? '', conditions: draft?.conditions ?? '', ...(draft?.select ? { amountYen: draft.amountYen } : {}) };
  const working = allowed(programme, state);
  return { reasons: draft?.reasons ?? '', conditions: draft?.conditions ?? '', ...(working && draft?.select ? { amountYen: draft.amountYen, working: JSON.stringify(working.steps) } : {}) };
}

function score(programme: Programme, state: CaseState): Values {
  const run = settledKind(state, 'scoring');
  const def = run ? stepDef(programme, run.step) : null;
  if (!run?.result || def?.kind !== 'scoring') return {};
  const full = yen(run.result.full);
  return { total: yen(run.result.total), full, sheets: yen(run.result.sheets), threshold: Math.ceil((full * def.threshold.num) / def.threshold.den) };
}

/** The price and the reasons of a change that is being decided. */
function changeOf(state: CaseState): Values {
  const change = openChange(state);
  return { amountYen: yen(change?.yen), reasons: text(change?.reason) };
}

/** What the newest revocation leaves and why. */
function revoked(state: CaseState): Values {
  const run = settledKind(state, 'revocation');
  const { paidYen } = sums(state);
  return { keepYen: yen(run?.result?.keepYen), reasons: text(run?.result?.reason), paidYen };
}

/** What a vote said, where one decided. */
function vote(state: CaseState): Values {
  const run = settledKind(state, 'ballot');
  return run?.result ? { vote: run.outcome ?? '', for: yen(run.result.for), against: yen(run.result.against) } : {};
}

function final(state: CaseState): Values {
  const { decidedYen, finalYen, paidYen } = sums(state);
  const run = settledKind(state, 'determination')?.result;
  const rejected = rejectedOf(state).map(({ receipt: { payee, what, paidOn, yen: sumYen }, reason }) => ({ payee, what, paidOn, yen: sumYen, reason }));
  return { decidedYen, finalYen: finalYen ?? 0, paidYen, working: text(run?.working), note: text(run?.note), ...(rejected.length > 0 ? { rejected: JSON.stringify(rejected) } : {}) };
}

const labels = (programme: Programme, state: CaseState, ids: readonly string[]): readonly string[] => caseFields(programme, formAnswers(state)).filter((f) => ids.includes(f.id)).map((f) => f.label);
