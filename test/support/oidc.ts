// A real OpenID Connect service in this process: code flow, PKCE, signed id tokens. Who "is there" when it asks is set by the test.
import type { AddressInfo } from 'node:net';
import http from 'node:http';
import Provider from 'oidc-provider';

export type CityService = Awaited<ReturnType<typeof startCityService>>;

/** Starts the service for one client, whose way back is known before the client runs. */
export async function startCityService(client: { readonly id: string; readonly secret: string; readonly back: string }) {
  const server = http.createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const there = { subject: '', email: '', verified: true };
  /** What came in at the authorization endpoint. */
  const asked: URLSearchParams[] = [];
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.back], response_types: ['code'], grant_types: ['authorization_code'] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email: there.email, email_verified: there.verified, name: 'name there' }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['a key for the tests'] },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client?.clientId, accountId: ctx.oidc.session?.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const rest = provider.callback();
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') asked.push(url.searchParams);
    if (url.pathname.startsWith('/login/')) void provider.interactionFinished(request, response, { login: { accountId: there.subject } });
    else void rest(request, response);
  });
  return { issuer, there, asked, close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
}
