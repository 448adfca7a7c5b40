// JSON: programmes, and a draft from its start to its number.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../deps.js';
import { callById, type CallWithProgramme, currentCalls } from '../../db/store/calls.js';
import { submitDraft } from '../../db/store/cases.js';
import { businessNow } from '../../db/store/clock.js';
import { allowTry } from '../../db/store/codes.js';
import { type Draft, draftById, savePage, startDraft } from '../../db/store/drafts.js';
import { filesOfDraft } from '../../db/store/files.js';
import { type Field, readFields } from '../../workflows/domain/fields.js';
import { ruleOfForm } from '../../workflows/domain/grant-rule.js';
import { type FormPage, pagesOf } from '../../workflows/domain/programmes.js';
import { faultSentence } from '../pages/components/faults.js';
import { createDraft, readDraft, savePageRoute, submitRoute } from '../schemas/drafts.js';
import { listProgrammes, readProgramme } from '../schemas/programmes.js';
import { notThere, Problem } from './json-problem.js';
import { fieldShape, iso, summaryShape, valuesShape } from './json-shapes.js';

const KEY = /^(drf_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const HOUR = 3_600_000;
type Open = { readonly draft: Draft; readonly call: CallWithProgramme; readonly pages: readonly FormPage[] };

export function programmeAndDraftRoutes(api: OpenAPIHono, deps: Deps): void {
  api.openapi(listProgrammes, async (c) => {
    const now = await businessNow(deps.db);
    return c.json({ programmes: (await currentCalls(deps.db)).map(({ programme, call }) => summaryShape(programme, call, now)) }, 200);
  });
  api.openapi(readProgramme, async (c) => {
    const { programme, call } = await callOf(c.req.valid('param').code);
    const { money } = programme;
    return c.json({
      ...summaryShape(programme, call, await businessNow(deps.db)), eligible: [...programme.eligible], notEligible: [...programme.notEligible], documents: [...programme.documents], office: { name: programme.office.name, tel: programme.office.tel, hours: programme.office.hours },
      money: money ? { capYen: money.capYen, unitYen: money.unitYen, rateByYear: [...money.rateByYear], eligibleHeads: money.eligibleHeads.map(({ id, label }) => ({ id, label })), excludedHeads: money.excludedHeads.map((h) => ({ ...h })) } : null,
      tracks: programme.tracks.map((t) => ({ ...t, pages: [...t.pages] })), form: programme.form.map((page) => ({ id: page.id, title: page.title, fields: page.fields.map(fieldShape) })),
    }, 200);
  });

  api.openapi(createDraft, async (c) => {
    const { programme: code, track, email, language } = c.req.valid('json');
    const { programme, call } = await callOf(code);
    const now = await businessNow(deps.db);
    if (now < call.opensAt || now >= call.closesAt) throw new Problem(409, 'ended');
    if (!programme.tracks.some((t) => t.id === track)) throw new Problem(422, 'faults', [{ at: 'track', code: 'unknown-option', facts: { label: '何を出すか' } }]);
    if (!(await allowTry(deps.db, `start:${email.toLowerCase()}`, 20, HOUR))) throw new Problem(429, 'too-many');
    const { draft, mailId } = await startDraft(deps.db, programme, { call: call.id, track, email, language, closesAt: call.closesAt, mailed: await deps.mayMail(email) });
    if (mailId) void deps.courier.now(mailId);
    return c.json({ draft: draft.id, key: `${draft.id}.${deps.links.token('draft', draft.id, draft.generation)}` }, 201);
  });
  api.openapi(readDraft, async (c) => {
    const { draft, call, pages } = await opened(c.req.valid('param').key);
    return c.json({ draft: draft.id, programme: call.programme.id, track: draft.track, savedAt: iso(draft.savedAt), closesAt: iso(call.call.closesAt), submitted: draft.caseId !== null, values: valuesShape(draft.typed), pages: pages.map((page) => ({ id: page.id, title: page.title, done: draft.pagesDone.includes(page.id), fields: page.fields.map(fieldShape) })) }, 200);
  });
  api.openapi(savePageRoute, async (c) => {
    const { key, page: id } = c.req.valid('param');
    const { draft, call, pages } = await opened(key);
    const page = pages.find((p) => p.id === id);
    if (!page) throw notThere();
    const typed = await owned(page.fields, c.req.valid('json').values, draft);
    const { faults } = readFields(page.fields, typed, ruleOfForm(call.programme, { ...draft.typed, ...typed }, call.call.fiscalYear));
    await savePage(deps.db, draft.id, page.id, typed, faults.length === 0);
    return c.json({ page: page.id, done: faults.length === 0, faults: faults.map((f) => ({ at: f.at, code: f.code, sentence: faultSentence(f) })) }, 200);
  });
  api.openapi(submitRoute, async (c) => {
    const { draft } = await opened(c.req.valid('param').key);
    if (c.req.valid('header')['idempotency-key'] !== draft.id) throw new Problem(422, 'idempotency-key');
    const submitted = await submitDraft(deps.db, deps.links, { draft: draft.id, paper: draft.paperBy !== null });
    if (!submitted.ok) throw new Problem(422, 'faults', submitted.faults);
    void deps.ringer.ring('case', submitted.caseId);
    if (submitted.origin) void deps.ringer.ring('case', submitted.origin);
    void deps.ringer.ringMail();
    return c.json({ number: submitted.number, submittedAt: iso(submitted.at), first: submitted.first, status: `/api/cases/${submitted.number}` }, 201);
  });

  async function callOf(code: string): Promise<CallWithProgramme> {
    const found = (await currentCalls(deps.db)).find(({ programme }) => programme.id === code || programme.code === code);
    if (!found) throw notThere();
    return found;
  }
  async function opened(key: string): Promise<Open> {
    const [, id = '', token = ''] = KEY.exec(key) ?? [];
    const draft = id ? await draftById(deps.db, id) : null;
    if (!draft || !deps.links.verify('draft', id, draft.generation, token)) throw notThere();
    const call = await callById(deps.db, draft.call);
    if (!call) throw notThere();
    return { draft, call, pages: pagesOf(call.programme, draft.track) };
  }
  /** Only values of this page's fields; files are those that were uploaded to this draft, whatever ids were sent. */
  async function owned(fields: readonly Field[], values: Readonly<Record<string, unknown>>, draft: Draft): Promise<Record<string, unknown>> {
    const typed: Record<string, unknown> = {};
    for (const field of fields) {
      if (field.kind === 'files') typed[field.id] = (await filesOfDraft(deps.db, draft.id, field.id)).map((file) => file.id);
      else typed[field.id] = values[field.id] ?? null;
    }
    return typed;
  }
}
