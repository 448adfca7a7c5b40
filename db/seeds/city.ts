// The sample city: departments, posts and who holds them, a panel, administrators, an office calendar, one open call for each programme.
// All people are invented. Dates are relative to today, so the city never grows stale. Safe to run again.
import { createRequire } from 'node:module';
import { eq, sql } from 'drizzle-orm';
import { addDays, dateOf, fiscalYearOf, instantAt } from '../../workflows/domain/calendar.js';
import { holdsMoney } from '../../workflows/domain/programmes.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import type { Db } from '../client.js';
import { newId } from '../ids.js';
import { calendars, calls, departments, envelopes, holdings, people, posts } from '../schema/index.js';
import { makeCall } from '../store/calls.js';
import { businessNow } from '../store/clock.js';
import { openBooks } from '../store/ledger.js';
import { seedProgrammes } from './programmes.js';

const DEPARTMENTS = [
  ['civic', '市民協働課', '023-000-0000', false], ['children', 'こども未来課', '023-000-0001', true], ['welfare', '地域福祉課', '023-000-0002', true], ['environment', '環境課', '023-000-0003', true], ['culture', '文化振興課', '023-000-0004', true],
  ['planning', '企画調整課', '023-000-0005', false], ['finance', '財政課・会計課', '023-000-0006', false], ['legal', '法務課', '023-000-0007', false], ['mayor', '市長室', '023-000-0008', false], ['panel', '共創審査会', '023-000-0000', false],
  ['parks', '公園緑地課', '023-000-0020', true], ['district', '地区の代表', '023-000-0021', false], ['audit', '監査委員事務局', '023-000-0009', false],
] as const;

/** Post, its name, who holds it and their mailbox name. */
const POSTS = [
  ['civic.screening', '審査担当', '佐藤 美咲', 'sato'], ['civic.office', '共創係長', '鈴木 健一', 'suzuki'], ['civic.head', '課長', '高橋 直子', 'takahashi'],
  ['children.champion', '協働推進員', '田中 健', 'tanaka'], ['children.head', '課長', '伊藤 由美', 'ito'], ['welfare.champion', '協働推進員', '渡辺 花子', 'watanabe'], ['welfare.head', '課長', '山本 誠', 'yamamoto'],
  ['environment.champion', '協働推進員', '中村 翔', 'nakamura'], ['environment.head', '課長', '小林 恵', 'kobayashi'], ['culture.champion', '協働推進員', '加藤 葵', 'kato'], ['culture.head', '課長', '吉田 隆', 'yoshida'],
  ['planning.head', '課長', '山田 裕子', 'yamada'], ['finance.check', '審査係', '佐々木 学', 'sasaki'], ['finance.release', '会計管理者', '松本 久美', 'matsumoto'], ['finance.head', '課長', '井上 大輔', 'inoue'], ['legal.head', '課長', '木村 真理', 'kimura'],
  ['mayor.deputy', '副市長', '林 正樹', 'hayashi'], ['mayor.head', '市長', '清水 陽子', 'shimizu'],
  ['panel.member-1', '委員', '森 一郎', 'mori'], ['panel.member-2', '委員', '池田 さくら', 'ikeda'], ['panel.member-3', '委員', '橋本 勇', 'hashimoto'], ['panel.member-4', '委員', '石川 千尋', 'ishikawa'], ['panel.member-5', '委員', '前田 拓也', 'maeda'], ['panel.head', '会長', '藤田 和子', 'fujita'],
  ['parks.office', '緑化係長', '岡田 修', 'okada'], ['parks.head', '課長', '後藤 明美', 'goto'], ['parks.champion', '協働推進員', '長谷川 蓮', 'hasegawa'],
  ['district.north', '北地区代表', '村上 節子', 'murakami'], ['district.south', '南地区代表', '近藤 実', 'kondo'], ['district.east', '東地区代表', '坂本 凛', 'sakamoto'], ['district.head', '地区代表の世話役', '遠藤 守', 'endo'],
  ['audit.auditor', '監査担当', '三浦 静香', 'miura'], ['audit.head', '局長', '西村 豊', 'nishimura'],
] as const;

const ADMINISTRATORS = [['管理者 阿部 純', 'abe'], ['管理者 石井 薫', 'ishii']] as const;
/** Successors that take over on the next 1 April, so that a transfer can be watched. */
const SUCCESSORS = [['welfare.champion', '福田 望', 'fukuda'], ['civic.office', '太田 海斗', 'ota']] as const;

const address = (name: string): string => `${name}@city.example.jp`;

/** Seeds what is missing. */
export async function seedCity(db: Db): Promise<void> {
  const now = await businessNow(db);
  const today = dateOf(now);
  await seedCalendar(db, now);
  await db.insert(departments).values(DEPARTMENTS.map(([code, name, tel, asked]) => ({ code, name, tel, asked }))).onConflictDoNothing();
  const [there] = await db.select({ n: sql<string>`count(*)` }).from(posts);
  if (Number(there?.n ?? 0) === 0) await seedPeople(db, now);
  await seedProgrammes(db, true);
  for (const programme of PROGRAMMES) {
    const [call] = await db.select({ id: calls.id }).from(calls).where(eq(calls.programme, programme.id)).limit(1);
    if (call) continue;
    // The call opened a week ago and closes in four weeks; it is for the next fiscal year, whose budget is voted in March.
    const fiscalYear = fiscalYearOf(today) + 1;
    await makeCall(db, { programme: programme.id, version: programme.version, fiscalYear, opensAt: instantAt(addDays(today, -7), '08:30'), closesAt: instantAt(addDays(today, 28), '17:00') });
    if (holdsMoney(programme)) await db.insert(envelopes).values({ id: newId('env'), programme: programme.id, fiscalYear, budgetYen: 3_000_000, committedYen: 0, reservedYen: 0, paidYen: 0 }).onConflictDoNothing();
  }
  await openBooks(db, { reason: '当初予算', by: null });
}

async function seedPeople(db: Db, now: number): Promise<void> {
  await db.insert(posts).values(POSTS.map(([code, name]) => ({ code, department: code.split('.')[0] ?? '', name, endedAt: null })));
  const hold = async (post: string, name: string, mailbox: string, fromAt: number, toAt: number | null, announcedAt: number | null) => {
    const person = newId('per');
    await db.insert(people).values({ id: person, name, email: address(mailbox), administrator: false, endedAt: null });
    await db.insert(holdings).values({ id: newId('hld'), post, person, fromAt, toAt, announcedAt });
  };
  const since = instantAt(addDays(dateOf(now), -200));
  const april = instantAt(`${fiscalYearOf(dateOf(now)) + 1}-04-01`);
  for (const [post, , name, mailbox] of POSTS) await hold(post, name, mailbox, since, SUCCESSORS.some(([p]) => p === post) ? april : null, since);
  for (const [post, name, mailbox] of SUCCESSORS) await hold(post, name, mailbox, april, null, null);
  for (const [name, mailbox] of ADMINISTRATORS) await db.insert(people).values({ id: newId('per'), name, email: address(mailbox), administrator: true, endedAt: null });
}

/** The national holidays of the years around now, by the data package; local closed days would be added here. */
async function seedCalendar(db: Db, now: number): Promise<void> {
  const { holidays } = createRequire(import.meta.url)('@holiday-jp/holiday_jp') as { holidays: Record<string, { name: string }> };
  const year = Number(dateOf(now).slice(0, 4));
  const closed = Object.fromEntries(Object.entries(holidays).filter(([date]) => Math.abs(Number(date.slice(0, 4)) - year) <= 5).map(([date, day]) => [date, day.name]));
  await db.insert(calendars).values({ version: `jp-${year}`, closed, createdAt: now }).onConflictDoNothing();
}
