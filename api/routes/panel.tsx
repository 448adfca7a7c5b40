// /panel and /desk/panel/:call: the page of a call for a member of its panel, by the link of the one mail or signed in. GET shows, POST declares.
import { type Context, Hono } from 'hono';
import { PANEL_GENERATION, panelDoor } from '../../activities/platform/tokens.js';
import type { Deps } from '../deps.js';
import type { Via } from '../../db/store/acts.js';
import { callById } from '../../db/store/calls.js';
import { businessNow } from '../../db/store/clock.js';
import { allowTry } from '../../db/store/codes.js';
import { type PanelCase, panelCallsOf, panelCases } from '../../db/store/panel.js';
import { type Holding, holderOf, holdingOf, lastingHolding } from '../../db/store/people.js';
import { calendarOf } from '../../db/store/reference.js';
import { isTie, RELATIONS } from '../../workflows/domain/panel.js';
import { callName } from '../pages/calls.js';
import type { FormFault } from '../pages/desk-form.js';
import type { Staff } from '../pages/desk-frame.js';
import { endedPage, faultPage, NOT_THERE } from '../pages/ended.js';
import { PanelCallPage, type SheetView } from '../pages/panel-call.js';
import { bearsNonce, nonce } from './answer-shared.js';
import { signed, toSignIn } from './staff.js';

const KEY = /^(cal_[0-9a-z]{26})\.(hld_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const MINUTE = 60_000;

/** A member at the page of a call: as the holder of a post, by which way, and where a sheet opens. */
type Member = { readonly call: string; readonly holding: Holding; readonly action: string; readonly via: Via; readonly staff: Staff | null; readonly sheetHref: (one: PanelCase) => string };
type Typed = Readonly<Record<string, string>>;
/** What a member says of one case. */
type Word = { readonly about: PanelCase; readonly relation: string; readonly detail: string };

export function panelRoutes(deps: Deps): Hono {
  const app = new Hono();

  const casesOf = (member: Member) => panelCases(deps.db, { call: member.call, post: member.holding.post, person: member.holding.person });

  const show = async (c: Context, member: Member, typed: Typed = {}, faults: readonly FormFault[] = []): Promise<Response> => {
    const [found, rows, now, calendar] = await Promise.all([callById(deps.db, member.call), casesOf(member), businessNow(deps.db), calendarOf(deps.db)]);
    const holder = await holderOf(deps.db, member.holding.post, now);
    if (!found) return c.html(endedPage());
    const undeclared = rows.filter((one) => one.relation === null && one.request.state === 'open');
    const sheet = (one: PanelCase): SheetView => {
      const state = isTie(one.relation) ? 'aside' : one.request.state === 'open' ? 'open' : one.request.choice === 'score' ? 'scored' : 'over';
      return { number: one.number, title: one.title, group: one.group, state, href: state === 'open' || state === 'scored' ? member.sheetHref(one) : null, dueAt: one.request.dueAt };
    };
    return c.html(
      <PanelCallPage
        staff={member.staff} now={now} calendar={calendar} action={member.action} nonce={nonce(c)} call={callName({ programme: found.programme.name.ja, fiscalYear: found.call.fiscalYear })} typed={typed} faults={faults}
        member={{ post: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''}`, name: holder?.person?.name ?? '', fromAt: member.holding.fromAt, toAt: member.holding.toAt }}
        undeclared={undeclared.map(({ number, title, group, detected }) => ({ number, title, group, detected }))} sheets={rows.filter((one) => one.relation !== null).map(sheet)}
      />,
      faults.length > 0 ? 422 : 200,
    );
  };

  /** Takes the words one case after the other: each is an act of its own, and one that was taken stays taken. A tie the registers show is not the member's to deny. */
  const declare = async (member: Member, said: readonly Word[]): Promise<void> => {
    const by = { kind: 'post', post: member.holding.post, person: member.holding.person } as const;
    for (const { about, relation, detail } of said) await deps.act({ caseId: about.caseId, act: { kind: 'free', verb: 'declare', input: about.detected ? { relation: 'member', detected: about.detected } : { relation, detail } }, by, via: member.via });
  };

  const take = async (c: Context, member: Member): Promise<Response> => {
    const body = await c.req.parseBody();
    const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
    if (!bearsNonce(c, typed.nonce)) return show(c, member, typed);
    const rows = await casesOf(member);
    const said = typed.do === 'late' ? lateWord(rows, typed) : firstWords(rows, typed);
    if (said.faults.length > 0) return show(c, member, typed, said.faults);
    await declare(member, said.words);
    return c.redirect(member.action, 303);
  };

  const byLink = async (key: string): Promise<Member | null> => {
    const [, call = '', id = '', token = ''] = KEY.exec(key) ?? [];
    const right = deps.links.verify('panel', panelDoor(call, id), PANEL_GENERATION, token);
    const holding = await lastingHolding(deps.db, id, await businessNow(deps.db));
    if (!holding || !right) return null;
    return { call, holding, action: `/panel/${key}`, via: 'link', staff: null, sheetHref: ({ request }) => `/a/${request.id}.${deps.links.token('request', request.id, request.generation)}` };
  };
  app.get('/panel/:key', async (c) => {
    const member = await byLink(c.req.param('key'));
    return member ? show(c, member) : c.html(endedPage());
  });
  app.post('/panel/:key', async (c) => {
    const member = await byLink(c.req.param('key'));
    if (member && !(await allowTry(deps.db, `panel:${member.call}.${member.holding.id}`, 30, MINUTE))) return c.html(faultPage({ status: 429, sentence: '何度も送られました。1分ほど待って、もう一度送ってください。' }), 429);
    return member ? take(c, member) : c.html(endedPage());
  });

  app.on(['GET', 'POST'], '/desk/panel/:call', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const call = c.req.param('call');
    const post = (await panelCallsOf(deps.db, me.posts.map((p) => p.post))).find((one) => one.call === call)?.post;
    const holding = post === undefined ? null : await holdingOf(deps.db, post, me.now);
    if (!holding) return c.html(faultPage(NOT_THERE), 404);
    const member: Member = { call, holding, action: `/desk/panel/${call}`, via: 'session', staff: me.staff, sheetHref: ({ request }) => `/desk/requests/${request.id}` };
    return c.req.method === 'POST' ? take(c, member) : show(c, member);
  });
  return app;
}

const missing = (relation: string, detail: string, at: { relation: string; detail: string }): FormFault[] => [
  ...(RELATIONS.some((one) => one === relation) ? [] : [{ at: at.relation, sentence: '関係の有無を選んでください' }]), ...(relation === 'other' && detail === '' ? [{ at: at.detail, sentence: '関係の内容を入力してください' }] : []),
  ...(detail.length > 200 ? [{ at: at.detail, sentence: '関係の内容は200字までで入力してください' }] : []),
];

/** The declaration of all cases that wait for one. */
function firstWords(rows: readonly PanelCase[], typed: Typed): { readonly words: readonly Word[]; readonly faults: readonly FormFault[] } {
  const words = rows.filter((one) => one.relation === null && one.request.state === 'open').map((about) => ({ about, relation: typed[`relation-${about.number}`] ?? '', detail: (typed[`detail-${about.number}`] ?? '').trim() }));
  return { words, faults: words.flatMap(({ about, relation, detail }) => (about.detected ? [] : missing(relation, detail, { relation: `relation-${about.number}`, detail: `detail-${about.number}` }).map((fault) => ({ ...fault, sentence: `${about.number}：${fault.sentence}` })))) };
}

/** One tie that was noticed later. */
function lateWord(rows: readonly PanelCase[], typed: Typed): { readonly words: readonly Word[]; readonly faults: readonly FormFault[] } {
  const about = rows.find((one) => one.number === typed['late-case'] && one.relation === 'none');
  const relation = typed['late-relation'] === 'none' ? '' : (typed['late-relation'] ?? '');
  const detail = (typed['late-detail'] ?? '').trim();
  return { words: about ? [{ about, relation, detail }] : [], faults: [...(about ? [] : [{ at: 'late-case', sentence: 'どの申請かを選んでください' }]), ...missing(relation, detail, { relation: 'late-relation', detail: 'late-detail' })] };
}
