import type { Scope } from '../auth/scope.js';
import { getKey, listKeys } from '../auth/keys.js';
import { isAllowedOrigin } from '../auth/authenticate.js';
import { isLoopback } from '../config.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';

/**
 * A payment page must not become a way to send shoppers anywhere: URLs are on an origin of the publishable key that the shopper came
 * by, or, for staff, secret keys and the customers whom a merchant's server signed in, of any publishable key of the brand. Test data
 * may also use loopback outside production. Throws `origin-not-allowed`, or `invalid-request` for what is not a plain address.
 */
export async function checkReturnUrls({ db, config }: Pick<Deps, 'db' | 'config'>, scope: Scope, urls: readonly string[]): Promise<void> {
  const keys = await allowingKeys(db, scope);
  const isAllowed = (origin: string): boolean => {
    if (config.env !== 'production' && scope.mode === 'test' && isLoopback(new URL(origin).hostname)) return true;
    return keys.some((key) => isAllowedOrigin({ origins: JSON.stringify(key.origins), mode: scope.mode }, origin, config));
  };
  for (const url of urls) {
    const parsed = URL.canParse(url) && !url.includes('\\') ? new URL(url) : null;
    if (parsed && !isAllowed(parsed.origin))
      throw new Problem('origin-not-allowed', `Shoppers cannot be sent to ${parsed.origin.slice(0, 200)}: add the origin to the key.`);
    if (!parsed || parsed.username || parsed.password)
      throw new Problem('invalid-request', `Shoppers cannot be sent to ${url.slice(0, 200)}: it is not a plain address.`);
  }
}

async function allowingKeys(db: Deps['db'], scope: Scope): Promise<{ origins: string[] }[]> {
  // Our own pages only.
  if (scope.trialOf !== undefined) return [{ origins: [] }];
  if (scope.via === 'shopper' && scope.keyId) {
    const key = await getKey(db, scope, scope.keyId);
    if (key?.kind !== 'secret') return key ? [{ origins: JSON.parse(key.origins) as string[] }] : [];
  }
  return (await listKeys(db, scope)).filter((key) => key.kind === 'publishable' && key.revokedAt === null);
}
