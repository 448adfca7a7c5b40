// Judging an act: may this person do this now, and what follows at once. The same judge serves pages, API and tests.
import { advance, type Moved, type QueuedMail } from './advance.js';
import { contextOf } from './advance.js';
import { addDays, DAY, dateOf, type Instant, instantAt, nextOpen, OFFICE_CLOSES } from './calendar.js';
import type { CaseEvent, CaseState, DatedEvent, FreeActVerb, Request } from './cases.js';
import { apply, currentStep, formAnswers, settledStep, party, post } from './cases.js';
import { deskChoices, deskFollows, isDesk, QUESTION_ANSWERED } from './desk.js';
import type { Fault, Field, Input, Values } from './fields.js';
import { readFields } from './fields.js';
import { ruleOfForm } from './grant-rule.js';
import { declarationFields, declaringPosts, isTie, relationOf } from './panel.js';
import type { Actor } from './people.js';
import { sum } from './money.js';
import type { Programme, Stage } from './programmes.js';
import { receiptRule, stageDef, stepDef } from './programmes.js';
import { plannedOf } from './receipts.js';
import { budgetOf, draftOf } from './steps/draft-decision.js';
import { rulesOf } from './steps/index.js';
import { planOf } from './steps/plan.js';
import { reportLimit } from './steps/report.js';
import type { Choice, Env } from './steps/step.js';
import { list, reasonField, remarkField, text, yen } from './steps/step.js';
import { isFreeChange } from './steps/work.js';
import { isTakenBack, restedDates, restedEnd, restsOf, suspendedBy } from './suspension.js';
import { REOPEN_WORDS } from './words.js';

/** Why an act was refused. */
export const REFUSALS = ['no-such-request', 'answered', 'closed', 'not-yours', 'two-people', 'own-case', 'not-now', 'faults', 'parked'] as const;
export type Refusal = (typeof REFUSALS)[number];
export type Judged =
  | { readonly ok: true; readonly moved: Moved; readonly values: Values }
  | { readonly ok: false; readonly why: Refusal; readonly faults: readonly Fault[]; readonly moved: Moved };

/** What the person sends: an answer to a request, or an act that needs none. */
export type ActInput =
  | { readonly kind: 'answer'; readonly request: string; readonly choice: string; readonly input: Input }
  | { readonly kind: 'free'; readonly verb: FreeActVerb; readonly input: Input };

/** Which answers an open request allows now. */
export function choicesOf(programme: Programme, state: CaseState, request: Request, env: Env): readonly Choice[] {
  if (isDesk(request)) return deskChoices(request);
  const run = state.steps.find((r) => r.step === request.step && r.round === request.round);
  if (!run || run.settledAt !== null) return [];
  return rulesOf(run.kind).choices(contextOf(programme, state, run, env), request);
}

/** Judges one act at one instant; `asOf` judges it by an earlier one, `hold` leaves what follows to a later call. What the clock settled before is applied first and kept even when the act is refused (law 1). */
export function judge(programme: Programme, before: CaseState, env: Env, act: ActInput, by: Actor, options: { readonly asOf?: Instant; readonly hold?: boolean } = {}): Judged {
  // An act that waited while the case was parked is judged by its own instant, before the clock says anything (law 9).
  const still: Moved = { state: before, events: [], mails: [], wakeAt: null };
  const first = options.asOf === undefined ? advance(programme, before, env, 'inside') : still;
  const at = { ...env, now: options.asOf ?? Math.max(env.now, first.state.lastAt) };
  const refuse = (why: Refusal, faults: readonly Fault[] = []): Judged => ({ ok: false, why, faults, moved: first });
  const taken = act.kind === 'answer' ? answer(programme, first.state, at, act, by) : free(programme, first.state, at, act, by);
  if ('why' in taken) return refuse(taken.why, taken.faults);
  let state = first.state;
  const events: DatedEvent[] = [];
  for (const event of taken.events) {
    const dated = { ...event, at: Math.max(at.now, before.lastAt) } as DatedEvent;
    state = apply(state, dated);
    events.push(dated);
  }
  const after = options.hold ? { ...still, state } : advance(programme, state, { ...at, now: Math.max(at.now, env.now) }, 'inside');
  return { ok: true, values: taken.values, moved: { state: after.state, events: [...first.events, ...events, ...after.events], mails: [...first.mails, ...taken.mails, ...after.mails], wakeAt: after.wakeAt } };
}

type Taken = { readonly events: readonly CaseEvent[]; readonly mails: readonly QueuedMail[]; readonly values: Values } | { readonly why: Refusal; readonly faults?: readonly Fault[] };

function answer(programme: Programme, state: CaseState, env: Env, act: Extract<ActInput, { kind: 'answer' }>, by: Actor): Taken {
  const request = state.requests.find((r) => r.id === act.request);
  if (!request) return { why: 'no-such-request' };
  if (state.parked) return { why: 'parked' };
  if (request.state === 'answered') return { why: 'answered' };
  if (request.state !== 'open' || request.closesAt <= env.now) return { why: 'closed' };
  if (!isAddressee(request, by)) return { why: 'not-yours' };
  if (by.kind === 'post' && samePerson(state, request, by.person)) return { why: 'two-people' };
  const choice = choicesOf(programme, state, request, env).find((c) => c.id === act.choice);
  if (!choice) return { why: 'faults', faults: [{ at: 'choice', code: 'not-chosen', facts: { label: '回答' } }] };
  const read = readFields(choice.fields, act.input, ruleOfForm(programme, { ...formAnswers(state), ...act.input }, state.fiscalYear));
  if (read.faults.length > 0) return { why: 'faults', faults: read.faults };
  const answered: CaseEvent = { type: 'request.answered', id: request.id, choice: choice.id, values: read.values, by };
  if (isDesk(request)) {
    const mails: QueuedMail[] = choice.id === 'answer' ? [{ key: `tell:${request.id}`, mail: QUESTION_ANSWERED, to: party('contact'), about: { question: text(request.note?.text), text: text(read.values.text) } }] : [];
    return { events: [answered, ...deskFollows(programme, state, request, choice.id, read.values)], mails, values: read.values };
  }
  const run = currentStep(state);
  if (!run) return { why: 'closed' };
  const ctx = contextOf(programme, state, run, env);
  const rules = rulesOf(run.kind);
  const faults = rules.check?.(ctx, request, choice.id, read.values) ?? [];
  if (faults.length > 0) return { why: 'faults', faults };
  const follows = rules.follows?.(ctx, request, choice.id, read.values) ?? [];
  return { events: [answered, ...follows], mails: answerMails(programme, state, request, choice.id, read.values), values: read.values };
}

/** Mails that an answer causes at once, beside what its step's outcome tells. */
function answerMails(programme: Programme, state: CaseState, request: Request, choice: string, values: Values): QueuedMail[] {
  const key = (who: string) => `answer:${request.id}:${who}`;
  if (choice === 'talk') return [
    { key: key('contact'), mail: 'matching/talk-fixed', to: party('contact'), about: { ...values, post: request.to.kind === 'post' ? request.to.post : '' } },
    { key: key('post'), mail: 'matching/talk-fixed', to: request.to, about: { ...values, post: request.to.kind === 'post' ? request.to.post : '' } },
  ];
  if (choice === 'corrected' && request.what === 'correction') return [{ key: key('office'), mail: 'cases/correction-received', to: post(programme.office.post), about: { fields: request.note?.fields ?? [] } }];
  if (request.what === 'change') return [{ key: key('contact'), mail: 'payments/change-answered', to: party('contact'), about: { ...values, choice } }];
  return [];
}

/** Whether this actor is whom the request asks. Who holds a post at this instant was looked up before. */
export function isAddressee(request: Request, by: Actor): boolean {
  if (request.to.kind === 'post') return by.kind === 'post' && by.post === request.to.post;
  return by.kind === 'party' && by.role === request.to.role;
}

/** Two people: whether this person already acted in a step the request names. */
export function samePerson(state: CaseState, request: Request, person: string): boolean {
  return (request.notBy ?? []).some((step) => {
    const round = state.steps.findLast((r) => r.step === step)?.round;
    return state.requests.some((r) => r.step === step && r.round === round && r.answer?.by.kind === 'post' && r.answer.by.person === person);
  });
}

/** The fields of each act that needs no request. */
export function freeActFields(programme: Programme, state: CaseState, verb: FreeActVerb): readonly Field[] {
  switch (verb) {
    case 'withdraw': return [remarkField('reason', '理由'), { id: 'last4', label: '案件番号の終わりの4けた', kind: 'code', length: 4, required: true }];
    case 'question': return [
      { id: 'subject', label: '何について', kind: 'choice', required: true, options: ['書類', '日程', 'お金', '担当課', '協定', 'そのほか'].map((label) => ({ id: label, label })) },
      { id: 'text', label: '質問', kind: 'longtext', required: true, max: 1000 },
    ];
    case 'contact': return [
      { id: 'role', label: 'だれが変わりますか', kind: 'choice', required: true, options: [{ id: 'contact', label: '連絡先' }, { id: 'representative', label: '代表者' }] },
      { id: 'name', label: '新しい人の氏名', kind: 'text', required: true, max: 100, personal: true }, { id: 'email', label: '新しい人のメールアドレス', kind: 'email', required: true, personal: true },
      remarkField('reason', '変わった理由'),
    ];
    case 'change': return [
      reasonField('what', '何を変えたいか'),
      ...(budgetOf(programme, state) ? [{ id: 'newCostYen', label: '変えたあとの総事業費', kind: 'yen', required: true, min: 0, max: 1_000_000_000 } as const] : []),
      ...newLinesField(programme, state),
      { id: 'newEnd', label: '変えたあとの終わりの日', kind: 'date', required: false, hint: '変わらないときは空のまま' },
    ];
    case 'note': return [reasonField('text', '内部の記録', '開示請求の対象です。提案者には見えません'), { id: 'files', label: 'ファイル', kind: 'files', required: false, max: 5 }];
    case 'extend': return [{ id: 'request', label: 'どの期限', kind: 'text', required: true, max: 200 }, { id: 'days', label: '延ばす日数', kind: 'number', min: 1, max: 180, unit: '日', required: true }, reasonField('reason', '理由', '相手がそのまま読みます')];
    case 'reopen': return [{ id: 'why', label: '理由の種類', kind: 'choice', required: true, options: reopenings(programme, state).map((id) => ({ id, label: REOPEN_WORDS[id] ?? id })) }, reasonField('reason', '理由')];
    case 'resume': return [reasonField('reason', '直したこと')];
    case 'undeliverable': return [];
    case 'declare': return declarationFields;
    case 'suspend': return [
      { id: 'suspension', label: '休止', kind: 'text', required: true, max: 60 }, { id: 'from', label: '休止の初めの日', kind: 'date', required: true }, { id: 'to', label: '休止の終わりの日', kind: 'date', required: true },
      reasonField('reason', '理由', '関係する人がそのまま読みます'), { id: 'legalBasis', label: '法律で決まった期限も止める根拠', kind: 'text', required: false, max: 200, hint: '法律や条例の名前と条。なければ、法律で決まった期限は止まりません' },
    ];
    case 'dissolve': return [
      { id: 'on', label: '解散した日', kind: 'date', required: true },
      ...(isDecided(programme, state) ? [{ id: 'spending', label: '補助金を使った支出', kind: 'choice', required: true, options: [{ id: 'none', label: 'まだない' }, { id: 'some', label: 'ある（途中まで実施した）' }], hint: '「まだない」は取消しの案に、「ある」は制度の決まりの手続に進みます' } as const] : []),
      { id: 'name', label: '清算人（いなければ最後の代表者）の氏名', kind: 'text', required: true, max: 100, personal: true }, { id: 'email', label: 'その人のメールアドレス', kind: 'email', required: true, personal: true },
      { id: 'books', label: '帳簿と領収書を保管する人と場所', kind: 'text', required: true, max: 200 }, reasonField('reason', '確かめた資料', '総会の議事録、解散の届など。清算人がそのまま読みます'),
    ];
    case 'unsuspend': return [{ id: 'suspension', label: '休止', kind: 'text', required: true, max: 60 }, reasonField('reason', '理由', '関係する人がそのまま読みます')];
  }
}

/** The plan line by line, where reports are measured by it. */
function newLinesField(programme: Programme, state: CaseState): readonly Field[] {
  const plan = receiptRule(programme) ? planOf(programme, state) : null;
  return plan ? [{ id: 'newLines', label: '変えたあとの費目ごとの予定', kind: 'spent', required: false, hint: '費目の額を変えるときだけ。空の行は、いまの予定のままです', lines: plan.lines.map((line) => ({ label: line.label, plannedYen: plannedOf(line) })) }] : [];
}

/** What a change of the plan is, before it is sent as well as after (job C-8): nothing new, minor (no approval), or one that needs approval. */
export function weighChange(programme: Programme, state: CaseState, values: Values): 'no-change' | 'minor' | 'approval' {
  const budget = budgetOf(programme, state);
  const before = budget ? budget.costs.reduce((all, line) => all + line.yen, 0) : 0;
  const cost = budget ? yen(values.newCostYen) : before;
  const lines = Array.isArray(values.newLines) ? values.newLines.map(Number) : [];
  const planned = planOf(programme, state)?.lines.map(plannedOf) ?? [];
  if (!text(values.newEnd) && budget && cost === before && lines.every((line, n) => line === planned[n])) return 'no-change';
  const def = stepDef(programme, currentStep(state)?.step ?? '');
  // Only a cut is free: a line that grows at the cost of others needs approval.
  return def.kind === 'work' && !text(values.newEnd) && isFreeChange(before, cost, def.freeCut) && !lines.some((line, n) => line > (planned[n] ?? 0)) ? 'minor' : 'approval';
}


/** For which reasons an administrator may take the case up again now: after its end, or also before where the programme says so, while no transfer is under way. */
function reopenings(programme: Programme, state: CaseState): readonly string[] {
  if (state.hands.some((h) => h.kind === 'payment' && h.state !== 'done')) return [];
  return Object.entries(programme.reopen).filter(([, go]) => go.from ? state.ending === null && state.stage.settled === null && go.from.includes(state.stage.id) : state.ending !== null || (go.whileOpen && state.stage.id !== go.stage && draftOf(state)?.select)).map(([why]) => why);
}

const isDecided = (programme: Programme, state: CaseState): boolean => programme.dissolution !== undefined && settledStep(state, programme.dissolution.decided) !== null;

/** Whether the office may write down that the group dissolved: while the case is open and no transfer is under way, once. */
function mayDissolve(programme: Programme, state: CaseState): boolean {
  return programme.dissolution !== undefined && !state.ending && !state.acts.some((act) => act.verb === 'dissolve') && !state.hands.some((h) => h.kind === 'payment' && h.state !== 'done');
}

/** Which acts without a request are open to whom now. */
export function freeActs(programme: Programme, state: CaseState, by: Actor['kind'], now: Instant): readonly FreeActVerb[] {
  if (by === 'party') return [
    ...(mayWithdraw(programme, state, now) ? (['withdraw'] as const) : []), ...(state.ending ? [] : (['contact'] as const)), 'question',
    ...(currentStep(state)?.kind === 'work' && !state.stage.settled ? (['change'] as const) : []),
  ];
  if (by === 'post') return ['note', ...(declaringPosts(programme, state).length > 0 ? (['declare'] as const) : [])];
  if (by === 'administrator') return ['note', ...(state.requests.some((r) => r.state === 'open') ? (['extend'] as const) : []), ...(reopenings(programme, state).length > 0 ? (['reopen'] as const) : []), ...(state.parked ? (['resume'] as const) : []), ...(mayDissolve(programme, state) ? (['dissolve'] as const) : [])];
  return ['undeliverable'];
}

/** A withdrawal is possible where and as long as the stage says so, while no transfer is under way. */
function mayWithdraw(programme: Programme, state: CaseState, now: Instant): boolean {
  const { withdraw } = stageDef(programme, state.stage.id);
  if (state.ending || !withdraw || state.hands.some((h) => h.kind === 'payment' && h.state !== 'done')) return false;
  if (withdraw.until && state.steps.some((r) => r.step === withdraw.until)) return false;
  if (!withdraw.within) return true;
  const from = state.steps.findLast((r) => r.step === withdraw.within?.from)?.settledAt;
  if (from == null) return false;
  // The city's own rule set these days, so a suspension moves them too.
  const last = restedEnd(null, restsOf(state, 'rule'), dateOf(from), instantAt(addDays(dateOf(from), withdraw.within.days)));
  return now < instantAt(addDays(dateOf(last), 1));
}

/** Acts over many cases at once: they are not offered at a case but reach it from their own page, once each, while the case is open. */
function reaches(state: CaseState, act: Extract<ActInput, { kind: 'free' }>, by: Actor): boolean {
  if (by.kind !== 'administrator' || state.ending) return false;
  const suspension = text(act.input.suspension);
  const suspended = suspendedBy(state, suspension) !== null;
  return act.verb === 'suspend' ? !suspended : act.verb === 'unsuspend' && suspended && !isTakenBack(state, suspension);
}

/** Moves both dates of every open request by the days of a suspension (law 2), and keeps by how much, so that it can be taken back. */
function suspend(programme: Programme, state: CaseState, env: Env, values: Values, n: number): { events: CaseEvent[]; values: Values; dues: string[] } {
  const events: CaseEvent[] = [];
  const moves = state.requests.flatMap((r) => {
    const dates = r.state === 'open' ? restedDates(env.calendar, state, r, values) : null;
    if (!dates) return [];
    const limit = isDesk(r) || r.key !== 'report' ? null : reportLimit(stepDef(programme, r.step), state, r.openedAt);
    const dueAt = limit !== null && r.dueAt <= limit ? Math.min(dates.dueAt, limit) : dates.dueAt;
    events.push({ type: 'request.moved', id: r.id, dueAt, closesAt: dates.closesAt, why: text(values.reason), n: 1_000_000_000_000 + n });
    return [{ request: r, dueAt, closesAt: dates.closesAt }];
  });
  return {
    events, dues: moves.flatMap(({ request, dueAt }) => (request.to.kind === 'party' ? [`${request.what}｜${dueAt}`] : [])),
    values: { ...values, requests: moves.map((m) => m.request.id), dueBy: moves.map((m) => m.dueAt - m.request.dueAt), closesBy: moves.map((m) => m.closesAt - m.request.closesAt) },
  };
}

/** Takes a suspension back: what it moved and still is open goes back by as much, but never so far that less than the least notice is left. */
function unsuspend(state: CaseState, env: Env, values: Values, n: number): { events: CaseEvent[]; dues: string[] } {
  const act = suspendedBy(state, text(values.suspension));
  const by = (name: string, at: number): number => { const found = act?.values[name]; return Array.isArray(found) ? Number(found[at] ?? 0) : 0; };
  const dues: string[] = [];
  const events = list(act?.values.requests).flatMap((id, at): CaseEvent[] => {
    const request = state.requests.find((r) => r.id === id && r.state === 'open');
    if (!request) return [];
    const least = instantAt(nextOpen(env.calendar, addDays(dateOf(env.now + request.minNoticeMs), 1)), OFFICE_CLOSES);
    const closesAt = Math.min(request.closesAt, Math.max(request.closesAt - by('closesBy', at), least));
    const dueAt = Math.min(closesAt, request.dueAt, Math.max(request.dueAt - by('dueBy', at), least));
    if (request.to.kind === 'party') dues.push(`${request.what}｜${dueAt}`);
    return [{ type: 'request.moved', id, dueAt, closesAt, why: text(values.reason), n: 1_000_000_000_000 + n, back: true }];
  });
  return { events, dues };
}

function free(programme: Programme, state: CaseState, env: Env, act: Extract<ActInput, { kind: 'free' }>, by: Actor): Taken {
  if (!reaches(state, act, by) && !freeActs(programme, state, by.kind === 'clock' ? 'system' : by.kind, env.now).includes(act.verb)) return { why: 'not-now' };
  const read = readFields(freeActFields(programme, state, act.verb), act.input, programme.money ?? undefined);
  if (read.faults.length > 0) return { why: 'faults', faults: read.faults };
  let values: Values = act.verb === 'undeliverable' ? (act.input as Values) : read.values;
  const n = state.acts.length + 1;
  const events: CaseEvent[] = [];
  const mails: QueuedMail[] = [];
  const key = (who: string) => `act:${n}:${who}`;
  switch (act.verb) {
    case 'withdraw': {
      if (text(values.last4) !== state.number.slice(-4)) return { why: 'faults', faults: [{ at: 'last4', code: 'number-differs', facts: {} }] };
      const stage = stageDef(programme, state.stage.id);
      for (const r of state.requests) if (r.state === 'open' && !isDesk(r)) events.push({ type: 'request.dropped', id: r.id, why: 'withdrawn' });
      events.push(...withdrawal(state, stage, n));
      mails.push({ key: key('contact'), mail: 'cases/withdrawn', to: party('contact'), about: values }, { key: key('representative'), mail: 'cases/withdrawn', to: party('representative'), about: values });
      const asked = new Set(state.requests.flatMap((r) => (r.state === 'open' && r.to.kind === 'post' && !isDesk(r) ? [r.to.post] : [])));
      for (const code of asked) mails.push({ key: key(code), mail: 'cases/withdrawn-others', to: post(code) });
      break;
    }
    case 'contact': {
      const { meaning } = programme;
      const [nameField, emailField] = values.role === 'representative' ? [meaning.representativeName, meaning.representativeEmail] : [meaning.contactName, meaning.contactEmail];
      const before = formAnswers(state);
      if (before[emailField] === values.email && before[nameField] === values.name) return { why: 'faults', faults: [{ at: 'email', code: 'same-as-old', facts: {} }] };
      events.push({ type: 'answers.changed', version: state.answers.length + 1, values: { ...before, [nameField]: values.name ?? '', [emailField]: values.email ?? '' }, fields: [nameField, emailField] });
      const role = values.role === 'representative' ? 'representative' : 'contact';
      mails.push({ key: key('new'), mail: 'people/contact-changed', to: party(role), about: { role } }, { key: key('old'), mail: 'people/contact-changed', to: party(role), about: { role, oldAddress: text(before[emailField]) } });
      break;
    }
    case 'change': {
      const linesYen = Array.isArray(values.newLines) ? sum(values.newLines.map(Number)) : null;
      if (linesYen !== null && linesYen !== yen(values.newCostYen)) return { why: 'faults', faults: [{ at: 'newCostYen', code: 'lines-differ', facts: { is: linesYen, max: yen(values.newCostYen) } }] };
      const said = weighChange(programme, state, values);
      if (said === 'no-change') return { why: 'faults', faults: [{ at: 'newCostYen', code: 'no-change', facts: {} }] };
      const minor = said === 'minor';
      values = { ...values, minor };
      break;
    }
    case 'extend': {
      const request = state.requests.find((r) => r.id === text(values.request) && r.state === 'open');
      if (!request) return { why: 'faults', faults: [{ at: 'request', code: 'unknown-option', facts: { label: '期限' } }] };
      const longer = yen(values.days) * DAY;
      events.push({ type: 'request.moved', id: request.id, dueAt: request.dueAt + longer, closesAt: request.closesAt + longer, why: text(values.reason), n: 1_000_000_000_000 + n });
      mails.push({ key: key('addressee'), mail: 'cases/extended', to: request.to, request: request.id, about: { reason: text(values.reason) } });
      break;
    }
    case 'reopen': {
      const go = programme.reopen[text(values.why)];
      if (!go) return { why: 'not-now' };
      events.push(...taken(programme, state, go, n, text(values.why)));
      mails.push({ key: key('contact'), mail: 'cases/reopened', to: party('contact'), about: values });
      break;
    }
    case 'declare': {
      if (by.kind !== 'post' || !declaringPosts(programme, state).includes(by.post)) return { why: 'not-yours' };
      // A tie that was declared or found stays: the member has read nothing since, and others may rely on it.
      if (values.relation === 'none' && (values.detected || isTie(relationOf(state, by.post, by.person)))) return { why: 'not-now' };
      if (values.relation === 'other' && !text(values.detail)) return { why: 'faults', faults: [{ at: 'detail', code: 'missing', facts: { label: '関係の内容' } }] };
      break;
    }
    case 'dissolve': {
      const { dissolution, meaning } = programme;
      if (!dissolution) return { why: 'not-now' };
      // From here on everything goes to the liquidator, and so does what is to be paid back.
      const people = { [meaning.contactName]: values.name, [meaning.contactEmail]: values.email, [meaning.representativeName]: values.name, [meaning.representativeEmail]: values.email };
      events.push({ type: 'answers.changed', version: state.answers.length + 1, values: { ...formAnswers(state), ...people }, fields: Object.keys(people) });
      const moment = !isDecided(programme, state) ? 'undecided' : values.spending === 'some' ? 'spent' : 'unspent';
      if (moment === 'undecided') {
        for (const r of state.requests) if (r.state === 'open' && !isDesk(r)) events.push({ type: 'request.dropped', id: r.id, why: 'dissolved' });
        events.push(...withdrawal(state, stageDef(programme, state.stage.id), n));
      } else events.push(...taken(programme, state, dissolution[moment], n, 'dissolution'));
      mails.push({ key: key('new'), mail: 'cases/dissolved', to: party('contact'), about: { moment, on: text(values.on), books: text(values.books), reason: text(values.reason), back: moment === 'spent' && dissolution.spent.at !== dissolution.unspent.at } });
      break;
    }
    case 'resume':
      events.push({ type: 'case.resumed', n });
      break;
    case 'suspend': {
      if (text(values.to) < text(values.from)) return { why: 'faults', faults: [{ at: 'to', code: 'too-early', facts: { label: '休止の終わりの日', from: text(values.from) } }] };
      const moved = suspend(programme, state, env, values, n);
      events.push(...moved.events);
      values = moved.values;
      mails.push({ key: key('contact'), mail: 'cases/suspended', to: party('contact'), about: { from: text(values.from), to: text(values.to), reason: text(values.reason), dues: moved.dues } });
      break;
    }
    case 'unsuspend': {
      const back = unsuspend(state, env, values, n);
      events.push(...back.events);
      mails.push({ key: key('contact'), mail: 'cases/suspended', to: party('contact'), about: { back: true, reason: text(values.reason), dues: back.dues } });
      break;
    }
    case 'question':
    case 'note':
    case 'undeliverable':
      break;
  }
  return { events: [{ type: 'act.taken', n, verb: act.verb, values, by }, ...events], mails, values };
}

/** Takes a case up at another step: what is open in the flow is broken off. */
function taken(programme: Programme, state: CaseState, go: { readonly stage: string; readonly at: string }, n: number, why: string): CaseEvent[] {
  const run = state.ending ? null : currentStep(state);
  const round = state.steps.filter((r) => r.step === go.at).length + 1;
  return [
    ...(state.ending ? [] : state.requests).filter((r) => r.state === 'open' && !isDesk(r)).map((r): CaseEvent => ({ type: 'request.dropped', id: r.id, why: 'settled' })),
    ...(run ? [{ type: 'step.settled', step: run.step, round: run.round, outcome: 'broken-off', result: {} } as const] : []),
    { type: 'case.reopened', stage: go.stage, step: go.at, visit: 1000 + n, why }, { type: 'step.opened', step: go.at, kind: stepDef(programme, go.at).kind, stage: go.stage, round },
  ];
}

/** Withdrawal settles the stage, also over an outcome that was not crossed yet (law 12). */
function withdrawal(state: CaseState, stage: Stage, n: number): CaseEvent[] {
  const run = currentStep(state);
  const go = stage.withdraw?.go ?? { end: 'withdrawn' };
  return [
    ...(run ? [{ type: 'step.settled', step: run.step, round: run.round, outcome: 'withdrawn', result: {} } as const] : []),
    { type: 'stage.settled', stage: stage.id, visit: state.stage.visit, step: run?.step ?? `act-${n}`, outcome: `withdrawn-${n}`, go, mails: [] },
  ];
}
