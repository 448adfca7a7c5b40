// /admin/suspensions: due dates are suspended for one case, a call or a programme; first what would move, then the act, later perhaps its taking back.
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { allCalls } from '../../db/store/calls.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { DomainError } from '../../db/store/errors.js';
import { allSuspensions, carrySuspension, casesReached, declareSuspension, previewSuspension, type Suspension, suspensionById, type SuspensionInput, undoSuspension } from '../../db/store/suspensions.js';
import { readCase } from '../../db/store/load.js';
import { readDate } from '../../workflows/domain/fields.js';
import type { Deps } from '../deps.js';
import { faceOf } from '../errors.js';
import { callName } from '../pages/calls.js';
import type { FormFault } from '../pages/desk-form.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { SuspensionListPage, SuspensionPage, SuspensionPreviewPage, type SuspensionRow } from '../pages/suspensions.js';
import { forAdministrators, namesOf, type Signed } from './staff.js';

type Typed = Record<string, string>;
const ONE = 'case:';

/** The pages of suspensions; for administrators only. */
export function suspensionRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  const as = forAdministrators(deps);
  const typedOf = async (c: Context): Promise<Typed> => Object.fromEntries(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value).trim().slice(0, 400)]));

  const scopesOf = async () => {
    const calls = await allCalls(db);
    const programmes = [...new Map(calls.map(({ programme }) => [programme.id, programme.name.ja]))];
    return [{ id: ONE, label: '1つの案件（下に番号を入力）' }, ...programmes.map(([id, name]) => ({ id: `programme:${id}`, label: `${name}のすべての案件` })), ...calls.map(({ call, programme }) => ({ id: `call:${call.id}`, label: `${callName({ programme: programme.name.ja, fiscalYear: call.fiscalYear })}の募集の案件` }))];
  };
  const scopeWords = async (scope: Suspension['scope'], ref: string): Promise<string> => {
    if (scope === 'case') { const { row } = await readCase(db, ref); return `${row.number} ${row.title}`; }
    return (await scopesOf()).find((one) => one.id === `${scope}:${ref}`)?.label ?? '';
  };

  /** What was typed as an act, or what is wrong with it, each at its field. */
  const read = async (typed: Typed, me: Signed): Promise<{ input: SuspensionInput } | { faults: FormFault[] }> => {
    const [kind = '', ref = ''] = (typed.scope ?? '').split(':');
    const one = kind === 'case' ? await caseIdByNumber(db, typed.number ?? '') : null;
    const [from, to] = [readDate(typed.from ?? ''), readDate(typed.to ?? '')];
    const known = kind === 'case' || (await scopesOf()).some((scope) => scope.id === typed.scope);
    const faults: FormFault[] = [
      ...(known ? [] : [{ at: 'scope', sentence: 'どの案件かを選んでください' }]), ...(kind === 'case' && !one ? [{ at: 'number', sentence: 'この番号の案件はありません。案件番号を確かめてください' }] : []),
      ...(from ? [] : [{ at: 'from', sentence: '休止の初めの日を入力してください（例：2027年1月12日）' }]), ...(to ? [] : [{ at: 'to', sentence: '休止の終わりの日を入力してください（例：2027年1月25日）' }]),
      ...(from && to && to < from ? [{ at: 'to', sentence: '終わりの日は、初めの日より前にできません' }] : []), ...(typed.reason ? [] : [{ at: 'reason', sentence: '理由を入力してください' }]),
    ];
    if (faults.length > 0 || !from || !to) return { faults };
    return { input: { scope: kind as SuspensionInput['scope'], ref: one ?? ref, from, to, reason: typed.reason ?? '', legalBasis: typed.legalBasis ?? '', by: me.session.person.id } };
  };

  const rowOf = async (row: Suspension & { named: number; reached: number }, person: (id: string) => string): Promise<SuspensionRow> =>
    ({ id: row.id, scope: await scopeWords(row.scope, row.ref), from: row.fromDay, to: row.toDay, reason: row.reason, at: row.at, by: person(row.by), named: row.named, reached: row.reached, undone: row.undoneAt !== null });
  const listPage = async (me: Signed, typed: Typed = {}, faults: FormFault[] = []) => {
    const names = await namesOf(deps);
    return <SuspensionListPage staff={me.staff} now={me.now} scopes={await scopesOf()} rows={await Promise.all((await allSuspensions(db)).map((row) => rowOf(row, names.person)))} typed={typed} faults={faults} />;
  };
  const onePage = async (me: Signed, id: string, typed: Typed = {}, faults: FormFault[] = []) => {
    const [found, names] = await Promise.all([allSuspensions(db), namesOf(deps)]);
    const row = found.find((one) => one.id === id);
    if (!row) return null;
    const undo = row.undoneAt === null ? null : { at: row.undoneAt, by: names.person(row.undoneBy ?? ''), reason: row.undoneReason ?? '' };
    return <SuspensionPage staff={me.staff} now={me.now} row={await rowOf(row, names.person)} legalBasis={row.legalBasis ?? ''} undo={undo} cases={await casesReached(db, id)} typed={typed} faults={faults} />;
  };
  /** Carries the act at once; whatever is left when this process dies is carried by the sweep. */
  const carry = async (id: string): Promise<void> => {
    const { cases, ringMail } = await carrySuspension(db, deps.links, id);
    for (const caseId of cases) void deps.ringer.ring('case', caseId);
    if (ringMail) void deps.ringer.ringMail();
  };

  app.get('/admin/suspensions', as(async (c, me) => c.html(await listPage(me, { ...(c.req.query('number') ? { scope: ONE, number: c.req.query('number') ?? '' } : {}) }))));
  app.post('/admin/suspensions/preview', as(async (c, me) => {
    const typed = await typedOf(c);
    const said = await read(typed, me);
    if ('faults' in said) return c.html(await listPage(me, typed, said.faults), 422);
    const { total, cases } = await previewSuspension(db, said.input);
    const names = await namesOf(deps);
    return c.html(<SuspensionPreviewPage staff={me.staff} now={me.now} id={randomUUID()} typed={typed} scope={await scopeWords(said.input.scope, said.input.ref)} from={said.input.from} to={said.input.to} total={total} cases={cases} post={names.post} />);
  }));
  app.post('/admin/suspensions', as(async (c, me) => {
    const { id = '', ...typed } = await typedOf(c);
    const said = await read(typed, me);
    if ('faults' in said) return c.html(await listPage(me, typed, said.faults), 422);
    await declareSuspension(db, id || randomUUID(), said.input);
    await carry(id);
    return c.redirect(`/admin/suspensions/${id}`, 303);
  }));
  app.get('/admin/suspensions/:id', as(async (c, me) => {
    const page = await onePage(me, c.req.param('id') ?? '');
    return page ? c.html(page) : c.html(faultPage(NOT_THERE), 404);
  }));
  app.post('/admin/suspensions/:id/undo', as(async (c, me) => {
    const id = c.req.param('id') ?? '';
    const typed = await typedOf(c);
    if (!(await suspensionById(db, id))) return c.html(faultPage(NOT_THERE), 404);
    try {
      await undoSuspension(db, id, { reason: typed.reason ?? '', by: me.session.person.id });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const page = await onePage(me, id, typed, [{ at: 'reason', sentence: faceOf(error).sentence }]);
      return page ? c.html(page, 422) : c.html(faultPage(NOT_THERE), 404);
    }
    await carry(id);
    return c.redirect(`/admin/suspensions/${id}`, 303);
  }));
  return app;
}
