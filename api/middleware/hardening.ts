// Headers, limits and the request line in the log. Pages with a key in their address say nothing to anybody else.
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from '../deps.js';

/** Paths whose address carries a key. */
const KEYED = /^\/(a|mine|draft|panel|signin\/link)(\/|$)/;
const SCRIPTED = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What the sign-in pages need beyond that: the way to the city's own sign-in service, and the one script of the house, which speaks to the device about passkeys. */
export const signInPolicy = (service: string | null): string => SCRIPTED.replace("form-action 'self'", `form-action 'self'${service ? ` ${service}` : ''}; script-src 'self'; connect-src 'self'`);

/** What of a device no page of ours needs: not ours to ask, and nobody's inside ours. */
const NOTHING = Object.fromEntries(['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi', 'displayCapture', 'accelerometer', 'gyroscope', 'magnetometer'].map((feature) => [feature, false]));

/** Security headers for every answer. An address, which may be a key, is told to no other site; to ours it is, for without it older browsers do not say where a form comes from. There is no script on any page but those of passkeys, so no policy allows one. */
export const headers = (): MiddlewareHandler[] => [
  secureHeaders({ xFrameOptions: 'DENY', permissionsPolicy: NOTHING, strictTransportSecurity: 'max-age=31536000; includeSubDomains', referrerPolicy: 'same-origin', crossOriginResourcePolicy: 'same-origin' }),
  async (c, next) => {
    await next();
    if (!c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', SCRIPTED);
    if (KEYED.test(c.req.path)) c.res.headers.set('X-Robots-Tag', 'noindex');
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', c.req.path.startsWith('/assets/') ? 'public, max-age=3600' : 'no-store');
  },
];

/** Posts come from our own pages: the browser says so, or the origin does. Callbacks and JSON have their own proof. */
export const sameOrigin = (deps: Deps): MiddlewareHandler => {
  const publicOrigin = new URL(deps.config.PUBLIC_URL).origin;
  return csrf({ origin: (origin, c) => origin === publicOrigin || origin === new URL(c.req.url).origin });
};

/** Bodies: uploads up to 60 MB in all, everything else 1 MB. */
export const bodies = (): MiddlewareHandler => {
  const small = bodyLimit({ maxSize: 1024 * 1024 });
  const upload = bodyLimit({ maxSize: 60 * 1024 * 1024 });
  return (c, next) => ((c.req.header('content-type') ?? '').startsWith('multipart/form-data') ? upload(c, next) : small(c, next));
};

/** One line for each request. The part of the path that is a key is not written. */
export const requestLine = (deps: Deps): MiddlewareHandler => async (c, next) => {
  const started = Date.now();
  await next();
  deps.log.info({ method: c.req.method, path: redact(c.req.path), status: c.res.status, durationMs: Date.now() - started }, 'request');
};

/** `/a/req_x.token` → `/a/req_x`, whatever the key opens. */
export const redact = (path: string): string => path.replace(/^(\/(?:api\/)?(?:a|mine|draft|panel|signin\/link)\/[a-z]+_[0-9a-z]+)\.[^/]+/, '$1');
