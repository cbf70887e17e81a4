import * as client from 'openid-client';
import type { OauthProviderConfig } from '../../config/oauth.js';
import type { GuardedFetch } from '../../guarded-fetch.js';
import { customFetch } from './openid.js';
import type { OauthProvider } from './provider.js';

type GithubConfig = Extract<OauthProviderConfig, { kind: 'github' }>;

/** GitHub: OAuth 2 with PKCE but without OpenID, so its API says who somebody is. The numeric id stays when a login is renamed. */
export function createGithubProvider(config: GithubConfig, fetch: GuardedFetch): OauthProvider {
  const server = {
    issuer: `${config.url}/login/oauth`,
    authorization_endpoint: `${config.url}/login/oauth/authorize`,
    token_endpoint: `${config.url}/login/oauth/access_token`,
  };
  const github = new client.Configuration(server, config.clientId, config.clientSecret);
  github[client.customFetch] = customFetch(fetch);
  if (config.url.startsWith('http:')) client.allowInsecureRequests(github);
  const ask = async (path: string, token: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'user-agent': 'Luneo' };
    const reply = await fetch(`${config.apiUrl}${path}`, { headers });
    if (!reply.ok) throw new Error(`GitHub answered ${reply.status} to ${path}`);
    return reply.json();
  };
  return {
    id: config.id,
    name: config.name,
    authorizationUrl: async ({ state, codeVerifier }, redirect_uri) =>
      client.buildAuthorizationUrl(github, {
        redirect_uri,
        scope: 'read:user user:email',
        state,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    identify: async (answer, { state, codeVerifier }) => {
      const tokens = await client.authorizationCodeGrant(github, answer, { expectedState: state, pkceCodeVerifier: codeVerifier });
      const user = (await ask('/user', tokens.access_token)) as { id?: unknown; login?: unknown };
      if (!Number.isSafeInteger(user.id) || typeof user.login !== 'string') throw new Error('GitHub answered no user');
      return { subject: String(user.id), label: (await primaryEmail(ask, tokens.access_token)) ?? user.login.slice(0, 254) };
    },
  };
}

/** The address that GitHub has verified and its user prefers; null where the user shows none. */
async function primaryEmail(ask: (path: string, token: string) => Promise<unknown>, token: string): Promise<string | null> {
  const emails = (await ask('/user/emails', token)) as { email?: unknown; primary?: unknown; verified?: unknown }[];
  const primary = Array.isArray(emails) ? emails.find((one) => one.primary === true && one.verified === true)?.email : null;
  return typeof primary === 'string' ? primary.slice(0, 254) : null;
}
