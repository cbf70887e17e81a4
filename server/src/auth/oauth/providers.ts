import type { Deps } from '../../deps.js';
import { Problem } from '../../problem.js';
import { createGithubProvider } from './github.js';
import { createOpenIdProvider } from './openid.js';
import type { OauthProvider } from './provider.js';

/** The providers of the configuration, by id. */
export function createProviders({ config, fetch }: Pick<Deps, 'config' | 'fetch'>): Map<string, OauthProvider> {
  return new Map(
    config.oauth.map((one) => [one.id, one.kind === 'github' ? createGithubProvider(one, fetch) : createOpenIdProvider(one, fetch)]),
  );
}

/** Throws `not-found` for a provider that this installation does not know. */
export function providerOf(providers: Map<string, OauthProvider>, id: string): OauthProvider {
  const provider = providers.get(id);
  if (!provider) throw new Problem('not-found', `There is no sign-in with ${id} here.`);
  return provider;
}
