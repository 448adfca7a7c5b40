// Formal check (形式審査): accept, refuse with a reason, or send back named fields. While the citizen corrects, the office's clock stands still.
import { dateOf, workingDaysBetween } from '../calendar.js';
import { formAnswers, party } from '../cases.js';
import { caseFields } from '../programmes.js';
import type { Ctx, StepKind } from './step.js';
import { answerOf, ask, askOffice, hasLapsed, lineAnswer, list, reasonField, remarkField, requestOf, text } from './step.js';

type K = 'formal-check';

/** How many corrections have been asked for, and which part of the exchange stands open. */
function exchange(ctx: Ctx<K>): { round: number; at: 'check' | 'correction' | 'done' } {
  for (let round = 1; ; round++) {
    const check = lineAnswer(ctx, `check-${round}`);
    if (!check) return { round, at: 'check' };
    if (check.choice !== 'correct') return { round, at: 'done' };
    if (!answerOf(ctx, `correction-${round}`)) return { round, at: 'correction' };
  }
}

/** The office days left after those already used in earlier rounds; at least one. */
function daysLeft(ctx: Ctx<K>, round: number): number {
  const { due } = ctx.step.term;
  const all = 'workingDays' in due ? due.workingDays : due.days;
  let used = 0;
  for (let n = 1; n < round; n++) {
    const opened = requestOf(ctx, `check-${n}`)?.openedAt;
    const answered = lineAnswer(ctx, `check-${n}`)?.at;
    if (opened !== undefined && answered !== undefined) used += workingDaysBetween(ctx.env.calendar, dateOf(opened), dateOf(answered));
  }
  return Math.max(1, all - used);
}

export const formalCheck: StepKind<K> = {
  outcomes: ['accepted', 'refused', 'expired'],

  asks(ctx) {
    const { round, at } = exchange(ctx);
    if (at === 'done') return [];
    if (at === 'check') {
      const term = { ...ctx.step.term, due: { workingDays: daysLeft(ctx, round) } };
      return askOffice(ctx, ctx.step.by, { key: `check-${round}`, what: 'screening', tier: 'T1', term, mail: 'cases/screening-requested', note: { round } });
    }
    const check = lineAnswer(ctx, `check-${round}`);
    const note = { fields: list(check?.values.fields), note: text(check?.values.note), round, rounds: ctx.step.correction.rounds };
    return [ask(ctx, { key: `correction-${round}`, what: 'correction', to: party('contact'), tier: 'T1', term: ctx.step.correction.term, silence: 'case-ends', mail: 'cases/correction-requested', note })];
  },

  choices(ctx, request) {
    if (request.what === 'correction') {
      const marked = new Set(list(request.note?.fields));
      const fields = caseFields(ctx.programme, formAnswers(ctx.state)).filter((field) => marked.has(field.id));
      return [{
        id: 'corrected', label: '直して提出する', consequence: '市の確認がまた始まります。',
        fields: [...fields, remarkField('unchangedReason', '変えない項目があるときは、その理由')],
      }];
    }
    const { round } = exchange(ctx);
    const options = caseFields(ctx.programme, formAnswers(ctx.state)).map((field) => ({ id: field.id, label: field.label }));
    return [
      { id: 'accept', label: '受け付ける', consequence: '担当課との協議など、次の段階に進みます。', fields: [remarkField('note', '申し送り')] },
      ...(round <= ctx.step.correction.rounds
        ? [{ id: 'correct', label: '直しを求める', consequence: '選んだ項目だけを提案者が直せます。その間、市の期限は止まります。', fields: [
            { id: 'fields', label: '直してほしい項目', kind: 'choices', required: true, options } as const,
            reasonField('note', '何をどう直すか', '提案者がそのまま読みます'),
          ] }]
        : []),
      { id: 'refuse', label: '受け付けない', consequence: '理由を提案者に知らせ、ここで終わります。', fields: [reasonField('reason', '理由', '提案者がそのまま読みます。どの決まりによるかも書いてください')] },
    ];
  },

  check(ctx, request, choice, values) {
    if (choice !== 'corrected' || text(values.unchangedReason) !== '') return [];
    const before = formAnswers(ctx.state);
    return list(request.note?.fields)
      .filter((id) => id in values && JSON.stringify(values[id]) === JSON.stringify(before[id] ?? null))
      .map((at) => ({ at, code: 'unchanged', facts: {} }));
  },

  follows(ctx, request, choice, values) {
    if (choice !== 'corrected') return [];
    const fields = list(request.note?.fields).filter((id) => id in values);
    const after = { ...formAnswers(ctx.state), ...Object.fromEntries(fields.map((id) => [id, values[id] ?? null])) };
    return [{ type: 'answers.changed', version: ctx.state.answers.length + 1, values: after, fields }];
  },

  settle(ctx) {
    const { round, at } = exchange(ctx);
    if (at === 'correction') return hasLapsed(ctx, `correction-${round}`) ? { outcome: 'expired', result: { rounds: round } } : null;
    if (at === 'check') return null;
    const check = lineAnswer(ctx, `check-${round}`);
    if (check?.choice === 'accept') return { outcome: 'accepted', result: { rounds: round - 1, note: text(check.values.note) } };
    return { outcome: 'refused', result: { rounds: round - 1, reason: text(check?.values.reason) } };
  },
};
