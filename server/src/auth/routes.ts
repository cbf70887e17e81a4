import type { Deps } from '../deps.js';
import { newId } from '../id.js';
import { notFound, Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import type { Scope } from './scope.js';
import { readToken, SHOPPER_RENEWAL_LIFE, SHOPPER_TOKEN_LIFE, signToken, STAFF_TOKEN_LIFE } from './tokens.js';
import { getUser, verifyPassword } from './users.js';

export function authRoutes({ db, config, limits }: Deps): Route[] {
  return [
    route('auth.login', async ({ body, request }) => {
      const headers = await limits.take('login', request);
      const user = await limits.attempts(request, body.email, () => verifyPassword(db, body.email, body.password));
      if (!user) throw new Problem('invalid-credentials', 'E-mail or password is wrong.', { headers });
      const expiresAt = Math.floor(Date.now() / 1000) + STAFF_TOKEN_LIFE;
      const accessToken = await signToken(config.secret, {
        kind: 'staff',
        userId: user.id,
        brandId: user.brandId,
        role: user.role,
        expiresAt,
      });
      return { status: 200, body: { accessToken, expiresIn: STAFF_TOKEN_LIFE, user }, headers };
    }),

    route('auth.me', async ({ scope }) => {
      const user = await getUser(db, scope.actorId);
      if (!user) throw new Problem('unauthenticated', 'This account does not exist any more.');
      return { status: 200, body: user };
    }),

    route('sessions.create', async ({ scope, body }) => {
      const ownerId = body.renew ? await renewedOwner(config.secret, scope, body.renew) : newId('shp');
      const expiresAt = Math.floor(Date.now() / 1000) + SHOPPER_TOKEN_LIFE;
      const { brandId, mode } = scope;
      const token = await signToken(config.secret, { kind: 'shopper', ownerId, brandId, keyId: scope.actorId, mode, expiresAt });
      return { status: 201, body: { token, ownerId, brandId, expiresAt: new Date(expiresAt * 1000).toISOString() } };
    }),
  ];
}

/** The shopper of an earlier token of the same brand and mode. Somebody else's token is no token here. */
async function renewedOwner(secret: string, scope: Scope, token: string): Promise<string> {
  const claims = await readToken(secret, token, SHOPPER_RENEWAL_LIFE);
  if (claims.kind !== 'shopper' || claims.brandId !== scope.brandId || claims.mode !== scope.mode)
    throw notFound('session', 'with this token');
  return claims.ownerId;
}
