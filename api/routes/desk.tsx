// The desk: what an officer must answer, the case behind it, the panel's list, papers from the window.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { callById, currentCalls } from '../../db/store/calls.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { startDraft } from '../../db/store/drafts.js';
import { filesByIds } from '../../db/store/files.js';
import { requestFrom } from '../../db/store/load.js';
import { panelCallsOf } from '../../db/store/panel.js';
import { calendarOf, definitionOf } from '../../db/store/reference.js';
import { answeredRequestsOf, type DeskRow as StoredRow, openRequestsOf, requestById, requestsOfCase, waitingForOthers } from '../../db/store/requests.js';
import { findCases } from '../../db/store/lists.js';
import { casesOfPosts, newlyHeld } from '../../db/store/handover.js';
import { freeActFields } from '../../workflows/domain/acts.js';
import { readFields } from '../../workflows/domain/fields.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { type Programme, stageDef } from '../../workflows/domain/programmes.js';
import { ASK_WORDS, SILENCE_WORDS } from '../../workflows/domain/words.js';
import { callName } from '../pages/calls.js';
import { DeskPage, type DeskRow, type DeskTab, DESK_TABS } from '../pages/desk.js';
import { DeskCasePage } from '../pages/desk-case.js';
import { PanelPage } from '../pages/desk-panel.js';
import { PaperPage } from '../pages/desk-paper.js';
import { endedPage, faultPage, NOT_THERE } from '../pages/ended.js';
import { FaultSummary } from '../pages/components/faults.js';
import { FieldView } from '../pages/components/fields.js';
import { momentWords } from '../pages/components/parts.js';
import { valueLines } from '../pages/value-words.js';
import { answerRequest, showRequest } from './answer-shared.js';
import { caseForReader } from './case-reader.js';
import { actorAt, boxOf, detailsOf, holderWord, namesOf, signed, type Signed, storyFilter, storyOfCase, toSignIn } from './staff.js';
import { keepCookie } from './cookies.js';
import { takeUploads } from './uploads.js';


/** What somebody newly posted is told first (job D-4): how many cases came with the post, for its first month. */
async function inheritedNotice(deps: Deps, me: Signed): Promise<{ text: string; href: string } | undefined> {
  const fresh = await newlyHeld(deps.db, me.session.person.id, me.now - MONTH_MS, me.now);
  const inherited = fresh.length === 0 ? [] : await casesOfPosts(deps.db, fresh);
  return inherited.length > 0 ? { text: `前任から${inherited.length}件を引き継ぎました。経過と次の期限を見る`, href: '/desk/handover' } : undefined;
}
const MONTH_MS = 31 * 86_400_000;

export function deskRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/desk', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    if (me.posts.length === 0 && me.staff.administrator) return c.redirect('/admin', 303);
    if (me.staff.audits === 'only') return c.redirect('/audit', 303);
    const tab: DeskTab = (c.req.query('tab') ?? '') in DESK_TABS ? (c.req.query('tab') as DeskTab) : 'answer';
    const codes = me.posts.map((p) => p.post);
    const filter = { programme: c.req.query('programme') ?? '', post: c.req.query('post') ?? '' };
    const own = filter.post ? codes.filter((p) => p === filter.post) : codes;
    // A panel is no department: its members see their own sheets, not all that it holds.
    const departments = [...new Set(me.posts.map((p) => p.department))].filter((code) => code !== 'panel');
    const [open, waiting, done, names, calendar] = await Promise.all([openRequestsOf(deps.db, own), waitingForOthers(deps.db, own), answeredRequestsOf(deps.db, own), namesOf(deps), calendarOf(deps.db)]);
    const held = await Promise.all(departments.map((holder) => findCases(deps.db, { holder })));
    const asRow = async (row: StoredRow): Promise<DeskRow> => {
      const programme = await definitionOf(deps.db, row.programme, row.version);
      return { href: `/desk/requests/${row.request.id}`, ask: ASK_WORDS[requestFrom(row.request).what].act, number: row.number, title: row.title, programme: programme.name.ja, stage: stageDef(programme, row.stage).words.staff, post: names.post(row.request.toPost ?? ''), dueAt: row.request.dueAt, waits: row.request.endedAt ? `${momentWords(row.request.endedAt)}に${row.request.state === 'answered' ? '回答' : '期限切れ'}` : SILENCE_WORDS[requestFrom(row.request).silence].ja, money: null, marks: row.request.dueAt < me.now && row.request.state === 'open' ? ['期限超過'] : [] };
    };
    const asCase = async (row: { number: string; title: string; programme: string; version: number; stage: string; holder: string; dueAt: number | null }): Promise<DeskRow> => {
      const programme = await definitionOf(deps.db, row.programme, row.version);
      return { href: `/desk/cases/${row.number}`, ask: stageDef(programme, row.stage).words.staff, number: row.number, title: row.title, programme: programme.name.ja, stage: stageDef(programme, row.stage).words.staff, post: '', dueAt: row.dueAt, waits: `${holderWord(row.holder, names)}が持っています`, money: null, marks: [] };
    };
    const cases = held.flatMap((h) => [...h.rows]);
    const kept = <T extends { programme: string }>(rows: readonly T[]) => (filter.programme ? rows.filter((r) => r.programme === filter.programme) : rows);
    const rows = tab === 'answer' ? await Promise.all(kept(open).map(asRow)) : tab === 'done' ? await Promise.all(kept(done).map(asRow)) : tab === 'waiting' ? await Promise.all(kept(waiting).map(asCase)) : await Promise.all(kept(cases).map(asCase));
    const programmes = (await currentCalls(deps.db)).map(({ programme }) => ({ id: programme.id, label: programme.name.ja }));
    return c.html(<DeskPage staff={me.staff} now={me.now} calendar={calendar} tab={tab} counts={{ answer: kept(open).length, waiting: kept(waiting).length, department: kept(cases).length, done: kept(done).length }} rows={rows} filter={filter} programmes={programmes} posts={me.posts.map((p) => ({ id: p.post, label: `${p.departmentName} ${p.postName}` }))} notice={await inheritedNotice(deps, me)} more={null} />);
  });

  app.get('/desk/panel', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const codes = me.posts.map((p) => p.post);
    const rows = [...(await openRequestsOf(deps.db, codes)), ...(await answeredRequestsOf(deps.db, codes))].filter((r) => (r.request.what === 'scoring' || r.request.what === 'ballot') && r.request.mail !== PER_CALL_ASK);
    const calls = await Promise.all((await panelCallsOf(deps.db, codes)).map(async ({ call }) => ({ href: `/desk/panel/${call}`, found: await callById(deps.db, call) })));
    if (rows.length === 0 && calls[0] && calls.length === 1) return c.redirect(calls[0].href, 303);
    return c.html(<PanelPage staff={me.staff} calls={calls.map(({ href, found }) => ({ href, name: callName({ programme: found?.programme.name.ja ?? '', fiscalYear: found?.call.fiscalYear ?? 0 }) }))} now={me.now} calendar={await calendarOf(deps.db)} rows={rows.map((r) => ({ href: r.request.state === 'open' || r.request.choice === 'score' ? `/desk/requests/${r.request.id}` : null, number: r.number, title: r.request.choice === 'recuse' ? '' : r.title, group: r.request.choice === 'recuse' ? '' : r.groupName, state: r.request.state === 'open' ? 'open' : r.request.choice === 'recuse' ? 'recused' : r.request.state === 'lapsed' ? 'lapsed' : 'scored', dueAt: r.request.dueAt }))} />);
  });

  app.on(['GET', 'POST'], '/desk/requests/:id', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const row = await requestById(deps.db, c.req.param('id'));
    const served = me.posts.find((p) => p.post === row?.toPost);
    if (!row || !served) return c.html(faultPage(NOT_THERE), 404);
    const comer = { row, action: `/desk/requests/${row.id}`, who: 'session' as const, via: 'session' as const, session: me.session, ...(served.deputyFor ? { deputyFor: served.deputyFor } : {}), home: { href: '/desk', label: '仕事の一覧' }, filesHref: (id: string) => `/files/${id}`, documentHref: (id: string) => `/documents/${id}` };
    return c.req.method === 'POST' ? answerRequest(c, deps, comer) : showRequest(c, deps, comer);
  });

  /** The case for who may read it; everybody else sees what is not there. */
  const openCase = async (me: Signed, number: string) => {
    const id = await caseIdByNumber(deps.db, number);
    if (!id) return null;
    const codes = me.posts.map((p) => p.post);
    const reading = await caseForReader(deps, id, me.session.person, codes);
    return reading && { ...reading, codes };
  };
  const casePage = async (c: Parameters<Deps['session']>[0], me: Signed, number: string, extra: { notice?: string; typed?: Record<string, unknown>; faults?: Parameters<typeof FaultSummary>[0]['faults'] } = {}) => {
    const found = await openCase(me, number);
    if (!found) return null;
    const { loaded, codes } = found;
    const names = await namesOf(deps);
    const own = (await requestsOfCase(deps.db, loaded.row.id)).filter((r) => r.state === 'open' && r.toPost && codes.includes(r.toPost));
    const noted = loaded.state.acts.filter((a) => a.verb === 'note');
    const notes = await Promise.all(noted.map(async (a) => ({ at: a.at, by: a.by.kind === 'post' ? `${names.post(a.by.post)} ${names.person(a.by.person)}` : a.by.kind === 'administrator' ? names.person(a.by.person) : '', lines: valueLines(loaded.programme, loaded.state, { text: a.values.text }, names), files: (await filesByIds(deps.db, Array.isArray(a.values.files) ? a.values.files.map(String) : [])).map((f) => ({ href: `/files/${f.id}`, name: f.name, scan: f.scan })) })));
    const filter = storyFilter(c.req.query('show'));
    return (
      <DeskCasePage
        staff={me.staff} now={me.now} calendar={loaded.env.calendar} box={boxOf(loaded, names)} filter={filter} story={await storyOfCase(deps, loaded, names, filter, codes)} notice={extra.notice} notes={notes.reverse()}
        own={own.map((r) => ({ href: `/desk/requests/${r.id}`, heading: ASK_WORDS[requestFrom(r).what].heading, act: ASK_WORDS[requestFrom(r).what].act, post: names.post(r.toPost ?? ''), dueAt: r.dueAt, silence: SILENCE_WORDS[requestFrom(r).silence].ja }))}
        details={await detailsOf(deps, loaded, names, me.staff.administrator || found.office)}
        noteForm={<form method="post" action={`/desk/cases/${number}/note`} enctype="multipart/form-data"><FaultSummary faults={extra.faults ?? []} />{freeActFields(loaded.programme, loaded.state, 'note').map((field) => <FieldView field={field} typed={extra.typed ?? {}} faults={extra.faults ?? []} />)}<p><button type="submit">記録する</button></p></form>}
      />
    );
  };
  app.get('/desk/cases/:number', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const page = await casePage(c, me, c.req.param('number'));
    return page ? c.html(page) : c.html(faultPage(NOT_THERE), 404);
  });
  app.post('/desk/cases/:number/note', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const number = c.req.param('number');
    const found = await openCase(me, number);
    if (!found) return c.html(faultPage(NOT_THERE), 404);
    const body = await c.req.parseBody({ all: true });
    const uploaded = await takeUploads(deps, body.files, { draft: null, caseId: found.loaded.row.id, request: null, field: 'files', row: null });
    const by = me.posts[0] ? actorAt(me, me.posts[0]) : ({ kind: 'administrator', person: me.session.person.id } as const);
    const acted = await deps.act({ caseId: found.loaded.row.id, act: { kind: 'free', verb: 'note', input: { text: body.text, files: uploaded.stored } }, by, via: 'session' });
    if (acted.outcome === 'refused' || uploaded.faults.length > 0) return c.html((await casePage(c, me, number, { typed: { text: body.text }, faults: [...acted.faults, ...uploaded.faults.map((label) => ({ at: 'files', code: 'unknown-option' as const, facts: { label } }))] })) ?? endedPage(), 422);
    return c.redirect(`/desk/cases/${number}`, 303);
  });

  /** Paper from the window: an officer of the programme's office opens a draft that is marked paper. */
  const paperCalls = async (me: Signed) => (await currentCalls(deps.db)).filter(({ call, programme }) => call.state !== 'closed' && me.now < call.closesAt && me.now >= call.opensAt && mayEnter(me, programme));
  const mayEnter = (me: Signed, programme: Programme) => me.staff.administrator || me.posts.some((p) => p.department === programme.office.post.split('.')[0]);
  const paperPage = async (me: Signed, typed: Record<string, string>, faults: { at: string; sentence: string }[]) => <PaperPage staff={me.staff} typed={typed} faults={faults} calls={(await paperCalls(me)).map(({ call, programme }) => ({ id: call.id, programme: programme.name.ja, tracks: programme.tracks.map((t) => ({ id: t.id, label: t.label })), closes: momentWords(call.closesAt) }))} />;
  app.get('/desk/paper', async (c) => {
    const me = await signed(c, deps);
    return me ? c.html(await paperPage(me, {}, [])) : toSignIn(c);
  });
  app.post('/desk/paper', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const body = await c.req.parseBody();
    const [callId = '', track = ''] = String(body.call ?? '').split('/');
    const found = (await paperCalls(me)).find(({ call }) => call.id === callId);
    const email = readFields([{ id: 'email', label: 'メールアドレス', kind: 'email', required: false }], body);
    const faults = [...(found?.programme.tracks.some((t) => t.id === track) ? [] : [{ at: 'call', sentence: 'どの申請かを選んでください' }]), ...(email.faults.length > 0 ? [{ at: 'email', sentence: 'メールアドレスは、name@example.jp のような形で入力してください' }] : [])];
    if (!found || faults.length > 0) return c.html(await paperPage(me, { call: String(body.call ?? ''), email: String(body.email ?? '') }, faults), 422);
    const { draft } = await startDraft(deps.db, found.programme, { call: callId, track, email: String(email.values.email ?? ''), language: 'ja', paperBy: me.session.person.id, closesAt: found.call.closesAt });
    keepCookie(c, 'kyoso_draft', `${draft.id}.${deps.links.token('draft', draft.id, draft.generation)}`, { seconds: 24 * 3600 });
    return c.redirect(`/apply/${found.programme.id}/tasks`, 303);
  });
  return app;
}

