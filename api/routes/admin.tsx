// The programme office's pages: what is late, what is stuck, what is next and why; mails, people and posts, calls and the council's vote.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { allCalls, callActsOf, callById, changeCall, gatesOf, recordGate } from '../../db/store/calls.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { logIntact, logWatch } from '../../db/store/evidence-log.js';
import { sha256 } from '../../activities/platform/notary.js';
import { faceOf } from '../errors.js';
import { DomainError } from '../../db/store/errors.js';
import { countCases, findCases, filteredMails, type MailFilterId, mailCounts, parkedCases, unmovedCases, type CaseQuery } from '../../db/store/lists.js';
import { readCase } from '../../db/store/load.js';
import { mailById } from '../../db/store/mails.js';
import { calendarOf, definitionOf, departmentNames } from '../../db/store/reference.js';
import { requestByKey } from '../../db/store/requests.js';
import { resendRequest } from '../../db/store/reissue.js';
import { sealedOpenings } from '../../db/store/sign-in.js';
import { lastBeats } from '../../db/store/sweep.js';
import { forgetRuns } from '../../db/store/after-restore.js';
import { checkConsistency } from '../../db/store/consistency.js';
import { gaugesOf } from '../../db/store/gauges.js';
import { agesByStage, callCounts, dueByDay, envelopeWatch, houseWatch, lateByHolder, lateEvents, nextDue, openByHolder, parkedByCause, stageTimes, stuckHands } from '../../db/store/control-room.js';
import { freeActFields, freeActs } from '../../workflows/domain/acts.js';
import { handWorkflowId } from '../../workflows/domain/ids.js';
import { addDays, dateOf, DAY, HOUR, instantAt, isOpen } from '../../workflows/domain/calendar.js';
import type { FreeActVerb } from '../../workflows/domain/cases.js';
import { readFields } from '../../workflows/domain/fields.js';
import { MAILS, type MailId } from '../../workflows/domain/mail.js';
import { selectionStep, voteStep, type EndingId, stageDef } from '../../workflows/domain/programmes.js';
import { ASK_WORDS, ENDING_WORDS } from '../../workflows/domain/words.js';
import { AdminPage, type Health } from '../pages/admin.js';
import { ageWords } from '../pages/admin-house.js';
import { AdminCasePage } from '../pages/admin-case.js';
import { AGES, agesToRange, type CaseFilter, DEPTHS, FILTER_KEYS, listHref, QUESTIONS, type QuestionId, rangesOf } from '../pages/admin-case-filter.js';
import { CaseListPage } from '../pages/admin-cases.js';
import { StuckPage } from '../pages/admin-stuck.js';
import { CallListPage, CallPage, type CallView } from '../pages/calls.js';
import { ACT_WORDS, documentWord, GATE_WORDS } from '../pages/case-words.js';
import { FaultSummary } from '../pages/components/faults.js';
import { FieldView } from '../pages/components/fields.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { momentWords } from '../pages/components/parts.js';
import { MAIL_FILTERS, type MailFilter, MailListPage, MailPage, type MailRow } from '../pages/mails.js';
import { nextWords } from '../pages/next-words.js';
import { addresseeWords } from '../pages/event-words.js';
import type { Fault } from '../../workflows/domain/fields.js';
import { boxOf, detailsOf, forAdministrators, holderWord, namesOf, type Signed, storyFilter, storyOfCase } from './staff.js';

/** Acts an administrator takes on a case, in the order they are shown. */
const ACTS = ['extend', 'note', 'reopen', 'resume', 'dissolve'] as const satisfies readonly FreeActVerb[];
const MINUTE = 60_000;

export function adminRoutes(deps: Deps): Hono {
  const app = new Hono();
  const as = forAdministrators(deps);

  app.get('/admin', as(async (c, me) => {
    const { db } = deps;
    const { now } = me;
    const [calendar, names, house, counts, envelopes, calls] = await Promise.all([calendarOf(db), namesOf(deps), houseWatch(db), mailCounts(db, now), envelopeWatch(db), allCalls(db)]);
    const depths = Object.entries(DEPTHS) as [keyof typeof DEPTHS, readonly [number, number | null]][];
    const bounds = depths.slice(1).map(([, [from]]) => agesToRange(calendar, now, from, null).before);
    const ages = Object.entries(AGES) as [keyof typeof AGES, readonly [number, number | null]][];
    const ageBounds = ages.slice(1).map(([, [from]]) => agesToRange(calendar, now, from, null).before);
    const today = instantAt(dateOf(now));
    const [late, stuck, dues, next, staged, waiting, rounds, times] = await Promise.all([lateByHolder(db, now, bounds as [number, number]), parkedByCause(db), dueByDay(db, today - 7 * DAY, today + 15 * DAY), nextDue(db, now), agesByStage(db, ageBounds), openByHolder(db), callCounts(db), stageTimes(db)]);
    const stageWord = (id: string) => calls.flatMap(({ programme }) => programme.stages).find((s) => s.id === id)?.words.staff ?? id;
    const programmeName = (id: string) => calls.find(({ programme }) => programme.id === id)?.programme.name.ja ?? id;
    const days = Array.from({ length: 15 }, (_, n) => addDays(dateOf(now), n)).map((date) => ({ date, due: dues.get(date) ?? 0, closed: isOpen(calendar, date) ? null : (calendar.closed[date] ?? '閉庁日'), notes: calls.filter(({ call }) => dateOf(call.closesAt) === date).map(({ programme }) => `${programme.name.ja} 締切`) }));
    return c.html(
      <AdminPage
        staff={me.staff} now={now} health={await healthOf(house, now)} nextDue={next} days={days}
        late={late.map((row) => ({ holder: row.holder, label: holderWord(row.holder, names), byDepth: Object.fromEntries(depths.map(([id], n) => [id, row.counts[n] ?? 0])) as never }))}
        stuck={stuck.map((row) => ({ cause: row.cause, n: row.n, since: row.since }))}
        ages={staged.map((row) => ({ stage: row.stage, label: stageWord(row.stage), byAge: Object.fromEntries(ages.map(([id], n) => [id, row.counts[n] ?? 0])) as never }))}
        waiting={waiting.map((row) => ({ holder: row.holder, label: holderWord(row.holder, names), n: row.n }))}
        rounds={calls.map(({ call, programme }) => ({ call: call.id, label: `${programme.name.ja} ${call.fiscalYear}年度`, state: call.state, closesAt: call.closesAt, drafts: rounds.get(call.id)?.drafts ?? 0, submitted: rounds.get(call.id)?.submitted ?? 0 }))}
        envelopes={envelopes.map((e) => ({ label: `${programmeName(e.programme)} ${e.fiscalYear}年度`, budgetYen: e.budgetYen, committedYen: e.committedYen, reservedYen: e.reservedYen, paidYen: e.paidYen, ties: e.ties }))}
        mails={{ sent: counts.sent24, delivered: counts.delivered24, waiting: counts.waiting, undelivered: counts.undelivered, binding: counts.binding }}
        times={times.map((t) => ({ label: stageWord(t.stage), n: t.n, median: t.median, ninetieth: t.ninetieth }))}
      />,
    );
  }));

  /** The strip: what Postgres says of the house, so that it is true also while the engine is away. */
  const healthOf = async (house: Awaited<ReturnType<typeof houseWatch>>, now: number): Promise<Health[]> => {
    const [beats, sealed] = await Promise.all([lastBeats(deps.db), sealedOpenings(deps.db, now)]);
    const [sweepFaults, check, backup] = [beats.get('sweep')?.faults ?? 0, beats.get('check'), beats.get('backup')];
    const real = Date.now();
    const log = await logWatch(deps.db);
    const worker = beats.get('worker')?.at ?? null;
    const away = worker === null || real - worker > MINUTE;
    const mailOld = house.mailQueuedReal !== null && real - house.mailQueuedReal > MINUTE;
    return [
      { name: '進行係', state: away ? 'stopped' : house.overdue > 0 ? 'slow' : 'good', words: away ? '停止。受付と回答は続いています。再開すると自動で追いつきます' : house.overdue > 0 ? `${house.overdue}件が追いついていません` : '動作中', at: null, href: '/admin/stuck' },
      { name: 'メール', state: mailOld ? 'slow' : 'good', words: mailOld ? `${house.mailQueued}通が待っています` : '動作中', at: null, href: '/admin/mails?show=waiting' },
      { name: '銀行', state: house.unclearPayments > 0 ? 'slow' : 'good', words: house.unclearPayments > 0 ? `${house.unclearPayments}件の振込がはっきりしません` : house.openPayments > 0 ? `${house.openPayments}件を振込中` : '待っている振込はありません', at: house.lastSettled, href: '/admin/stuck' },
      { name: '見回り', state: house.sweptReal === null || real - house.sweptReal > 3 * MINUTE ? (away ? 'stopped' : 'slow') : sweepFaults > 0 ? 'slow' : 'good', words: house.sweptReal === null ? 'まだ' : sweepFaults > 0 ? `${sweepFaults}つの部分がうまくいきませんでした` : `最後は${Math.round((real - house.sweptReal) / 1000)}秒前`, at: null, href: '/admin/stuck' },
      { name: '手続の記録', state: log.late ? 'stopped' : log.newestAt !== null && log.now - log.newestAt > 2 * HOUR ? 'slow' : 'good', words: log.late ? '4時間以上、印を公開できていません。支払と公表は待っています' : log.newestAt === null ? '最初の印を待っています' : log.waiting > 0 ? `${log.waiting}件を記録に加えています` : '公開中', at: null, href: '/admin/stuck' },
      ...(sealed[0] ? [{ name: '緊急用の管理者（30日）', state: 'slow' as const, words: `${sealed.length}回使われました。最後は${momentWords(sealed[0].at)}、${sealed[0].note}`, at: null, href: '/admin/people' }] : []),
      { name: '遅れて動いた期限（7日）', state: house.lateEvents > 0 ? 'slow' : 'good', words: `${house.lateEvents}件`, at: null, href: '/admin/stuck#late-clock' },
      { name: '点検', state: check && (check.faults > 0 || real - check.at > 3 * HOUR) ? 'slow' : 'good', words: !check ? 'これから' : check.faults > 0 ? `食い違いが${check.faults}件あります` : `${ageWords(Math.round((real - check.at) / 1000), '')}、食い違いはありません`, at: null, href: '/admin/stuck#findings' },
      // In the practice city nobody has to make backups.
      { name: 'バックアップ', state: (backup && backup.faults > 0) || (deps.config.KYOSO_ENV === 'production' && (!backup || real - backup.at > 36 * HOUR)) ? 'slow' : 'good', words: !backup ? 'まだありません' : backup.faults > 0 ? `${backup.faults}つのファイルが読めないか、変わっています` : ageWords(Math.round((real - backup.at) / 1000), ''), at: null, href: '/admin/stuck#figures' },
    ];
  };

  app.get('/admin/cases', as(async (c, me) => {
    const [calendar, names, calls] = await Promise.all([calendarOf(deps.db), namesOf(deps), allCalls(deps.db)]);
    const filter: CaseFilter = Object.fromEntries([...FILTER_KEYS, 'after'].flatMap((key) => (c.req.query(key) ? [[key, c.req.query(key)]] : [])));
    const queryOf = (f: CaseFilter): CaseQuery => {
      const ranges = rangesOf(f, me.now, calendar);
      const [at, id] = (f.after ?? '').split('_cas') as [string, string?];
      return { q: f.q, programme: f.programme, stage: f.stage, holder: f.holder, call: f.call, state: f.state, stuck: f.stuck === '1', still: f.sort === 'still', stageFrom: ranges.stageFrom, stageBefore: ranges.stageBefore, dueFrom: ranges.dueFrom, dueBefore: ranges.dueBefore, ...(id ? { after: { at: Number(at), id: `cas${id}` } } : {}) };
    };
    const impossible = rangesOf(filter, me.now, calendar).impossible;
    const found = impossible ? { rows: [], total: 0, more: false } : await findCases(deps.db, queryOf(filter));
    const counts = Object.fromEntries(await Promise.all(Object.entries(QUESTIONS).map(async ([id, question]) => { const n = await countCases(deps.db, queryOf(Object.fromEntries(new URLSearchParams(question.query)))); return [id, id === 'still' ? Math.min(10, n) : n]; }))) as { [K in QuestionId]: number };
    const rows = await Promise.all((filter.sort === 'still' && !filter.after ? found.rows.slice(0, 10) : found.rows).map(async (row) => {
      const programme = await definitionOf(deps.db, row.programme, row.version);
      return { number: row.number, title: row.title, group: row.groupName, programme: programme.name.ja, version: row.version, stage: stageDef(programme, row.stage).words.staff, holder: holderWord(row.holder, names), since: row.stepOpenedAt ?? row.stageOpenedAt, dueAt: row.dueAt, committedYen: row.committedYen, ending: row.ending ? ENDING_WORDS[row.ending as EndingId].staff : null, stuck: row.parkedAt !== null };
    }));
    const last = found.rows.at(-1);
    const more = found.more && last && filter.sort !== 'still' ? listHref(filter, { after: `${last.submittedAt}_${last.id}` }) : null;
    const programmes = [...new Map(calls.map(({ programme }) => [programme.id, { id: programme.id, label: programme.name.ja }])).values()];
    const stages = [...new Map(calls.flatMap(({ programme }) => programme.stages.map((s) => [s.id, { id: s.id, label: s.words.staff }] as const))).values()];
    const holders = [...[...(await departmentNames(deps.db)).entries()].map(([id, d]) => ({ id, label: d.name })), { id: 'party', label: '提案者' }, { id: 'council', label: '市議会' }, { id: 'bank', label: '銀行' }];
    return c.html(<CaseListPage staff={me.staff} now={me.now} calendar={calendar} filter={filter} rows={rows} total={filter.sort === 'still' ? rows.length : found.total} more={more} counts={counts} programmes={programmes} stages={stages} holders={holders} calls={calls.map(({ call, programme }) => ({ id: call.id, label: `${programme.name.ja} ${call.fiscalYear}年度` }))} />);
  }));

  const caseAct = (number: string, verb: (typeof ACTS)[number], loaded: Awaited<ReturnType<typeof readCase>>, typed: Record<string, unknown>, faults: readonly Fault[], open: readonly { id: string; label: string }[]) => (
    <details open={faults.length > 0}>
      <summary>{ACT_WORDS[verb]}</summary>
      <form method="post" action={`/admin/cases/${number}/${verb}`}>
        <FaultSummary faults={faults} prefix={`${verb}.`} />
        {freeActFields(loaded.programme, loaded.state, verb).filter((f) => f.kind !== 'files').map((field) => <FieldView field={field.id === 'request' ? { ...field, kind: 'choice', options: open } as never : field} typed={typed} faults={faults} prefix={`${verb}.`} />)}
        <p><button type="submit">{ACT_WORDS[verb]}</button></p>
      </form>
    </details>
  );
  const casePage = async (c: Context, me: Signed, number: string, extra: { verb?: string; typed?: Record<string, unknown>; faults?: readonly Fault[]; notice?: string } = {}) => {
    const id = await caseIdByNumber(deps.db, number);
    if (!id) return null;
    const loaded = await readCase(deps.db, id);
    const names = await namesOf(deps);
    const open = loaded.state.requests.filter((r) => r.state === 'open');
    const choices = open.map((r) => ({ id: r.id, label: `${ASK_WORDS[r.what].act}（${addresseeWords(r.to, names)}）` }));
    const filter = storyFilter(c.req.query('show'));
    const verbs = ACTS.filter((verb) => freeActs(loaded.programme, loaded.state, 'administrator', loaded.env.now).includes(verb));
    return (
      <AdminCasePage
        staff={me.staff} now={me.now} calendar={loaded.env.calendar} box={boxOf(loaded, names)} notice={extra.notice} filter={filter} next={nextWords(loaded.programme, loaded.state, loaded.env, names)} story={await storyOfCase(deps, loaded, names, filter)}
        open={open.map((r) => ({ key: r.id, act: ASK_WORDS[r.what].act, to: addresseeWords(r.to, names), dueAt: r.dueAt, closesAt: r.closesAt, handedOver: r.handedOverAt !== null, reminded: r.reminded.length > 0 }))}
        acts={<>{verbs.map((verb) => caseAct(number, verb, loaded, extra.verb === verb ? (extra.typed ?? {}) : {}, extra.verb === verb ? (extra.faults ?? []) : [], choices))}</>}
        details={await detailsOf(deps, loaded, names, true)}
      />
    );
  };
  app.get('/admin/cases/:number', as(async (c, me) => {
    const page = await casePage(c, me, c.req.param('number') ?? '');
    return page ? c.html(page) : c.html(faultPage(NOT_THERE), 404);
  }));
  app.post('/admin/cases/:number/remind', as(async (c) => {
    const number = c.req.param('number') ?? '';
    const id = await caseIdByNumber(deps.db, number);
    const row = id ? await requestByKey(deps.db, id, String((await c.req.parseBody()).request ?? '')) : null;
    if (!row || row.state !== 'open') return c.html(faultPage(NOT_THERE), 404);
    await deps.db.transaction(async (tx) => resendRequest(tx, deps.links, row, await readCase(tx, row.caseId)));
    void deps.ringer.ringMail();
    return c.redirect(`/admin/cases/${number}`, 303);
  }));
  app.post('/admin/cases/:number/:verb', as(async (c, me) => {
    const number = c.req.param('number') ?? '';
    const verb = ACTS.find((v) => v === c.req.param('verb'));
    const id = await caseIdByNumber(deps.db, number);
    if (!verb || !id) return c.html(faultPage(NOT_THERE), 404);
    const body = await c.req.parseBody();
    const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.replace(`${verb}.`, ''), value]));
    const acted = await deps.act({ caseId: id, act: { kind: 'free', verb, input: typed }, by: { kind: 'administrator', person: me.session.person.id }, via: 'session' });
    if (acted.outcome === 'refused') { const page = await casePage(c, me, number, { verb, typed, faults: acted.faults, ...(acted.why === 'faults' ? {} : { notice: 'いまはできません。' }) }); return page ? c.html(page, 422) : c.html(faultPage(NOT_THERE), 404); }
    if (verb === 'resume') await deps.waitMoved(id);
    return c.redirect(`/admin/cases/${number}`, 303);
  }));

  app.post('/admin/stuck/again', as(async (c) => {
    const { number = '', hand = '' } = await form(c);
    const id = await caseIdByNumber(deps.db, number);
    if (!id) return c.html(faultPage(NOT_THERE), 404);
    await forgetRuns(deps.db, [['case', id]]);
    const reached = await deps.ringer.ring('case', id);
    // A transfer's hand that sleeps between two look-ups is woken; others are started by the run.
    if (reached && hand) void deps.ringer.ringHand(handWorkflowId('payment', id, hand));
    return c.redirect(`/admin/stuck?${new URLSearchParams({ again: number, reached: String(reached) })}`, 303);
  }));
  app.get('/admin/stuck', as(async (c, me) => {
    const [parked, hands, unmoved, beats, log, late, gauges, findings] = await Promise.all([parkedCases(deps.db), stuckHands(deps.db, 3), unmovedCases(deps.db), lastBeats(deps.db), logWatch(deps.db), lateEvents(deps.db), gaugesOf(deps.db), checkConsistency(deps.db)]);
    const programmes = new Map((await allCalls(deps.db)).map(({ programme }) => [programme.id, programme.name.ja]));
    const inWords = (about: string): string => about.replace(/^(\S+) (\d+)$/, (_all, id: string, year: string) => `${programmes.get(id) ?? id} ${year}年度`);
    const changed = !(await logIntact(deps.db, sha256));
    return c.html(
      <StuckPage
        notice={c.req.query('again') ? `${c.req.query('again')}：${c.req.query('reached') === 'true' ? 'もう一度呼びました。動くまで、この一覧に残ります。' : '進行係に届きませんでした。動きはじめると、見回りが呼びます。'}` : undefined}
        staff={me.staff} now={me.now} lastSweep={beats.get('sweep')?.at ?? null} late={late} gauges={gauges} findings={findings.map((one) => ({ ...one, about: one.case ? one.about : inWords(one.about) }))} cases={parked.map((row) => ({ number: row.number, title: row.title, cause: row.parkedCause ?? '', since: row.parkedAt ?? 0, waitingActs: row.waiting, tech: `${row.parkedCause ?? ''} ${row.id}` }))}
        hands={hands.map((h) => ({ number: h.number, title: h.title, key: h.key, what: h.kind === 'payment' ? '振込' : h.kind === 'follow-up' ? '引継ぎの書きかけ' : documentWord(h.document), since: h.since, tries: h.starts, money: h.kind === 'payment', tech: h.error ?? '' }))}
        log={log.late || changed ? { newestAt: log.newestAt, late: log.late, changed } : null}
        unmoved={unmoved.map((row) => ({ number: row.number, title: row.title, since: row.lastAt, calls: row.swept }))}
      />,
    );
  }));

  const mailView = (row: Awaited<ReturnType<typeof filteredMails>>['rows'][number]['mail'], number: string | null): MailRow => ({ id: row.id, mail: row.mail, number, to: row.facts.addressee, email: row.email, state: row.state, queuedAt: row.queuedAt, sentAt: row.sentAt, deliveredAt: row.deliveredAt, tries: row.tries, binding: MAILS[row.mail as MailId] === 'binding' });
  app.get('/admin/mails', as(async (c, me) => {
    const filter = ((c.req.query('show') ?? '') in MAIL_FILTERS ? c.req.query('show') : 'all') as MailFilter & MailFilterId;
    const [at, id] = (c.req.query('after') ?? '').split('_mls');
    const [counts, found] = await Promise.all([mailCounts(deps.db, me.now), filteredMails(deps.db, filter, me.now, id ? { at: Number(at), id: `mls${id}` } : undefined)]);
    const last = found.rows.at(-1)?.mail;
    return c.html(<MailListPage staff={me.staff} now={me.now} filter={filter} counts={counts} rows={found.rows.map((r) => mailView(r.mail, r.number))} more={found.more && last ? `/admin/mails?show=${filter}&after=${last.queuedAt}_${last.id}` : null} />);
  }));
  app.get('/admin/mails/:id', as(async (c, me) => {
    const mail = await mailById(deps.db, c.req.param('id') ?? '');
    if (!mail || mail.mail === 'people/code') return c.html(faultPage(NOT_THERE), 404);
    // The text as it left, but for the key in its link: that belongs to the addressee alone.
    const rendered = await deps.courier.show(mail.facts, mail.link ? { url: `${deps.config.PUBLIC_URL}/…`, code: mail.link.kind === 'request' ? '········' : null, codePage: `${deps.config.PUBLIC_URL}/a` } : null);
    return c.html(<MailPage staff={me.staff} now={me.now} mail={mailView(mail, mail.facts.case?.number ?? null)} subject={rendered.subject} text={rendered.text} error={mail.error} />);
  }));

  const form = async (c: Context): Promise<Record<string, string>> => Object.fromEntries(Object.entries(await c.req.parseBody()).map(([k, v]) => [k, String(v)]));
  const callView = async ({ call, programme }: Awaited<ReturnType<typeof allCalls>>[number], counts: Awaited<ReturnType<typeof callCounts>>): Promise<CallView> => {
    const [gates, envelopes, names, acts] = await Promise.all([gatesOf(deps.db, call.id), envelopeWatch(deps.db), namesOf(deps), callActsOf(deps.db, call.id)]);
    const gate = gates[0];
    const own = counts.get(call.id);
    return { id: call.id, programme: programme.name.ja, fiscalYear: call.fiscalYear, state: call.state, opensAt: call.opensAt, closesAt: call.closesAt, drafts: own?.drafts ?? 0, submitted: own?.submitted ?? 0, waiting: own?.waiting ?? 0, acts: acts.map((a) => ({ kind: a.kind, at: a.at, before: a.before, after: a.after, reason: a.reason, by: names.person(a.by) })), selects: selectionStep(programme) !== null, votes: voteStep(programme) !== null, hasGate: programme.stages.some((s) => s.steps.some((step) => step.kind === 'gate')), gate: gate ? { gate: gate.gate, result: gate.result, note: gate.note, at: gate.at, by: names.person(gate.by) } : null, budgetYen: envelopes.find((e) => e.programme === call.programme && e.fiscalYear === call.fiscalYear)?.budgetYen ?? null };
  };
  const callViews = async (): Promise<CallView[]> => { const counts = await callCounts(deps.db); return Promise.all((await allCalls(deps.db)).map((one) => callView(one, counts))); };
  app.get('/admin/calls', as(async (c, me) => c.html(<CallListPage staff={me.staff} now={me.now} calls={await callViews()} />)));
  const callPage = async (c: Context, me: Signed, typed: Record<string, string> = {}, faults: { at: string; sentence: string }[] = []) => {
    const found = await callById(deps.db, c.req.param('id') ?? '');
    return found ? <CallPage staff={me.staff} now={me.now} calendar={await calendarOf(deps.db)} call={await callView(found, await callCounts(deps.db))} typed={typed} faults={faults} /> : null;
  };
  app.get('/admin/calls/:id', as(async (c, me) => {
    const page = await callPage(c, me);
    return page ? c.html(page) : c.html(faultPage(NOT_THERE), 404);
  }));
  app.post('/admin/calls/:id/change', as(async (c, me) => {
    const typed = await form(c);
    const id = c.req.param('id') ?? '';
    const reason = (typed.reason ?? '').trim().slice(0, 400);
    const read = readFields([{ id: 'closesAt', label: '新しい締切', kind: 'moment', required: true }], typed);
    const [date = '', clock = ''] = String(read.values.closesAt ?? '').split('T');
    const faults = [...(reason ? [] : [{ at: 'reason', sentence: '理由を入力してください' }]), ...(typed.kind === 'cancelled' || read.faults.length === 0 ? [] : [{ at: 'closesAt', sentence: '新しい締切を、2027-01-15 17:00 のように入力してください' }])];
    if (faults.length === 0) {
      try {
        await changeCall(deps.db, { call: id, by: me.session.person.id, reason, ...(typed.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'extended', closesAt: instantAt(date, clock) }) });
        void deps.ringer.ring('call', id);
        void deps.ringer.ringMail();
        return c.redirect(`/admin/calls/${id}`, 303);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        faults.push({ at: 'closesAt', sentence: faceOf(error).sentence });
      }
    }
    const page = await callPage(c, me, typed, faults);
    return page ? c.html(page, 422) : c.html(faultPage(NOT_THERE), 404);
  }));
  app.post('/admin/calls/:id/vote', as(async (c, me) => {
    const typed = await form(c);
    const id = c.req.param('id') ?? '';
    const faults = [...(typed.result && typed.result in GATE_WORDS ? [] : [{ at: 'result', sentence: '議決の結果を選んでください' }]), ...((typed.note ?? '').trim() ? [] : [{ at: 'note', sentence: '備考（議会の名前や日）を入力してください' }])];
    if (faults.length > 0) { const page = await callPage(c, me, typed, faults); return page ? c.html(page, 422) : c.html(faultPage(NOT_THERE), 404); }
    try {
      const waiting = await recordGate(deps.db, { call: id, gate: 'budget', result: typed.result ?? '', note: (typed.note ?? '').trim().slice(0, 500), by: me.session.person.id });
      for (const caseId of waiting) void deps.ringer.ring('case', caseId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const page = await callPage(c, me, typed, [{ at: 'result', sentence: 'この募集の議決は、もう記録されています。' }]);
      return page ? c.html(page, 409) : c.html(faultPage(NOT_THERE), 404);
    }
    return c.redirect(`/admin/calls/${id}`, 303);
  }));
  return app;
}

