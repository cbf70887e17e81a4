import type { Request } from 'express';
import type { LoginReply } from '@luneo/sdk/contracts/accounts.js';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { accountScope } from './account-scope.js';
import { refreshCookie } from './cookies.js';
import { chooseBrand, toUser, type Membership } from './memberships.js';
import { clientOf, startSession } from './staff-sessions.js';
import { signToken, STAFF_TOKEN_LIFE } from './tokens.js';
import type { UserRow } from './users.js';

export interface SignedIn {
  body: LoginReply;
  headers: { 'Set-Cookie': string };
}

/**
 * Starts a session of an account that has proved who it is, by whatever way: access token in the body, refresh token in the cookie.
 * `method` is noted in the audit log.
 */
export async function signIn(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  request: Request,
  user: UserRow,
  { brandId, method }: { brandId?: string | undefined; method: string },
): Promise<SignedIn> {
  return asSystem(db, async () => {
    const brand = await chooseBrand(db, user, brandId);
    const { session, refreshToken } = await db.transaction(async (tx) => {
      const started = await startSession(tx, clientOf(request), { userId: user.id, brandId: brand?.id ?? null });
      const scope = accountScope(request, user.id, brand?.id ?? null);
      await recordAudit(tx, scope, { action: 'session.started', target: started.session.id, data: { method } });
      return started;
    });
    return {
      body: await replyOf(config.secret, user, brand, session.id),
      headers: { 'Set-Cookie': refreshCookie(config, refreshToken) },
    };
  });
}

/** An access token of a session. */
export async function replyOf(secret: string, user: UserRow, brand: Membership | null, sessionId: string): Promise<LoginReply> {
  const expiresAt = Math.floor(Date.now() / 1000) + STAFF_TOKEN_LIFE;
  const accessToken = await signToken(secret, { kind: 'staff', userId: user.id, sessionId, brandId: brand?.id ?? null, expiresAt });
  return { accessToken, expiresIn: STAFF_TOKEN_LIFE, user: toUser(user, brand) };
}
