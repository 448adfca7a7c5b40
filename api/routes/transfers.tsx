// Paying by the bank's file: finance makes a list, a second person confirms it, the file leaves, the bank's result comes back. Administrators read.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { isFresh } from '../deps.js';
import { heldPayments } from '../../db/store/held-payments.js';
import { calendarOf } from '../../db/store/reference.js';
import { confirmList, downloadList, fileOfList, linesOfList, type ListFault, makeList, notesOf, sendBack, settleListed, takeInResult, type Told, transferList, transferLists, voidList, waitingLines } from '../../db/store/transfer-lists.js';
import { isBankDay } from '../../workflows/domain/office-clock.js';
import { addDays, addWorkingDays, type Calendar, type CivilDate, dateOf } from '../../workflows/domain/calendar.js';
import { readDate } from '../../workflows/domain/fields.js';
import { handWorkflowId } from '../../workflows/domain/ids.js';
import type { FormFault } from '../pages/desk-form.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { fileFault, listFault, TransferListPage, TransfersPage } from '../pages/transfers.js';
import { namesOf, signed, type Signed, toSignIn } from './staff.js';

/** Posts that pay: one makes a list, the other confirms it. */
const FINANCE: readonly string[] = ['finance.check', 'finance.release'];
/** A result is as long as the file it answers; 9,999 lines are 1.2 MB. */
const MOST_BYTES = 5 * 1024 * 1024;
const CONFIRM_WORDS = { 'not-made': 'この一覧は、もう確認されたか、取り消されています。', 'two-people': '作った人は確認できません。別の人が確認してください。', changed: '見ていた一覧と違います。もう一度、件数と合計を見くらべてください。', 'log-late': '記録の公開が4時間以上できていないため、いまは確認できません。事務局が直したあと、もう一度確認してください。', 'date-past': '振込日が過ぎています。一覧を取り消して、新しい日で作り直してください。' } as const;
const VOID_WORDS = { void: 'この一覧は、もう取り消されています。', 'has-result': '銀行の結果があるため、取り消せません。', downloaded: 'ファイルはもう取り出されています。銀行が振り込まないことを確かめて、チェックしてください。' } as const;

export function transferRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  const mayAct = (me: Signed): boolean => me.posts.some(({ post }) => FINANCE.includes(post));
  type Page = (c: Context, me: Signed) => Promise<Response>;
  const as = (may: (me: Signed) => boolean) => (page: Page) => async (c: Context): Promise<Response> => {
    const found = await signed(c, deps);
    if (!found) return toSignIn(c);
    const me: Signed = { ...found, staff: { ...found.staff, pays: mayAct(found) } };
    return may(me) ? page(c, me) : c.html(faultPage(NOT_THERE), 404);
  };
  const reader = as((me) => mayAct(me) || me.staff.administrator);
  const payer = as(mayAct);
  const typedOf = async (c: Context) => c.req.parseBody({ all: true });
  const several = (value: unknown): string[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
  const reasonOf = (body: Readonly<Record<string, unknown>>): string => String(body.reason ?? '').trim().slice(0, 200);
  const ring = (told: readonly Told[]): void => {
    for (const { caseId, key, written } of told) {
      if (written.ringRun) void deps.ringer.ring('case', caseId);
      if (written.changed) void deps.ringer.ringHand(handWorkflowId('payment', caseId, key));
    }
    if (told.some(({ written }) => written.ringMail)) void deps.ringer.ringMail();
  };
  /** Whether the sign-in is fresh enough for what moves money (T3); if not, the way to sign in again and back. */
  const stale = (c: Context, me: Signed, back: string): Response | null => (!isFresh(me.session) ? c.redirect(`/signin?to=${encodeURIComponent(back)}&fresh=1`, 303) : null);

  type Extra = { on?: string; without?: readonly string[]; faults?: readonly FormFault[] };
  const overview = async (me: Signed, extra: Extra = {}) => {
    const [held, waiting, lists, names, calendar] = await Promise.all([heldPayments(db), waitingLines(db), transferLists(db), namesOf(deps), calendarOf(db)]);
    return <TransfersPage staff={me.staff} now={me.now} mayAct={mayAct(me)} byFile={deps.config.BANK_MODE === 'file'} held={held} waiting={waiting} lists={lists} person={names.person} on={extra.on ?? usualDay(calendar, dateOf(me.now))} without={extra.without ?? []} faults={extra.faults ?? []} />;
  };
  app.get('/admin/transfers', reader(async (c, me) => c.html(await overview(me))));
  app.post('/admin/transfers/make', payer(async (c, me) => {
    const body = await typedOf(c);
    const typed = String(body.date ?? '');
    const without = several(body.without);
    const made = await makeList(db, { on: readDate(typed) ?? '', by: me.session.person.id, without, payer: deps.config.BANK_FILE.payer, profile: deps.config.BANK_FILE.profile });
    if (made.ok) return c.redirect(`/admin/transfers/${made.list.id}`, 303);
    return c.html(await overview(me, { on: typed, without, faults: made.faults.map(placed) }), 422);
  }));
  app.post('/admin/transfers/back', payer(async (c, me) => {
    const body = await typedOf(c);
    const [instruction, reason] = [String(body.line ?? ''), reasonOf(body)];
    const faults = [...(instruction ? [] : [{ at: 'line', sentence: '戻す振込を選んでください' }]), ...(reason ? [] : [{ at: 'reason', sentence: '理由を入力してください' }])];
    const told = faults.length > 0 ? null : await sendBack(db, deps.links, { instruction, reason });
    if (!told) return c.html(await overview(me, { faults: faults.length > 0 ? faults : [{ at: 'line', sentence: 'この振込は、もう一覧に入ったか、戻されています' }] }), faults.length > 0 ? 422 : 409);
    ring(told);
    return c.redirect('/admin/transfers', 303);
  }));

  const onePage = async (c: Context, me: Signed, extra: { typed?: Record<string, string>; faults?: readonly FormFault[]; status?: 409 | 422 } = {}): Promise<Response> => {
    const list = await transferList(db, c.req.param('id') ?? '');
    if (!list) return c.html(faultPage(NOT_THERE), 404);
    const [lines, names] = await Promise.all([linesOfList(db, list.id), namesOf(deps)]);
    return c.html(<TransferListPage staff={me.staff} now={me.now} mayAct={mayAct(me)} me={me.session.person.id} list={list} lines={lines} file={fileOfList(list)} notes={notesOf(list)} person={names.person} typed={extra.typed ?? {}} faults={extra.faults ?? []} />, extra.status ?? 200);
  };
  const pathOf = (c: Context): string => `/admin/transfers/${c.req.param('id') ?? ''}`;
  app.get('/admin/transfers/:id', reader((c, me) => onePage(c, me)));
  app.post('/admin/transfers/:id/confirm', payer(async (c, me) => {
    const again = stale(c, me, pathOf(c));
    if (again) return again;
    const done = await confirmList(db, { id: c.req.param('id') ?? '', by: me.session.person.id, sha256: String((await typedOf(c)).sha256 ?? '') });
    if (!done.ok) return onePage(c, me, done.why === 'no-list' ? {} : { status: 409, faults: [{ at: 'facts', sentence: CONFIRM_WORDS[done.why] }] });
    return c.redirect(pathOf(c), 303);
  }));
  // A post, because it writes when the file first left.
  app.post('/admin/transfers/:id/file', payer(async (c, me) => {
    const taken = await downloadList(db, c.req.param('id') ?? '');
    if (!taken.ok) return onePage(c, me, taken.why === 'no-list' ? {} : { status: 409, faults: [{ at: 'facts', sentence: '別の人の確認がまだのため、取り出せません。' }] });
    const { onDate, sha256 } = taken.list;
    return c.body(taken.bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="transfers-${onDate}-${sha256.slice(0, 8)}.txt"`, 'x-content-type-options': 'nosniff' });
  }));
  app.post('/admin/transfers/:id/void', payer(async (c, me) => {
    const body = await typedOf(c);
    const reason = reasonOf(body);
    if (!reason) return onePage(c, me, { status: 422, faults: [{ at: 'reason', sentence: '取り消す理由を入力してください' }] });
    const done = await voidList(db, { id: c.req.param('id') ?? '', by: me.session.person.id, reason, sure: body.sure === 'yes' });
    if (!done.ok) return onePage(c, me, done.why === 'no-list' ? {} : { status: 409, typed: { reason }, faults: [{ at: done.why === 'downloaded' ? 'sure' : 'facts', sentence: VOID_WORDS[done.why] }] });
    return c.redirect(pathOf(c), 303);
  }));
  app.post('/admin/transfers/:id/result', payer(async (c, me) => {
    const { file } = await c.req.parseBody();
    const fault = (sentence: string) => onePage(c, me, { status: 422, faults: [{ at: 'file', sentence }] });
    if (!(file instanceof File) || file.size === 0) return fault('結果のファイルを選んでください');
    if (file.size > MOST_BYTES) return fault('ファイルが大きすぎます。銀行の結果のファイルを選んでください');
    const id = c.req.param('id') ?? '';
    const taken = await takeInResult(db, { id, bytes: new Uint8Array(await file.arrayBuffer()), by: me.session.person.id, codes: deps.config.BANK_FILE.codes });
    if (!taken.ok && taken.why === 'unreadable') return onePage(c, me, { status: 422, faults: taken.faults.map((one) => ({ at: 'file', sentence: fileFault(one) })) });
    if (!taken.ok) return onePage(c, me, taken.why === 'no-list' ? {} : { status: 409, faults: [{ at: 'facts', sentence: '銀行に渡していない一覧です。結果を取り込めません。' }] });
    ring(await settleListed(db, deps.links, id));
    return c.redirect(`${pathOf(c)}#notes`, 303);
  }));
  return app;
}

/** Where on the page a reason stands. */
const placed = (fault: ListFault): FormFault => ({ at: fault.at === 'date' ? 'date' : fault.at === 'batch' || fault.at === 'payer' ? 'waiting' : `l-${fault.at}`, sentence: listFault(fault) });

/** The day first offered: banks want the file some days before; the third working day, on which banks are open too. */
function usualDay(calendar: Calendar, today: CivilDate): CivilDate {
  let day = addWorkingDays(calendar, today, 3);
  while (!isBankDay(calendar, day)) day = addDays(day, 1);
  return day;
}
