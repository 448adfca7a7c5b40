// Department matching (担当課との協議). Candidates come by the programme's rule; each accepts, declines, points elsewhere or wants to talk first.
// When nobody takes it the programme office must decide; talks that go on next year are an honest state (尼崎市 2015: 3 of 17 talks ended in time).
import type { Ask, Answer, Request } from '../cases.js';
import { formAnswers } from '../cases.js';
import type { DepartmentCode } from '../people.js';
import { championOf, departmentOf, headOf } from '../people.js';
import type { Programme } from '../programmes.js';
import { stepDef } from '../programmes.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { askLine, askOffice, lineAnswer, lineLapsed, list, reasonField, remarkField, requestsOf, text } from './step.js';

type K = 'consultation';
export type Candidate = { readonly department: DepartmentCode; readonly reason: string };
export type Stand =
  | { readonly is: 'waiting' | 'silent' }
  | { readonly is: 'accepted'; readonly changes: string }
  | { readonly is: 'declined'; readonly reason: string }
  | { readonly is: 'talking'; readonly nth: number; readonly talk: Answer };

/** Whether departments that are asked at once read each other's answers only after their own (job D-5); asked in turn, the next one reads what was said before. */
export function hidesOpinions(programme: Programme, request: Pick<Request, 'step' | 'what'>): boolean {
  if (request.what !== 'opinion') return false;
  const step = stepDef(programme, request.step);
  return step.kind === 'consultation' && step.mode === 'parallel';
}

/** The candidate departments in order, each once, with why it was picked. */
export function candidates(ctx: Ctx<K>): readonly Candidate[] {
  const answers = formAnswers(ctx.state);
  const { field, table } = ctx.step.candidates;
  const wished = ctx.step.wished ? text(answers[ctx.step.wished]) : '';
  const known = new Set(ctx.env.departments.map((d) => d.id));
  const found: Candidate[] = [];
  const add = (candidate: Candidate) => {
    if (known.has(candidate.department) && !found.some((c) => c.department === candidate.department)) found.push(candidate);
  };
  if (wished) add({ department: wished, reason: '提案者が希望した課' });
  for (const candidate of table[text(answers[field])] ?? table['*'] ?? []) add(candidate);
  for (const request of requestsOf(ctx)) {
    const given = request.answer;
    if (given?.choice === 'other' || given?.choice === 'ask-another') {
      add({ department: text(given.values.department), reason: given.choice === 'other' ? `${departmentName(ctx, departmentOf(post(request.to)))}からの紹介` : '事務局の判断' });
    }
  }
  return found;
}

const post = (to: Ask['to']): string => (to.kind === 'post' ? to.post : '');
const departmentName = (ctx: Ctx<K>, code: DepartmentCode): string => ctx.env.departments.find((d) => d.id === code)?.label ?? code;
const line = (department: DepartmentCode) => [championOf(department), headOf(championOf(department))];

/** Where one department stands. */
export function standOf(ctx: Ctx<K>, department: DepartmentCode): Stand {
  const opinion = lineAnswer(ctx, `opinion-${department}`);
  if (!opinion) return { is: lineLapsed(ctx, `opinion-${department}`, 2) ? 'silent' : 'waiting' };
  let last: Answer = opinion;
  for (let nth = 1; last.choice === 'talk'; nth++) {
    const result = lineAnswer(ctx, `talk-${department}-${nth}`);
    if (!result) return lineLapsed(ctx, `talk-${department}-${nth}`, 2) ? { is: 'silent' } : { is: 'talking', nth, talk: last };
    last = result;
  }
  if (last.choice === 'accept') return { is: 'accepted', changes: '' };
  if (last.choice === 'accept-with-changes') return { is: 'accepted', changes: text(last.values.changes) };
  return { is: 'declined', reason: text(last.values.reason) };
}

type Picture = { open: Candidate[]; accepted: (Candidate & { changes: string })[]; refused: number; next: Candidate[]; officeTurn: number };

function picture(ctx: Ctx<K>): Picture {
  const stands = candidates(ctx).map((c) => ({ c, stand: standOf(ctx, c.department) }));
  const open = stands.filter(({ c, stand }) => (stand.is === 'waiting' && requestsOf(ctx).some((r) => r.key.startsWith(`opinion-${c.department}`))) || stand.is === 'talking').map(({ c }) => c);
  const accepted = stands.flatMap(({ c, stand }) => (stand.is === 'accepted' ? [{ ...c, changes: stand.changes }] : []));
  const refused = stands.filter(({ stand }) => stand.is === 'declined' || stand.is === 'silent').length;
  const unasked = stands.filter(({ c, stand }) => stand.is === 'waiting' && !requestsOf(ctx).some((r) => r.key.startsWith(`opinion-${c.department}`))).map(({ c }) => c);
  // Each time the office says "ask another", one more refusal is allowed before it is asked again.
  let officeTurn = 1;
  while (lineAnswer(ctx, `office-${officeTurn}`)?.choice === 'ask-another') officeTurn++;
  const mayAsk = refused < ctx.step.refusals + (officeTurn - 1) && accepted.length === 0;
  const next = !mayAsk ? [] : ctx.step.mode === 'parallel' ? unasked : open.length === 0 ? unasked.slice(0, 1) : [];
  return { open, accepted, refused, next, officeTurn };
}

export const consultation: StepKind<K> = {
  outcomes: ['taken', 'not-taken', 'next-year'],

  asks(ctx) {
    const { open, accepted, next, officeTurn, refused } = picture(ctx);
    const asks: Ask[] = [];
    for (const { department, reason } of [...open, ...next]) {
      const stand = standOf(ctx, department);
      if (stand.is === 'talking') {
        const note = { date: text(stand.talk.values.date), place: text(stand.talk.values.place) };
        asks.push(...askLine(ctx, line(department), { key: `talk-${department}-${stand.nth}`, what: 'talk-result', tier: 'T1', term: ctx.step.talk, mail: 'matching/talk-result-requested', note, last: 'counts-as-no' }));
      } else if (stand.is === 'waiting') {
        const told = ctx.step.mode === 'in-turn' ? { refused } : {};
        asks.push(...askLine(ctx, line(department), { key: `opinion-${department}`, what: 'opinion', tier: 'T1', term: ctx.step.term, mail: 'matching/opinion-requested', note: { reason, ...told }, last: 'counts-as-no' }));
      }
    }
    if (asks.length > 0) return asks;
    if (accepted.length > 1) return askOffice(ctx, ctx.step.office, { key: 'lead', what: 'lead', tier: 'T1', term: ctx.step.officeTerm, mail: 'matching/lead-requested', note: { departments: accepted.map((c) => c.department) } });
    if (accepted.length === 0) return askOffice(ctx, ctx.step.office, { key: `office-${officeTurn}`, what: 'office-decision', tier: 'T1', term: ctx.step.officeTerm, mail: 'matching/office-decides', note: { refused } });
    return [];
  },

  choices(ctx, request) {
    const own = request.to.kind === 'post' ? departmentOf(request.to.post) : '';
    const asked = new Set(candidates(ctx).map((c) => c.department).filter((d) => requestsOf(ctx).some((r) => r.key.startsWith(`opinion-${d}`))));
    const others = ctx.env.departments.filter((d) => d.id !== own && !asked.has(d.id));
    const talk: Choice = { id: 'talk', label: '話し合ってから決める', consequence: '日時と場所を提案者に知らせます。', fields: [
      { id: 'date', label: '話し合う日時', kind: 'moment', required: true }, { id: 'place', label: '場所（またはオンライン）', kind: 'text', required: true, max: 100 },
    ] };
    const accept: Choice = { id: 'accept', label: '引き受ける', consequence: '提案者と日程を決めます。', fields: [] };
    const changes: Choice = { id: 'accept-with-changes', label: '条件をつけて引き受ける', consequence: '条件を提案者に知らせます。', fields: [reasonField('changes', '条件や変えたいこと')] };
    const decline: Choice = { id: 'decline', label: '断る', consequence: '理由を提案者に知らせます。', fields: [reasonField('reason', '断る理由', '提案者がそのまま読みます')] };
    if (request.what === 'opinion')
      return [accept, changes, talk, decline, ...(others.length > 0 ? [{ id: 'other', label: 'ほかの課を紹介する', consequence: '紹介された課にたずねます。', fields: [
        { id: 'department', label: '紹介する課', kind: 'choice', required: true, options: others } as const, reasonField('reason', 'その課がよい理由'),
      ] }] : [])];
    if (request.what === 'talk-result') {
      const result = remarkField('result', '話し合いの結果');
      return [{ ...accept, fields: [result] }, { ...changes, fields: [...changes.fields, result] }, { ...talk, label: 'もう一度話し合う', fields: [...talk.fields, result] }, decline];
    }
    if (request.what === 'lead') {
      const options = list(request.note?.departments).map((id) => ({ id, label: departmentName(ctx, id) }));
      return [{ id: 'lead', label: '主に担当する課を決める', consequence: 'ほかの課は協力する課になります。', fields: [{ id: 'department', label: '主に担当する課', kind: 'choice', required: true, options }] }];
    }
    return [
      ...(others.length > 0 ? [{ id: 'ask-another', label: 'ほかの課にたずねる', consequence: '選んだ課にたずねます。', fields: [{ id: 'department', label: 'たずねる課', kind: 'choice', required: true, options: others } as const, remarkField('note', 'その課への申し送り')] }] : []),
      { id: 'not-taken', label: '引き受ける課がないので終わる', consequence: '断られた理由とともに提案者に知らせます。', fields: [reasonField('reason', '理由', '提案者がそのまま読みます')] },
      ...(ctx.run.round <= ctx.step.nextYearTimes ? [{ id: 'next-year', label: '来年度も話し合いを続ける', consequence: '来年度の初めにもう一度たずねます。', fields: [reasonField('reason', '理由', '提案者がそのまま読みます')] }] : []),
    ];
  },

  settle(ctx) {
    const { open, accepted, next, officeTurn } = picture(ctx);
    if (open.length > 0 || next.length > 0) return null;
    const taken = (lead: DepartmentCode) => ({
      outcome: 'taken',
      result: { lead, joint: accepted.filter((c) => c.department !== lead).map((c) => c.department), changes: accepted.map((c) => c.changes).filter(Boolean).join('\n') },
    });
    if (accepted.length === 1 && accepted[0]) return taken(accepted[0].department);
    if (accepted.length > 1) {
      const lead = lineAnswer(ctx, 'lead');
      return lead ? taken(text(lead.values.department)) : null;
    }
    const office = lineAnswer(ctx, `office-${officeTurn}`);
    if (!office || office.choice === 'ask-another') return null;
    const reasons = candidates(ctx).map((c) => {
      const stand = standOf(ctx, c.department);
      return `${departmentName(ctx, c.department)}：${stand.is === 'declined' ? stand.reason : '期限までに回答がありませんでした'}`;
    });
    return { outcome: office.choice, result: { reason: text(office.values.reason), reasons } };
  },
};
