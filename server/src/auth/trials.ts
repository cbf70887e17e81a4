import type { Request } from 'express';
import { ROLE_PERMISSIONS } from '@luneo/sdk/contracts/permissions.js';
import { isLoopback, type Config } from '../config.js';
import type { Deps } from '../deps.js';
import { isAdminOrigin } from '../headers.js';
import { newId } from '../id.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import type { Scope } from './scope.js';
import type { SessionCache } from './session-cache.js';
import { signToken, type TrialClaims } from './tokens.js';

/** Seconds; a page that is left open over night asks for another one. */
export const TRIAL_LIFE = 12 * 3600;

/**
 * Staff try their products in the real customizer before they publish them. A trial key takes the place of a publishable key there: it
 * and the shopper sessions that it starts also see drafts, are of test mode whatever the brand is in, work on our own pages only, and
 * end with the session of the member of staff who asked for them. Nothing is stored.
 */
export function trialRoutes({ config }: Deps): Route[] {
  return [
    route('trials.create', async ({ scope }) => {
      const expiresAt = Math.floor(Date.now() / 1000) + TRIAL_LIFE;
      const { brandId, sessionId } = scope;
      const key = await signToken(config.secret, { kind: 'trial', id: newId('trl'), brandId, staffSessionId: sessionId!, expiresAt });
      return { status: 201, body: { key, expiresAt: new Date(expiresAt * 1000).toISOString() } };
    }),
  ];
}

export function trialScope({ id, brandId, staffSessionId }: TrialClaims): Scope {
  return { brandId, ownerId: id, role: 'consumer', via: 'pk', mode: 'test', actorId: id, keyId: id, trialOf: staffSessionId };
}

/** Throws `session-ended` once its member of staff may no longer edit products here, and `origin-not-allowed` on pages of others. */
export async function checkTrial(sessions: SessionCache, scope: Scope, request: Request, config: Config): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && !isAdminOrigin(origin, config) && !isLocal(origin, config))
    throw new Problem('origin-not-allowed', 'A trial key works on the staff page only. Use a publishable key of the brand.');
  if (!(await mayTry(sessions, scope))) throw new Problem('session-ended', 'The session that tries this product has ended. Sign in again.');
}

export async function mayTry(sessions: SessionCache, { trialOf, brandId }: Scope): Promise<boolean> {
  const standing = await sessions.get({ sessionId: trialOf!, brandId });
  return standing !== null && ROLE_PERMISSIONS[standing.role].has('catalogue:write');
}

const isLocal = (origin: string, { env }: Config): boolean =>
  env !== 'production' && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
