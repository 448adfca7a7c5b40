// /admin/disclosure: the copy of a case or of all that a person is in, as one file. For administrators only; it is written into each case before it leaves.
import { Hono } from 'hono';
import { caseIdByNumber } from '../../db/store/cases.js';
import { casesOfAddress } from '../../db/store/persons.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import type { Deps } from '../deps.js';
import { bundleOf } from '../disclosure/bundle.js';
import { type CaseCopy, copyOfCase } from '../disclosure/case-copy.js';
import type { FormFault } from '../pages/desk-form.js';
import { COPY_FOR, type CopyFor, DisclosurePage, type DisclosureTyped } from '../pages/disclosure.js';
import { forAdministrators, type Signed } from './staff.js';

/** The page of copies, and the copies. */
export function disclosureRoutes(deps: Deps): Hono {
  const app = new Hono();
  const as = forAdministrators(deps);
  const page = (me: Signed, typed: DisclosureTyped, faults: readonly FormFault[] = []) => <DisclosurePage staff={me.staff} now={me.now} typed={typed} faults={faults} />;
  app.get('/admin/disclosure', as(async (c, me) => c.html(page(me, c.req.query('number') ? { for: 'anybody', number: c.req.query('number') ?? '' } : {}))));

  /** The cases that were asked for, or what is wrong with the question. */
  const asked = async (typed: DisclosureTyped): Promise<{ cases: readonly string[]; faults: FormFault[] }> => {
    const faults: FormFault[] = typed.reason ? [] : [{ at: 'reason', sentence: '請求の受付番号と日を入力してください' }];
    if (typed.for === 'anybody') {
      const id = await caseIdByNumber(deps.db, (typed.number ?? '').normalize('NFKC').toUpperCase());
      return { cases: id ? [id] : [], faults: id ? faults : [{ at: 'number', sentence: 'この番号の案件はありません。案件番号を確かめてください' }, ...faults] };
    }
    if (typed.for !== 'person') return { cases: [], faults: [{ at: 'for', sentence: '何の請求かを選んでください' }, ...faults] };
    const cases = typed.email ? (await casesOfAddress(deps.db, typed.email)).map((one) => one.id) : [];
    return { cases, faults: cases.length > 0 ? faults : [{ at: 'email', sentence: typed.email ? 'このメールアドレスの案件はありません' : '請求した人のメールアドレスを入力してください' }, ...faults] };
  };

  app.post('/admin/disclosure', as(async (c, me) => {
    const typed = Object.fromEntries(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value).trim().slice(0, 254)]));
    const { cases, faults } = await asked(typed);
    if (faults.length > 0) return c.html(page(me, typed, faults), 422);
    const copies: CaseCopy[] = [];
    for (const id of cases) {
      const copy = await copyOfCase(deps, id, typed.for === 'person' ? (typed.email ?? '') : null);
      if (!copy) return c.html(page(me, typed, [{ at: typed.for === 'person' ? 'email' : 'number', sentence: '募集の締切まで封をしている申請があるため、いまは写しをつくれません。締切のあとに、もう一度つくってください' }]), 409);
      copies.push(copy);
    }
    const words = COPY_FOR[typed.for as CopyFor];
    const { bytes, sha256 } = await bundleOf(deps, copies, { for: words, reason: typed.reason ?? '', by: me.staff.name, at: me.now });
    for (const caseId of cases) {
      const { outcome } = await deps.act({ caseId, act: { kind: 'free', verb: 'note', input: { text: `開示のための写しをつくりました。渡す相手：${words}。請求：${typed.reason}。写しのSHA-256：${sha256}` } }, by: { kind: 'administrator', person: me.session.person.id }, via: 'session' });
      if (outcome !== 'accepted') throw new Error('a copy that is not written down does not leave');
    }
    const name = `disclosure-${copies.length === 1 ? copies[0]?.number : dateOf(me.now)}.zip`;
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
  }));
  return app;
}
