import * as client from 'openid-client';
import type { OauthProviderConfig } from '../../config/oauth.js';
import type { GuardedFetch } from '../../guarded-fetch.js';
import type { Challenge, OauthProvider, ProviderIdentity } from './provider.js';

type OidcConfig = Extract<OauthProviderConfig, { kind: 'oidc' }>;

/** Metadata and keys of an issuer are read again after this. */
const METADATA_MS = 3_600_000;

/** Any OpenID provider, found by discovery. Every request of it goes through the guarded fetch. */
export function createOpenIdProvider(config: OidcConfig, fetch: GuardedFetch): OauthProvider {
  let known: { found: Promise<client.Configuration>; at: number } | null = null;
  const discover = (): Promise<client.Configuration> => {
    if (known && Date.now() - known.at < METADATA_MS) return known.found;
    const found = client.discovery(new URL(config.issuer), config.clientId, config.clientSecret, undefined, {
      [client.customFetch]: customFetch(fetch),
      ...(config.issuer.startsWith('http:') && { execute: [client.allowInsecureRequests] }),
    });
    known = { found, at: Date.now() };
    // What could not be found is asked for again the next time.
    found.catch(() => (known = null));
    return found;
  };
  return {
    id: config.id,
    name: config.name,
    authorizationUrl: async (challenge, redirect_uri) =>
      client.buildAuthorizationUrl(await discover(), {
        redirect_uri,
        scope: 'openid email profile',
        state: challenge.state,
        nonce: challenge.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(challenge.codeVerifier),
        code_challenge_method: 'S256',
      }),
    identify: async (answer, challenge) => {
      const tokens = await client.authorizationCodeGrant(await discover(), answer, {
        expectedState: challenge.state,
        expectedNonce: challenge.nonce,
        pkceCodeVerifier: challenge.codeVerifier,
        idTokenExpected: true,
      });
      return identityOf(tokens.claims()!);
    },
  };
}

/** The guarded fetch takes no streams, which the library does not send either. */
export const customFetch =
  (fetch: GuardedFetch): client.CustomFetch =>
  (url, { body, headers, method, signal }) =>
    fetch(url, { body: body as BodyInit | null, headers, method, ...(signal && { signal }) });

function identityOf({ sub, email, name }: { sub: string; email?: unknown; name?: unknown }): ProviderIdentity {
  const label = [email, name, sub].find((text): text is string => typeof text === 'string' && text !== '')!;
  return { subject: sub, label: label.slice(0, 254) };
}

export type { Challenge };
