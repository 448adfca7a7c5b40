// Signing in. The session port's only way so far is the demo city's: pick who you are.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { businessNow } from '../../db/store/clock.js';
import { allPeople, personById, postsOf } from '../../db/store/people.js';
import { faultPage } from '../pages/ended.js';
import { SigninPage } from '../pages/signin.js';

/** Only a page of this house may be returned to. */
export const safeReturn = (to: string | undefined): string => (to && /^\/(?!\/)[^\\\s]*$/.test(to) ? to : '/desk');

export function signinRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/signin', async (c) => {
    const session = await deps.session(c);
    const now = await businessNow(deps.db);
    const people = deps.config.SIGN_IN === 'demo' ? await Promise.all((await allPeople(deps.db)).map(async (p) => ({ id: p.id, name: p.name, roles: [...(await postsOf(deps.db, p.id, now)).map((h) => `${h.departmentName} ${h.postName}`), ...(p.administrator ? ['事務局（管理者）'] : [])] }))) : null;
    return c.html(<SigninPage people={people?.filter((p) => p.roles.length > 0) ?? null} to={safeReturn(c.req.query('to'))} fresh={c.req.query('fresh') === '1'} signedInAs={session?.person.name ?? null} />);
  });
  app.post('/signin', async (c) => {
    const body = await c.req.parseBody();
    const person = deps.config.SIGN_IN === 'demo' ? await personById(deps.db, String(body.person ?? '')) : null;
    if (!person) return c.html(faultPage({ status: 404, sentence: 'このページは表示できません。' }), 404);
    await deps.signIn(c, person.id);
    return c.redirect(safeReturn(String(body.to ?? '')), 303);
  });
  app.post('/signout', async (c) => {
    await deps.signOut(c);
    return c.redirect('/', 303);
  });
  return app;
}
