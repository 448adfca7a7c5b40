// Cookies of the house. Where the city is reached by https they are of its host alone (`__Host-`) and never travel without TLS; only a practice city has none (ASVS 3.3.1, 3.3.3).
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Deps } from '../deps.js';

declare module 'hono' {
  interface ContextVariableMap { /** Whether the address people open begins with https: TLS may end before us. */ https: boolean }
}

/** `kyoso_nonce` ties a post to a page that was shown; `kyoso_draft` is the key of the draft being written; `kyoso_asked` what this browser asked to be mailed; `kyoso_lang` the chosen language. */
export type OwnCookie = 'kyoso_nonce' | 'kyoso_draft' | 'kyoso_asked' | 'kyoso_lang';

/** Tells every request whether its cookies need TLS, by the address of the city and not by the connection, which comes from a proxy. */
export function cookieHome(deps: Pick<Deps, 'config'>): MiddlewareHandler {
  const https = deps.config.PUBLIC_URL.startsWith('https:');
  return (c, next) => {
    c.set('https', https);
    return next();
  };
}

const home = (c: Context) => (c.get('https') ? ({ prefix: 'host', secure: true } as const) : {});

export const readCookie = (c: Context, name: OwnCookie): string | undefined => getCookie(c, name, c.get('https') ? 'host' : undefined);

/** Sets a cookie that no script reads, for `seconds` or until the browser is closed. `Strict` where no link from elsewhere needs it. */
export function keepCookie(c: Context, name: OwnCookie, value: string, how: { readonly seconds?: number; readonly sameSite?: 'Strict' } = {}): void {
  setCookie(c, name, value, { httpOnly: true, sameSite: how.sameSite ?? 'Lax', path: '/', ...(how.seconds ? { maxAge: how.seconds } : {}), ...home(c) });
}

export function dropCookie(c: Context, name: OwnCookie): void {
  deleteCookie(c, name, { path: '/', ...home(c) });
}
