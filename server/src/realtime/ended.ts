import type { Knex } from 'knex';
import { endedAmong } from '../auth/ended-sessions.js';
import { sessionCacheOf } from '../auth/session-cache.js';
import type { Scope } from '../auth/scope.js';
import { mayTry } from '../auth/trials.js';

interface KeyState {
  id: string;
  scopes: string | null;
  expires_at: string | null;
  revoked_at: string | null;
}

/**
 * Of those who listen, those who would be refused by now: their key was revoked, has expired or is scoped otherwise, their session has
 * ended, or they left the brand or have another role in it.
 */
export async function endedScopes(db: Knex, scopes: readonly Scope[]): Promise<Set<Scope>> {
  const keys = await keyStates(db, scopes);
  const sessions = await endedAmong(db, [...new Set(scopes.flatMap(({ via, sessionId }) => (via === 'shopper' && sessionId) || []))]);
  const ended = new Set<Scope>();
  for (const scope of scopes) {
    const isTrial = scope.trialOf !== undefined;
    const isStaff = scope.via === 'staff';
    const isEnded = isTrial ? !(await mayTry(sessionCacheOf(db), scope)) : isStaff ? await hasLeft(db, scope) : isWithoutKey(scope, keys);
    if (isEnded || sessions.has(scope.sessionId ?? '')) ended.add(scope);
  }
  return ended;
}

async function keyStates(db: Knex, scopes: readonly Scope[]): Promise<Map<string, KeyState>> {
  const ids = [...new Set(scopes.flatMap(({ keyId }) => keyId ?? []))];
  const found = new Map<string, KeyState>();
  for (let at = 0; at < ids.length; at += 500) {
    const rows = (await db('api_keys')
      .whereIn('id', ids.slice(at, at + 500))
      .select('id', 'scopes', 'expires_at', 'revoked_at')) as KeyState[];
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

function isWithoutKey({ keyId, via, scopes }: Scope, keys: ReadonlyMap<string, KeyState>): boolean {
  if (keyId === null) return false;
  const key = keys.get(keyId);
  if (!key || key.revoked_at !== null || (key.expires_at !== null && Date.parse(key.expires_at) <= Date.now())) return true;
  return via === 'sk' && key.scopes !== (scopes ? JSON.stringify(scopes) : null);
}

async function hasLeft(db: Knex, { sessionId, brandId, role, actorId }: Scope): Promise<boolean> {
  if (sessionId === undefined) return false;
  const standing = await sessionCacheOf(db).get({ sessionId, brandId: brandId || null });
  if (!standing || standing.userId !== actorId || standing.role !== role) return true;
  return role !== 'platform_admin' && (standing.brandId ?? '') !== brandId;
}
