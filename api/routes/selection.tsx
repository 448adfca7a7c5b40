// /admin/calls/:id/selection: the ranking of a call under its envelope, and its confirmation.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { callById } from '../../db/store/calls.js';
import { faceOf } from '../errors.js';
import { DomainError } from '../../db/store/errors.js';
import { confirmSelection, draftSelection, selectionsOf } from '../../db/store/selections.js';
import { callName } from '../pages/calls.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { SelectionPage } from '../pages/selection.js';
import { namesOf, signed, type Signed, toSignIn } from './staff.js';


export function selectionRoutes(deps: Deps): Hono {
  const app = new Hono();
  const page = async (me: Signed, id: string, typed: Record<string, string> = {}, faults: { at: string; sentence: string }[] = []) => {
    const [found, draft, before, names] = await Promise.all([callById(deps.db, id), draftSelection(deps.db, id), selectionsOf(deps.db, id), namesOf(deps)]);
    if (!found || !draft) return null;
    return <SelectionPage staff={me.staff} now={me.now} call={{ id, name: callName({ programme: found.programme.name.ja, fiscalYear: found.call.fiscalYear }) }} draft={draft} typed={typed} faults={faults} before={before.map((b) => ({ n: b.n, at: b.at, by: names.person(b.by), note: b.note, sheet: b.sheet }))} />;
  };
  app.on(['GET', 'POST'], '/admin/calls/:id/selection', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const id = c.req.param('id');
    if (!me.staff.administrator) return c.html(faultPage(NOT_THERE), 404);
    if (c.req.method !== 'POST') { const shown = await page(me, id); return shown ? c.html(shown) : c.html(faultPage(NOT_THERE), 404); }
    const note = String((await c.req.parseBody()).note ?? '').trim().slice(0, 300);
    let fault = note ? null : 'だれが、いつ、どの会議で確かめたかを入力してください';
    try {
      if (!fault) for (const caseId of await confirmSelection(deps.db, { call: id, by: me.session.person.id, note })) void deps.ringer.ring('case', caseId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      fault = faceOf(error).sentence;
    }
    if (!fault) return c.redirect(`/admin/calls/${id}/selection`, 303);
    const shown = await page(me, id, { note }, [{ at: 'note', sentence: fault }]);
    return shown ? c.html(shown, 422) : c.html(faultPage(NOT_THERE), 404);
  });
  return app;
}
