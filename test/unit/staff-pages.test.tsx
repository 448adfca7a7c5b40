/** @jsxImportSource hono/jsx */
// Staff pages as pure functions: every one speaks Japanese, says of when its figures are, and every number leads to its rows.
import { describe, expect, it } from 'vitest';
import { AdminPage, type ControlRoom } from '../../api/pages/admin.js';
import { agesToRange, AGES, DEPTHS, listHref, rangesOf } from '../../api/pages/admin-case-filter.js';
import { AdminCasePage } from '../../api/pages/admin-case.js';
import { CaseListPage } from '../../api/pages/admin-cases.js';
import { StuckPage } from '../../api/pages/admin-stuck.js';
import { CallPage } from '../../api/pages/calls.js';
import { dueWords, heldDays, momentWords } from '../../api/pages/day-words.js';
import { DeskPage } from '../../api/pages/desk.js';
import { DeskCasePage } from '../../api/pages/desk-case.js';
import type { Staff } from '../../api/pages/desk-frame.js';
import { PaperPage } from '../../api/pages/desk-paper.js';
import { MailListPage, MailPage } from '../../api/pages/mails.js';
import { nextWords } from '../../api/pages/next-words.js';
import { PeoplePage, TransferPreviewPage } from '../../api/pages/people.js';
import { LinkPage, LinkSentPage, PracticeSigninPage } from '../../api/pages/signin.js';
import { SealedPage } from '../../api/pages/signin-sealed.js';
import { filtered, storyOf } from '../../api/pages/timeline.js';
import type { Names } from '../../api/pages/value-words.js';
import { addDays, dateOf, instantAt, workingDaysBetween } from '../../workflows/domain/calendar.js';
import { requestId } from '../../workflows/domain/cases.js';
import { citizenProposal } from '../../workflows/programmes/citizen-proposal.js';
import { live } from '../support/life.js';
import { CALENDAR, DEPARTMENTS, PROPOSAL } from '../support/sample.js';

const NOW = instantAt('2026-11-26', '14:05');
const staff: Staff = { name: '阿部 純', posts: ['市民協働課 共創係長'], administrator: true, panel: true };
const names: Names = { post: () => '地域福祉課 協働推進員', person: () => '佐藤 花子', department: () => '地域福祉課' };
const at = (day: string, clock = '17:15') => instantAt(day, clock);

/** What a browser would get. */
const html = async (page: unknown): Promise<string> => String(await page);
/** What a reader reads: without tags, without what is folded away for engineers. */
const words = (text: string): string => text.replace(/<details class="tech">[\s\S]*?<\/details>/g, '').replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]+>/g, ' ');
const BANNED = /workflow|activity|worker|signal|retry|UUID|\bJSON\b|HTTP|Temporal|内部エラー|システムエラー|処理中|ペンディング|ステータス|却下|undefined|null|NaN|\[object/i;

const room = (change: Partial<ControlRoom> = {}): ControlRoom => ({
  staff, now: NOW, nextDue: at('2026-12-04'),
  health: [{ name: '進行係', state: 'good', words: '動作中', at: NOW, href: '/admin/stuck#unmoved' }, { name: 'メール', state: 'stopped', words: '40分前から送れていません', at: NOW, href: '/admin/mails?show=waiting' }],
  late: [{ holder: 'welfare', label: '地域福祉課', byDepth: { '0-3': 1, '4-10': 2, '11-': 1 } }], stuck: [{ cause: 'nobody-answered', n: 2, since: at('2026-11-20') }],
  days: [{ date: '2026-11-26', due: 3, closed: null, notes: [] }, { date: '2026-11-28', due: 0, closed: '土曜日', notes: [] }, { date: '2026-12-11', due: 7, closed: null, notes: ['市民提案の締切'] }],
  ages: [{ stage: 'screening', label: '形式審査中', byAge: { '0-5': 12, '6-10': 3, '11-20': 1, '21-40': 0, '41-': 0 } }], waiting: [{ holder: 'welfare', label: '地域福祉課', n: 4 }, { holder: 'party', label: '提案者', n: 31 }],
  rounds: [{ call: 'cal_1', label: '市民提案 2027年度', state: 'open', closesAt: at('2026-12-11', '17:00'), drafts: 38, submitted: 17 }],
  envelopes: [{ label: '市民提案 2027年度', budgetYen: 3_000_000, committedYen: 870_000, reservedYen: 19_000, paidYen: 296_000, ties: true }],
  mails: { sent: 212, delivered: 205, waiting: 5, undelivered: 2, binding: 1 }, times: [{ label: '形式審査中', n: 9, median: 6, ninetieth: 12 }, { label: '審査中', n: 2, median: 1, ninetieth: 1 }],
  ...change,
});

const { state, events } = live(citizenProposal, PROPOSAL, 7, { answer: 60, free: 4, wrong: 0 }, 40);
const asked = events.find((e) => e.type === 'request.opened');
const askedId = asked?.type === 'request.opened' ? requestId(asked.step, asked.round, asked.ask.key) : '';
const story = storyOf(events.map((event) => ({ event, at: event.at })), [{ id: 'mls_1', key: `ask:${askedId}`, mail: 'cases/screening-requested', to: '市民協働課 審査担当 佐藤 美咲さん', state: 'bounced', at: asked?.at ?? 0 }], { programme: citizenProposal, state, names, now: NOW });
const box = { number: '2026-CP-0017', title: 'こども食堂', group: 'みどり町こども食堂の会', programme: '市民提案 第1版', stage: '担当課協議中', holder: '地域福祉課', since: at('2026-11-16', '09:00'), dueAt: at('2026-12-04'), ended: null, stuck: null };
const mail = { id: 'mls_1', mail: 'approvals/candidate', number: '2026-CP-0017', to: '代表者', email: 'taro@example.jp', state: 'bounced', queuedAt: NOW, sentAt: NOW, deliveredAt: null, tries: 1, binding: true };
const post = { code: 'welfare.champion', name: '協働推進員', department: '地域福祉課', open: 5, holdings: [{ id: 'hld_2', name: '福田 望', fromAt: at('2027-04-01', '00:00'), toAt: null }, { id: 'hld_1', name: '渡辺 花子', fromAt: at('2025-04-01', '00:00'), toAt: at('2027-04-01', '00:00') }] };
const person = { id: 'per_1', name: '福田 望', email: 'fukuda@city.example.jp', administrator: false };
const call = { id: 'cal_1', programme: '市民提案', fiscalYear: 2027, state: 'closed', opensAt: at('2026-11-01'), closesAt: at('2026-12-11', '17:00'), drafts: 2, submitted: 17, waiting: 6, selects: false, acts: [], hasGate: true, gate: null, budgetYen: 3_000_000 };
const desk = { staff, now: NOW, calendar: CALENDAR, counts: { answer: 2, waiting: 3, department: 21, done: 0 }, filter: { programme: '', post: '' }, programmes: [{ id: 'citizen-proposal', label: '市民提案' }], posts: [{ id: 'a', label: 'あ' }, { id: 'b', label: 'い' }], more: null };
const row = (number: string, dueAt: number) => ({ href: `/desk/requests/${number}`, ask: '引き受けられるかの回答', number, title: 'こども食堂', programme: '市民提案', stage: '担当課協議中', post: '地域福祉課 協働推進員', dueAt, waits: '提案者が12日待っています', money: '330,000円', marks: [] });
const count0 = { late: 4, still: 8, party: 0, stuck: 1, today: 0, closed: 0 };
const list = { staff, now: NOW, calendar: CALENDAR, programmes: [], stages: [], holders: [{ id: 'welfare', label: '地域福祉課' }], calls: [], counts: count0 };

/** All is well, but for two mails. */
const GAUGES = { workerBeatAge: 5, sweepAge: 90, sweepFaults: 1, checkAge: 600, checkFindings: 1, backupAge: 90_000, backupFaults: 1, logHeadAge: null, mailsQueued: 2, mailOldestAge: 8, mailsUndelivered: 0, handsWanted: 1, handsRetried: 1, logQueued: 0, casesOpen: 9, casesPastWake: 1, casesParked: 1, casesUnmoved: 0, paymentsOpen: 0, paymentsUnclear: 0, timersLate: 1 };
const PAGES: Record<string, () => unknown> = {
  'control room': () => <AdminPage {...room()} />,
  'control room, all well': () => <AdminPage {...room({ late: [], stuck: [], days: [], ages: [], rounds: [], envelopes: [], times: [] })} />,
  desk: () => <DeskPage {...desk} tab="answer" rows={[row('2026-CP-0009', at('2026-11-19')), row('2026-CP-0017', at('2026-12-04'))]} />,
  'desk, empty': () => <DeskPage {...desk} tab="done" rows={[]} />,
  'case list': () => <CaseListPage {...list} filter={{ holder: 'welfare', late: '4-10' }} total={1} more={null} rows={[{ number: '2026-CP-0017', title: 'こども食堂', group: '会', programme: '市民提案', version: 1, stage: '協議中', holder: '地域福祉課', since: at('2026-11-16'), dueAt: at('2026-11-18'), committedYen: 0, ending: null, stuck: false }]} />,
  'case list, nothing matches': () => <CaseListPage {...list} filter={{ stage: 'nonsense' }} total={0} more={null} rows={[]} />,
  'case of an administrator': () => <AdminCasePage staff={staff} now={NOW} calendar={CALENDAR} box={box} next={nextWords(citizenProposal, state, { now: state.lastAt, calendar: CALENDAR, departments: DEPARTMENTS, envelopeFreeYen: 0 }, names)} open={[{ key: askedId, act: '書類の確認', to: '市民協働課 審査担当', dueAt: at('2026-11-20'), closesAt: at('2026-12-20'), handedOver: true, reminded: false }]} story={story} filter="all" acts={<p />} details={<p />} />,
  'case of an officer': () => <DeskCasePage staff={staff} now={NOW} calendar={CALENDAR} box={{ ...box, stuck: '規則に合わない値がありました' }} own={[{ href: '/desk/requests/x', heading: 'この提案を引き受けられますか', act: '回答', post: '地域福祉課 協働推進員', dueAt: at('2026-12-04'), silence: '回答がないときは、課長に確認します。' }]} notes={[]} story={story} filter="all" details={<p />} noteForm={<p />} />,
  stuck: () => <StuckPage staff={staff} now={NOW} cases={[{ number: '2026-CP-0006', title: '雪かき', cause: 'rules-broke: TypeError in worker', since: at('2026-11-20'), waitingActs: 2, tech: 'TypeError in worker' }]} hands={[{ number: '2026-CP-0001', title: 'こども食堂', key: 'document:1', what: '採択候補通知書', since: at('2026-11-20'), tries: 5, money: false, tech: '' }]} unmoved={[]} late={[{ number: '2026-CP-0002', title: '空き家の本棚', at: at('2026-11-20'), doneAt: NOW }]} findings={[{ what: 'waits-for-nothing', about: '2026-CP-0003', case: true }]} gauges={GAUGES} lastSweep={NOW} />,
  mails: () => <MailListPage staff={staff} now={NOW} filter="binding" counts={{ all: 68, undelivered: 1, binding: 1, waiting: 3, sent24: 0, delivered24: 0 }} rows={[mail]} more={null} />,
  'one mail': () => <MailPage staff={staff} now={NOW} mail={mail} subject="選考の結果をお知らせします｜2026-CP-0017" text={'本文です。\n【2026年】'} error="宛先がありません" />,
  people: () => <PeoplePage staff={staff} now={NOW} posts={[post]} people={[person]} departments={[{ id: 'welfare', label: '地域福祉課' }]} typed={{ from: '昨日' }} faults={[{ at: 'from', sentence: 'きょうか、それより後の日を入力してください' }]} />,
  'transfer preview': () => <TransferPreviewPage staff={staff} now={NOW} post={post} person={person} from={at('2027-04-01', '00:00')} />,
  call: () => <CallPage staff={staff} now={NOW} calendar={CALENDAR} call={call} typed={{ note: '第12号議案' }} faults={[{ at: 'result', sentence: '議決の結果を選んでください' }]} />,
  paper: () => <PaperPage staff={staff} calls={[{ id: 'cal_1', programme: '市民提案', tracks: [{ id: 'full', label: '提案を書く' }], closes: '12月11日' }]} typed={{}} faults={[{ at: 'call', sentence: 'どの申請かを選んでください' }]} />,
  'sign in': () => <PracticeSigninPage people={[{ id: 'per_1', name: '福田 望', roles: ['地域福祉課 協働推進員'] }]} to="/desk" fresh signedInAs={null} />,
  'sign-in link, asked elsewhere': () => <LinkPage action="/signin/link/x" here={false} />,
  'sign-in code': () => <LinkSentPage email={null} wrong />,
  'sealed account': () => <SealedPage typed={{}} faults={[{ at: 'secret', sentence: '秘密の文字列が違います' }]} />,
};

describe.each(Object.entries(PAGES))('the page: %s', (_name, page) => {
  it('speaks the words of an office, runs no script and asks no other host', async () => {
    const text = await html(page());
    expect(words(text)).not.toMatch(BANNED);
    expect(text).not.toMatch(/<script|style="|https?:\/\/(?!www\.w3\.org)/);
  });
  it('has one h1, at most one primary button, a label for every control, and no id twice', async () => {
    const text = await html(page());
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect((text.match(/data-primary/g) ?? []).length).toBeLessThanOrEqual(1);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
    for (const [, id] of text.matchAll(/<(?:select|input type="(?:text|email)") id="([^"]+)"/g)) expect(text).toContain(`for="${id}"`);
    for (const [, to] of text.matchAll(/<a href="#([^"]+)"/g)) expect(ids).toContain(to);
  });
});

describe('figures of the control room', () => {
  it('stand in sections that say of when they are', async () => {
    const text = await html(<AdminPage {...room()} />);
    for (const section of text.split('<section class="part"').slice(1)) expect(section).toMatch(/<time datetime="[^"]+">14:05 現在<\/time>/);
  });
  it('lead to exactly the rows they count', async () => {
    const text = await html(<AdminPage {...room()} />);
    const link = (href: string) => new RegExp(`href="${href.replace(/[?&]/g, (c) => (c === '&' ? '&amp;' : '\\?'))}"[^>]*>(?:<span class="n">)?(\\d+)`).exec(text)?.[1];
    expect(link(listHref({ late: 'all' }))).toBe('4');
    expect(link(listHref({ holder: 'welfare', late: '4-10' }))).toBe('2');
    expect(link(listHref({ stage: 'screening', age: '0-5' }))).toBe('12');
    expect(link(listHref({ holder: 'party' }))).toBe('31');
    expect(link('/admin/mails?show=binding')).toBe('1');
    expect(link(listHref({ call: 'cal_1', state: 'all' }))).toBe('17');
  });
  it('never show a habit drawn from fewer than five cases', async () => {
    expect(words(await html(<AdminPage {...room()} />))).toContain('件数が少ないため表示しません');
  });
});

describe('the filter in the address', () => {
  it('finds by instants exactly the office days that its class names', () => {
    const today = dateOf(NOW);
    for (const classes of [AGES, DEPTHS]) {
      for (const [from, to] of Object.values(classes)) {
        const range = agesToRange(CALENDAR, NOW, from, to);
        for (let n = 0; n < 120; n++) {
          const day = addDays(today, -n);
          const instant = Math.min(NOW, instantAt(day, '17:15'));
          const days = workingDaysBetween(CALENDAR, day, today);
          const inside = instant < range.before && (range.from === null || instant >= range.from);
          expect([day, inside]).toEqual([day, days >= from && (to === null || days <= to)]);
        }
      }
    }
  });
  it('matches nothing when a value is not known, never everything', () => {
    expect(rangesOf({ age: 'all' }, NOW, CALENDAR).impossible).toBe(true);
    expect(rangesOf({ late: '99' }, NOW, CALENDAR).impossible).toBe(true);
    expect(rangesOf({ due: '2026-02-30' }, NOW, CALENDAR).impossible).toBe(true);
    expect(rangesOf({ due: 'today' }, NOW, CALENDAR)).toMatchObject({ impossible: false, dueFrom: instantAt('2026-11-26'), dueBefore: instantAt('2026-11-27') });
  });
});

describe('time on staff pages', () => {
  it('counts office days, and shows the year only where it is another fiscal year', () => {
    expect(dueWords(at('2026-11-26'), NOW, CALENDAR)).toEqual({ words: 'きょうまで', late: false });
    expect(dueWords(at('2026-11-27'), NOW, CALENDAR).words).toBe('あと1日（開庁日）');
    expect(dueWords(at('2026-11-20'), NOW, CALENDAR)).toEqual({ words: '期限超過 3日（開庁日）', late: true });
    expect(heldDays(at('2026-11-26', '09:00'), NOW, CALENDAR)).toBe(1);
    expect(momentWords(at('2027-03-31'), NOW)).toBe('3月31日（水）17:15');
    expect(momentWords(at('2027-04-01'), NOW)).toBe('2027年4月1日（木）17:15');
  });
});

describe('the story of a case', () => {
  it('holds every event once, newest first, with each mail under what caused it', () => {
    const items = story.flatMap((chapter) => chapter.items);
    expect(items).toHaveLength(events.length);
    expect(items.every((item, n) => n === 0 || (items[n - 1]?.at ?? 0) >= item.at)).toBe(true);
    expect(items.filter((item) => item.mails.length > 0).map((item) => item.sentence)).toEqual([expect.stringContaining('お願いしました')]);
  });
  it('can be read by kind, and a kind without anything is empty rather than everything', () => {
    expect(filtered(story, 'person').flatMap((c) => c.items).every((i) => i.mark === 'person')).toBe(true);
    expect(filtered(story, 'mail').flatMap((c) => c.items)).toHaveLength(1);
    expect(filtered([], 'money')).toEqual([]);
  });
});
