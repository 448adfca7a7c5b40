// Roles of several departments (facts: 青梅市 names up to four for one project, 座間市 two): one leads and answers for the dates, the others concur.
// An objection leads to a talk and a new sheet, never to an end. The parts of the cost add up to exactly the whole.
import type { CaseState } from '../cases.js';
import type { Fault, Field, Values } from '../fields.js';
import { championOf, departmentOf } from '../people.js';
import { type DepartmentShare, shareFaults } from '../subsidy-amount.js';
import { decidedForm } from './form-of-cooperation.js';
import type { Choice, Ctx, StepKind } from './step.js';
import { askOffice, leadPost, lineAnswer, list, reasonField, text, yen } from './step.js';

type K = 'department-roles';

/** A department in an agreement: what it does and how many hundredths of the city's cost it bears. The first leads. */
export type DepartmentRole = { readonly department: string; readonly role: string; readonly percent: number };

/** What the departments agreed on; empty when one department carries the case alone. */
export function departmentRoles(state: CaseState): readonly DepartmentRole[] {
  const result = state.steps.findLast((r) => r.kind === 'department-roles' && r.outcome === 'agreed')?.result;
  const percents = Array.isArray(result?.percents) ? result.percents.map(Number) : [];
  return list(result?.departments).map((department, n) => ({ department, role: list(result?.roles)[n] ?? '', percent: percents[n] ?? 0 }));
}

/** The departments that bear a part of the cost, as shares of the whole. */
export const sharesOf = (roles: readonly DepartmentRole[]): readonly DepartmentShare[] => roles.filter((one) => one.percent > 0).map((one) => ({ department: one.department, share: { num: one.percent, den: 100 } }));

const nameOf = (ctx: Ctx<K>, code: string): string => ctx.env.departments.find((d) => d.id === code)?.label ?? code;
const lead = (ctx: Ctx<K>): string => departmentOf(leadPost(ctx.programme, ctx.state));

/** Who takes part beside the lead: as matching found and as the lead named when the form was decided. */
function others(ctx: Ctx<K>): readonly string[] {
  const matched = ctx.state.steps.findLast((r) => r.kind === 'consultation' && r.outcome === 'taken')?.result;
  return [...new Set([...list(matched?.joint), ...(decidedForm(ctx.state)?.joint ?? [])])].filter((code) => code !== lead(ctx));
}

const objection = (ctx: Ctx<K>, n: number) => others(ctx).map((code) => ({ code, answer: lineAnswer(ctx, `concur-${code}-${n}`) })).find(({ answer }) => answer?.choice === 'object');
/** Which sheet is written or agreed on: each objection begins the next. */
const turn = (ctx: Ctx<K>): number => { let n = 1; while (objection(ctx, n)) n++; return n; };

/** The sheet as the lead wrote it: the lead bears what the others leave of the whole. */
function rolesOf(ctx: Ctx<K>, values: Values): readonly DepartmentRole[] {
  const joint = others(ctx).map((department) => ({ department, role: text(values[`role-${department}`]), percent: yen(values[`percent-${department}`]) }));
  return [{ department: lead(ctx), role: text(values[`role-${lead(ctx)}`]), percent: 100 - joint.reduce((all, one) => all + one.percent, 0) }, ...joint];
}

export const departmentRolesStep: StepKind<K> = {
  outcomes: ['agreed', 'alone'],
  asks(ctx) {
    if (others(ctx).length === 0) return [];
    const n = turn(ctx);
    const sheet = lineAnswer(ctx, `sheet-${n}`);
    if (!sheet) {
      const before = n > 1 ? objection(ctx, n - 1) : undefined;
      const note = before ? { department: before.code, reason: text(before.answer?.values.reason), date: text(before.answer?.values.date), place: text(before.answer?.values.place) } : {};
      return askOffice(ctx, leadPost(ctx.programme, ctx.state), { key: `sheet-${n}`, what: 'department-roles', tier: 'T1', term: before ? ctx.step.talk : ctx.step.term, mail: 'matching/roles-requested', note: { departments: [lead(ctx), ...others(ctx)], ...note } });
    }
    const lines = rolesOf(ctx, sheet.values).map((one) => `${nameOf(ctx, one.department)}（${one.percent}％）：${one.role}`);
    return others(ctx).flatMap((code) => askOffice(ctx, championOf(code), { key: `concur-${code}-${n}`, what: 'concurrence', tier: 'T1', term: ctx.step.term, mail: 'matching/concurrence-requested', note: { roles: lines } }));
  },
  choices(ctx, request) {
    if (request.what === 'department-roles') {
      const fields = [lead(ctx), ...others(ctx)].flatMap((code): readonly Field[] => [
        { id: `role-${code}`, label: `${nameOf(ctx, code)}の役割`, kind: 'longtext', required: true, max: 400, hint: '協定書に載ります' },
        ...(code === lead(ctx) ? [] : [{ id: `percent-${code}`, label: `${nameOf(ctx, code)}が負担する割合`, kind: 'number', required: true, min: 0, max: 100, unit: '％', hint: `費用を負担しないときは0。残りは${nameOf(ctx, lead(ctx))}が負担します` } as const]),
      ]);
      return [{ id: 'roles', label: '役割と分担の案を送る', consequence: 'ほかの課に、この案でよいかたずねます。', fields }];
    }
    const concur: Choice = { id: 'concur', label: 'この役割と分担でよい', consequence: '全部の課がそろうと、協定書に載ります。', fields: [] };
    const object: Choice = { id: 'object', label: '話し合いたい', consequence: '主に担当する課に日時を知らせます。話し合いのあと、新しい案が届きます。案件は終わりません。', fields: [
      reasonField('reason', '変えたいこととその理由'), { id: 'date', label: '話し合う日時', kind: 'moment', required: true }, { id: 'place', label: '場所（またはオンライン）', kind: 'text', required: true, max: 100 },
    ] };
    return [concur, object];
  },
  check(ctx, request, choice, values): readonly Fault[] {
    if (request.what !== 'department-roles' || choice !== 'roles') return [];
    const roles = rolesOf(ctx, values);
    const [first, ...joint] = roles;
    return shareFaults(sharesOf(roles)).length === 0 ? [] : [{ at: `percent-${joint.at(-1)?.department}`, code: 'parts-above-whole', facts: { is: 100 - (first?.percent ?? 0) } }];
  },
  settle(ctx) {
    const joint = others(ctx);
    if (joint.length === 0) return { outcome: 'alone', result: {} };
    const n = turn(ctx);
    const sheet = lineAnswer(ctx, `sheet-${n}`);
    if (!sheet || joint.some((code) => lineAnswer(ctx, `concur-${code}-${n}`)?.choice !== 'concur')) return null;
    const roles = rolesOf(ctx, sheet.values);
    return { outcome: 'agreed', result: { lead: lead(ctx), joint, departments: roles.map((r) => r.department), roles: roles.map((r) => r.role), percents: roles.map((r) => r.percent), rounds: n } };
  },
};
