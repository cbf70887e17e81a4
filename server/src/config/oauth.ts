import { ConfigError, isLoopback, url, type Env } from './env.js';

interface Client {
  id: string;
  /** For people: "Sign in with …". */
  name: string;
  clientId: string;
  clientSecret: string;
}
/** `oidc` finds everything at its issuer; GitHub knows OAuth 2 only and tells who somebody is by its API. */
export type OauthProviderConfig = (Client & { kind: 'oidc'; issuer: string }) | (Client & { kind: 'github'; url: string; apiUrl: string });

const RESERVED = new Set(['identities', 'second-factor', 'google', 'github']);

/**
 * `OAUTH_GOOGLE_CLIENT_ID` and `_SECRET`; `OAUTH_GITHUB_CLIENT_ID` and `_SECRET`, with `OAUTH_GITHUB_URL` for an Enterprise Server;
 * and for each name in `OAUTH_OIDC` (by commas) `OAUTH_<NAME>_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET` and, for people, `_NAME`.
 */
export function readOauth(env: Env, production: boolean): OauthProviderConfig[] {
  const providers: OauthProviderConfig[] = [];
  const google = client(env, 'google', 'Google');
  if (google) providers.push({ ...google, kind: 'oidc', issuer: 'https://accounts.google.com' });
  const github = client(env, 'github', 'GitHub');
  if (github) {
    const base = url(env, 'OAUTH_GITHUB_URL', 'https://github.com');
    requireHttps('OAUTH_GITHUB_URL', base, production);
    const apiUrl = base === 'https://github.com' ? 'https://api.github.com' : `${base}/api/v3`;
    providers.push({ ...github, kind: 'github', url: base, apiUrl });
  }
  for (const id of (env['OAUTH_OIDC'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)) {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(id) || RESERVED.has(id) || providers.some((one) => one.id === id))
      throw new ConfigError('OAUTH_OIDC', `must be names of lower-case letters, digits and dashes, each once, not "${id}"`);
    providers.push(oidc(env, id, production));
  }
  return providers;
}

const variable = (id: string, part: string): string => `OAUTH_${id.toUpperCase().replaceAll('-', '_')}_${part}`;

function oidc(env: Env, id: string, production: boolean): OauthProviderConfig {
  const own = client(env, id, env[variable(id, 'NAME')] || id);
  if (!own) throw new ConfigError(variable(id, 'CLIENT_ID'), 'must be set, for OAUTH_OIDC names it');
  const issuer = env[variable(id, 'ISSUER')];
  if (!issuer || !URL.canParse(issuer)) throw new ConfigError(variable(id, 'ISSUER'), 'must be the address of the issuer, https://…');
  requireHttps(variable(id, 'ISSUER'), issuer, production);
  return { ...own, kind: 'oidc', issuer };
}

function client(env: Env, id: string, name: string): Client | null {
  const clientId = env[variable(id, 'CLIENT_ID')];
  if (!clientId) return null;
  const clientSecret = env[variable(id, 'CLIENT_SECRET')];
  if (!clientSecret) throw new ConfigError(variable(id, 'CLIENT_SECRET'), `must be set together with ${variable(id, 'CLIENT_ID')}`);
  return { id, name, clientId, clientSecret };
}

function requireHttps(name: string, address: string, production: boolean): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:' || (!production && protocol === 'http:' && isLoopback(hostname))) return;
  throw new ConfigError(name, `must be an https address, not "${address}"`);
}
