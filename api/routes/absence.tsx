// Absence (job D-10): the holder of a post, or an administrator, says who acts for the holder from when to when.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { absencesOf, appointDeputy, endAbsence } from '../../db/store/absences.js';
import { DomainError } from '../../db/store/errors.js';
import { allPeople, allPosts } from '../../db/store/people.js';
import { addDays, dateOf, instantAt } from '../../workflows/domain/calendar.js';
import { readDate } from '../../workflows/domain/fields.js';
import { faceOf } from '../errors.js';
import { AbsencePage } from '../pages/absence.js';
import type { FormFault } from '../pages/desk-form.js';
import { namesOf, signed, type Signed, toSignIn } from './staff.js';

export function absenceRoutes(deps: Deps): Hono {
  const app = new Hono();
  /** The posts somebody may speak for here: their own, never one they only stand in for; all of them for an administrator. */
  const postsFor = async (me: Signed): Promise<readonly { id: string; label: string }[]> => {
    const names = await namesOf(deps);
    const codes = me.staff.administrator ? (await allPosts(deps.db)).map((post) => post.code) : me.posts.filter((post) => post.deputyFor === null).map((post) => post.post);
    return codes.map((code) => ({ id: code, label: names.post(code) }));
  };
  const page = async (me: Signed, typed: Readonly<Record<string, string>>, faults: readonly FormFault[]) => {
    const [posts, people, names] = await Promise.all([postsFor(me), allPeople(deps.db), namesOf(deps)]);
    const rows = await absencesOf(deps.db, posts.map((post) => post.id), me.now);
    return <AbsencePage staff={me.staff} now={me.now} posts={posts} people={people.filter((p) => me.staff.administrator || p.id !== me.session.person.id).map((p) => ({ id: p.id, label: p.name }))} rows={rows.map((row) => ({ ...row, post: names.post(row.post) }))} standsIn={me.posts.flatMap((post) => (post.deputyFor ? [`${post.departmentName} ${post.postName} ${post.deputyFor.name}さん`] : []))} typed={typed} faults={faults} />;
  };

  app.get('/desk/absence', async (c) => {
    const me = await signed(c, deps);
    return me ? c.html(await page(me, {}, [])) : toSignIn(c);
  });
  app.post('/desk/absence', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const typed = Object.fromEntries(Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value)]));
    const [from, to] = [readDate(typed.from ?? ''), readDate(typed.to ?? '')];
    const post = (await postsFor(me)).find((one) => one.id === typed.post);
    const faults: FormFault[] = [
      ...(post ? [] : [{ at: 'post', sentence: '職を選んでください' }]), ...(typed.deputy ? [] : [{ at: 'deputy', sentence: '代理の人を選んでください' }]),
      ...(from && from >= dateOf(me.now) ? [] : [{ at: 'from', sentence: 'きょうか、それより後の日を入力してください（例：2026-12-01）' }]), ...(to && from && to >= from ? [] : [{ at: 'to', sentence: '始まりの日か、それより後の日を入力してください（例：2026-12-04）' }]),
    ];
    if (faults.length === 0 && post && from && to) {
      try {
        await appointDeputy(deps.db, { post: post.id, deputy: typed.deputy ?? '', from: from === dateOf(me.now) ? me.now : instantAt(from), to: instantAt(addDays(to, 1)), by: me.session.person.id });
        void deps.ringer.ringMail();
        return c.redirect('/desk/absence', 303);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        faults.push({ at: 'deputy', sentence: faceOf(error).sentence });
      }
    }
    return c.html(await page(me, typed, faults), 422);
  });
  app.post('/desk/absence/end', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    await endAbsence(deps.db, { id: String((await c.req.parseBody()).absence ?? ''), posts: (await postsFor(me)).map((post) => post.id) });
    return c.redirect('/desk/absence', 303);
  });
  return app;
}
