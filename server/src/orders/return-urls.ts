import type { Scope } from '../auth/scope.js';
import { getKey, listKeys } from '../auth/keys.js';
import { isAllowedOrigin } from '../auth/authenticate.js';
import { isLoopback } from '../config.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';

/**
 * A payment page must not become a way to send shoppers anywhere: URLs are on an origin of the key that the shopper came by, or,
 * for staff and secret keys, of any publishable key of the brand. Test data may also use loopback outside production. Throws
 * `origin-not-allowed`.
 */
export async function checkReturnUrls({ db, config }: Pick<Deps, 'db' | 'config'>, scope: Scope, urls: readonly string[]): Promise<void> {
  const keys = await allowingKeys(db, scope);
  const isAllowed = (origin: string): boolean => {
    if (config.env !== 'production' && scope.mode === 'test' && isLoopback(new URL(origin).hostname)) return true;
    return keys.some((key) => isAllowedOrigin({ origins: JSON.stringify(key.origins), mode: scope.mode }, origin, config));
  };
  for (const url of urls) {
    const origin = URL.canParse(url) ? new URL(url).origin : 'null';
    if (!isAllowed(origin))
      throw new Problem('origin-not-allowed', `Shoppers cannot be sent to ${origin.slice(0, 200)}: add the origin to the key.`);
  }
}

async function allowingKeys(db: Deps['db'], scope: Scope): Promise<{ origins: string[] }[]> {
  if (scope.via === 'shopper' && scope.keyId) {
    const key = await getKey(db, scope, scope.keyId);
    return key ? [{ origins: JSON.parse(key.origins) as string[] }] : [];
  }
  return (await listKeys(db, scope)).filter((key) => key.kind === 'publishable' && key.revokedAt === null);
}
