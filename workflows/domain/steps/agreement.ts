// Agreement (協定): a document from case data; the representative (T2) and two people of the city (T3) accept the same version by name.
// A remark makes a new version and voids what was accepted; at the last acceptance the version is frozen with its hash.
import type { Answer, Ask } from '../cases.js';
import { formAnswers, party } from '../cases.js';
import { contractTerms, openChange } from '../contract-terms.js';
import type { Values } from '../fields.js';
import { headOf } from '../people.js';
import { personOf } from '../programmes.js';
import type { Choice, Ctx, Settled, StepKind } from './step.js';
import { answerOf, ask, askLine, askOffice, handOf, hasLapsed, hold, leadPost, lineAnswer, officeLine, reasonField, remarkField, requestsOf, text, yen } from './step.js';

type K = 'agreement';
const document = (ctx: Ctx<K>, version: number): string => `document:agreement:${ctx.run.step}#${ctx.run.round}/v${version}`;

/** The newest version and whether the office is writing the next one. */
export function versionOf(ctx: Ctx<K>): { version: number; revising: boolean; remark: string } {
  for (let version = 1; ; version++) {
    const remark = requestsOf(ctx).find((r) => r.answer?.choice === 'remark' && r.key.includes(`-v${version}`));
    if (!remark) return { version, revising: false, remark: '' };
    if (!lineAnswer(ctx, `revise-v${version}`)) return { version, revising: true, remark: text(remark.answer?.values.remark) };
  }
}

/** The terms of a version: what the last revision says, else what the form and matching say. */
export function termsOf(ctx: Ctx<K>, version: number): Values {
  for (let v = version - 1; v >= 1; v--) {
    const revised = lineAnswer(ctx, `revise-v${v}`);
    if (revised) return revised.values;
  }
  return {};
}

/** How many versions earlier agreements of the case had: a change of a contract goes on counting. */
const earlier = (ctx: Ctx<K>): number => ctx.state.steps.reduce((most, r) => (r.kind === 'agreement' && r.outcome === 'concluded' ? Math.max(most, yen(r.result?.version)) : most), 0);

/** What an agreement on changed terms does to the sum held: the new price when it is concluded, else the price in force. */
function held(ctx: Ctx<K>, concluded: boolean): Pick<Settled, 'events'> {
  const next = ctx.step.changes ? openChange(ctx.state) : null;
  return next ? { events: hold(ctx, concluded ? yen(next.yen) : (contractTerms(ctx.state)?.yen ?? 0)) } : {};
}

export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);
/** Names are compared without spaces and variation selectors; the letters themselves must be the same. */
const plain = (name: string): string => [...name].filter((c) => !/[\s\u3000]/.test(c) && !((c.codePointAt(0) ?? 0) >= 0xe0100 && (c.codePointAt(0) ?? 0) <= 0xe01ef)).join('');

const name = (label: string) => ({ id: 'name', label, kind: 'text', required: true, max: 100, hint: '登録されている氏名のとおりに入力してください' }) as const;

export const agreement: StepKind<K> = {
  outcomes: ['concluded', 'declined', 'lapsed'],
  hands(ctx) {
    const { version, revising } = versionOf(ctx);
    return revising ? [] : [{ key: document(ctx, version), kind: 'document', spec: { document: ctx.step.document ?? 'agreement', version: earlier(ctx) + version, ...(ctx.step.changes ? { change: true } : {}), terms: JSON.stringify(termsOf(ctx, version)) } }];
  },
  asks(ctx) {
    const { version, revising, remark } = versionOf(ctx);
    if (requestsOf(ctx).some((r) => r.answer?.choice === 'decline')) return [];
    if (revising) return askOffice(ctx, ctx.step.office, { key: `revise-v${version}`, what: 'agreement-revision', tier: 'T1', term: ctx.step.term, mail: 'agreements/revision-requested', note: { remark, version: earlier(ctx) + version } });
    const doc = document(ctx, version);
    if (handOf(ctx, doc)?.state !== 'done') return [];
    const common = { what: 'agreement', term: ctx.step.term, mail: 'agreements/accept-requested', document: doc, note: { version: earlier(ctx) + version } } as const;
    const head = headOf(leadPost(ctx.programme, ctx.state));
    const asks: Ask[] = [];
    if (!hasLapsed(ctx, `group-v${version}`)) asks.push(ask(ctx, { ...common, key: `group-v${version}`, to: party('representative'), tier: 'T2', silence: ctx.step.changes ? 'goes-on' : 'case-ends' }));
    asks.push(...askLine(ctx, officeLine(ctx, head).map(() => head), { ...common, key: `city-v${version}`, tier: 'T3', last: 'asks-again' }));
    if (lineAnswer(ctx, `city-v${version}`)?.choice === 'accept') asks.push(...askLine(ctx, officeLine(ctx, ctx.step.second).map(() => ctx.step.second), { ...common, key: `second-v${version}`, tier: 'T3', last: 'asks-again', notBy: [ctx.run.step] }));
    return asks;
  },
  choices(ctx, request) {
    if (request.what === 'agreement-revision')
      return [{ id: 'revise', label: '新しい版をつくる', consequence: '双方に、新しい版への合意を求めます。', fields: [
        reasonField('groupRoles', '団体の役割', '1行に1つ'), reasonField('cityRoles', '市の役割', '1行に1つ'), remarkField('extra', 'そのほかの取り決め'), reasonField('changed', '前の版から変えたこと'),
      ] }];
    const { version } = versionOf(ctx);
    const accept: Choice = { id: 'accept', label: 'この版に合意する', consequence: ctx.step.changes ? '全員がそろうと、契約がこの版に変わります。' : '全員がそろうと、この版で協定が結ばれます。', fields: [name(request.to.kind === 'party' ? '代表者の氏名' : 'あなたの氏名')] };
    const remark: Choice = { id: 'remark', label: '意見を送る', consequence: 'この版への合意は取り消され、新しい版がつくられます。', fields: [reasonField('remark', '意見')] };
    const decline: Choice = { id: 'decline', label: '合意しない', consequence: ctx.step.changes ? '契約は変わらず、もとのまま続きます。' : '協定は結ばれず、この案件は終わります。', fields: [reasonField('reason', '理由')] };
    return version <= ctx.step.revisions ? [accept, remark, decline] : [accept, decline];
  },
  check(ctx, request, choice, values) {
    if (choice !== 'accept' || request.to.kind !== 'party') return [];
    const registered = personOf(ctx.programme, formAnswers(ctx.state), 'representative').name;
    return sameName(text(values.name), registered) ? [] : [{ at: 'name', code: 'name-differs', facts: {} }];
  },
  settle(ctx) {
    const declined = requestsOf(ctx).find((r) => r.answer?.choice === 'decline');
    if (declined) return { outcome: 'declined', result: { reason: text(declined.answer?.values.reason), by: declined.to.kind }, ...held(ctx, false) };
    const { version, revising } = versionOf(ctx);
    if (revising) return null;
    if (hasLapsed(ctx, `group-v${version}`)) return { outcome: 'lapsed', result: { version: earlier(ctx) + version }, ...held(ctx, false) };
    const accepts = (answer: Answer | null) => answer?.choice === 'accept';
    if (!accepts(answerOf(ctx, `group-v${version}`)) || !accepts(lineAnswer(ctx, `city-v${version}`)) || !accepts(lineAnswer(ctx, `second-v${version}`))) return null;
    const doc = document(ctx, version);
    return { outcome: 'concluded', result: { version: earlier(ctx) + version, document: doc, sha256: text(handOf(ctx, doc)?.result?.sha256) }, ...held(ctx, true) };
  },
};
