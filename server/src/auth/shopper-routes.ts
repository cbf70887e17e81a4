import type { Knex } from 'knex';
import type { Session } from '@luneo/sdk/contracts/accounts.js';
import { recordAudit } from '../audit/audit.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { newId } from '../id.js';
import { acceptedLocale } from '../mail/locale.js';
import { queueMail, sealForMail } from '../mail/store.js';
import { notFound, Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { endedSessionsOf } from './ended-sessions.js';
import { getKey, type KeyRow } from './keys.js';
import type { Scope } from './scope.js';
import { adoptGuest, CODE_MINUTES, codeMailKey, isCode, makeCode, shopperFor, type ShopperRow } from './shopper-accounts.js';
import { mergedGuestsOf } from './shopper-guests.js';
import { readToken, SHOPPER_RENEWAL_LIFE, SHOPPER_TOKEN_LIFE, signToken, type ShopperClaims } from './tokens.js';
import { normalEmail } from './users.js';

/** Shoppers: guests first, found again by an e-mail or by the merchant's own customer id. */
export function shopperRoutes({ db, config, limits, queue }: Deps): Route[] {
  const { secret } = config;
  const adopt = async (scope: Scope, guestId: string | null, find: (tx: Knex) => Promise<ShopperRow>): Promise<ShopperRow> => {
    const shopper = await db.transaction(async (tx) => {
      const found = await find(tx);
      if (guestId !== null && guestId !== found.id) {
        await adoptGuest(tx, scope, guestId, found);
        await recordAudit(tx, scope, { action: 'shopper.linked', target: found.id, data: { guest: guestId } });
      }
      return found;
    });
    mergedGuestsOf(db).clear();
    return shopper;
  };

  return [
    route('sessions.create', async ({ scope, body }) => {
      if (!body.renew) return { status: 201, body: await sessionOf(secret, scope, newId('shp')) };
      const { ownerId, sessionId } = await renewed(db, secret, scope, body.renew);
      return { status: 201, body: await sessionOf(secret, scope, ownerId, sessionId) };
    }),

    route('sessions.end', async ({ scope, request }) => {
      const token = (request.headers.authorization ?? '').split(' ', 2)[1] ?? '';
      const claims = await shopperClaims(db, secret, scope, token);
      const end = (claims.expiresAt + SHOPPER_RENEWAL_LIFE) * 1000;
      if (claims.sessionId !== undefined) await endedSessionsOf(db).end(claims.sessionId, scope, new Date(end));
      return { status: 204 };
    }),

    route('sessions.email', async ({ scope, body, request }) => {
      await limits.take('codes', request, body.email);
      return asSystem(db, async () => {
        const expiresAt = await db.transaction(async (tx) => {
          const made = await makeCode(tx, secret, scope, body.email);
          const data = { sealedCode: sealForMail(secret, made.code), minutes: CODE_MINUTES };
          const key = codeMailKey(scope.ownerId!, made.id);
          const { brandId, mode } = scope;
          const locale = acceptedLocale(request.headers['accept-language']);
          await queueMail(queue, tx, { brandId, kind: 'sign-in-code', to: normalEmail(body.email), data, key, locale, mode });
          return made.expiresAt;
        });
        return { status: 202, body: { expiresAt } };
      });
    }),

    route('sessions.email.confirm', ({ scope, body, request }) =>
      asSystem(db, async () => {
        const account = `shopper:${scope.brandId}:${scope.mode}:${normalEmail(body.email)}`;
        const isRight = await limits.attempts(request, account, async () =>
          (await isCode(db, secret, scope, body.email, body.code)) ? true : null,
        );
        if (!isRight) throw new Problem('link-invalid', 'The code is wrong or has expired. Ask for a new one.');
        const shopper = await adopt(scope, scope.ownerId, (tx) => shopperFor(tx, scope, { email: body.email }));
        return { status: 200, body: await sessionOf(secret, scope, shopper.id) };
      }),
    ),

    route('sessions.link', ({ scope, body }) =>
      asSystem(db, async () => {
        const guestId = body.guestToken ? await guestOf(db, secret, scope, body.guestToken) : null;
        const shopper = await adopt(scope, guestId, (tx) => shopperFor(tx, scope, { external_id: body.customerId }));
        return { status: 200, body: await sessionOf(secret, scope, shopper.id) };
      }),
    ),
  ];
}

async function sessionOf(secret: string, scope: Scope, ownerId: string, sessionId = newId('sss')): Promise<Session> {
  const { brandId, mode, keyId, trialOf } = scope;
  const expiresAt = Math.floor(Date.now() / 1000) + SHOPPER_TOKEN_LIFE;
  const claims: ShopperClaims = {
    kind: 'shopper',
    ownerId,
    brandId,
    keyId: keyId!,
    sessionId,
    mode,
    expiresAt,
    ...(trialOf && { trialOf }),
  };
  const token = await signToken(secret, claims);
  return { token, ownerId, brandId, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

/**
 * An earlier token of the same key, or of one that it took the place of, or of the merchant's server. Somebody else's token is no token
 * here: nobody who has found one goes on with it in another shop.
 */
async function renewed(db: Knex, secret: string, scope: Scope, token: string): Promise<ShopperClaims> {
  const claims = await shopperClaims(db, secret, scope, token);
  const { ownerId } = claims;
  if (!(await goesOnWith(db, scope, claims.keyId))) throw notFound('session', 'with this token');
  if (await mergedGuestsOf(db).has({ ...scope, ownerId }))
    throw new Problem('token-expired', "This guest's designs have moved to an account. Sign in to it, or start a new session.");
  return claims;
}

/** Whether a session of the key `from` may go on with the caller's. */
async function goesOnWith(db: Knex, scope: Scope, from: string): Promise<boolean> {
  let id: string | null = from;
  // Rotated more often than that, and never opened in between: the session begins anew.
  for (let step = 0; id !== null && step < 10; step++) {
    if (id === scope.keyId) return true;
    const key: KeyRow | null = await getKey(db, scope, id);
    if (!key || (key.revoked_at !== null && key.replaced_by === null)) return false;
    if (key.kind === 'secret') return true;
    id = key.replaced_by;
  }
  return false;
}

/** The guest of a token; null for an account: accounts are never merged, whoever asks. */
async function guestOf(db: Knex, secret: string, scope: Scope, token: string): Promise<string | null> {
  const { ownerId: id } = await shopperClaims(db, secret, scope, token);
  const place = { brand_id: scope.brandId, mode: scope.mode };
  const isAccount = await db<ShopperRow>('shoppers')
    .where({ ...place, id })
    .first('id');
  return isAccount ? null : id;
}

async function shopperClaims(db: Knex, secret: string, scope: Scope, token: string): Promise<ShopperClaims> {
  const claims = await readToken(secret, token, SHOPPER_RENEWAL_LIFE);
  if (claims.kind !== 'shopper' || claims.brandId !== scope.brandId || claims.mode !== scope.mode)
    throw notFound('session', 'with this token');
  if (claims.sessionId !== undefined && (await endedSessionsOf(db).has(claims.sessionId)))
    throw new Problem('unauthenticated', 'This session was ended.');
  return claims;
}
