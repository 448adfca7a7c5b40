// People and posts (S36): who holds what, who leaves, which department ends. These are master data: whoever changes them has signed in afresh (T3), or came with the sealed secret.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { isFresh } from '../deps.js';
import { DomainError } from '../../db/store/errors.js';
import { addPerson, allPeople, allPosts, endHolding, openRequestCounts } from '../../db/store/people.js';
import { departmentNames } from '../../db/store/reference.js';
import { dissolve, leave, registerTransfer } from '../../db/store/transfers.js';
import { addDays, dateOf, instantAt } from '../../workflows/domain/calendar.js';
import { readDate, readFields } from '../../workflows/domain/fields.js';
import { faceOf } from '../errors.js';
import { faultSentence } from '../pages/components/faults.js';
import { PeoplePage, TransferPreviewPage } from '../pages/people.js';
import { forAdministrators, type Signed, type StaffPage } from './staff.js';

export function peopleRoutes(deps: Deps): Hono {
  const app = new Hono();
  const as = forAdministrators(deps);
  const changes = (page: StaffPage) => as(async (c, me) => (isFresh(me.session) || me.session.means === 'sealed' ? page(c, me) : c.redirect('/signin?to=%2Fadmin%2Fpeople&fresh=1', 303)));
  const peoplePage = async (me: Signed, typed: Record<string, string> = {}, faults: { at: string; sentence: string }[] = []) => {
    const [posts, people, open] = await Promise.all([allPosts(deps.db), allPeople(deps.db), openRequestCounts(deps.db)]);
    return <PeoplePage staff={me.staff} now={me.now} typed={typed} faults={faults} people={people} posts={posts.map((p) => ({ code: p.code, name: p.name, department: p.departmentName, open: open.get(p.code) ?? 0, holdings: p.holdings.map((h) => ({ id: h.id, name: h.person.name, fromAt: h.fromAt, toAt: h.toAt })) }))} departments={[...(await departmentNames(deps.db))].map(([id, { name }]) => ({ id, label: name }))} />;
  };
  const form = async (c: Context): Promise<Record<string, string>> => Object.fromEntries(Object.entries(await c.req.parseBody()).map(([k, v]) => [k, String(v)]));
  app.get('/admin/people', as(async (c, me) => c.html(await peoplePage(me))));
  app.post('/admin/people/add', changes(async (c, me) => {
    const typed = await form(c);
    const read = readFields([{ id: 'name', label: '氏名', kind: 'text', required: true, max: 100 }, { id: 'email', label: 'メールアドレス', kind: 'email', required: true }], typed);
    if (read.faults.length > 0) return c.html(await peoplePage(me, typed, read.faults.map((f) => ({ at: f.at, sentence: faultSentence(f) }))), 422);
    await addPerson(deps.db, { name: String(read.values.name), email: String(read.values.email), administrator: typed.administrator === 'on' || typed.administrator === 'yes' });
    return c.redirect('/admin/people', 303);
  }));
  app.post('/admin/people/transfer', changes(async (c, me) => {
    const typed = await form(c);
    const date = readDate(typed.from ?? '');
    const [posts, people, open] = await Promise.all([allPosts(deps.db), allPeople(deps.db), openRequestCounts(deps.db)]);
    const post = posts.find((p) => p.code === typed.post);
    const person = people.find((p) => p.id === typed.person);
    const from = date ? Math.max(instantAt(date), date === dateOf(me.now) ? me.now : 0) : null;
    const faults = [...(post ? [] : [{ at: 'post', sentence: '職を選んでください' }]), ...(person ? [] : [{ at: 'person', sentence: '新しい人を選んでください' }]), ...(from !== null && from >= instantAt(dateOf(me.now)) ? [] : [{ at: 'from', sentence: 'きょうか、それより後の日を入力してください（例：2027-04-01、令和9年4月1日）' }])];
    if (!post || !person || from === null || faults.length > 0) return c.html(await peoplePage(me, typed, faults), 422);
    if (typed.sure !== 'yes') return c.html(<TransferPreviewPage staff={me.staff} now={me.now} person={person} from={from} post={{ code: post.code, name: post.name, department: post.departmentName, open: open.get(post.code) ?? 0, holdings: post.holdings.map((h) => ({ id: h.id, name: h.person.name, fromAt: h.fromAt, toAt: h.toAt })) }} />);
    await registerTransfer(deps.db, deps.links, { post: post.code, person: person.id, from });
    void deps.ringer.ringMail();
    return c.redirect('/admin/people', 303);
  }));
  app.post('/admin/people/end', changes(async (c, me) => {
    const typed = await form(c);
    const date = readDate(typed.until ?? '');
    if (!date) return c.html(await peoplePage(me, typed, [{ at: 'until', sentence: 'いつまでかを入力してください（例：2027-03-31）' }]), 422);
    await endHolding(deps.db, typed.holding ?? '', instantAt(addDays(date, 1)));
    return c.redirect('/admin/people', 303);
  }));
  app.post('/admin/people/leave', changes(async (c, me) => {
    const typed = await form(c);
    const last = readDate(typed.last ?? '');
    const faults = [...(typed.leaver ? [] : [{ at: 'leaver', sentence: '人を選んでください' }]), ...(last && last >= addDays(dateOf(me.now), -1) ? [] : [{ at: 'last', sentence: '最後の日を、きのうより後の日で入力してください（例：2027-03-31。いますぐ終えるときは、きのうの日）' }])];
    if (faults.length > 0 || !last) return c.html(await peoplePage(me, typed, faults), 422);
    return done(c, me, typed, 'leaver', () => leave(deps.db, deps.links, { person: typed.leaver ?? '', at: Math.max(instantAt(addDays(last, 1)), last < dateOf(me.now) ? me.now : 0) }));
  }));
  app.post('/admin/people/dissolve', changes(async (c, me) => {
    const typed = await form(c);
    const date = readDate(typed.since ?? '');
    const faults = [...(typed.department ? [] : [{ at: 'department', sentence: '廃止する課を選んでください' }]), ...(typed.successor ? [] : [{ at: 'successor', sentence: '引き継ぐ課を選んでください' }]), ...(date && date >= dateOf(me.now) ? [] : [{ at: 'since', sentence: 'きょうか、それより後の日を入力してください（例：2027-04-01）' }])];
    if (faults.length > 0 || !date) return c.html(await peoplePage(me, typed, faults), 422);
    return done(c, me, typed, 'successor', () => dissolve(deps.db, deps.links, { department: typed.department ?? '', successor: typed.successor ?? '', from: date === dateOf(me.now) ? me.now : instantAt(date) }));
  }));
  /** Does it and shows the page again, with the refusal beside its field when there is one. */
  const done = async (c: Context, me: Signed, typed: Record<string, string>, at: string, work: () => Promise<void>): Promise<Response> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return c.html(await peoplePage(me, typed, [{ at, sentence: faceOf(error).sentence }]), 422);
    }
    void deps.ringer.ringMail();
    return c.redirect('/admin/people', 303);
  };
  return app;
}
