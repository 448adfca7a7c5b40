// The mailed sign-in link. GET shows, POST signs in, and only in the browser that asked: who reads the mail elsewhere, a scanner or a thief, has a page without a button.
import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { newId } from '../../db/ids.js';
import { allowTry } from '../../db/store/codes.js';
import { logSignIn, personByEmail } from '../../db/store/sign-in.js';
import { readFields } from '../../workflows/domain/fields.js';
import { faultSentence } from '../pages/components/faults.js';
import { endedPage } from '../pages/ended.js';
import { LinkPage, LinkSentPage, SigninPage } from '../pages/signin.js';
import { dropCookie, keepCookie, readCookie } from './cookies.js';
import { safeReturn, tooMany } from './signin-shared.js';

const MINUTE = 60_000;
const KEY = /^(sgn_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const CODE_TRIES = 5;

export function linkRoutes(deps: Deps): Hono {
  const app = new Hono();
  const mark = (id: string): string => deps.links.hash('sign-in-browser', id);
  const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  /** What this browser asked for: the link's id and where to return to. The mark cannot be made without the house's key. */
  const asked = (c: Context): { id: string; to: string } | null => {
    const [id = '', given = '', to = ''] = (readCookie(c, 'kyoso_asked') ?? '').split('.');
    return id && same(given, mark(id)) ? { id, to: safeReturn(Buffer.from(to, 'base64url').toString('utf8')) } : null;
  };
  const spend = async (c: Context, { id, to }: { id: string; to: string }): Promise<Response | null> => {
    const cookies = await deps.door.spendLink(c.req.raw.headers, id);
    if (!cookies) return null;
    deps.giveCookies(c, cookies);
    dropCookie(c, 'kyoso_asked');
    return c.redirect(to, 303);
  };

  app.post('/signin/link', async (c) => {
    const body = await c.req.parseBody();
    const to = safeReturn(String(body.to ?? ''));
    const read = readFields([{ id: 'email', label: 'メールアドレス', kind: 'email', required: true }], body);
    const [fault] = read.faults;
    if (fault) return c.html(<SigninPage to={to} fresh={false} signedInAs={null} open service={deps.config.OIDC_ISSUER !== undefined} sealed={deps.config.SEALED_SECRET_SHA256 !== undefined} failed={false} typed={String(body.email ?? '')} faults={[{ at: 'email', sentence: faultSentence(fault) }]} />, 422);
    const email = String(read.values.email).toLowerCase();
    if (!(await allowTry(deps.db, 'sign-in-links', 120, MINUTE))) return tooMany(c);
    // The same page, the same cookie and as good as the same work, whether or not somebody has this address.
    const person = (await deps.mayMail(email)) ? await personByEmail(deps.db, email) : null;
    const id = newId('sgn');
    if (person) void deps.door.askLink(c.req.raw.headers, person.email, id).catch((error: unknown) => deps.log.error({ failure: error instanceof Error ? error.name : 'unknown' }, 'a sign-in link could not be sent'));
    keepCookie(c, 'kyoso_asked', `${id}.${mark(id)}.${Buffer.from(to).toString('base64url')}`, { seconds: 600 });
    return c.html(<LinkSentPage email={String(read.values.email)} wrong={false} />);
  });

  app.get('/signin/code', (c) => c.html(<LinkSentPage email={null} wrong={false} />));
  app.post('/signin/code', async (c) => {
    const own = asked(c);
    const typed = String((await c.req.parseBody()).code ?? '');
    if (own && !(await allowTry(deps.db, `sign-in-code:${own.id}`, CODE_TRIES, 10 * MINUTE))) return tooMany(c);
    const right = own !== null && same(deps.links.hashOfTyped(typed), deps.links.codeHash(own.id, 1));
    const done = own && right ? await spend(c, own) : null;
    if (!done) await logSignIn(deps.db, { event: 'refused', person: null, means: 'link' });
    return done ?? c.html(<LinkSentPage email={null} wrong />, 422);
  });

  app.get('/signin/link/:key', (c) => {
    const [, id = ''] = KEY.exec(c.req.param('key')) ?? [];
    return c.html(<LinkPage action={`/signin/link/${c.req.param('key')}`} here={asked(c)?.id === id} />);
  });
  app.post('/signin/link/:key', async (c) => {
    const [, id = '', token = ''] = KEY.exec(c.req.param('key')) ?? [];
    const own = asked(c);
    const done = own && own.id === id && deps.links.verify('sign-in', id, 1, token) ? await spend(c, own) : null;
    if (!done) await logSignIn(deps.db, { event: 'refused', person: null, means: 'link' });
    return done ?? c.html(endedPage());
  });
  return app;
}
