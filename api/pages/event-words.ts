// One plain sentence for everything that can happen to a case. A new kind of event does not compile before it has its sentence.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Ask, CaseEvent, CaseState, DatedEvent, Request } from '../../workflows/domain/cases.js';
import { requestId } from '../../workflows/domain/cases.js';
import type { Values } from '../../workflows/domain/fields.js';
import type { Actor, Addressee, PostCode } from '../../workflows/domain/people.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { stageDef } from '../../workflows/domain/programmes.js';
import { hidesOpinions } from '../../workflows/domain/steps/consultation.js';
import type { StepKindId } from '../../workflows/domain/steps/kinds.js';
import { ASK_WORDS, ENDING_WORDS, REMINDER_WORDS, REOPEN_WORDS, yenWords } from '../../workflows/domain/words.js';
import { TAKEN_WORDS, causeWords, choiceWord, documentWord, DROP_WORDS, LAPSE_WORDS, outcomeWord, STEP_WORDS, stepName } from './case-words.js';
import { momentWords } from './day-words.js';
import { fieldLabel, type Line, type Names, valueLines } from './value-words.js';

/** What kind of happening it is, for the filter of the timeline. */
export const MARKS = { person: '人のしたこと', auto: '自動', clock: '期限', money: 'お金', document: '文書' } as const;
export type Mark = keyof typeof MARKS;
/** One event as a reader sees it: a sentence, what was written with it, and when it was planned if it came late. */
export type Told = { readonly mark: Mark; readonly sentence: string; readonly lines: readonly Line[]; readonly plannedAt?: Instant };

/** What a sentence may look at. `now` decides whether dates bear a year. */
export type Telling = {
  readonly programme: Programme; readonly state: CaseState; readonly names: Names; readonly now: Instant;
  /** The posts the reader holds: what they still have to say themselves decides what they read of others. */
  readonly reader?: readonly PostCode[];
};

type Sentences = { readonly [T in CaseEvent['type']]: (event: Extract<DatedEvent, { type: T }>, about: Telling) => Told };

const told = (mark: Mark, sentence: string, lines: readonly Line[] = []): Told => ({ mark, sentence, lines });
const late = (mark: Mark, sentence: string, plannedAt: Instant): Told => ({ mark, sentence, lines: [], plannedAt });
const ROLE = { contact: '連絡先', representative: '代表者' } as const;

/** An addressee in words: a post with its department, or the applicant's contact or representative. */
export const addresseeWords = (to: Addressee, names: Names): string => (to.kind === 'post' ? names.post(to.post) : `提案者（${ROLE[to.role]}）`);

/** Who did it, in words: post and person on staff pages. */
export function actorWords(by: Actor, names: Names): string {
  switch (by.kind) {
    case 'post': return by.deputyFor ? `${names.post(by.post)} ${names.person(by.deputyFor)}さん（代決 ${names.person(by.person)}さん）` : `${names.post(by.post)} ${names.person(by.person)}さん`;
    case 'administrator': return `事務局 ${names.person(by.person)}さん`;
    case 'party': return `提案者（${ROLE[by.role]}）`;
    case 'clock': return '期限';
    case 'system': return '自動';
  }
}

const requestOf = (id: string, about: Telling): Request | null => about.state.requests.find((r) => r.id === id) ?? null;
const askedOf = (request: Request | null, about: Telling): string => (request ? `${addresseeWords(request.to, about.names)}への「${ASK_WORDS[request.what].act}」` : '依頼');
const stageWord = (id: string, about: Telling): string => stageDef(about.programme, id).words.staff;
const kindOf = (step: string, about: Telling): StepKindId | null => about.state.steps.find((r) => r.step === step)?.kind ?? null;
function nameOf(step: string, about: Telling): string {
  for (const stage of about.programme.stages) for (const def of stage.steps) if (def.id === step) return stepName(def);
  const kind = kindOf(step, about);
  return kind ? STEP_WORDS[kind] : '手順';
}
const again = (round: number): string => (round > 1 ? `（${round}回目）` : '');

/** Why an answer is closed to the reader, or null: sheets of panel and evaluation until all are in, a department's opinion until the reader's own. */
function sealed(request: Request | null, about: Telling): string | null {
  if (!request) return null;
  const open = about.state.requests.filter((r) => r.step === request.step && r.round === request.round && r.what === request.what && r.state === 'open');
  if (['scoring', 'ballot', 'evaluation'].includes(request.what) && open.length > 0) return '中身は全員がそろうまで開きません';
  if (hidesOpinions(about.programme, request) && open.some((r) => r.to.kind === 'post' && about.reader?.includes(r.to.post))) return '中身は、あなたの回答のあとに見えます';
  return null;
}

function changedOf(event: Extract<CaseEvent, { type: 'answers.changed' }>, about: Telling): string {
  return event.fields.map((id) => fieldLabel(about.programme, about.state, id)).join('、');
}

const SENTENCES = {
  'case.submitted': (e) => told('person', e.paper ? '紙で届いた提案を受け付けました' : '提案を受け付けました'),
  'stage.settled': (e, a) => told('auto', `「${stageWord(e.stage, a)}」の結論が出ました：${outcomeWord(kindOf(e.step, a), e.outcome)}`),
  'stage.opened': (e, a) => told('auto', `「${stageWord(e.stage, a)}」に進みました`),
  'step.opened': (e, a) => told('auto', `${nameOf(e.step, a)}を始めました${again(e.round)}`),
  'step.settled': (e, a) => told('auto', `${nameOf(e.step, a)}が終わりました${again(e.round)}：${outcomeWord(kindOf(e.step, a), e.outcome)}`, valueLines(a.programme, a.state, resultOf(e, a), a.names)),
  'request.opened': (e, a) => told('auto', `${addresseeWords(e.ask.to, a.names)}に「${ASK_WORDS[e.ask.what].act}」をお願いしました（期限 ${momentWords(e.ask.dueAt, a.now)}）`, noteLines(e.ask, a)),
  'request.answered': (e, a) => {
    const request = requestOf(e.id, a);
    const what = request ? `「${ASK_WORDS[request.what].act}」に` : '';
    const closed = sealed(request, a);
    if (closed) return told('person', `${actorWords(e.by, a.names)}が${what}回答しました（${closed}）`);
    return told('person', `${actorWords(e.by, a.names)}が${what}「${request ? choiceWord(request.what, e.choice) : '回答'}」と回答しました`, answerLines(e.choice, e.values, a));
  },
  'request.lapsed': (e, a) => {
    const request = requestOf(e.id, a);
    return late('clock', `${askedOf(request, a)}は、期限までに回答がありませんでした。${request ? LAPSE_WORDS[request.silence] : ''}`, e.dueAt);
  },
  'request.dropped': (e, a) => told('auto', `${askedOf(requestOf(e.id, a), a)}は、${DROP_WORDS[e.why] ?? '結論が出たため'}要らなくなりました`),
  'request.moved': (e, a) => e.why === 'not-handed-over'
    ? told('clock', `${askedOf(requestOf(e.id, a), a)}は、届いてからの日数が足りないため、期限を ${momentWords(e.dueAt, a.now)} に移しました`)
    : told('clock', `${askedOf(requestOf(e.id, a), a)}の期限を ${momentWords(e.dueAt, a.now)} に${e.back ? '戻しました' : '延ばしました'}`, [{ label: '理由', text: e.why }]),
  'request.reminded': (e, a) => {
    const asked = askedOf(requestOf(e.id, a), a);
    if (e.skipped) return late('clock', `${asked}の${REMINDER_WORDS[e.which]}は、時刻を過ぎていたため送りませんでした`, e.dueAt);
    return late('clock', e.which === 'overdue' ? `${asked}が期限を過ぎたことを、課長に知らせました` : `${asked}の${REMINDER_WORDS[e.which]}を送りました`, e.dueAt);
  },
  'hand.wanted': (e) => e.hand.kind === 'follow-up' ? told('auto', '引継ぎの申請の書きかけをつくっています') : e.hand.kind === 'payment' ? told('money', `${yenWords(Number(e.hand.spec.yen ?? 0))}の振込を始めました`) : told('document', `${documentWord(e.hand.spec.document)}をつくっています${version(e.hand.spec.version)}`),
  'hand.given': (e, a) => told('money', handKind(e.key, a) === 'payment' ? '振込の結果がはっきりしないため、担当者の確認に回しました。もう一度送ることはありません' : '文書をつくれないため、担当者の確認に回しました'),
  'hand.done': (e, a) => {
    const hand = a.state.hands.find((h) => h.key === e.key);
    if (hand?.kind === 'follow-up') return told('auto', `引継ぎの申請の書きかけができました（${String(e.result.programme ?? '')}）`);
    if (hand?.kind !== 'payment') return told('document', `${documentWord(hand?.spec.document)}ができました${version(hand?.spec.version)}`);
    return e.result.state === 'settled' ? told('money', `${yenWords(Number(hand.spec.yen ?? 0))}を振り込みました`) : told('money', `振込ができませんでした（${yenWords(Number(hand.spec.yen ?? 0))}）`, valueLines(a.programme, a.state, e.result, a.names));
  },
  'act.taken': (e, a) => told('person', actSentence(e, a), valueLines(a.programme, a.state, e.values, a.names)),
  'answers.changed': (e, a) => told('person', `提案の内容が変わりました（第${e.version}版）：${changedOf(e, a)}`),
  'account.changed': (e, a) => told('money', `振込先の口座が前と変わりました。連絡先に知らせ、${momentWords(e.until, a.now)} まで振込を待ちます`),
  'money.committed': (e) => told('money', `予算から${yenWords(e.yen)}を確保しました`),
  'money.released': (e) => told('money', `確保していた${yenWords(e.yen)}を予算に戻しました`),
  'case.unsealed': () => told('auto', '募集が締め切られたので、申請を開きました'),
  'case.closed': (e) => told('auto', `この案件は終わりました：${ENDING_WORDS[e.ending].staff}`),
  'case.reopened': (e, a) => told('person', `案件を再開しました：${REOPEN_WORDS[e.why] ?? '手続'}（「${stageWord(e.stage, a)}」から）`),
  'case.parked': (e) => told('auto', `自動で進められなくなり、事務局の確認に回りました：${causeWords(e.cause).what}`),
  'case.resumed': () => told('person', '事務局が、もう一度進めました'),
} as const satisfies Sentences;

const version = (value: unknown): string => (typeof value === 'number' ? `（第${value}版）` : '');
const handKind = (key: string, about: Telling) => about.state.hands.find((h) => h.key === key)?.kind ?? null;
/** Where one answer ends a step, its words stand with the answer; only what was counted, computed or gathered is told again at the end. */
const TOLD_AGAIN: readonly (StepKindId | null)[] = ['consultation', 'scoring', 'ballot', 'gate', 'payment', 'work', 'determination', 'balance', 'evaluation', 'form-of-cooperation', 'department-roles', 'follow-up', 'contract-change'];
const resultOf = (event: Extract<CaseEvent, { type: 'step.settled' }>, about: Telling): Values => (TOLD_AGAIN.includes(kindOf(event.step, about)) ? event.result : {});

/** The lines of an answer; what an officer wrote about a correction is named as what it is. */
function answerLines(choice: string, values: Values, about: Telling): readonly Line[] {
  const lines = valueLines(about.programme, about.state, values, about.names);
  return choice === 'correct' ? lines.map((line) => (line.label === '申し送り' ? { ...line, label: '何をどう直すか' } : line)) : lines;
}

/** What the addressee was told with the ask. */
function noteLines(ask: Pick<Ask, 'what' | 'note'>, about: Telling): readonly Line[] {
  const { place, places, need, of, round: _round, rounds: _rounds, demand, ...rest } = ask.note ?? {};
  if (ask.what === 'approval') return [{ label: '順番', text: `${place}番目（全部で${places}）、${of}人のうち${need}人` }];
  const lines = answerLines(ask.what === 'correction' ? 'correct' : '', ask.what === 'publication' ? {} : rest, about);
  return demand ? [...lines, { label: '文書での求め', text: '一度目の期限までに報告がなかったため' }] : lines;
}

function actSentence(e: Extract<DatedEvent, { type: 'act.taken' }>, about: Telling): string {
  if (e.verb === 'undeliverable') return `メールが届きませんでした（宛先 ${e.values.toKind === 'post' ? about.names.post(String(e.values.toPost ?? '')) : '提案者'}）`;
  if (e.verb === 'extend') {
    const request = requestOf(String(e.values.request ?? ''), about);
    return `${actorWords(e.by, about.names)}が${request ? `「${ASK_WORDS[request.what].act}」の` : ''}${TAKEN_WORDS.extend}`;
  }
  return `${actorWords(e.by, about.names)}が${TAKEN_WORDS[e.verb]}`;
}

/** The sentence of any event. */
export function eventWords(event: DatedEvent, about: Telling): Told {
  const sentence = SENTENCES[event.type] as (event: DatedEvent, about: Telling) => Told;
  return sentence(event, about);
}

/** Which request an event speaks of, if any. */
export function eventRequest(event: CaseEvent): string | null {
  if (event.type === 'request.opened') return requestId(event.step, event.round, event.ask.key);
  return 'id' in event ? event.id : null;
}
