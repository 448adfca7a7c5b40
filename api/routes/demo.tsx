// The demo city's own pages: be somebody, read the mails, move the time. Mounted only where the demo sign-in is.
import { Hono } from 'hono';
import { walkClock } from '../../activities/platform/clock-walk.js';
import type { Deps } from '../deps.js';
import { businessNow, clockOffset, nextWantedInstant } from '../../db/store/clock.js';
import { allPeople, openRequestCounts, personById, postsOf } from '../../db/store/people.js';
import { dateOf, DAY, fiscalYearOf, fiscalYearStart, instantAt, isCivilDate } from '../../workflows/domain/calendar.js';
import { DemoPage, type DemoMove } from '../pages/demo.js';
import { faultPage } from '../pages/ended.js';

const DOES: Readonly<Record<string, string>> = {
  screening: '届いた提案の書類を確かめます', office: '制度を動かし、起案し、公表します', head: '決裁し、協定に合意します', champion: '提案を引き受けるか答えます', check: '請求を確かめます', release: '支払を承認します', deputy: '決裁します', 'member-1': '採点します',
};

export function demoRoutes(deps: Deps): Hono {
  const app = new Hono();
  const moves = async (): Promise<{ now: number; moves: DemoMove[] }> => {
    const now = await businessNow(deps.db);
    const next = await nextWantedInstant(deps.db);
    const april = instantAt(fiscalYearStart(fiscalYearOf(dateOf(now)) + 1), '09:00');
    return { now, moves: [
      { id: 'next-day', label: '1日進める', at: now + DAY, what: [] },
      ...(next !== null && next > now ? [{ id: 'next-wanted', label: '次に何かが起きる時まで進める', at: next, what: [] }] : []),
      { id: 'april', label: '次の4月1日まで進める', at: april, what: ['異動した職の担当者が替わり、前の人のリンクが使えなくなります'] },
    ] };
  };
  const page = async (c: Parameters<Deps['session']>[0], notice?: string, faults: { at: string; sentence: string }[] = []) => {
    const session = await deps.session(c);
    const { now, moves: places } = await moves();
    const open = await openRequestCounts(deps.db);
    const people = await Promise.all((await allPeople(deps.db)).map(async (p) => {
      const posts = await postsOf(deps.db, p.id, now);
      return { id: p.id, name: p.name, roles: [...posts.map((h) => `${h.departmentName} ${h.postName}`), ...(p.administrator ? ['事務局（管理者）'] : [])], does: p.administrator ? '全体を見て、人と職、募集、議決を扱います' : posts.map((h) => DOES[h.post.split('.')[1] ?? ''] ?? '採点や投票をします')[0] ?? '', open: posts.reduce((n, h) => n + (open.get(h.post) ?? 0), 0), administrator: p.administrator };
    }));
    return <DemoPage now={now} people={people.filter((p) => p.roles.length > 0).sort((a, b) => b.open - a.open)} moves={places} mailboxUrl={deps.config.MAILBOX_URL ?? '#'} signedInAs={session?.person.name ?? null} faults={faults} notice={notice} aheadDays={Math.round((await clockOffset(deps.db)) / DAY)} plug={deps.config.PLUG_URL !== undefined} />;
  };
  app.get('/demo', async (c) => c.html(await page(c)));
  app.post('/demo/be', async (c) => {
    const person = await personById(deps.db, String((await c.req.parseBody()).person ?? ''));
    if (!person) return c.html(faultPage({ status: 404, sentence: 'このページは表示できません。' }), 404);
    await deps.signIn(c, person.id);
    return c.redirect(person.administrator ? '/admin' : '/desk', 303);
  });
  app.post('/demo/time', async (c) => {
    const body = await c.req.parseBody();
    const { now, moves: places } = await moves();
    const day = String(body.day ?? '').normalize('NFKC').trim();
    const target = body.to === 'day' ? (isCivilDate(day) ? instantAt(day, '09:00') : null) : (places.find((m) => m.id === body.to)?.at ?? null);
    if (target === null || target <= now || target > now + 3 * 366 * DAY) return c.html(await page(c, undefined, [{ at: 'time', sentence: `${dateOf(now)}より後、3年以内の日を 2027-04-01 のように入力してください` }]), 422);
    const walked = await walkClock(deps, target);
    return c.html(await page(c, `${walked.instants}か所で止まりながら進めました。${walked.waited ? '' : '一部はまだ動いています。しばらくすると追いつきます。'}`));
  });
  return app;
}

