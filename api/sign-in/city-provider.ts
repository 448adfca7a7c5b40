// The city's own sign-in service (OpenID Connect): what is asked of it, and when its word counts.
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins';
import type { Config } from '../../activities/platform/config.js';

/** Its name in addresses: the city registers `<PUBLIC_URL>/signin/auth/callback/city` there. */
export const CITY_PROVIDER = 'city';
/** How old the person's own act of signing in may be when its result arrives here. */
const MOST_SECONDS = 300;

type Claims = { readonly iss?: unknown; readonly sub?: unknown; readonly auth_time?: unknown; readonly acr?: unknown };

/** The claims of a token whose signature, issuer, audience and nonce the library has verified. */
const claimsOf = (idToken: string): Claims => JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims;

const refused = (message: string): APIError => new APIError('UNAUTHORIZED', { message });

/**
 * Code flow with PKCE and nonce; the id token is verified against the service's keys. Every sign-in asks the person anew (`max_age=0`), so that a
 * fresh session here means that the person was there (facts: ASVS 7.5.3, 10.5). Who it is, is issuer and subject, never the mailbox; the mailbox
 * only finds the person the first time, and only when the service does not say that it is unverified. Nobody is created.
 */
export function cityProvider(config: Config): ReturnType<typeof genericOAuth> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ACR } = config;
  return genericOAuth({
    config: [{
      providerId: CITY_PROVIDER, discoveryUrl: `${OIDC_ISSUER}/.well-known/openid-configuration`, clientId: OIDC_CLIENT_ID ?? '', clientSecret: OIDC_CLIENT_SECRET,
      scopes: ['openid', 'email', 'profile'], pkce: true, prompt: 'login', authorizationUrlParams: { max_age: '0', ...(OIDC_ACR ? { acr_values: OIDC_ACR } : {}) },
      requireIdTokenVerification: true, disableSignUp: true,
      mapProfileToUser: (profile) => {
        if (profile.email_verified === false || profile.email_verified === 'false') throw refused('the mailbox is not verified there');
        return { emailVerified: true };
      },
      accountSubject: ({ tokens }) => {
        const claims = claimsOf(tokens.idToken ?? '');
        const age = Date.now() / 1000 - Number(claims.auth_time);
        if (!(age < MOST_SECONDS)) throw refused('the sign-in there is not fresh');
        if (OIDC_ACR && claims.acr !== OIDC_ACR) throw refused('the sign-in there is not as strong as asked');
        return `${String(claims.iss)}|${String(claims.sub)}`;
      },
    }],
  });
}
