// Files and documents: only for whoever may read the case, by a key in the address or a staff session. Uploads leave as attachments and run nothing.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { wasPaid } from '../../db/store/audit.js';
import { documentById, documentByKey } from '../../db/store/documents.js';
import { fileById, mayOpen } from '../../db/store/files.js';
import { type Loaded, readCase } from '../../db/store/load.js';
import { holderOf } from '../../db/store/people.js';
import { servedBy } from '../../db/store/served-posts.js';
import type { RequestRow } from '../../db/store/requests.js';
import { text, yen } from '../../workflows/domain/steps/step.js';
import { CertificatePage } from '../pages/agreement.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { requestOfKey } from './answer.js';
import { caseForReader } from './case-reader.js';
import { lifeOf } from './link-life.js';
import { openKey } from './mine.js';
import { doorOf } from './panel-door.js';
import { AUDIT } from './staff.js';

const TIER_HOW: Readonly<Record<string, string>> = { T1: 'メールのリンク', T2: 'メールのリンクと確認番号', T3: 'サインイン' };

/** A name as the header of a download wants it (RFC 8187): `'()*` too are written with a percent sign. Lone halves of letters are replaced. */
const fileNameValue = (name: string): string => encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8')).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The ask a key opens, if it is one about this case and still lives: what a dead link leads to is dead with it. */
async function linkTo(deps: Deps, key: string, loaded: Loaded): Promise<RequestRow | null> {
  const row = await requestOfKey(deps, key);
  return row?.caseId === loaded.row.id && (await lifeOf(deps, row, loaded)) === 'ask' ? row : null;
}

export function fileRoutes(deps: Deps): Hono {
  const app = new Hono();
  /** Whether this reader may see the case: by one of its keys, by an open request about it, or as staff who may read it. */
  const mayRead = async (c: Context, caseId: string): Promise<'party' | 'staff' | null> => {
    const key = c.req.query('k') ?? '';
    if ((await openKey(deps, key))?.key.caseId === caseId) return 'party';
    const loaded = await readCase(deps.db, caseId);
    const { now } = loaded.env;
    const request = await linkTo(deps, key, loaded);
    if (request && (await doorOf(deps, request, now)) !== 'open') return null;
    if (request && !request.toPost) return 'party';
    // A sealed application has no files for anybody else.
    if (loaded.state.sealed) return null;
    if (request) return 'staff';
    const session = await deps.session(c);
    if (!session) return null;
    const posts = await servedBy(deps.db, session.person.id, now);
    if (posts.some((p) => p.department === AUDIT) && (await wasPaid(deps.db, caseId))) return 'staff';
    return (await caseForReader(deps, caseId, session.person, posts.map((p) => p.post))) ? 'staff' : null;
  };
  const send = async (c: Context, storageKey: string, type: string, name: string, inline: boolean) => {
    const bytes = await deps.storage.get(storageKey);
    // What came from outside runs nothing and stays out of our origin, should a browser show it after all.
    if (!inline) c.header('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': type, 'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${fileNameValue(name)}`, 'x-content-type-options': 'nosniff' });
  };

  app.get('/files/:id', async (c) => {
    const file = await fileById(deps.db, c.req.param('id'));
    if (!file?.caseId || !(await mayRead(c, file.caseId))) return c.html(faultPage(NOT_THERE), 404);
    if (!mayOpen(file.scan)) return c.html(faultPage(file.scan === 'waiting' ? { status: 409, sentence: 'ウイルス検査を待っています。しばらくしてから、もう一度開いてください。' } : { status: 409, sentence: 'ウイルスが見つかったため、このファイルは開けません。' }), 409);
    return send(c, file.storageKey, file.type, file.name, false);
  });
  app.get('/documents/:id', async (c) => {
    const document = await documentById(deps.db, c.req.param('id'));
    const reader = document ? await mayRead(c, document.caseId) : null;
    if (!document || !reader || (reader === 'party' && document.kind === 'draft-sheet')) return c.html(faultPage(NOT_THERE), 404);
    return send(c, document.storageKey, 'application/pdf', `${document.kind}.pdf`, true);
  });
  /** The certificate of a concluded agreement: who, when, how, of which version. */
  app.get('/cases/:number/agreement', async (c) => {
    const id = await caseIdByNumber(deps.db, c.req.param('number'));
    if (!id || !(await mayRead(c, id))) return c.html(faultPage(NOT_THERE), 404);
    const { state, row } = await readCase(deps.db, id);
    const run = state.steps.findLast((r) => r.kind === 'agreement' && r.outcome === 'concluded');
    const document = run ? await documentByKey(deps.db, id, text(run.result?.document)) : null;
    if (!run || !document) return c.html(faultPage(NOT_THERE), 404);
    const accepted = state.requests.filter((r) => r.step === run.step && r.round === run.round && r.document === document.key && r.answer?.choice === 'accept');
    const acceptances = await Promise.all(accepted.map(async (r) => {
      const holder = r.to.kind === 'post' ? await holderOf(deps.db, r.to.post, r.answer?.at ?? 0) : null;
      return { who: holder ? `${holder.departmentName} ${holder.postName}` : '団体の代表者', name: text(r.answer?.values.name), at: r.answer?.at ?? 0, how: TIER_HOW[r.tier] ?? '' };
    }));
    const k = c.req.query('k');
    return c.html(<CertificatePage number={row.number} title={row.title} version={yen(run.result?.version)} sha256={document.sha256} pdf={`/documents/${document.id}${k ? `?k=${k}` : ''}`} acceptances={acceptances} back={{ href: k?.startsWith('key_') ? `/mine/${k}` : `/cases/${row.number}`, label: '案件のページ' }} />);
  });
  return app;
}

