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
import type { Scope } from './scope.js';
import { adoptGuest, CODE_MINUTES, codeMailKey, isCode, makeCode, shopperFor, type ShopperRow } from './shopper-accounts.js';
import { mergedGuestsOf } from './shopper-guests.js';
import { readToken, SHOPPER_RENEWAL_LIFE, SHOPPER_TOKEN_LIFE, signToken } from './tokens.js';
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
      const ownerId = body.renew ? await renewedOwner(db, secret, scope, body.renew) : newId('shp');
      return { status: 201, body: await sessionOf(secret, scope, ownerId) };
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

async function sessionOf(secret: string, { brandId, mode, keyId }: Scope, ownerId: string): Promise<Session> {
  const expiresAt = Math.floor(Date.now() / 1000) + SHOPPER_TOKEN_LIFE;
  const token = await signToken(secret, { kind: 'shopper', ownerId, brandId, keyId: keyId!, mode, expiresAt });
  return { token, ownerId, brandId, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

/** The shopper of an earlier token of the same brand and mode. Somebody else's token is no token here. */
async function renewedOwner(db: Knex, secret: string, scope: Scope, token: string): Promise<string> {
  const ownerId = await ownerOf(secret, scope, token);
  if (await mergedGuestsOf(db).has({ ...scope, ownerId }))
    throw new Problem('token-expired', "This guest's designs have moved to an account. Sign in to it, or start a new session.");
  return ownerId;
}

/** The guest of a token; null for an account: accounts are never merged, whoever asks. */
async function guestOf(db: Knex, secret: string, scope: Scope, token: string): Promise<string | null> {
  const id = await ownerOf(secret, scope, token);
  const place = { brand_id: scope.brandId, mode: scope.mode };
  const isAccount = await db<ShopperRow>('shoppers')
    .where({ ...place, id })
    .first('id');
  return isAccount ? null : id;
}

async function ownerOf(secret: string, scope: Scope, token: string): Promise<string> {
  const claims = await readToken(secret, token, SHOPPER_RENEWAL_LIFE);
  if (claims.kind !== 'shopper' || claims.brandId !== scope.brandId || claims.mode !== scope.mode)
    throw notFound('session', 'with this token');
  return claims.ownerId;
}
