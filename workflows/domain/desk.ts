// The desk: what is asked beside the flow, at any stage, also after the end. A citizen's question waits for the office's answer;
// a mail that could not be delivered waits for another way to reach the person.
import { DAY, dateOf, deadline } from './calendar.js';
import type { Ask, CaseEvent, CaseState, Request } from './cases.js';
import { formAnswers, requestId } from './cases.js';
import type { Values } from './fields.js';
import type { MailId } from './mail.js';
import type { Programme } from './programmes.js';
import type { Choice, Env } from './steps/step.js';
import { reasonField, text } from './steps/step.js';
import { restedEnd, restsOf } from './suspension.js';

/** The step name under which the desk's requests stand. */
export const DESK = 'desk';
/** Spoken aim for an answer to a question: three office days, then the head is reminded; it closes late because silence decides nothing. */
const TERM = { due: { workingDays: 3 }, grace: { days: 180 } };

/** What the desk asks now. */
export function deskAsks(programme: Programme, state: CaseState, env: Env): readonly Ask[] {
  if (!state.acts.some((act) => act.verb === 'question' || act.verb === 'undeliverable')) return [];
  const dueAt = restedEnd(env.calendar, restsOf(state, 'internal'), dateOf(env.now), deadline(env.calendar, env.now, TERM.due));
  const common = { to: { kind: 'post', post: programme.office.post }, tier: 'T1', dueAt, closesAt: deadline(env.calendar, dueAt, TERM.grace), silence: 'goes-on', minNoticeMs: DAY } as const;
  return state.acts.flatMap((act): Ask[] => {
    if (act.verb === 'question') return [{ ...common, key: `question-${act.n}`, what: 'question', mail: 'cases/question-asked', note: { subject: text(act.values.subject), text: text(act.values.text) } }];
    if (act.verb === 'undeliverable') return [{ ...common, key: `undeliverable-${act.n}`, what: 'undeliverable', mail: 'mail/undeliverable', note: act.values }];
    return [];
  });
}

/** Which answers a request of the desk allows. */
export function deskChoices(request: Request): readonly Choice[] {
  if (request.what === 'question') return [{ id: 'answer', label: '答える', consequence: '質問した人にメールで知らせ、案件に残します。', fields: [reasonField('text', '答え', '質問した人がそのまま読みます')] }];
  const other: Choice = { id: 'other-way', label: 'ほかの方法で知らせた', consequence: '知らせた方法と日を記録します。', fields: [
    { id: 'how', label: '方法', kind: 'choice', required: true, options: [{ id: 'post', label: '郵送' }, { id: 'phone', label: '電話' }, { id: 'visit', label: '訪問・窓口' }] },
    { id: 'on', label: '知らせた日', kind: 'date', required: true },
  ] };
  if (request.note?.toKind !== 'party') return [other];
  return [{ id: 'readdress', label: '宛先を直して送る', consequence: '新しい宛先にもう一度送ります。前のリンクは使えなくなります。', fields: [{ id: 'email', label: '新しいメールアドレス', kind: 'email', required: true, personal: true }] }, other];
}

/** What an answer at the desk changes at once. */
export function deskFollows(programme: Programme, state: CaseState, request: Request, choice: string, values: Values): readonly CaseEvent[] {
  if (choice !== 'readdress') return [];
  const field = request.note?.toRole === 'representative' ? programme.meaning.representativeEmail : programme.meaning.contactEmail;
  return [{ type: 'answers.changed', version: state.answers.length + 1, values: { ...formAnswers(state), [field]: values.email ?? '' }, fields: [field] }];
}

/** The mail that tells the citizen the answer to a question. */
export const QUESTION_ANSWERED: MailId = 'cases/question-answered';
export const isDesk = (request: Pick<Request, 'step'>): boolean => request.step === DESK;
export const deskRequestId = (key: string): string => requestId(DESK, 0, key);
