// The log of evidence as anybody may read it: page, heads, leaves, proofs, and all of it in one file. What belongs to one case is given by its own page.
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Deps } from '../deps.js';
import { sha256 } from '../../activities/platform/notary.js';
import { headLate, newestHead } from '../../db/store/evidence-log.js';
import { proofOfCase } from '../../db/store/evidence-proof.js';
import { consistencyProof, headAt, headsAfter, inclusionProof, leaves, logSize, newestHeads, type PublishedHead } from '../../db/store/evidence-tree.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { readCase } from '../../db/store/load.js';
import { EvidencePage } from '../pages/evidence.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { openKey } from './mine.js';

const PAGE = 1000;
const JSONL = { 'content-type': 'application/jsonl; charset=utf-8' };
const headShape = (head: PublishedHead) => ({ at: new Date(head.at).toISOString(), id: head.at, size: head.size, root: head.root, note: head.note, key: head.key, stamp: head.stamp ? Buffer.from(head.stamp).toString('base64') : null });

/** A whole number of a query, 0 or more; null when it is none. */
const whole = (typed: string | undefined): number | null => (typed !== undefined && /^\d{1,15}$/.test(typed) ? Number(typed) : null);
const unusable = (c: Context, detail: string) => c.json({ type: '/problems/faults', title: '指定が正しくありません', status: 422, detail }, 422, { 'content-type': 'application/problem+json' });

export function evidenceRoutes(deps: Deps): Hono {
  const { db } = deps;
  const app = new Hono();
  app.get('/evidence', async (c) => {
    const heads = await newestHeads(db, 10);
    return c.html(<EvidencePage heads={heads.map((head) => ({ at: head.at, size: head.size, root: head.root, stamped: head.stamp !== null }))} keyName={heads[0]?.key ?? ''} late={await headLate(db)} />);
  });
  app.get('/evidence/checkpoint', async (c) => {
    const head = await newestHead(db);
    return head ? c.text(head.note) : c.text('', 404);
  });
  app.get('/evidence/heads', async (c) => c.json((await headsAfter(db, whole(c.req.query('after')) ?? 0, PAGE)).map(headShape)));
  app.get('/evidence/heads/:id{[0-9]{1,15}(\\.tsr)?}', async (c) => {
    const id = c.req.param('id');
    const head = await headAt(db, Number.parseInt(id, 10));
    if (!head) return c.html(faultPage(NOT_THERE), 404);
    if (!id.endsWith('.tsr')) return c.text(head.note);
    return head.stamp ? c.body(new Uint8Array(head.stamp), 200, { 'content-type': 'application/timestamp-reply' }) : c.html(faultPage(NOT_THERE), 404);
  });
  app.get('/evidence/leaves', async (c) => {
    const from = whole(c.req.query('from') ?? '0');
    if (from === null) return unusable(c, 'from');
    return c.body((await leaves(db, from, PAGE)).map((leaf) => `${leaf}\n`).join(''), 200, JSONL);
  });
  app.get('/evidence/proof', async (c) => {
    const [n, size] = [whole(c.req.query('n')), whole(c.req.query('size') ?? String(await logSize(db)))];
    if (n === null || size === null || n >= size || size > (await logSize(db))) return unusable(c, 'n, size');
    return c.json({ n, size, leaf: (await leaves(db, n, 1))[0], proof: await inclusionProof(db, sha256, n, size) });
  });
  app.get('/evidence/consistency', async (c) => {
    const [from, to] = [whole(c.req.query('from')), whole(c.req.query('to') ?? String(await logSize(db)))];
    if (from === null || to === null || from > to || to > (await logSize(db))) return unusable(c, 'from, to');
    return c.json({ from, to, proof: await consistencyProof(db, sha256, from, to) });
  });
  /** Heads first, then every entry the newest of them covers: what is logged meanwhile belongs to the next download. */
  app.get('/evidence/log', (c) => {
    c.header('content-type', JSONL['content-type']);
    c.header('content-disposition', 'attachment; filename="log.jsonl"');
    return stream(c, async (out) => {
      let size = 0;
      for (let after = 0, heads = await headsAfter(db, 0, PAGE); heads.length > 0; heads = await headsAfter(db, after, PAGE)) {
        for (const head of heads) await out.write(`${JSON.stringify({ head: head.note, key: head.key, ...(head.stamp ? { stamp: Buffer.from(head.stamp).toString('base64') } : {}) })}\n`);
        const last = heads.at(-1);
        after = last?.at ?? after;
        size = last?.size ?? size;
      }
      for (let from = 0; from < size; from += PAGE) await out.write((await leaves(db, from, Math.min(PAGE, size - from))).map((leaf) => `${leaf}\n`).join(''));
    });
  });

  const download = (c: Context, number: string, proof: object | null) => (proof ? c.body(`${JSON.stringify(proof, null, 1)}\n`, 200, { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${number}-proof.json"` }) : c.html(faultPage(NOT_THERE), 404));
  app.get('/cases/:number/evidence', async (c) => {
    const number = c.req.param('number');
    const id = await caseIdByNumber(db, number);
    return download(c, number, id ? await proofOfCase(db, sha256, { id, number }, 'public') : null);
  });
  app.get('/mine/:key/evidence', async (c) => {
    const opened = await openKey(deps, c.req.param('key'));
    const row = opened ? (await readCase(db, opened.key.caseId)).row : null;
    return download(c, row?.number ?? '', row ? await proofOfCase(db, sha256, row, 'party') : null);
  });
  return app;
}
