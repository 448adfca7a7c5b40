// From "申請をはじめる" to the number: every page stores what was typed, right or wrong; only the last press submits.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { currentCall, type CallWithProgramme, callById } from '../../db/store/calls.js';
import { submitDraft } from '../../db/store/cases.js';
import { ruleOfForm } from '../../workflows/domain/grant-rule.js';
import { businessNow } from '../../db/store/clock.js';
import { allowTry } from '../../db/store/codes.js';
import { type Draft, draftById, savePage, startDraft } from '../../db/store/drafts.js';
import { DomainError } from '../../db/store/errors.js';
import { followUpOfDraft } from '../../db/store/follow-ups.js';
import { fileById, filesOfDraft, removeFile } from '../../db/store/files.js';
import { type Input, readFields } from '../../workflows/domain/fields.js';
import { type FormPage, pagesOf } from '../../workflows/domain/programmes.js';
import type { Language } from '../../workflows/domain/words.js';
import { CheckPage, type Filing, FormPageView, StartPage, TasksPage, type TaskState } from '../pages/apply.js';
import { endedPage, faultPage } from '../pages/ended.js';
import { dropCookie, keepCookie, readCookie } from './cookies.js';
import { languageOf } from './language.js';
import { takeUploads } from './uploads.js';

const KEY = /^(drf_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const HOUR = 3_600_000;

type Open = { readonly draft: Draft; readonly call: CallWithProgramme; readonly filing: Filing; readonly pages: readonly FormPage[] };

export function applyRoutes(deps: Deps): Hono {
  const app = new Hono();
  const keyOf = (draft: Draft) => `${draft.id}.${deps.links.token('draft', draft.id, draft.generation)}`;
  const keep = (c: Context, draft: Draft) => keepCookie(c, 'kyoso_draft', keyOf(draft), { seconds: 90 * 24 * 3600 });
  const draftOfKey = async (key: string): Promise<Draft | null> => {
    const [, id = '', token = ''] = KEY.exec(key) ?? [];
    const draft = id ? await draftById(deps.db, id) : null;
    return draft && deps.links.verify('draft', id, draft.generation, token) ? draft : null;
  };
  /** The draft this browser writes, with all that its pages need; null when there is none for this programme. */
  const opened = async (c: Context): Promise<Open | null> => {
    const draft = await draftOfKey(readCookie(c, 'kyoso_draft') ?? '');
    if (!draft) return null;
    const call = await callById(deps.db, draft.call);
    if (!call || call.programme.id !== c.req.param('programme')) return null;
    const [now, follows] = await Promise.all([businessNow(deps.db), followUpOfDraft(deps.db, draft.id)]);
    return { draft, call, filing: { programme: call.programme, rule: ruleOfForm(call.programme, draft.typed, call.call.fiscalYear) ?? null, closesAt: follows ? (follows.closesAt ?? now) : call.call.closesAt, now, paper: draft.paperBy !== null, ...(follows ? { origin: follows.number } : {}) }, pages: pagesOf(call.programme, draft.track) };
  };
  const start = (c: Context) => c.redirect(`/apply/${c.req.param('programme')}`, 303);
  const beforeStart = async (c: Context): Promise<{ call: CallWithProgramme; filing: Filing } | null> => {
    const call = await currentCall(deps.db, c.req.param('programme') ?? '');
    const now = await businessNow(deps.db);
    return call && now >= call.call.opensAt && now < call.call.closesAt ? { call, filing: { programme: call.programme, rule: call.programme.money, closesAt: call.call.closesAt, now, paper: false } } : null;
  };

  app.get('/apply/:programme', async (c) => {
    const open = await beforeStart(c);
    if (!open) return c.html(faultPage({ status: 404, sentence: 'いま受け付けている募集はありません。' }), 404);
    return c.html(<StartPage filing={open.filing} typed={{}} faults={[]} found={false} />);
  });
  app.post('/apply/:programme', async (c) => {
    const open = await beforeStart(c);
    if (!open) return c.html(faultPage({ status: 404, sentence: 'いま受け付けている募集はありません。' }), 404);
    const typed = await c.req.parseBody();
    const { programme } = open.call;
    const track = programme.tracks.length === 1 ? programme.tracks[0]?.id : String(typed.track ?? '');
    const read = readFields([{ id: 'email', label: 'メールアドレス', kind: 'email', required: true }], typed);
    const faults = [...(programme.tracks.some((t) => t.id === track) ? [] : [{ at: 'track', code: 'not-chosen' as const, facts: { label: '何を出すか' } }]), ...read.faults];
    if (faults.length > 0) return c.html(<StartPage filing={open.filing} typed={typed} faults={faults} found={false} />, 422);
    if (!(await allowTry(deps.db, `start:${String(read.values.email).toLowerCase()}`, 20, HOUR))) return c.html(faultPage({ status: 429, sentence: '何度も始められました。1時間ほど待ってください。' }), 429);
    // Whoever types an address need not be its owner: beyond a few mails the draft is kept in this browser only.
    const mailed = await deps.mayMail(String(read.values.email));
    const { draft, mailId } = await startDraft(deps.db, programme, { call: open.call.call.id, track: track ?? '', email: String(read.values.email), language: languageOf(c) as Language, closesAt: open.call.call.closesAt, mailed });
    if (mailId) void deps.courier.now(mailId);
    keep(c, draft);
    return c.redirect(`/apply/${programme.id}/tasks${mailed ? '' : '?mail=none'}`, 303);
  });

  /** The mailed key: opens the draft in this browser. Nothing is written; the cookie is only a copy of the key. */
  app.get('/draft/:key', async (c) => {
    const draft = await draftOfKey(c.req.param('key'));
    const call = draft ? await callById(deps.db, draft.call) : null;
    if (!draft || !call) return c.html(endedPage());
    keep(c, draft);
    if (draft.caseId) return c.html(faultPage({ status: 200, title: '提出済みです', sentence: 'この書きかけは提出済みです。受付のメールのリンクから、案件のページを開いてください。' }));
    return c.redirect(`/apply/${call.programme.id}/tasks`, 303);
  });

  app.get('/apply/:programme/tasks', async (c) => {
    const open = await opened(c);
    if (!open) return start(c);
    const { draft, filing, pages } = open;
    return c.html(<TasksPage filing={filing} tasks={pages.map((page) => ({ page, state: taskState(draft, page) }))} savedAt={draft.savedAt} mailed={c.req.query('mail') !== 'none'} closed={filing.now >= filing.closesAt} />);
  });

  app.get('/apply/:programme/check', async (c) => {
    const open = await opened(c);
    if (!open) return start(c);
    return c.html(await check(open));
  });
  const check = async ({ draft, filing, pages }: Open, late?: { closesAt: number; at: number }) => {
    const read = readFields(pages.flatMap((page) => page.fields), draft.typed, filing.rule ?? undefined);
    return <CheckPage filing={filing} track={draft.track} values={read.values} faults={read.faults} files={await filesOfDraft(deps.db, draft.id)} late={late} />;
  };
  app.post('/apply/:programme/check', async (c) => {
    const open = await opened(c);
    if (!open) return start(c);
    try {
      const submitted = await submitDraft(deps.db, deps.links, { draft: open.draft.id, paper: open.draft.paperBy !== null });
      if (!submitted.ok) return c.html(await check(open), 422);
      void deps.ringer.ring('case', submitted.caseId);
      if (submitted.origin) void deps.ringer.ring('case', submitted.origin);
      void deps.ringer.ringMail();
      await deps.waitMoved(submitted.caseId);
      dropCookie(c, 'kyoso_draft');
      if (open.draft.paperBy !== null) return c.redirect(`/desk/cases/${submitted.number}`, 303);
      return c.redirect(`/mine/${submitted.keyId}.${deps.links.token('party', submitted.keyId, submitted.keyGeneration)}?new=1`, 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.publicKey !== 'call-closed') throw error;
      return c.html(await check(open, { closesAt: Number(error.facts.closesAt), at: Number(error.facts.at) }), 410);
    }
  });

  app.get('/apply/:programme/:page', async (c) => {
    const open = await opened(c);
    const page = open?.pages.find((p) => p.id === c.req.param('page'));
    if (!open || !page) return start(c);
    // What was stored with faults shows them again; an untouched page shows none.
    const touched = taskState(open.draft, page) === 'begun';
    const faults = touched ? readFields(page.fields, open.draft.typed, open.filing.rule ?? undefined).faults : [];
    return c.html(await form(c, open, page, open.draft.typed, faults, []));
  });
  const form = async (c: Context, open: Open, page: FormPage, typed: Input, faults: Parameters<typeof FormPageView>[0]['faults'], fileFaults: readonly string[], calculated = false) => {
    const place = open.pages.indexOf(page);
    const fromCheck = c.req.query('from') === 'check';
    return (
      <FormPageView
        filing={open.filing} page={page} place={place + 1} places={open.pages.length} typed={typed} faults={faults} files={await filesOfDraft(deps.db, open.draft.id)} fileFaults={fileFaults} fromCheck={fromCheck} calculated={calculated} closed={open.filing.now >= open.filing.closesAt}
        back={fromCheck ? `/apply/${open.filing.programme.id}/check` : place > 0 ? `/apply/${open.filing.programme.id}/${open.pages[place - 1]?.id}` : `/apply/${open.filing.programme.id}/tasks`}
      />
    );
  };
  app.post('/apply/:programme/:page', async (c) => {
    const open = await opened(c);
    const page = open?.pages.find((p) => p.id === c.req.param('page'));
    if (!open || !page) return start(c);
    const body = await c.req.parseBody({ all: true });
    const pressed = String(body.do ?? 'next');
    const typed: Record<string, unknown> = {};
    const owned = (name: string) => page.fields.some((f) => name === f.id || name.startsWith(`${f.id}.`));
    for (const [name, value] of Object.entries(body)) if (owned(name) && !(value instanceof File) && !(Array.isArray(value) && value.some((v) => v instanceof File))) typed[name] = value;
    // Unchecked boxes are not sent by a browser: what is not there was taken away.
    for (const field of page.fields) if ((field.kind === 'consent' || field.kind === 'choices') && !(field.id in typed)) typed[field.id] = field.kind === 'consent' ? '' : [];
    // A sheet that came whole, copied or by the JSON interface, gives way to what the page sends.
    for (const field of page.fields) if (field.kind === 'budget') typed[field.id] = null;
    const fileFaults: string[] = [];
    for (const field of page.fields) {
      if (field.kind !== 'files') continue;
      fileFaults.push(...(await takeUploads(deps, body[field.id], { draft: open.draft.id, caseId: null, request: null, field: field.id, row: null })).faults);
      if (typeof body.remove === 'string') {
        const file = await fileById(deps.db, body.remove);
        if (file?.draft === open.draft.id) await removeFile(deps.db, file.id, open.filing.now);
      }
      typed[field.id] = (await filesOfDraft(deps.db, open.draft.id, field.id)).map((file) => file.id);
    }
    if (pressed === 'rows') {
      const budget = page.fields.find((f) => f.kind === 'budget');
      if (budget) typed[`${budget.id}.rows`] = Number(typed[`${budget.id}.rows`] ?? 8) + 5;
    }
    const { faults } = readFields(page.fields, typed, open.filing.rule ?? undefined);
    const done = faults.length === 0 && fileFaults.length === 0;
    await savePage(deps.db, open.draft.id, page.id, typed, done);
    if (pressed === 'rows' || pressed === 'calculate' || body.remove) return c.html(await form(c, open, page, typed, pressed === 'calculate' ? faults : [], fileFaults, pressed === 'calculate'), pressed === 'calculate' && !done ? 422 : 200);
    if (pressed === 'later') return c.redirect(`/apply/${open.filing.programme.id}/tasks`, 303);
    if (!done) return c.html(await form(c, open, page, typed, faults, fileFaults, page.fields.some((f) => f.kind === 'budget')), 422);
    if (c.req.query('from') === 'check') return c.redirect(`/apply/${open.filing.programme.id}/check`, 303);
    const next = open.pages[open.pages.indexOf(page) + 1];
    return c.redirect(`/apply/${open.filing.programme.id}/${next ? next.id : 'check'}`, 303);
  });
  return app;
}

function taskState(draft: Draft, page: FormPage): TaskState {
  if (draft.pagesDone.includes(page.id)) return 'done';
  const touched = page.fields.some((f) => Object.keys(draft.typed).some((name) => (name === f.id || name.startsWith(`${f.id}.`)) && String(draft.typed[name] ?? '') !== ''));
  return touched ? 'begun' : 'empty';
}

