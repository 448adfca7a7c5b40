// The sealed account (break-glass): a secret kept in the safe opens an administrator for an hour, and everybody who administers is told at once.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { allowTry } from '../../db/store/codes.js';
import { logSignIn, openSealed } from '../../db/store/sign-in.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { SealedPage } from '../pages/signin-sealed.js';
import { mailSealedOpened } from '../sign-in/mails.js';
import { tooMany } from './signin-shared.js';

const HOUR_S = 3600;

export function sealedRoutes(deps: Deps): Hono {
  const app = new Hono();
  const kept = deps.config.SEALED_SECRET_SHA256;
  if (!kept) return app;
  const opens = (typed: string): boolean => timingSafeEqual(createHash('sha256').update(typed.trim()).digest(), Buffer.from(kept, 'hex'));

  app.get('/signin/sealed', (c) => c.html(<SealedPage typed={{}} faults={[]} />));
  app.post('/signin/sealed', async (c) => {
    const body = await c.req.parseBody();
    const [name, reason, secret] = [String(body.name ?? '').trim().slice(0, 100), String(body.reason ?? '').trim().slice(0, 400), String(body.secret ?? '')];
    if (!(await allowTry(deps.db, 'sealed', 5, HOUR_S * 1000))) return tooMany(c);
    const right = opens(secret);
    const faults = [...(name ? [] : [{ at: 'name', sentence: 'あなたの氏名を入力してください' }]), ...(reason ? [] : [{ at: 'reason', sentence: '理由を入力してください' }]), ...(right ? [] : [{ at: 'secret', sentence: '秘密の文字列が違います' }])];
    if (!right) await logSignIn(deps.db, { event: 'refused', person: null, means: 'sealed' });
    if (faults.length > 0) return c.html(<SealedPage typed={{ name, reason }} faults={faults} />, 422);
    const opened = await openSealed(deps.db, { name, reason });
    const cookies = await deps.door.signInAs(c.req.raw.headers, { person: opened.person, means: 'sealed', seconds: HOUR_S });
    if (cookies.length === 0) return c.html(faultPage(NOT_THERE), 404);
    deps.giveCookies(c, cookies);
    await mailSealedOpened(deps, { ...opened, name, reason });
    return c.redirect('/admin', 303);
  });
  return app;
}
