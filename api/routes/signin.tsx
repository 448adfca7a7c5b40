// Signing in: the practice city's one click, or the real ways (the city's service, passkey, mailed link). What needs more than one request is in signin-link and signin-sealed.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { businessNow } from '../../db/store/clock.js';
import { allowTry } from '../../db/store/codes.js';
import { allPeople, personById, postsOf } from '../../db/store/people.js';
import { logSignIn, passkeysOf, removePasskey } from '../../db/store/sign-in.js';
import { signInPolicy } from '../middleware/hardening.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { PasskeysPage, PracticeSigninPage, SigninPage } from '../pages/signin.js';
import { AUTH_PATH, OPEN_PATHS } from '../sign-in/make-sign-in.js';
import { mailPasskeyAdded } from '../sign-in/mails.js';
import { linkRoutes } from './signin-link.js';
import { sealedRoutes } from './signin-sealed.js';
import { safeReturn, tooMany } from './signin-shared.js';
import { signed, toSignIn } from './staff.js';

const MINUTE = 60_000;

export function signinRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { config } = deps;
  const city = config.SIGN_IN === 'city';

  app.get('/signin', async (c) => {
    const session = await deps.session(c);
    const shared = { to: safeReturn(c.req.query('to')), fresh: c.req.query('fresh') === '1', signedInAs: session?.person.name ?? null };
    if (config.SIGN_IN === 'demo') {
      const now = await businessNow(deps.db);
      const people = await Promise.all((await allPeople(deps.db)).map(async (p) => ({ id: p.id, name: p.name, roles: [...(await postsOf(deps.db, p.id, now)).map((h) => `${h.departmentName} ${h.postName}`), ...(p.administrator ? ['事務局（管理者）'] : [])] })));
      return c.html(<PracticeSigninPage {...shared} people={people.filter((p) => p.roles.length > 0)} />);
    }
    c.header('Content-Security-Policy', signInPolicy(config.OIDC_ISSUER ? new URL(config.OIDC_ISSUER).origin : null));
    return c.html(<SigninPage {...shared} open={city} service={config.OIDC_ISSUER !== undefined} sealed={config.SEALED_SECRET_SHA256 !== undefined} failed={c.req.query('failed') === '1' || c.req.query('error') !== undefined} />);
  });
  app.post('/signin', async (c) => {
    const body = await c.req.parseBody();
    const person = config.SIGN_IN === 'demo' ? await personById(deps.db, String(body.person ?? '')) : null;
    if (!person) return c.html(faultPage(NOT_THERE), 404);
    await deps.signIn(c, person.id);
    return c.redirect(safeReturn(String(body.to ?? '')), 303);
  });
  app.post('/signout', async (c) => {
    await deps.signOut(c);
    return c.redirect('/', 303);
  });
  if (!city) return app;

  app.post('/signin/city', async (c) => {
    if (!config.OIDC_ISSUER) return c.html(faultPage(NOT_THERE), 404);
    const away = await deps.door.startCity(c.req.raw.headers, safeReturn(String((await c.req.parseBody()).to ?? '')));
    deps.giveCookies(c, away.cookies);
    return c.redirect(away.url, 303);
  });

  app.get('/signin/passkeys', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    c.header('Content-Security-Policy', signInPolicy(null));
    return c.html(<PasskeysPage staff={me.staff} passkeys={(await passkeysOf(deps.db, me.session.person.id)).map((p) => ({ id: p.id, name: p.name ?? 'パスキー', at: p.createdAt?.getTime() ?? 0 }))} now={me.now} />);
  });
  app.post('/signin/passkeys/remove', async (c) => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    if (await removePasskey(deps.db, { person: me.session.person.id, passkey: String((await c.req.parseBody()).passkey ?? '') })) await logSignIn(deps.db, { event: 'passkey-removed', person: me.session.person.id, means: me.session.means });
    return c.redirect('/signin/passkeys', 303);
  });

  /** What the library answers itself; everything else of it is not there. */
  app.all(`${AUTH_PATH}/*`, async (c) => {
    const path = c.req.path.slice(AUTH_PATH.length);
    if (!OPEN_PATHS.includes(`${c.req.method} ${path}`)) return c.html(faultPage(NOT_THERE), 404);
    if (!(await allowTry(deps.db, `sign-in:${path}`, 600, MINUTE))) return tooMany(c);
    const response = await deps.door.handler(c.req.raw);
    if (path === '/passkey/verify-registration' && response.ok) await passkeyAdded(deps, (await response.clone().json()) as { userId: string; name?: string });
    const refused = response.status >= 400 || (response.headers.get('location') ?? '').includes('error=');
    if (refused) await logSignIn(deps.db, { event: 'refused', person: null, means: path.startsWith('/callback') ? 'oidc' : 'passkey' });
    return refused && path.startsWith('/callback') ? c.redirect('/signin?failed=1', 303) : response;
  });
  app.route('/', linkRoutes(deps));
  app.route('/', sealedRoutes(deps));
  return app;
}

async function passkeyAdded(deps: Deps, { userId, name }: { readonly userId: string; readonly name?: string }): Promise<void> {
  await logSignIn(deps.db, { event: 'passkey-added', person: userId, means: 'passkey' });
  await mailPasskeyAdded(deps, { person: userId, name: name ?? 'パスキー' });
}
