// The door: one sign-in library for every way in. A session says who and how, nothing else.
import { AsyncLocalStorage } from 'node:async_hooks';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { magicLink } from 'better-auth/plugins';
import { z } from 'zod';
import type { Config } from '../../activities/platform/config.js';
import type { Log } from '../../activities/platform/logger.js';
import type { Links } from '../../activities/platform/tokens.js';
import type { Db } from '../../db/client.js';
import { newId } from '../../db/ids.js';
import { personById } from '../../db/store/people.js';
import { logSignIn, type Means, type Session, signInTables } from '../../db/store/sign-in.js';
import { CITY_PROVIDER, cityProvider } from './city-provider.js';

/** Where the library answers; only `OPEN_PATHS` of it. */
export const AUTH_PATH = '/signin/auth';
export const OPEN_PATHS: readonly string[] = [`GET /callback/${CITY_PROVIDER}`, 'GET /passkey/generate-register-options', 'POST /passkey/verify-registration', 'GET /passkey/generate-authenticate-options', 'POST /passkey/verify-authentication'];

const SESSION_S = 8 * 3600;
const LINK_S = 600;
/** The way in by the path at which a session is made; a session made anywhere else is refused. */
const MEANS_OF: Readonly<Record<string, Means>> = { '/callback/:id': 'oidc', '/magic-link/verify': 'link', '/passkey/verify-authentication': 'passkey' };

export type SignIn = ReturnType<typeof makeSignIn>;
type MailLink = (input: { readonly email: string; readonly id: string }) => Promise<void>;

/** Builds the door. `mailLink` sends a sign-in link whose token is derived from its id, so that nothing stored opens anything. */
export function makeSignIn({ db, config, links, log, mailLink }: { readonly db: Db; readonly config: Config; readonly links: Links; readonly log: Log; readonly mailLink: MailLink }) {
  const url = new URL(config.PUBLIC_URL);
  const secure = url.protocol === 'https:';
  const verified = (userVerified: boolean | undefined): void => {
    if (!userVerified) throw new APIError('BAD_REQUEST', { message: 'the device did not check the person' });
  };
  const auth = betterAuth({
    appName: 'Kyoso', baseURL: url.origin, basePath: AUTH_PATH, secret: config.SIGN_IN_KEY ?? links.hash('sign-in', 'key'), database: signInTables(db), telemetry: { enabled: false },
    // Tries are counted in Postgres, by the routes, for all processes together.
    rateLimit: { enabled: false },
    // What the library says may hold addresses in its details; only the sentence is kept.
    logger: { level: 'error', log: (_level, message) => log.error({ part: 'sign-in' }, message) },
    onAPIError: { errorURL: `${url.origin}/signin?failed=1` },
    session: { expiresIn: SESSION_S, disableSessionRefresh: true, freshAge: 900, additionalFields: { means: { type: 'string', required: false, input: false } } },
    account: { updateAccountOnSignIn: false, accountLinking: { trustedProviders: [CITY_PROVIDER] } },
    advanced: {
      database: { generateId: () => newId('sgn') }, ipAddress: { disableIpTracking: true }, useSecureCookies: false,
      cookies: { session_token: { name: secure ? '__Host-kyoso_staff' : 'kyoso_staff', attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' } } },
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
    },
    databaseHooks: {
      // The tokens of the city's service are of no use here and are not kept.
      account: { create: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) } },
      session: {
        create: {
          before: async (session, ctx) => {
            const means = (session as { means?: Means }).means ?? MEANS_OF[ctx?.path ?? ''];
            return means ? { data: { ...session, userAgent: null, ipAddress: null, means } } : false;
          },
          after: async (session) => logSignIn(db, { event: 'signed-in', person: session.userId, means: (session as unknown as { means: Means }).means }),
        },
      },
    },
    plugins: [
      ...(config.OIDC_ISSUER ? [cityProvider(config)] : []),
      magicLink({
        expiresIn: LINK_S, storeToken: 'hashed', disableSignUp: true,
        generateToken: () => { const id = linkAsked.getStore() ?? newId('sgn'); return `${id}.${links.token('sign-in', id, 1)}`; },
        sendMagicLink: async ({ email, token }) => mailLink({ email, id: token.split('.')[0] ?? '' }),
      }),
      passkey({
        rpID: url.hostname, rpName: 'Kyoso', origin: url.origin, authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => verified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification }) => verified(verification.authenticationInfo.userVerified) },
      }),
      { id: 'own-ways', endpoints: { signInAs: signInAs() } },
    ],
  });

  return {
    /** The library's own pages; the caller lets only `OPEN_PATHS` through. */
    handler: (request: Request): Promise<Response> => auth.handler(request),
    /** Who is signed in; null when nobody is, or when they left. */
    async session(headers: Headers): Promise<Session | null> {
      const found = await auth.api.getSession({ headers });
      if (!found) return null;
      const { session } = found;
      const person = await personById(db, session.userId);
      return person && { person, signedInAt: session.createdAt.getTime(), means: (session as unknown as { means: Means }).means };
    },
    /** Signs somebody in without the library's ways: practice, and the sealed secret. */
    signInAs: async (headers: Headers, input: { person: string; means: 'practice' | 'sealed'; seconds?: number }): Promise<readonly string[]> => cookies(await auth.api.signInAs({ headers, body: input, asResponse: true })),
    async signOut(headers: Headers): Promise<readonly string[]> {
      return cookies(await auth.api.signOut({ headers, asResponse: true }));
    },
    /** Mails the link with this id to somebody who is here. */
    async askLink(headers: Headers, email: string, id: string): Promise<void> {
      await linkAsked.run(id, () => auth.api.signInMagicLink({ headers, body: { email } }));
    },
    /** Spends a mailed link; the cookies of the session, or null when it opens nothing any more. */
    async spendLink(headers: Headers, id: string): Promise<readonly string[] | null> {
      const response = await auth.api.magicLinkVerify({ headers, query: { token: `${id}.${links.token('sign-in', id, 1)}` }, asResponse: true });
      return response.ok ? cookies(response) : null;
    },
    /** Where the browser goes to sign in at the city's service, and the cookies that tie the way back to this browser. */
    async startCity(headers: Headers, to: string): Promise<{ readonly url: string; readonly cookies: readonly string[] }> {
      const response = await auth.api.signInSocial({ headers, body: { provider: CITY_PROVIDER, callbackURL: to, errorCallbackURL: `${url.origin}/signin?failed=1`, disableRedirect: true }, asResponse: true });
      const { url: away } = (await response.json()) as { url?: string };
      if (!away) throw new Error('the sign-in service of the city gives no address');
      return { url: away, cookies: cookies(response) };
    },
  };
}

/** The id of the link that is asked for: the library makes the token from the mailbox alone. */
const linkAsked = new AsyncLocalStorage<string>();

const cookies = (response: Response): readonly string[] => response.headers.getSetCookie();

/** Not reachable from outside: the routes decide who may come in this way. */
const signInAs = () => createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ person: z.string(), means: z.enum(['practice', 'sealed']), seconds: z.number().optional() }), requireHeaders: true }, async (ctx) => {
  const { person, means, seconds } = ctx.body;
  const user = await ctx.context.internalAdapter.findUserById(person);
  const session = user && (await ctx.context.internalAdapter.createSession(person, false, { means, ...(seconds ? { expiresAt: new Date(Date.now() + seconds * 1000) } : {}) }, true));
  if (!user || !session) throw new APIError('UNAUTHORIZED');
  await setSessionCookie(ctx, { session, user });
  return ctx.json({ ok: true });
});
