// /admin/erasure and /admin/retention: what of people goes for good, at their wish or because its term is over. For administrators only; a term's list takes two.
import { type Context, Hono } from 'hono';
import { allErasures, erasePerson, eraseCase, planErasure } from '../../db/store/erasure.js';
import { DomainError } from '../../db/store/errors.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { allPurges, approvePurge, dropPurge, endPurge, leftOfPurge, pastTerm, proposePurge, type Purge } from '../../db/store/purges.js';
import type { Deps } from '../deps.js';
import { eraseBytes } from '../disclosure/erase-bytes.js';
import { faceOf } from '../errors.js';
import type { FormFault } from '../pages/desk-form.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { ErasurePage, ErasurePlanPage, type ErasureTyped } from '../pages/erasure.js';
import { RetentionPage } from '../pages/retention.js';
import { forAdministrators, namesOf, type Signed } from './staff.js';

/** Cases of a list that go within one request; the rest with the next. */
const AT_ONCE = 20;

/** The pages of erasure and of terms. */
export function erasureRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  const as = forAdministrators(deps);
  const typedOf = async (c: Context): Promise<ErasureTyped> => Object.fromEntries(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value).trim().slice(0, 254)]));
  const page = async (me: Signed, typed: ErasureTyped = {}, faults: readonly FormFault[] = [], notice?: string) => <ErasurePage staff={me.staff} now={me.now} typed={typed} faults={faults} done={await allErasures(db)} person={(await namesOf(deps)).person} notice={notice} />;

  app.get('/admin/erasure', as(async (c, me) => c.html(await page(me, {}, [], c.req.query('done') ? '消しました。' : undefined))));
  /** What is wrong with what was typed; none when something can be shown. */
  const faultsOf = async (typed: ErasureTyped): Promise<FormFault[]> => {
    const plan = typed.email ? await planErasure(db, typed.email) : null;
    return [
      ...(!plan ? [{ at: 'email', sentence: 'その人のメールアドレスを入力してください' }] : plan.cases.length + plan.drafts === 0 ? [{ at: 'email', sentence: 'このメールアドレスの案件も書きかけもありません' }] : []),
      ...(typed.reason ? [] : [{ at: 'reason', sentence: '理由を入力してください' }]),
    ];
  };
  app.post('/admin/erasure/plan', as(async (c, me) => {
    const typed = await typedOf(c);
    const faults = await faultsOf(typed);
    return faults.length > 0 ? c.html(await page(me, typed, faults), 422) : c.html(<ErasurePlanPage staff={me.staff} now={me.now} typed={typed} plan={await planErasure(db, typed.email ?? '')} />);
  }));
  app.post('/admin/erasure', as(async (c, me) => {
    const typed = await typedOf(c);
    const faults = await faultsOf(typed);
    if (faults.length > 0) return c.html(await page(me, typed, faults), 422);
    try {
      for (const erasure of await erasePerson(db, { email: typed.email ?? '', reason: typed.reason ?? '', by: me.session.person.id })) {
        await eraseBytes(deps, erasure);
        for (const number of erasure.numbers) await written(me, number, `個人の情報を消しました。理由：${typed.reason}`);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return c.html(await page(me, typed, [{ at: 'email', sentence: faceOf(error).sentence }]), 409);
    }
    return c.redirect('/admin/erasure?done=1', 303);
  }));
  app.post('/admin/erasure/:id/again', as(async (c) => {
    const erasure = (await allErasures(db, 'pending')).find((one) => one.id === c.req.param('id'));
    if (!erasure) return c.html(faultPage(NOT_THERE), 404);
    await eraseBytes(deps, erasure);
    return c.redirect('/admin/erasure?done=1', 303);
  }));
  /** The case's own story says it too. Were this lost, the list of erasures still shows it. */
  const written = async (me: Signed, number: string, text: string): Promise<void> => {
    const caseId = await caseIdByNumber(db, number);
    if (caseId) await deps.act({ caseId, act: { kind: 'free', verb: 'note', input: { text } }, by: { kind: 'administrator', person: me.session.person.id }, via: 'session' });
  };

  const retention = async (me: Signed, faults: readonly FormFault[] = []) => {
    const all = await allPurges(db);
    const open = all.find((one) => one.doneAt === null && one.droppedBy === null) ?? null;
    return <RetentionPage staff={me.staff} now={me.now} open={open} left={open ? (await leftOfPurge(db, open)).length : 0} waiting={open ? 0 : (await pastTerm(db)).length} before={all.filter((one) => one !== open)} me={me.session.person.id} person={(await namesOf(deps)).person} faults={faults} />;
  };
  app.get('/admin/retention', as(async (c, me) => c.html(await retention(me))));
  app.post('/admin/retention/propose', as(async (c) => {
    await proposePurge(db);
    return c.redirect('/admin/retention', 303);
  }));
  /** Carries out what two approved, some cases at a time; each is a transaction of its own. */
  const carry = async (me: Signed, purge: Purge): Promise<void> => {
    for (const id of (await leftOfPurge(db, purge)).slice(0, AT_ONCE)) {
      const erasure = await eraseCase(db, id, { reason: '保存期間の終わり', by: me.session.person.id });
      if (erasure) await eraseBytes(deps, erasure);
    }
    if (purge.secondBy !== null && (await leftOfPurge(db, purge)).length === 0) await endPurge(db, purge.id);
  };
  app.post('/admin/retention/:id/:verb{approve|drop|carry}', as(async (c, me) => {
    const id = c.req.param('id') ?? '';
    try {
      if (c.req.param('verb') === 'drop') await dropPurge(db, id, me.session.person.id);
      else if (c.req.param('verb') === 'approve') await carry(me, await approvePurge(db, id, me.session.person.id));
      else for (const purge of (await allPurges(db)).filter((one) => one.id === id && one.doneAt === null)) await carry(me, purge);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const face = faceOf(error);
      return c.html(await retention(me, [{ at: 'approve', sentence: face.sentence }]), face.status as 409);
    }
    return c.redirect('/admin/retention', 303);
  }));
  return app;
}
