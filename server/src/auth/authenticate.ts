import type { Request } from 'express';
import type { Caller, Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import { brandStandingsOf, checkStanding } from '../brands/standing.js';
import { isLoopback, type Config } from '../config.js';
import type { Deps } from '../deps.js';
import { isAdminOrigin } from '../headers.js';
import { Lru } from '../lru.js';
import { Problem } from '../problem.js';
import { clientAddress } from './client-address.js';
import { endedSessionsOf } from './ended-sessions.js';
import { keyCacheOf } from './key-cache.js';
import { noteUse } from './key-use.js';
import { findKey, getKey, scopesOf, type KeyRow } from './keys.js';
import { requirePermission } from './permissions.js';
import type { Scope } from './scope.js';
import { sessionCacheOf, type Standing } from './session-cache.js';
import { mergedGuestsOf } from './shopper-guests.js';
import { readToken, type Claims } from './tokens.js';
import { checkTrial, trialScope } from './trials.js';

/** Finds out who calls. Throws 401 for nobody, 403 for somebody whom the endpoint does not answer. */
export type Authenticate = (request: Request, endpoint: Pick<Endpoint, 'callers' | 'needs' | 'path'>) => Promise<Scope>;

const MAX_TOKENS = 5_000;
/** A guest who has become an account may ask again here: the first answer may have been lost. */
const CONFIRM_PATH = '/v1/sessions/email/confirm';

/**
 * The authenticator of one app; keys and verified tokens are remembered, for looking them up costs more than most requests. What is
 * `known` is not awaited: each promise costs a request a hundredth of its time.
 */
export function createAuthenticate({ db, config }: Deps): Authenticate {
  const keys = keyCacheOf(db);
  const sessions = sessionCacheOf(db);
  const standings = brandStandingsOf(db);
  const ended = endedSessionsOf(db);
  const guests = mergedGuestsOf(db);
  const tokens = new Lru<string, Claims>(MAX_TOKENS);

  const noted = async (loading: Promise<KeyRow | null>): Promise<KeyRow | null> => {
    const row = await loading;
    if (row) noteUse(db, row);
    return row;
  };

  const byKey = async (key: string, request: Request): Promise<Scope> => {
    const row = usable(keys.known(key) ?? (await keys.get(key, () => noted(findKey(db, config.secret, key)))));
    if (row.kind === 'publishable') {
      checkOrigin(row, request.headers.origin, config);
      return { brandId: row.brand_id, ownerId: row.id, role: 'consumer', via: 'pk', mode: row.mode, actorId: row.id, keyId: row.id };
    }
    const scopes = scopesOf(row);
    const who = { brandId: row.brand_id, mode: row.mode, actorId: row.id, keyId: row.id };
    return { ...who, ownerId: null, role: 'brand_admin', via: 'sk', ...(scopes && { scopes }) };
  };

  const byToken = async (token: string, request: Request, path: string): Promise<Scope> => {
    let claims = tokens.get(token);
    if (!claims || claims.expiresAt * 1000 <= Date.now()) claims = tokens.set(token, await readToken(config.secret, token));
    if (claims.kind === 'staff') return staffScope(claims.sessionId, await sessions.get(claims), request, config);
    if (claims.kind === 'trial') {
      const trial = trialScope(claims);
      await checkTrial(sessions, trial, request, config);
      return trial;
    }
    if (claims.sessionId !== undefined && (ended.known(claims.sessionId) ?? (await ended.has(claims.sessionId))))
      throw new Problem('unauthenticated', 'This session was ended.');
    const scope: Scope = {
      brandId: claims.brandId,
      ownerId: claims.ownerId,
      role: 'consumer',
      via: 'shopper',
      mode: claims.mode,
      actorId: claims.ownerId,
      keyId: claims.keyId,
    };
    if (claims.trialOf !== undefined) {
      scope.trialOf = claims.trialOf;
      await checkTrial(sessions, scope, request, config);
    } else {
      const row = usable(keys.known(scope.keyId!) ?? (await keys.get(scope.keyId!, () => noted(getKey(db, scope, scope.keyId!)))));
      if (row.kind === 'publishable') checkOrigin(row, request.headers.origin, config);
    }
    if (path !== CONFIRM_PATH && (guests.known(claims.ownerId) ?? (await guests.has(scope))))
      throw new Problem('token-expired', "This guest's designs have moved to an account. Use the token of that session.");
    return scope;
  };

  return async (request, { callers, needs, path }) => {
    const [scheme, credential] = (request.headers.authorization ?? '').split(' ', 2);
    if (!credential || scheme?.toLowerCase() !== 'bearer')
      throw new Problem('unauthenticated', 'Send "Authorization: Bearer …" with a key or a session token.');
    if (credential.length > 4_000) throw new Problem('unauthenticated', 'The token is not one of ours.');
    const scope = await (/^(pk|sk)_/.test(credential) ? byKey(credential, request) : byToken(credential, request, path));
    if (!callers.includes(scope.via as Caller))
      throw new Problem('forbidden', `${NAMES[scope.via]} cannot do this; send ${callers.map((c) => NAMES[c]).join(' or ')}.`);
    if (needs) requirePermission(scope, needs);
    const placed = inBrandOfPath(scope, request);
    if (needs && placed.brandId === '') requireNoBrand(placed, needs);
    else if (needs) checkStanding(standings.known(placed.brandId) ?? (await standings.get(placed.brandId)), placed, needs);
    placed.from = { ip: clientAddress(request), requestId: request.id };
    return placed;
  };
}

/** An account without a brand, and platform staff who named none, have no rows to work on. */
function requireNoBrand(scope: Scope, needs: Permission): void {
  if (needs === 'platform:manage') return;
  const why = scope.role === 'platform_admin' ? 'Name the brand in the path.' : 'This account is in no brand.';
  throw new Problem('forbidden', why);
}

const NAMES: Record<string, string> = {
  pk: 'a publishable key',
  sk: 'a secret key',
  shopper: 'a shopper session',
  staff: 'a staff token',
};

function usable(row: KeyRow | null): KeyRow {
  if (!row) throw new Problem('unauthenticated', 'This key does not exist.');
  if (row.revoked_at) throw new Problem('key-revoked', 'This key was revoked. Use another one.');
  if (row.expires_at && Date.parse(row.expires_at) <= Date.now())
    throw new Problem('token-expired', 'This key has expired. Use another one.');
  return row;
}

/** Browsers always tell the origin of a cross-origin call; a call without one is no browser and gains nothing by it. */
function checkOrigin(row: KeyRow, origin: string | undefined, config: Config): void {
  if (origin === undefined || isAllowedOrigin(row, origin, config)) return;
  throw new Problem('origin-not-allowed', `This publishable key may not be used from ${origin.slice(0, 200)}. Add the origin to the key.`);
}

/** Exactly a listed origin, or one of ours; test keys outside production also work from any loopback address. */
export function isAllowedOrigin(row: Pick<KeyRow, 'origins' | 'mode'>, origin: string, config: Config): boolean {
  if (isAdminOrigin(origin, config) || (JSON.parse(row.origins) as string[]).includes(origin)) return true;
  return config.env !== 'production' && row.mode === 'test' && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

function staffScope(sessionId: string, standing: Standing | null, request: Request, config: Config): Scope {
  if (!standing) throw new Problem('session-ended', 'This session was ended. Sign in again.');
  const wanted = request.headers['luneo-mode'];
  if (wanted !== undefined && wanted !== 'test' && wanted !== 'live')
    throw new Problem('invalid-request', 'Luneo-Mode must be test or live.');
  const mode = wanted ?? (config.env === 'production' ? 'live' : 'test');
  const { userId, brandId, role } = standing;
  return { brandId: brandId ?? '', ownerId: null, role, via: 'staff', mode, actorId: userId, keyId: null, sessionId };
}

/** `/v1/brands/{brandId}/…`: only one's own brand exists; platform staff choose by the path. */
function inBrandOfPath(scope: Scope, request: Request): Scope {
  const brandId = request.params['brandId'];
  if (typeof brandId !== 'string' || brandId === scope.brandId) return scope;
  if (scope.role === 'platform_admin') return { ...scope, brandId };
  throw new Problem('not-found', `There is no brand ${brandId.slice(0, 80)} that you can see.`);
}
